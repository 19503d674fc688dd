/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-clock.h"
#include "berth-http-transport.h"
#include "berth-tokens.h"

G_BEGIN_DECLS

/**
 * BERTH_TENANT_ORGANIZATIONS:
 *
 * The tenant's name where it is not known yet: whichever the person belongs to.
 */
#define BERTH_TENANT_ORGANIZATIONS "organizations"

#define BERTH_TYPE_TOKEN_ENDPOINT (berth_token_endpoint_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthTokenEndpoint, berth_token_endpoint, BERTH, TOKEN_ENDPOINT, GObject)

BerthTokenEndpoint *berth_token_endpoint_new (BerthHttpTransport *transport,
                                              BerthClock *clock,
                                              const char *authority,
                                              const char *client_id,
                                              const char *scope);

BerthClock *berth_token_endpoint_get_clock (BerthTokenEndpoint *self);
const char *berth_token_endpoint_get_authority (BerthTokenEndpoint *self);
const char *berth_token_endpoint_get_client_id (BerthTokenEndpoint *self);
const char *berth_token_endpoint_get_scope (BerthTokenEndpoint *self);
char *berth_token_endpoint_dup_person_scope (BerthTokenEndpoint *self);
char *berth_token_endpoint_dup_url (BerthTokenEndpoint *self,
                                    const char *tenant,
                                    const char *path);

DexFuture *
berth_token_endpoint_post (BerthTokenEndpoint *self,
                           const char *tenant,
                           const char *path,
                           const char *const *fields,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_token_endpoint_redeem (BerthTokenEndpoint *self,
                             const char *tenant,
                             const char *const *fields,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
