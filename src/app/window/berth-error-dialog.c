/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-error-dialog.h"

#include "berth-config.h"
#include "berth-explanation.h"

#include <glib/gi18n.h>

static void
on_response (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), data);
}

/**
 * berth_error_dialog_show:
 * @error: what went wrong
 * @parent: the widget that it is about
 *
 * Says what went wrong in a person's words; the service's own are one click away.
 */
void
berth_error_dialog_show (const GError *error, GtkWidget *parent)
{
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);
  AdwDialog *dialog = adw_alert_dialog_new (berth_explanation_get_title (explanation),
                                            berth_explanation_get_body (explanation));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "copy", _ ("_Copy Details"),
                                  "close", _ ("_Close"), NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response),
                         g_strdup (berth_explanation_get_details (explanation)),
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  adw_dialog_present (dialog, parent);
}
