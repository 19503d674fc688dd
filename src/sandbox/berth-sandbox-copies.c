/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-copies.h"

#include "berth-sandbox-functions.h"
#include "berth-sandbox-json.h"

/* Resources that a template has several times: "copy": {"name", "count"}, and the
 * functions that go with it (Azure resource manager, "Resource iteration"). */

#define MAX_COPIES 800

/**
 * berth_sandbox_copies_count:
 * @raw: a resource of a template
 * @count: (out): how often it is made; 1 without "copy"
 *
 * Returns: whether that can be known
 */
gboolean
berth_sandbox_copies_count (BerthSandboxEvaluator *evaluator,
                            JsonObject *raw,
                            guint *count,
                            GError **error)
{
  JsonNode *wanted = berth_sandbox_json_member (raw, "copy.count");
  g_autoptr (JsonNode) value = NULL;
  gint64 number;

  *count = 1;
  if (!json_object_has_member (raw, "copy"))
    return TRUE;
  value = wanted != NULL ? berth_sandbox_evaluator_evaluate (evaluator, wanted, error)
                         : json_node_new (JSON_NODE_NULL);
  if (value == NULL)
    return FALSE;
  number = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_int (value) : -1;
  if (number < 0 || number > MAX_COPIES || berth_sandbox_copies_get_name (raw) == NULL) {
    g_propagate_error (error, berth_sandbox_template_error (
                                "The resource copy loop needs a name and a count between "
                                "0 and 800. Please see https://aka.ms/arm-copy for usage "
                                "details."));
    return FALSE;
  }
  *count = (guint) number;
  return TRUE;
}

/* Returns: (transfer none) (nullable): the loop's name, which dependsOn may say. */
const char *
berth_sandbox_copies_get_name (JsonObject *raw)
{
  return berth_sandbox_json_string (raw, "copy.name");
}

/* copyIndex(), copyIndex(offset), copyIndex('loop', offset) */
JsonNode *
berth_sandbox_call_copy_index (BerthSandboxEvaluator *evaluator,
                               GPtrArray *arguments,
                               GError **error)
{
  const int index = berth_sandbox_evaluator_get_copy_index (evaluator);
  gint64 offset = 0;

  if (index < 0) {
    g_propagate_error (error, berth_sandbox_template_error (
                                "The template function 'copyIndex' is not expected at "
                                "this location: it is for resources with a copy loop."));
    return NULL;
  }
  for (guint i = 0; i < arguments->len; i++) {
    JsonNode *argument = g_ptr_array_index (arguments, i);

    if (JSON_NODE_HOLDS_VALUE (argument)
        && json_node_get_value_type (argument) == G_TYPE_INT64)
      offset = json_node_get_int (argument);
  }
  return json_node_init_int (json_node_alloc (), index + offset);
}

static void
add_members (JsonObject *united, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (united, name, json_node_copy (value));
}

static gboolean
has_element (JsonArray *array, JsonNode *wanted)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (json_node_equal (json_array_get_element (array, i), wanted))
      return TRUE;
  }
  return FALSE;
}

static void
add_elements (JsonArray *united, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);

    if (!has_element (united, element))
      json_array_add_element (united, json_node_copy (element));
  }
}

static gboolean
are_all (GPtrArray *arguments, JsonNodeType type)
{
  for (guint i = 0; i < arguments->len; i++) {
    if (json_node_get_node_type (g_ptr_array_index (arguments, i)) != type)
      return FALSE;
  }
  return TRUE;
}

/* union(a, b, …): all objects or all arrays; the last one with a member wins. */
JsonNode *
berth_sandbox_call_union (BerthSandboxEvaluator *evaluator,
                          GPtrArray *arguments,
                          GError **error)
{
  JsonNode *united = NULL;

  if (are_all (arguments, JSON_NODE_OBJECT)) {
    united = json_node_init_object (json_node_alloc (), json_object_new ());
    json_object_unref (json_node_get_object (united));
    for (guint i = 0; i < arguments->len; i++)
      add_members (json_node_get_object (united),
                   json_node_get_object (g_ptr_array_index (arguments, i)));
  } else if (are_all (arguments, JSON_NODE_ARRAY)) {
    united = json_node_init_array (json_node_alloc (), json_array_new ());
    json_array_unref (json_node_get_array (united));
    for (guint i = 0; i < arguments->len; i++)
      add_elements (json_node_get_array (united),
                    json_node_get_array (g_ptr_array_index (arguments, i)));
  } else {
    g_propagate_error (error, berth_sandbox_template_error (
                                "Unable to evaluate template language function 'union': "
                                "all arguments must be of the type array or object."));
  }
  return united;
}
