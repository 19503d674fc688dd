/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-recordings.h"

#include "berth-test.h"

#include <string.h>

static void
visit (const char *line, BerthExchangeFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (line, &error);
  BerthExchange exchange = { 0 };
  JsonObject *object;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  exchange.method = json_object_get_string_member (object, "method");
  exchange.url = json_object_get_string_member (object, "url");
  exchange.status = (guint) json_object_get_int_member (object, "status");
  exchange.body = json_object_get_member (object, "response");
  if (exchange.body != NULL && JSON_NODE_HOLDS_NULL (exchange.body))
    exchange.body = NULL;
  func (&exchange, data);
}

/**
 * berth_recordings_foreach:
 * @name: a file of recorded exchanges without its ending, or `*` for all of them
 *
 * Returns: %FALSE where the recordings are absent; the test is then marked as skipped
 */
gboolean
berth_recordings_foreach (const char *name, BerthExchangeFunc func, gpointer data)
{
  g_autofree char *folder = berth_test_shared_path ("azure/recordings");
  g_autofree char *wanted = g_strconcat (name, ".jsonl", NULL);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *file;
  guint found = 0;

  if (dir == NULL) {
    g_test_skip ("No recordings of the service stand beside the checkout");
    return FALSE;
  }
  while ((file = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, file, NULL);
    g_autofree char *text = NULL;
    g_auto (GStrv) lines = NULL;

    if (!g_pattern_match_simple (wanted, file))
      continue;
    found++;
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    lines = g_strsplit (text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
      if (*lines[i] != '\0')
        visit (lines[i], func, data);
    }
  }
  g_assert_cmpuint (found, >, 0);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * berth_recordings_dup_names:
 *
 * Returns: (transfer full) (nullable): the recordings in alphabetical order; %NULL where
 * they are absent, and the test is then marked as skipped
 */
char **
berth_recordings_dup_names (void)
{
  g_autofree char *folder = berth_test_shared_path ("azure/recordings");
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  const char *file;

  if (dir == NULL) {
    g_test_skip ("No recordings of the service stand beside the checkout");
    return NULL;
  }
  while ((file = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_suffix (file, ".jsonl"))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (".jsonl")));
  }
  g_ptr_array_sort (names, compare_names);
  return (char **) g_ptr_array_steal (names, NULL);
}

/**
 * berth_recordings_load:
 * @name: one of berth_recordings_dup_names()
 *
 * Returns: (transfer full): its exchanges as objects, in their order
 */
JsonArray *
berth_recordings_load (const char *name)
{
  g_autofree char *folder = berth_test_shared_path ("azure/recordings");
  g_autofree char *path = g_strdup_printf ("%s/%s.jsonl", folder, name);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  JsonArray *array = json_array_new ();

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    JsonNode *node = *lines[i] != '\0' ? json_from_string (lines[i], NULL) : NULL;

    if (node != NULL)
      json_array_add_element (array, node);
  }
  return array;
}

/* Returns (transfer full): the answer as it came; a body that is no JSON is its text. */
BerthHttpResponse *
berth_exchange_make_response (const BerthExchange *exchange)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  if (exchange->body != NULL && JSON_NODE_HOLDS_VALUE (exchange->body))
    text = json_node_dup_string (exchange->body);
  else if (exchange->body != NULL)
    text = json_to_string (exchange->body, FALSE);
  if (text != NULL)
    body = g_bytes_new (text, strlen (text));
  return berth_http_response_new (exchange->status, body);
}
