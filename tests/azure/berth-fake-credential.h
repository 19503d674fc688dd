/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-credential.h"

G_BEGIN_DECLS

#define BERTH_TYPE_FAKE_CREDENTIAL (berth_fake_credential_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthFakeCredential, berth_fake_credential, BERTH, FAKE_CREDENTIAL, GObject)

BerthFakeCredential *berth_fake_credential_new (void);

guint berth_fake_credential_get_forgotten (BerthFakeCredential *self);
const char *berth_fake_credential_get_claims (BerthFakeCredential *self);
void berth_fake_credential_sign_out (BerthFakeCredential *self);

G_END_DECLS
