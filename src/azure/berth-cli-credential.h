/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-caching-credential.h"
#include "berth-clock.h"

G_BEGIN_DECLS

#define BERTH_TYPE_CLI_CREDENTIAL (berth_cli_credential_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthCliCredential, berth_cli_credential, BERTH, CLI_CREDENTIAL, BerthCachingCredential)

BerthCredential *
berth_cli_credential_new (BerthClock *clock, const char *resource, const char *tenant);

G_END_DECLS
