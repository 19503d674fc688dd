/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-delete-dialog.h"
#include "berth-alert.h"

#include "berth-future.h"
#include "berth-removal.h"

#include <glib/gi18n.h>

typedef struct {
  BerthAccount *account;
  BerthMachineItem *item;
  GtkWidget *parent;
  GCancellable *cancellable;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_object_unref (ask->account);
  g_object_unref (ask->item);
  g_object_unref (ask->parent);
  g_clear_object (&ask->cancellable);
  g_free (ask);
}

static GtkWidget *
make_list (const char *title, GListModel *entries)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    g_autoptr (BerthRemovalEntry) entry = g_list_model_get_item (entries, i);
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                   berth_removal_entry_get_name (entry));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 berth_removal_entry_get_kind (entry));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  return group;
}

static GtkWidget *
make_lists (BerthRemoval *removal)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GListModel *kept = berth_removal_get_kept (removal);

  gtk_box_append (GTK_BOX (box),
                  make_list (_ ("Will Be Deleted"), berth_removal_get_gone (removal)));
  if (g_list_model_get_n_items (kept) > 0)
    gtk_box_append (GTK_BOX (box), make_list (_ ("Stays"), kept));
  return box;
}

static AdwAlertDialog *
make_dialog (Ask *ask, BerthRemoval *removal)
{
  /* Translators: %s is the name of a machine */
  g_autofree char *body = g_strdup_printf (
    _ ("What is on the disk of “%s” is lost and cannot be had back. You "
       "stop paying for all of it."),
    berth_machine_item_get_name (ask->item));
  AdwAlertDialog *dialog
    = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Delete This Machine?"), body));

  adw_alert_dialog_set_extra_child (dialog, make_lists (removal));
  adw_alert_dialog_add_responses (dialog, "keep", _ ("_Keep"), "delete", _ ("_Delete"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "keep");
  adw_alert_dialog_set_default_response (dialog, "keep");
  return dialog;
}

/* What this computer remembers of a machine that is gone is of no use, and in the way of
 * one that is made under the same name. */
static void
forget (Ask *ask)
{
  const char *id = berth_machine_item_get_id (ask->item);

  dex_await (berth_machine_memory_forget (berth_account_get_memory (ask->account), id),
             NULL);
  dex_await (
    berth_host_keys_forget (berth_account_get_host_keys (ask->account), id, NULL), NULL);
  /* A keyring may want to be unlocked first, and nobody should wait for that. */
  dex_future_disown (berth_desktop_passwords_forget (
    berth_account_get_desktop_passwords (ask->account), id, NULL));
}

static DexFuture *
ask_fiber (gpointer data)
{
  Ask *ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthRemoval) removal = dex_await_object (
    berth_removal_find (berth_account_get_client (ask->account),
                        berth_machine_item_get_id (ask->item), ask->cancellable),
    &error);
  g_autofree char *response = NULL;

  if (removal == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  response = dex_await_string (
    berth_alert_choose (make_dialog (ask, removal), ask->parent, ask->cancellable), NULL);
  if (g_strcmp0 (response, "delete") != 0)
    return dex_future_new_false ();
  /* Not with the page's cancellable: what has begun is better brought to its end. */
  if (!dex_await (berth_machine_item_delete (ask->item, removal), &error))
    return berth_future_reject (g_steal_pointer (&error));
  forget (ask);
  return dex_future_new_true ();
}

/**
 * berth_delete_dialog_ask:
 * @account: where the machine is
 * @item: the machine
 * @parent: the widget that it is about
 * @cancellable: (nullable): closes the dialog; what is being deleted is deleted all the
 * same
 *
 * Says what deleting the machine takes and what it leaves, and does it if the person
 * wants it.
 *
 * Returns: (transfer full): a future that resolves to whether the machine is gone;
 * rejects with a `BERTH_AZURE_ERROR` or `BERTH_NET_ERROR`
 */
DexFuture *
berth_delete_dialog_ask (BerthAccount *account,
                         BerthMachineItem *item,
                         GtkWidget *parent,
                         GCancellable *cancellable)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->account = g_object_ref (account);
  ask->item = g_object_ref (item);
  ask->parent = g_object_ref (parent);
  g_set_object (&ask->cancellable, cancellable);
  return berth_future_spawn (ask_fiber, ask, ask_free);
}
