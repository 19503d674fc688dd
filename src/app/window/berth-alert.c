/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-alert.h"

static void
on_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  const char *response
    = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result);

  dex_promise_resolve_string (promise, g_strdup (response));
}

/**
 * berth_alert_choose:
 * @dialog: (transfer floating): the question
 * @parent: the widget that it is about
 * @cancellable: (nullable): closes it
 *
 * Asks, and waits for the answer.
 *
 * Returns: (transfer full): a future that resolves to the id of the response, which is
 * the dialog's close response when the person closes it
 */
DexFuture *
berth_alert_choose (AdwAlertDialog *dialog, GtkWidget *parent, GCancellable *cancellable)
{
  DexPromise *promise = dex_promise_new ();

  g_return_val_if_fail (ADW_IS_ALERT_DIALOG (dialog), NULL);

  adw_alert_dialog_choose (dialog, parent, cancellable, on_chosen, dex_ref (promise));
  return DEX_FUTURE (promise);
}
