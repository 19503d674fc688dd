/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-credential.h"
#include "berth-tokens.h"

G_BEGIN_DECLS

#define BERTH_TYPE_CACHING_CREDENTIAL (berth_caching_credential_get_type ())
G_DECLARE_DERIVABLE_TYPE (
  BerthCachingCredential, berth_caching_credential, BERTH, CACHING_CREDENTIAL, GObject)

/**
 * BerthCachingCredentialClass:
 * @fetch: returns (transfer full) a future that resolves to #BerthTokens; @claims is
 *   nullable
 */
struct _BerthCachingCredentialClass {
  GObjectClass parent_class;

  DexFuture *(*fetch) (BerthCachingCredential *self, const char *claims);
};

void berth_caching_credential_set_clock (BerthCachingCredential *self, BerthClock *clock);

G_END_DECLS
