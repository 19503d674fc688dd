/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-sign-in-target.h"

G_BEGIN_DECLS

/**
 * BerthSignInWay:
 * @BERTH_SIGN_IN_WAY_BROWSER: this computer's browser
 * @BERTH_SIGN_IN_WAY_CODE: a code for a browser anywhere
 * @BERTH_SIGN_IN_WAY_CLI: what `az` is signed in as
 * @BERTH_SIGN_IN_WAY_ENVIRONMENT: what the environment names (`AZURE_*`)
 */
typedef enum {
  BERTH_SIGN_IN_WAY_BROWSER,
  BERTH_SIGN_IN_WAY_CODE,
  BERTH_SIGN_IN_WAY_CLI,
  BERTH_SIGN_IN_WAY_ENVIRONMENT,
} BerthSignInWay;

#define BERTH_TYPE_SIGN_IN_WAYS (berth_sign_in_ways_get_type ())
G_DECLARE_FINAL_TYPE (BerthSignInWays, berth_sign_in_ways, BERTH, SIGN_IN_WAYS, AdwBin)

void berth_sign_in_ways_set_settings (BerthSignInWays *self, GSettings *settings);
BerthSignInTarget *berth_sign_in_ways_dup_target (BerthSignInWays *self);

G_END_DECLS
