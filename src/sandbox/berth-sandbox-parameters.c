/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-parameters.h"

#include "berth-sandbox-functions.h"
#include "berth-sandbox-json.h"

static gboolean
has_type (JsonNode *value, const char *type)
{
  const GType kind
    = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;

  if (type == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (g_ascii_strcasecmp (type, "string") == 0
      || g_ascii_strcasecmp (type, "secureString") == 0)
    return kind == G_TYPE_STRING;
  if (g_ascii_strcasecmp (type, "int") == 0)
    return kind == G_TYPE_INT64;
  if (g_ascii_strcasecmp (type, "bool") == 0)
    return kind == G_TYPE_BOOLEAN;
  if (g_ascii_strcasecmp (type, "array") == 0)
    return JSON_NODE_HOLDS_ARRAY (value);
  return JSON_NODE_HOLDS_OBJECT (value);
}

static gboolean
check_value (const char *name, JsonObject *definition, JsonNode *value, GError **error)
{
  JsonArray *allowed = berth_sandbox_json_array (definition, "allowedValues");
  const char *type = berth_sandbox_json_string (definition, "type");

  if (!has_type (value, type)) {
    g_propagate_error (
      error, berth_sandbox_template_error (
               "Template parameter JToken type is not valid. The value of '%s' is not of "
               "the type '%s'. Please see https://aka.ms/arm-deploy/#parameter-file for "
               "usage details.",
               name, type));
    return FALSE;
  }

  if (allowed == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (allowed); i++) {
    if (json_node_equal (json_array_get_element (allowed, i), value))
      return TRUE;
  }
  g_propagate_error (
    error, berth_sandbox_template_error (
             "The provided value for the template parameter '%s' is not valid. The value "
             "is not part of the allowed value(s)",
             name));
  return FALSE;
}

static gboolean
take_given (BerthSandboxEvaluator *evaluator,
            JsonObject *definitions,
            JsonObject *given,
            GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (given == NULL)
    return TRUE;
  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node)) {
    JsonObject *definition = berth_sandbox_json_object (definitions, name);
    JsonNode *value = JSON_NODE_HOLDS_OBJECT (node)
                        ? json_object_get_member (json_node_get_object (node), "value")
                        : NULL;

    if (definition == NULL) {
      g_propagate_error (error, berth_sandbox_template_error (
                                  "The following parameters were supplied, but do not "
                                  "correspond to any parameters defined in the template: "
                                  "'%s'",
                                  name));
      return FALSE;
    }
    if (value == NULL)
      continue;
    if (!check_value (name, definition, value, error))
      return FALSE;
    berth_sandbox_evaluator_set_parameter (evaluator, name, value);
  }
  return TRUE;
}

static gboolean
check_missing (JsonObject *definitions, JsonObject *given, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (definitions == NULL)
    return TRUE;
  json_object_iter_init (&iter, definitions);
  while (json_object_iter_next (&iter, &name, &node)) {
    g_autofree char *path = g_strconcat (name, ".value", NULL);
    gboolean has_default
      = JSON_NODE_HOLDS_OBJECT (node)
        && json_object_has_member (json_node_get_object (node), "defaultValue");

    if (has_default || berth_sandbox_json_member (given, path) != NULL)
      continue;
    g_propagate_error (error,
                       berth_sandbox_template_error (
                         "The value for the template parameter '%s' at line '1' and "
                         "column '1' is not provided. Please see "
                         "https://aka.ms/arm-create-parameter-file for usage "
                         "details.",
                         name));
    return FALSE;
  }
  return TRUE;
}

/**
 * berth_sandbox_parameters_take:
 * @definitions: (nullable): the "parameters" of a template
 * @given: (nullable): the "parameters" of its deployment
 *
 * Checks what is given for a template and hands it to @evaluator.
 *
 * Returns: whether every parameter has a value of its type; else `InvalidTemplate`
 */
gboolean
berth_sandbox_parameters_take (BerthSandboxEvaluator *evaluator,
                               JsonObject *definitions,
                               JsonObject *given,
                               GError **error)
{
  return take_given (evaluator, definitions, given, error)
         && check_missing (definitions, given, error);
}
