/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-uri.h"

#include "berth-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define SSH_PORT 22
#define LONGEST_USER 64
#define LONGEST_HOST 255

static gboolean
is_word (const char *text, const char *marks, gsize longest)
{
  gsize length = strlen (text);

  if (length == 0 || length > longest || *text == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && strchr (marks, text[i]) == NULL)
      return FALSE;
  }
  return TRUE;
}

static BerthSshTarget *
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, what);
  return NULL;
}

/**
 * berth_ssh_uri_to_target:
 * @uri: ssh://USER@HOST:PORT, user and port may be missing
 * @local_user: whom to sign in as where @uri does not say
 * @key_path: the private key's file
 *
 * Reads a link as draft-ietf-secsh-scp-sftp-ssh-uri writes it. Parameters behind the
 * user, a password and a path are passed over: a link from somewhere else sets nothing
 * but where to go. GIO may hand the scheme on as sftp.
 *
 * Returns: (transfer full) (nullable): where it leads, or %NULL with
 *   %G_IO_ERROR_INVALID_ARGUMENT
 */
BerthSshTarget *
berth_ssh_uri_to_target (const char *uri,
                         const char *local_user,
                         const char *key_path,
                         GError **error)
{
  g_autofree char *scheme = NULL;
  g_autofree char *user = NULL;
  g_autofree char *host = NULL;
  g_autofree char *id = NULL;
  int port = -1;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (local_user != NULL, NULL);
  g_return_val_if_fail (key_path != NULL, NULL);

  if (!g_uri_split_with_user (uri, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_HAS_AUTH_PARAMS,
                              &scheme, &user, NULL, NULL, &host, &port, NULL, NULL, NULL,
                              NULL)
      || scheme == NULL
      || (g_ascii_strcasecmp (scheme, "ssh") != 0
          && g_ascii_strcasecmp (scheme, "sftp") != 0))
    return refuse (error, _ ("This is no link to an SSH server."));
  if (host == NULL || !is_word (host, "-._:%", LONGEST_HOST))
    return refuse (error, _ ("The link does not name a host."));
  if (port == 0 || port > G_MAXUINT16)
    return refuse (error, _ ("The link’s port is not between 1 and 65535."));
  if (user == NULL || *user == '\0')
    g_set_str (&user, local_user);
  if (!is_word (user, "-._", LONGEST_USER))
    return refuse (error, _ ("The link’s user name is none that a machine would have."));
  if (port < 0)
    port = SSH_PORT;
  id = g_strdup_printf ("ssh://%s:%d", host, port);
  return berth_ssh_target_new (host, (guint16) port, user, key_path, id, NULL);
}
