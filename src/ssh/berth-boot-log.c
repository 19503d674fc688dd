/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-host-keys.h"

#include <string.h>

/* Azure keeps at most 1 MiB of serial log; cloud-init prints a handful of keys. */
#define MAX_LOG_BYTES (4 * 1024 * 1024)
#define MAX_FINGERPRINTS 32

#define PREFIX "SHA256:"
#define DIGEST_LENGTH 43 /* 32 bytes in base64, unpadded */

#define BLOCK_BEGIN "-----BEGIN SSH HOST KEY FINGERPRINTS-----"
#define BLOCK_END "-----END SSH HOST KEY FINGERPRINTS-----"
#define TABLE_BEGIN "ci-info: ++"
#define TABLE_OF_USER_KEYS "uthorized keys"

typedef enum {
  OUTSIDE,
  IN_BLOCK,
  IN_USER_TABLE,
  IN_HOST_TABLE,
} Place;

static gboolean
is_base64 (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/';
}

/* Returns the fingerprint on the line, or NULL. */
static char *
find_fingerprint (const char *line)
{
  const char *found = strstr (line, PREFIX);
  gsize length = 0;

  if (found == NULL)
    return NULL;
  while (is_base64 (found[strlen (PREFIX) + length]))
    length++;
  if (length != DIGEST_LENGTH)
    return NULL;
  return g_strndup (found, strlen (PREFIX) + length);
}

static Place
next_place (Place place, const char *line)
{
  if (strstr (line, BLOCK_BEGIN) != NULL)
    return IN_BLOCK;
  if (strstr (line, BLOCK_END) != NULL)
    return OUTSIDE;
  if (strstr (line, TABLE_BEGIN) != NULL) {
    /* A table's first line carries its title; its last line only has "+" and "-". */
    if (strstr (line, TABLE_OF_USER_KEYS) != NULL)
      return IN_USER_TABLE;
    if (strstr (line, "ost key") != NULL)
      return IN_HOST_TABLE;
    return OUTSIDE;
  }
  return place;
}

/**
 * berth_host_keys_parse_boot_log:
 * @text: a machine's serial log; anything at all
 * @length: bytes of @text, or -1 for a string
 *
 * Reads the SSH host key fingerprints that cloud-init prints on the serial console: the
 * block between "-----BEGIN SSH HOST KEY FINGERPRINTS-----" and its end, and "ci-info"
 * tables of host keys. A table of authorized keys is the users', not the host's, and does
 * not count. After a second first boot the log has several blocks; the last one holds.
 *
 * Returns: (transfer full): fingerprints as "SHA256:…", none twice; empty where there are
 *   none
 */
char **
berth_host_keys_parse_boot_log (const char *text, gssize length)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;
  Place place = OUTSIDE;
  gsize size;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (size > MAX_LOG_BYTES) {
    text += size - MAX_LOG_BYTES;
    size = MAX_LOG_BYTES;
  }
  copy = g_malloc (size + 1);
  for (gsize i = 0; i < size; i++)
    copy[i] = text[i] != '\0' ? text[i] : ' '; /* serial lines have noise */
  copy[size] = '\0';
  lines = g_strsplit (copy, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    Place was = place;
    g_autofree char *fingerprint = NULL;

    place = next_place (place, lines[i]);
    if (place == IN_BLOCK && was != IN_BLOCK)
      g_ptr_array_set_size (found, 0);
    if (place != IN_BLOCK && place != IN_HOST_TABLE)
      continue;
    fingerprint = find_fingerprint (lines[i]);
    if (fingerprint != NULL && found->len < MAX_FINGERPRINTS
        && !g_ptr_array_find_with_equal_func (found, fingerprint, g_str_equal, NULL))
      g_ptr_array_add (found, g_steal_pointer (&fingerprint));
  }
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}
