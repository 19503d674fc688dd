/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _BerthSandboxPriceFilter BerthSandboxPriceFilter;

BerthSandboxPriceFilter *berth_sandbox_price_filter_parse (const char *text);
void berth_sandbox_price_filter_free (BerthSandboxPriceFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthSandboxPriceFilter, berth_sandbox_price_filter_free)

gboolean berth_sandbox_price_filter_passes (BerthSandboxPriceFilter *self,
                                            JsonObject *item);
const char *berth_sandbox_price_filter_get_required (BerthSandboxPriceFilter *self,
                                                     const char *member);

G_END_DECLS
