/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-private.h"

#include <string.h>

#define GROUP_TYPE "Microsoft.Resources/resourceGroups"
#define MAX_NAME 90

static char *
make_id (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  return g_strdup_printf ("/subscriptions/%s/resourceGroups/%s",
                          berth_sandbox_get_subscription_id (sandbox),
                          berth_sandbox_request_get_group (request));
}

static JsonObject *
find_group (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  g_autofree char *id = make_id (sandbox, request);

  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
}

static BerthSandboxReply *
refuse_missing (BerthSandboxRequest *request)
{
  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    404, "ResourceGroupNotFound", "Resource group '%s' could not be found.",
    berth_sandbox_request_get_group (request)));
}

static gboolean
is_name (const char *name)
{
  gsize length = (gsize) g_utf8_strlen (name, -1);

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c)) {
    if (!g_unichar_isalnum (g_utf8_get_char (c)) && strchr ("-_().", *c) == NULL)
      return FALSE;
  }
  return length > 0 && length <= MAX_NAME && !g_str_has_suffix (name, ".");
}

static GError *
check_group (BerthSandboxRequest *request, JsonObject *body)
{
  const char *name = berth_sandbox_request_get_group (request);
  const char *location = berth_sandbox_json_string (body, "location");

  if (!is_name (name))
    return berth_sandbox_fault_new (
      400, "InvalidParameter",
      "The provided resource group name '%s' has these invalid characters or ends with "
      "'.'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.",
      name);
  if (location == NULL)
    return berth_sandbox_fault_new (400, "LocationRequired",
                                    "The location property is required for this "
                                    "definition.");
  if (!berth_sandbox_location_exists (location))
    return berth_sandbox_fault_new (
      400, "LocationNotAvailableForResourceGroup",
      "The provided location '%s' is not available for resource group.", location);
  return NULL;
}

static GError *
check_existing (JsonObject *existing, const char *location)
{
  const char *old = berth_sandbox_json_string (existing, "location");
  const char *state
    = berth_sandbox_json_string (existing, "properties.provisioningState");
  const char *name = berth_sandbox_json_string (existing, "name");

  if (g_strcmp0 (state, "Deleting") == 0)
    return berth_sandbox_fault_new (409, "ResourceGroupBeingDeleted",
                                    "The resource group '%s' is in deprovisioning state "
                                    "and cannot perform this operation.",
                                    name);
  if (g_strcmp0 (old, location) != 0)
    return berth_sandbox_fault_new (409, "InvalidResourceGroupLocation",
                                    "Invalid resource group location '%s'. The Resource "
                                    "group already exists in location "
                                    "'%s'.",
                                    location, old);
  return NULL;
}

static JsonObject *
make_group (const char *id, const char *name, const char *location, JsonObject *body)
{
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonObject *tags = berth_sandbox_json_object (body, "tags");

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "type", GROUP_TYPE);
  json_object_set_string_member (object, "location", location);
  if (tags != NULL)
    json_object_set_object_member (object, "tags", berth_sandbox_json_copy (tags));
  json_object_set_string_member (properties, "provisioningState", "Succeeded");
  json_object_set_object_member (object, "properties", properties);
  return object;
}

static BerthSandboxReply *
put_group (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *body = berth_sandbox_request_get_object (request);
  JsonObject *existing = find_group (sandbox, request);
  g_autofree char *id = make_id (sandbox, request);
  g_autofree char *location = NULL;
  g_autoptr (JsonObject) group = NULL;
  GError *error = check_group (request, body);

  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  location
    = berth_sandbox_location_normalize (berth_sandbox_json_string (body, "location"));
  error = existing != NULL ? check_existing (existing, location) : NULL;
  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  if (existing != NULL) {
    group = make_group (berth_sandbox_json_string (existing, "id"),
                        berth_sandbox_json_string (existing, "name"), location, body);
  } else {
    group = make_group (id, berth_sandbox_request_get_group (request), location, body);
  }
  berth_sandbox_store_put (berth_sandbox_get_store (sandbox), id, group);
  return berth_sandbox_reply_new_object (existing != NULL ? 200 : 201,
                                         berth_sandbox_json_copy (group));
}

static BerthSandboxReply *
get_group (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *group = find_group (sandbox, request);

  return group != NULL
           ? berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (group))
           : refuse_missing (request);
}

static BerthSandboxReply *
head_group (BerthSandboxRequest *request, gpointer sandbox)
{
  return berth_sandbox_reply_new_empty (find_group (sandbox, request) != NULL ? 204
                                                                              : 404);
}

static BerthSandboxReply *
patch_group (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *body = berth_sandbox_request_get_object (request);
  JsonObject *group = find_group (sandbox, request);
  JsonObject *tags = berth_sandbox_json_object (body, "tags");

  if (group == NULL)
    return refuse_missing (request);
  if (tags != NULL)
    json_object_set_object_member (group, "tags", berth_sandbox_json_copy (tags));
  berth_sandbox_store_touch (berth_sandbox_get_store (sandbox),
                             berth_sandbox_json_string (group, "id"));
  return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (group));
}

/* "tagName eq 'x' and tagValue eq 'y'": the only filter that groups know. */
static gboolean
passes_filter (JsonObject *group, const char *filter)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  JsonObject *tags = berth_sandbox_json_object (group, "tags");

  if (filter == NULL)
    return TRUE;
  regex = g_regex_new ("^tagname eq '([^']*)'(?: and tagvalue eq '([^']*)')?$",
                       G_REGEX_CASELESS, 0, NULL);
  if (!g_regex_match (regex, filter, 0, &match) || tags == NULL)
    return FALSE;
  name = g_match_info_fetch (match, 1);
  value = g_match_info_fetch (match, 2);
  return json_object_has_member (tags, name)
         && (value == NULL || *value == '\0'
             || g_strcmp0 (berth_sandbox_json_string (tags, name), value) == 0);
}

static BerthSandboxReply *
list_groups (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autoptr (GPtrArray) groups
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, GROUP_TYPE);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < groups->len; i++) {
    if (passes_filter (groups->pdata[i],
                       berth_sandbox_request_get_query (request, "$filter")))
      json_array_add_object_element (array, berth_sandbox_json_copy (groups->pdata[i]));
  }
  return berth_sandbox_reply_new_list (array);
}

static gboolean
is_listed (JsonObject *resource)
{
  const char *type = berth_sandbox_json_string (resource, "type");
  const char *id = berth_sandbox_json_string (resource, "id");

  return type != NULL && id != NULL && g_ascii_strcasecmp (type, GROUP_TYPE) != 0
         && g_ascii_strcasecmp (type, "Microsoft.Resources/deployments") != 0
         && strchr (strchr (type, '/') != NULL ? strchr (type, '/') + 1 : "", '/') == NULL
         && berth_sandbox_json_string (resource, "location") != NULL;
}

static JsonObject *
summarize (JsonObject *resource, const char *expand)
{
  const char *const members[]
    = { "id", "name", "type", "location", "tags", "sku", "kind", "plan", "zones" };
  g_autoptr (JsonObject) copy = berth_sandbox_json_copy (resource);
  const char *state
    = berth_sandbox_json_string (resource, "properties.provisioningState");
  JsonObject *summary = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    JsonNode *node = json_object_get_member (copy, members[i]);

    if (node != NULL)
      json_object_set_member (summary, members[i], json_node_copy (node));
  }
  if (expand != NULL && strstr (expand, "provisioningState") != NULL && state != NULL)
    json_object_set_string_member (summary, "provisioningState", state);
  return summary;
}

static gboolean
passes_type_filter (JsonObject *resource, const char *filter)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *type = NULL;

  if (filter == NULL)
    return TRUE;
  regex = g_regex_new ("resourcetype eq '([^']*)'", G_REGEX_CASELESS, 0, NULL);
  if (!g_regex_match (regex, filter, 0, &match))
    return passes_filter (resource, filter);
  type = g_match_info_fetch (match, 1);
  return g_ascii_strcasecmp (berth_sandbox_json_string (resource, "type"), type) == 0;
}

static BerthSandboxReply *
list_resources (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autofree char *scope = berth_sandbox_request_get_group (request) != NULL
                             ? make_id (sandbox, request)
                             : NULL;
  g_autoptr (GPtrArray) resources
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), scope, NULL);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < resources->len; i++) {
    if (is_listed (resources->pdata[i])
        && passes_type_filter (resources->pdata[i],
                               berth_sandbox_request_get_query (request, "$filter")))
      json_array_add_object_element (
        array, summarize (resources->pdata[i],
                          berth_sandbox_request_get_query (request, "$expand")));
  }
  return berth_sandbox_reply_new_list (array);
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  char *id;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_free (removal->id);
  g_free (removal);
}

static gboolean
remove_resource (Removal *removal, JsonObject *resource)
{
  const char *id = berth_sandbox_json_string (resource, "id");
  g_autofree char *target = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr (BerthSandboxRequest) request = NULL;
  g_autoptr (BerthSandboxReply) reply = NULL;
  BerthSandboxOperation *operation;

  if (id == NULL)
    return FALSE;
  escaped = g_uri_escape_string (id, "/", TRUE);
  target = g_strconcat (escaped, "?api-version=2024-03-01&forceDeletion=true", NULL);
  request = berth_sandbox_request_new ("DELETE", target);
  reply = berth_sandbox_dispatch (removal->sandbox, request);
  operation = berth_sandbox_reply_get_operation (reply);
  if (operation != NULL)
    return dex_await (berth_sandbox_operation_await (operation), NULL);
  return berth_sandbox_reply_get_error (reply) == NULL;
}

/* In-use rules hold here too: machines go before interfaces and these before networks, so
   whole rounds are made until nothing is left or nothing moves any more. */
static DexFuture *
finish_removal (BerthSandboxOperation *operation, gpointer data)
{
  Removal *removal = data;
  BerthSandboxStore *store = berth_sandbox_get_store (removal->sandbox);
  gboolean progress = TRUE;

  while (progress) {
    g_autoptr (GPtrArray) resources = berth_sandbox_store_list (store, removal->id, NULL);

    progress = FALSE;
    for (guint i = resources->len; i > 0; i--)
      progress |= remove_resource (removal, resources->pdata[i - 1]);
    if (resources->len == 0)
      break;
  }
  berth_sandbox_store_remove (store, removal->id);
  return NULL;
}

static BerthSandboxOperation *
start_removal (BerthSandbox *sandbox, const char *id)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->sandbox = sandbox;
  removal->id = g_strdup (id);
  return berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox),
    berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox),
                                         "resourceGroups.delete", 4),
    finish_removal, removal, removal_free);
}

/* What was being deleted when the cloud was stopped is deleted. */
static void
resume_removals (BerthSandbox *sandbox)
{
  g_autoptr (GPtrArray) groups
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, GROUP_TYPE);

  for (guint i = 0; i < groups->len; i++) {
    const char *state
      = berth_sandbox_json_string (groups->pdata[i], "properties.provisioningState");

    if (g_strcmp0 (state, "Deleting") == 0)
      start_removal (sandbox, berth_sandbox_json_string (groups->pdata[i], "id"));
  }
}

static BerthSandboxReply *
delete_group (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  JsonObject *group = find_group (sandbox, request);
  BerthSandboxOperation *operation;

  if (group == NULL)
    return refuse_missing (request);
  json_object_set_string_member (berth_sandbox_json_ensure_object (group, "properties"),
                                 "provisioningState", "Deleting");
  berth_sandbox_store_touch (berth_sandbox_get_store (sandbox),
                             berth_sandbox_json_string (group, "id"));
  operation = start_removal (sandbox, berth_sandbox_json_string (group, "id"));
  return berth_sandbox_reply_new_operation (202, NULL, operation,
                                            BERTH_SANDBOX_OPERATION_LOCATION, 15);
}

void
berth_sandbox_groups_install (BerthSandbox *self)
{
  const char *const all = "/subscriptions/{subscriptionId}/resourceGroups";
  const char *const one
    = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
  const char *const resources
    = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/resources";

  berth_sandbox_add_route (self, "GET", all, NULL, list_groups);
  berth_sandbox_add_route (self, "GET", one, NULL, get_group);
  berth_sandbox_add_route (self, "HEAD", one, NULL, head_group);
  berth_sandbox_add_route (self, "PUT", one, NULL, put_group);
  berth_sandbox_add_route (self, "PATCH", one, NULL, patch_group);
  berth_sandbox_add_route (self, "DELETE", one, NULL, delete_group);
  berth_sandbox_add_route (self, "GET", resources, NULL, list_resources);
  berth_sandbox_add_route (self, "GET", "/subscriptions/{subscriptionId}/resources", NULL,
                           list_resources);
  berth_sandbox_add_start (self, resume_removals);
}
