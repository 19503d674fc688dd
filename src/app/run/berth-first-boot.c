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

static BerthFirstBootState
take_cloud_init (const char *text, char **detail)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (json_parser_load_from_data (parser, text, -1, NULL)
      && (root = json_parser_get_root (parser)) != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return take_json (json_node_get_object (root), detail);
  return take_text (text, detail);
}

/* In the order in which they run. */
static const char *
find_desktop_stage_name (const char *stage)
{
  static const struct {
    const char *stage;
    const char *name;
  } names[] = {
    { "prepare", N_ ("Getting ready to install the desktop") },
    { "update", N_ ("Looking for the desktop’s packages") },
    { "desktop", N_ ("Installing the desktop") },
    { "remote", N_ ("Installing remote access to the desktop") },
    { "settings", N_ ("Setting up the desktop") },
    { "fonts", N_ ("Installing fonts and Korean input") },
    { "finish", N_ ("Starting the desktop") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (stage, names[i].stage) == 0)
      return _ (names[i].name);
  }
  return _ ("Installing the desktop");
}

/* Beyond any number of steps that makes sense it is 0, which is none. */
static guint
get_count (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  const gint64 count = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64
                         ? json_node_get_int (node)
                         : 0;

  return count > 0 && count < 1000 ? (guint) count : 0;
}

static char *
describe_step (JsonObject *object)
{
  const char *name = find_desktop_stage_name (get_text (object, "stage"));
  const guint step = get_count (object, "step");
  const guint steps = get_count (object, "steps");

  if (step == 0 || step > steps)
    return g_strdup (name);
  /* Translators: %s is what is being done, such as “Installing the desktop” */
  return g_strdup_printf (_ ("%s (step %u of %u)"), name, step, steps);
}

/* The file is renamed into place, so it is whole or it is not the script's. While systemd
 * holds the installation for "active", or "activating" between two tries, a step that
 * failed is tried again. */
static BerthFirstBootState
take_desktop (const char *text, char **detail)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gboolean goes_on = g_str_has_prefix (text, "activ");
  JsonNode *root;
  JsonObject *object;

  text += strcspn (text, "{");
  if (!json_parser_load_from_data (parser, text, -1, NULL)
      || (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return BERTH_FIRST_BOOT_DONE;
  object = json_node_get_object (root);
  if (get_count (object, "rc") != 0 && !goes_on) {
    const char *message = get_text (object, "message");

    *detail = message != NULL ? cut (message) : NULL;
    return BERTH_FIRST_BOOT_FAILED;
  }
  if (g_strcmp0 (get_text (object, "stage"), "done") == 0)
    return BERTH_FIRST_BOOT_DONE;
  *detail = describe_step (object);
  return BERTH_FIRST_BOOT_RUNNING;
}

/**
 * berth_first_boot_parse:
 * @text: what %BERTH_FIRST_BOOT_COMMAND printed
 * @length: its length
 * @detail: (out) (nullable): the stage it is in, or what went wrong
 *
 * Reads cloud-init's status, and that of the desktop's installation, which goes on after
 * it. What is no status counts as done: the machine is up, and nothing more can be
 * learned from it.
 *
 * Returns: how far the first boot is
 */
BerthFirstBootState
berth_first_boot_parse (const char *text, gsize length, char **detail)
{
  g_autofree char *copy = NULL;
  char *mark;
  BerthFirstBootState state;

  *detail = NULL;
  if (length == 0 || length > MAX_STATUS_BYTES)
    return BERTH_FIRST_BOOT_DONE;
  copy = g_strndup (text, length);
  mark = strstr (copy, BERTH_FIRST_BOOT_MARK "\n");
  if (mark != NULL)
    *mark = '\0';
  state = take_cloud_init (copy, detail);
  if (mark == NULL || state != BERTH_FIRST_BOOT_DONE)
    return state;
  return take_desktop (mark + strlen (BERTH_FIRST_BOOT_MARK "\n"), detail);
}

/**
 * berth_first_boot_find_fraction:
 * @text: what the desktop's installation says of itself, as JSON
 *
 * Returns: how many of its steps are done, from 0 to 1; 0 where that is not known
 */
double
berth_first_boot_find_fraction (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  guint step;
  guint steps;

  text += strcspn (text, "{");
  if (!json_parser_load_from_data (parser, text, -1, NULL)
      || (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return 0;
  step = get_count (json_node_get_object (root), "step");
  steps = get_count (json_node_get_object (root), "steps");
  return step > 0 && step <= steps ? (double) (step - 1) / steps : 0;
}
