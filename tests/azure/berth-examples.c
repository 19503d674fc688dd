/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-examples.h"

#include "berth-json.h"
#include "berth-test.h"

#include <gio/gio.h>

/* The answers that Microsoft publishes beside the specification of each operation, as
 * exchanges: `x-ms-examples` names a file with the parameters and an answer per status.
 */

typedef struct {
  const char *operation;
  const char *method;
  const char *path;
  JsonObject *node; /* the operation in its file */
  char *folder;     /* where its examples are looked for */
  BerthExampleFunc func;
  gpointer data;
} Visit;

static JsonNode *
load (const char *path)
{
  g_autofree char *text = NULL;
  JsonNode *node;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  /* Some files begin with a byte order mark. */
  node
    = json_from_string (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, NULL);
  g_assert_nonnull (node);
  return node;
}

/* The example's parameters in the place of "{names}". */
static char *
fill_in (const char *path, JsonObject *parameters)
{
  g_autoptr (GList) names = json_object_get_members (parameters);
  GString *filled = g_string_new (path);

  for (GList *iter = names; iter != NULL; iter = iter->next) {
    g_autofree char *name = g_strdup_printf ("{%s}", (const char *) iter->data);
    const char *value = berth_json_get_string (parameters, iter->data);

    if (value != NULL)
      g_string_replace (filled, name, value, 0);
  }
  g_string_replace (filled, "//", "/", 0);
  return g_string_free_and_steal (filled);
}

static JsonNode *
find_body (JsonObject *operation, JsonObject *parameters)
{
  JsonArray *described = berth_json_get_array (operation, "parameters");

  for (guint i = 0; described != NULL && i < json_array_get_length (described); i++) {
    JsonObject *one = berth_json_array_get_object (described, i);

    if (g_strcmp0 (berth_json_get_string (one, "in"), "body") == 0)
      return json_object_get_member (parameters, berth_json_get_string (one, "name"));
  }
  return NULL;
}

static void
set_copy (JsonObject *object, const char *name, JsonNode *value)
{
  if (value != NULL)
    json_object_set_member (object, name, json_node_copy (value));
  else
    json_object_set_null_member (object, name);
}

/* Examples name hosts that are nobody's, and "aaaaaa" or "…" for the next page's address.
 */
static JsonObject *
repair_links (JsonObject *exchange)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), exchange);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (GRegex) hosts
    = g_regex_new ("https://(foo\\.com|storageuri)(?=/)", 0, 0, NULL);
  g_autoptr (GRegex) links = g_regex_new ("\"nextLink\":\"(?!https)[^\"]*\"", 0, 0, NULL);
  g_autofree char *housed = g_regex_replace_literal (
    hosts, text, -1, 0, "https://management.azure.com", 0, NULL);
  g_autofree char *repaired
    = g_regex_replace_literal (links, housed, -1, 0, "\"nextLink\":null", 0, NULL);
  g_autoptr (JsonNode) again = json_from_string (repaired, NULL);

  return json_object_ref (json_node_get_object (again));
}

static JsonArray *
make_recording (Visit *visit,
                JsonObject *parameters,
                const char *status,
                JsonObject *answer)
{
  JsonArray *recording = json_array_new ();
  g_autoptr (JsonObject) exchange = json_object_new ();
  g_autofree char *path = fill_in (visit->path, parameters);
  g_autofree char *escaped = g_uri_escape_string (path, "/$&'()*+,;=:@", FALSE);
  g_autofree char *url = g_strconcat ("https://management.azure.com", escaped, NULL);

  json_object_set_string_member (exchange, "method", visit->method);
  json_object_set_string_member (exchange, "url", url);
  json_object_set_int_member (exchange, "status",
                              (gint64) g_ascii_strtoull (status, NULL, 10));
  if (berth_json_get_object (answer, "headers") != NULL)
    set_copy (exchange, "headers", json_object_get_member (answer, "headers"));
  else
    json_object_set_object_member (exchange, "headers", json_object_new ());
  set_copy (exchange, "request", find_body (visit->node, parameters));
  set_copy (exchange, "response",
            json_object_has_member (answer, "body")
              ? json_object_get_member (answer, "body")
              : NULL);
  json_array_add_object_element (recording, repair_links (exchange));
  return recording;
}

static void
visit_example (Visit *visit, const char *reference)
{
  g_autofree char *path = g_build_filename (visit->folder, reference, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (JsonNode) node = load (path);
  JsonObject *answers;
  g_autoptr (GList) statuses = NULL;

  if (node == NULL)
    return;
  answers = berth_json_get_object (json_node_get_object (node), "responses");
  statuses = json_object_get_members (answers);
  for (GList *iter = statuses; iter != NULL; iter = iter->next) {
    g_autoptr (JsonArray) recording = make_recording (
      visit, berth_json_get_object (json_node_get_object (node), "parameters"),
      iter->data, json_object_get_object_member (answers, iter->data));

    visit->func (visit->operation, name, recording, visit->data);
  }
}

static void
visit_operation (Visit *visit)
{
  JsonObject *examples = berth_json_get_object (visit->node, "x-ms-examples");
  g_autoptr (GList) names = examples != NULL ? json_object_get_members (examples) : NULL;

  for (GList *iter = names; iter != NULL; iter = iter->next)
    visit_example (
      visit, berth_json_get_string (json_object_get_object_member (examples, iter->data),
                                    "$ref"));
}

static JsonObject *
find_operation (JsonNode *file, const char *path, const char *method)
{
  g_autofree char *verb = g_ascii_strdown (method, -1);
  JsonObject *paths = berth_json_get_object (json_node_get_object (file), "paths");
  JsonObject *verbs = json_object_has_member (paths, path)
                        ? json_object_get_object_member (paths, path)
                        : NULL;

  return verbs != NULL && json_object_has_member (verbs, verb)
           ? json_object_get_object_member (verbs, verb)
           : NULL;
}

static void
visit_entry (const char *root, JsonObject *entry, BerthExampleFunc func, gpointer data)
{
  g_autofree char *file
    = g_build_filename (root, berth_json_get_string (entry, "spec"), NULL);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (JsonNode) node = load (file);
  Visit visit = { berth_json_get_string (entry, "operationId"),
                  berth_json_get_string (entry, "method"),
                  berth_json_get_string (entry, "path"),
                  NULL,
                  folder,
                  func,
                  data };

  g_assert_nonnull (node);
  visit.node = find_operation (node, visit.path, visit.method);
  if (visit.node != NULL)
    visit_operation (&visit);
}

/**
 * berth_examples_foreach:
 *
 * Visits each published answer of each operation in `spec/operations.json`.
 *
 * Returns: %FALSE where the specification is absent; the test is then marked as skipped
 */
gboolean
berth_examples_foreach (BerthExampleFunc func, gpointer data)
{
  g_autofree char *root = berth_test_shared_path ("azure/spec");
  g_autofree char *index
    = root != NULL ? g_build_filename (root, "operations.json", NULL) : NULL;
  g_autoptr (JsonNode) node = index != NULL ? load (index) : NULL;
  JsonArray *entries;

  if (node == NULL) {
    g_test_skip ("No specification of the service stands beside the checkout");
    return FALSE;
  }
  entries = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    visit_entry (root, berth_json_array_get_object (entries, i), func, data);
  return TRUE;
}
