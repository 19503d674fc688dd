/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-identity.h"

#include <string.h>

/**
 * BerthSshIdentity:
 *
 * A private key that is ready for use, in memory only. Immutable, so that it may move
 * from the thread that read it to the session's.
 */
struct _BerthSshIdentity {
  GObject parent_instance;

  ssh_key key;
};

G_DEFINE_FINAL_TYPE (BerthSshIdentity, berth_ssh_identity, G_TYPE_OBJECT)

static void
berth_ssh_identity_finalize (GObject *object)
{
  BerthSshIdentity *self = BERTH_SSH_IDENTITY (object);

  g_clear_pointer (&self->key, ssh_key_free);

  G_OBJECT_CLASS (berth_ssh_identity_parent_class)->finalize (object);
}

static void
berth_ssh_identity_class_init (BerthSshIdentityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_ssh_identity_finalize;
}

static void
berth_ssh_identity_init (BerthSshIdentity *self)
{
}

/* Called only for keys that are encrypted, with every format libssh reads. */
static int
on_passphrase_wanted (
  const char *prompt, char *buffer, size_t length, int echo, int verify, void *userdata)
{
  gboolean *wanted = userdata;

  *wanted = TRUE;
  return -1;
}

/*< private >
 * berth_ssh_normalise_key_text:
 *
 * Returns: (transfer full) (nullable): the text with "\n" as its only line end and one at
 * its end, since OpenSSH refuses a key with "\r\n"; %NULL for what is no text. Wipe it
 * after use.
 */
char *
berth_ssh_normalise_key_text (GBytes *contents)
{
  gsize size = 0;
  const char *from = g_bytes_get_data (contents, &size);
  char *text;
  char *to;

  if (size == 0 || size > BERTH_SSH_KEY_MAX_BYTES || memchr (from, '\0', size) != NULL)
    return NULL;
  text = to = g_malloc (size + 2);
  for (gsize i = 0; i < size; i++)
    if (from[i] != '\r')
      *to++ = from[i];
  while (to > text && g_ascii_isspace (to[-1]))
    to--;
  *to++ = '\n';
  *to = '\0';
  return text;
}

/*< private >
 * berth_ssh_identity_new_take:
 * @key: (transfer full): a private key
 */
BerthSshIdentity *
berth_ssh_identity_new_take (ssh_key key)
{
  BerthSshIdentity *self = g_object_new (BERTH_TYPE_SSH_IDENTITY, NULL);

  self->key = key;
  return self;
}

/*< private >
 * berth_ssh_identity_parse:
 * @contents: what a key file holds; anything at all
 * @passphrase: (nullable): for an encrypted one
 * @needs_passphrase: (out): whether it is encrypted and @passphrase was not given
 *
 * Reads a private key. Slow for encrypted ones, as their makers intended: not on the main
 * thread.
 *
 * Returns: (transfer full) (nullable): %NULL where it is no key, or not with that
 * passphrase
 */
BerthSshIdentity *
berth_ssh_identity_parse (GBytes *contents,
                          const char *passphrase,
                          gboolean *needs_passphrase)
{
  char *text = berth_ssh_normalise_key_text (contents);
  ssh_key key = NULL;
  int result;

  *needs_passphrase = FALSE;
  if (text == NULL)
    return NULL;
  result = ssh_pki_import_privkey_base64 (text, passphrase, on_passphrase_wanted,
                                          needs_passphrase, &key);
  explicit_bzero (text, strlen (text));
  g_free (text);
  return result == SSH_OK ? berth_ssh_identity_new_take (key) : NULL;
}

/*< private >
 * berth_ssh_identity_get_key:
 *
 * Returns: (transfer none): libssh's own object
 */
ssh_key
berth_ssh_identity_get_key (BerthSshIdentity *self)
{
  return self->key;
}

/*< private >
 * berth_ssh_identity_get_key_type:
 */
BerthSshKeyType
berth_ssh_identity_get_key_type (BerthSshIdentity *self)
{
  switch (ssh_key_type (self->key)) {
  case SSH_KEYTYPE_ED25519:
    return BERTH_SSH_KEY_TYPE_ED25519;
  case SSH_KEYTYPE_RSA:
    return BERTH_SSH_KEY_TYPE_RSA;
  default:
    return BERTH_SSH_KEY_TYPE_OTHER;
  }
}

/*< private >
 * berth_ssh_identity_dup_public_line:
 * @comment: (nullable): goes to the end of the line
 *
 * Returns: (transfer full) (nullable): the public half, without a line end
 */
char *
berth_ssh_identity_dup_public_line (BerthSshIdentity *self, const char *comment)
{
  char *encoded = NULL;
  char *line;

  if (ssh_pki_export_pubkey_base64 (self->key, &encoded) != SSH_OK)
    return NULL;
  line = g_strjoin (" ", ssh_key_type_to_char (ssh_key_type (self->key)), encoded,
                    comment != NULL && *comment != '\0' ? comment : NULL, NULL);
  ssh_string_free_char (encoded);
  return line;
}

/*< private >
 * berth_ssh_identity_dup_fingerprint:
 */
char *
berth_ssh_identity_dup_fingerprint (BerthSshIdentity *self)
{
  return berth_ssh_fingerprint_of (self->key);
}

/*< private >
 * berth_ssh_fingerprint_of:
 *
 * Returns: (transfer full) (nullable): "SHA256:…", as OpenSSH prints it
 */
char *
berth_ssh_fingerprint_of (ssh_key key)
{
  unsigned char *hash = NULL;
  size_t length = 0;
  char *printed;
  char *fingerprint;

  if (ssh_get_publickey_hash (key, SSH_PUBLICKEY_HASH_SHA256, &hash, &length) != 0)
    return NULL;
  printed = ssh_get_fingerprint_hash (SSH_PUBLICKEY_HASH_SHA256, hash, length);
  fingerprint = g_strdup (printed);
  ssh_string_free_char (printed);
  ssh_clean_pubkey_hash (&hash);
  return fingerprint;
}
