/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-clipboard-convert.h"

#include "berth-future.h"
#include "berth-remote-error.h"

#include <glib/gi18n-lib.h>

/* Work on a whole clipboard's bytes, away from the main thread. */
typedef struct {
  BerthRdpClipboardKind kind;
  GBytes *bytes;
  BerthRdpClipboardConvert convert;
} Conversion;

static void
conversion_free (gpointer data)
{
  Conversion *conversion = data;

  g_bytes_unref (conversion->bytes);
  g_free (conversion);
}

static DexFuture *
convert_fiber (gpointer data)
{
  Conversion *conversion = data;
  GBytes *bytes = conversion->convert (conversion->kind, conversion->bytes);

  if (bytes == NULL)
    return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL, "%s",
                                  _ ("What is on the clipboard cannot be read."));
  return dex_future_new_take_boxed (G_TYPE_BYTES, bytes);
}

/*< private >
 * berth_rdp_clipboard_convert:
 * @func: berth_rdp_clipboard_from_wire() or berth_rdp_clipboard_to_wire()
 *
 * Converts on a thread: a picture is many millions of bytes.
 *
 * Returns: (transfer full): a future that resolves to a [struct@GLib.Bytes], or rejects
 *   with %BERTH_REMOTE_ERROR_PROTOCOL
 */
DexFuture *
berth_rdp_clipboard_convert (BerthRdpClipboardKind kind,
                             GBytes *bytes,
                             BerthRdpClipboardConvert func)
{
  Conversion *conversion = g_new0 (Conversion, 1);

  conversion->kind = kind;
  conversion->bytes = g_bytes_ref (bytes);
  conversion->convert = func;
  return berth_future_spawn_thread (convert_fiber, conversion, conversion_free);
}

/*< private >
 * berth_rdp_clipboard_within:
 * @future: (transfer full): what to wait for
 *
 * Returns: (transfer full): a future that ends as @future does, or rejects with
 *   %DEX_ERROR_TIMED_OUT or %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_rdp_clipboard_within (DexFuture *future,
                            guint timeout_ms,
                            GCancellable *cancellable)
{
  return dex_future_first (berth_future_cancellable (future, cancellable),
                           dex_timeout_new_msec ((int) timeout_ms), NULL);
}
