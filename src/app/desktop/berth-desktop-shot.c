/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-shot.h"

#include "berth-config.h"
#include "berth-future.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *view;
  GtkWindow *window; /* (nullable): what the question is shown above */
  char *name;
  GdkTexture *picture;
  GFile *file; /* where the person wants it */
} Shot;

static void
shot_free (gpointer data)
{
  Shot *shot = data;

  g_object_unref (shot->view);
  g_clear_object (&shot->window);
  g_free (shot->name);
  g_object_unref (shot->picture);
  g_clear_object (&shot->file);
  g_free (shot);
}

/* With the time in it, so that one does not take the place of the other. */
static char *
make_name (const char *title)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");
  /* Translators: a file's name; the first %s is a machine, the second day and time */
  g_autofree char *name = g_strdup_printf (_ ("%s at %s.png"), title, time);

  return g_strdelimit (g_steal_pointer (&name), "/\\", '-');
}

static void
on_chosen (GObject *chooser, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (chooser), result, &error);

  if (file != NULL)
    dex_promise_resolve_object (promise, file);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
choose_file (Shot *shot)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  DexPromise *promise = dex_promise_new ();

  gtk_file_dialog_set_title (chooser, _ ("Save a Screenshot"));
  gtk_file_dialog_set_initial_name (chooser, shot->name);
  gtk_file_dialog_save (chooser, shot->window, NULL, on_chosen, dex_ref (promise));
  return DEX_FUTURE (promise);
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

  if (!g_file_replace_contents (shot->file, bytes, size, NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static gboolean
await_saved (Shot *shot, GError **error)
{
  shot->file = dex_await_object (choose_file (shot), error);
  if (shot->file == NULL)
    return FALSE;
  /* The fiber waits, so that the shot outlives the thread. */
  return dex_await (berth_future_spawn_thread (save_in_thread, shot, NULL), error);
}

static void
tell (Shot *shot, const char *sentence)
{
  g_signal_emit_by_name (shot->view, "toast", sentence);
}

static DexFuture *
take_fiber (gpointer data)
{
  Shot *shot = data;
  g_autoptr (GError) error = NULL;

  if (await_saved (shot, &error))
    tell (shot, _ ("Screenshot saved."));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    tell (shot, error->message);
  return dex_future_new_true ();
}

/**
 * berth_desktop_shot_take:
 * @view: what the question is shown above; its "toast" tells how it went
 * @title: what the desktop is called
 * @picture: what it shows
 *
 * Asks where to, and saves a PNG there.
 */
void
berth_desktop_shot_take (GtkWidget *view, const char *title, GdkTexture *picture)
{
  GtkRoot *root = gtk_widget_get_root (view);
  Shot *shot = g_new0 (Shot, 1);

  shot->view = g_object_ref (view);
  shot->window = GTK_IS_WINDOW (root) ? g_object_ref (GTK_WINDOW (root)) : NULL;
  shot->name = make_name (title);
  shot->picture = g_object_ref (picture);
  dex_future_disown (berth_future_spawn (take_fiber, shot, shot_free));
}
