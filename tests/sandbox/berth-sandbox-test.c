/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"

#include "berth-sandbox-json.h"
#include "berth-test.h"

#include <string.h>

#define SPEED 40

static BerthSandbox *
make_sandbox (BerthSandboxTest *self, const char *scenario)
{
  g_autofree char *state = g_build_filename (self->folder, "cloud", NULL);
  g_autoptr (BerthSandboxScenario) parsed = NULL;
  g_autoptr (GError) error = NULL;
  BerthSandboxOptions options = { .state_folder = state, .clock = self->clock };

  if (scenario != NULL)
    parsed = berth_sandbox_scenario_new_from_data (scenario, -1, &error);
  g_assert_no_error (error);
  options.scenario = parsed;
  return berth_sandbox_new (&options);
}

static void
start (BerthSandboxTest *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *form = NULL;
  g_autoptr (JsonNode) answer = NULL;

  g_clear_pointer (&self->ready, berth_sandbox_ready_free);
  self->ready = dex_await_boxed (berth_sandbox_start (self->sandbox), &error);
  g_assert_no_error (error);
  path = g_strdup_printf ("/%s/oauth2/v2.0/token", self->ready->tenant);
  form = g_strdup_printf (
    "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
    "%%2F.default",
    self->ready->client_id, self->ready->client_secret, self->ready->endpoint);
  answer = berth_sandbox_test_form (self, path, form);
  g_assert_cmpuint (self->status, ==, 200);
  g_set_str (&self->token, berth_sandbox_test_get (answer, "access_token"));
}

/**
 * berth_sandbox_test_new:
 * @scenario: (nullable): the scenario as JSON
 *
 * To be called in a fiber.
 */
BerthSandboxTest *
berth_sandbox_test_new (const char *scenario)
{
  BerthSandboxTest *self = g_new0 (BerthSandboxTest, 1);

  self->folder = berth_test_make_folder ();
  self->clock = berth_clock_new (SPEED);
  self->session = soup_session_new ();
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sandbox = make_sandbox (self, scenario);
  start (self);
  return self;
}

/* Stops the cloud and starts another one on the same state. */
void
berth_sandbox_test_start_again (BerthSandboxTest *self)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_sandbox_stop (self->sandbox), &error);
  g_assert_no_error (error);
  g_clear_object (&self->sandbox);
  self->sandbox = make_sandbox (self, NULL);
  start (self);
}

void
berth_sandbox_test_free (BerthSandboxTest *self)
{
  g_autoptr (GError) error = NULL;

  soup_session_abort (self->session);
  dex_await (berth_sandbox_stop (self->sandbox), &error);
  g_assert_no_error (error);
  g_clear_object (&self->session);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->clock);
  berth_sandbox_ready_free (self->ready);
  g_hash_table_unref (self->headers);
  berth_test_remove_folder (self->folder);
  g_free (self->token);
  g_free (self->text);
  g_free (self->folder);
  g_free (self);
}

static void
keep_header (const char *name, const char *value, gpointer data)
{
  g_hash_table_replace (data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
on_answer (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  GBytes *bytes
    = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);

  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, error);
}

static JsonNode *
send_message (BerthSandboxTest *self, SoupMessage *message)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL,
                                    on_answer, dex_ref (promise));
  bytes = dex_await_boxed (DEX_FUTURE (promise), &error);
  g_assert_no_error (error);
  self->status = soup_message_get_status (message);
  g_hash_table_remove_all (self->headers);
  soup_message_headers_foreach (soup_message_get_response_headers (message), keep_header,
                                self->headers);
  data = g_bytes_get_data (bytes, &length);
  g_free (self->text);
  self->text = g_strndup (data != NULL ? data : "", length);
  return length > 0 ? berth_sandbox_json_parse (data, length, NULL) : NULL;
}

/* POSTs a form without a token. */
JsonNode *
berth_sandbox_test_form (BerthSandboxTest *self, const char *path, const char *form)
{
  g_autofree char *url = g_strconcat (self->ready->endpoint, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded",
                                            body);
  return send_message (self, message);
}

static char *
make_url (BerthSandboxTest *self, const char *path)
{
  if (g_str_has_prefix (path, "http"))
    return g_strdup (path);
  if (strstr (path, "api-version=") != NULL)
    return g_strconcat (self->ready->endpoint, path, NULL);
  return g_strconcat (self->ready->endpoint, path, strchr (path, '?') != NULL ? "&" : "?",
                      "api-version=2024-03-01", NULL);
}

/**
 * berth_sandbox_test_send:
 * @path: with or without an api-version; or a whole URL
 * @body: (nullable): JSON
 *
 * Returns: (transfer full) (nullable): the answer, if it is JSON
 */
JsonNode *
berth_sandbox_test_send (BerthSandboxTest *self,
                         const char *method,
                         const char *path,
                         const char *body)
{
  g_autofree char *url = make_url (self, path);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (self->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
  }
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  return send_message (self, message);
}

/* Follows the operation of the last answer to its end, by the header that it had. */
void
berth_sandbox_test_finish (BerthSandboxTest *self)
{
  g_autofree char *async
    = g_strdup (g_hash_table_lookup (self->headers, "azure-asyncoperation"));
  g_autofree char *location = g_strdup (g_hash_table_lookup (self->headers, "location"));

  g_assert_true (async != NULL || location != NULL);
  for (guint i = 0; i < 2000; i++) {
    g_autoptr (JsonNode) answer
      = berth_sandbox_test_send (self, "GET", async != NULL ? async : location, NULL);

    if (async != NULL
        && g_strcmp0 (berth_sandbox_test_get (answer, "status"), "InProgress") != 0)
      return;
    if (async == NULL && self->status != 202)
      return;
    dex_await (berth_clock_wait (self->clock, G_USEC_PER_SEC, NULL), NULL);
  }
  g_assert_not_reached ();
}

/* PUTs, and waits until it is done. */
JsonNode *
berth_sandbox_test_put (BerthSandboxTest *self, const char *path, const char *body)
{
  JsonNode *answer = berth_sandbox_test_send (self, "PUT", path, body);
  const guint status = self->status;

  if (status >= 300)
    return answer;
  if (g_hash_table_contains (self->headers, "azure-asyncoperation"))
    berth_sandbox_test_finish (self);
  self->status = status;
  return answer;
}

/* Returns (transfer full): "/subscriptions/S" and @rest. */
char *
berth_sandbox_test_dup_path (BerthSandboxTest *self, const char *rest)
{
  return g_strconcat ("/subscriptions/", self->ready->subscription, rest, NULL);
}

void
berth_sandbox_test_make_group (BerthSandboxTest *self, const char *name)
{
  g_autofree char *rest = g_strconcat ("/resourcegroups/", name, NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (self, rest);
  g_autoptr (JsonNode) answer
    = berth_sandbox_test_send (self, "PUT", path, "{\"location\": \"koreacentral\"}");

  g_assert_cmpuint (self->status, ==, 201);
}

/* The text at a dotted path, %NULL where there is none. A number stands for an array's
 * entry. */
static JsonNode *
find (JsonNode *node, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; node != NULL && names[i] != NULL; i++) {
    if (JSON_NODE_HOLDS_OBJECT (node)) {
      node = json_object_get_member (json_node_get_object (node), names[i]);
    } else if (JSON_NODE_HOLDS_ARRAY (node)) {
      const guint index = (guint) g_ascii_strtoull (names[i], NULL, 10);
      JsonArray *array = json_node_get_array (node);

      node = index < json_array_get_length (array) ? json_array_get_element (array, index)
                                                   : NULL;
    } else {
      node = NULL;
    }
  }
  return node;
}

const char *
berth_sandbox_test_get (JsonNode *node, const char *path)
{
  JsonNode *found = find (node, path);

  return found != NULL && json_node_get_value_type (found) == G_TYPE_STRING
           ? json_node_get_string (found)
           : NULL;
}

gint64
berth_sandbox_test_get_int (JsonNode *node, const char *path)
{
  JsonNode *found = find (node, path);

  g_assert_nonnull (found);
  return json_node_get_int (found);
}

guint
berth_sandbox_test_count (JsonNode *node, const char *path)
{
  JsonNode *found = *path != '\0' ? find (node, path) : node;

  g_assert_true (found != NULL && JSON_NODE_HOLDS_ARRAY (found));
  return json_array_get_length (json_node_get_array (found));
}
