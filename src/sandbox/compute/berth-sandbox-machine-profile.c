/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* What a machine is called, who may enter it and what it is told at its first boot. All
 * of it ends up in files of the machine's, so that nothing may pass that has no place
 * there. */

#define NAME_MAX_LENGTH 64
#define CUSTOM_DATA_MAX_LENGTH 87380

static GError *
refuse (const char *target, const char *message)
{
  GError *error = berth_sandbox_fault_new (400, "InvalidParameter", "%s", message);

  berth_sandbox_fault_set_target (error, target);
  return error;
}

static gboolean
is_reserved (const char *user)
{
  static const char *const reserved[] = { "root",  "admin", "administrator", "user",
                                          "user1", "test",  "guest",         "1",
                                          "a",     NULL };
  g_autofree char *lower = g_ascii_strdown (user, -1);

  return g_strv_contains (reserved, lower);
}

static gboolean
matches (const char *text, const char *pattern)
{
  return strlen (text) <= NAME_MAX_LENGTH
         && g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

static GError *
check_user (const char *user)
{
  if (user == NULL || *user == '\0')
    return refuse ("adminUsername",
                   "Required parameter 'adminUsername' is missing (null).");
  if (is_reserved (user) || !matches (user, "^[A-Za-z_][A-Za-z0-9_-]*$"))
    return refuse ("adminUsername",
                   "The Admin Username specified is not allowed. For more information "
                   "about disallowed usernames, see https://aka.ms/vmosprofile");
  return NULL;
}

static GError *
check_names (JsonObject *machine)
{
  const char *name = berth_sandbox_json_string (machine, "name");
  const char *host
    = berth_sandbox_json_string (machine, "properties.osProfile.computerName");

  if (name != NULL && !matches (name, "^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$"))
    return refuse ("vmName", "The name of the virtual machine must have 1 to 64 letters, "
                             "digits, '.', '_' or '-' and not end with '.' or '-'.");
  if (host != NULL && !matches (host, "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"))
    return refuse (
      "computerName",
      "Linux host name cannot exceed 64 characters in length or contain the "
      "following characters: ` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : ' "
      "\" , < > / ?.");
  return NULL;
}

/* The service knows two kinds of key, in one line as an authorized_keys file has them. */
static gboolean
is_public_key (const char *text)
{
  return text != NULL
         && g_regex_match_simple (
           "^\\s*(ssh-rsa|ssh-ed25519) AAAA[A-Za-z0-9+/]*={0,2}( [^\\r\\n]*)?\\s*$", text,
           0, 0);
}

static GError *
check_key (JsonNode *node, const char *user)
{
  JsonObject *key = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *path = berth_sandbox_json_string (key, "path");
  g_autofree char *only = g_strdup_printf ("/home/%s/.ssh/authorized_keys", user);
  g_autofree char *message = NULL;

  if (!is_public_key (berth_sandbox_json_string (key, "keyData")))
    return refuse ("linuxConfiguration.ssh.publicKeys.keyData",
                   "The value of parameter linuxConfiguration.ssh.publicKeys.keyData is "
                   "invalid.");
  if (g_strcmp0 (path, only) == 0)
    return NULL;
  message
    = g_strdup_printf ("Destination path for SSH public keys is currently limited to "
                       "its default value %s due to a known issue in Linux "
                       "provisioning agent.",
                       only);
  return refuse ("linuxConfiguration.ssh.publicKeys.path", message);
}

static GError *
check_keys (JsonObject *profile, const char *user)
{
  JsonArray *keys
    = berth_sandbox_json_array (profile, "linuxConfiguration.ssh.publicKeys");
  const guint n = keys != NULL ? json_array_get_length (keys) : 0;

  if (n == 0 && berth_sandbox_json_string (profile, "adminPassword") == NULL)
    return refuse ("linuxConfiguration",
                   "Authentication using either SSH or by user name and password must be "
                   "enabled in Linux profile.");
  for (guint i = 0; i < n; i++) {
    GError *error = check_key (json_array_get_element (keys, i), user);

    if (error != NULL)
      return error;
  }
  return NULL;
}

static GError *
check_custom_data (JsonObject *profile)
{
  const char *data = berth_sandbox_json_string (profile, "customData");

  if (data == NULL
      || (strlen (data) <= CUSTOM_DATA_MAX_LENGTH
          && g_regex_match_simple ("^[A-Za-z0-9+/\\s]*={0,2}\\s*$", data, 0, 0)))
    return NULL;
  return refuse ("customData",
                 "Custom data in OSProfile must be in Base64 encoding and with "
                 "a maximum length of 87380 characters.");
}

/* Returns (transfer full) (nullable): what is wrong with the names, keys and data of a
 * machine that is wanted. */
GError *
berth_sandbox_machine_check_profile (JsonObject *machine)
{
  JsonObject *profile = berth_sandbox_json_object (machine, "properties.osProfile");
  const char *user = berth_sandbox_json_string (profile, "adminUsername");
  GError *error = check_user (user);

  if (error == NULL)
    error = check_names (machine);
  if (error == NULL)
    error = check_keys (profile, user);
  return error != NULL ? error : check_custom_data (profile);
}
