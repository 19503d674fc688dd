/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guest.h"

G_DEFINE_INTERFACE (BerthGuest, berth_guest, G_TYPE_OBJECT)

static void
berth_guest_default_init (BerthGuestInterface *iface)
{
}

/**
 * berth_guest_wait_for_ssh:
 * @machine: the machine as the service tells of it
 * @address: its address
 * @key_path: (nullable): the private key file; %NULL to take what the agent has
 * @cancellable: (nullable): gives up
 *
 * Waits until the machine lets its user in. Its host key is pinned by then.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with a
 *   `BERTH_REMOTE_ERROR` that waiting longer would not mend
 */
DexFuture *
berth_guest_wait_for_ssh (BerthGuest *self,
                          BerthMachine *machine,
                          const char *address,
                          const char *key_path,
                          GCancellable *cancellable)
{
  return BERTH_GUEST_GET_IFACE (self)->wait_for_ssh (self, machine, address, key_path,
                                                     cancellable);
}

/**
 * berth_guest_wait_for_first_boot:
 * @machine: the machine as the service tells of it
 * @address: its address
 * @key_path: (nullable): the private key file
 * @progress: is called at each new stage
 * @user_data: for @progress; outlives the future
 * @cancellable: (nullable): gives up
 *
 * Waits until what was to be set up at first boot is done.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with a
 *   `BERTH_REMOTE_ERROR`
 */
DexFuture *
berth_guest_wait_for_first_boot (BerthGuest *self,
                                 BerthMachine *machine,
                                 const char *address,
                                 const char *key_path,
                                 BerthGuestProgressFunc progress,
                                 gpointer user_data,
                                 GCancellable *cancellable)
{
  return BERTH_GUEST_GET_IFACE (self)->wait_for_first_boot (
    self, machine, address, key_path, progress, user_data, cancellable);
}
