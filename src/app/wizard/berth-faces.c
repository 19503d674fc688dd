/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-faces.h"

/**
 * BerthFaces:
 *
 * The four faces of anything that is fetched: loading, ready, empty, and failed with a
 * way on. The ready face is [property@BerthFaces:content].
 */
struct _BerthFaces {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwBin *ready;
  GtkLabel *loading_label;
  AdwStatusPage *empty_page;
  AdwStatusPage *failed_page;
  GtkButton *retry_button;
};

G_DEFINE_FINAL_TYPE (BerthFaces, berth_faces, ADW_TYPE_BIN)

enum { PROP_0, PROP_CONTENT, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_RETRY, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_retry_clicked (BerthFaces *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
berth_faces_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthFaces *self = BERTH_FACES (object);

  switch (id) {
  case PROP_CONTENT:
    g_value_set_object (value, adw_bin_get_child (self->ready));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_faces_set_property (GObject *object,
                          guint id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  BerthFaces *self = BERTH_FACES (object);

  switch (id) {
  case PROP_CONTENT:
    adw_bin_set_child (self->ready, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_faces_dispose (GObject *object)
{
  /* The template would let go of it while the bin still holds it. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_FACES);
  G_OBJECT_CLASS (berth_faces_parent_class)->dispose (object);
}

static void
berth_faces_class_init (BerthFacesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = berth_faces_get_property;
  object_class->set_property = berth_faces_set_property;
  object_class->dispose = berth_faces_dispose;

  /**
   * BerthFaces:content:
   *
   * What is shown when it is there.
   */
  properties[PROP_CONTENT] = g_param_spec_object (
    "content", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * BerthFaces::retry:
   *
   * The person asked to try again.
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", BERTH_TYPE_FACES, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-faces.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthFaces, stack);
  gtk_widget_class_bind_template_child (widget_class, BerthFaces, ready);
  gtk_widget_class_bind_template_child (widget_class, BerthFaces, loading_label);
  gtk_widget_class_bind_template_child (widget_class, BerthFaces, empty_page);
  gtk_widget_class_bind_template_child (widget_class, BerthFaces, failed_page);
  gtk_widget_class_bind_template_child (widget_class, BerthFaces, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
}

static void
berth_faces_init (BerthFaces *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_faces_show_loading:
 * @self: the faces
 * @what: a sentence that says what is being fetched
 */
void
berth_faces_show_loading (BerthFaces *self, const char *what)
{
  g_return_if_fail (BERTH_IS_FACES (self));

  gtk_label_set_label (self->loading_label, what);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/**
 * berth_faces_show_ready:
 * @self: the faces
 */
void
berth_faces_show_ready (BerthFaces *self)
{
  g_return_if_fail (BERTH_IS_FACES (self));

  gtk_stack_set_visible_child_name (self->stack, "ready");
}

/**
 * berth_faces_show_empty:
 * @self: the faces
 * @title: what there is none of
 * @description: (nullable): what to do about it
 */
void
berth_faces_show_empty (BerthFaces *self, const char *title, const char *description)
{
  g_return_if_fail (BERTH_IS_FACES (self));

  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/**
 * berth_faces_show_failed:
 * @self: the faces
 * @title: what could not be had
 * @description: (nullable): why, in words
 */
void
berth_faces_show_failed (BerthFaces *self, const char *title, const char *description)
{
  g_autofree char *escaped
    = g_markup_escape_text (description != NULL ? description : "", -1);

  g_return_if_fail (BERTH_IS_FACES (self));

  adw_status_page_set_title (self->failed_page, title);
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/**
 * berth_faces_get_face:
 * @self: the faces
 *
 * Returns: "ready", "loading", "empty" or "failed"
 */
const char *
berth_faces_get_face (BerthFaces *self)
{
  g_return_val_if_fail (BERTH_IS_FACES (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
