/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-terms.h"

G_BEGIN_DECLS

DexFuture *berth_terms_get (BerthArmClient *client,
                            const char *subscription_id,
                            const char *publisher,
                            const char *product,
                            const char *plan,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_terms_accept (BerthArmClient *client,
                               const char *subscription_id,
                               const char *publisher,
                               const char *product,
                               const char *plan,
                               BerthTerms *terms,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
