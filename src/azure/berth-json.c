/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-json.h"

#include "berth-azure-error.h"

#include <string.h>

/* Readers of answers: a member that is absent or of another type reads as "not there",
 * since services add, drop and change members at will; what a value cannot do without is
 * asked for with a `require` function, which names it. Paths have dots between member
 * names. */

/**
 * berth_json_parse:
 * @bytes: an answer's body
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER
 */
JsonNode *
berth_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) cause = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *bom = "\xef\xbb\xbf";

  if (length >= 3 && memcmp (text, bom, 3) == 0) {
    text += 3;
    length -= 3;
  }
  /* json-glib aborts on a second document after the first, unless it is strict. */
  json_parser_set_strict (parser, TRUE);
  if (length == 0 || !g_utf8_validate (text, (gssize) length, NULL)
      || !json_parser_load_from_data (parser, text, (gssize) length, &cause)
      || json_parser_get_root (parser) == NULL) {
    g_propagate_error (error,
                       berth_azure_error_new_malformed (
                         "The service’s answer is not JSON: %s",
                         cause != NULL ? cause->message : "it is empty or not text"));
    return NULL;
  }
  return json_parser_steal_root (parser);
}

/**
 * berth_json_to_bytes:
 *
 * Returns: (transfer full): @node as text
 */
GBytes *
berth_json_to_bytes (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * berth_json_node_from_object:
 * @object: (transfer full): an object
 *
 * Returns: (transfer full): a node around it
 */
JsonNode *
berth_json_node_from_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/**
 * berth_json_copy:
 *
 * Returns: (transfer full): a copy that shares nothing with @node and may be changed
 */
JsonNode *
berth_json_copy (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return json_from_string (text, NULL);
}

/* Member names keep their letter case in JSON, but services change it between versions.
 */
static JsonNode *
find_member (JsonObject *object, const char *name)
{
  JsonObjectIter iter;
  const char *member = NULL;
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL)
    return node;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node)) {
    if (g_ascii_strcasecmp (member, name) == 0)
      return node;
  }
  return NULL;
}

/**
 * berth_json_find:
 * @object: (nullable): where to look
 * @path: member names with dots between
 *
 * Returns: (transfer none) (nullable): the member; %NULL when it is absent or null
 */
JsonNode *
berth_json_find (JsonObject *object, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = NULL;

  for (guint i = 0; names[i] != NULL; i++) {
    if (object == NULL)
      return NULL;
    node = find_member (object, names[i]);
    if (node == NULL || JSON_NODE_HOLDS_NULL (node))
      return NULL;
    object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  }
  return node;
}

/**
 * berth_json_get_string:
 *
 * Returns: (transfer none) (nullable): the string at @path
 */
const char *
berth_json_get_string (JsonObject *object, const char *path)
{
  JsonNode *node = berth_json_find (object, path);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/**
 * berth_json_get_object:
 *
 * Returns: (transfer none) (nullable): the object at @path
 */
JsonObject *
berth_json_get_object (JsonObject *object, const char *path)
{
  JsonNode *node = berth_json_find (object, path);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                       : NULL;
}

/**
 * berth_json_get_array:
 *
 * Returns: (transfer none) (nullable): the array at @path
 */
JsonArray *
berth_json_get_array (JsonObject *object, const char *path)
{
  JsonNode *node = berth_json_find (object, path);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * berth_json_get_double:
 *
 * Returns: the number at @path, also where the service wrote it as a string, or @fallback
 */
double
berth_json_get_double (JsonObject *object, const char *path, double fallback)
{
  JsonNode *node = berth_json_find (object, path);
  char *end = NULL;
  double number = 0;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return json_node_get_double (node);
  number = g_ascii_strtod (json_node_get_string (node), &end);
  return end == json_node_get_string (node) ? fallback : number;
}

/**
 * berth_json_get_int:
 *
 * Returns: the whole number at @path, also where the service wrote it as a string, or
 *   @fallback
 */
gint64
berth_json_get_int (JsonObject *object, const char *path, gint64 fallback)
{
  double number = berth_json_get_double (object, path, (double) fallback);

  if (!(number > -9.0e15 && number < 9.0e15))
    return fallback;
  return (gint64) number;
}

/**
 * berth_json_get_boolean:
 *
 * Returns: the truth at @path, also where the service wrote "True", or @fallback
 */
gboolean
berth_json_get_boolean (JsonObject *object, const char *path, gboolean fallback)
{
  JsonNode *node = berth_json_find (object, path);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strcasecmp (json_node_get_string (node), "true") == 0;
  return json_node_get_boolean (node);
}

/**
 * berth_json_dup_strv:
 *
 * Returns: (transfer full): the strings of the array at @path; empty when there is none
 */
char **
berth_json_dup_strv (JsonObject *object, const char *path)
{
  JsonArray *array = berth_json_get_array (object, path);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_node_get_string (node));
  }
  return g_strv_builder_end (builder);
}

/**
 * berth_json_dup_tags:
 * @object: (nullable): a resource
 *
 * Returns: (transfer full): its tags, name → value; empty when there are none
 */
GHashTable *
berth_json_dup_tags (JsonObject *object)
{
  GHashTable *tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *members = berth_json_get_object (object, "tags");
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  if (members == NULL)
    return tags;
  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &name, &node)) {
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_hash_table_replace (tags, g_strdup (name),
                            g_strdup (json_node_get_string (node)));
  }
  return tags;
}

/**
 * berth_json_array_get_object:
 *
 * Returns: (transfer none) (nullable): the object at @index
 */
JsonObject *
berth_json_array_get_object (JsonArray *array, guint index)
{
  JsonNode *node = NULL;

  if (array == NULL || index >= json_array_get_length (array))
    return NULL;
  node = json_array_get_element (array, index);
  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * berth_json_require_string:
 *
 * Returns: (transfer none) (nullable): the string at @path, or %NULL with @error set to a
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names it
 */
const char *
berth_json_require_string (JsonObject *object, const char *path, GError **error)
{
  const char *value = berth_json_get_string (object, path);

  if (value == NULL)
    g_propagate_error (error, berth_azure_error_new_malformed (
                                "The service’s answer lacks the member “%s”", path));
  return value;
}

/**
 * berth_json_require_root:
 * @node: (nullable): an answer
 *
 * Returns: (transfer none) (nullable): the object that @node is, or %NULL with @error set
 */
JsonObject *
berth_json_require_root (JsonNode *node, GError **error)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_propagate_error (
    error, berth_azure_error_new_malformed ("The service’s answer is not an object"));
  return NULL;
}
