/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-fix.h"

#include "berth-config.h"
#include "berth-future.h"
#include "berth-providers.h"
#include "berth-terms-dialog.h"

#include <glib/gi18n.h>

/* What the button of a failed run does before the run goes on. */

typedef struct {
  BerthAccount *account;
  BerthRun *run;
  BerthFix *fix;
  GtkWidget *parent;
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

static DexFuture *
open_page (Fixing *fixing)
{
  g_autoptr (GtkUriLauncher) launcher
    = gtk_uri_launcher_new (berth_fix_get_subject (fixing->fix));
  GtkRoot *root = gtk_widget_get_root (fixing->parent);

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           fixing->cancellable, NULL, NULL);
  return dex_future_new_false ();
}

static DexFuture *
perform_fiber (gpointer data)
{
  Fixing *fixing = data;
  BerthArmClient *client = berth_account_get_client (fixing->account);
  const char *subscription = berth_machine_spec_get_subscription_id (get_spec (fixing));

  switch (berth_fix_get_kind (fixing->fix)) {
  case BERTH_FIX_ACCEPT_TERMS:
    return berth_terms_dialog_ask (client, subscription,
                                   berth_machine_spec_get_image (get_spec (fixing)),
                                   fixing->parent, fixing->cancellable);
  case BERTH_FIX_REGISTER_PROVIDER:
    return berth_providers_register (
      client, subscription, berth_fix_get_subject (fixing->fix), fixing->cancellable);
  case BERTH_FIX_OPEN_PAGE:
    return open_page (fixing);
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
 * @cancellable: gives up
 *
 * Does what a button of a failed run promises, but for asking for more quota, which
 * berth_runs_request_quota() does.
 *
 * Returns: (transfer full): a future that resolves to something other than %FALSE when
 * the run can go on, or rejects with why it cannot
 */
DexFuture *
berth_run_fix_perform (BerthAccount *account,
                       BerthRun *run,
                       BerthFix *fix,
                       GtkWidget *parent,
                       GCancellable *cancellable)
{
  Fixing *fixing = g_new0 (Fixing, 1);

  fixing->account = g_object_ref (account);
  fixing->run = g_object_ref (run);
  fixing->fix = g_object_ref (fix);
  fixing->parent = g_object_ref (parent);
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
