/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-network-private.h"

#include "berth-sandbox-json.h"

/* What all of Microsoft.Network has in common: an etag, a provisioning state that takes
 * its time, references that have to be there. */

gboolean
berth_sandbox_network_same_id (const char *a, const char *b)
{
  return a != NULL && b != NULL && g_ascii_strcasecmp (a, b) == 0;
}

JsonObject *
berth_sandbox_network_make_reference (const char *id)
{
  JsonObject *reference = json_object_new ();

  json_object_set_string_member (reference, "id", id);
  return reference;
}

void
berth_sandbox_network_renew_etag (JsonObject *object)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *etag = g_strdup_printf ("W/\"%s\"", uuid);

  json_object_set_string_member (object, "etag", etag);
}

/* What is PUT, completed with what the service adds. Returns (transfer full). */
JsonObject *
berth_sandbox_network_new_object (BerthSandboxRequest *request)
{
  JsonObject *object
    = berth_sandbox_json_copy (berth_sandbox_request_get_object (request));
  JsonObject *properties = berth_sandbox_json_ensure_object (object, "properties");
  g_autofree char *uuid = g_uuid_string_random ();

  json_object_set_string_member (object, "id",
                                 berth_sandbox_request_get_resource_id (request));
  json_object_set_string_member (object, "name",
                                 berth_sandbox_request_get_name (request));
  json_object_set_string_member (object, "type",
                                 berth_sandbox_request_get_resource_type (request));
  berth_sandbox_network_renew_etag (object);
  json_object_set_string_member (properties, "resourceGuid", uuid);
  return object;
}

/* Refuses a reference to what is not there. */
GError *
berth_sandbox_network_check_reference (BerthSandbox *sandbox,
                                       BerthSandboxRequest *request,
                                       const char *id)
{
  if (id == NULL
      || berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id) != NULL)
    return NULL;
  return berth_sandbox_fault_new (
    400, "InvalidResourceReference",
    "Resource %s referenced by resource %s was not found. Please make sure that the "
    "referenced resource exists, and that both resources are in the same region.",
    id, berth_sandbox_request_get_resource_id (request));
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  char *id;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->id);
  g_free (change);
}

static Change *
change_new (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  Change *change = g_new0 (Change, 1);

  change->sandbox = sandbox;
  change->id = g_strdup (berth_sandbox_request_get_resource_id (request));
  return change;
}

static gint64
get_duration (BerthSandbox *sandbox, const char *delay, double seconds)
{
  return berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox), delay,
                                              seconds);
}

static DexFuture *
finish_put (BerthSandboxOperation *operation, gpointer data)
{
  Change *change = data;
  BerthSandboxStore *store = berth_sandbox_get_store (change->sandbox);
  JsonObject *object = berth_sandbox_store_get (store, change->id);

  if (object == NULL)
    return NULL;
  json_object_set_string_member (berth_sandbox_json_ensure_object (object, "properties"),
                                 "provisioningState", "Succeeded");
  berth_sandbox_network_renew_etag (object);
  berth_sandbox_store_touch (store, change->id);
  return NULL;
}

/* Who read a resource to change it is told when somebody else was faster. */
static gboolean
matches_etag (BerthSandboxRequest *request, JsonObject *known)
{
  const char *wanted = berth_sandbox_request_get_header (request, "If-Match");
  const char *etag = berth_sandbox_json_string (known, "etag");

  return wanted == NULL || (known != NULL && g_str_equal (wanted, "*"))
         || g_strcmp0 (wanted, etag) == 0;
}

/* Keeps @object (transfer full) and answers as the service does: there at once, and
 * "Updating" for a while. */
BerthSandboxReply *
berth_sandbox_network_take (BerthSandbox *sandbox,
                            BerthSandboxRequest *request,
                            JsonObject *object,
                            const char *delay,
                            double seconds)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  const gboolean known = berth_sandbox_store_get (store, id) != NULL;
  BerthSandboxOperation *operation;
  JsonObject *answer;

  if (!matches_etag (request, berth_sandbox_store_get (store, id))) {
    json_object_unref (object);
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (412, "PreconditionFailed", "Precondition failed."));
  }
  json_object_set_string_member (berth_sandbox_json_ensure_object (object, "properties"),
                                 "provisioningState", "Updating");
  berth_sandbox_store_put (store, id, object);
  answer = berth_sandbox_json_copy (object);
  json_object_unref (object);
  operation = berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox), get_duration (sandbox, delay, seconds),
    finish_put, change_new (sandbox, request), change_free);
  return berth_sandbox_reply_new_operation (known ? 200 : 201, answer, operation,
                                            BERTH_SANDBOX_OPERATION_ASYNC, 3);
}

/* A PATCH changes tags and nothing else. */
BerthSandboxReply *
berth_sandbox_network_patch (BerthSandboxRequest *request, gpointer data)
{
  BerthSandboxStore *store = berth_sandbox_get_store (data);
  JsonObject *known
    = berth_sandbox_store_get (store, berth_sandbox_request_get_resource_id (request));
  JsonObject *tags
    = berth_sandbox_json_object (berth_sandbox_request_get_object (request), "tags");

  if (known == NULL)
    return berth_sandbox_reply_not_found (request);
  if (tags != NULL) {
    json_object_set_object_member (known, "tags", berth_sandbox_json_copy (tags));
    berth_sandbox_network_renew_etag (known);
    berth_sandbox_store_touch (store, berth_sandbox_request_get_resource_id (request));
  }
  return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (known));
}

static DexFuture *
finish_remove (BerthSandboxOperation *operation, gpointer data)
{
  Change *change = data;

  berth_sandbox_store_remove (berth_sandbox_get_store (change->sandbox), change->id);
  return NULL;
}

/* Deletes what nothing uses any more; the caller has looked. */
BerthSandboxReply *
berth_sandbox_network_remove (BerthSandbox *sandbox,
                              BerthSandboxRequest *request,
                              const char *delay,
                              double seconds)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  BerthSandboxOperation *operation;

  if (berth_sandbox_store_get (store, id) == NULL)
    return berth_sandbox_reply_new_empty (204);
  operation = berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox), get_duration (sandbox, delay, seconds),
    finish_remove, change_new (sandbox, request), change_free);
  return berth_sandbox_reply_new_operation (
    202, NULL, operation,
    BERTH_SANDBOX_OPERATION_ASYNC | BERTH_SANDBOX_OPERATION_LOCATION, 3);
}

void
berth_sandbox_network_foreach_configuration (BerthSandbox *sandbox,
                                             BerthSandboxUseFunc func,
                                             gpointer data)
{
  g_autoptr (GPtrArray) interfaces = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), NULL, BERTH_SANDBOX_INTERFACES);

  for (guint i = 0; i < interfaces->len; i++) {
    JsonArray *configurations
      = berth_sandbox_json_array (interfaces->pdata[i], "properties.ipConfigurations");

    for (guint j = 0;
         configurations != NULL && j < json_array_get_length (configurations); j++)
      func (interfaces->pdata[i], json_array_get_object_element (configurations, j),
            data);
  }
}

/* What was "Updating" when the cloud was stopped is done. */
static void
settle (BerthSandbox *sandbox)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  g_autoptr (GPtrArray) resources = berth_sandbox_store_list (store, NULL, NULL);

  for (guint i = 0; i < resources->len; i++) {
    JsonObject *object = resources->pdata[i];
    const char *type = berth_sandbox_json_string (object, "type");

    if (type == NULL || !g_str_has_prefix (type, "Microsoft.Network/")
        || g_strcmp0 (berth_sandbox_json_string (object, "properties.provisioningState"),
                      "Updating")
             != 0)
      continue;
    json_object_set_string_member (
      berth_sandbox_json_ensure_object (object, "properties"), "provisioningState",
      "Succeeded");
    berth_sandbox_store_touch (store, berth_sandbox_json_string (object, "id"));
  }
}

/**
 * berth_sandbox_network_install:
 *
 * Adds networks, addresses, interfaces and security groups.
 */
void
berth_sandbox_network_install (BerthSandbox *sandbox)
{
  berth_sandbox_security_groups_install (sandbox);
  berth_sandbox_security_rules_install (sandbox);
  berth_sandbox_virtual_networks_install (sandbox);
  berth_sandbox_public_ips_install (sandbox);
  berth_sandbox_interfaces_install (sandbox);
  berth_sandbox_add_start (sandbox, settle);
}
