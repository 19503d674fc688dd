/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-known.h"

#include "berth-config.h"
#include "berth-future.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>

#define FINGERPRINT_KEY "fingerprint"

/* Shared with the worker threads, so that the object itself stays with its owner. */
typedef struct {
  char *path;
  GMutex lock;
} Store;

/**
 * BerthDesktopKnown:
 *
 * The certificates that a person has trusted, of computers that Berth did not make: one
 * for each host and port. Machines of an account are not here; what they must show is
 * read over SSH each time.
 */
struct _BerthDesktopKnown {
  GObject parent_instance;
  Store *store;
};

G_DEFINE_FINAL_TYPE (BerthDesktopKnown, berth_desktop_known, G_TYPE_OBJECT)

typedef struct {
  Store *store;
  char *group;
  char *fingerprint; /* (nullable): forget it */
} Entry;

static void
store_clear (gpointer data)
{
  Store *store = data;

  g_free (store->path);
  g_mutex_clear (&store->lock);
}

static Entry *
entry_new (BerthDesktopKnown *self,
           const char *host,
           guint16 port,
           const char *fingerprint)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autofree char *folded = g_ascii_strdown (host, -1);
  /* A group's name takes neither brackets nor lines, and a host is a file's word. */
  g_autofree char *escaped = g_uri_escape_string (folded, NULL, FALSE);

  entry->store = g_atomic_rc_box_acquire (self->store);
  entry->group = g_strdup_printf ("%s:%u", escaped, port);
  entry->fingerprint = g_strdup (fingerprint);
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_atomic_rc_box_release_full (entry->store, store_clear);
  g_free (entry->group);
  g_free (entry->fingerprint);
  g_free (entry);
}

static GKeyFile *
read_in_thread (Store *store, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) failure = NULL;

  if (!g_key_file_load_from_file (file, store->path, G_KEY_FILE_NONE, &failure)
      && !g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_steal_pointer (&file);
}

static gboolean
write_in_thread (Store *store, GKeyFile *file, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (store->path);
  g_autofree char *text = NULL;
  gsize length;

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error_literal (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno),
                         _ ("The folder for what Berth remembers cannot be made."));
    return FALSE;
  }
  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (store->path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static DexFuture *
find_in_thread (gpointer data)
{
  Entry *entry = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&entry->store->lock);
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = read_in_thread (entry->store, &error);
  char *fingerprint;

  if (file == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  fingerprint = g_key_file_get_string (file, entry->group, FINGERPRINT_KEY, NULL);
  if (fingerprint == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                                  _ ("Berth has not been at this computer before."));
  return dex_future_new_take_string (fingerprint);
}

static DexFuture *
change_in_thread (gpointer data)
{
  Entry *entry = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&entry->store->lock);
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = read_in_thread (entry->store, &error);

  if (file == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (entry->fingerprint != NULL)
    g_key_file_set_string (file, entry->group, FINGERPRINT_KEY, entry->fingerprint);
  else
    g_key_file_remove_group (file, entry->group, NULL);
  if (!write_in_thread (entry->store, file, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
berth_desktop_known_finalize (GObject *object)
{
  g_atomic_rc_box_release_full (BERTH_DESKTOP_KNOWN (object)->store, store_clear);
  G_OBJECT_CLASS (berth_desktop_known_parent_class)->finalize (object);
}

static void
berth_desktop_known_class_init (BerthDesktopKnownClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_known_finalize;
}

static void
berth_desktop_known_init (BerthDesktopKnown *self)
{
  self->store = g_atomic_rc_box_new0 (Store);
  g_mutex_init (&self->store->lock);
}

/**
 * berth_desktop_known_new:
 * @path: the file; it need not exist
 *
 * Returns: (transfer full): what is known
 */
BerthDesktopKnown *
berth_desktop_known_new (const char *path)
{
  BerthDesktopKnown *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_KNOWN, NULL);
  self->store->path = g_strdup (path);
  return self;
}

/**
 * berth_desktop_known_find:
 *
 * Returns: (transfer full): a future that resolves to the fingerprint that was trusted,
 * or rejects with %G_IO_ERROR_NOT_FOUND, or with what the file's reading says
 */
DexFuture *
berth_desktop_known_find (BerthDesktopKnown *self, const char *host, guint16 port)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_KNOWN (self), NULL);

  return berth_future_spawn_thread (find_in_thread, entry_new (self, host, port, NULL),
                                    entry_free);
}

/**
 * berth_desktop_known_remember:
 * @fingerprint: what the person trusts
 *
 * Returns: (transfer full): a future that resolves to %TRUE once it is on the disk
 */
DexFuture *
berth_desktop_known_remember (BerthDesktopKnown *self,
                              const char *host,
                              guint16 port,
                              const char *fingerprint)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_KNOWN (self), NULL);
  g_return_val_if_fail (fingerprint != NULL, NULL);

  return berth_future_spawn_thread (
    change_in_thread, entry_new (self, host, port, fingerprint), entry_free);
}

/**
 * berth_desktop_known_forget:
 *
 * Returns: (transfer full): a future that resolves to %TRUE once nothing is known any
 * more
 */
DexFuture *
berth_desktop_known_forget (BerthDesktopKnown *self, const char *host, guint16 port)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_KNOWN (self), NULL);

  return berth_future_spawn_thread (change_in_thread, entry_new (self, host, port, NULL),
                                    entry_free);
}
