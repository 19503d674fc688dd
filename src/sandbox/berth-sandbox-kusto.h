/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *berth_sandbox_kusto_dup_table (const char *query);
GPtrArray *berth_sandbox_kusto_run (const char *query, GPtrArray *rows, GError **error);

G_END_DECLS
