/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-copied.h"

#include "berth-desktop-picture.h"
#include "berth-future.h"

#define MIME_FILES "text/uri-list"

/**
 * BerthDesktopCopied:
 *
 * What was copied on a desktop, for this computer's clipboard. Nothing is fetched before
 * a program here wants it.
 */
struct _BerthDesktopCopied {
  GdkContentProvider parent_instance;
  BerthRdpClipboard *clipboard;
  GStrv mimes;
  const char *other;  /* (nullable): which of @mimes is made here */
  GPtrArray *folders; /* of char *: where files were put; they go with this */
};

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopCopied, berth_desktop_copied, GDK_TYPE_CONTENT_PROVIDER)

typedef struct {
  GTask *task;
  BerthRdpClipboard *clipboard;
  GOutputStream *stream;
  char *mime;
  const char *made_as; /* (nullable): what becomes of it */
  int priority;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->task);
  g_object_unref (fetch->clipboard);
  g_object_unref (fetch->stream);
  g_free (fetch->mime);
  g_free (fetch);
}

static DexFuture *
make_folder_in_thread (gpointer nothing)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("berth-desktop-XXXXXX", &error);

  return folder != NULL ? dex_future_new_take_string (folder)
                        : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children
    = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL
         && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL)
         && child != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

static DexFuture *
remove_in_thread (gpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (data);

  remove_tree (folder);
  return dex_future_new_true ();
}

static void
remove_folder (gpointer folder)
{
  dex_future_disown (berth_future_spawn_thread (remove_in_thread, folder, g_free));
}

static GBytes *
list_uris (const char *const *paths)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; paths[i] != NULL; i++) {
    g_autofree char *uri = g_filename_to_uri (paths[i], NULL, NULL);

    if (uri != NULL)
      g_string_append_printf (list, "%s\r\n", uri);
  }
  return g_string_free_to_bytes (list);
}

/* They land in a folder of their own; whoever pastes copies them from there. It goes when
 * something else is copied. */
static GBytes *
await_files (Fetch *fetch, GError **error)
{
  g_autofree char *folder = dex_await_string (
    berth_future_spawn_thread (make_folder_in_thread, NULL, NULL), error);
  BerthDesktopCopied *self = g_task_get_source_object (fetch->task);
  g_auto (GStrv) paths = NULL;

  if (folder == NULL)
    return NULL;
  g_ptr_array_add (self->folders, g_strdup (folder));
  paths
    = dex_await_boxed (berth_rdp_clipboard_fetch_files (
                         fetch->clipboard, folder, g_task_get_cancellable (fetch->task)),
                       error);
  return paths != NULL ? list_uris ((const char *const *) paths) : NULL;
}

static void
on_written (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GBytes *
await_bytes (Fetch *fetch, GError **error)
{
  g_autoptr (GBytes) bytes
    = dex_await_boxed (berth_rdp_clipboard_read (fetch->clipboard, fetch->mime,
                                                 g_task_get_cancellable (fetch->task)),
                       error);

  if (bytes == NULL || fetch->made_as == NULL)
    return g_steal_pointer (&bytes);
  return dex_await_boxed (berth_desktop_picture_convert (bytes, fetch->made_as), error);
}

/* The program that pastes may not say it, and cannot say it as well. */
static void
tell_why (BerthDesktopCopied *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Fetch *fetch = data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_str_equal (fetch->mime, MIME_FILES) ? await_files (fetch, &error)
                                                        : await_bytes (fetch, &error);

  if (bytes == NULL) {
    tell_why (g_task_get_source_object (fetch->task), error);
    g_task_return_error (fetch->task, g_steal_pointer (&error));
    return dex_future_new_true ();
  }
  g_task_set_task_data (fetch->task, bytes, (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (fetch->stream, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), fetch->priority,
                                   g_task_get_cancellable (fetch->task), on_written,
                                   g_object_ref (fetch->task));
  return dex_future_new_true ();
}

static GdkContentFormats *
berth_desktop_copied_ref_formats (GdkContentProvider *provider)
{
  BerthDesktopCopied *self = BERTH_DESKTOP_COPIED (provider);

  return gdk_content_formats_new ((const char **) self->mimes,
                                  g_strv_length (self->mimes));
}

static void
berth_desktop_copied_write (GdkContentProvider *provider,
                            const char *mime,
                            GOutputStream *stream,
                            int priority,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  BerthDesktopCopied *self = BERTH_DESKTOP_COPIED (provider);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->task = g_task_new (provider, cancellable, callback, data);
  fetch->clipboard = g_object_ref (self->clipboard);
  fetch->stream = g_object_ref (stream);
  fetch->mime = g_strdup (mime);
  if (g_strcmp0 (mime, self->other) == 0) {
    fetch->made_as = self->other;
    g_set_str (&fetch->mime, g_str_equal (mime, BERTH_DESKTOP_PICTURE_PNG)
                               ? BERTH_DESKTOP_PICTURE_BMP
                               : BERTH_DESKTOP_PICTURE_PNG);
  }
  fetch->priority = priority;
  dex_future_disown (berth_future_spawn (fetch_fiber, fetch, fetch_free));
}

static gboolean
berth_desktop_copied_write_finish (GdkContentProvider *provider,
                                   GAsyncResult *result,
                                   GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
berth_desktop_copied_finalize (GObject *object)
{
  BerthDesktopCopied *self = BERTH_DESKTOP_COPIED (object);

  g_clear_object (&self->clipboard);
  g_strfreev (self->mimes);
  g_ptr_array_unref (self->folders);
  G_OBJECT_CLASS (berth_desktop_copied_parent_class)->finalize (object);
}

static void
berth_desktop_copied_class_init (BerthDesktopCopiedClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = berth_desktop_copied_finalize;
  provider_class->ref_formats = berth_desktop_copied_ref_formats;
  provider_class->write_mime_type_async = berth_desktop_copied_write;
  provider_class->write_mime_type_finish = berth_desktop_copied_write_finish;

  /**
   * BerthDesktopCopied::failed:
   * @sentence: why something could not be pasted
   */
  signals[FAILED] = g_signal_new ("failed", BERTH_TYPE_DESKTOP_COPIED, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_desktop_copied_init (BerthDesktopCopied *self)
{
  self->folders = g_ptr_array_new_with_free_func (remove_folder);
}

/**
 * berth_desktop_copied_new:
 * @clipboard: the desktop's
 *
 * Returns: (transfer full): what is on it now
 */
GdkContentProvider *
berth_desktop_copied_new (BerthRdpClipboard *clipboard)
{
  const char *const *mimes;
  BerthDesktopCopied *self;

  g_return_val_if_fail (BERTH_IS_RDP_CLIPBOARD (clipboard), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_COPIED, NULL);
  self->clipboard = g_object_ref (clipboard);
  mimes = berth_rdp_clipboard_get_formats (clipboard);
  self->mimes = berth_desktop_picture_add_other (mimes);
  self->other = berth_desktop_picture_find_other (mimes);
  return GDK_CONTENT_PROVIDER (self);
}
