/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-private.h"

/* A member of the scenario's "subscription". */
static const char *
get_text (BerthSandbox *sandbox, const char *name, const char *fallback)
{
  JsonObject *scenario
    = berth_sandbox_scenario_get_object (berth_sandbox_get_scenario (sandbox));
  JsonObject *subscription = berth_sandbox_json_object (scenario, "subscription");
  const char *text
    = subscription != NULL ? berth_sandbox_json_string (subscription, name) : NULL;

  return text != NULL ? text : fallback;
}

static JsonObject *
make_subscription (BerthSandbox *sandbox)
{
  const char *subscription = berth_sandbox_get_subscription_id (sandbox);
  g_autofree char *id = g_strdup_printf ("/subscriptions/%s", subscription);
  JsonObject *object = json_object_new ();
  JsonObject *policies = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "subscriptionId", subscription);
  json_object_set_string_member (object, "tenantId",
                                 berth_sandbox_get_tenant_id (sandbox));
  json_object_set_string_member (object, "displayName",
                                 get_text (sandbox, "name", "Practice subscription"));
  json_object_set_string_member (object, "state", get_text (sandbox, "state", "Enabled"));
  json_object_set_string_member (policies, "locationPlacementId", "Public_2014-09-01");
  json_object_set_string_member (policies, "quotaId",
                                 get_text (sandbox, "quotaId", "PayAsYouGo_2014-09-01"));
  json_object_set_string_member (policies, "spendingLimit",
                                 get_text (sandbox, "spendingLimit", "Off"));
  json_object_set_object_member (object, "subscriptionPolicies", policies);
  json_object_set_string_member (object, "authorizationSource", "RoleBased");
  json_object_set_array_member (object, "managedByTenants", json_array_new ());
  return object;
}

static BerthSandboxReply *
list_subscriptions (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonArray *array = json_array_new ();

  json_array_add_object_element (array, make_subscription (sandbox));
  return berth_sandbox_reply_new_list (array);
}

static BerthSandboxReply *
get_subscription (BerthSandboxRequest *request, gpointer sandbox)
{
  return berth_sandbox_reply_new_object (200, make_subscription (sandbox));
}

static BerthSandboxReply *
list_tenants (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *tenant = berth_sandbox_get_tenant_id (sandbox);
  g_autofree char *id = g_strdup_printf ("/tenants/%s", tenant);
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "tenantId", tenant);
  json_object_set_string_member (object, "displayName", "Practice");
  json_object_set_string_member (object, "defaultDomain", "practice.invalid");
  json_object_set_string_member (object, "tenantCategory", "Home");
  json_object_set_string_member (object, "countryCode", "KR");
  json_array_add_object_element (array, object);
  return berth_sandbox_reply_new_list (array);
}

/* The scenario's "subscription.actions" takes rights away. */
static BerthSandboxReply *
list_permissions (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *scenario
    = berth_sandbox_scenario_get_object (berth_sandbox_get_scenario (sandbox));
  JsonArray *given = berth_sandbox_json_array (scenario, "subscription.actions");
  JsonArray *actions = given != NULL ? json_array_ref (given) : json_array_new ();
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();

  if (given == NULL)
    json_array_add_string_element (actions, "*");
  json_object_set_array_member (object, "actions", actions);
  json_object_set_array_member (object, "notActions", json_array_new ());
  json_object_set_array_member (object, "dataActions", json_array_new ());
  json_object_set_array_member (object, "notDataActions", json_array_new ());
  json_array_add_object_element (array, object);
  return berth_sandbox_reply_new_list (array);
}

static BerthSandboxReply *
list_locations (BerthSandboxRequest *request, gpointer sandbox)
{
  return berth_sandbox_reply_new_list (
    berth_sandbox_locations_to_json (berth_sandbox_get_subscription_id (sandbox)));
}

static BerthSandboxReply *
answer_operation (BerthSandboxRequest *request, gpointer data)
{
  BerthSandboxOperations *operations = berth_sandbox_get_operations (data);
  const char *id = berth_sandbox_request_get_capture (request, "operationId");

  if (!berth_sandbox_operations_check_query (
        operations, id, berth_sandbox_request_get_query (request, "s")))
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (403, "AuthorizationFailed",
                               "The operation's URL has not been given out by the "
                               "service."));
  return berth_sandbox_operations_answer (
    operations, id, berth_sandbox_request_get_query (request, "monitor") != NULL);
}

void
berth_sandbox_subscriptions_install (BerthSandbox *self)
{
  const char *const operation
    = "/subscriptions/{subscriptionId}/operationresults/{operationId}";
  const char *const permissions
    = "/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/permissions";

  berth_sandbox_add_route (self, "GET", "/subscriptions", NULL, list_subscriptions);
  berth_sandbox_add_route (self, "GET", "/subscriptions/{subscriptionId}", NULL,
                           get_subscription);
  berth_sandbox_add_route (self, "GET", "/tenants", NULL, list_tenants);
  berth_sandbox_add_route (self, "GET", "/subscriptions/{subscriptionId}/locations", NULL,
                           list_locations);
  berth_sandbox_add_route (self, "GET", permissions, NULL, list_permissions);
  berth_sandbox_add_route (self, "GET", operation, NULL, answer_operation);
}
