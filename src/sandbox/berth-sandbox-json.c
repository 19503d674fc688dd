/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-json.h"

#include <gio/gio.h>
#include <string.h>

/* Deeper than any template; json-glib and our own walks recurse on a fiber's stack. */
#define MAX_DEPTH 64

static gboolean
is_too_deep (const char *data, gsize length)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++) {
    if (in_string) {
      if (data[i] == '\\')
        i++;
      else if (data[i] == '"')
        in_string = FALSE;
    } else if (data[i] == '"') {
      in_string = TRUE;
    } else if (data[i] == '{' || data[i] == '[') {
      if (++depth > MAX_DEPTH)
        return TRUE;
    } else if (data[i] == '}' || data[i] == ']') {
      depth--;
    }
  }
  return FALSE;
}

static gsize
copy_string (GString *out, const char *data, gsize length, gsize i)
{
  g_string_append_c (out, '"');
  for (i++; i < length && data[i] != '"'; i++) {
    if (data[i] == '\n')
      g_string_append (out, "\\n");
    else if (data[i] == '\r')
      g_string_append (out, "\\r");
    else if (data[i] == '\t')
      g_string_append (out, "\\t");
    else
      g_string_append_c (out, data[i]);
    if (data[i] == '\\' && i + 1 < length)
      g_string_append_c (out, data[++i]);
  }
  g_string_append_c (out, '"');
  return i;
}

static gsize
skip_comment (const char *data, gsize length, gsize i)
{
  if (data[i + 1] == '/') {
    while (i < length && data[i] != '\n')
      i++;
    return i;
  }
  for (i += 2; i + 1 < length; i++) {
    if (data[i] == '*' && data[i + 1] == '/')
      return i + 1;
  }
  return length;
}

static gsize
copy_word (GString *out, const char *data, gsize length, gsize i)
{
  gsize end = i;
  gsize after;

  while (end < length && (g_ascii_isalnum (data[end]) || data[end] == '_'))
    end++;
  for (after = end; after < length && g_ascii_isspace (data[after]);)
    after++;
  if (after < length && data[after] == ':')
    g_string_append_printf (out, "\"%.*s\"", (int) (end - i), data + i);
  else
    g_string_append_len (out, data + i, (gssize) (end - i));
  return end - 1;
}

/* ARM reads more than JSON: comments, line ends within strings and member names without
   quotes; the az command line counts on all three when it sends a template file. */
static char *
loosen (const char *data, gsize length)
{
  GString *out = g_string_sized_new (length + 64);

  for (gsize i = 0; i < length; i++) {
    if (data[i] == '"')
      i = copy_string (out, data, length, i);
    else if (data[i] == '/' && i + 1 < length
             && (data[i + 1] == '/' || data[i + 1] == '*'))
      i = skip_comment (data, length, i);
    else if (g_ascii_isalpha (data[i]))
      i = copy_word (out, data, length, i);
    else
      g_string_append_c (out, data[i]);
  }
  return g_string_free (out, FALSE);
}

static JsonNode *
parse_strictly (const char *data, gssize length, GError **error)
{
  /* Not the immutable one: json-glib aborts when it meets "{}{}". */
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonNode *copy;

  if (!json_parser_load_from_data (parser, data, length, error))
    return NULL;
  root = json_parser_steal_root (parser);
  if (root == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "There is no JSON");
    return NULL;
  }
  if (JSON_NODE_HOLDS_OBJECT (root)) {
    copy = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (copy, berth_sandbox_json_copy (json_node_get_object (root)));
    return copy;
  }
  return g_steal_pointer (&root);
}

/**
 * berth_sandbox_json_parse:
 * @data: what a client sent or what a file holds
 * @length: bytes of @data
 *
 * Reads JSON as loosely as ARM does.
 *
 * Returns: (transfer full): its root, or %NULL with @error
 */
JsonNode *
berth_sandbox_json_parse (const char *data, gsize length, GError **error)
{
  g_autofree char *loose = NULL;
  JsonNode *node;

  if (!g_utf8_validate_len (data, length, NULL)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It is not UTF-8");
    return NULL;
  }
  if (is_too_deep (data, length)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It is too deep");
    return NULL;
  }
  node = parse_strictly (data, (gssize) length, NULL);
  if (node != NULL)
    return node;
  loose = loosen (data, length);
  return parse_strictly (loose, -1, error);
}

/**
 * berth_sandbox_json_print:
 *
 * Returns: (transfer full): @node in one line
 */
char *
berth_sandbox_json_print (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode *copy;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    copy = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (copy, berth_sandbox_json_copy (json_node_get_object (node)));
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *from = json_node_get_array (node);
    JsonArray *to = json_array_new ();

    for (guint i = 0; i < json_array_get_length (from); i++)
      json_array_add_element (to, copy_node (json_array_get_element (from, i)));
    copy = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (copy, to);
  } else {
    copy = json_node_copy (node);
  }
  return copy;
}

/**
 * berth_sandbox_json_copy:
 *
 * Returns: (transfer full): a deep and mutable copy of @object
 */
JsonObject *
berth_sandbox_json_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, copy_node (node));
  return copy;
}

/**
 * berth_sandbox_json_node:
 * @object: (transfer none): an object
 *
 * Returns: (transfer full): a node that holds @object
 */
JsonNode *
berth_sandbox_json_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return node;
}

static JsonNode *
get_member_ci (JsonObject *object, const char *name)
{
  JsonNode *exact = json_object_get_member (object, name);
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (exact != NULL)
    return exact;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node)) {
    if (g_ascii_strcasecmp (key, name) == 0)
      return node;
  }
  return NULL;
}

/**
 * berth_sandbox_json_member:
 * @object: (nullable): where to look
 * @path: member names with dots between; a number picks an array's element
 *
 * Member names are compared without regard to letter case, as ARM does.
 *
 * Returns: (transfer none) (nullable): what is there, unless it is null
 */
JsonNode *
berth_sandbox_json_member (JsonObject *object, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = NULL;

  if (object == NULL || names[0] == NULL)
    return NULL;
  node = get_member_ci (object, names[0]);
  for (guint i = 1; names[i] != NULL && node != NULL; i++) {
    if (JSON_NODE_HOLDS_OBJECT (node)) {
      node = get_member_ci (json_node_get_object (node), names[i]);
    } else if (JSON_NODE_HOLDS_ARRAY (node) && g_ascii_isdigit (names[i][0])) {
      guint64 index = g_ascii_strtoull (names[i], NULL, 10);
      JsonArray *array = json_node_get_array (node);

      node = index < json_array_get_length (array)
               ? json_array_get_element (array, (guint) index)
               : NULL;
    } else {
      node = NULL;
    }
  }
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

/**
 * berth_sandbox_json_string:
 *
 * Returns: (transfer none) (nullable): the string at @path, or %NULL when there is none
 */
const char *
berth_sandbox_json_string (JsonObject *object, const char *path)
{
  JsonNode *node = berth_sandbox_json_member (object, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
             && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/**
 * berth_sandbox_json_object:
 *
 * Returns: (transfer none) (nullable): the object at @path, or %NULL when there is none
 */
JsonObject *
berth_sandbox_json_object (JsonObject *object, const char *path)
{
  JsonNode *node = berth_sandbox_json_member (object, path);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                       : NULL;
}

/**
 * berth_sandbox_json_array:
 *
 * Returns: (transfer none) (nullable): the array at @path, or %NULL when there is none
 */
JsonArray *
berth_sandbox_json_array (JsonObject *object, const char *path)
{
  JsonNode *node = berth_sandbox_json_member (object, path);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * berth_sandbox_json_ensure_object:
 *
 * Returns: (transfer none): the member @name of @object, made empty where it is missing
 */
JsonObject *
berth_sandbox_json_ensure_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_member_ci (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    json_object_set_object_member (object, name, json_object_new ());
    node = json_object_get_member (object, name);
  }
  return json_node_get_object (node);
}

/**
 * berth_sandbox_json_merge:
 * @into: what is changed
 * @from: what it is changed with
 *
 * Lays @from over @into as a merge patch does: objects member by member, the rest whole,
 * null removes.
 */
void
berth_sandbox_json_merge (JsonObject *into, JsonObject *from)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    if (JSON_NODE_HOLDS_OBJECT (node))
      berth_sandbox_json_merge (berth_sandbox_json_ensure_object (into, name),
                                json_node_get_object (node));
    else if (JSON_NODE_HOLDS_NULL (node))
      json_object_remove_member (into, name);
    else
      json_object_set_member (into, name, copy_node (node));
  }
}
