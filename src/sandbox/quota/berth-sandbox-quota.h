/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

void berth_sandbox_quota_install (BerthSandbox *sandbox);
void berth_sandbox_usages_install (BerthSandbox *sandbox);

gint64 berth_sandbox_quota_get_limit (BerthSandbox *sandbox,
                                      const char *location,
                                      const char *name);
gint64 berth_sandbox_usages_count (BerthSandbox *sandbox,
                                   const char *location,
                                   const char *name);
char *berth_sandbox_usages_dup_words (BerthSandbox *sandbox,
                                      const char *location,
                                      const char *name,
                                      char **canonical);
GError *berth_sandbox_quota_check (BerthSandbox *sandbox,
                                   const char *location,
                                   JsonObject *size,
                                   JsonObject *freed,
                                   gboolean spot,
                                   const char *code);

G_END_DECLS
