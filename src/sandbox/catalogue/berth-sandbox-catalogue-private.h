/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-catalogue.h"

G_BEGIN_DECLS

void berth_sandbox_sizes_install (BerthSandbox *sandbox);
void berth_sandbox_images_install (BerthSandbox *sandbox);
void berth_sandbox_aliases_install (BerthSandbox *sandbox);
void berth_sandbox_terms_install (BerthSandbox *sandbox);
void berth_sandbox_prices_install (BerthSandbox *sandbox);
void berth_sandbox_spot_install (BerthSandbox *sandbox);
void berth_sandbox_placement_install (BerthSandbox *sandbox);

const char *const *berth_sandbox_catalogue_get_locations (void);

G_END_DECLS
