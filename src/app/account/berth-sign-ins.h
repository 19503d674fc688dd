/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-account.h"
#include "berth-identity.h"
#include "berth-subscription.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIGN_INS (berth_sign_ins_get_type ())
G_DECLARE_FINAL_TYPE (BerthSignIns, berth_sign_ins, BERTH, SIGN_INS, GObject)

BerthSignIns *berth_sign_ins_new (const char *path, BerthTokenStore *store);

DexFuture *berth_sign_ins_load (BerthSignIns *self,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
GListModel *berth_sign_ins_get_identities (BerthSignIns *self);
BerthHttpTransport *berth_sign_ins_get_transport (BerthSignIns *self);
BerthClock *berth_sign_ins_get_clock (BerthSignIns *self);
BerthIdentity *berth_sign_ins_add_person (BerthSignIns *self,
                                          BerthCloud *cloud,
                                          const char *client_id,
                                          BerthTokens *tokens);
BerthIdentity *berth_sign_ins_add (BerthSignIns *self, BerthIdentity *identity);
BerthAccount *berth_sign_ins_choose (BerthSignIns *self,
                                     BerthIdentity *identity,
                                     BerthSubscription *subscription);
BerthAccount *berth_sign_ins_dup_last (BerthSignIns *self);
DexFuture *berth_sign_ins_remove (BerthSignIns *self,
                                  BerthIdentity *identity) G_GNUC_WARN_UNUSED_RESULT;
void berth_sign_ins_leave (BerthSignIns *self);
DexFuture *berth_sign_ins_flush (BerthSignIns *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
