/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-key-info.h"
#include "berth-ssh-key-info-private.h"

#include <glib/gi18n-lib.h>

/**
 * BerthSshKeyInfo:
 *
 * What a private key file turned out to be, for berth_ssh_key_inspect(). Immutable once
 * it has left there.
 */
struct _BerthSshKeyInfo {
  GObject parent_instance;

  char *path;
  guint mode;
  BerthSshKeyProblem problem;
  BerthSshKeyType key_type;
  gboolean encrypted;
  char *public_line;
  char *fingerprint;
};

G_DEFINE_FINAL_TYPE (BerthSshKeyInfo, berth_ssh_key_info, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (BerthSshKeyType,
                    berth_ssh_key_type,
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_TYPE_OTHER, "other"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_TYPE_ED25519, "ed25519"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_TYPE_RSA, "rsa"))

G_DEFINE_ENUM_TYPE (BerthSshKeyProblem,
                    berth_ssh_key_problem,
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_OPEN_MODE, "open-mode"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_MISSING, "missing"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_UNREADABLE, "unreadable"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_PUBLIC, "public"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_PUTTY, "putty"),
                    G_DEFINE_ENUM_VALUE (BERTH_SSH_KEY_PROBLEM_NOT_A_KEY, "not-a-key"))

static void
berth_ssh_key_info_finalize (GObject *object)
{
  BerthSshKeyInfo *self = BERTH_SSH_KEY_INFO (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->public_line, g_free);
  g_clear_pointer (&self->fingerprint, g_free);

  G_OBJECT_CLASS (berth_ssh_key_info_parent_class)->finalize (object);
}

static void
berth_ssh_key_info_class_init (BerthSshKeyInfoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_ssh_key_info_finalize;
}

static void
berth_ssh_key_info_init (BerthSshKeyInfo *self)
{
}

/*< private >
 * berth_ssh_key_info_new:
 * @mode: the file's permission bits
 */
BerthSshKeyInfo *
berth_ssh_key_info_new (const char *path, guint mode, BerthSshKeyProblem problem)
{
  BerthSshKeyInfo *self = g_object_new (BERTH_TYPE_SSH_KEY_INFO, NULL);

  self->path = g_strdup (path);
  self->mode = mode;
  self->problem = problem;
  return self;
}

/*< private >
 * berth_ssh_key_info_set_key:
 * @public_line: (nullable): unknown where an old format hides it behind the passphrase
 * @fingerprint: (nullable): likewise
 */
void
berth_ssh_key_info_set_key (BerthSshKeyInfo *self,
                            BerthSshKeyType key_type,
                            gboolean encrypted,
                            const char *public_line,
                            const char *fingerprint)
{
  self->key_type = key_type;
  self->encrypted = encrypted;
  g_set_str (&self->public_line, public_line);
  g_set_str (&self->fingerprint, fingerprint);
}

/**
 * berth_ssh_key_info_get_path:
 *
 * Returns: the file that was looked at
 */
const char *
berth_ssh_key_info_get_path (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), NULL);

  return self->path;
}

/**
 * berth_ssh_key_info_get_key_type:
 *
 * Returns: the kind of key; %BERTH_SSH_KEY_TYPE_OTHER also where there is none
 */
BerthSshKeyType
berth_ssh_key_info_get_key_type (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), BERTH_SSH_KEY_TYPE_OTHER);

  return self->key_type;
}

/**
 * berth_ssh_key_info_is_encrypted:
 *
 * Returns: whether using the key takes a passphrase
 */
gboolean
berth_ssh_key_info_is_encrypted (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), FALSE);

  return self->encrypted;
}

/**
 * berth_ssh_key_info_get_mode:
 *
 * Returns: the file's permission bits, 0600 for one that only its owner may read
 */
guint
berth_ssh_key_info_get_mode (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), 0);

  return self->mode;
}

/**
 * berth_ssh_key_info_get_public_line:
 *
 * Returns: (nullable): the public half as one line, as authorized_keys and Azure want it
 */
const char *
berth_ssh_key_info_get_public_line (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), NULL);

  return self->public_line;
}

/**
 * berth_ssh_key_info_get_fingerprint:
 *
 * Returns: (nullable): "SHA256:…"
 */
const char *
berth_ssh_key_info_get_fingerprint (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), NULL);

  return self->fingerprint;
}

/**
 * berth_ssh_key_info_get_problem:
 *
 * Returns: why the file cannot be used as it is
 */
BerthSshKeyProblem
berth_ssh_key_info_get_problem (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), BERTH_SSH_KEY_PROBLEM_NOT_A_KEY);

  return self->problem;
}

/**
 * berth_ssh_key_info_get_explanation:
 *
 * Returns: (nullable): the problem in the person's words, and the way on
 */
const char *
berth_ssh_key_info_get_explanation (BerthSshKeyInfo *self)
{
  g_return_val_if_fail (BERTH_IS_SSH_KEY_INFO (self), NULL);

  switch (self->problem) {
  case BERTH_SSH_KEY_PROBLEM_OPEN_MODE:
    return _ ("Other people on this computer may read this private key. SSH refuses such "
              "keys. Berth can make it readable for you alone.");
  case BERTH_SSH_KEY_PROBLEM_MISSING:
    return _ ("There is no such file.");
  case BERTH_SSH_KEY_PROBLEM_UNREADABLE:
    return _ (
      "This file cannot be read. A private key is a small file that belongs to you.");
  case BERTH_SSH_KEY_PROBLEM_EMPTY:
    return _ ("This file is empty. Choose another key, or make a new one.");
  case BERTH_SSH_KEY_PROBLEM_PUBLIC:
    return _ (
      "This is the public half of a key. Choose the private half: the file of the "
      "same name without “.pub”.");
  case BERTH_SSH_KEY_PROBLEM_PUTTY:
    return _ ("This key is in PuTTY’s format. Export it as an OpenSSH key with PuTTYgen "
              "(Conversions, Export OpenSSH key), then choose the exported file.");
  case BERTH_SSH_KEY_PROBLEM_NOT_A_KEY:
    return _ ("This file is not a private SSH key.");
  case BERTH_SSH_KEY_PROBLEM_NONE:
  default:
    return NULL;
  }
}
