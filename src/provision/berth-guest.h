/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-machine.h"

G_BEGIN_DECLS

#define BERTH_TYPE_GUEST (berth_guest_get_type ())
G_DECLARE_INTERFACE (BerthGuest, berth_guest, BERTH, GUEST, GObject)

/**
 * BerthGuestProgressFunc:
 * @stage: what the machine is busy with, in a person's words
 *
 * Tells how far the first boot is.
 */
typedef void (*BerthGuestProgressFunc) (const char *stage, gpointer user_data);

/**
 * BerthGuestInterface:
 * @wait_for_ssh: resolves to %TRUE when the machine lets its user in
 * @wait_for_first_boot: resolves to %TRUE when cloud-init is done; calls @progress
 * meanwhile. The future keeps @user_data's owner alive itself.
 *
 * What a run needs of the inside of a machine, without knowing SSH.
 */
struct _BerthGuestInterface {
  GTypeInterface parent_iface;

  DexFuture *(*wait_for_ssh) (BerthGuest *self,
                              BerthMachine *machine,
                              const char *address,
                              const char *key_path,
                              GCancellable *cancellable);
  DexFuture *(*wait_for_first_boot) (BerthGuest *self,
                                     BerthMachine *machine,
                                     const char *address,
                                     const char *key_path,
                                     BerthGuestProgressFunc progress,
                                     gpointer user_data,
                                     GCancellable *cancellable);
};

DexFuture *berth_guest_wait_for_ssh (BerthGuest *self,
                                     BerthMachine *machine,
                                     const char *address,
                                     const char *key_path,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_guest_wait_for_first_boot (BerthGuest *self,
                                 BerthMachine *machine,
                                 const char *address,
                                 const char *key_path,
                                 BerthGuestProgressFunc progress,
                                 gpointer user_data,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
