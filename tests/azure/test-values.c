/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-json.h"
#include "berth-parsers.h"
#include "berth-recordings.h"
#include "berth-test.h"

#include <string.h>

static JsonNode *
read_sample (const BerthParser *parser)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (parser->sample, &error);

  g_assert_no_error (error);
  return node;
}

static void
check_parsed (const BerthParser *parser, JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  GObject *value = parser->parse (object, &error);

  g_test_message ("%s", parser->name);
  g_assert_no_error (error);
  g_assert_nonnull (value);
  g_assert_finalize_object (value);
}

static void
add_unknown (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_array_member (json_node_get_object (node), "unknown",
                                  json_array_new ());
}

/* At every depth: what is not known does not matter. */
static void
add_unknown_to_all (JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_values (object);

  for (GList *iter = members; iter != NULL; iter = iter->next) {
    if (JSON_NODE_HOLDS_OBJECT ((JsonNode *) iter->data))
      add_unknown_to_all (json_node_get_object (iter->data));
    else if (JSON_NODE_HOLDS_ARRAY ((JsonNode *) iter->data))
      json_array_foreach_element (json_node_get_array (iter->data), add_unknown, NULL);
  }
  json_object_set_object_member (object, "unknown", json_object_new ());
  json_object_set_null_member (object, "nothing");
}

static void
test_samples (void)
{
  guint count = 0;
  const BerthParser *parsers = berth_parsers_get_all (&count);

  for (guint i = 0; i < count; i++) {
    g_autoptr (JsonNode) node = read_sample (&parsers[i]);

    check_parsed (&parsers[i], json_node_get_object (node));
    add_unknown_to_all (json_node_get_object (node));
    check_parsed (&parsers[i], json_node_get_object (node));
  }
}

/* Takes the member at a dotted path away. */
static void
take_away (JsonObject *object, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  guint i = 0;

  for (; names[i + 1] != NULL; i++)
    object = json_object_get_object_member (object, names[i]);
  g_assert_true (json_object_has_member (object, names[i]));
  json_object_remove_member (object, names[i]);
}

static void
check_required (const BerthParser *parser, const char *path)
{
  g_autoptr (JsonNode) node = read_sample (parser);
  g_autofree char *quoted = g_strdup_printf ("“%s”", path);
  g_autoptr (GError) error = NULL;

  take_away (json_node_get_object (node), path);
  g_assert_null (parser->parse (json_node_get_object (node), &error));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_nonnull (strstr (error->message, quoted));
}

static void
test_required (void)
{
  guint count = 0;
  const BerthParser *parsers = berth_parsers_get_all (&count);

  for (guint i = 0; i < count; i++) {
    for (guint j = 0; parsers[i].required[j] != NULL; j++)
      check_required (&parsers[i], parsers[i].required[j]);
  }
}

typedef struct {
  const BerthParser *parser;
  GRegex *regex;
  guint values;
} Search;

static void
parse_entry (Search *search, JsonObject *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) value = search->parser->parse (entry, &error);

  g_assert_no_error (error);
  search->values += value != NULL;
}

static void
parse_entries (Search *search, JsonArray *entries)
{
  for (guint i = 0; i < json_array_get_length (entries); i++)
    parse_entry (search, berth_json_array_get_object (entries, i));
}

static void
parse_exchange (const BerthExchange *exchange, gpointer data)
{
  Search *search = data;

  if (exchange->body == NULL || exchange->status > 201
      || !g_regex_match (search->regex, exchange->url, 0, NULL))
    return;
  if (JSON_NODE_HOLDS_ARRAY (exchange->body)) {
    parse_entries (search, json_node_get_array (exchange->body));
  } else if (JSON_NODE_HOLDS_OBJECT (exchange->body)) {
    JsonObject *object = json_node_get_object (exchange->body);
    JsonArray *entries = berth_json_get_array (object, "value");

    if (entries != NULL)
      parse_entries (search, entries);
    else
      parse_entry (search, object);
  }
}

static void
visit_all (const BerthExchange *exchange, gpointer data)
{
  GArray *searches = data;

  for (guint i = 0; i < searches->len; i++)
    parse_exchange (exchange, &g_array_index (searches, Search, i));
}

/* Every answer of its kind that was recorded is understood. */
static void
test_recorded (void)
{
  guint count = 0;
  const BerthParser *parsers = berth_parsers_get_all (&count);
  g_autoptr (GArray) searches = g_array_new (FALSE, FALSE, sizeof (Search));
  gboolean there;

  for (guint i = 0; i < count; i++) {
    Search search = { &parsers[i], NULL, 0 };

    if (parsers[i].url == NULL)
      continue;
    search.regex = g_regex_new (parsers[i].url, G_REGEX_CASELESS, 0, NULL);
    g_assert_nonnull (search.regex);
    g_array_append_val (searches, search);
  }
  there = berth_recordings_foreach ("*", visit_all, searches);
  for (guint i = 0; i < searches->len; i++) {
    Search *search = &g_array_index (searches, Search, i);

    g_test_message ("%s: %u", search->parser->name, search->values);
    if (there)
      g_assert_cmpuint (search->values, >, 0);
    g_regex_unref (search->regex);
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/azure/values/samples", test_samples);
  g_test_add_func ("/azure/values/required", test_required);
  g_test_add_func ("/azure/values/recorded", test_recorded);
  return g_test_run ();
}
