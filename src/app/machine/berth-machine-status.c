/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-status.h"
#include "berth-machine-closures.h"

#include <glib/gi18n.h>

static void
show_status (AdwStatusPage *page, const char *icon, const char *title, const char *text)
{
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_icon_name (page, icon);
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, markup);
}

static void
show_entry_error (AdwStatusPage *page, const GError *entry_error)
{
  if (g_error_matches (entry_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    show_status (page, "dialog-password-symbolic", _ ("Which Key Opens This Machine?"),
                 _ ("It was not made on this computer, so that Berth does not know its "
                    "private key. Choose the file; it stays where it is."));
  else
    show_status (page, "network-error-symbolic", _ ("The Machine Does Not Answer"),
                 entry_error->message);
}

/**
 * berth_machine_status_show:
 * @page: where it is shown
 * @item: a machine that nobody is in
 * @entry_error: (nullable): why the last try to enter it failed
 *
 * Shows why one is not inside, in the order of what a person has to know first.
 */
void
berth_machine_status_show (AdwStatusPage *page,
                           BerthMachineItem *item,
                           const GError *entry_error)
{
  BerthPowerState state = berth_machine_item_get_state (item);
  const char *reason = berth_machine_item_get_unreachable_reason (item);
  const char *activity = berth_machine_item_get_activity (item);

  if (activity != NULL)
    show_status (page, "content-loading-symbolic", activity, NULL);
  else if (state == BERTH_POWER_STATE_DEALLOCATED)
    show_status (page, "system-shutdown-symbolic", _ ("Switched Off"),
                 _ ("Start the machine to enter it. What is on its disk is kept."));
  else if (state != BERTH_POWER_STATE_RUNNING)
    show_status (page, berth_machine_state_icon (state),
                 berth_machine_state_label (state), NULL);
  else if (reason != NULL)
    show_status (page, "dialog-information-symbolic",
                 _ ("This Machine Cannot Be Entered"),
                 berth_machine_reason_label (reason));
  else if (berth_machine_item_get_address (item) == NULL)
    show_status (page, "network-offline-symbolic", _ ("No Address"),
                 _ ("This machine has no address that can be reached from here."));
  else if (entry_error != NULL)
    show_entry_error (page, entry_error);
  else
    show_status (page, "content-loading-symbolic", _ ("Waiting for SSH"), NULL);
}
