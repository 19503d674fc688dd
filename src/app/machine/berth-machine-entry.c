/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-entry.h"

#include "berth-future.h"
#include "berth-machine-console.h"

#include <gio/gio.h>

typedef struct {
  BerthAccount *account;
  BerthMachineItem *item;
  GCancellable *cancellable;
} Find;

static void
find_free (gpointer data)
{
  Find *find = data;

  g_object_unref (find->account);
  g_object_unref (find->item);
  g_clear_object (&find->cancellable);
  g_free (find);
}

/* The host key as the machine itself wrote it to its serial log, which only the cloud can
 * show: whoever sits on the network in between cannot forge it. Not each image writes it.
 */
static GStrv
await_fingerprints (Find *find)
{
  g_autofree char *log
    = dex_await_string (berth_machines_get_boot_log (
                          berth_account_get_client (find->account),
                          berth_machine_item_get_id (find->item), find->cancellable),
                        NULL);

  return log != NULL ? berth_host_keys_parse_boot_log (log, -1) : NULL;
}

static DexFuture *
find_fiber (gpointer data)
{
  Find *find = data;
  BerthMachineItem *item = find->item;
  const char *id = berth_machine_item_get_id (item);
  g_auto (GStrv) fingerprints = NULL;
  g_autofree char *key_path = NULL;
  g_autoptr (GError) error = NULL;

  key_path = dex_await_string (
    berth_machine_memory_find_key (berth_account_get_memory (find->account), id), &error);
  if (key_path == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  fingerprints = await_fingerprints (find);
  return dex_future_new_take_object (berth_ssh_target_new (
    berth_machine_item_get_address (item), berth_machine_item_get_ssh_port (item),
    berth_machine_item_get_user (item), key_path, id,
    (const char *const *) fingerprints));
}

/**
 * berth_machine_entry_find:
 * @account: where the machine is
 * @item: the machine, with address and user known
 * @cancellable: (nullable): gives up
 *
 * Finds out how to enter a machine: where it is, with which key, and which host key it
 * must show.
 *
 * Returns: (transfer full): a future that resolves to a #BerthSshTarget, or rejects with
 *   %G_IO_ERROR_NOT_FOUND where this computer does not know the machine's key
 */
DexFuture *
berth_machine_entry_find (BerthAccount *account,
                          BerthMachineItem *item,
                          GCancellable *cancellable)
{
  Find *find;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (item), NULL);

  find = g_new0 (Find, 1);
  find->account = g_object_ref (account);
  find->item = g_object_ref (item);
  find->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (find_fiber, find, find_free);
}
