/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-account.h"
#include "berth-power-state.h"

G_BEGIN_DECLS

/**
 * BerthMachineReading:
 * @name: the machine's name
 * @location: its region
 * @size: its size's name
 * @address: (nullable): the public address, or the private one where there is no other
 * @user: (nullable): the login name
 * @unreachable_reason: (nullable): why it cannot be entered, where its cloud says so
 * @currency: (nullable): the price's currency
 * @price: the price of an hour, NaN where it is not known
 * @state: what it is doing
 * @ssh_port: where its sshd listens
 * @is_spot: whether it is a Spot machine
 * @is_ours: whether Berth made it
 *
 * What several services say of one machine at one moment.
 */
typedef struct {
  char *name;
  char *location;
  char *size;
  char *address;
  char *user;
  char *unreachable_reason;
  char *currency;
  double price;
  BerthPowerState state;
  guint16 ssh_port;
  gboolean is_spot;
  gboolean is_ours;
} BerthMachineReading;

#define BERTH_TYPE_MACHINE_READING (berth_machine_reading_get_type ())
GType berth_machine_reading_get_type (void);

BerthMachineReading *berth_machine_reading_copy (const BerthMachineReading *self);
void berth_machine_reading_free (BerthMachineReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthMachineReading, berth_machine_reading_free)

DexFuture *
berth_machine_reading_take (BerthAccount *account,
                            const char *machine_id,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
