/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

BerthSandboxReply *berth_sandbox_challenge (BerthSandbox *sandbox);
void berth_sandbox_challenge_meet (BerthSandbox *sandbox, const char *claims);

G_END_DECLS
