/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-binding.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-private.h"

#include <string.h>

struct _BerthSandboxBinding {
  BerthSandbox *sandbox; /* unowned: owns us */
  const BerthSandboxResourceType *type;
  BerthSandboxVerb verb;
  BerthSandboxHandler handler; /* nullable: from the store */
};

BerthSandboxBinding *
berth_sandbox_binding_new (BerthSandbox *sandbox,
                           const BerthSandboxResourceType *type,
                           BerthSandboxVerb verb,
                           BerthSandboxHandler handler)
{
  BerthSandboxBinding *self = g_new0 (BerthSandboxBinding, 1);

  self->sandbox = sandbox;
  self->type = type;
  self->verb = verb;
  self->handler = handler;
  return self;
}

void
berth_sandbox_binding_free (gpointer data)
{
  g_free (data);
}

const char *
berth_sandbox_binding_get_type_name (BerthSandboxBinding *self)
{
  return self->type != NULL ? self->type->type : NULL;
}

/**
 * berth_sandbox_binding_dup_pattern:
 * @type: "Microsoft.Network/virtualNetworks/subnets"
 * @in_group: within a resource group, or of the whole subscription
 * @one: of one resource, or of the list
 *
 * Returns: (transfer full): the pattern of its path; a parent's name is captured under
 * the parent's type, the resource's own under "name"
 */
char *
berth_sandbox_binding_dup_pattern (const char *type, gboolean in_group, gboolean one)
{
  g_auto (GStrv) parts = g_strsplit (type, "/", -1);
  GString *pattern = g_string_new ("/subscriptions/{subscriptionId}");

  if (in_group)
    g_string_append (pattern, "/resourceGroups/{resourceGroupName}");
  g_string_append_printf (pattern, "/providers/%s", parts[0]);
  for (guint i = 1; parts[i] != NULL; i++) {
    g_string_append_printf (pattern, "/%s", parts[i]);
    if (parts[i + 1] != NULL)
      g_string_append_printf (pattern, "/{%s}", parts[i]);
    else if (one)
      g_string_append (pattern, "/{name}");
  }
  return g_string_free (pattern, FALSE);
}

static char *
make_id (BerthSandboxBinding *self, BerthSandboxRequest *request, const char *group)
{
  g_auto (GStrv) parts = g_strsplit (self->type->type, "/", -1);
  GString *id = g_string_new (NULL);

  g_string_append_printf (id, "/subscriptions/%s/resourceGroups/%s/providers/%s",
                          berth_sandbox_get_subscription_id (self->sandbox), group,
                          parts[0]);
  for (guint i = 1; parts[i] != NULL; i++) {
    const char *name = berth_sandbox_request_get_capture (
      request, parts[i + 1] != NULL ? parts[i] : "name");

    g_string_append_printf (id, "/%s", parts[i]);
    if (name != NULL)
      g_string_append_printf (id, "/%s", name);
  }
  return g_string_free (id, FALSE);
}

static BerthSandboxReply *
check_subscription (BerthSandboxBinding *self, BerthSandboxRequest *request)
{
  const char *subscription = berth_sandbox_request_get_subscription_id (request);

  if (subscription == NULL
      || g_ascii_strcasecmp (subscription,
                             berth_sandbox_get_subscription_id (self->sandbox))
           == 0)
    return NULL;
  return berth_sandbox_reply_new_fault (
    berth_sandbox_fault_new (404, "SubscriptionNotFound",
                             "The subscription '%s' could not be found.", subscription));
}

static gboolean
is_group_itself (BerthSandboxBinding *self, BerthSandboxRequest *request)
{
  g_auto (GStrv) parts = NULL;

  if (self->type != NULL)
    return FALSE;
  parts = g_strsplit (berth_sandbox_request_get_path (request), "/", -1);
  return g_strv_length (parts) <= 5;
}

static BerthSandboxReply *
check_group (BerthSandboxBinding *self, BerthSandboxRequest *request, JsonObject **found)
{
  const char *group = berth_sandbox_request_get_group (request);
  g_autofree char *id = NULL;
  JsonObject *object;

  if (group == NULL || is_group_itself (self, request))
    return NULL;
  id = g_strdup_printf ("/subscriptions/%s/resourceGroups/%s",
                        berth_sandbox_get_subscription_id (self->sandbox), group);
  object = berth_sandbox_store_get (berth_sandbox_get_store (self->sandbox), id);
  if (object == NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      404, "ResourceGroupNotFound", "Resource group '%s' could not be found.", group));
  if (self->verb == BERTH_SANDBOX_VERB_WRITE
      && g_strcmp0 (berth_sandbox_json_string (object, "properties.provisioningState"),
                    "Deleting")
           == 0)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      409, "ResourceGroupBeingDeleted",
      "The resource group '%s' is in deprovisioning state and cannot perform this "
      "operation.",
      group));
  *found = object;
  return NULL;
}

static BerthSandboxReply *
check_registration (BerthSandboxBinding *self)
{
  g_autofree char *name_space = NULL;

  if (self->verb != BERTH_SANDBOX_VERB_WRITE)
    return NULL;
  name_space = g_strndup (self->type->type, strcspn (self->type->type, "/"));
  return berth_sandbox_namespace_is_registered (self->sandbox, name_space)
           ? NULL
           : berth_sandbox_reply_new_fault (berth_sandbox_namespace_refuse (name_space));
}

/* Locations are spelled as people do, "Korea Central", and kept as the service does. */
static BerthSandboxReply *
check_location (BerthSandboxBinding *self, BerthSandboxRequest *request)
{
  JsonObject *body = berth_sandbox_request_get_object (request);
  const char *location = berth_sandbox_json_string (body, "location");
  g_autofree char *normal = NULL;

  if (self->verb != BERTH_SANDBOX_VERB_WRITE || location == NULL)
    return NULL;
  if (!berth_sandbox_location_exists (location))
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "LocationNotAvailableForResourceType",
      "The provided location '%s' is not available for resource type '%s'.", location,
      self->type->type));
  normal = berth_sandbox_location_normalize (location);
  json_object_set_string_member (body, "location", normal);
  return NULL;
}

static BerthSandboxReply *
check_body (BerthSandboxBinding *self, BerthSandboxRequest *request)
{
  if (self->verb != BERTH_SANDBOX_VERB_WRITE
      || berth_sandbox_request_get_object (request) != NULL)
    return NULL;
  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    400, "InvalidRequestContent",
    "The request content was invalid and could not be deserialized: 'The request has no "
    "JSON object as its content.'."));
}

static void
name_resource (BerthSandboxBinding *self, BerthSandboxRequest *request, JsonObject *group)
{
  const char *group_name = group != NULL ? json_object_get_string_member (group, "name")
                                         : berth_sandbox_request_get_group (request);
  g_autofree char *id = make_id (self, request, group_name != NULL ? group_name : "");
  JsonObject *existing
    = berth_sandbox_store_get (berth_sandbox_get_store (self->sandbox), id);
  const char *kept = berth_sandbox_json_string (existing, "id");

  berth_sandbox_request_set_resource_id (request, kept != NULL ? kept : id);
}

static BerthSandboxReply *
get_from_store (BerthSandboxBinding *self, BerthSandboxRequest *request)
{
  JsonObject *object
    = berth_sandbox_store_get (berth_sandbox_get_store (self->sandbox),
                               berth_sandbox_request_get_resource_id (request));

  if (object == NULL)
    return berth_sandbox_reply_not_found (request);
  return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (object));
}

static char *
dup_list_scope (BerthSandboxBinding *self, BerthSandboxRequest *request)
{
  g_autofree char *id = NULL;

  if (berth_sandbox_request_get_group (request) == NULL)
    return g_strdup_printf ("/subscriptions/%s",
                            berth_sandbox_get_subscription_id (self->sandbox));
  id = make_id (self, request, berth_sandbox_request_get_group (request));
  if (strchr (strchr (self->type->type, '/') + 1, '/') != NULL)
    return g_steal_pointer (&id);
  return g_strdup_printf ("/subscriptions/%s/resourceGroups/%s",
                          berth_sandbox_get_subscription_id (self->sandbox),
                          berth_sandbox_request_get_group (request));
}

static BerthSandboxReply *
list_from_store (BerthSandboxBinding *self, BerthSandboxRequest *request)
{
  g_autofree char *scope = dup_list_scope (self, request);
  g_autoptr (GPtrArray) resources = berth_sandbox_store_list (
    berth_sandbox_get_store (self->sandbox), scope, self->type->type);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < resources->len; i++)
    json_array_add_object_element (array, berth_sandbox_json_copy (resources->pdata[i]));
  return berth_sandbox_reply_new_list (array);
}

/**
 * berth_sandbox_binding_handle:
 *
 * Checks what all of Azure's paths have in common and calls the handler.
 */
BerthSandboxReply *
berth_sandbox_binding_handle (BerthSandboxRequest *request, gpointer data)
{
  BerthSandboxBinding *self = data;
  JsonObject *group = NULL;
  BerthSandboxReply *refusal = check_subscription (self, request);

  if (refusal == NULL)
    refusal = check_group (self, request, &group);
  if (refusal == NULL && self->type != NULL)
    refusal = check_registration (self);
  if (refusal == NULL && self->type != NULL)
    refusal = check_body (self, request);
  if (refusal == NULL && self->type != NULL)
    refusal = check_location (self, request);
  if (refusal != NULL)
    return refusal;
  if (self->type != NULL) {
    berth_sandbox_request_set_resource_type (request, self->type->type);
    name_resource (self, request, group);
  }
  if (self->handler != NULL)
    return self->handler (request, self->sandbox);
  return self->verb == BERTH_SANDBOX_VERB_LIST ? list_from_store (self, request)
                                               : get_from_store (self, request);
}
