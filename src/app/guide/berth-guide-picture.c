/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-picture.h"

#include "berth-future.h"

#include <string.h>

/* The drawings' own size, until one is read. */
#define WIDTH 640
#define HEIGHT 260

/**
 * BerthGuidePicture:
 *
 * A drawing of the guide in the colours of the present style. The drawings are SVG whose
 * shapes have classes; a style sheet of ours goes behind the one they bring, which is
 * there for browsers.
 */
struct _BerthGuidePicture {
  GtkWidget parent_instance;
  char *resource;
  GdkTexture *texture;
  guint drawing; /* the last one asked for */
};

typedef struct {
  BerthGuidePicture *self; /* not for the thread */
  guint drawing;
  char *resource;
  char *style;
  int width;
} Drawing;

G_DEFINE_FINAL_TYPE (BerthGuidePicture, berth_guide_picture, GTK_TYPE_WIDGET)

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  g_object_unref (drawing->self);
  g_free (drawing->resource);
  g_free (drawing->style);
  g_free (drawing);
}

static char *
dup_hex (const GdkRGBA *color)
{
  return g_strdup_printf ("#%02x%02x%02x", (guint) (color->red * 255),
                          (guint) (color->green * 255), (guint) (color->blue * 255));
}

/* What each class of the drawings looks like here. */
static char *
dup_style (AdwStyleManager *manager)
{
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean contrast = adw_style_manager_get_high_contrast (manager);
  g_autoptr (GdkRGBA) rgba = NULL;
  g_autofree char *accent = NULL;
  const char *ink = dark ? "#ffffff" : contrast ? "#000000" : "#2e3436";

  rgba = adw_style_manager_get_accent_color_rgba (manager);
  accent = dup_hex (rgba);
  return g_strdup_printf (
    "<style>.ink{fill:%s}.line{stroke:%s}.soft{fill:%s;fill-opacity:%s}"
    ".accent{fill:%s}.accentline{stroke:%s}.good{fill:%s}.goodline{stroke:%s}"
    ".bad{fill:%s}.badline{stroke:%s}.paper{fill:%s}</style>",
    ink, ink, ink, contrast ? "0.16" : "0.09", accent, accent,
    dark ? "#57e389" : "#26a269", dark ? "#57e389" : "#26a269",
    dark ? "#ff7b63" : "#c01c28", dark ? "#ff7b63" : "#c01c28",
    dark ? "#36363a" : "#ffffff");
}

static GInputStream *
open_styled (const char *resource, const char *style, GError **error)
{
  g_autoptr (GBytes) bytes
    = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GString) text = NULL;
  const char *end;

  if (bytes == NULL)
    return NULL;
  text = g_string_new_len (g_bytes_get_data (bytes, NULL),
                           (gssize) g_bytes_get_size (bytes));
  end = g_strrstr (text->str, "</svg>");
  if (end != NULL)
    g_string_insert (text, end - text->str, style);
  return g_memory_input_stream_new_from_bytes (
    g_string_free_to_bytes (g_steal_pointer (&text)));
}

static DexFuture *
draw_in_thread (gpointer data)
{
  Drawing *drawing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream
    = open_styled (drawing->resource, drawing->style, &error);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (stream != NULL)
    pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, drawing->width, -1, TRUE, NULL,
                                                  &error);
  if (pixbuf == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (gdk_texture_new_for_pixbuf (pixbuf));
}

static DexFuture *
draw_fiber (gpointer data)
{
  Drawing *drawing = data;
  BerthGuidePicture *self = drawing->self;
  Drawing *copy = g_new0 (Drawing, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  *copy = (Drawing) { .self = g_object_ref (self),
                      .resource = g_strdup (drawing->resource),
                      .style = g_strdup (drawing->style),
                      .width = drawing->width };
  texture = dex_await_object (
    berth_future_spawn_thread (draw_in_thread, copy, drawing_free), &error);
  if (texture == NULL)
    g_warning ("The picture %s cannot be drawn: %s", drawing->resource, error->message);
  else if (self->drawing == drawing->drawing) {
    g_set_object (&self->texture, texture);
    gtk_widget_queue_resize (GTK_WIDGET (self));
  }
  return dex_future_new_true ();
}

static void
draw (BerthGuidePicture *self)
{
  Drawing *drawing;

  if (self->resource == NULL)
    return;
  drawing = g_new0 (Drawing, 1);
  drawing->self = g_object_ref (self);
  drawing->drawing = ++self->drawing;
  drawing->resource = g_strdup (self->resource);
  drawing->style = dup_style (adw_style_manager_get_default ());
  drawing->width = WIDTH * 2 * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  dex_future_disown (berth_future_spawn (draw_fiber, drawing, drawing_free));
}

static GtkSizeRequestMode
berth_guide_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static double
get_ratio (BerthGuidePicture *self)
{
  return self->texture != NULL
           ? gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->texture))
           : (double) WIDTH / HEIGHT;
}

static void
berth_guide_picture_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  BerthGuidePicture *self = BERTH_GUIDE_PICTURE (widget);
  int width = for_size >= 0 ? MIN (for_size, WIDTH) : WIDTH;

  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH
                                                       : (int) (width / get_ratio (self));
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : *natural;
}

static void
berth_guide_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BerthGuidePicture *self = BERTH_GUIDE_PICTURE (widget);
  double width = MIN (gtk_widget_get_width (widget), WIDTH);

  if (self->texture == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot,
    &GRAPHENE_POINT_INIT ((float) ((gtk_widget_get_width (widget) - width) / 2), 0));
  gtk_snapshot_append_scaled_texture (
    snapshot, self->texture, GSK_SCALING_FILTER_TRILINEAR,
    &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) (width / get_ratio (self))));
  gtk_snapshot_restore (snapshot);
}

static void
berth_guide_picture_finalize (GObject *object)
{
  BerthGuidePicture *self = BERTH_GUIDE_PICTURE (object);

  g_free (self->resource);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (berth_guide_picture_parent_class)->finalize (object);
}

static void
berth_guide_picture_class_init (BerthGuidePictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = berth_guide_picture_finalize;
  widget_class->get_request_mode = berth_guide_picture_get_request_mode;
  widget_class->measure = berth_guide_picture_measure;
  widget_class->snapshot = berth_guide_picture_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
berth_guide_picture_init (BerthGuidePicture *self)
{
  static const char *const changes[]
    = { "notify::dark", "notify::high-contrast", "notify::accent-color" };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (adw_style_manager_get_default (), changes[i],
                             G_CALLBACK (draw), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (draw), NULL);
}

/**
 * berth_guide_picture_new:
 * @resource: an SVG among the program's resources
 * @seen: what is to be seen in it, for those who do not see it
 *
 * Returns: (transfer floating): a widget that draws it, at most 640 pixels wide
 */
GtkWidget *
berth_guide_picture_new (const char *resource, const char *seen)
{
  BerthGuidePicture *self;

  g_return_val_if_fail (resource != NULL, NULL);
  g_return_val_if_fail (seen != NULL, NULL);

  self = g_object_new (BERTH_TYPE_GUIDE_PICTURE, NULL);
  self->resource = g_strdup (resource);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  seen, -1);
  draw (self);
  return GTK_WIDGET (self);
}

/**
 * berth_guide_picture_is_ready:
 *
 * Returns: whether it has been drawn; a change of style draws it again
 */
gboolean
berth_guide_picture_is_ready (BerthGuidePicture *self)
{
  g_return_val_if_fail (BERTH_IS_GUIDE_PICTURE (self), FALSE);

  return self->texture != NULL;
}
