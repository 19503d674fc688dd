/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-grant.h"

G_BEGIN_DECLS

#define BERTH_TYPE_GRANT_CREDENTIAL (berth_grant_credential_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthGrantCredential, berth_grant_credential, BERTH, GRANT_CREDENTIAL, GObject)

BerthCredential *berth_grant_credential_new (BerthGrant *grant, const char *tenant);

G_END_DECLS
