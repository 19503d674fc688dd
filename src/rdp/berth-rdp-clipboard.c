/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-clipboard-private.h"

#include "berth-rdp-clipboard-offer.h"
#include "berth-rdp-clipboard-reader.h"

/* For programs here to come up with what they offered, and for the desktop to do so. */
#define ANSWER_WITHIN_MS 30000

/**
 * BerthRdpClipboard:
 *
 * The clipboard of a desktop, and ours as the desktop sees it, from
 * berth_rdp_session_get_clipboard(). Bytes are only moved when somebody pastes.
 *
 * What the desktop offers is [signal@RdpClipboard::formats-changed] and
 * berth_rdp_clipboard_read(); what this side offers is berth_rdp_clipboard_offer().
 * Formats are MIME types: text, HTML, PNG and BMP pictures, and "text/uri-list" for
 * files, which berth_rdp_clipboard_fetch_files() saves.
 */
struct _BerthRdpClipboard {
  GObject parent_instance;

  BerthRdpClipboardWire *wire;
  BerthRdpClipboardReader *reader;
  BerthRdpClipboardOffer *offer;
  GStrv mimes;
};

G_DEFINE_FINAL_TYPE (BerthRdpClipboard, berth_rdp_clipboard, G_TYPE_OBJECT)

enum {
  SIGNAL_FORMATS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
berth_rdp_clipboard_dispose (GObject *object)
{
  BerthRdpClipboard *self = BERTH_RDP_CLIPBOARD (object);

  berth_rdp_clipboard_reader_end (self->reader);
  berth_rdp_clipboard_offer_end (self->offer);
  berth_rdp_clipboard_offer_clear (self->offer);

  G_OBJECT_CLASS (berth_rdp_clipboard_parent_class)->dispose (object);
}

static void
berth_rdp_clipboard_finalize (GObject *object)
{
  BerthRdpClipboard *self = BERTH_RDP_CLIPBOARD (object);

  g_clear_pointer (&self->reader, berth_rdp_clipboard_reader_unref);
  g_clear_pointer (&self->offer, berth_rdp_clipboard_offer_unref);
  g_clear_pointer (&self->wire, berth_rdp_clipboard_wire_unref);
  g_clear_pointer (&self->mimes, g_strfreev);

  G_OBJECT_CLASS (berth_rdp_clipboard_parent_class)->finalize (object);
}

static void
berth_rdp_clipboard_class_init (BerthRdpClipboardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_rdp_clipboard_dispose;
  object_class->finalize = berth_rdp_clipboard_finalize;

  /**
   * BerthRdpClipboard::formats-changed:
   *
   * Somebody copied on the desktop, or the desktop is gone: what
   * berth_rdp_clipboard_get_formats() tells is another. What this side offered does not
   * count any more.
   */
  signals[SIGNAL_FORMATS_CHANGED]
    = g_signal_new ("formats-changed", BERTH_TYPE_RDP_CLIPBOARD, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tell_formats (BerthRdpClipboard *self)
{
  g_autoptr (GStrvBuilder) mimes = g_strv_builder_new ();

  for (guint i = BERTH_RDP_CLIPBOARD_KIND_TEXT; i < BERTH_RDP_CLIPBOARD_N_KINDS; i++) {
    BerthRdpClipboardKind kind = (BerthRdpClipboardKind) i;

    if (berth_rdp_clipboard_reader_has (self->reader, kind))
      g_strv_builder_add (mimes, berth_rdp_clipboard_kind_get_mime (kind));
  }
  g_strfreev (self->mimes);
  self->mimes = g_strv_builder_end (mimes);
  g_signal_emit (self, signals[SIGNAL_FORMATS_CHANGED], 0);
}

static void
hear_gone (BerthRdpClipboard *self)
{
  berth_rdp_clipboard_offer_end (self->offer);
  berth_rdp_clipboard_reader_end (self->reader);
  if (self->mimes[0] != NULL)
    tell_formats (self);
}

/* Taken before anybody is told, so that who offers something in turn comes after. A
 * clipboard that is empty over there takes nothing away from what was copied here. */
static void
hear_formats (BerthRdpClipboard *self, GArray *formats)
{
  berth_rdp_clipboard_wire_accept_offer (self->wire);
  if (formats->len > 0)
    berth_rdp_clipboard_offer_clear (self->offer);
  berth_rdp_clipboard_reader_set_formats (self->reader, formats);
  tell_formats (self);
}

static void
on_message (gpointer listener, const BerthRdpClipboardMessage *message)
{
  BerthRdpClipboard *self = listener;

  switch (message->news) {
  case BERTH_RDP_CLIPBOARD_NEWS_READY:
    berth_rdp_clipboard_reader_begin (self->reader, message->can_lock);
    berth_rdp_clipboard_offer_begin (self->offer);
    break;
  case BERTH_RDP_CLIPBOARD_NEWS_GONE:
    hear_gone (self);
    break;
  case BERTH_RDP_CLIPBOARD_NEWS_FORMATS:
    hear_formats (self, message->formats);
    break;
  case BERTH_RDP_CLIPBOARD_NEWS_DATA_WANTED:
    berth_rdp_clipboard_offer_answer (self->offer, message->id);
    break;
  case BERTH_RDP_CLIPBOARD_NEWS_DATA:
    berth_rdp_clipboard_reader_take (self->reader, message->bytes);
    break;
  case BERTH_RDP_CLIPBOARD_NEWS_LOCKED:
  case BERTH_RDP_CLIPBOARD_NEWS_UNLOCKED:
    berth_rdp_clipboard_offer_lock (self->offer, message->lock,
                                    message->news == BERTH_RDP_CLIPBOARD_NEWS_LOCKED);
    break;
  case BERTH_RDP_CLIPBOARD_NEWS_FILE_WANTED:
    berth_rdp_clipboard_offer_answer_file (self->offer, &message->file);
    break;
  case BERTH_RDP_CLIPBOARD_NEWS_FILE_DATA:
    berth_rdp_clipboard_reader_take_file (self->reader, message->file.stream,
                                          message->bytes);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
berth_rdp_clipboard_init (BerthRdpClipboard *self)
{
  self->wire = berth_rdp_clipboard_wire_new (G_OBJECT (self), on_message);
  self->reader = berth_rdp_clipboard_reader_new (self->wire, ANSWER_WITHIN_MS);
  self->offer = berth_rdp_clipboard_offer_new (self->wire, ANSWER_WITHIN_MS);
  self->mimes = g_new0 (char *, 1);
}

/**
 * berth_rdp_clipboard_new:
 *
 * A session makes its own; it tells on the context that is the thread default now.
 */
BerthRdpClipboard *
berth_rdp_clipboard_new (void)
{
  return g_object_new (BERTH_TYPE_RDP_CLIPBOARD, NULL);
}

/**
 * berth_rdp_clipboard_get_formats:
 *
 * Returns: (transfer none): the MIME types of what was copied on the desktop
 */
const char *const *
berth_rdp_clipboard_get_formats (BerthRdpClipboard *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_CLIPBOARD (self), NULL);

  return (const char *const *) self->mimes;
}

/**
 * berth_rdp_clipboard_read:
 * @mime: one of berth_rdp_clipboard_get_formats(), but for files
 * @cancellable: (nullable): gives up
 *
 * Gets what was copied on the desktop.
 *
 * Returns: (transfer full): a future that resolves to a [struct@GLib.Bytes], or rejects
 *   with %G_IO_ERROR_NOT_FOUND, %G_IO_ERROR_CANCELLED, %BERTH_REMOTE_ERROR_CLOSED,
 * _PROTOCOL or _TIMED_OUT
 */
DexFuture *
berth_rdp_clipboard_read (BerthRdpClipboard *self,
                          const char *mime,
                          GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_RDP_CLIPBOARD (self), NULL);
  g_return_val_if_fail (mime != NULL, NULL);

  return berth_rdp_clipboard_reader_read (
    self->reader, berth_rdp_clipboard_kind_of_mime (mime), cancellable);
}

/**
 * berth_rdp_clipboard_list_files:
 * @cancellable: (nullable): gives up
 *
 * Gets the names and sizes of the files that were copied on the desktop.
 *
 * Returns: (transfer full): a future that resolves to a [struct@RdpFileList], or rejects
 *   as berth_rdp_clipboard_read() does
 */
DexFuture *
berth_rdp_clipboard_list_files (BerthRdpClipboard *self, GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_RDP_CLIPBOARD (self), NULL);

  return berth_rdp_clipboard_reader_list_files (self->reader, cancellable);
}

/**
 * berth_rdp_clipboard_fetch_files:
 * @folder: an empty folder to save them in; nothing is written outside of it or over what
 *   is there
 * @cancellable: (nullable): gives up; files that are whole by then stay
 *
 * Saves the files that were copied on the desktop.
 *
 * Returns: (transfer full): a future that resolves to the %G_TYPE_STRV of the paths to
 *   paste, or rejects as berth_rdp_clipboard_read() does, or with what the file system
 * says
 */
DexFuture *
berth_rdp_clipboard_fetch_files (BerthRdpClipboard *self,
                                 const char *folder,
                                 GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_RDP_CLIPBOARD (self), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  return berth_rdp_clipboard_reader_fetch_files (self->reader, folder, cancellable);
}

/**
 * berth_rdp_clipboard_offer:
 * @mimes: what can be had; types that desktops do not know are left out, and an empty
 *   list offers nothing
 * @func: (nullable) (scope notified): gets it, when the desktop asks
 *
 * Tells the desktop what was copied here. "text/uri-list" offers the files of this
 * computer that it names, with all that is in its folders. Holds until the next call, or
 * until somebody copies on the desktop.
 */
void
berth_rdp_clipboard_offer (BerthRdpClipboard *self,
                           const char *const *mimes,
                           BerthRdpClipboardReadFunc func,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  g_return_if_fail (BERTH_IS_RDP_CLIPBOARD (self));
  g_return_if_fail (mimes != NULL);

  berth_rdp_clipboard_offer_set (self->offer, mimes, func, user_data, destroy);
}

/*< private >
 * berth_rdp_clipboard_get_wire:
 *
 * Returns: (transfer none): what the channel is attached to
 */
BerthRdpClipboardWire *
berth_rdp_clipboard_get_wire (BerthRdpClipboard *self)
{
  return self->wire;
}

/*< private >
 * berth_rdp_clipboard_set_answer_within:
 *
 * How long either side may take.
 */
void
berth_rdp_clipboard_set_answer_within (BerthRdpClipboard *self, guint timeout_ms)
{
  berth_rdp_clipboard_reader_set_answer_within (self->reader, timeout_ms);
  berth_rdp_clipboard_offer_set_answer_within (self->offer, timeout_ms);
}
