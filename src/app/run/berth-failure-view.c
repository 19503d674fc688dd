/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-failure-view.h"
#include "berth-guide-topics.h"
#include "berth-help-button.h"

/**
 * BerthFailureView:
 *
 * What went wrong, in a person's words, with the way on and the details for whoever
 * helps.
 */
struct _BerthFailureView {
  AdwBin parent_instance;
  GtkLabel *title;
  GtkLabel *body;
  GtkWidget *waiting;
  GtkLabel *waiting_label;
  GtkButton *fix_button;
  GtkWidget *help_button;
  BerthExplanation *explanation;
};

enum { FIX_CHOSEN, DETAILS_COPIED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthFailureView, berth_failure_view, ADW_TYPE_BIN)

static void
on_fix_clicked (BerthFailureView *self)
{
  g_signal_emit (self, signals[FIX_CHOSEN], 0,
                 berth_explanation_get_fix (self->explanation));
}

static void
on_copy_clicked (BerthFailureView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          berth_explanation_get_details (self->explanation));
  g_signal_emit (self, signals[DETAILS_COPIED], 0);
}

static void
berth_failure_view_dispose (GObject *object)
{
  BerthFailureView *self = BERTH_FAILURE_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_FAILURE_VIEW);
  g_clear_object (&self->explanation);
  G_OBJECT_CLASS (berth_failure_view_parent_class)->dispose (object);
}

static void
berth_failure_view_class_init (BerthFailureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  G_OBJECT_CLASS (klass)->dispose = berth_failure_view_dispose;

  /**
   * BerthFailureView::fix-chosen:
   * @fix: what is to be done about it
   */
  signals[FIX_CHOSEN]
    = g_signal_new ("fix-chosen", BERTH_TYPE_FAILURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, BERTH_TYPE_FIX);

  /**
   * BerthFailureView::details-copied:
   *
   * The details are on the clipboard.
   */
  signals[DETAILS_COPIED]
    = g_signal_new ("details-copied", BERTH_TYPE_FAILURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/run/berth-failure-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthFailureView, title);
  gtk_widget_class_bind_template_child (widget_class, BerthFailureView, body);
  gtk_widget_class_bind_template_child (widget_class, BerthFailureView, waiting);
  gtk_widget_class_bind_template_child (widget_class, BerthFailureView, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, BerthFailureView, fix_button);
  gtk_widget_class_bind_template_child (widget_class, BerthFailureView, help_button);
  gtk_widget_class_bind_template_callback (widget_class, on_fix_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
berth_failure_view_init (BerthFailureView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * berth_failure_view_set_explanation:
 * @explanation: what to show from now on
 */
void
berth_failure_view_set_explanation (BerthFailureView *self, BerthExplanation *explanation)
{
  BerthFix *fix;
  const char *topic;

  g_return_if_fail (BERTH_IS_FAILURE_VIEW (self));
  g_return_if_fail (BERTH_IS_EXPLANATION (explanation));

  g_set_object (&self->explanation, explanation);
  gtk_label_set_text (self->title, berth_explanation_get_title (explanation));
  gtk_label_set_text (self->body, berth_explanation_get_body (explanation));
  fix = berth_explanation_get_fix (explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), fix != NULL);
  if (fix != NULL)
    gtk_button_set_label (self->fix_button, berth_fix_get_label (fix));
  topic = berth_guide_topic_of_fix (fix);
  gtk_widget_set_visible (self->help_button, topic != NULL);
  if (topic != NULL)
    g_object_set (self->help_button, "topic", topic, NULL);
  berth_failure_view_set_waiting (self, NULL);
}

/**
 * berth_failure_view_set_waiting:
 * @text: (nullable): what is being waited for; %NULL when nothing is
 */
void
berth_failure_view_set_waiting (BerthFailureView *self, const char *text)
{
  g_return_if_fail (BERTH_IS_FAILURE_VIEW (self));

  gtk_widget_set_visible (self->waiting, text != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fix_button), text == NULL);
  if (text != NULL)
    gtk_label_set_text (self->waiting_label, text);
}
