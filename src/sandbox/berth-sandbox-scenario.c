/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-scenario.h"

#include "berth-sandbox-json.h"

#include <gio/gio.h>
#include <string.h>

/**
 * BerthSandboxScenario:
 *
 * What the practice cloud is told to be like: how long things take, what goes wrong, who
 * is evicted when. A JSON object; docs/sandbox.md lists its members. Members that are
 * missing have the values that tell the practice cloud's own story.
 */
struct _BerthSandboxScenario {
  GObject parent_instance;

  JsonObject *object;
  GHashTable *used; /* rule (JsonObject) → how often it took effect */
};

G_DEFINE_FINAL_TYPE (BerthSandboxScenario, berth_sandbox_scenario, G_TYPE_OBJECT)

/* The time in seconds after which a quota request is granted. */
#define DEFAULT_QUOTA_GRANT_SECONDS 25

static void
berth_sandbox_scenario_finalize (GObject *object)
{
  BerthSandboxScenario *self = BERTH_SANDBOX_SCENARIO (object);

  g_hash_table_unref (self->used);
  json_object_unref (self->object);
  G_OBJECT_CLASS (berth_sandbox_scenario_parent_class)->finalize (object);
}

static void
berth_sandbox_scenario_class_init (BerthSandboxScenarioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_scenario_finalize;
}

static void
berth_sandbox_scenario_init (BerthSandboxScenario *self)
{
  self->used = g_hash_table_new (NULL, NULL);
}

/**
 * berth_sandbox_scenario_new:
 *
 * Returns: (transfer full): the practice cloud's own story
 */
BerthSandboxScenario *
berth_sandbox_scenario_new (void)
{
  BerthSandboxScenario *self = g_object_new (BERTH_TYPE_SANDBOX_SCENARIO, NULL);

  self->object = json_object_new ();
  return self;
}

/**
 * berth_sandbox_scenario_new_from_data:
 * @data: JSON text
 * @length: bytes of @data, or -1
 *
 * Returns: (transfer full): the scenario, or %NULL with @error
 */
BerthSandboxScenario *
berth_sandbox_scenario_new_from_data (const char *data, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (data) : (gsize) length;
  g_autoptr (JsonNode) root = berth_sandbox_json_parse (data, size, error);
  BerthSandboxScenario *self;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "A scenario is a JSON object");
    return NULL;
  }
  self = g_object_new (BERTH_TYPE_SANDBOX_SCENARIO, NULL);
  self->object = json_node_dup_object (root);
  return self;
}

/**
 * berth_sandbox_scenario_new_from_file:
 *
 * Reads a scenario; blocks, to be called before the server listens.
 *
 * Returns: (transfer full): the scenario, or %NULL with @error
 */
BerthSandboxScenario *
berth_sandbox_scenario_new_from_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  BerthSandboxScenario *self;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  self = berth_sandbox_scenario_new_from_data (text, (gssize) length, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);
  return self;
}

static gboolean
get_number (JsonObject *object, const char *name, double *number)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  *number = json_node_get_double (node);
  return TRUE;
}

static gint64
to_usec (double seconds)
{
  return (gint64) (CLAMP (seconds, 0, 365.0 * 86400) * G_USEC_PER_SEC);
}

/**
 * berth_sandbox_scenario_get_duration:
 * @what: "virtualMachines.put", "resourceGroups.delete", "providers.register", …
 * @default_seconds: what it takes when the scenario does not say
 *
 * Looks in the member "delays"; its member "*" speaks for all that are not named.
 *
 * Returns: microseconds
 */
gint64
berth_sandbox_scenario_get_duration (BerthSandboxScenario *self,
                                     const char *what,
                                     double default_seconds)
{
  JsonObject *delays = berth_sandbox_json_object (self->object, "delays");
  double seconds = default_seconds;

  if (!get_number (delays, what, &seconds))
    get_number (delays, "*", &seconds);
  return to_usec (seconds);
}

/**
 * berth_sandbox_scenario_get_quota_grant_delay:
 *
 * Returns: microseconds between a quota request and its answer: "quota": {"grantAfter"}
 */
gint64
berth_sandbox_scenario_get_quota_grant_delay (BerthSandboxScenario *self)
{
  double seconds = DEFAULT_QUOTA_GRANT_SECONDS;

  get_number (berth_sandbox_json_object (self->object, "quota"), "grantAfter", &seconds);
  return to_usec (seconds);
}

/**
 * berth_sandbox_scenario_get_quota_is_granted:
 *
 * Returns: whether quota requests end well: "quota": {"granted": false} refuses them
 */
gboolean
berth_sandbox_scenario_get_quota_is_granted (BerthSandboxScenario *self)
{
  JsonNode *node = berth_sandbox_json_member (self->object, "quota.granted");

  return node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN
         || json_node_get_boolean (node);
}

/**
 * berth_sandbox_scenario_get_quota_limit:
 * @name: "lowPriorityCores"
 *
 * Looks in "quota": {"limits": {"koreacentral": {"lowPriorityCores": 3}}}.
 *
 * Returns: the limit at the beginning
 */
gint64
berth_sandbox_scenario_get_quota_limit (BerthSandboxScenario *self,
                                        const char *location,
                                        const char *name,
                                        gint64 default_limit)
{
  JsonObject *limits = berth_sandbox_json_object (self->object, "quota.limits");
  double limit = (double) default_limit;

  if (limits != NULL)
    get_number (berth_sandbox_json_object (limits, location), name, &limit);
  return (gint64) CLAMP (limit, 0, 1e9);
}

/**
 * berth_sandbox_scenario_is_registered:
 * @name_space: "Microsoft.Compute"
 *
 * Looks in "unregistered", a list of namespaces.
 *
 * Returns: whether the subscription has it registered at the beginning
 */
gboolean
berth_sandbox_scenario_is_registered (BerthSandboxScenario *self, const char *name_space)
{
  const char *const left_out[] = { "Microsoft.DevTestLab", "Microsoft.Quota",
                                   "Microsoft.MarketplaceOrdering", NULL };
  JsonArray *array = berth_sandbox_json_array (self->object, "unregistered");

  if (array == NULL) {
    for (guint i = 0; left_out[i] != NULL; i++) {
      if (g_ascii_strcasecmp (left_out[i], name_space) == 0)
        return FALSE;
    }
    return TRUE;
  }
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *name = json_node_get_string (json_array_get_element (array, i));

    if (name != NULL && g_ascii_strcasecmp (name, name_space) == 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
matches (JsonObject *rule, const char *member, const char *value)
{
  const char *pattern = berth_sandbox_json_string (rule, member);
  g_autofree char *lower_pattern = NULL;
  g_autofree char *lower_value = NULL;

  if (pattern == NULL)
    return TRUE;
  lower_pattern = g_utf8_strdown (pattern, -1);
  lower_value = g_utf8_strdown (value, -1);
  return g_pattern_match_simple (lower_pattern, lower_value);
}

/* A rule takes effect "times" times, always when that is missing, after "after" requests
   that it let pass. */
static gboolean
take_turn (BerthSandboxScenario *self, JsonObject *rule)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->used, rule));
  double times = G_MAXINT;
  double after = 0;

  get_number (rule, "times", &times);
  get_number (rule, "after", &after);
  g_hash_table_insert (self->used, rule, GUINT_TO_POINTER (count + 1));
  return count >= after && count < after + times;
}

static JsonObject *
get_rule (JsonArray *rules, guint index)
{
  JsonNode *node = json_array_get_element (rules, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * berth_sandbox_scenario_take_allocation_failure:
 *
 * Looks in "allocationFailures": [{"location", "size", "code", "times"}].
 *
 * Returns: (nullable): the code with which this allocation fails, such as
 *   "AllocationFailed" or "SkuNotAvailable"
 */
const char *
berth_sandbox_scenario_take_allocation_failure (BerthSandboxScenario *self,
                                                const char *location,
                                                const char *size)
{
  JsonArray *rules = berth_sandbox_json_array (self->object, "allocationFailures");

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++) {
    JsonObject *rule = get_rule (rules, i);
    const char *code = berth_sandbox_json_string (rule, "code");

    if (rule != NULL && matches (rule, "location", location)
        && matches (rule, "size", size) && take_turn (self, rule))
      return code != NULL ? code : "AllocationFailed";
  }
  return NULL;
}

/**
 * berth_sandbox_scenario_get_eviction_delay:
 * @machine: the machine's name
 *
 * Looks in "evictions": [{"location", "machine", "after"}].
 *
 * Returns: microseconds that a Spot machine runs until it is evicted, or -1 for ever
 */
gint64
berth_sandbox_scenario_get_eviction_delay (BerthSandboxScenario *self,
                                           const char *location,
                                           const char *machine)
{
  JsonArray *rules = berth_sandbox_json_array (self->object, "evictions");

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++) {
    JsonObject *rule = get_rule (rules, i);
    double seconds = 60;

    if (rule != NULL && matches (rule, "location", location)
        && matches (rule, "machine", machine)) {
      get_number (rule, "after", &seconds);
      return to_usec (seconds);
    }
  }
  return -1;
}

/* What answers in the service's place: a page, a redirect, half an answer. */
static gboolean
read_impostor (JsonObject *rule, BerthSandboxTrouble *trouble)
{
  double status = 200;

  if (berth_sandbox_json_string (rule, "page") != NULL) {
    get_number (rule, "status", &status);
    trouble->kind = BERTH_SANDBOX_TROUBLE_PAGE;
    trouble->status = (guint) CLAMP (status, 200, 599);
    trouble->text = berth_sandbox_json_string (rule, "page");
  } else if (berth_sandbox_json_string (rule, "redirect") != NULL) {
    trouble->kind = BERTH_SANDBOX_TROUBLE_REDIRECT;
    trouble->text = berth_sandbox_json_string (rule, "redirect");
  } else if (json_object_has_member (rule, "cut")) {
    trouble->kind = BERTH_SANDBOX_TROUBLE_CUT;
  }
  return trouble->kind != BERTH_SANDBOX_TROUBLE_NONE;
}

static BerthSandboxTrouble
read_trouble (JsonObject *rule)
{
  BerthSandboxTrouble trouble = { 0 };
  double number = 0;

  if (read_impostor (rule, &trouble))
    return trouble;
  if (get_number (rule, "status", &number)) {
    trouble.kind = BERTH_SANDBOX_TROUBLE_STATUS;
    trouble.status = (guint) CLAMP (number, 400, 599);
    trouble.code = berth_sandbox_json_string (rule, "code");
    trouble.text = berth_sandbox_json_string (rule, "message");
  } else if (get_number (rule, "slow", &number)) {
    trouble.kind = BERTH_SANDBOX_TROUBLE_SLOW;
    trouble.delay_usec = to_usec (number);
  } else {
    trouble.kind = BERTH_SANDBOX_TROUBLE_RESET;
  }
  if (get_number (rule, "retryAfter", &number))
    trouble.retry_after = (guint) CLAMP (number, 0, 86400);
  return trouble;
}

/**
 * berth_sandbox_scenario_take_trouble:
 * @path: of the request
 *
 * Looks in "faults": [{"method", "path" (with * and ?), "status" (with "code" and
 * "message"), "page", "redirect", "cut", "slow" or "reset", "retryAfter", "times",
 * "after"}]; the first that matches takes effect.
 *
 * Returns: what happens to this request
 */
BerthSandboxTrouble
berth_sandbox_scenario_take_trouble (BerthSandboxScenario *self,
                                     const char *method,
                                     const char *path)
{
  JsonArray *rules = berth_sandbox_json_array (self->object, "faults");

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++) {
    JsonObject *rule = get_rule (rules, i);

    if (rule != NULL && matches (rule, "method", method) && matches (rule, "path", path)
        && take_turn (self, rule))
      return read_trouble (rule);
  }
  return (BerthSandboxTrouble) { 0 };
}

/**
 * berth_sandbox_scenario_take_refusal:
 * @grant_type: of a token request
 *
 * Looks in "signIn.refusals": [{"grant" (with * and ?), "error", "number", "claims",
 * "times", "after"}]; the first that matches takes effect.
 *
 * Returns: (transfer none) (nullable): how this token request is refused
 */
JsonObject *
berth_sandbox_scenario_take_refusal (BerthSandboxScenario *self, const char *grant_type)
{
  JsonArray *rules = berth_sandbox_json_array (self->object, "signIn.refusals");

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++) {
    JsonObject *rule = get_rule (rules, i);

    if (rule != NULL && matches (rule, "grant", grant_type) && take_turn (self, rule))
      return rule;
  }
  return NULL;
}

/**
 * berth_sandbox_scenario_get_object:
 *
 * Returns: (transfer none): the whole scenario, for what only one room knows of
 */
JsonObject *
berth_sandbox_scenario_get_object (BerthSandboxScenario *self)
{
  return self->object;
}
