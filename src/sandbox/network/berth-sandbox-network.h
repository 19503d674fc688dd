/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

void berth_sandbox_network_install (BerthSandbox *sandbox);

char *berth_sandbox_network_dup_interface_address (BerthSandbox *sandbox,
                                                   const char *interface_id);

G_END_DECLS
