/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-kusto.h"

#include "berth-sandbox-fault.h"
#include "berth-sandbox-json.h"

#include <string.h>

/* A small part of the Kusto query language: a table, then `where`, `project`, `order by`,
 * `limit` and `take`. Whatever else a query has is refused in the service's shape and
 * never guessed. */

#define MAX_QUERY 16384
#define MAX_STAGES 32

static GError *
refuse (const char *text)
{
  g_autoptr (GError) detail
    = berth_sandbox_fault_new (400, "ParserFailure", "ParserFailure near '%.40s'.", text);
  GError *error = berth_sandbox_fault_new (
    400, "BadRequest",
    "Please provide below info when asking for support: timestamp = "
    "now, correlationId = practice.");

  berth_sandbox_fault_add_detail (error, detail);
  return error;
}

/* Splits at a character that stands outside quotes and brackets. */
static GPtrArray *
split (const char *text, char separator)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *begin = text;
  char quote = '\0';
  int depth = 0;
  const char *p = text;

  for (; *p != '\0'; p++) {
    if (quote != '\0')
      quote = *p == quote ? '\0' : quote;
    else if (*p == '\'' || *p == '"')
      quote = *p;
    else if (*p == '(' || *p == ')')
      depth += *p == '(' ? 1 : -1;
    else if (*p == separator && depth == 0) {
      g_ptr_array_add (parts, g_strstrip (g_strndup (begin, (gsize) (p - begin))));
      begin = p + 1;
    }
  }
  g_ptr_array_add (parts, g_strstrip (g_strndup (begin, (gsize) (p - begin))));
  return parts;
}

/* The columns that the service derives from a resource's id. */
static JsonNode *
derive (JsonObject *row, const char *name)
{
  const char *id = berth_sandbox_json_string (row, "id");
  g_auto (GStrv) segments = g_strsplit (id != NULL ? id : "", "/", 6);
  const guint wanted = g_str_equal (name, "subscriptionId") ? 2 : 4;

  if (g_strv_length (segments) <= wanted)
    return NULL;
  return json_node_init_string (json_node_alloc (), segments[wanted]);
}

/* The element that "[3]" stands for, of an array. */
static JsonNode *
take_element (JsonNode *node, const char **text)
{
  char *end = NULL;
  const guint64 index = g_ascii_strtoull (*text + 1, &end, 10);
  JsonArray *array
    = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (*end != ']' || array == NULL || index >= json_array_get_length (array))
    return NULL;
  *text = end + 1;
  return json_array_get_element (array, (guint) index);
}

/* "properties.spotPrices[0].priceUSD": members with dots, elements in brackets. */
static JsonNode *
walk (JsonObject *row, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode *node = NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *rest = parts[i] + strcspn (parts[i], "[");
    g_autofree char *name = g_strndup (parts[i], (gsize) (rest - parts[i]));

    if (i > 0)
      row = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                          : NULL;
    node = row != NULL ? json_object_get_member (row, name) : NULL;
    while (node != NULL && *rest == '[')
      node = take_element (node, &rest);
    if (node == NULL || *rest != '\0')
      return NULL;
  }
  return node;
}

static JsonNode *
look_up (JsonObject *row, const char *path)
{
  JsonNode *node = walk (row, path);

  if (node != NULL)
    return json_node_copy (node);
  if (g_str_equal (path, "resourceGroup") || g_str_equal (path, "subscriptionId"))
    return derive (row, path);
  return NULL;
}

static gboolean
is_path (const char *text)
{
  return *text != '\0'
         && strspn (text,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]")
              == strlen (text);
}

static JsonNode *
convert (JsonNode *node, const char *function)
{
  const GType type
    = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  g_autofree char *lower = NULL;

  if (type == G_TYPE_STRING && g_str_equal (function, "tolower(")) {
    lower = g_utf8_strdown (json_node_get_string (node), -1);
    json_node_set_string (node, lower);
  } else if (type == G_TYPE_STRING && g_str_equal (function, "todouble(")) {
    json_node_set_double (node, g_ascii_strtod (json_node_get_string (node), NULL));
  }
  return node;
}

/* A path, or tostring(), tolower() or todouble() of one. */
static JsonNode *
evaluate (JsonObject *row, const char *expression, GError **error)
{
  static const char *const functions[] = { "tostring(", "tolower(", "todouble(" };
  JsonNode *node;

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++) {
    const gsize length = strlen (functions[i]);
    g_autofree char *inner = NULL;

    if (!g_str_has_prefix (expression, functions[i])
        || !g_str_has_suffix (expression, ")"))
      continue;
    inner = g_strndup (expression + length, strlen (expression) - length - 1);
    node = evaluate (row, g_strstrip (inner), error);
    return node != NULL ? convert (node, functions[i]) : NULL;
  }
  if (!is_path (expression)) {
    g_propagate_error (error, refuse (expression));
    return NULL;
  }
  node = look_up (row, expression);
  return node != NULL ? node : json_node_init_null (json_node_alloc ());
}

static char *
unquote (const char *text)
{
  const gsize length = strlen (text);

  if (length < 2 || (text[0] != '\'' && text[0] != '"') || text[length - 1] != text[0])
    return NULL;
  return g_strndup (text + 1, length - 2);
}

static gboolean
compare (const char *value, const char *operator, const char * literal)
{
  g_autofree char *lower_value = g_utf8_strdown (value, -1);
  g_autofree char *lower_literal = g_utf8_strdown (literal, -1);

  if (g_str_equal (operator, "=="))
    return g_str_equal (value, literal);
  if (g_str_equal (operator, "!="))
    return !g_str_equal (value, literal);
  if (g_str_equal (operator, "=~"))
    return g_str_equal (lower_value, lower_literal);
  if (g_str_equal (operator, "!~"))
    return !g_str_equal (lower_value, lower_literal);
  if (g_str_equal (operator, "startswith"))
    return g_str_has_prefix (lower_value, lower_literal);
  return strstr (lower_value, lower_literal) != NULL;
}

static gboolean
is_in (const char *value, const char *list, gboolean caseless, GError **error)
{
  g_autofree char *inner = g_strndup (list + 1, strlen (list) - 2);
  g_autoptr (GPtrArray) literals = split (inner, ',');

  for (guint i = 0; i < literals->len; i++) {
    g_autofree char *literal = unquote (literals->pdata[i]);

    if (literal == NULL) {
      g_propagate_error (error, refuse (list));
      return FALSE;
    }
    if (compare (value, caseless ? "=~" : "==", literal))
      return TRUE;
  }
  return FALSE;
}

static const char *
get_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node)
                                                      : NULL;
}

static gboolean
passes (JsonObject *row, const char *condition, GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(\\S+?)\\s*(==|=~|!=|!~|\\bin~|\\bin\\b|"
                                          "\\bcontains\\b|\\bhas\\b|\\bstartswith\\b)\\s*"
                                          "(.+)$",
                                          G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *left = NULL;
  g_autofree char *operator= NULL;
  g_autofree char *right = NULL;
  g_autofree char *literal = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *value = NULL;

  if (!g_regex_match (regex, condition, 0, &match)) {
    g_propagate_error (error, refuse (condition));
    return FALSE;
  }
  left = g_match_info_fetch (match, 1);
  operator= g_match_info_fetch (match, 2);
  right = g_strstrip (g_match_info_fetch (match, 3));
  node = evaluate (row, left, error);
  if (node == NULL)
    return FALSE;
  value = get_text (node);
  if (value == NULL)
    value = "";
  if (g_str_has_prefix (operator, "in") && right[0] == '('
      && g_str_has_suffix (right, ")"))
    return is_in (value, right, g_str_has_suffix (operator, "~"), error);
  literal = unquote (right);
  if (literal == NULL) {
    g_propagate_error (error, refuse (right));
    return FALSE;
  }
  return compare (value, operator, literal);
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
}

/* Also where there is no row that could be asked. */
static gboolean
can_be_read (GStrv conditions, GError **error)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  for (guint i = 0; conditions[i] != NULL; i++) {
    g_autoptr (GError) local = NULL;

    passes (nothing, g_strstrip (conditions[i]), &local);
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  }
  return TRUE;
}

static GPtrArray *
apply_where (GPtrArray *rows, const char *text, GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\s+and\\s+", G_REGEX_CASELESS, 0, NULL);
  g_auto (GStrv) conditions = g_regex_split (regex, text, 0);
  g_autoptr (GPtrArray) kept = new_rows ();

  if (!can_be_read (conditions, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    gboolean keep = TRUE;

    for (guint j = 0; keep && conditions[j] != NULL; j++)
      keep = passes (rows->pdata[i], g_strstrip (conditions[j]), NULL);
    if (keep)
      g_ptr_array_add (kept, json_object_ref (rows->pdata[i]));
  }
  return g_steal_pointer (&kept);
}

static JsonObject *
project_row (JsonObject *row, GPtrArray *columns, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();

  for (guint i = 0; i < columns->len; i++) {
    g_auto (GStrv) parts = g_strsplit (columns->pdata[i], "=", 2);
    const char *name = parts[0] != NULL ? g_strstrip (parts[0]) : "";
    const char *expression = g_strv_length (parts) == 2 ? g_strstrip (parts[1]) : name;
    JsonNode *node = evaluate (row, expression, error);

    if (node == NULL)
      return NULL;
    json_object_set_member (result, name, node);
  }
  return g_steal_pointer (&result);
}

static GPtrArray *
apply_project (GPtrArray *rows, const char *text, GError **error)
{
  g_autoptr (GPtrArray) columns = split (text, ',');
  g_autoptr (GPtrArray) projected = new_rows ();
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (JsonObject) trial = project_row (nothing, columns, error);

  if (trial == NULL)
    return NULL;

  for (guint i = 0; i < rows->len; i++) {
    JsonObject *row = project_row (rows->pdata[i], columns, error);

    if (row == NULL)
      return NULL;
    g_ptr_array_add (projected, row);
  }
  return g_steal_pointer (&projected);
}

static GPtrArray *
apply_limit (GPtrArray *rows, const char *text, GError **error)
{
  g_autoptr (GPtrArray) kept = new_rows ();
  guint64 limit = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &limit, NULL)) {
    g_propagate_error (error, refuse (text));
    return NULL;
  }
  for (guint i = 0; i < rows->len && i < limit; i++)
    g_ptr_array_add (kept, json_object_ref (rows->pdata[i]));
  return g_steal_pointer (&kept);
}

typedef struct {
  const char *column;
  gboolean descending;
} Order;

static gboolean
is_number (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_DOUBLE
             || json_node_get_value_type (node) == G_TYPE_INT64);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  JsonNode *left = walk ((JsonObject *) a, order->column);
  JsonNode *right = walk ((JsonObject *) b, order->column);
  int result = 0;

  if (is_number (left) && is_number (right))
    result = (json_node_get_double (left) > json_node_get_double (right))
             - (json_node_get_double (left) < json_node_get_double (right));
  else
    result = g_strcmp0 (get_text (left), get_text (right));
  return order->descending ? -result : result;
}

static GPtrArray *
apply_order (GPtrArray *rows, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 2);
  Order order
    = { .column = words[0],
        .descending
        = words[1] == NULL || g_ascii_strcasecmp (g_strstrip (words[1]), "asc") != 0 };
  GPtrArray *sorted = new_rows ();

  if (!is_path (words[0])) {
    g_ptr_array_unref (sorted);
    g_propagate_error (error, refuse (text));
    return NULL;
  }
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (sorted, json_object_ref (rows->pdata[i]));
  g_ptr_array_sort_values_with_data (sorted, compare_rows, &order);
  return sorted;
}

static GPtrArray *
apply (GPtrArray *rows, const char *stage, GError **error)
{
  static const struct {
    const char *word;
    GPtrArray *(*apply) (GPtrArray *rows, const char *text, GError **error);
  } stages[] = {
    { "where ", apply_where },    { "project ", apply_project },
    { "order by ", apply_order }, { "sort by ", apply_order },
    { "limit ", apply_limit },    { "take ", apply_limit },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++) {
    if (g_str_has_prefix (stage, stages[i].word)) {
      g_autofree char *text = g_strdup (stage + strlen (stages[i].word));

      return stages[i].apply (rows, g_strstrip (text), error);
    }
  }
  g_propagate_error (error, refuse (stage));
  return NULL;
}

/**
 * berth_sandbox_kusto_dup_table:
 *
 * Returns: (transfer full): the table that @query begins with
 */
char *
berth_sandbox_kusto_dup_table (const char *query)
{
  g_autofree char *table = g_strndup (query, strcspn (query, "|"));

  return g_strdup (g_strstrip (table));
}

/**
 * berth_sandbox_kusto_run:
 * @rows: (element-type JsonObject): the table's rows
 *
 * Returns: (transfer full) (element-type JsonObject): what @query makes of @rows, or
 * %NULL with a %BERTH_SANDBOX_FAULT `BadRequest`
 */
GPtrArray *
berth_sandbox_kusto_run (const char *query, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) stages = NULL;
  g_autoptr (GPtrArray) result = g_ptr_array_ref (rows);

  if (strlen (query) > MAX_QUERY) {
    g_propagate_error (error, refuse ("a query that is too long"));
    return NULL;
  }
  stages = split (query, '|');
  for (guint i = 1; i < MIN (stages->len, MAX_STAGES); i++) {
    GPtrArray *next = apply (result, stages->pdata[i], error);

    if (next == NULL)
      return NULL;
    g_ptr_array_unref (result);
    result = next;
  }
  return g_steal_pointer (&result);
}
