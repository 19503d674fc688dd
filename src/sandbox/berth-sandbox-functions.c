/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-functions.h"

#include "berth-sandbox-copies.h"
#include "berth-sandbox-json.h"

#include <string.h>

#define MAX_RESULT_BYTES (1024 * 1024)

typedef JsonNode *(*Function) (BerthSandboxEvaluator *evaluator,
                               GPtrArray *arguments,
                               GError **error);

/**
 * berth_sandbox_template_error:
 * @format: Azure's sentence, as for printf()
 *
 * Returns: (transfer full): an `InvalidTemplate`
 */
GError *
berth_sandbox_template_error (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return berth_sandbox_fault_new (
    400, "InvalidTemplate", "Deployment template validation failed: '%s'.", message);
}

static JsonNode *
new_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
new_boolean (gboolean value)
{
  return json_node_init_boolean (json_node_alloc (), value);
}

static JsonNode *
new_int (gint64 value)
{
  return json_node_init_int (json_node_alloc (), value);
}

static JsonNode *
get_argument (GPtrArray *arguments, guint index)
{
  return g_ptr_array_index (arguments, index);
}

static char *
to_text (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node)) {
    if (json_node_get_value_type (node) == G_TYPE_STRING)
      return json_node_dup_string (node);
    if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
      return g_strdup (json_node_get_boolean (node) ? "True" : "False");
  }
  return JSON_NODE_HOLDS_NULL (node) ? g_strdup ("") : berth_sandbox_json_print (node);
}

static char *
get_text (GPtrArray *arguments, guint index)
{
  return to_text (get_argument (arguments, index));
}

static gint64
get_int (GPtrArray *arguments, guint index)
{
  g_autofree char *text = get_text (arguments, index);

  return g_ascii_strtoll (text, NULL, 10);
}

static gboolean
get_boolean (GPtrArray *arguments, guint index)
{
  g_autofree char *text = get_text (arguments, index);

  return g_ascii_strcasecmp (text, "true") == 0;
}

static JsonNode *
call_parameters (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *name = get_text (arguments, 0);

  return berth_sandbox_evaluator_get_parameter (evaluator, name, error);
}

static JsonNode *
call_variables (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *name = get_text (arguments, 0);

  return berth_sandbox_evaluator_get_variable (evaluator, name, error);
}

static JsonNode *
call_reference (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *name = get_text (arguments, 0);
  g_autofree char *full = arguments->len > 2 ? get_text (arguments, 2) : NULL;

  return berth_sandbox_evaluator_refer (
    evaluator, name, full != NULL && g_ascii_strcasecmp (full, "Full") == 0, error);
}

static gboolean
append_names (
  GString *id, const char *type, GPtrArray *arguments, guint first, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (type, "/", -1);

  if (g_strv_length (parts) - 1 != arguments->len - first) {
    g_propagate_error (
      error,
      berth_sandbox_template_error (
        "Unable to evaluate template language function 'resourceId': the type '%s' "
        "requires '%u' resource name argument(s).",
        type, g_strv_length (parts) - 1));
    return FALSE;
  }
  g_string_append_printf (id, "/providers/%s", parts[0]);
  for (guint i = 1; parts[i] != NULL; i++) {
    g_autofree char *name = get_text (arguments, first + i - 1);

    g_string_append_printf (id, "/%s/%s", parts[i], name);
  }
  return TRUE;
}

/* resourceId ([subscription], [group], type, name, …) */
static JsonNode *
call_resource_id (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *subscription = g_strdup (
    berth_sandbox_get_subscription_id (berth_sandbox_evaluator_get_sandbox (evaluator)));
  g_autofree char *group = g_strdup (
    berth_sandbox_json_string (berth_sandbox_evaluator_get_group (evaluator), "name"));
  g_autofree char *type = NULL;
  g_autoptr (GString) id = NULL;
  guint first = 0;

  while (first < arguments->len) {
    g_free (type);
    type = get_text (arguments, first++);
    if (strchr (type, '/') != NULL)
      break;
    if (first == 2)
      g_set_str (&subscription, group);
    g_set_str (&group, type);
  }
  if (type == NULL || strchr (type, '/') == NULL) {
    g_propagate_error (error, berth_sandbox_template_error (
                                "Unable to evaluate template language function "
                                "'resourceId': a resource type is missing."));
    return NULL;
  }
  id = g_string_new (NULL);
  g_string_printf (id, "/subscriptions/%s/resourceGroups/%s", subscription, group);
  return append_names (id, type, arguments, first, error) ? new_string (id->str) : NULL;
}

static JsonNode *
call_subscription_resource_id (BerthSandboxEvaluator *evaluator,
                               GPtrArray *arguments,
                               GError **error)
{
  g_autofree char *type = get_text (arguments, 0);
  g_autoptr (GString) id = g_string_new (NULL);

  g_string_printf (
    id, "/subscriptions/%s",
    berth_sandbox_get_subscription_id (berth_sandbox_evaluator_get_sandbox (evaluator)));
  return append_names (id, type, arguments, 1, error) ? new_string (id->str) : NULL;
}

static JsonNode *
concat_arrays (GPtrArray *arguments)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < arguments->len; i++) {
    JsonNode *argument = get_argument (arguments, i);
    JsonArray *part
      = JSON_NODE_HOLDS_ARRAY (argument) ? json_node_get_array (argument) : NULL;

    for (guint j = 0; part != NULL && j < json_array_get_length (part); j++)
      json_array_add_element (array, json_node_copy (json_array_get_element (part, j)));
  }
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
check_length (GString *text, GError **error)
{
  if (text->len <= MAX_RESULT_BYTES)
    return new_string (text->str);
  g_propagate_error (error, berth_sandbox_template_error ("A value is too long."));
  return NULL;
}

static JsonNode *
call_concat (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (JSON_NODE_HOLDS_ARRAY (get_argument (arguments, 0)))
    return concat_arrays (arguments);
  for (guint i = 0; i < arguments->len; i++) {
    g_autofree char *part = get_text (arguments, i);

    g_string_append (text, part);
  }
  return check_length (text, error);
}

static JsonNode *
call_format (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *format = get_text (arguments, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *c = format; *c != '\0'; c++) {
    if ((*c == '{' || *c == '}') && c[1] == *c) {
      g_string_append_c (text, *c++);
    } else if (*c == '{') {
      char *end = NULL;
      guint64 index = g_ascii_strtoull (c + 1, &end, 10);
      g_autofree char *part = NULL;

      end = strchr (end, '}');
      if (end == NULL || index + 1 >= arguments->len) {
        g_propagate_error (error, berth_sandbox_template_error (
                                    "Unable to evaluate template language function "
                                    "'format': the arguments do not match '%s'.",
                                    format));
        return NULL;
      }
      part = get_text (arguments, (guint) index + 1);
      g_string_append (text, part);
      c = end;
    } else {
      g_string_append_c (text, *c);
    }
  }
  return check_length (text, error);
}

/* Thirteen letters that are the same each time for the same arguments. */
static JsonNode *
call_unique_string (BerthSandboxEvaluator *evaluator,
                    GPtrArray *arguments,
                    GError **error)
{
  const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  char text[14] = { 0 };

  for (guint i = 0; i < arguments->len; i++) {
    g_autofree char *part = get_text (arguments, i);

    g_checksum_update (checksum, (const guchar *) part, -1);
    g_checksum_update (checksum, (const guchar *) "-", 1);
  }
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < 13; i++)
    text[i] = letters[digest[i] % 32];
  return new_string (text);
}

static JsonNode *
call_guid (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  const char *hex;
  g_autofree char *text = NULL;

  for (guint i = 0; i < arguments->len; i++) {
    g_autofree char *part = get_text (arguments, i);

    g_checksum_update (checksum, (const guchar *) part, -1);
  }
  hex = g_checksum_get_string (checksum);
  text = g_strdup_printf ("%.8s-%.4s-5%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15,
                          hex + 18);
  return new_string (text);
}

static JsonNode *
call_resource_group (BerthSandboxEvaluator *evaluator,
                     GPtrArray *arguments,
                     GError **error)
{
  g_autoptr (JsonObject) group
    = berth_sandbox_json_copy (berth_sandbox_evaluator_get_group (evaluator));

  berth_sandbox_json_ensure_object (group, "tags");
  return berth_sandbox_json_node (group);
}

static JsonNode *
call_subscription (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  BerthSandbox *sandbox = berth_sandbox_evaluator_get_sandbox (evaluator);
  const char *subscription = berth_sandbox_get_subscription_id (sandbox);
  g_autofree char *id = g_strdup_printf ("/subscriptions/%s", subscription);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "subscriptionId", subscription);
  json_object_set_string_member (object, "tenantId",
                                 berth_sandbox_get_tenant_id (sandbox));
  json_object_set_string_member (object, "displayName", "Practice subscription");
  return berth_sandbox_json_node (object);
}

static JsonNode *
call_deployment (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "name",
                                 berth_sandbox_evaluator_get_deployment (evaluator));
  return berth_sandbox_json_node (object);
}

static JsonNode *
call_to_lower (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);
  g_autofree char *lower = g_utf8_strdown (text, -1);

  return new_string (lower);
}

static JsonNode *
call_to_upper (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);
  g_autofree char *upper = g_utf8_strup (text, -1);

  return new_string (upper);
}

static JsonNode *
call_string (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);

  return new_string (text);
}

static JsonNode *
call_int (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return new_int (get_int (arguments, 0));
}

static JsonNode *
call_bool (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return new_boolean (get_boolean (arguments, 0));
}

static JsonNode *
call_true (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return new_boolean (TRUE);
}

static JsonNode *
call_false (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return new_boolean (FALSE);
}

static JsonNode *
call_null (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return json_node_new (JSON_NODE_NULL);
}

static JsonNode *
call_equals (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *first = get_text (arguments, 0);
  g_autofree char *second = get_text (arguments, 1);

  return new_boolean (g_str_equal (first, second));
}

static JsonNode *
call_not (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return new_boolean (!get_boolean (arguments, 0));
}

static JsonNode *
call_and (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  gboolean value = TRUE;

  for (guint i = 0; i < arguments->len; i++)
    value = value && get_boolean (arguments, i);
  return new_boolean (value);
}

static JsonNode *
call_or (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  gboolean value = FALSE;

  for (guint i = 0; i < arguments->len; i++)
    value = value || get_boolean (arguments, i);
  return new_boolean (value);
}

static JsonNode *
call_if (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return json_node_copy (get_argument (arguments, get_boolean (arguments, 0) ? 1 : 2));
}

static gint64
measure (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node));
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_utf8_strlen (json_node_get_string (node), -1);
  return 0;
}

static JsonNode *
call_empty (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return new_boolean (measure (get_argument (arguments, 0)) == 0);
}

static JsonNode *
call_length (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  return new_int (measure (get_argument (arguments, 0)));
}

static JsonNode *
call_base64 (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);
  g_autofree char *encoded = g_base64_encode ((const guchar *) text, strlen (text));

  return new_string (encoded);
}

static JsonNode *
call_replace (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);
  g_autofree char *old = get_text (arguments, 1);
  g_autofree char *new = get_text (arguments, 2);
  g_autoptr (GString) result = g_string_new (text);

  if (*old != '\0' && strlen (new) * strlen (text) <= MAX_RESULT_BYTES)
    g_string_replace (result, old, new, 0);
  return check_length (result, error);
}

static JsonNode *
call_substring (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);
  gint64 size = g_utf8_strlen (text, -1);
  gint64 start = CLAMP (get_int (arguments, 1), 0, size);
  gint64 count
    = arguments->len > 2 ? CLAMP (get_int (arguments, 2), 0, size - start) : size - start;
  g_autofree char *part = g_utf8_substring (text, start, start + count);

  return new_string (part);
}

static JsonNode *
call_take (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);
  gint64 count = CLAMP (get_int (arguments, 1), 0, g_utf8_strlen (text, -1));
  g_autofree char *part = g_utf8_substring (text, 0, count);

  return new_string (part);
}

static JsonNode *
call_split (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autofree char *text = get_text (arguments, 0);
  g_autofree char *delimiter = get_text (arguments, 1);
  g_auto (GStrv) parts = g_strsplit (text, *delimiter != '\0' ? delimiter : ",", -1);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; parts[i] != NULL; i++)
    json_array_add_string_element (array, parts[i]);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
call_create_array (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < arguments->len; i++)
    json_array_add_element (array, json_node_copy (get_argument (arguments, i)));
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
call_create_object (BerthSandboxEvaluator *evaluator,
                    GPtrArray *arguments,
                    GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i + 1 < arguments->len; i += 2) {
    g_autofree char *name = get_text (arguments, i);

    json_object_set_member (object, name,
                            json_node_copy (get_argument (arguments, i + 1)));
  }
  return berth_sandbox_json_node (object);
}

static JsonNode *
call_add (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  gint64 sum = 0;

  if (__builtin_add_overflow (get_int (arguments, 0), get_int (arguments, 1), &sum)) {
    g_propagate_error (error, berth_sandbox_template_error ("A number is too large."));
    return NULL;
  }
  return new_int (sum);
}

static JsonNode *
call_tenant (BerthSandboxEvaluator *evaluator, GPtrArray *arguments, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (
    object, "tenantId",
    berth_sandbox_get_tenant_id (berth_sandbox_evaluator_get_sandbox (evaluator)));
  return berth_sandbox_json_node (object);
}

static const struct {
  const char *name;
  guint least;
  Function call;
} functions[] = {
  { "parameters", 1, call_parameters },
  { "variables", 1, call_variables },
  { "reference", 1, call_reference },
  { "resourceId", 2, call_resource_id },
  { "subscriptionResourceId", 2, call_subscription_resource_id },
  { "concat", 1, call_concat },
  { "format", 1, call_format },
  { "uniqueString", 1, call_unique_string },
  { "guid", 1, call_guid },
  { "resourceGroup", 0, call_resource_group },
  { "subscription", 0, call_subscription },
  { "tenant", 0, call_tenant },
  { "deployment", 0, call_deployment },
  { "toLower", 1, call_to_lower },
  { "toUpper", 1, call_to_upper },
  { "string", 1, call_string },
  { "int", 1, call_int },
  { "bool", 1, call_bool },
  { "true", 0, call_true },
  { "false", 0, call_false },
  { "null", 0, call_null },
  { "equals", 2, call_equals },
  { "not", 1, call_not },
  { "and", 2, call_and },
  { "or", 2, call_or },
  { "if", 3, call_if },
  { "empty", 1, call_empty },
  { "length", 1, call_length },
  { "base64", 1, call_base64 },
  { "replace", 3, call_replace },
  { "substring", 2, call_substring },
  { "take", 2, call_take },
  { "split", 2, call_split },
  { "createArray", 0, call_create_array },
  { "createObject", 0, call_create_object },
  { "add", 2, call_add },
  { "copyIndex", 0, berth_sandbox_call_copy_index },
  { "union", 2, berth_sandbox_call_union },
};

/**
 * berth_sandbox_function_call:
 * @name: in any letter case
 * @arguments: (element-type JsonNode): values
 *
 * Returns: (transfer full): what the template function answers, or %NULL with an
 *   `InvalidTemplate`
 */
JsonNode *
berth_sandbox_function_call (BerthSandboxEvaluator *evaluator,
                             const char *name,
                             GPtrArray *arguments,
                             GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++) {
    if (g_ascii_strcasecmp (functions[i].name, name) != 0)
      continue;
    if (arguments->len >= functions[i].least)
      return functions[i].call (evaluator, arguments, error);
    g_propagate_error (error, berth_sandbox_template_error (
                                "Unable to evaluate template language function '%s': it "
                                "requires at least '%u' argument(s), '%u' were given.",
                                functions[i].name, functions[i].least, arguments->len));
    return NULL;
  }
  g_propagate_error (error, berth_sandbox_template_error (
                              "The template function '%s' is not valid. Please see "
                              "https://aka.ms/arm-functions for usage details.",
                              name));
  return NULL;
}
