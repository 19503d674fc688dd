/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-clipboard.h"

#include "berth-desktop-copied.h"
#include "berth-desktop-picture.h"
#include "berth-future.h"

#include <libdex.h>

/**
 * BerthDesktopClipboard:
 *
 * Copies both ways between this computer and a desktop. Each side is told only what there
 * is; the bytes go when somebody pastes, and nobody waits for them.
 */
struct _BerthDesktopClipboard {
  GObject parent_instance;
  GdkClipboard *here;
  BerthRdpClipboard *there;
};

enum { NOTICE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthDesktopClipboard, berth_desktop_clipboard, G_TYPE_OBJECT)

typedef struct {
  DexPromise *promise;
  GOutputStream *memory;
} Reading;

static void
reading_free (Reading *reading)
{
  dex_clear (&reading->promise);
  g_clear_object (&reading->memory);
  g_free (reading);
}

static void
on_spliced (GObject *memory, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (memory), result, &error) < 0)
    dex_promise_reject (reading->promise, g_steal_pointer (&error));
  else
    dex_promise_resolve_boxed (
      reading->promise, G_TYPE_BYTES,
      g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory)));
  reading_free (reading);
}

static void
on_opened (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream
    = gdk_clipboard_read_finish (GDK_CLIPBOARD (clipboard), result, NULL, &error);

  if (stream == NULL) {
    dex_promise_reject (reading->promise, g_steal_pointer (&error));
    reading_free (reading);
    return;
  }
  g_output_stream_splice_async (reading->memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                  | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, on_spliced, reading);
}

static DexFuture *
read_as_it_is (GdkClipboard *clipboard, const char *mime)
{
  Reading *reading = g_new0 (Reading, 1);
  const char *const mimes[] = { mime, NULL };
  DexFuture *future;

  reading->promise = dex_promise_new ();
  reading->memory = g_memory_output_stream_new_resizable ();
  future = dex_ref (DEX_FUTURE (reading->promise));
  gdk_clipboard_read_async (clipboard, (const char **) mimes, G_PRIORITY_DEFAULT, NULL,
                            on_opened, reading);
  return future;
}

/* What is copied in this program can be given in more ways than it is kept in; what
 * another program copied only as that one says. */
static GStrv
list_here (GdkClipboard *clipboard)
{
  GdkContentFormats *formats
    = gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard));
  const char *const *mimes;
  GStrv list;

  if (gdk_clipboard_is_local (clipboard))
    formats = gdk_content_formats_union_serialize_mime_types (formats);
  mimes = gdk_content_formats_get_mime_types (formats, NULL);
  list = mimes != NULL ? g_strdupv ((char **) mimes) : g_new0 (char *, 1);
  gdk_content_formats_unref (formats);
  return list;
}

static DexFuture *
make_other_fiber (gpointer clipboard)
{
  g_auto (GStrv) mimes = list_here (clipboard);
  const char *other = berth_desktop_picture_find_other ((const char *const *) mimes);
  gboolean from_png = g_strcmp0 (other, BERTH_DESKTOP_PICTURE_BMP) == 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  bytes
    = dex_await_boxed (read_as_it_is (clipboard, from_png ? BERTH_DESKTOP_PICTURE_PNG
                                                          : BERTH_DESKTOP_PICTURE_BMP),
                       &error);
  if (bytes == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return berth_desktop_picture_convert (bytes, other);
}

static DexFuture *
read_here (const char *mime, gpointer clipboard)
{
  g_auto (GStrv) mimes = list_here (clipboard);
  const char *other = berth_desktop_picture_find_other ((const char *const *) mimes);

  if (g_strcmp0 (mime, other) != 0)
    return read_as_it_is (clipboard, mime);
  return berth_future_spawn (make_other_fiber, g_object_ref (clipboard), g_object_unref);
}

static void
on_failed (BerthDesktopClipboard *self, const char *sentence)
{
  g_signal_emit (self, signals[NOTICE], 0, sentence);
}

static void
on_copied_there (BerthDesktopClipboard *self)
{
  const char *const *mimes = berth_rdp_clipboard_get_formats (self->there);
  g_autoptr (GdkContentProvider) copied = NULL;

  if (mimes[0] == NULL)
    return;
  copied = berth_desktop_copied_new (self->there);
  g_signal_connect_object (copied, "failed", G_CALLBACK (on_failed), self,
                           G_CONNECT_SWAPPED);
  gdk_clipboard_set_content (self->here, copied);
}

/* What came from a desktop is not sent back to it. */
static void
on_copied_here (BerthDesktopClipboard *self)
{
  GdkContentProvider *content = gdk_clipboard_get_content (self->here);
  g_auto (GStrv) mimes = NULL;
  g_auto (GStrv) offered = NULL;

  if (BERTH_IS_DESKTOP_COPIED (content))
    return;
  mimes = list_here (self->here);
  offered = berth_desktop_picture_add_other ((const char *const *) mimes);
  if (offered[0] != NULL)
    berth_rdp_clipboard_offer (self->there, (const char *const *) offered, read_here,
                               g_object_ref (self->here), g_object_unref);
}

static void
berth_desktop_clipboard_dispose (GObject *object)
{
  BerthDesktopClipboard *self = BERTH_DESKTOP_CLIPBOARD (object);

  /* Nothing more of it can be fetched. */
  if (self->here != NULL
      && BERTH_IS_DESKTOP_COPIED (gdk_clipboard_get_content (self->here)))
    gdk_clipboard_set_content (self->here, NULL);
  g_clear_object (&self->here);
  g_clear_object (&self->there);
  G_OBJECT_CLASS (berth_desktop_clipboard_parent_class)->dispose (object);
}

static void
berth_desktop_clipboard_class_init (BerthDesktopClipboardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_desktop_clipboard_dispose;

  /**
   * BerthDesktopClipboard::notice:
   * @sentence: why something could not be pasted
   */
  signals[NOTICE]
    = g_signal_new ("notice", BERTH_TYPE_DESKTOP_CLIPBOARD, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
berth_desktop_clipboard_init (BerthDesktopClipboard *self)
{
}

/**
 * berth_desktop_clipboard_new:
 * @here: this computer's
 * @there: the desktop's
 *
 * Copies both ways until it is let go.
 *
 * Returns: (transfer full): what does that
 */
BerthDesktopClipboard *
berth_desktop_clipboard_new (GdkClipboard *here, BerthRdpClipboard *there)
{
  BerthDesktopClipboard *self;

  g_return_val_if_fail (GDK_IS_CLIPBOARD (here), NULL);
  g_return_val_if_fail (BERTH_IS_RDP_CLIPBOARD (there), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_CLIPBOARD, NULL);
  self->here = g_object_ref (here);
  self->there = g_object_ref (there);
  g_signal_connect_object (here, "changed", G_CALLBACK (on_copied_here), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (there, "formats-changed", G_CALLBACK (on_copied_there), self,
                           G_CONNECT_SWAPPED);
  on_copied_here (self);
  return self;
}
