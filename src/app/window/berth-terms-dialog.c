/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-terms-dialog.h"
#include "berth-alert.h"

#include "berth-azure-error.h"
#include "berth-config.h"
#include "berth-future.h"
#include "berth-terms-service.h"
#include "berth-terms.h"

#include <glib/gi18n.h>

/* Shows a plan's terms and accepts them for the subscription, if the person does. */

typedef struct {
  BerthArmClient *client;
  char *subscription_id;
  BerthImageChoice *image;
  GtkWidget *parent;
  GCancellable *cancellable;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_object_unref (ask->client);
  g_free (ask->subscription_id);
  g_object_unref (ask->image);
  g_object_unref (ask->parent);
  g_clear_object (&ask->cancellable);
  g_free (ask);
}

static void
add_link (GtkBox *box, const char *label, const char *address)
{
  GtkWidget *link;

  if (address == NULL)
    return;
  link = gtk_link_button_new_with_label (address, label);
  gtk_widget_set_tooltip_text (link, address);
  gtk_box_append (box, link);
}

static AdwAlertDialog *
make_dialog (Ask *ask, BerthTerms *terms)
{
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog
    = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Accept the Image's Terms?"), NULL));
  GtkWidget *links = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  /* Translators: the plan's publisher and its product */
  body = g_strdup_printf (
    _ ("“%s” sells “%s” in the marketplace. Accepting its terms holds for "
       "the whole subscription and costs nothing."),
    berth_image_choice_get_plan_publisher (ask->image),
    berth_image_choice_get_plan_product (ask->image));
  adw_alert_dialog_set_body (dialog, body);
  add_link (GTK_BOX (links), _ ("Licence"), berth_terms_get_license_link (terms));
  add_link (GTK_BOX (links), _ ("Privacy"), berth_terms_get_privacy_link (terms));
  adw_alert_dialog_set_extra_child (dialog, links);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Not Now"), "accept",
                                  _ ("_Accept"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_default_response (dialog, "accept");
  return dialog;
}

static BerthTerms *
read_terms (Ask *ask, GError **error)
{
  return dex_await_object (
    berth_terms_get (ask->client, ask->subscription_id,
                     berth_image_choice_get_plan_publisher (ask->image),
                     berth_image_choice_get_plan_product (ask->image),
                     berth_image_choice_get_plan_name (ask->image), ask->cancellable),
    error);
}

static DexFuture *
ask_fiber (gpointer data)
{
  Ask *ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthTerms) terms = read_terms (ask, &error);
  g_autofree char *response = NULL;

  if (terms == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  if (berth_terms_is_accepted (terms))
    return dex_future_new_true ();
  response = dex_await_string (
    berth_alert_choose (make_dialog (ask, terms), ask->parent, ask->cancellable), NULL);
  if (g_strcmp0 (response, "accept") != 0)
    return dex_future_new_false ();
  if (!dex_await (berth_terms_accept (ask->client, ask->subscription_id,
                                      berth_image_choice_get_plan_publisher (ask->image),
                                      berth_image_choice_get_plan_product (ask->image),
                                      berth_image_choice_get_plan_name (ask->image),
                                      terms, ask->cancellable),
                  &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * berth_terms_dialog_ask:
 * @client: whom to ask
 * @subscription_id: for whom
 * @image: an image with a plan
 * @parent: the widget that it is about
 * @cancellable: (nullable): closes it
 *
 * Shows where the terms are to be read and accepts them for the subscription, if the
 * person does.
 *
 * Returns: (transfer full): a future that resolves to whether they are accepted now;
 * rejects with a `BERTH_AZURE_ERROR` or `BERTH_NET_ERROR`
 */
DexFuture *
berth_terms_dialog_ask (BerthArmClient *client,
                        const char *subscription_id,
                        BerthImageChoice *image,
                        GtkWidget *parent,
                        GCancellable *cancellable)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->client = g_object_ref (client);
  ask->subscription_id = g_strdup (subscription_id);
  ask->image = g_object_ref (image);
  ask->parent = g_object_ref (parent);
  g_set_object (&ask->cancellable, cancellable);
  return berth_future_spawn (ask_fiber, ask, ask_free);
}
