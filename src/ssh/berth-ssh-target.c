/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-target.h"

#include <string.h>

/**
 * BerthSshTarget:
 *
 * Where a session goes and as whom, and how the host proves that it is the right one.
 * Immutable.
 */
struct _BerthSshTarget {
  GObject parent_instance;

  char *address;
  guint16 port;
  char *user;
  char *key_path;
  char *host_id;
  char **expected_fingerprints;
};

G_DEFINE_FINAL_TYPE (BerthSshTarget, berth_ssh_target, G_TYPE_OBJECT)

static void
berth_ssh_target_finalize (GObject *object)
{
  BerthSshTarget *self = BERTH_SSH_TARGET (object);

  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->key_path, g_free);
  g_clear_pointer (&self->host_id, g_free);
  g_clear_pointer (&self->expected_fingerprints, g_strfreev);

  G_OBJECT_CLASS (berth_ssh_target_parent_class)->finalize (object);
}

static void
berth_ssh_target_class_init (BerthSshTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_ssh_target_finalize;
}

static void
berth_ssh_target_init (BerthSshTarget *self)
{
}

static gboolean
is_plain (const char *word)
{
  if (*word == '\0' || *word == '-')
    return FALSE;
  for (; *word != '\0'; word++)
    if (!g_ascii_isalnum (*word) && strchr ("/._-:@%+,", *word) == NULL)
      return FALSE;
  return TRUE;
}

static char *
quote (const char *word)
{
  return is_plain (word) ? g_strdup (word) : g_shell_quote (word);
}

/**
 * berth_ssh_target_new:
 * @address: an IP address or a host name
 * @port: 22 for most
 * @user: whom to sign in as
 * @key_path: the private key's file
 * @host_id: what host keys are pinned by: the machine's resource id
 * @expected_fingerprints: (nullable) (array zero-terminated=1): what the host must show,
 * as read from the service; %NULL where it is not known
 */
BerthSshTarget *
berth_ssh_target_new (const char *address,
                      guint16 port,
                      const char *user,
                      const char *key_path,
                      const char *host_id,
                      const char *const *expected_fingerprints)
{
  BerthSshTarget *self;

  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (user != NULL, NULL);
  g_return_val_if_fail (key_path != NULL, NULL);
  g_return_val_if_fail (host_id != NULL, NULL);

  self = g_object_new (BERTH_TYPE_SSH_TARGET, NULL);
  self->address = g_strdup (address);
  self->port = port != 0 ? port : 22;
  self->user = g_strdup (user);
  self->key_path = g_strdup (key_path);
  self->host_id = g_strdup (host_id);
  self->expected_fingerprints = g_strdupv ((char **) expected_fingerprints);
  return self;
}

/**
 * berth_ssh_target_get_address:
 *
 * Returns: an IP address or a host name
 */
const char *
berth_ssh_target_get_address (BerthSshTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (self), NULL);

  return self->address;
}

/**
 * berth_ssh_target_get_port:
 *
 * Returns: the TCP port
 */
guint16
berth_ssh_target_get_port (BerthSshTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (self), 0);

  return self->port;
}

/**
 * berth_ssh_target_get_user:
 *
 * Returns: whom to sign in as
 */
const char *
berth_ssh_target_get_user (BerthSshTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (self), NULL);

  return self->user;
}

/**
 * berth_ssh_target_get_key_path:
 *
 * Returns: the private key's file
 */
const char *
berth_ssh_target_get_key_path (BerthSshTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (self), NULL);

  return self->key_path;
}

/**
 * berth_ssh_target_get_host_id:
 *
 * Returns: what host keys are pinned by
 */
const char *
berth_ssh_target_get_host_id (BerthSshTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (self), NULL);

  return self->host_id;
}

/**
 * berth_ssh_target_get_expected_fingerprints:
 *
 * Returns: (nullable) (array zero-terminated=1): what the host must show
 */
const char *const *
berth_ssh_target_get_expected_fingerprints (BerthSshTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_TARGET (self), NULL);

  return (const char *const *) self->expected_fingerprints;
}

/**
 * berth_ssh_target_dup_command_line:
 *
 * Returns: (transfer full): what one types in any shell to get to the same place, quoted
 *   where needed: "ssh -i KEY USER@ADDRESS", with "-p PORT" where it is not 22
 */
char *
berth_ssh_target_dup_command_line (BerthSshTarget *self)
{
  g_autofree char *destination = NULL;
  g_autofree char *quoted_key = NULL;
  g_autofree char *quoted_destination = NULL;

  g_return_val_if_fail (BERTH_IS_SSH_TARGET (self), NULL);

  destination = g_strdup_printf ("%s@%s", self->user, self->address);
  quoted_key = quote (self->key_path);
  quoted_destination = quote (destination);
  if (self->port == 22)
    return g_strdup_printf ("ssh -i %s %s", quoted_key, quoted_destination);
  return g_strdup_printf ("ssh -i %s -p %u %s", quoted_key, self->port,
                          quoted_destination);
}
