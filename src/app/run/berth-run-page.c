/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-page.h"

#include "berth-failure-view.h"
#include "berth-format.h"
#include "berth-run-closures.h"
#include "berth-run-fix.h"
#include "berth-run-step-row.h"

#include "berth-explanation.h"
#include "berth-future.h"

#include <glib/gi18n.h>

/**
 * BerthRunPage:
 *
 * A machine being built, step by step; when that fails, why, and the way on.
 */
struct _BerthRunPage {
  AdwNavigationPage parent_instance;
  GtkWidget *cancel_button;
  GtkLabel *headline;
  GtkLabel *subline;
  BerthFailureView *failure;
  GtkListBox *list;
  GtkWidget *actions;
  GtkWidget *undo_button;
  GtkWidget *retry_button;
  GtkWidget *keep_button;
  GtkWidget *open_button;
  BerthRuns *runs;
  BerthRun *run;
  BerthQuotaRequestTask *request;
  GCancellable *cancellable;
};

enum { TOAST, OPEN_MACHINE, EDIT, DISMISSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthRunPage, berth_run_page, ADW_TYPE_NAVIGATION_PAGE)

static char *
make_headline (BerthRunState state, const char *name)
{
  switch (state) {
  case BERTH_RUN_STATE_SUCCEEDED:
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("“%s” Is Ready"), name);
  case BERTH_RUN_STATE_FAILED:
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("“%s” Could Not Be Built"), name);
  case BERTH_RUN_STATE_CANCELLED:
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("Building “%s” Was Cancelled"), name);
  case BERTH_RUN_STATE_UNDOING:
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("Undoing “%s”"), name);
  case BERTH_RUN_STATE_UNDONE:
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("“%s” Was Undone"), name);
  case BERTH_RUN_STATE_READY:
  case BERTH_RUN_STATE_RUNNING:
  default:
    /* Translators: %s is the name of a machine */
    return g_strdup_printf (_ ("Building “%s”"), name);
  }
}

static const char *
find_subline (BerthRunState state, gboolean can_open)
{
  switch (state) {
  case BERTH_RUN_STATE_FAILED:
  case BERTH_RUN_STATE_CANCELLED:
    return _ (
      "What was made so far is still there, and some of it costs money. Undo deletes "
      "it, and nothing else.");
  case BERTH_RUN_STATE_UNDOING:
    return _ ("What this run made is being deleted.");
  case BERTH_RUN_STATE_UNDONE:
    return _ ("Nothing of it is left.");
  case BERTH_RUN_STATE_SUCCEEDED:
    return "";
  case BERTH_RUN_STATE_RUNNING:
    if (can_open)
      return _ ("You can step in already: the rest goes on beside you.");
    G_GNUC_FALLTHROUGH;
  default:
    return _ ("You can leave this page: it goes on, and is found again in the list.");
  }
}

static void
show_failure (BerthRunPage *self, const GError *error)
{
  g_autoptr (BerthExplanation) explanation
    = error != NULL ? berth_explain_error (error) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->failure), explanation != NULL);
  if (explanation == NULL)
    return;
  berth_failure_view_set_explanation (self->failure, explanation);
  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           berth_explanation_get_title (explanation),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Since Azure may decide while nobody looks on, the request is the runs', not the page's.
 */
static void
show_request (BerthRunPage *self)
{
  g_autofree char *elapsed = NULL;
  g_autofree char *text = NULL;

  if (berth_run_get_state (self->run) != BERTH_RUN_STATE_FAILED)
    return;
  switch (berth_quota_request_task_get_state (self->request)) {
  case BERTH_QUOTA_REQUEST_WAITING:
    elapsed = berth_format_elapsed (berth_quota_request_task_get_elapsed (self->request)
                                    / G_USEC_PER_SEC);
    /* Translators: %s is how long, such as 1:05 */
    text = g_strdup_printf (_ ("Requested, waiting %s. Building goes on by itself when "
                               "Azure agrees."),
                            elapsed);
    berth_failure_view_set_waiting (self->failure, text);
    break;
  case BERTH_QUOTA_REQUEST_REFUSED:
  case BERTH_QUOTA_REQUEST_FAILED:
    show_failure (self, berth_quota_request_task_get_error (self->request));
    break;
  case BERTH_QUOTA_REQUEST_GRANTED:
  default:
    berth_failure_view_set_waiting (self->failure, NULL);
  }
}

static void
follow_request (BerthRunPage *self)
{
  BerthQuotaRequestTask *request = berth_runs_get_quota_request (self->runs, self->run);

  if (self->request != NULL)
    g_signal_handlers_disconnect_by_data (self->request, self);
  g_set_object (&self->request, request);
  if (request == NULL)
    return;
  g_signal_connect_object (request, "notify", G_CALLBACK (show_request), self,
                           G_CONNECT_SWAPPED);
  show_request (self);
}

static gboolean
has_ended (BerthRunState state)
{
  return state == BERTH_RUN_STATE_FAILED || state == BERTH_RUN_STATE_CANCELLED;
}

static void
show_action (BerthRunPage *self, GtkWidget *button, const char *action, gboolean possible)
{
  gtk_widget_set_visible (button, possible);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, possible);
}

static void
show_state (BerthRunPage *self)
{
  const BerthRunState state = berth_run_get_state (self->run);
  g_autofree char *headline
    = make_headline (state, berth_run_get_machine_name (self->run));
  const gboolean can_open = berth_run_can_be_entered (self->run);
  const char *subline = find_subline (state, can_open);

  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->subline, subline);
  gtk_widget_set_visible (GTK_WIDGET (self->subline), *subline != '\0');
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 berth_run_get_machine_name (self->run));
  show_action (self, self->cancel_button, "run.cancel", state == BERTH_RUN_STATE_RUNNING);
  show_action (self, self->undo_button, "run.undo", has_ended (state));
  show_action (self, self->retry_button, "run.retry", has_ended (state));
  show_action (self, self->keep_button, "run.keep", has_ended (state));
  show_action (self, self->open_button, "run.open", can_open);
  gtk_widget_set_visible (self->actions, has_ended (state) || can_open);
  show_failure (self,
                state == BERTH_RUN_STATE_FAILED ? berth_run_get_error (self->run) : NULL);
}

static void
on_state_changed (BerthRunPage *self)
{
  show_state (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_text (self->headline),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  if (berth_run_get_state (self->run) == BERTH_RUN_STATE_UNDONE)
    g_signal_emit (self, signals[DISMISSED], 0);
}

typedef struct {
  BerthRunPage *self;
  BerthFix *fix;
} Fixing;

static void
fixing_free (gpointer data)
{
  Fixing *fixing = data;

  g_object_unref (fixing->self);
  g_object_unref (fixing->fix);
  g_free (fixing);
}

/* A future of any value but FALSE means that the way is free. */
static gboolean
is_free (DexFuture *future, GError **error)
{
  const GValue *value = NULL;

  if (!dex_await (dex_ref (future), error))
    return FALSE;
  value = dex_future_get_value (future, error);
  return value != NULL && (!G_VALUE_HOLDS_BOOLEAN (value) || g_value_get_boolean (value));
}

static DexFuture *
fix_fiber (gpointer data)
{
  Fixing *fixing = data;
  BerthRunPage *self = fixing->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (DexFuture) performed
    = berth_run_fix_perform (berth_runs_get_account (self->runs), self->run, fixing->fix,
                             GTK_WIDGET (self), self->cancellable);

  if (is_free (performed, &error)) {
    if (!g_cancellable_is_cancelled (self->cancellable))
      berth_run_start (self->run);
  } else if (error != NULL && !g_cancellable_is_cancelled (self->cancellable)) {
    show_failure (self, error);
  }
  return dex_future_new_true ();
}

static void
on_fix_chosen (BerthRunPage *self, BerthFix *fix)
{
  const char *step = berth_run_fix_get_step (fix);
  Fixing *fixing;

  if (step != NULL) {
    g_signal_emit (self, signals[EDIT], 0, step);
    return;
  }
  if (berth_fix_get_kind (fix) == BERTH_FIX_REQUEST_QUOTA) {
    berth_runs_request_quota (self->runs, self->run, fix);
    follow_request (self);
    return;
  }
  fixing = g_new0 (Fixing, 1);
  fixing->self = g_object_ref (self);
  fixing->fix = g_object_ref (fix);
  dex_future_disown (berth_future_spawn (fix_fiber, fixing, fixing_free));
}

static void
on_details_copied (BerthRunPage *self)
{
  g_signal_emit (self, signals[TOAST], 0, _ ("Details copied."));
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_run_cancel (BERTH_RUN_PAGE (widget)->run);
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_run_undo (BERTH_RUN_PAGE (widget)->run);
}

static void
on_retry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  berth_run_start (BERTH_RUN_PAGE (widget)->run);
}

static void
on_keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthRunPage *self = BERTH_RUN_PAGE (widget);

  berth_runs_forget (self->runs, self->run);
  g_signal_emit (self, signals[DISMISSED], 0);
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BerthRunPage *self = BERTH_RUN_PAGE (widget);

  g_signal_emit (self, signals[OPEN_MACHINE], 0, berth_run_get_machine_id (self->run));
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  return GTK_WIDGET (berth_run_step_row_new (item));
}

static void
berth_run_page_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (BERTH_RUN_PAGE (widget)->cancellable);
  GTK_WIDGET_CLASS (berth_run_page_parent_class)->unroot (widget);
}

static void
berth_run_page_dispose (GObject *object)
{
  BerthRunPage *self = BERTH_RUN_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BERTH_TYPE_RUN_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->request);
  g_clear_object (&self->run);
  g_clear_object (&self->runs);
  G_OBJECT_CLASS (berth_run_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "run.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "run.undo", NULL, on_undo);
  gtk_widget_class_install_action (widget_class, "run.retry", NULL, on_retry);
  gtk_widget_class_install_action (widget_class, "run.keep", NULL, on_keep);
  gtk_widget_class_install_action (widget_class, "run.open", NULL, on_open);
}

static guint
add_signal (const char *name, guint n_params)
{
  return g_signal_new (name, BERTH_TYPE_RUN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, G_TYPE_STRING);
}

static void
berth_run_page_class_init (BerthRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_FAILURE_VIEW);
  G_OBJECT_CLASS (klass)->dispose = berth_run_page_dispose;
  widget_class->unroot = berth_run_page_unroot;

  /**
   * BerthRunPage::toast:
   * @text: something that was done
   */
  signals[TOAST] = add_signal ("toast", 1);
  /**
   * BerthRunPage::open-machine:
   * @machine_id: the machine that is ready
   */
  signals[OPEN_MACHINE] = add_signal ("open-machine", 1);
  /**
   * BerthRunPage::edit:
   * @step: the wizard's step at which something else is to be chosen
   */
  signals[EDIT] = add_signal ("edit", 1);
  /**
   * BerthRunPage::dismissed:
   *
   * Nothing of the run is left, or the person does not want to see it any more.
   */
  signals[DISMISSED] = add_signal ("dismissed", 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/run/berth-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, headline);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, subline);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, failure);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, list);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, actions);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, BerthRunPage, keep_button);
  gtk_widget_class_bind_template_callback (widget_class, on_fix_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_details_copied);
  install_actions (widget_class);
}

static void
berth_run_page_init (BerthRunPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/* A machine that lets its user in can be opened before all is done. */
static void
follow_steps (BerthRunPage *self)
{
  GListModel *steps = berth_run_get_steps (self->run);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (BerthRunStep) step = g_list_model_get_item (steps, i);

    g_signal_connect_object (step, "notify::state", G_CALLBACK (show_state), self,
                             G_CONNECT_SWAPPED);
  }
}

/**
 * berth_run_page_new:
 * @runs: the runs of an account
 * @run: one of them
 *
 * Returns: (transfer floating): a page that shows @run; leaving it does not stop the run
 */
BerthRunPage *
berth_run_page_new (BerthRuns *runs, BerthRun *run)
{
  BerthRunPage *self;

  g_return_val_if_fail (BERTH_IS_RUNS (runs), NULL);
  g_return_val_if_fail (BERTH_IS_RUN (run), NULL);

  self = g_object_new (BERTH_TYPE_RUN_PAGE, NULL);
  self->runs = g_object_ref (runs);
  self->run = g_object_ref (run);
  gtk_list_box_bind_model (self->list, berth_run_get_steps (run), make_row, NULL, NULL);
  g_signal_connect_object (run, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
  follow_steps (self);
  show_state (self);
  follow_request (self);
  return self;
}

/**
 * berth_run_page_get_run:
 *
 * Returns: (transfer none): the run that the page shows
 */
BerthRun *
berth_run_page_get_run (BerthRunPage *self)
{
  g_return_val_if_fail (BERTH_IS_RUN_PAGE (self), NULL);

  return self->run;
}
