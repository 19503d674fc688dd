/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-private.h"

/* A name that is not one of these is answered as a namespace nobody knows. */
static const char *const namespaces[] = {
  "Microsoft.Authorization",  "Microsoft.Compute",    "Microsoft.Consumption",
  "Microsoft.CostManagement", "Microsoft.DevTestLab", "Microsoft.MarketplaceOrdering",
  "Microsoft.Network",        "Microsoft.Quota",      "Microsoft.ResourceGraph",
  "Microsoft.Resources",      "Microsoft.Storage",    "Microsoft.ManagedIdentity",
};

/* The service registers these for everybody. */
static const char *const always_there[]
  = { "Microsoft.Authorization", "Microsoft.Resources",      "Microsoft.ResourceGraph",
      "Microsoft.Consumption",   "Microsoft.CostManagement", NULL };

static const char *
find_namespace (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (namespaces); i++) {
    if (g_ascii_strcasecmp (namespaces[i], name) == 0)
      return namespaces[i];
  }
  return NULL;
}

static char *
make_state_id (BerthSandbox *sandbox, const char *name_space)
{
  return g_strdup_printf ("/subscriptions/%s/registrations/%s",
                          berth_sandbox_get_subscription_id (sandbox), name_space);
}

static const char *
get_state (BerthSandbox *sandbox, const char *name_space)
{
  g_autofree char *id = make_state_id (sandbox, name_space);
  JsonObject *object = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  const char *state = berth_sandbox_json_string (object, "state");

  if (g_strv_contains (always_there, name_space))
    return "Registered";
  if (state != NULL)
    return state;
  return berth_sandbox_scenario_is_registered (berth_sandbox_get_scenario (sandbox),
                                               name_space)
           ? "Registered"
           : "NotRegistered";
}

static void
set_state (BerthSandbox *sandbox, const char *name_space, const char *state)
{
  g_autofree char *id = make_state_id (sandbox, name_space);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "state", state);
  berth_sandbox_store_put (berth_sandbox_get_store (sandbox), id, object);
}

gboolean
berth_sandbox_namespace_is_registered (BerthSandbox *self, const char *name_space)
{
  const char *known = find_namespace (name_space);

  return known == NULL || g_str_equal (get_state (self, known), "Registered");
}

/* Returns (transfer full): that the subscription has not registered it. */
GError *
berth_sandbox_namespace_refuse (const char *name_space)
{
  GError *error = berth_sandbox_fault_new (
    409, "MissingSubscriptionRegistration",
    "The subscription is not registered to use namespace '%s'. See "
    "https://aka.ms/rps-not-found for how to register subscriptions.",
    name_space);
  g_autoptr (GError) detail = g_error_copy (error);

  berth_sandbox_fault_set_target (detail, name_space);
  berth_sandbox_fault_add_detail (error, detail);
  return error;
}

static JsonArray *
make_types (BerthSandbox *sandbox, const char *name_space)
{
  g_auto (GStrv) types = berth_sandbox_dup_types (sandbox, name_space);
  JsonArray *array = json_array_new ();

  for (guint i = 0; types[i] != NULL; i++) {
    JsonObject *object = json_object_new ();
    JsonArray *versions = json_array_new ();

    json_array_add_string_element (versions, "2024-03-01");
    json_object_set_string_member (object, "resourceType", types[i]);
    json_object_set_array_member (object, "locations",
                                  berth_sandbox_locations_dup_names ());
    json_object_set_array_member (object, "apiVersions", versions);
    json_object_set_string_member (object, "capabilities",
                                   "SupportsTags, SupportsLocation");
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
make_namespace (BerthSandbox *sandbox, const char *name_space)
{
  g_autofree char *id
    = g_strdup_printf ("/subscriptions/%s/providers/%s",
                       berth_sandbox_get_subscription_id (sandbox), name_space);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "namespace", name_space);
  json_object_set_array_member (object, "resourceTypes",
                                make_types (sandbox, name_space));
  json_object_set_string_member (object, "registrationState",
                                 get_state (sandbox, name_space));
  json_object_set_string_member (object, "registrationPolicy", "RegistrationRequired");
  return object;
}

static BerthSandboxReply *
refuse_namespace (const char *name)
{
  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    404, "InvalidResourceNamespace", "The resource namespace '%s' is invalid.", name));
}

static BerthSandboxReply *
get_namespace (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *name = berth_sandbox_request_get_capture (request, "namespace");
  const char *known = find_namespace (name);

  return known != NULL
           ? berth_sandbox_reply_new_object (200, make_namespace (sandbox, known))
           : refuse_namespace (name);
}

static BerthSandboxReply *
list_namespaces (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (namespaces); i++)
    json_array_add_object_element (array, make_namespace (sandbox, namespaces[i]));
  return berth_sandbox_reply_new_list (array);
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  const char *name_space;
  const char *state;
} Change;

static DexFuture *
finish_change (BerthSandboxOperation *operation, gpointer data)
{
  Change *change = data;

  set_state (change->sandbox, change->name_space, change->state);
  return NULL;
}

static BerthSandboxReply *
change_state (BerthSandboxRequest *request,
              BerthSandbox *sandbox,
              const char *meanwhile,
              const char *state)
{
  const char *name = berth_sandbox_request_get_capture (request, "namespace");
  const char *known = find_namespace (name);
  Change *change;

  if (known == NULL)
    return refuse_namespace (name);
  if (!g_str_equal (get_state (sandbox, known), state)) {
    set_state (sandbox, known, meanwhile);
    change = g_new0 (Change, 1);
    change->sandbox = sandbox;
    change->name_space = known;
    change->state = state;
    berth_sandbox_operations_start (
      berth_sandbox_get_operations (sandbox),
      berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox),
                                           "providers.register", 3),
      finish_change, change, g_free);
  }
  return berth_sandbox_reply_new_object (200, make_namespace (sandbox, known));
}

static BerthSandboxReply *
register_namespace (BerthSandboxRequest *request, gpointer sandbox)
{
  return change_state (request, sandbox, "Registering", "Registered");
}

static BerthSandboxReply *
unregister_namespace (BerthSandboxRequest *request, gpointer sandbox)
{
  return change_state (request, sandbox, "Unregistering", "NotRegistered");
}

void
berth_sandbox_namespaces_install (BerthSandbox *self)
{
  const char *const all = "/subscriptions/{subscriptionId}/providers";
  const char *const one = "/subscriptions/{subscriptionId}/providers/{namespace}";
  const char *const in = "/subscriptions/{subscriptionId}/providers/{namespace}/register";
  const char *const out
    = "/subscriptions/{subscriptionId}/providers/{namespace}/unregister";

  berth_sandbox_add_route (self, "GET", all, NULL, list_namespaces);
  berth_sandbox_add_route (self, "GET", one, NULL, get_namespace);
  berth_sandbox_add_route (self, "POST", in, NULL, register_namespace);
  berth_sandbox_add_route (self, "POST", out, NULL, unregister_namespace);
}
