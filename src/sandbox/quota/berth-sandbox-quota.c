/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-quota.h"

#include "berth-sandbox-catalogue.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-private.h"

/* Microsoft.Quota: limits, and requests for higher ones, which are decided after a while.
 */

#define SCOPE                                                                            \
  "/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}/"    \
  "providers/Microsoft.Quota"
#define DEFAULT_LIMIT 10

static char *
make_scope (BerthSandbox *sandbox, const char *location)
{
  return g_strdup_printf ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/"
                          "providers/Microsoft.Quota",
                          berth_sandbox_get_subscription_id (sandbox), location);
}

static char *
make_id (BerthSandbox *sandbox, const char *location, const char *kind, const char *name)
{
  g_autofree char *scope = make_scope (sandbox, location);

  return g_strdup_printf ("%s/%s/%s", scope, kind, name);
}

/* A number under a name that is not a path: families have blanks and dots in theirs. */
static gboolean
read_member (JsonObject *limits, const char *name, gint64 *limit)
{
  JsonNode *node = limits != NULL ? json_object_get_member (limits, name) : NULL;

  if (node == NULL)
    return FALSE;
  *limit = json_node_get_int (node);
  return TRUE;
}

static gint64
get_initial_limit (BerthSandbox *sandbox, const char *location, const char *name)
{
  JsonObject *quotas
    = berth_sandbox_json_object (berth_sandbox_catalogue_get (sandbox), "quotas");
  gint64 limit = DEFAULT_LIMIT;

  if (!read_member (berth_sandbox_json_object (quotas, location), name, &limit))
    read_member (json_object_get_object_member (quotas, "*"), name, &limit);
  return berth_sandbox_scenario_get_quota_limit (berth_sandbox_get_scenario (sandbox),
                                                 location, name, limit);
}

/**
 * berth_sandbox_quota_get_limit:
 * @name: a quota's name
 *
 * Returns: how much the subscription may use in @location
 */
gint64
berth_sandbox_quota_get_limit (BerthSandbox *sandbox,
                               const char *location,
                               const char *name)
{
  g_autofree char *id = make_id (sandbox, location, "quotas", name);
  JsonObject *granted = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  JsonNode *value = berth_sandbox_json_member (granted, "properties.limit.value");

  return value != NULL ? json_node_get_int (value)
                       : get_initial_limit (sandbox, location, name);
}

static GError *
make_refusal (const char *code,
              const char *quota,
              const char *location,
              gint64 limit,
              gint64 usage,
              gint64 needed)
{
  return berth_sandbox_fault_new (
    g_str_equal (code, "QuotaExceeded") ? 400 : 409, code,
    "Operation could not be completed as it results in exceeding approved %s quota. "
    "Additional details - Deployment Model: Resource Manager, Location: %s, Current "
    "Limit: "
    "%" G_GINT64_FORMAT ", Current Usage: %" G_GINT64_FORMAT
    ", Additional Required: %" G_GINT64_FORMAT
    ", (Minimum) New Limit Required: %" G_GINT64_FORMAT
    ". Submit a request for Quota increase at https://aka.ms/ProdportalCRP/ by "
    "specifying "
    "parameters listed in the ‘Details’ section for deployment to succeed. Please read "
    "more "
    "about quota limits at "
    "https://docs.microsoft.com/en-us/azure/azure-portal/supportability/"
    "low-priority-quota",
    quota, location, limit, usage, needed, usage + needed);
}

static GError *
check_one (BerthSandbox *sandbox,
           const char *location,
           const char *name,
           const char *spoken,
           gint64 needed,
           const char *code)
{
  const gint64 limit = berth_sandbox_quota_get_limit (sandbox, location, name);
  const gint64 usage = berth_sandbox_usages_count (sandbox, location, name);

  if (needed <= 0 || usage + needed <= limit)
    return NULL;
  return make_refusal (code, spoken, location, limit, usage, needed);
}

/**
 * berth_sandbox_quota_check:
 * @size: of the machine that is wanted
 * @freed: (nullable): the size that the machine has now and gives up
 * @spot: whether it shall be Spot
 * @code: "OperationNotAllowed" for a direct request, "QuotaExceeded" for a template's
 *
 * Returns: (transfer full) (nullable): the refusal in Azure's words
 */
GError *
berth_sandbox_quota_check (BerthSandbox *sandbox,
                           const char *location,
                           JsonObject *size,
                           JsonObject *freed,
                           gboolean spot,
                           const char *code)
{
  const gint64 vcpus = berth_sandbox_size_get_vcpus (size);
  const gint64 given = freed != NULL ? berth_sandbox_size_get_vcpus (freed) : 0;
  const char *family = berth_sandbox_json_string (size, "family");
  const gboolean in_family
    = g_strcmp0 (family, berth_sandbox_json_string (freed, "family")) == 0;
  g_autofree char *spoken = NULL;
  GError *error;

  if (spot)
    return check_one (sandbox, location, "lowPriorityCores", "LowPriorityCores",
                      vcpus - given, code);
  error
    = check_one (sandbox, location, "cores", "Total Regional Cores", vcpus - given, code);
  if (error != NULL)
    return error;
  spoken = g_strconcat (family, " Cores", NULL);
  return check_one (sandbox, location, family, spoken, in_family ? vcpus - given : vcpus,
                    code);
}

/* What limits and usages have in common; @kind is "quotas" or "usages". */
static JsonObject *
make_entry (BerthSandbox *sandbox,
            const char *location,
            const char *name,
            const char *kind,
            const char *member,
            JsonObject *value)
{
  JsonObject *entry = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonObject *names = json_object_new ();
  g_autofree char *canonical = NULL;
  g_autofree char *words
    = berth_sandbox_usages_dup_words (sandbox, location, name, &canonical);
  g_autofree char *id = make_id (sandbox, location, kind, canonical);

  json_object_set_object_member (properties, member, value);
  json_object_set_string_member (names, "value", canonical);
  json_object_set_string_member (names, "localizedValue", words);
  json_object_set_object_member (properties, "name", names);
  json_object_set_string_member (properties, "unit", "Count");
  json_object_set_boolean_member (properties, "isQuotaApplicable", TRUE);
  json_object_set_object_member (properties, "properties", json_object_new ());
  json_object_set_string_member (entry, "id", id);
  json_object_set_string_member (entry, "name", canonical);
  json_object_set_string_member (entry, "type",
                                 g_str_equal (kind, "quotas") ? "Microsoft.Quota/Quotas"
                                                              : "Microsoft.Quota/Usages");
  json_object_set_object_member (entry, "properties", properties);
  return entry;
}

static JsonObject *
make_limit (gint64 value)
{
  JsonObject *limit = json_object_new ();

  json_object_set_string_member (limit, "limitObjectType", "LimitValue");
  json_object_set_string_member (limit, "limitType", "Independent");
  json_object_set_int_member (limit, "value", value);
  return limit;
}

static JsonObject *
make_quota (BerthSandbox *sandbox, const char *location, const char *name)
{
  return make_entry (
    sandbox, location, name, "quotas", "limit",
    make_limit (berth_sandbox_quota_get_limit (sandbox, location, name)));
}

static JsonObject *
make_usage (BerthSandbox *sandbox, const char *location, const char *name)
{
  JsonObject *usages = json_object_new ();

  json_object_set_string_member (usages, "usagesType", "Individual");
  json_object_set_int_member (usages, "value",
                              berth_sandbox_usages_count (sandbox, location, name));
  return make_entry (sandbox, location, name, "usages", "usages", usages);
}

static char *
read_location (BerthSandboxRequest *request)
{
  return berth_sandbox_location_normalize (
    berth_sandbox_request_get_capture (request, "location"));
}

typedef JsonObject *(*EntryFunc) (BerthSandbox *sandbox,
                                  const char *location,
                                  const char *name);

/* Where there is no such quota: %NULL, and the answer is in @refusal. */
static char *
read_name (BerthSandbox *sandbox,
           BerthSandboxRequest *request,
           const char *location,
           BerthSandboxReply **refusal)
{
  const char *name = berth_sandbox_request_get_capture (request, "name");
  g_autofree char *words = NULL;
  char *canonical = NULL;

  words = berth_sandbox_usages_dup_words (sandbox, location, name, &canonical);
  if (words == NULL)
    *refusal = berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "InvalidResourceName", "The quota '%s' is not known in location '%s'.", name,
      location));
  return canonical;
}

static BerthSandboxReply *
get_entry (BerthSandboxRequest *request, BerthSandbox *sandbox, EntryFunc make)
{
  g_autofree char *location = read_location (request);
  BerthSandboxReply *refusal = NULL;
  g_autofree char *name = read_name (sandbox, request, location, &refusal);

  if (name == NULL)
    return refusal;
  return berth_sandbox_reply_new_object (200, make (sandbox, location, name));
}

static BerthSandboxReply *
list_entries (BerthSandboxRequest *request, BerthSandbox *sandbox, EntryFunc make)
{
  static const char *const general[] = { "cores", "lowPriorityCores", "virtualMachines" };
  g_autofree char *location = read_location (request);
  GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, location);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *values = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (general); i++)
    json_array_add_object_element (values, make (sandbox, location, general[i]));
  for (guint i = 0; i < sizes->len; i++) {
    const char *family = berth_sandbox_json_string (sizes->pdata[i], "family");

    if (g_hash_table_add (seen, (gpointer) family))
      json_array_add_object_element (values, make (sandbox, location, family));
  }
  return berth_sandbox_reply_new_list (values);
}

static BerthSandboxReply *
get_quota (BerthSandboxRequest *request, gpointer sandbox)
{
  return get_entry (request, sandbox, make_quota);
}

static BerthSandboxReply *
list_quotas (BerthSandboxRequest *request, gpointer sandbox)
{
  return list_entries (request, sandbox, make_quota);
}

static BerthSandboxReply *
get_usage (BerthSandboxRequest *request, gpointer sandbox)
{
  return get_entry (request, sandbox, make_usage);
}

static BerthSandboxReply *
list_usages (BerthSandboxRequest *request, gpointer sandbox)
{
  return list_entries (request, sandbox, make_usage);
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  char *location;
  char *name;
  char *request_id;
  gint64 limit;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_free (decision->location);
  g_free (decision->name);
  g_free (decision->request_id);
  g_free (decision);
}

static void
set_state (JsonObject *request, const char *state)
{
  JsonObject *properties = berth_sandbox_json_ensure_object (request, "properties");
  JsonArray *value = berth_sandbox_json_array (properties, "value");

  json_object_set_string_member (properties, "provisioningState", state);
  for (guint i = 0; value != NULL && i < json_array_get_length (value); i++)
    json_object_set_string_member (json_array_get_object_element (value, i),
                                   "provisioningState", state);
}

static void
grant (Decision *decision)
{
  BerthSandboxStore *store = berth_sandbox_get_store (decision->sandbox);
  g_autofree char *id
    = make_id (decision->sandbox, decision->location, "quotas", decision->name);
  g_autoptr (JsonObject) quota
    = make_quota (decision->sandbox, decision->location, decision->name);

  json_object_set_int_member (berth_sandbox_json_object (quota, "properties.limit"),
                              "value", decision->limit);
  berth_sandbox_store_put (store, id, quota);
}

static GError *
refuse (JsonObject *request)
{
  JsonObject *properties = berth_sandbox_json_ensure_object (request, "properties");
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code", "ContactSupport");
  json_object_set_string_member (error, "message", "Request failed.");
  json_object_set_object_member (properties, "error", error);
  return berth_sandbox_fault_new (400, "ContactSupport", "Request failed.");
}

static DexFuture *
decide (BerthSandboxOperation *operation, gpointer data)
{
  Decision *decision = data;
  BerthSandboxStore *store = berth_sandbox_get_store (decision->sandbox);
  JsonObject *request = berth_sandbox_store_get (store, decision->request_id);
  GError *error = NULL;

  if (request == NULL)
    return NULL;
  if (berth_sandbox_scenario_get_quota_is_granted (
        berth_sandbox_get_scenario (decision->sandbox))) {
    set_state (request, "Succeeded");
    grant (decision);
  } else {
    set_state (request, "Failed");
    error = refuse (request);
  }
  berth_sandbox_store_touch (store, decision->request_id);
  return error != NULL ? dex_future_new_for_error (error) : NULL;
}

static JsonObject *
make_request (BerthSandbox *sandbox,
              const char *location,
              const char *name,
              const char *uuid,
              gint64 limit)
{
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonObject *part = json_object_new ();
  JsonObject *names = json_object_new ();
  JsonArray *value = json_array_new ();
  g_autofree char *id = make_id (sandbox, location, "quotaRequests", uuid);
  g_autofree char *part_id = g_uuid_string_random ();
  g_autofree char *upper = g_ascii_strup (name, -1);
  g_autoptr (GDateTime) now = berth_clock_dup_now_utc (berth_sandbox_get_clock (sandbox));
  g_autofree char *time = g_date_time_format_iso8601 (now);

  /* Requests show names in upper case, whatever they were asked with. */
  json_object_set_string_member (names, "value", upper);
  json_object_set_object_member (part, "name", names);
  json_object_set_object_member (part, "limit", make_limit (limit));
  json_object_set_string_member (part, "unit", "Count");
  json_object_set_string_member (part, "subRequestId", part_id);
  json_array_add_object_element (value, part);
  json_object_set_array_member (properties, "value", value);
  json_object_set_string_member (properties, "message", "Request Submitted.");
  json_object_set_string_member (properties, "requestSubmitTime", time);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "name", uuid);
  json_object_set_string_member (object, "type", "Microsoft.Quota/quotaRequests");
  json_object_set_object_member (object, "properties", properties);
  set_state (object, "InProgress");
  return object;
}

static BerthSandboxOperation *
start_decision (BerthSandbox *sandbox, JsonObject *request, const char *location)
{
  JsonObject *part = json_array_get_object_element (
    berth_sandbox_json_array (request, "properties.value"), 0);
  Decision *decision = g_new0 (Decision, 1);

  decision->sandbox = sandbox;
  decision->location = g_strdup (location);
  decision->name = g_strdup (berth_sandbox_json_string (part, "name.value"));
  decision->request_id = g_strdup (berth_sandbox_json_string (request, "id"));
  decision->limit = json_node_get_int (berth_sandbox_json_member (part, "limit.value"));
  return berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox),
    berth_sandbox_scenario_get_quota_grant_delay (berth_sandbox_get_scenario (sandbox)),
    decide, decision, decision_free);
}

/* Requests that nobody has decided when the cloud was stopped are decided now. */
static void
resume_decisions (BerthSandbox *sandbox)
{
  g_autoptr (GPtrArray) requests = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), NULL, "Microsoft.Quota/quotaRequests");

  for (guint i = 0; i < requests->len; i++) {
    JsonObject *request = requests->pdata[i];
    g_auto (GStrv) segments
      = g_strsplit (berth_sandbox_json_string (request, "id"), "/", -1);

    /* "/subscriptions/S/providers/Microsoft.Compute/locations/L/…" */
    if (g_strv_length (segments) > 6
        && g_strcmp0 (berth_sandbox_json_string (request, "properties.provisioningState"),
                      "InProgress")
             == 0)
      start_decision (sandbox, request, segments[6]);
  }
}

/* The first answer shows the request as if it were a quota that is under way. */
static JsonObject *
make_acceptance (JsonObject *request)
{
  JsonObject *part = json_array_get_object_element (
    berth_sandbox_json_array (request, "properties.value"), 0);
  g_autoptr (JsonObject) copy = berth_sandbox_json_copy (part);
  JsonObject *accepted = json_object_new ();
  JsonObject *properties = json_object_new ();

  json_object_set_object_member (
    properties, "limit", json_object_ref (berth_sandbox_json_object (copy, "limit")));
  json_object_set_object_member (
    properties, "name", json_object_ref (berth_sandbox_json_object (copy, "name")));
  json_object_set_object_member (properties, "properties", json_object_new ());
  json_object_set_string_member (properties, "provisioningState", "InProgress");
  json_object_set_boolean_member (properties, "isQuotaApplicable", TRUE);
  json_object_set_object_member (accepted, "properties", properties);
  json_object_set_string_member (accepted, "id",
                                 berth_sandbox_json_string (request, "id"));
  json_object_set_string_member (accepted, "type", "Microsoft.Quota/Quotas");
  json_object_set_string_member (accepted, "name",
                                 berth_sandbox_json_string (request, "name"));
  return accepted;
}

static BerthSandboxReply *
put_quota (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  BerthSandboxReply *refusal = NULL;
  g_autofree char *location = read_location (request);
  g_autofree char *name = read_name (sandbox, request, location, &refusal);
  JsonNode *limit = berth_sandbox_json_member (berth_sandbox_request_get_object (request),
                                               "properties.limit.value");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (JsonObject) object = NULL;
  BerthSandboxOperation *operation;

  if (!berth_sandbox_namespace_is_registered (sandbox, "Microsoft.Quota")) {
    g_clear_object (&refusal);
    return berth_sandbox_reply_new_fault (
      berth_sandbox_namespace_refuse ("Microsoft.Quota"));
  }
  if (name == NULL)
    return refusal;
  if (limit == NULL || !JSON_NODE_HOLDS_VALUE (limit)
      || json_node_get_value_type (limit) != G_TYPE_INT64
      || json_node_get_int (limit) < 0)
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (400, "InvalidRequest", "The limit has no valid value."));
  object = make_request (sandbox, location, name, uuid, json_node_get_int (limit));
  berth_sandbox_store_put (berth_sandbox_get_store (sandbox),
                           berth_sandbox_json_string (object, "id"), object);
  operation = start_decision (sandbox, object, location);
  return berth_sandbox_reply_new_operation (
    202, make_acceptance (object), operation,
    BERTH_SANDBOX_OPERATION_ASYNC | BERTH_SANDBOX_OPERATION_LOCATION, 3);
}

static BerthSandboxReply *
get_request (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autofree char *location = read_location (request);
  const char *name = berth_sandbox_request_get_capture (request, "name");
  g_autofree char *id = make_id (sandbox, location, "quotaRequests", name);
  JsonObject *object = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);

  if (object == NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      404, "NotFound", "The quota request '%s' was not found.", name));
  return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (object));
}

static BerthSandboxReply *
list_requests (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autofree char *location = read_location (request);
  g_autofree char *scope = make_scope (sandbox, location);
  g_autoptr (GPtrArray) requests = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), scope, "Microsoft.Quota/quotaRequests");
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < requests->len; i++)
    json_array_add_object_element (values, berth_sandbox_json_copy (requests->pdata[i]));
  return berth_sandbox_reply_new_list (values);
}

/**
 * berth_sandbox_quota_install:
 *
 * Adds limits, usages and requests for higher limits.
 */
void
berth_sandbox_quota_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_route (sandbox, "GET", SCOPE "/quotas", NULL, list_quotas);
  berth_sandbox_add_route (sandbox, "GET", SCOPE "/quotas/{name}", NULL, get_quota);
  berth_sandbox_add_route (sandbox, "PUT", SCOPE "/quotas/{name}", NULL, put_quota);
  berth_sandbox_add_route (sandbox, "PATCH", SCOPE "/quotas/{name}", NULL, put_quota);
  berth_sandbox_add_route (sandbox, "GET", SCOPE "/usages", NULL, list_usages);
  berth_sandbox_add_route (sandbox, "GET", SCOPE "/usages/{name}", NULL, get_usage);
  berth_sandbox_add_route (sandbox, "GET", SCOPE "/quotaRequests", NULL, list_requests);
  berth_sandbox_add_route (sandbox, "GET", SCOPE "/quotaRequests/{name}", NULL,
                           get_request);
  berth_sandbox_add_start (sandbox, resume_decisions);
  berth_sandbox_usages_install (sandbox);
}
