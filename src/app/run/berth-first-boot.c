/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-first-boot.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* What the machine prints is not ours: beyond this it is no status any more. */
#define MAX_STATUS_BYTES (256 * 1024)
#define MAX_DETAIL_CHARACTERS 300

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* In the order in which they run. */
static const char *
find_stage_name (const char *stage)
{
  if (g_strcmp0 (stage, "init-local") == 0)
    return _ ("Looking for the machine's settings");
  if (g_strcmp0 (stage, "init") == 0)
    return _ ("Setting up the network, the user and the disk");
  if (g_strcmp0 (stage, "modules-config") == 0)
    return _ ("Applying the settings");
  if (g_strcmp0 (stage, "modules-final") == 0)
    return _ ("Installing and finishing");
  return _ ("Starting for the first time");
}

static char *
cut (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_strstrip (valid);
  return g_utf8_strlen (valid, -1) > MAX_DETAIL_CHARACTERS
           ? g_utf8_substring (valid, 0, MAX_DETAIL_CHARACTERS)
           : g_steal_pointer (&valid);
}

static char *
dup_first_problem (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "errors");
  JsonArray *errors
    = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first = errors != NULL && json_array_get_length (errors) > 0
                      ? json_array_get_element (errors, 0)
                      : NULL;

  if (first == NULL || json_node_get_value_type (first) != G_TYPE_STRING)
    return NULL;
  return cut (json_node_get_string (first));
}

static BerthFirstBootState
find_state (const char *status)
{
  if (g_strcmp0 (status, "error") == 0)
    return BERTH_FIRST_BOOT_FAILED;
  if (g_strcmp0 (status, "running") == 0 || g_strcmp0 (status, "not run") == 0
      || g_strcmp0 (status, "not started") == 0)
    return BERTH_FIRST_BOOT_RUNNING;
  return BERTH_FIRST_BOOT_DONE;
}

static BerthFirstBootState
take_json (JsonObject *object, char **detail)
{
  BerthFirstBootState state = find_state (get_text (object, "status"));

  if (state == BERTH_FIRST_BOOT_RUNNING)
    *detail = g_strdup (find_stage_name (get_text (object, "stage")));
  else if (state == BERTH_FIRST_BOOT_FAILED)
    *detail = dup_first_problem (object);
  return state;
}

static BerthFirstBootState
take_text (const char *text, char **detail)
{
  static const char prefix[] = "status:";
  const char *found = strstr (text, prefix);
  g_autofree char *status = NULL;
  BerthFirstBootState state;

  if (found == NULL)
    return BERTH_FIRST_BOOT_DONE;
  found += strlen (prefix);
  status = g_strndup (found, strcspn (found, "\r\n"));
  state = find_state (g_strstrip (status));
  if (state == BERTH_FIRST_BOOT_RUNNING)
    *detail = g_strdup (find_stage_name (NULL));
  return state;
}

/**
 * berth_first_boot_parse:
 * @text: what %BERTH_FIRST_BOOT_COMMAND printed
 * @length: its length
 * @detail: (out) (nullable): the stage it is in, or what went wrong
 *
 * Reads cloud-init's status. What is no status counts as done: the machine is up, and
 * nothing more can be learned from it.
 *
 * Returns: how far the first boot is
 */
BerthFirstBootState
berth_first_boot_parse (const char *text, gsize length, char **detail)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *copy = NULL;
  JsonNode *root;

  *detail = NULL;
  if (length == 0 || length > MAX_STATUS_BYTES)
    return BERTH_FIRST_BOOT_DONE;
  if (json_parser_load_from_data (parser, text, (gssize) length, NULL)
      && (root = json_parser_get_root (parser)) != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return take_json (json_node_get_object (root), detail);
  copy = g_strndup (text, length);
  return take_text (copy, detail);
}
