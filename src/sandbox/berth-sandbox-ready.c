/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-ready.h"

#include <json-glib/json-glib.h>

G_DEFINE_BOXED_TYPE (BerthSandboxReady,
                     berth_sandbox_ready,
                     berth_sandbox_ready_copy,
                     berth_sandbox_ready_free)

/**
 * berth_sandbox_ready_copy:
 *
 * Returns: (transfer full): a copy
 */
BerthSandboxReady *
berth_sandbox_ready_copy (const BerthSandboxReady *self)
{
  BerthSandboxReady *copy = g_new0 (BerthSandboxReady, 1);

  copy->endpoint = g_strdup (self->endpoint);
  copy->authority = g_strdup (self->authority);
  copy->tenant = g_strdup (self->tenant);
  copy->subscription = g_strdup (self->subscription);
  copy->client_id = g_strdup (self->client_id);
  copy->client_secret = g_strdup (self->client_secret);
  copy->ca_file = g_strdup (self->ca_file);
  return copy;
}

void
berth_sandbox_ready_free (BerthSandboxReady *self)
{
  if (self == NULL)
    return;
  g_free (self->endpoint);
  g_free (self->authority);
  g_free (self->tenant);
  g_free (self->subscription);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->ca_file);
  g_free (self);
}

/**
 * berth_sandbox_ready_to_json:
 *
 * Returns: (transfer full): the ready line, without a line end
 */
char *
berth_sandbox_ready_to_json (const BerthSandboxReady *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "endpoint", self->endpoint);
  json_object_set_string_member (object, "authority", self->authority);
  json_object_set_string_member (object, "tenant", self->tenant);
  json_object_set_string_member (object, "subscription", self->subscription);
  json_object_set_string_member (object, "clientId", self->client_id);
  json_object_set_string_member (object, "clientSecret", self->client_secret);
  json_object_set_string_member (object, "caFile", self->ca_file);
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}
