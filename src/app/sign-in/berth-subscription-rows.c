/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-subscription-rows.h"

#include "berth-offer.h"
#include "berth-subscription.h"

#include <adwaita.h>

/**
 * berth_subscription_rows_make:
 * @subscription: a #BerthSubscription
 * @data: unused
 *
 * For gtk_list_box_bind_model().
 *
 * Returns: (transfer full): a row that can be activated, with what the subscription
 *   cannot do, or else its id
 */
GtkWidget *
berth_subscription_rows_make (gpointer subscription, gpointer data)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  const char *id = berth_subscription_get_id (subscription);
  const char *name = berth_subscription_get_name (subscription);
  const char *notice
    = berth_offer_explain_state (berth_subscription_get_state (subscription));

  if (notice == NULL)
    notice = berth_offer_explain (berth_subscription_get_quota_id (subscription),
                                  berth_subscription_get_spending_limit (subscription));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : id);
  adw_action_row_set_subtitle (row, notice != NULL ? notice : id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return GTK_WIDGET (row);
}
