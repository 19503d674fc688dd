/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-terminal-questions.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define RESPONSE_CANCEL "cancel"
#define RESPONSE_GO_ON "go-on"

typedef struct {
  DexPromise *promise;
  GtkEditable *entry; /* the dialog's; NULL for a yes or no */
} Question;

static void
question_free (Question *question)
{
  dex_clear (&question->promise);
  g_free (question);
}

static void
on_answered (GObject *object, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  const char *response
    = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);
  /* NULL where the question was taken back. */
  gboolean go_on = g_strcmp0 (response, RESPONSE_GO_ON) == 0;

  if (question->entry == NULL)
    dex_promise_resolve_boolean (question->promise, go_on);
  else if (go_on)
    dex_promise_resolve_string (question->promise,
                                g_strdup (gtk_editable_get_text (question->entry)));
  else
    dex_promise_reject (
      question->promise,
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No passphrase was given"));
  question_free (question);
}

static DexFuture *
ask (AdwDialog *dialog, GtkWidget *parent, GtkEditable *entry, GCancellable *cancellable)
{
  Question *question = g_new0 (Question, 1);
  DexFuture *answer;

  question->promise = dex_promise_new ();
  question->entry = entry;
  answer = dex_ref (DEX_FUTURE (question->promise));
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), RESPONSE_GO_ON);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), RESPONSE_CANCEL);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, cancellable, on_answered,
                           question);
  return answer;
}

/**
 * berth_terminal_ask_trust:
 * @parent: what the question is about
 * @address: where it is
 * @fingerprint: what it shows, "SHA256:…"
 * @cancellable: (nullable): takes the question back
 *
 * Asks whether an unknown machine is the right one.
 *
 * Returns: (transfer full): a future that resolves to a boolean
 */
DexFuture *
berth_terminal_ask_trust (GtkWidget *parent,
                          const char *address,
                          const char *fingerprint,
                          GCancellable *cancellable)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Is this the right machine?"), NULL);

  adw_alert_dialog_format_body (
    ADW_ALERT_DIALOG (dialog),
    /* Translators: the first %s is an address, the second a key's fingerprint */
    _ ("Berth has not been at %s before, and Azure does not say which host key it has. "
       "It shows:\n\n%s\n\nBerth will remember this key and refuse any other one from "
       "then on."),
    address, fingerprint);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), RESPONSE_CANCEL,
                                  _ ("_Cancel"), RESPONSE_GO_ON, _ ("_Trust and Connect"),
                                  NULL);
  return ask (dialog, parent, NULL, cancellable);
}

/**
 * berth_terminal_ask_passphrase:
 * @parent: what wants the key
 * @key_path: the key's file
 * @attempt: 1 for the first question
 * @cancellable: (nullable): takes the question back
 *
 * Asks for a key's passphrase.
 *
 * Returns: (transfer full): a future that resolves to a string, or rejects with
 *   %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_terminal_ask_passphrase (GtkWidget *parent,
                               const char *key_path,
                               guint attempt,
                               GCancellable *cancellable)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("The key is locked"), NULL);
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Passphrase"), -1);
  adw_alert_dialog_format_body (
    ADW_ALERT_DIALOG (dialog),
    attempt > 1
      /* Translators: %s is the path of a file */
      ? _ ("That passphrase does not open “%s”. Try another one.")
      /* Translators: %s is the path of a file */
      : _ ("The passphrase of the private key “%s” is needed to sign in."),
    key_path);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), RESPONSE_CANCEL,
                                  _ ("_Cancel"), RESPONSE_GO_ON, _ ("_Unlock"), NULL);
  adw_dialog_set_focus (dialog, entry);
  return ask (dialog, parent, GTK_EDITABLE (entry), cancellable);
}
