/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_REQUEST (berth_sandbox_request_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxRequest, berth_sandbox_request, BERTH, SANDBOX_REQUEST, GObject)

BerthSandboxRequest *berth_sandbox_request_new (const char *method, const char *target);
BerthSandboxRequest *berth_sandbox_request_new_put (const char *resource_id,
                                                    const char *api_version,
                                                    JsonObject *body);

const char *berth_sandbox_request_get_method (BerthSandboxRequest *self);
const char *berth_sandbox_request_get_path (BerthSandboxRequest *self);
const char *berth_sandbox_request_get_query (BerthSandboxRequest *self, const char *name);
const char *berth_sandbox_request_get_api_version (BerthSandboxRequest *self);
const char *berth_sandbox_request_get_header (BerthSandboxRequest *self,
                                              const char *name);
void berth_sandbox_request_set_header (BerthSandboxRequest *self,
                                       const char *name,
                                       const char *value);
const char *berth_sandbox_request_get_base_url (BerthSandboxRequest *self);
void berth_sandbox_request_set_base_url (BerthSandboxRequest *self, const char *base_url);

GBytes *berth_sandbox_request_get_body (BerthSandboxRequest *self);
void berth_sandbox_request_set_body (BerthSandboxRequest *self, GBytes *body);
gboolean berth_sandbox_request_parse_body (BerthSandboxRequest *self, GError **error);
JsonObject *berth_sandbox_request_get_object (BerthSandboxRequest *self);

const char *berth_sandbox_request_get_capture (BerthSandboxRequest *self,
                                               const char *name);
void berth_sandbox_request_set_capture (BerthSandboxRequest *self,
                                        const char *name,
                                        const char *value);
const char *berth_sandbox_request_get_resource_id (BerthSandboxRequest *self);
void berth_sandbox_request_set_resource_id (BerthSandboxRequest *self, const char *id);
const char *berth_sandbox_request_get_resource_type (BerthSandboxRequest *self);
void berth_sandbox_request_set_resource_type (BerthSandboxRequest *self,
                                              const char *type);
const char *berth_sandbox_request_get_subscription_id (BerthSandboxRequest *self);
const char *berth_sandbox_request_get_group (BerthSandboxRequest *self);
const char *berth_sandbox_request_get_name (BerthSandboxRequest *self);

G_END_DECLS
