/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-practice-ready.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

G_DEFINE_QUARK (BerthPracticeCloudError, berth_practice_cloud_error)

void
berth_practice_ready_free (BerthPracticeReady *self)
{
  g_free (self->endpoint);
  g_free (self->authority);
  g_free (self->tenant);
  g_free (self->subscription);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->ca_file);
  g_free (self);
}

static char *
take_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    text = json_node_get_string (node);
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static const char *
find_missing (const BerthPracticeReady *self)
{
  const struct {
    const char *name;
    const char *value;
  } wanted[] = {
    { "endpoint", self->endpoint },
    { "authority", self->authority },
    { "tenant", self->tenant },
    { "clientId", self->client_id },
    { "clientSecret", self->client_secret },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++) {
    if (wanted[i].value == NULL)
      return wanted[i].name;
  }
  return NULL;
}

static BerthPracticeReady *
read_object (JsonObject *object)
{
  BerthPracticeReady *self = g_new0 (BerthPracticeReady, 1);

  self->endpoint = take_string (object, "endpoint");
  self->authority = take_string (object, "authority");
  self->tenant = take_string (object, "tenant");
  self->subscription = take_string (object, "subscription");
  self->client_id = take_string (object, "clientId");
  self->client_secret = take_string (object, "clientSecret");
  self->ca_file = take_string (object, "caFile");
  return self;
}

/**
 * berth_practice_ready_parse:
 * @line: one line of JSON, need not end with a zero
 * @length: its length in bytes
 *
 * Reads the practice cloud's ready line; unknown members are passed over.
 *
 * Returns: (transfer full): what it says, or %NULL with
 * %BERTH_PRACTICE_CLOUD_ERROR_MALFORMED
 */
BerthPracticeReady *
berth_practice_ready_parse (const char *line, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (BerthPracticeReady) self = NULL;
  JsonNode *root;
  const char *missing;

  if (!json_parser_load_from_data (parser, line, (gssize) length, NULL)
      || (root = json_parser_get_root (parser)) == NULL
      || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, BERTH_PRACTICE_CLOUD_ERROR,
                         BERTH_PRACTICE_CLOUD_ERROR_MALFORMED,
                         _ ("The practice cloud said something that Berth cannot read."));
    return NULL;
  }
  self = read_object (json_node_get_object (root));
  missing = find_missing (self);
  if (missing != NULL) {
    g_set_error (error, BERTH_PRACTICE_CLOUD_ERROR, BERTH_PRACTICE_CLOUD_ERROR_MALFORMED,
                 /* Translators: %s is the name of a JSON member, such as “endpoint” */
                 _ ("The practice cloud's first line lacks “%s”."), missing);
    return NULL;
  }
  return g_steal_pointer (&self);
}
