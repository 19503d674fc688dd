/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-replay-server.h"

#include "berth-json.h"

#include <string.h>

#define RECORDED_HOST "management.azure.com"
#define METADATA                                                                         \
  "{\"name\":\"Replay\",\"authentication\":{\"loginEndpoint\":\"%s\",\"audiences\":"     \
  "[\"%s\"]}}"

static void
interaction_free (gpointer data)
{
  BerthInteraction *self = data;

  g_free (self->path);
  g_free (self->key);
  g_free (self->query);
  g_free (self->other_host);
  g_free (self);
}

/* Letter case and escapes differ between what was recorded and what is asked. */
static char *
make_key (const char *path)
{
  g_autofree char *plain = g_uri_unescape_string (path, NULL);
  char *key = g_utf8_casefold (plain != NULL ? plain : path, -1);
  gsize length = strlen (key);

  while (length > 1 && key[length - 1] == '/')
    key[--length] = '\0';
  return key;
}

static char *
without_version (const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    if (g_ascii_strncasecmp (parts[i], "api-version=", 12) != 0)
      g_strv_builder_add (kept, parts[i]);
  }
  rest = g_strv_builder_end (kept);
  return g_strjoinv ("&", rest);
}

static BerthInteraction *
interaction_new (JsonObject *recorded)
{
  BerthInteraction *self = g_new0 (BerthInteraction, 1);
  g_autoptr (GUri) uri
    = g_uri_parse (json_object_get_string_member (recorded, "url"),
                   G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);

  g_assert_nonnull (uri);
  self->recorded = recorded;
  self->method = json_object_get_string_member (recorded, "method");
  self->status = (guint) json_object_get_int_member (recorded, "status");
  self->path = g_uri_unescape_string (g_uri_get_path (uri), NULL);
  self->key = make_key (g_uri_get_path (uri));
  self->query = without_version (g_uri_get_query (uri));
  if (!g_str_equal (g_uri_get_host (uri), RECORDED_HOST))
    self->other_host = g_strdup (g_uri_get_host (uri));
  return self;
}

static void
redirect_host (BerthReplayServer *self, GString *text, const char *host)
{
  g_autofree char *base = g_strconcat ("https://", host, NULL);
  g_autofree char *with_port = g_strconcat (base, ":443", NULL);

  g_string_replace (text, with_port, self->base, 0);
  g_string_replace (text, base, self->base, 0);
}

/* Links lead back to this server, those to other hosts too. */
static char *
redirect (BerthReplayServer *self, const char *text)
{
  GString *moved = g_string_new (text);

  redirect_host (self, moved, RECORDED_HOST);
  for (guint i = 0; i < self->interactions->len; i++) {
    BerthInteraction *one = g_ptr_array_index (self->interactions, i);

    if (one->other_host != NULL)
      redirect_host (self, moved, one->other_host);
  }
  return g_string_free_and_steal (moved);
}

static gboolean
is_monitor (const char *query)
{
  return strstr (query, "monitor=true") != NULL;
}

static gboolean
matches (BerthInteraction *one, const char *method, const char *key, const char *query)
{
  return !one->used && g_str_equal (one->method, method) && g_str_equal (one->key, key)
         && is_monitor (one->query) == is_monitor (query);
}

/* The one that is expected, else the first one with the same query, else the first one
 * that asks the same path. */
static BerthInteraction *
find (BerthReplayServer *self, const char *method, const char *path, const char *query)
{
  g_autofree char *key = make_key (path);
  g_autofree char *rest = without_version (query);
  BerthInteraction *found = NULL;

  if (self->expected != NULL && matches (self->expected, method, key, rest))
    return self->expected;
  for (guint i = 0; i < self->interactions->len; i++) {
    BerthInteraction *one = g_ptr_array_index (self->interactions, i);

    if (!matches (one, method, key, rest))
      continue;
    if (g_ascii_strcasecmp (one->query, rest) == 0)
      return one;
    if (found == NULL)
      found = one;
  }
  return found;
}

static void
set_body (SoupServerMessage *message, const char *text)
{
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
answer_body (BerthReplayServer *self, SoupServerMessage *message, JsonNode *body)
{
  g_autofree char *text = NULL;
  g_autofree char *moved = NULL;

  if (body == NULL || JSON_NODE_HOLDS_NULL (body))
    return;
  text = JSON_NODE_HOLDS_VALUE (body) ? json_node_dup_string (body)
                                      : json_to_string (body, FALSE);
  moved = redirect (self, text);
  set_body (message, moved);
}

static void
answer (BerthReplayServer *self, SoupServerMessage *message, BerthInteraction *one)
{
  JsonObject *headers = json_object_get_object_member (one->recorded, "headers");
  g_autoptr (GList) names = json_object_get_members (headers);

  one->used = TRUE;
  g_ptr_array_add (self->answered, one);
  soup_server_message_set_status (message, one->status, NULL);
  answer_body (self, message, json_object_get_member (one->recorded, "response"));
  for (GList *iter = names; iter != NULL; iter = iter->next) {
    g_autofree char *value
      = redirect (self, json_object_get_string_member (headers, iter->data));

    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  iter->data, value);
  }
}

static void
answer_unmet (BerthReplayServer *self, SoupServerMessage *message)
{
  self->unmet++;
  soup_server_message_set_status (message, 418, NULL);
  set_body (message, "{\"error\":{\"code\":\"NotRecorded\",\"message\":\"Nothing was "
                     "recorded for this\"}}");
}

/* A cloud's own description, for recordings that have none. */
static void
answer_metadata (BerthReplayServer *self, SoupServerMessage *message)
{
  g_autofree char *text = g_strdup_printf (METADATA, self->base, self->base);

  soup_server_message_set_status (message, 200, NULL);
  set_body (message, text);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  BerthReplayServer *self = user_data;
  GUri *uri = soup_server_message_get_uri (message);
  BerthInteraction *one = find (self, soup_server_message_get_method (message),
                                g_uri_get_path (uri), g_uri_get_query (uri));
  const char *token = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "Authorization");

  const gboolean is_open = g_str_equal (path, "/metadata/endpoints")
                           || (one != NULL && one->other_host != NULL);

  if (one == NULL && is_open) {
    answer_metadata (self, message);
    return;
  }
  if (one != NULL && (token == NULL) != is_open)
    self->mistrusted++;
  if (one != NULL)
    answer (self, message, one);
  else
    answer_unmet (self, message);
}

static void
listen (BerthReplayServer *self)
{
  g_autoptr (GError) error = NULL;
  GSList *uris = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

/**
 * berth_replay_server_new:
 * @recording: the exchanges of one recording
 *
 * Returns: (transfer full): a server that answers each request with the first exchange
 *   that it has not answered with yet
 */
BerthReplayServer *
berth_replay_server_new (JsonArray *recording)
{
  BerthReplayServer *self = g_new0 (BerthReplayServer, 1);

  self->recording = json_array_ref (recording);
  self->interactions = g_ptr_array_new_with_free_func (interaction_free);
  self->answered = g_ptr_array_new ();
  for (guint i = 0; i < json_array_get_length (recording); i++)
    g_ptr_array_add (self->interactions,
                     interaction_new (json_array_get_object_element (recording, i)));
  listen (self);
  return self;
}

void
berth_replay_server_free (BerthReplayServer *self)
{
  g_clear_object (&self->server);
  g_ptr_array_unref (self->answered);
  g_ptr_array_unref (self->interactions);
  json_array_unref (self->recording);
  g_free (self->base);
  g_free (self);
}
