/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-network-private.h"

#include "berth-sandbox-json.h"

/* The rules of a security group, one by one. They live inside their group. */

#define TYPE "Microsoft.Network/networkSecurityGroups/securityRules"

/* The id of the group that a rule's request is about. */
static char *
dup_group_id (BerthSandboxRequest *request)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  const char *tail = g_strrstr (id, "/securityRules");

  return g_strndup (id, (gsize) (tail - id));
}

static JsonArray *
find_rules (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  g_autofree char *id = dup_group_id (request);

  return berth_sandbox_json_array (
    berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id),
    "properties.securityRules");
}

static int
find_index (JsonArray *rules, const char *name)
{
  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++) {
    if (g_ascii_strcasecmp (
          berth_sandbox_json_string (json_array_get_object_element (rules, i), "name"),
          name)
        == 0)
      return (int) i;
  }
  return -1;
}

static BerthSandboxReply *
get (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonArray *rules = find_rules (sandbox, request);
  const int index = find_index (rules, berth_sandbox_request_get_name (request));

  if (index < 0)
    return berth_sandbox_reply_not_found (request);
  return berth_sandbox_reply_new_object (
    200, berth_sandbox_json_copy (json_array_get_object_element (rules, (guint) index)));
}

static BerthSandboxReply *
list (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonArray *rules = find_rules (sandbox, request);
  JsonArray *values;

  if (rules == NULL)
    return berth_sandbox_reply_not_found (request);
  values = json_array_new ();
  for (guint i = 0; i < json_array_get_length (rules); i++)
    json_array_add_object_element (
      values, berth_sandbox_json_copy (json_array_get_object_element (rules, i)));
  return berth_sandbox_reply_new_list (values);
}

/* The group's rules as they would be with @rule. */
static JsonArray *
replace (JsonArray *rules, int index, JsonObject *rule)
{
  JsonArray *replaced = json_array_new ();

  for (guint i = 0; i < json_array_get_length (rules); i++)
    json_array_add_object_element (
      replaced, json_object_ref (
                  (int) i == index ? rule : json_array_get_object_element (rules, i)));
  if (index < 0)
    json_array_add_object_element (replaced, json_object_ref (rule));
  return replaced;
}

static void
keep (BerthSandbox *sandbox, BerthSandboxRequest *request, JsonArray *rules)
{
  g_autofree char *id = dup_group_id (request);
  JsonObject *group = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);

  json_object_set_array_member (berth_sandbox_json_ensure_object (group, "properties"),
                                "securityRules", json_array_ref (rules));
  berth_sandbox_network_renew_etag (group);
  berth_sandbox_store_touch (berth_sandbox_get_store (sandbox), id);
}

static BerthSandboxReply *
put (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonArray *rules = find_rules (sandbox, request);
  const char *name = berth_sandbox_request_get_name (request);
  const int index = find_index (rules, name);
  g_autofree char *group_id = dup_group_id (request);
  g_autoptr (JsonObject) rule = NULL;
  g_autoptr (JsonArray) replaced = NULL;
  GError *error;

  if (rules == NULL)
    return berth_sandbox_reply_not_found (request);
  rule = berth_sandbox_json_copy (berth_sandbox_request_get_object (request));
  json_object_set_string_member (rule, "name", name);
  replaced = replace (rules, index, rule);
  error = berth_sandbox_security_rules_check (replaced);
  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  berth_sandbox_security_rules_complete (replaced, group_id);
  keep (sandbox, request, replaced);
  return berth_sandbox_reply_new_object (index >= 0 ? 200 : 201,
                                         berth_sandbox_json_copy (rule));
}

static BerthSandboxReply *
remove_rule (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonArray *rules = find_rules (sandbox, request);
  const int index = find_index (rules, berth_sandbox_request_get_name (request));

  if (index < 0)
    return berth_sandbox_reply_new_empty (204);
  json_array_remove_element (rules, (guint) index);
  keep (sandbox, request, rules);
  return berth_sandbox_reply_new_empty (200);
}

static const BerthSandboxResourceType rules_of_groups = {
  .type = TYPE,
  .put = put,
  .get = get,
  .list = list,
  .remove = remove_rule,
};

void
berth_sandbox_security_rules_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_type (sandbox, &rules_of_groups);
}
