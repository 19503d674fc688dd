/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-cloud.h"
#include "berth-grant.h"

G_BEGIN_DECLS

/**
 * BerthIdentityKind:
 * @BERTH_IDENTITY_PERSON: somebody who signed in here
 * @BERTH_IDENTITY_APPLICATION: the application that the environment names (`AZURE_*`)
 * @BERTH_IDENTITY_CLI: whoever is signed in to `az`
 */
typedef enum {
  BERTH_IDENTITY_PERSON,
  BERTH_IDENTITY_APPLICATION,
  BERTH_IDENTITY_CLI,
} BerthIdentityKind;

#define BERTH_TYPE_IDENTITY (berth_identity_get_type ())
G_DECLARE_FINAL_TYPE (BerthIdentity, berth_identity, BERTH, IDENTITY, GObject)

BerthIdentity *berth_identity_new_person (BerthCloud *cloud,
                                          BerthHttpTransport *transport,
                                          BerthClock *clock,
                                          BerthTokenStore *store,
                                          const char *client_id,
                                          const char *id,
                                          const char *user_name,
                                          const char *tenant);
BerthIdentity *berth_identity_new_application (BerthCloud *cloud,
                                               BerthHttpTransport *transport,
                                               BerthClock *clock);
BerthIdentity *berth_identity_new_cli (BerthCloud *cloud,
                                       BerthHttpTransport *transport,
                                       BerthClock *clock);

gboolean berth_identity_has_environment (void);

BerthIdentityKind berth_identity_get_kind (BerthIdentity *self);
const char *berth_identity_get_id (BerthIdentity *self);
const char *berth_identity_get_user_name (BerthIdentity *self);
const char *berth_identity_get_tenant (BerthIdentity *self);
BerthCloud *berth_identity_get_cloud (BerthIdentity *self);
BerthClock *berth_identity_get_clock (BerthIdentity *self);
BerthHttpTransport *berth_identity_get_transport (BerthIdentity *self);
BerthGrant *berth_identity_get_grant (BerthIdentity *self);
BerthCredential *berth_identity_dup_credential (BerthIdentity *self, const char *tenant);
BerthArmClient *berth_identity_dup_client (BerthIdentity *self, const char *tenant);
DexFuture *
berth_identity_list_subscriptions (BerthIdentity *self,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_identity_sign_out (BerthIdentity *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
