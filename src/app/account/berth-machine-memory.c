/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-memory.h"

#include "berth-future.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MAX_FILE_BYTES (4 * 1024 * 1024)

/* Shared with the worker threads, so that the object itself stays with its owner. */
typedef struct {
  char *path;
  GMutex lock;
} Store;

/**
 * BerthMachineMemory:
 *
 * What this computer remembers of a machine that the cloud does not know: where the
 * private key lies. Kept by resource id, since addresses are recycled. The file is read
 * and written in a worker thread, one change after the other.
 */
struct _BerthMachineMemory {
  GObject parent_instance;
  Store *store;
};

G_DEFINE_FINAL_TYPE (BerthMachineMemory, berth_machine_memory, G_TYPE_OBJECT)

static void
store_clear (gpointer data)
{
  Store *store = data;

  g_free (store->path);
  g_mutex_clear (&store->lock);
}

typedef struct {
  Store *store;
  char *group;
  char *key_path;
} Entry;

static Entry *
entry_new (BerthMachineMemory *self, const char *machine_id, const char *key_path)
{
  Entry *entry = g_new0 (Entry, 1);
  /* Resource ids differ in letter case from answer to answer. */
  g_autofree char *folded = g_ascii_strdown (machine_id, -1);

  entry->store = g_atomic_rc_box_acquire (self->store);
  /* An id is the network's word, and a group's name takes neither brackets nor lines. */
  entry->group = g_uri_escape_string (folded, "/", FALSE);
  entry->key_path = g_strdup (key_path);
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_atomic_rc_box_release_full (entry->store, store_clear);
  g_free (entry->group);
  g_free (entry->key_path);
  g_free (entry);
}

static GKeyFile *
read_in_thread (Store *store, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) failure = NULL;
  GStatBuf info;

  if (g_stat (store->path, &info) == 0 && info.st_size > MAX_FILE_BYTES) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                 /* Translators: %s is a file's path */
                 _ ("The file %s is too large to be Berth's own."), store->path);
    return NULL;
  }
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
  char *key_path;

  if (file == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  key_path = g_key_file_get_string (file, entry->group, "key", NULL);
  if (key_path == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                                  _ ("Berth does not know the key of this machine."));
  return dex_future_new_take_string (key_path);
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
  if (entry->key_path != NULL)
    g_key_file_set_string (file, entry->group, "key", entry->key_path);
  else if (!g_key_file_remove_group (file, entry->group, NULL))
    return dex_future_new_true ();
  if (!write_in_thread (entry->store, file, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
berth_machine_memory_finalize (GObject *object)
{
  BerthMachineMemory *self = BERTH_MACHINE_MEMORY (object);

  g_atomic_rc_box_release_full (self->store, store_clear);
  G_OBJECT_CLASS (berth_machine_memory_parent_class)->finalize (object);
}

static void
berth_machine_memory_class_init (BerthMachineMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_machine_memory_finalize;
}

static void
berth_machine_memory_init (BerthMachineMemory *self)
{
  self->store = g_atomic_rc_box_new0 (Store);
  g_mutex_init (&self->store->lock);
}

/**
 * berth_machine_memory_new:
 * @path: the file; made with the first thing to remember
 *
 * Returns: (transfer full): a memory kept in @path
 */
BerthMachineMemory *
berth_machine_memory_new (const char *path)
{
  BerthMachineMemory *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (BERTH_TYPE_MACHINE_MEMORY, NULL);
  self->store->path = g_strdup (path);
  return self;
}

/**
 * berth_machine_memory_find_key:
 * @machine_id: the machine's resource id
 *
 * Returns: (transfer full): a future that resolves to the path of the machine's private
 * key, or rejects with %G_IO_ERROR_NOT_FOUND where it is not known, or with a file's
 * error
 */
DexFuture *
berth_machine_memory_find_key (BerthMachineMemory *self, const char *machine_id)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_MEMORY (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  return berth_future_spawn_thread (find_in_thread, entry_new (self, machine_id, NULL),
                                    entry_free);
}

/**
 * berth_machine_memory_remember_key:
 * @machine_id: the machine's resource id
 * @key_path: where its private key lies
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with a file's
 * error
 */
DexFuture *
berth_machine_memory_remember_key (BerthMachineMemory *self,
                                   const char *machine_id,
                                   const char *key_path)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_MEMORY (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);
  g_return_val_if_fail (key_path != NULL, NULL);

  return berth_future_spawn_thread (change_in_thread,
                                    entry_new (self, machine_id, key_path), entry_free);
}

/**
 * berth_machine_memory_forget:
 * @machine_id: the resource id of a machine that is gone
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with a file's
 * error
 */
DexFuture *
berth_machine_memory_forget (BerthMachineMemory *self, const char *machine_id)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_MEMORY (self), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  return berth_future_spawn_thread (change_in_thread, entry_new (self, machine_id, NULL),
                                    entry_free);
}
