/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-shot.h"

#include "berth-config.h"
#include "berth-future.h"

#include <glib/gi18n.h>

typedef struct {
  GdkTexture *picture;
  char *path;
} Shot;

static void
shot_free (gpointer data)
{
  Shot *shot = data;

  g_object_unref (shot->picture);
  g_free (shot->path);
  g_free (shot);
}

/* A texture of bytes can be read anywhere, and packing a large one takes a while. */
static DexFuture *
save_in_thread (gpointer data)
{
  Shot *shot = data;
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (shot->picture);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (png, &size);

  if (!g_file_set_contents (shot->path, bytes, (gssize) size, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * berth_desktop_shot_save:
 * @picture: what is shown
 * @path: where to
 *
 * Returns: (transfer full): a future that resolves to %TRUE once there is a PNG, or
 * rejects with a %G_FILE_ERROR
 */
DexFuture *
berth_desktop_shot_save (GdkTexture *picture, const char *path)
{
  Shot *shot = g_new0 (Shot, 1);

  shot->picture = g_object_ref (picture);
  shot->path = g_strdup (path);
  return berth_future_spawn_thread (save_in_thread, shot, shot_free);
}

/**
 * berth_desktop_shot_dup_name:
 * @title: what the desktop is called
 *
 * Returns: (transfer full): a name for the file, with the time in it
 */
char *
berth_desktop_shot_dup_name (const char *title)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");
  /* Translators: a file's name; the first %s is a machine, the second day and time */
  g_autofree char *name = g_strdup_printf (_ ("%s at %s.png"), title, time);

  return g_strdelimit (g_steal_pointer (&name), "/\\", '-');
}
