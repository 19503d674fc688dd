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
  gboolean wants_focus;
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

/* A widget goes on pointing at the child that had the focus last, and where that is not
 * in view the Tab key passes the widget by. */
static void
let_go_of_focus (BerthFaces *self, GtkWidget *focus)
{
  for (GtkWidget *holder = gtk_widget_get_parent (focus); holder != GTK_WIDGET (self);
       holder = gtk_widget_get_parent (holder))
    gtk_widget_set_focus_child (holder, NULL);
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
}

/* The focus that a face had goes to the next one that can take it, unless the person has
 * moved it meanwhile. */
static void
show_face (BerthFaces *self, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean has_focus
    = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  if (g_strcmp0 (berth_faces_get_face (self), name) == 0)
    return;
  if (has_focus)
    let_go_of_focus (self, focus);
  self->wants_focus = has_focus || (self->wants_focus && focus == NULL);
  gtk_stack_set_visible_child_name (self->stack, name);
  if (self->wants_focus
      && gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD))
    self->wants_focus = FALSE;
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
  show_face (self, "loading");
}

/**
 * berth_faces_show_ready:
 * @self: the faces
 */
void
berth_faces_show_ready (BerthFaces *self)
{
  g_return_if_fail (BERTH_IS_FACES (self));

  show_face (self, "ready");
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
  show_face (self, "empty");
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
  show_face (self, "failed");
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
