/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-step-row.h"

#include "berth-format.h"
#include "berth-run-closures.h"

/**
 * BerthRunStepRow:
 *
 * One step of a run: what it is, whether it is done, and how long it took.
 */
struct _BerthRunStepRow {
  AdwActionRow parent_instance;
  GtkStack *marks;
  GtkImage *icon;
  GtkLabel *state_label;
  GtkLabel *elapsed_label;
  BerthRunStep *step;
};

G_DEFINE_FINAL_TYPE (BerthRunStepRow, berth_run_step_row, ADW_TYPE_ACTION_ROW)

/* What was not needed took no time worth telling. */
static char *
dup_elapsed (BerthRunStep *step)
{
  const gint64 elapsed = berth_run_step_get_elapsed (step);

  if (elapsed < 0 || berth_run_step_get_state (step) == BERTH_RUN_STEP_STATE_SKIPPED)
    return g_strdup ("");
  return berth_format_elapsed (elapsed / G_USEC_PER_SEC);
}

static void
on_step_changed (BerthRunStepRow *self)
{
  BerthRunStepState state = berth_run_step_get_state (self->step);
  const char *classes[] = { berth_run_step_state_style (state), NULL };
  const char *detail = berth_run_step_get_detail (self->step);
  g_autofree char *elapsed = dup_elapsed (self->step);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 berth_run_step_get_title (self->step));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail != NULL ? detail : "");
  gtk_image_set_from_icon_name (self->icon, berth_run_step_state_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_stack_set_visible_child_name (
    self->marks, state == BERTH_RUN_STEP_STATE_RUNNING ? "spinner" : "icon");
  gtk_label_set_text (self->state_label, berth_run_step_state_label (state));
  gtk_label_set_text (self->elapsed_label, elapsed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  berth_run_step_state_label (state), -1);
}

static void
berth_run_step_row_dispose (GObject *object)
{
  BerthRunStepRow *self = BERTH_RUN_STEP_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_RUN_STEP_ROW);
  g_clear_object (&self->step);
  G_OBJECT_CLASS (berth_run_step_row_parent_class)->dispose (object);
}

static void
berth_run_step_row_class_init (BerthRunStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_run_step_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/run/berth-run-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthRunStepRow, marks);
  gtk_widget_class_bind_template_child (widget_class, BerthRunStepRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BerthRunStepRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, BerthRunStepRow, elapsed_label);
}

static void
berth_run_step_row_init (BerthRunStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_run_step_row_new:
 * @step: the step
 *
 * Returns: (transfer floating): a row that follows @step
 */
BerthRunStepRow *
berth_run_step_row_new (BerthRunStep *step)
{
  BerthRunStepRow *self;

  g_return_val_if_fail (BERTH_IS_RUN_STEP (step), NULL);

  self = g_object_new (BERTH_TYPE_RUN_STEP_ROW, NULL);
  self->step = g_object_ref (step);
  g_signal_connect_object (step, "notify", G_CALLBACK (on_step_changed), self,
                           G_CONNECT_SWAPPED);
  on_step_changed (self);
  return self;
}
