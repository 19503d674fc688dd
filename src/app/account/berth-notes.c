/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-notes.h"

#include "berth-future.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MAX_FILE_BYTES (4 * 1024 * 1024)

/* Shared with the worker threads, so that the object itself stays with its owner. */
typedef struct {
  char *path;
  char *key;
  GMutex lock;
} Store;

/**
 * BerthNotes:
 *
 * What this computer remembers of others: one value by name, in a file that people can
 * read. The file is read and written in a worker thread, one change after the other.
 */
struct _BerthNotes {
  GObject parent_instance;
  Store *store;
};

G_DEFINE_FINAL_TYPE (BerthNotes, berth_notes, G_TYPE_OBJECT)

typedef struct {
  Store *store;
  char *group;
  char *text; /* (nullable): the value, or why there is none */
} Entry;

static void
store_clear (gpointer data)
{
  Store *store = data;

  g_free (store->path);
  g_free (store->key);
  g_mutex_clear (&store->lock);
}

static Entry *
entry_new (BerthNotes *self, const char *name, const char *text)
{
  Entry *entry = g_new0 (Entry, 1);
  /* Names are the network's word, and differ in letter case from answer to answer. */
  g_autofree char *folded = g_ascii_strdown (name, -1);

  entry->store = g_atomic_rc_box_acquire (self->store);
  /* A group's name takes neither brackets nor lines. */
  entry->group = g_uri_escape_string (folded, "/:", FALSE);
  entry->text = g_strdup (text);
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_atomic_rc_box_release_full (entry->store, store_clear);
  g_free (entry->group);
  g_free (entry->text);
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
  char *value;

  if (file == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  value = g_key_file_get_string (file, entry->group, entry->store->key, NULL);
  if (value == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", entry->text);
  return dex_future_new_take_string (value);
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
  if (entry->text != NULL)
    g_key_file_set_string (file, entry->group, entry->store->key, entry->text);
  else if (!g_key_file_remove_group (file, entry->group, NULL))
    return dex_future_new_true ();
  if (!write_in_thread (entry->store, file, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
berth_notes_finalize (GObject *object)
{
  g_atomic_rc_box_release_full (BERTH_NOTES (object)->store, store_clear);
  G_OBJECT_CLASS (berth_notes_parent_class)->finalize (object);
}

static void
berth_notes_class_init (BerthNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_notes_finalize;
}

static void
berth_notes_init (BerthNotes *self)
{
  self->store = g_atomic_rc_box_new0 (Store);
  g_mutex_init (&self->store->lock);
}

/**
 * berth_notes_new:
 * @path: the file; made with the first thing to remember
 * @key: what the value is called there
 *
 * Returns: (transfer full): what is remembered in @path
 */
BerthNotes *
berth_notes_new (const char *path, const char *key)
{
  BerthNotes *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (BERTH_TYPE_NOTES, NULL);
  self->store->path = g_strdup (path);
  self->store->key = g_strdup (key);
  return self;
}

/**
 * berth_notes_find:
 * @name: of what; letter case does not count
 * @missing: a sentence for where nothing is remembered
 *
 * Returns: (transfer full): a future that resolves to the value, or rejects with
 *   %G_IO_ERROR_NOT_FOUND and @missing, or with a file's error
 */
DexFuture *
berth_notes_find (BerthNotes *self, const char *name, const char *missing)
{
  g_return_val_if_fail (BERTH_IS_NOTES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (missing != NULL, NULL);

  return berth_future_spawn_thread (find_in_thread, entry_new (self, name, missing),
                                    entry_free);
}

/**
 * berth_notes_change:
 * @name: of what
 * @value: (nullable): what to remember; %NULL to forget
 *
 * Returns: (transfer full): a future that resolves to %TRUE once that is on the disk, or
 *   rejects with a file's error
 */
DexFuture *
berth_notes_change (BerthNotes *self, const char *name, const char *value)
{
  g_return_val_if_fail (BERTH_IS_NOTES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return berth_future_spawn_thread (change_in_thread, entry_new (self, name, value),
                                    entry_free);
}
