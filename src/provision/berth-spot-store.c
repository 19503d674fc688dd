/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-store.h"

#include "berth-future.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* Where Spot records are kept: a file for each size of each region. The folder keeps
 * MAX_FILES of them, those that were looked at last; each is some 30 KiB at most. Prices
 * are nobody's secret. Files are read and written on worker threads. */

#define MAX_FILES 300
#define MAX_BYTES 262144

typedef struct {
  char *path;
  GBytes *text;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_clear_pointer (&job->text, g_bytes_unref);
  g_free (job);
}

/* Names of regions and sizes have nothing in them that a path could not have; whatever
 * else comes is not followed out of the folder. */
static char *
dup_path (const char *folder, const char *location, const char *size)
{
  g_autofree char *name = g_strdup_printf ("%s_%s.json", location, size);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  g_strdelimit (lower, "/\\", '-');
  return g_build_filename (folder, lower, NULL);
}

static DexFuture *
load_in_thread (gpointer data)
{
  Job *job = data;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *text = NULL;
  gsize length = 0;

  if (g_file_get_contents (job->path, &text, &length, NULL) && length <= MAX_BYTES
      && json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return dex_future_new_take_object (
      berth_spot_record_from_json (json_parser_get_root (parser)));
  return dex_future_new_take_object (berth_spot_record_new ());
}

/**
 * berth_spot_store_load:
 * @folder: where records are kept; need not exist
 *
 * Returns: (transfer full): a future that resolves to a #BerthSpotRecord, an empty one
 *   where there is none or it cannot be read
 */
DexFuture *
berth_spot_store_load (const char *folder, const char *location, const char *size)
{
  Job *job = g_new0 (Job, 1);

  job->path = dup_path (folder, location, size);
  return berth_future_spawn_thread (load_in_thread, job, job_free);
}

typedef struct {
  char *path;
  gint64 changed_at;
} File;

static void
file_clear (gpointer data)
{
  g_free (((File *) data)->path);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const File *left = a;
  const File *right = b;

  return (left->changed_at > right->changed_at) - (left->changed_at < right->changed_at);
}

/* The files that were written longest ago go. */
static void
drop_oldest (const char *folder)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (File));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (files, file_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    File file = { .path = g_build_filename (folder, name, NULL) };
    GStatBuf info;

    if (g_stat (file.path, &info) == 0)
      file.changed_at = info.st_mtime;
    g_array_append_val (files, file);
  }
  g_array_sort (files, compare_files);
  for (guint i = 0; i + MAX_FILES < files->len; i++)
    g_unlink (g_array_index (files, File, i).path);
}

static DexFuture *
save_in_thread (gpointer data)
{
  Job *job = data;
  g_autofree char *folder = g_path_get_dirname (job->path);
  GError *error = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (job->text, &length);

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (job->path, text, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return dex_future_new_for_error (error);
  drop_oldest (folder);
  return dex_future_new_true ();
}

/**
 * berth_spot_store_save:
 * @folder: where records are kept; made where it is missing
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with a
 * #GFileError
 */
DexFuture *
berth_spot_store_save (const char *folder,
                       const char *location,
                       const char *size,
                       BerthSpotRecord *record)
{
  g_autoptr (JsonNode) node = berth_spot_record_to_json (record);
  char *text = json_to_string (node, FALSE);
  Job *job = g_new0 (Job, 1);

  job->path = dup_path (folder, location, size);
  job->text = g_bytes_new_take (text, strlen (text));
  return berth_future_spawn_thread (save_in_thread, job, job_free);
}
