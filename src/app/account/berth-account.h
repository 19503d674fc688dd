/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-arm-client.h"
#include "berth-clock.h"
#include "berth-desktop-passwords.h"
#include "berth-host-keys.h"
#include "berth-http-transport.h"
#include "berth-identity.h"
#include "berth-machine-memory.h"

G_BEGIN_DECLS

#define BERTH_TYPE_ACCOUNT (berth_account_get_type ())
G_DECLARE_FINAL_TYPE (BerthAccount, berth_account, BERTH, ACCOUNT, GObject)

DexFuture *
berth_account_open_practice (GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
BerthAccount *berth_account_new_signed_in (BerthIdentity *identity,
                                           const char *subscription_id,
                                           const char *subscription_name,
                                           const char *tenant);
DexFuture *berth_account_close (BerthAccount *self) G_GNUC_WARN_UNUSED_RESULT;

BerthArmClient *berth_account_get_client (BerthAccount *self);
BerthClock *berth_account_get_clock (BerthAccount *self);
BerthHostKeys *berth_account_get_host_keys (BerthAccount *self);
BerthMachineMemory *berth_account_get_memory (BerthAccount *self);
BerthDesktopPasswords *berth_account_get_desktop_passwords (BerthAccount *self);
const char *berth_account_get_subscription_id (BerthAccount *self);
const char *berth_account_get_subscription_name (BerthAccount *self);
BerthIdentity *berth_account_get_identity (BerthAccount *self);
GListModel *berth_account_get_notices (BerthAccount *self);
const char *berth_account_get_address (BerthAccount *self);
const char *berth_account_get_cloud_label (BerthAccount *self);
gboolean berth_account_is_practice (BerthAccount *self);
gboolean berth_account_is_walled (BerthAccount *self);
gboolean berth_account_is_lost (BerthAccount *self);

G_END_DECLS
