/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-key.h"

#include "berth-remote-error.h"
#include "berth-ssh-file.h"
#include "berth-ssh-identity.h"
#include "berth-ssh-key-info-private.h"
#include "berth-ssh-task.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define RSA_BITS 4096

/* Beyond the owner's own bits; what OpenSSH refuses too. */
#define OPEN_MODE_BITS 0077

typedef struct {
  BerthSshKeyType type;
  char *path;
  char *comment;
  GBytes *pem;
} Request;

static Request *
request_new (const char *path)
{
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (path);
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->pem, g_bytes_unref);
  g_free (request->path);
  g_free (request->comment);
  g_free (request);
}

static BerthSshKeyInfo *
describe (const char *path, guint mode, BerthSshIdentity *identity, const char *comment)
{
  BerthSshKeyInfo *info = berth_ssh_key_info_new (path, mode,
                                                  (mode & OPEN_MODE_BITS) == 0
                                                    ? BERTH_SSH_KEY_PROBLEM_NONE
                                                    : BERTH_SSH_KEY_PROBLEM_OPEN_MODE);
  g_autofree char *line = berth_ssh_identity_dup_public_line (identity, comment);
  g_autofree char *fingerprint = berth_ssh_identity_dup_fingerprint (identity);

  berth_ssh_key_info_set_key (info, berth_ssh_identity_get_key_type (identity), FALSE,
                              line, fingerprint);
  return info;
}

static void
wipe_and_free (gpointer data)
{
  explicit_bzero (data, strlen (data));
  g_free (data);
}

/* The bytes are wiped when the last reference goes. */
static GBytes *
take_secret_text (char *text)
{
  return g_bytes_new_with_free_func (text, strlen (text), wipe_and_free, text);
}

static GBytes *
export_private (ssh_key key)
{
  char *exported = NULL;
  char *copy;

  if (ssh_pki_export_privkey_base64_format (key, NULL, NULL, NULL, &exported,
                                            SSH_FILE_FORMAT_OPENSSH)
      != SSH_OK)
    return NULL;
  copy = g_strdup (exported);
  explicit_bzero (exported, strlen (exported));
  ssh_string_free_char (exported);
  return take_secret_text (copy);
}

static DexFuture *
generate_in_thread (gpointer data)
{
  Request *request = data;
  gboolean is_rsa = request->type == BERTH_SSH_KEY_TYPE_RSA;
  g_autoptr (BerthSshIdentity) identity = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  ssh_key key = NULL;

  if (ssh_pki_generate (is_rsa ? SSH_KEYTYPE_RSA : SSH_KEYTYPE_ED25519,
                        is_rsa ? RSA_BITS : 0, &key)
      == SSH_OK)
    identity = berth_ssh_identity_new_take (key);
  if (identity != NULL)
    text = export_private (key);
  if (text == NULL)
    return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_KEY_UNUSABLE,
                                  "%s", _ ("The new key could not be made."));
  if (!berth_ssh_file_save (request->path, text, BERTH_SSH_FILE_NEW, &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_take_object (
    describe (request->path, 0600, identity, request->comment));
}

static BerthSshKeyInfo *
describe_missing (const char *path)
{
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);

  return berth_ssh_key_info_new (
    path, 0, exists ? BERTH_SSH_KEY_PROBLEM_UNREADABLE : BERTH_SSH_KEY_PROBLEM_MISSING);
}

static gboolean
looks_public (const char *text)
{
  static const char *const beginnings[] = {
    "ssh-",
    "ecdsa-sha2-",
    "sk-ssh-",
    "sk-ecdsa-",
    "---- BEGIN SSH2 PUBLIC KEY",
    "-----BEGIN PUBLIC KEY",
    "-----BEGIN RSA PUBLIC KEY",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (text, beginnings[i]))
      return TRUE;
  return FALSE;
}

static BerthSshKeyProblem
name_problem (GBytes *contents)
{
  char *text = berth_ssh_normalise_key_text (contents);
  BerthSshKeyProblem problem = BERTH_SSH_KEY_PROBLEM_NOT_A_KEY;

  if (g_bytes_get_size (contents) == 0)
    problem = BERTH_SSH_KEY_PROBLEM_EMPTY;
  else if (text != NULL && g_str_has_prefix (text, "PuTTY-User-Key-File"))
    problem = BERTH_SSH_KEY_PROBLEM_PUTTY;
  else if (text != NULL && looks_public (text))
    problem = BERTH_SSH_KEY_PROBLEM_PUBLIC;
  g_clear_pointer (&text, wipe_and_free);
  return problem;
}

/* OpenSSH's own format keeps the public half in the clear; older ones do not. */
static BerthSshKeyInfo *
describe_encrypted (const char *path, guint mode)
{
  BerthSshKeyInfo *info = berth_ssh_key_info_new (path, mode,
                                                  (mode & OPEN_MODE_BITS) == 0
                                                    ? BERTH_SSH_KEY_PROBLEM_NONE
                                                    : BERTH_SSH_KEY_PROBLEM_OPEN_MODE);
  g_autoptr (BerthSshIdentity) identity = NULL;
  g_autofree char *line = NULL;
  g_autofree char *fingerprint = NULL;
  BerthSshKeyType type = BERTH_SSH_KEY_TYPE_OTHER;
  ssh_key key = NULL;

  if (ssh_pki_import_pubkey_file (path, &key) == SSH_OK) {
    identity = berth_ssh_identity_new_take (key);
    line = berth_ssh_identity_dup_public_line (identity, NULL);
    fingerprint = berth_ssh_identity_dup_fingerprint (identity);
    type = berth_ssh_identity_get_key_type (identity);
  }
  berth_ssh_key_info_set_key (info, type, TRUE, line, fingerprint);
  return info;
}

static DexFuture *
inspect_in_thread (gpointer data)
{
  Request *request = data;
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (BerthSshIdentity) identity = NULL;
  gboolean encrypted = FALSE;
  GStatBuf facts = { 0 };
  guint mode;

  contents = berth_ssh_file_load (request->path, BERTH_SSH_KEY_MAX_BYTES, NULL);
  if (contents == NULL && g_stat (request->path, &facts) == 0 && S_ISREG (facts.st_mode)
      && facts.st_size > BERTH_SSH_KEY_MAX_BYTES)
    return dex_future_new_take_object (berth_ssh_key_info_new (
      request->path, facts.st_mode & 07777, BERTH_SSH_KEY_PROBLEM_NOT_A_KEY));
  if (contents == NULL || g_stat (request->path, &facts) != 0)
    return dex_future_new_take_object (describe_missing (request->path));

  mode = facts.st_mode & 07777;
  identity = berth_ssh_identity_parse (contents, NULL, &encrypted);
  if (identity != NULL)
    return dex_future_new_take_object (describe (request->path, mode, identity, NULL));
  if (encrypted)
    return dex_future_new_take_object (describe_encrypted (request->path, mode));
  return dex_future_new_take_object (
    berth_ssh_key_info_new (request->path, mode, name_problem (contents)));
}

static DexFuture *
save_pem_in_thread (gpointer data)
{
  Request *request = data;
  g_autoptr (BerthSshIdentity) identity = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean encrypted = FALSE;

  identity = berth_ssh_identity_parse (request->pem, NULL, &encrypted);
  if (identity == NULL)
    return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_KEY_UNUSABLE,
                                  "%s",
                                  encrypted ? _ ("The key to save is encrypted.")
                                            : _ ("What was to be saved is not a key."));
  text = take_secret_text (berth_ssh_normalise_key_text (request->pem));
  if (!berth_ssh_file_save (request->path, text, BERTH_SSH_FILE_NEW, &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_take_object (describe (request->path, 0600, identity, NULL));
}

static DexFuture *
repair_in_thread (gpointer data)
{
  Request *request = data;

  if (g_chmod (request->path, 0600) != 0) {
    int saved_errno = errno;

    return dex_future_new_reject (G_IO_ERROR, (gint) g_io_error_from_errno (saved_errno),
                                  /* Translators: the first %s is the path of a file, the
                                     second the system's reason */
                                  _ ("Could not change who may read “%s”: %s"),
                                  request->path, g_strerror (saved_errno));
  }
  return inspect_in_thread (data);
}

/**
 * berth_ssh_key_generate:
 * @type: Ed25519 or RSA (of 4096 bits)
 * @path: where to save it; the folder is made, mode 0700, where it is missing
 * @comment: (nullable): goes to the end of the public line
 * @cancellable: (nullable): gives up the wait; a key that is made already stays
 *
 * Makes a private key and saves it, mode 0600, whole or not at all.
 *
 * Returns: (transfer full): a future that resolves to a [class@SshKeyInfo], or rejects
 * with %G_IO_ERROR_EXISTS (an existing file is never replaced), %G_IO_ERROR_NO_SPACE,
 *   %G_IO_ERROR_PERMISSION_DENIED or what else the file system says
 */
DexFuture *
berth_ssh_key_generate (BerthSshKeyType type,
                        const char *path,
                        const char *comment,
                        GCancellable *cancellable)
{
  Request *request;

  g_return_val_if_fail (type != BERTH_SSH_KEY_TYPE_OTHER, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  request = request_new (path);
  request->type = type;
  request->comment = g_strdup (comment);
  return berth_ssh_task_run (generate_in_thread, request, request_free, cancellable);
}

/**
 * berth_ssh_key_save_pem:
 * @pem: a private key that somebody else made, as Azure's generateKeyPair does
 * @path: where to save it
 * @cancellable: (nullable): gives up the wait
 *
 * Saves a private key as berth_ssh_key_generate() does, with plain line ends.
 *
 * Returns: (transfer full): a future that resolves to a [class@SshKeyInfo], or rejects
 * with %BERTH_REMOTE_ERROR_KEY_UNUSABLE or as berth_ssh_key_generate() does
 */
DexFuture *
berth_ssh_key_save_pem (GBytes *pem, const char *path, GCancellable *cancellable)
{
  Request *request;

  g_return_val_if_fail (pem != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  request = request_new (path);
  request->pem = g_bytes_ref (pem);
  return berth_ssh_task_run (save_pem_in_thread, request, request_free, cancellable);
}

/**
 * berth_ssh_key_inspect:
 * @path: any file, or none
 * @cancellable: (nullable): gives up the wait
 *
 * Looks at what the person gave as private key.
 *
 * Returns: (transfer full): a future that resolves to a [class@SshKeyInfo] whatever the
 * file is; its problem says what is wrong
 */
DexFuture *
berth_ssh_key_inspect (const char *path, GCancellable *cancellable)
{
  g_return_val_if_fail (path != NULL, NULL);

  return berth_ssh_task_run (inspect_in_thread, request_new (path), request_free,
                             cancellable);
}

/**
 * berth_ssh_key_repair_mode:
 * @path: a file that the person agreed to close to others
 * @cancellable: (nullable): gives up the wait
 *
 * Sets a key file's mode to 0600.
 *
 * Returns: (transfer full): a future that resolves to a new [class@SshKeyInfo], or
 * rejects with a #GIOErrorEnum
 */
DexFuture *
berth_ssh_key_repair_mode (const char *path, GCancellable *cancellable)
{
  g_return_val_if_fail (path != NULL, NULL);

  return berth_ssh_task_run (repair_in_thread, request_new (path), request_free,
                             cancellable);
}
