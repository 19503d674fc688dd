/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-fix.h"
#include "berth-run-closures.h"

#include "berth-config.h"
#include "berth-future.h"
#include "berth-providers.h"
#include "berth-quota-request-task.h"
#include "berth-terms-dialog.h"

#include <glib/gi18n.h>

/* What the button of a failed run does before the run goes on. */

typedef struct {
  BerthAccount *account;
  BerthRun *run;
  BerthFix *fix;
  GtkWidget *parent;
  BerthRunFixWaitingFunc waiting;
  GCancellable *cancellable;
} Fixing;

static void
fixing_free (gpointer data)
{
  Fixing *fixing = data;

  g_object_unref (fixing->account);
  g_object_unref (fixing->run);
  g_object_unref (fixing->fix);
  g_object_unref (fixing->parent);
  g_clear_object (&fixing->cancellable);
  g_free (fixing);
}

static BerthMachineSpec *
get_spec (Fixing *fixing)
{
  return berth_plan_get_spec (berth_run_get_plan (fixing->run));
}

static void
on_quota_elapsed (BerthQuotaRequestTask *task, GParamSpec *pspec, Fixing *fixing)
{
  g_autofree char *elapsed
    = berth_run_elapsed_text (berth_quota_request_task_get_elapsed (task));
  /* Translators: %s is how long, such as 1:05 */
  g_autofree char *text = g_strdup_printf (_ ("Requested, waiting %s"), elapsed);

  fixing->waiting (text, fixing->parent);
}

static DexFuture *
request_quota (Fixing *fixing)
{
  g_autoptr (BerthQuotaRequestTask) task = berth_quota_request_task_new (
    berth_account_get_client (fixing->account),
    berth_machine_spec_get_subscription_id (get_spec (fixing)), fixing->fix);
  gulong handler
    = g_signal_connect (task, "notify::elapsed", G_CALLBACK (on_quota_elapsed), fixing);
  gboolean granted;

  on_quota_elapsed (task, NULL, fixing);
  granted = dex_await_boolean (
    berth_future_cancellable (berth_quota_request_task_start (task), fixing->cancellable),
    NULL);
  g_signal_handler_disconnect (task, handler);
  if (g_cancellable_is_cancelled (fixing->cancellable)) {
    berth_quota_request_task_cancel (task);
    return dex_future_new_false ();
  }
  fixing->waiting (NULL, fixing->parent);
  if (!granted && berth_quota_request_task_get_error (task) != NULL)
    return dex_future_new_for_error (
      g_error_copy (berth_quota_request_task_get_error (task)));
  return dex_future_new_for_boolean (granted);
}

static DexFuture *
perform_fiber (gpointer data)
{
  Fixing *fixing = data;
  BerthArmClient *client = berth_account_get_client (fixing->account);
  const char *subscription = berth_machine_spec_get_subscription_id (get_spec (fixing));

  switch (berth_fix_get_kind (fixing->fix)) {
  case BERTH_FIX_REQUEST_QUOTA:
    return request_quota (fixing);
  case BERTH_FIX_ACCEPT_TERMS:
    return berth_terms_dialog_ask (client, subscription,
                                   berth_machine_spec_get_image (get_spec (fixing)),
                                   fixing->parent, fixing->cancellable);
  case BERTH_FIX_REGISTER_PROVIDER:
    return berth_providers_register (
      client, subscription, berth_fix_get_subject (fixing->fix), fixing->cancellable);
  default:
    return dex_future_new_true ();
  }
}

/**
 * berth_run_fix_perform:
 * @account: where the run is
 * @run: a run that failed
 * @fix: what is to be done about it
 * @parent: the run's page
 * @waiting: is told, with @parent, how it gets on
 * @cancellable: gives up
 *
 * Returns: (transfer full): a future that resolves to something other than %FALSE when
 * the run can go on, or rejects with why it cannot
 */
DexFuture *
berth_run_fix_perform (BerthAccount *account,
                       BerthRun *run,
                       BerthFix *fix,
                       GtkWidget *parent,
                       BerthRunFixWaitingFunc waiting,
                       GCancellable *cancellable)
{
  Fixing *fixing = g_new0 (Fixing, 1);

  fixing->account = g_object_ref (account);
  fixing->run = g_object_ref (run);
  fixing->fix = g_object_ref (fix);
  fixing->parent = g_object_ref (parent);
  fixing->waiting = waiting;
  fixing->cancellable = g_object_ref (cancellable);
  return berth_future_spawn (perform_fiber, fixing, fixing_free);
}

/**
 * berth_run_fix_get_step:
 *
 * Returns: (nullable): the wizard's step at which something else is to be chosen; %NULL
 * where the same choices can stay
 */
const char *
berth_run_fix_get_step (BerthFix *fix)
{
  switch (berth_fix_get_kind (fix)) {
  case BERTH_FIX_CHANGE_BASICS:
    return "basics";
  case BERTH_FIX_CHOOSE_IMAGE:
    return "image";
  case BERTH_FIX_CHOOSE_SIZE:
    return "size";
  case BERTH_FIX_CHANGE_SPOT:
    return "spot";
  case BERTH_FIX_CHANGE_ACCESS:
    return "access";
  case BERTH_FIX_REQUEST_QUOTA:
  case BERTH_FIX_ACCEPT_TERMS:
  case BERTH_FIX_REGISTER_PROVIDER:
  case BERTH_FIX_TRY_AGAIN:
  case BERTH_FIX_OPEN_PAGE:
  default:
    return NULL;
  }
}
