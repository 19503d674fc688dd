/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

void berth_sandbox_compute_install (BerthSandbox *sandbox);

G_END_DECLS
