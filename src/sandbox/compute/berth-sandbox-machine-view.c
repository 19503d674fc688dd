/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-json.h"

#define GROUPS "Microsoft.Resources/resourceGroups"

/* The instance view: what a machine is doing. Resource Graph shows part of it. */

static const struct {
  const char *power;
  const char *words;
} powers[] = {
  { "running", "VM running" },           { "starting", "VM starting" },
  { "stopping", "VM stopping" },         { "stopped", "VM stopped" },
  { "deallocating", "VM deallocating" }, { "deallocated", "VM deallocated" },
};

static const char *
describe_power (const char *power)
{
  for (gsize i = 0; i < G_N_ELEMENTS (powers); i++) {
    if (g_strcmp0 (powers[i].power, power) == 0)
      return powers[i].words;
  }
  return "VM unknown";
}

static void
add_status (JsonArray *statuses, const char *code, const char *words)
{
  JsonObject *status = json_object_new ();

  json_object_set_string_member (status, "code", code);
  json_object_set_string_member (status, "level", "Info");
  json_object_set_string_member (status, "displayStatus", words);
  json_array_add_object_element (statuses, status);
}

static JsonArray *
make_statuses (JsonObject *machine, const char *power)
{
  JsonArray *statuses = json_array_new ();
  const char *state = berth_sandbox_json_string (machine, "properties.provisioningState");
  g_autofree char *lower = g_ascii_strdown (state, -1);
  g_autofree char *code = g_strconcat ("ProvisioningState/", lower, NULL);

  add_status (statuses, code, state);
  if (power != NULL) {
    g_autofree char *power_code = g_strconcat ("PowerState/", power, NULL);

    add_status (statuses, power_code, describe_power (power));
  }
  return statuses;
}

/* Returns (transfer full). */
JsonObject *
berth_sandbox_machine_make_view (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonObject *view = json_object_new ();
  const char *power = berth_sandbox_machine_get_power (
    sandbox, berth_sandbox_json_string (machine, "id"));
  JsonObject *agent;
  JsonArray *ready;

  json_object_set_string_member (
    view, "computerName",
    berth_sandbox_json_string (machine, "properties.osProfile.computerName"));
  if (g_strcmp0 (power, "running") == 0) {
    agent = json_object_new ();
    ready = json_array_new ();
    add_status (ready, "ProvisioningState/succeeded", "Ready");
    json_object_set_string_member (agent, "vmAgentVersion", "2.12.0.4");
    json_object_set_array_member (agent, "statuses", ready);
    json_object_set_object_member (view, "vmAgent", agent);
  }
  json_object_set_array_member (view, "statuses", make_statuses (machine, power));
  return view;
}

BerthSandboxReply *
berth_sandbox_machine_get_view (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *machine = berth_sandbox_store_get (
    berth_sandbox_get_store (sandbox), berth_sandbox_request_get_resource_id (request));

  if (machine == NULL)
    return berth_sandbox_reply_not_found (request);
  return berth_sandbox_reply_new_object (
    200, berth_sandbox_machine_make_view (sandbox, machine));
}

static void
extend (BerthSandbox *sandbox, JsonObject *row)
{
  JsonObject *properties = berth_sandbox_json_ensure_object (row, "properties");
  JsonObject *extended = json_object_new ();
  JsonObject *view = json_object_new ();
  JsonObject *state = json_object_new ();
  const char *power
    = berth_sandbox_machine_get_power (sandbox, berth_sandbox_json_string (row, "id"));
  g_autofree char *code
    = g_strconcat ("PowerState/", power != NULL ? power : "unknown", NULL);

  json_object_set_string_member (state, "code", code);
  json_object_set_string_member (state, "displayStatus", describe_power (power));
  json_object_set_object_member (view, "powerState", state);
  json_object_set_object_member (extended, "instanceView", view);
  json_object_set_object_member (properties, "extended", extended);
}

/* What has a place of its own; groups stand in another table. */
static gboolean
is_resource (JsonObject *object)
{
  const char *type = berth_sandbox_json_string (object, "type");

  return type != NULL && berth_sandbox_json_string (object, "location") != NULL
         && g_ascii_strcasecmp (type, GROUPS) != 0;
}

/* The graph writes types in lower case. */
static GPtrArray *
list_rows (BerthSandbox *sandbox)
{
  g_autoptr (GPtrArray) resources
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, NULL);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < resources->len; i++) {
    JsonObject *row = NULL;
    g_autofree char *lower = NULL;

    if (!is_resource (resources->pdata[i]))
      continue;
    row = berth_sandbox_json_copy (resources->pdata[i]);
    lower = g_ascii_strdown (berth_sandbox_json_string (row, "type"), -1);
    if (g_ascii_strcasecmp (lower, BERTH_SANDBOX_MACHINES) == 0)
      extend (sandbox, row);
    json_object_set_string_member (row, "type", lower);
    g_ptr_array_add (rows, row);
  }
  return rows;
}

static GPtrArray *
list_groups (BerthSandbox *sandbox)
{
  g_autoptr (GPtrArray) groups
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, GROUPS);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < groups->len; i++) {
    JsonObject *row = berth_sandbox_json_copy (groups->pdata[i]);

    json_object_set_string_member (row, "type",
                                   "microsoft.resources/subscriptions/resourcegroups");
    g_ptr_array_add (rows, row);
  }
  return rows;
}

void
berth_sandbox_machine_view_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_graph_table (sandbox, "ResourceContainers", list_groups);
  berth_sandbox_add_graph_table (sandbox, "Resources", list_rows);
}
