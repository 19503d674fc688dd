/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-step-row.h"

/**
 * BerthStepRow:
 *
 * A step in the rail: its mark, its title, and what is chosen there.
 */
struct _BerthStepRow {
  GtkListBoxRow parent_instance;

  BerthWizardStep *step;

  GtkImage *icon;
  GtkLabel *summary;
};

G_DEFINE_FINAL_TYPE (BerthStepRow, berth_step_row, GTK_TYPE_LIST_BOX_ROW)

enum { PROP_0, PROP_STEP, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
show_mark (BerthStepRow *self)
{
  BerthStepMark mark = berth_wizard_step_get_mark (self->step);
  GtkWidget *icon = GTK_WIDGET (self->icon);

  gtk_image_set_from_icon_name (self->icon, berth_step_mark_get_icon_name (mark));
  gtk_widget_remove_css_class (icon, "success");
  gtk_widget_remove_css_class (icon, "warning");
  gtk_widget_remove_css_class (icon, "error");
  gtk_widget_remove_css_class (icon, "dim-label");
  if (mark == BERTH_STEP_MARK_DONE)
    gtk_widget_add_css_class (icon, "success");
  else if (mark == BERTH_STEP_MARK_WARNING)
    gtk_widget_add_css_class (icon, "warning");
  else if (mark == BERTH_STEP_MARK_OPEN)
    gtk_widget_add_css_class (icon, "dim-label");
  else if (mark == BERTH_STEP_MARK_BLOCKED)
    gtk_widget_add_css_class (icon, "error");
}

static void
on_step_changed (BerthStepRow *self)
{
  const char *summary = berth_wizard_step_get_summary (self->step);
  BerthStepMark mark = berth_wizard_step_get_mark (self->step);
  g_autofree char *description = NULL;

  description = *summary == '\0'
                  ? g_strdup (berth_step_mark_get_words (mark))
                  : g_strdup_printf ("%s. %s", berth_step_mark_get_words (mark), summary);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *summary != '\0');
  show_mark (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  berth_wizard_step_get_title (self->step),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
berth_step_row_constructed (GObject *object)
{
  BerthStepRow *self = BERTH_STEP_ROW (object);

  G_OBJECT_CLASS (berth_step_row_parent_class)->constructed (object);
  g_signal_connect_object (self->step, "notify", G_CALLBACK (on_step_changed), self,
                           G_CONNECT_SWAPPED);
  on_step_changed (self);
}

static void
berth_step_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthStepRow *self = BERTH_STEP_ROW (object);

  switch (id) {
  case PROP_STEP:
    g_value_set_object (value, self->step);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_step_row_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  BerthStepRow *self = BERTH_STEP_ROW (object);

  switch (id) {
  case PROP_STEP:
    self->step = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_step_row_dispose (GObject *object)
{
  BerthStepRow *self = BERTH_STEP_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_STEP_ROW);
  g_clear_object (&self->step);
  G_OBJECT_CLASS (berth_step_row_parent_class)->dispose (object);
}

static void
berth_step_row_class_init (BerthStepRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = berth_step_row_constructed;
  object_class->get_property = berth_step_row_get_property;
  object_class->set_property = berth_step_row_set_property;
  object_class->dispose = berth_step_row_dispose;

  properties[PROP_STEP] = g_param_spec_object ("step", NULL, NULL, BERTH_TYPE_WIZARD_STEP,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthStepRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BerthStepRow, summary);
}

static void
berth_step_row_init (BerthStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
berth_step_row_new (BerthWizardStep *step)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_STEP (step), NULL);

  return g_object_new (BERTH_TYPE_STEP_ROW, "step", step, NULL);
}
