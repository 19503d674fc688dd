/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

void berth_sandbox_catalogue_install (BerthSandbox *sandbox);

JsonObject *berth_sandbox_catalogue_get (BerthSandbox *sandbox);
JsonObject *berth_sandbox_catalogue_get_region (BerthSandbox *sandbox,
                                                const char *location);

GPtrArray *berth_sandbox_sizes_list (BerthSandbox *sandbox, const char *location);
JsonObject *
berth_sandbox_sizes_find (BerthSandbox *sandbox, const char *location, const char *name);
const char *berth_sandbox_size_get_capability (JsonObject *size, const char *name);
gint64 berth_sandbox_size_get_vcpus (JsonObject *size);
JsonArray *berth_sandbox_sizes_to_json (BerthSandbox *sandbox, const char *location);
gboolean berth_sandbox_size_is_closed (JsonObject *size);
gboolean berth_sandbox_size_has_zone (JsonObject *size, const char *zone);
JsonObject *berth_sandbox_sizes_find_family (BerthSandbox *sandbox, JsonObject *size);
double berth_sandbox_sizes_get_price (BerthSandbox *sandbox,
                                      const char *location,
                                      const char *name,
                                      gboolean spot);

JsonObject *berth_sandbox_images_find (BerthSandbox *sandbox,
                                       const char *location,
                                       const char *publisher,
                                       const char *offer,
                                       const char *sku,
                                       const char *version);
const char *berth_sandbox_images_get_label (BerthSandbox *sandbox,
                                            const char *publisher,
                                            const char *offer);

gboolean berth_sandbox_terms_are_accepted (BerthSandbox *sandbox,
                                           const char *publisher,
                                           const char *product,
                                           const char *plan);

G_END_DECLS
