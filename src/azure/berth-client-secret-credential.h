/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-caching-credential.h"
#include "berth-clock.h"
#include "berth-http-transport.h"

G_BEGIN_DECLS

#define BERTH_TYPE_CLIENT_SECRET_CREDENTIAL (berth_client_secret_credential_get_type ())
G_DECLARE_FINAL_TYPE (BerthClientSecretCredential,
                      berth_client_secret_credential,
                      BERTH,
                      CLIENT_SECRET_CREDENTIAL,
                      BerthCachingCredential)

BerthCredential *berth_client_secret_credential_new (BerthHttpTransport *transport,
                                                     BerthClock *clock,
                                                     const char *authority,
                                                     const char *tenant,
                                                     const char *client_id,
                                                     const char *client_secret,
                                                     const char *scope);

G_END_DECLS
