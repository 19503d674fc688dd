/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_STORE (berth_sandbox_store_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxStore, berth_sandbox_store, BERTH, SANDBOX_STORE, GObject)

BerthSandboxStore *berth_sandbox_store_new (const char *folder);
gboolean berth_sandbox_store_load (BerthSandboxStore *self, GError **error);

JsonObject *berth_sandbox_store_get (BerthSandboxStore *self, const char *id);
void berth_sandbox_store_put (BerthSandboxStore *self, const char *id, JsonObject *body);
gboolean berth_sandbox_store_remove (BerthSandboxStore *self, const char *id);
void berth_sandbox_store_touch (BerthSandboxStore *self, const char *id);

JsonObject *berth_sandbox_store_get_private (BerthSandboxStore *self, const char *id);

GPtrArray *
berth_sandbox_store_list (BerthSandboxStore *self, const char *scope, const char *type);
DexFuture *berth_sandbox_store_flush (BerthSandboxStore *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
