/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-identity-load.h"

#include "berth-remote-error.h"
#include "berth-ssh-file.h"
#include "berth-ssh-identity.h"
#include "berth-ssh-task.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define OPEN_MODE_BITS 0077

typedef struct {
  char *path;
  char *passphrase;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  berth_ssh_wipe_string (&request->passphrase);
  g_free (request->path);
  g_free (request);
}

static DexFuture *
reject_unusable (const char *reason)
{
  return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_KEY_UNUSABLE, "%s",
                                reason);
}

static DexFuture *
load_in_thread (gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (BerthSshIdentity) identity = NULL;
  gboolean encrypted = FALSE;
  GStatBuf facts = { 0 };

  contents = berth_ssh_file_load (request->path, BERTH_SSH_KEY_MAX_BYTES, &error);
  if (contents == NULL)
    return reject_unusable (error->message);
  if (g_stat (request->path, &facts) == 0 && (facts.st_mode & OPEN_MODE_BITS) != 0)
    return reject_unusable (
      _ ("Other people on this computer may read the private key, so it is not used."));

  identity = berth_ssh_identity_parse (contents, request->passphrase, &encrypted);
  if (identity != NULL)
    return dex_future_new_take_object (g_steal_pointer (&identity));
  if (encrypted || request->passphrase != NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                                  "The passphrase is missing or wrong");
  return reject_unusable (_ ("The file is not a private SSH key that Berth can read."));
}

/*< private >
 * berth_ssh_identity_load:
 * @passphrase: (nullable): for an encrypted key
 * @cancellable: (nullable): gives up the wait
 *
 * Returns: (transfer full): resolves to a [class@SshIdentity], or rejects with
 *   %G_IO_ERROR_PERMISSION_DENIED where a (right) passphrase is needed, or
 *   %BERTH_REMOTE_ERROR_KEY_UNUSABLE
 */
DexFuture *
berth_ssh_identity_load (const char *path,
                         const char *passphrase,
                         GCancellable *cancellable)
{
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (path);
  request->passphrase = g_strdup (passphrase);
  return berth_ssh_task_run (load_in_thread, request, request_free, cancellable);
}

/*< private >
 * berth_ssh_identity_explain:
 *
 * Returns: (transfer full): @error for one who cannot ask for a passphrase
 */
GError *
berth_ssh_identity_explain (const GError *error, const char *path)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_KEY_UNUSABLE,
                        /* Translators: %s is the path of a file */
                        _ ("The private key “%s” is encrypted."), path);
  return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_KEY_UNUSABLE,
                      /* Translators: the first %s is the path of a file */
                      _ ("The private key “%s” cannot be used. %s"), path,
                      error->message);
}

/*< private >
 * berth_ssh_wipe_string:
 *
 * Frees a secret, and leaves nothing of it in memory.
 */
void
berth_ssh_wipe_string (char **string)
{
  if (*string != NULL)
    explicit_bzero (*string, strlen (*string));
  g_clear_pointer (string, g_free);
}
