/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-draft-key.h"

#include "berth-config.h"
#include "berth-future.h"
#include "berth-ssh-key.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/* The key of a machine that is about to be made: made in Berth's key folder where the
 * person wants a new one, on a worker thread, and never over a file that exists. */

#define MAX_ATTEMPTS 100

typedef struct {
  char *folder;
  BerthMachineSpec *spec;
  GCancellable *cancellable;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->folder);
  g_object_unref (request->spec);
  g_clear_object (&request->cancellable);
  g_free (request);
}

/**
 * berth_draft_key_dup_path:
 * @folder: the key folder
 * @spec: for which machine
 * @attempt: zero for the plain name, more where that is taken
 *
 * Returns: (transfer full): where a new key is to be saved
 */
char *
berth_draft_key_dup_path (const char *folder, BerthMachineSpec *spec, guint attempt)
{
  const char *name = berth_machine_spec_get_name (spec);
  const char *kind = berth_machine_spec_get_key_source (spec) == BERTH_KEY_SOURCE_NEW_RSA
                       ? "rsa"
                       : "ed25519";
  g_autofree char *file = attempt == 0
                            ? g_strdup_printf ("%s_%s", name, kind)
                            : g_strdup_printf ("%s_%s-%u", name, kind, attempt + 1);

  return g_build_filename (folder, file, NULL);
}

static DexFuture *
generate_fiber (gpointer data)
{
  Request *request = data;
  BerthKeySource source = berth_machine_spec_get_key_source (request->spec);
  BerthSshKeyType type = source == BERTH_KEY_SOURCE_NEW_RSA ? BERTH_SSH_KEY_TYPE_RSA
                                                            : BERTH_SSH_KEY_TYPE_ED25519;
  g_autoptr (BerthSshKeyInfo) info = NULL;

  for (guint attempt = 0; info == NULL && attempt < MAX_ATTEMPTS; attempt++) {
    g_autofree char *path
      = berth_draft_key_dup_path (request->folder, request->spec, attempt);
    g_autoptr (GError) error = NULL;

    info = dex_await_object (
      berth_ssh_key_generate (type, path, berth_machine_spec_get_name (request->spec),
                              request->cancellable),
      &error);
    if (info == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
      return berth_future_reject (g_steal_pointer (&error));
  }
  if (info == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_EXISTS,
                                  _ ("The key folder has too many keys of this name"));
  berth_machine_spec_set_key_path (request->spec, berth_ssh_key_info_get_path (info));
  berth_machine_spec_set_public_key (request->spec,
                                     berth_ssh_key_info_get_public_line (info));
  return dex_future_new_true ();
}

/**
 * berth_draft_key_ensure:
 * @folder: the key folder
 * @spec: the machine; gets the path and the public half of a new key
 * @cancellable: (nullable): gives up
 *
 * Makes the key that @spec wants to be made. Where @spec brings a key, or has got its new
 * one already, there is nothing to do.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with what
 *   berth_ssh_key_generate() rejects with
 */
DexFuture *
berth_draft_key_ensure (const char *folder,
                        BerthMachineSpec *spec,
                        GCancellable *cancellable)
{
  BerthKeySource source = berth_machine_spec_get_key_source (spec);
  const char *public_key = berth_machine_spec_get_public_key (spec);
  Request *request = NULL;

  if ((source != BERTH_KEY_SOURCE_NEW_ED25519 && source != BERTH_KEY_SOURCE_NEW_RSA)
      || (public_key != NULL && *public_key != '\0'))
    return dex_future_new_true ();
  request = g_new0 (Request, 1);
  request->folder = g_strdup (folder);
  request->spec = g_object_ref (spec);
  request->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (generate_fiber, request, request_free);
}
