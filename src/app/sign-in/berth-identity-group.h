/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-identity.h"

G_BEGIN_DECLS

#define BERTH_TYPE_IDENTITY_GROUP (berth_identity_group_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthIdentityGroup, berth_identity_group, BERTH, IDENTITY_GROUP, AdwPreferencesGroup)

BerthIdentityGroup *berth_identity_group_new (BerthIdentity *identity,
                                              const char *current_subscription);
BerthIdentity *berth_identity_group_get_identity (BerthIdentityGroup *self);

G_END_DECLS
