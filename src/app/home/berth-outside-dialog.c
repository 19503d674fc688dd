/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-outside-dialog.h"
#include "berth-practice-outside.h"

#include <glib/gi18n.h>

static GtkWidget *
make_command_label (const char *command)
{
  GtkWidget *label = gtk_label_new (command);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                NULL);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "card");
  gtk_widget_add_css_class (label, "command");
  return label;
}

static void
on_response (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  g_autofree char *command = berth_practice_outside_dup_command ();

  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), command);
}

/**
 * berth_outside_dialog_new:
 *
 * Why nobody can enter a practice machine inside a Flatpak, and the command that starts a
 * practice cloud outside, to be copied.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
berth_outside_dialog_new (void)
{
  g_autofree char *command = berth_practice_outside_dup_command ();
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Start the Practice Cloud Outside"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_set_body (
    alert,
    _ ("A practice machine is an SSH server behind walls of its own. A Flatpak has "
       "neither the server nor the right to build the walls: here machines can be "
       "made, but nobody can enter them.\n\nRun this in a terminal on your "
       "computer, then start Berth again. The practice cloud comes with Berth’s "
       "source code."));
  adw_alert_dialog_set_extra_child (alert, make_command_label (command));
  adw_alert_dialog_add_responses (alert, "close", _ ("_Close"), "copy",
                                  _ ("C_opy Command"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "copy", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "copy");
  adw_alert_dialog_set_close_response (alert, "close");
  g_signal_connect (alert, "response", G_CALLBACK (on_response), NULL);
  return dialog;
}
