/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-questions.h"

#include "berth-alert.h"
#include "berth-config.h"
#include "berth-future.h"

#include <glib/gi18n.h>

#define RESPONSE_CANCEL "cancel"
#define RESPONSE_GO_ON "go-on"
#define RESPONSE_REPLACE "replace"

typedef struct {
  AdwAlertDialog *dialog;
  GtkWidget *parent;
  GCancellable *cancellable;
  GtkEditable *user;     /* (nullable): for who signs in */
  GtkEditable *password; /* (nullable): for who signs in */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->dialog);
  g_object_unref (question->parent);
  g_clear_object (&question->cancellable);
  g_free (question);
}

static Question *
question_new (AdwDialog *dialog, GtkWidget *parent, GCancellable *cancellable)
{
  Question *question = g_new0 (Question, 1);

  question->dialog = g_object_ref_sink (ADW_ALERT_DIALOG (dialog));
  question->parent = g_object_ref (parent);
  question->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  adw_alert_dialog_add_response (question->dialog, RESPONSE_CANCEL, _ ("_Cancel"));
  adw_alert_dialog_set_close_response (question->dialog, RESPONSE_CANCEL);
  return question;
}

static gboolean
await_go_on (Question *question)
{
  g_autofree char *response = dex_await_string (
    berth_alert_choose (question->dialog, question->parent, question->cancellable), NULL);

  return g_strcmp0 (response, RESPONSE_GO_ON) == 0;
}

static DexFuture *
trust_fiber (gpointer data)
{
  return await_go_on (data) ? dex_future_new_true () : dex_future_new_false ();
}

static DexFuture *
sign_in_fiber (gpointer data)
{
  Question *question = data;
  g_auto (GStrv) answer = g_new0 (char *, 3);

  if (!await_go_on (question))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "No password was given");
  answer[0] = g_strdup (gtk_editable_get_text (question->user));
  answer[1] = g_strdup (gtk_editable_get_text (question->password));
  return dex_future_new_take_boxed (G_TYPE_STRV, g_steal_pointer (&answer));
}

static DexFuture *
password_fiber (gpointer data)
{
  Question *question = data;
  g_autofree char *response = dex_await_string (
    berth_alert_choose (question->dialog, question->parent, question->cancellable), NULL);

  if (g_strcmp0 (response, RESPONSE_REPLACE) == 0)
    return dex_future_new_for_string ("");
  if (g_strcmp0 (response, RESPONSE_GO_ON) == 0)
    return dex_future_new_take_string (
      g_strdup (gtk_editable_get_text (question->password)));
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                "No password was given");
}

static void
add_row (GtkListBox *list, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  if (value == NULL || *value == '\0')
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (list, row);
}

static char *
format_span (BerthRdpCertificate *certificate)
{
  GDateTime *from = berth_rdp_certificate_get_not_before (certificate);
  GDateTime *until = berth_rdp_certificate_get_not_after (certificate);
  g_autofree char *first = from != NULL ? g_date_time_format (from, "%x") : NULL;
  g_autofree char *last = until != NULL ? g_date_time_format (until, "%x") : NULL;

  if (first == NULL || last == NULL)
    return NULL;
  /* Translators: both %s are days; a certificate is good from one to the other */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

/* Sixty-four digits in a row are read wrongly; in groups of eight they can be compared.
 */
static char *
group_digits (const char *fingerprint)
{
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; fingerprint != NULL && fingerprint[i] != '\0'; i++) {
    if (i > 0 && i % 8 == 0)
      g_string_append_c (grouped, ' ');
    g_string_append_c (grouped, fingerprint[i]);
  }
  return g_string_free (grouped, FALSE);
}

static GtkWidget *
new_details (BerthRdpCertificate *certificate)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *span = format_span (certificate);
  g_autofree char *fingerprint
    = group_digits (berth_rdp_certificate_get_fingerprint (certificate));

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  add_row (GTK_LIST_BOX (list), _ ("Made for"),
           berth_rdp_certificate_get_subject (certificate));
  add_row (GTK_LIST_BOX (list), _ ("Made by"),
           berth_rdp_certificate_get_issuer (certificate));
  add_row (GTK_LIST_BOX (list), _ ("Good from"), span);
  add_row (GTK_LIST_BOX (list), _ ("Fingerprint (SHA-256)"), fingerprint);
  return list;
}

/**
 * berth_desktop_ask_trust:
 * @parent: what the question is about
 * @title: which computer
 * @certificate: what it shows
 * @cancellable: (nullable): takes the question back
 *
 * Asks whether an unknown computer is the right one.
 *
 * Returns: (transfer full): a future that resolves to a boolean
 */
DexFuture *
berth_desktop_ask_trust (GtkWidget *parent,
                         const char *title,
                         BerthRdpCertificate *certificate,
                         GCancellable *cancellable)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Is this the right computer?"), NULL);
  Question *question = question_new (dialog, parent, cancellable);

  g_return_val_if_fail (BERTH_IS_RDP_CERTIFICATE (certificate), NULL);

  adw_alert_dialog_add_response (question->dialog, RESPONSE_GO_ON,
                                 _ ("_Trust and Connect"));
  adw_alert_dialog_format_body (
    question->dialog,
    /* Translators: %s is a computer */
    _ ("Berth has not been at “%s” before, so that only you can tell. Compare the "
       "fingerprint with what its owner says. Berth will remember it and refuse any "
       "other one from then on."),
    title);
  adw_alert_dialog_set_extra_child (question->dialog, new_details (certificate));
  adw_alert_dialog_set_default_response (question->dialog, RESPONSE_CANCEL);
  return berth_future_spawn (trust_fiber, question, question_free);
}

static GtkWidget *
new_entries (Question *question, const char *user)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *user_row = adw_entry_row_new ();
  GtkWidget *password_row = adw_password_entry_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (user_row), _ ("User"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (password_row), _ ("Password"));
  gtk_editable_set_text (GTK_EDITABLE (user_row), user != NULL ? user : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (user_row), TRUE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (password_row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), user_row);
  gtk_list_box_append (GTK_LIST_BOX (list), password_row);
  question->user = GTK_EDITABLE (user_row);
  question->password = GTK_EDITABLE (password_row);
  adw_dialog_set_focus (ADW_DIALOG (question->dialog),
                        user != NULL && *user != '\0' ? password_row : user_row);
  return list;
}

static GtkWidget *
put_together (GtkWidget *entries, GtkWidget *shares)
{
  GtkWidget *box;

  if (shares == NULL)
    return entries;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (GTK_BOX (box), entries);
  gtk_box_append (GTK_BOX (box), shares);
  return box;
}

/**
 * berth_desktop_ask_sign_in:
 * @parent: what the question is about
 * @title: which computer
 * @user: (nullable): who signs in, as far as that is known
 * @was_wrong: whether the last answer did not open the desktop
 * @shares: (nullable): what else is asked below
 * @cancellable: (nullable): takes the question back
 *
 * Asks for user and password.
 *
 * Returns: (transfer full): a future that resolves to a #GStrv of both, or rejects with
 *   %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_desktop_ask_sign_in (GtkWidget *parent,
                           const char *title,
                           const char *user,
                           gboolean was_wrong,
                           GtkWidget *shares,
                           GCancellable *cancellable)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Sign in to the desktop"), NULL);
  Question *question = question_new (dialog, parent, cancellable);

  adw_alert_dialog_add_response (question->dialog, RESPONSE_GO_ON, _ ("_Sign In"));
  adw_alert_dialog_format_body (
    question->dialog,
    was_wrong
      /* Translators: %s is a computer */
      ? _ ("“%s” does not accept this user with this password.")
      /* Translators: %s is a computer */
      : _ ("Who uses “%s”? The password is kept in memory only, as long as the tab is "
           "open."),
    title);
  adw_alert_dialog_set_extra_child (question->dialog,
                                    put_together (new_entries (question, user), shares));
  adw_alert_dialog_set_default_response (question->dialog, RESPONSE_GO_ON);
  adw_alert_dialog_set_response_appearance (question->dialog, RESPONSE_GO_ON,
                                            ADW_RESPONSE_SUGGESTED);
  return berth_future_spawn (sign_in_fiber, question, question_free);
}

static void
on_password_changed (GtkEditable *editable, AdwAlertDialog *dialog)
{
  adw_alert_dialog_set_response_enabled (dialog, RESPONSE_GO_ON,
                                         *gtk_editable_get_text (editable) != '\0');
}

static GtkWidget *
new_password_entry (Question *question)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_password_entry_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Present password"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  question->password = GTK_EDITABLE (row);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_password_changed),
                           question->dialog, G_CONNECT_DEFAULT);
  adw_dialog_set_focus (ADW_DIALOG (question->dialog), row);
  return list;
}

/**
 * berth_desktop_ask_password:
 * @parent: what the question is about
 * @machine: which machine
 * @user: whose account
 * @cancellable: (nullable): takes the question back
 *
 * Asks about an account that has a password which Berth did not set.
 *
 * Returns: (transfer full): a future that resolves to that password, or to "" where it
 * may be replaced, or rejects with %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_desktop_ask_password (GtkWidget *parent,
                            const char *machine,
                            const char *user,
                            GCancellable *cancellable)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Which Password?"), NULL);
  Question *question = question_new (dialog, parent, cancellable);

  adw_alert_dialog_format_body (
    question->dialog,
    /* Translators: the first %s is a user, the second a machine */
    _ (
      "The desktop opens with the password of “%s” on “%s”, and Berth did not set the "
      "one "
      "it has. Type it: nothing changes there, and it is kept in memory only, as long as "
      "the tab is open.\n\nOr let Berth replace it by one that nobody has to know. The "
      "present password then stops working everywhere, for sudo too."),
    user, machine);
  adw_alert_dialog_set_extra_child (question->dialog, new_password_entry (question));
  adw_alert_dialog_add_response (question->dialog, RESPONSE_REPLACE,
                                 _ ("_Replace Password"));
  adw_alert_dialog_add_response (question->dialog, RESPONSE_GO_ON, _ ("_Sign In"));
  adw_alert_dialog_set_response_appearance (question->dialog, RESPONSE_REPLACE,
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (question->dialog, RESPONSE_GO_ON,
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (question->dialog, RESPONSE_GO_ON, FALSE);
  adw_alert_dialog_set_default_response (question->dialog, RESPONSE_GO_ON);
  return berth_future_spawn (password_fiber, question, question_free);
}
