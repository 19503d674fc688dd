/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-screen.h"

#include "berth-desktop-cursor.h"
#include "berth-desktop-pointer.h"
#include "berth-desktop-session-sink.h"

#include <math.h>

#define NATURAL_WIDTH 640
#define NATURAL_HEIGHT 480

/**
 * BerthDesktopScreen:
 *
 * A desktop's picture, keyboard and pointer: what a session shows is painted with the
 * widget's frame clock, and what is done here goes to the session. The picture stays when
 * the session goes.
 *
 * Where a desktop lies over several monitors there is one for each; the first takes the
 * pictures, and they share them.
 */
struct _BerthDesktopScreen {
  GtkWidget parent_instance;
  BerthDesktopTiles *tiles;
  BerthDesktopKeyboard *keyboard;
  BerthDesktopPointer *pointer;
  BerthRdpSession *session;
  BerthDesktopSize size_mode;
  gboolean is_beside; /* another one takes the pictures */
  gboolean has_part;
  BerthDesktopPart part; /* where it has one */
  GdkSurface *surface;   /* whose scale is listened to */
  guint tick_id;
};

enum { PROP_0, PROP_TILES, N_PROPS };

static GParamSpec *pspecs[N_PROPS];

enum { SIZE_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopScreen, berth_desktop_screen, GTK_TYPE_WIDGET)

static double
get_scale (BerthDesktopScreen *self)
{
  return self->surface != NULL ? gdk_surface_get_scale (self->surface) : 1;
}

/* As in a window that lies over all monitors, of which this is a part. */
static gboolean
find_placement_of_part (BerthDesktopScreen *self, BerthDesktopPlacement *placement)
{
  graphene_rect_t whole = berth_desktop_placement_find_widget (GTK_WIDGET (self));
  double scale = get_scale (self);
  guint width, height;

  berth_desktop_tiles_get_size (self->tiles, &width, &height);
  whole.size.width = (float) (self->part.width / scale);
  whole.size.height = (float) (self->part.height / scale);
  if (!berth_desktop_placement_find (placement, BERTH_DESKTOP_SIZE_FIT, width, height,
                                     &whole, scale))
    return FALSE;
  placement->left -= self->part.x;
  placement->top -= self->part.y;
  return TRUE;
}

static gboolean
find_placement (BerthDesktopScreen *self, BerthDesktopPlacement *placement)
{
  graphene_rect_t widget;
  guint width, height;

  if (self->has_part)
    return find_placement_of_part (self, placement);
  widget = berth_desktop_placement_find_widget (GTK_WIDGET (self));
  berth_desktop_tiles_get_size (self->tiles, &width, &height);
  return berth_desktop_placement_find (placement, self->size_mode, width, height, &widget,
                                       get_scale (self));
}

static gboolean
find_place (GtkWidget *widget, double x, double y, int *desktop_x, int *desktop_y)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);
  double scale = get_scale (self);
  BerthDesktopPlacement placement;
  guint width, height;

  if (!find_placement (self, &placement))
    return FALSE;
  berth_desktop_tiles_get_size (self->tiles, &width, &height);
  berth_desktop_placement_find_pixel (&placement, width, height, x * scale, y * scale,
                                      desktop_x, desktop_y);
  return TRUE;
}

static void
take_tiles (BerthDesktopScreen *self, const BerthRdpFrame *frame)
{
  berth_desktop_tiles_begin (self->tiles, berth_rdp_frame_get_width (frame),
                             berth_rdp_frame_get_height (frame));
  for (guint i = 0; i < berth_rdp_frame_get_n_tiles (frame); i++) {
    const BerthRdpTile *tile = berth_rdp_frame_get_tile (frame, i);

    berth_desktop_tiles_put (self->tiles, tile->x, tile->y, tile->width, tile->height,
                             tile->stride, tile->pixels);
  }
  if (berth_rdp_frame_is_complete (frame))
    berth_desktop_tiles_complete (self->tiles);
  berth_desktop_tiles_end (self->tiles);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);
  g_autoptr (BerthRdpFrame) frame = NULL;

  self->tick_id = 0;
  if (self->session != NULL)
    frame = berth_rdp_session_take_frame (self->session);
  if (frame != NULL)
    take_tiles (self, frame);
  return G_SOURCE_REMOVE;
}

static void
cancel_tick (BerthDesktopScreen *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

/* Taken over with the next frame of the display, since nothing of it is seen before. */
static void
on_frame (BerthDesktopScreen *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_pointer_changed (BerthDesktopScreen *self)
{
  BerthRdpPointer *pointer
    = self->session != NULL ? berth_rdp_session_get_pointer (self->session) : NULL;
  g_autoptr (GdkCursor) cursor = NULL;

  if (pointer != NULL)
    cursor = berth_desktop_cursor_new (pointer, get_scale (self));
  gtk_widget_set_cursor (GTK_WIDGET (self), cursor);
}

static void
on_tiles_changed (BerthDesktopScreen *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_tiles_resized (BerthDesktopScreen *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
tell_size (BerthDesktopScreen *self)
{
  guint width, height;
  double scale;

  if (self->size_mode == BERTH_DESKTOP_SIZE_DYNAMIC && !self->has_part
      && berth_desktop_screen_get_size (self, &width, &height, &scale))
    g_signal_emit (self, signals[SIZE_WANTED], 0, width, height, scale);
}

static void
on_scale_changed (BerthDesktopScreen *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
  on_pointer_changed (self);
  tell_size (self);
}

static void
berth_desktop_screen_realize (GtkWidget *widget)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);

  GTK_WIDGET_CLASS (berth_desktop_screen_parent_class)->realize (widget);
  self->surface = g_object_ref (gtk_native_get_surface (gtk_widget_get_native (widget)));
  g_signal_connect_object (self->surface, "notify::scale", G_CALLBACK (on_scale_changed),
                           self, G_CONNECT_SWAPPED);
}

static void
berth_desktop_screen_unrealize (GtkWidget *widget)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);

  cancel_tick (self);
  g_signal_handlers_disconnect_by_data (self->surface, self);
  g_clear_object (&self->surface);
  GTK_WIDGET_CLASS (berth_desktop_screen_parent_class)->unrealize (widget);
}

static void
berth_desktop_screen_map (GtkWidget *widget)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);

  GTK_WIDGET_CLASS (berth_desktop_screen_parent_class)->map (widget);
  if (self->session == NULL || self->is_beside)
    return;
  berth_rdp_session_set_visible (self->session, TRUE);
  on_frame (self);
}

static void
berth_desktop_screen_unmap (GtkWidget *widget)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);

  if (self->session != NULL && !self->is_beside)
    berth_rdp_session_set_visible (self->session, FALSE);
  GTK_WIDGET_CLASS (berth_desktop_screen_parent_class)->unmap (widget);
}

static void
berth_desktop_screen_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;
  guint width, height;

  berth_desktop_tiles_get_size (self->tiles, &width, &height);
  if (self->size_mode == BERTH_DESKTOP_SIZE_ACTUAL && !self->has_part && width > 0) {
    *minimum = (int) ceil ((is_width ? width : height) / get_scale (self));
    *natural = *minimum;
  } else {
    *minimum = 1;
    *natural = is_width ? NATURAL_WIDTH : NATURAL_HEIGHT;
  }
}

static void
berth_desktop_screen_size_allocate (GtkWidget *widget,
                                    int width,
                                    int height,
                                    int baseline)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);

  berth_desktop_keyboard_set_caret (self->keyboard,
                                    &(GdkRectangle) { width / 2, height - 1, 1, 1 });
  tell_size (self);
}

static void
berth_desktop_screen_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (widget);
  double scale = get_scale (self);
  BerthDesktopPlacement place;

  if (!find_placement (self, &place))
    return;
  berth_desktop_tiles_snapshot (
    self->tiles, snapshot,
    &GRAPHENE_RECT_INIT ((float) (place.left / scale), (float) (place.top / scale),
                         (float) (place.width / scale), (float) (place.height / scale)),
    scale);
}

static void
berth_desktop_screen_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (object);

  switch (id) {
  case PROP_TILES:
    self->tiles = g_value_dup_object (value);
    self->is_beside = self->tiles != NULL;
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_desktop_screen_constructed (GObject *object)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (object);

  G_OBJECT_CLASS (berth_desktop_screen_parent_class)->constructed (object);
  if (self->tiles == NULL)
    self->tiles = berth_desktop_tiles_new ();
  g_signal_connect_object (self->tiles, "changed", G_CALLBACK (on_tiles_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tiles, "resized", G_CALLBACK (on_tiles_resized), self,
                           G_CONNECT_SWAPPED);
}

static void
berth_desktop_screen_dispose (GObject *object)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (object);

  berth_desktop_screen_set_session (self, NULL);
  G_OBJECT_CLASS (berth_desktop_screen_parent_class)->dispose (object);
}

static void
berth_desktop_screen_finalize (GObject *object)
{
  BerthDesktopScreen *self = BERTH_DESKTOP_SCREEN (object);

  g_clear_object (&self->tiles);
  g_clear_object (&self->keyboard);
  g_clear_object (&self->pointer);
  G_OBJECT_CLASS (berth_desktop_screen_parent_class)->finalize (object);
}

static void
berth_desktop_screen_class_init (BerthDesktopScreenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = berth_desktop_screen_set_property;
  object_class->constructed = berth_desktop_screen_constructed;
  object_class->dispose = berth_desktop_screen_dispose;
  object_class->finalize = berth_desktop_screen_finalize;
  widget_class->realize = berth_desktop_screen_realize;
  widget_class->unrealize = berth_desktop_screen_unrealize;
  widget_class->map = berth_desktop_screen_map;
  widget_class->unmap = berth_desktop_screen_unmap;
  widget_class->measure = berth_desktop_screen_measure;
  widget_class->size_allocate = berth_desktop_screen_size_allocate;
  widget_class->snapshot = berth_desktop_screen_snapshot;

  /**
   * BerthDesktopScreen:tiles:
   *
   * The picture of another one, to be shown here too; %NULL: one of its own.
   */
  pspecs[PROP_TILES] = g_param_spec_object ("tiles", NULL, NULL, BERTH_TYPE_DESKTOP_TILES,
                                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY
                                              | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);

  /**
   * BerthDesktopScreen::size-wanted:
   * @width: in device pixels
   * @height: in device pixels
   * @scale: device pixels in an application pixel
   *
   * The size that a desktop that follows the window should have from now on.
   */
  signals[SIZE_WANTED]
    = g_signal_new ("size-wanted", BERTH_TYPE_DESKTOP_SCREEN, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "desktop-screen");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_APPLICATION);
}

static void
berth_desktop_screen_init (BerthDesktopScreen *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->keyboard = berth_desktop_keyboard_new (widget);
  self->pointer = berth_desktop_pointer_new (widget, find_place);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

/**
 * berth_desktop_screen_new_beside:
 * @tiles: the picture of another one
 *
 * Returns: (transfer floating): one that shows the same picture, or a part of it
 */
BerthDesktopScreen *
berth_desktop_screen_new_beside (BerthDesktopTiles *tiles)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_TILES (tiles), NULL);

  return g_object_new (BERTH_TYPE_DESKTOP_SCREEN, "tiles", tiles, NULL);
}

/**
 * berth_desktop_screen_set_sink:
 * @sink: (nullable): where keys and pointer go
 */
void
berth_desktop_screen_set_sink (BerthDesktopScreen *self, BerthDesktopSink *sink)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SCREEN (self));

  berth_desktop_keyboard_set_sink (self->keyboard, sink);
  berth_desktop_pointer_set_sink (self->pointer, sink);
}

static void
watch_frames (BerthDesktopScreen *self)
{
  if (self->is_beside)
    return;
  g_signal_connect_object (self->session, "frame", G_CALLBACK (on_frame), self,
                           G_CONNECT_SWAPPED);
  on_frame (self);
}

/**
 * berth_desktop_screen_set_session:
 * @session: (nullable): what is shown from now on; the last picture stays until it has
 * one
 */
void
berth_desktop_screen_set_session (BerthDesktopScreen *self, BerthRdpSession *session)
{
  g_autoptr (BerthDesktopSink) sink = NULL;

  g_return_if_fail (BERTH_IS_DESKTOP_SCREEN (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  cancel_tick (self);
  g_set_object (&self->session, session);
  if (session != NULL) {
    sink = berth_desktop_session_sink_new (session);
    g_signal_connect_object (session, "pointer-changed", G_CALLBACK (on_pointer_changed),
                             self, G_CONNECT_SWAPPED);
    watch_frames (self);
  }
  berth_desktop_screen_set_sink (self, sink);
  on_pointer_changed (self);
}

/**
 * berth_desktop_screen_set_part:
 * @part: (nullable): what is shown of a desktop that lies over several monitors, with
 *   whoever shows the others
 *
 * Shows a part of the picture and asks for no size, until there is no part any more.
 */
void
berth_desktop_screen_set_part (BerthDesktopScreen *self, const BerthDesktopPart *part)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SCREEN (self));

  if (part == NULL && !self->has_part)
    return;
  self->has_part = part != NULL;
  if (part != NULL)
    self->part = *part;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_size (self);
}

/**
 * berth_desktop_screen_set_size_mode:
 * @mode: what becomes of a desktop whose size is not the window's
 */
void
berth_desktop_screen_set_size_mode (BerthDesktopScreen *self, BerthDesktopSize mode)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SCREEN (self));

  if (self->size_mode == mode)
    return;
  self->size_mode = mode;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_size (self);
}

/**
 * berth_desktop_screen_get_size_mode:
 *
 * Returns: what becomes of a desktop whose size is not the window's
 */
BerthDesktopSize
berth_desktop_screen_get_size_mode (BerthDesktopScreen *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SCREEN (self), BERTH_DESKTOP_SIZE_DYNAMIC);

  return self->size_mode;
}

/**
 * berth_desktop_screen_get_size:
 * @width: (out): in device pixels
 * @height: (out): in device pixels
 * @scale: (out): device pixels in an application pixel
 *
 * Returns: whether the widget has a size yet
 */
gboolean
berth_desktop_screen_get_size (BerthDesktopScreen *self,
                               guint *width,
                               guint *height,
                               double *scale)
{
  graphene_rect_t place;

  g_return_val_if_fail (BERTH_IS_DESKTOP_SCREEN (self), FALSE);

  place = berth_desktop_placement_find_widget (GTK_WIDGET (self));
  *scale = get_scale (self);
  berth_desktop_placement_count (&place, *scale, width, height);
  return *width > 1 && *height > 1;
}

/**
 * berth_desktop_screen_get_tiles:
 *
 * Returns: (transfer none): the picture
 */
BerthDesktopTiles *
berth_desktop_screen_get_tiles (BerthDesktopScreen *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SCREEN (self), NULL);

  return self->tiles;
}

/**
 * berth_desktop_screen_get_keyboard:
 *
 * Returns: (transfer none): what is typed into
 */
BerthDesktopKeyboard *
berth_desktop_screen_get_keyboard (BerthDesktopScreen *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SCREEN (self), NULL);

  return self->keyboard;
}
