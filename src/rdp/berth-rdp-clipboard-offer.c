/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-clipboard-offer.h"

#include "berth-future.h"
#include "berth-rdp-clipboard-convert.h"
#include "berth-rdp-file-server.h"

#include <gio/gio.h>

/*
 * BerthRdpClipboardOffer:
 *
 * What was copied here, and the desktop's questions about it. The owner's context.
 */
struct _BerthRdpClipboardOffer {
  BerthRdpClipboardWire *wire;
  guint answer_within_ms;
  gboolean is_ready;
  GArray *offered; /* of BerthRdpClipboardKind */
  BerthRdpClipboardReadFunc func;
  gpointer func_data;
  GDestroyNotify func_destroy;
  BerthRdpFileServer *server;
  guint answering; /* the question that counts; 0: none */
  guint last_answer;
};

/*< private >
 * berth_rdp_clipboard_offer_clear:
 *
 * Somebody copied on the desktop: what was copied here does not count any more.
 */
void
berth_rdp_clipboard_offer_clear (BerthRdpClipboardOffer *self)
{
  GDestroyNotify destroy = g_steal_pointer (&self->func_destroy);

  self->func = NULL;
  if (destroy != NULL)
    destroy (g_steal_pointer (&self->func_data));
  self->func_data = NULL;
  g_array_set_size (self->offered, 0);
  berth_rdp_file_server_set_list (self->server, NULL);
}

static void
offer_clear (gpointer data)
{
  BerthRdpClipboardOffer *self = data;

  berth_rdp_clipboard_offer_clear (self);
  g_clear_pointer (&self->wire, berth_rdp_clipboard_wire_unref);
  g_clear_pointer (&self->offered, g_array_unref);
  g_clear_pointer (&self->server, berth_rdp_file_server_free);
}

/*< private >
 * berth_rdp_clipboard_offer_new:
 * @answer_within_ms: how long programs here may take
 */
BerthRdpClipboardOffer *
berth_rdp_clipboard_offer_new (BerthRdpClipboardWire *wire, guint answer_within_ms)
{
  BerthRdpClipboardOffer *self = g_rc_box_new0 (BerthRdpClipboardOffer);

  self->wire = berth_rdp_clipboard_wire_ref (wire);
  self->answer_within_ms = answer_within_ms;
  self->offered = g_array_new (FALSE, FALSE, sizeof (BerthRdpClipboardKind));
  self->server = berth_rdp_file_server_new ();
  return self;
}

BerthRdpClipboardOffer *
berth_rdp_clipboard_offer_ref (BerthRdpClipboardOffer *self)
{
  return g_rc_box_acquire (self);
}

void
berth_rdp_clipboard_offer_unref (BerthRdpClipboardOffer *self)
{
  g_rc_box_release_full (self, offer_clear);
}

void
berth_rdp_clipboard_offer_set_answer_within (BerthRdpClipboardOffer *self,
                                             guint timeout_ms)
{
  self->answer_within_ms = timeout_ms;
}

static void
send_offer (BerthRdpClipboardOffer *self)
{
  if (self->is_ready)
    berth_rdp_clipboard_wire_offer (
      self->wire, (const BerthRdpClipboardKind *) (gpointer) self->offered->data,
      self->offered->len);
}

/*< private >
 * berth_rdp_clipboard_offer_set:
 * @func: (scope notified)
 */
void
berth_rdp_clipboard_offer_set (BerthRdpClipboardOffer *self,
                               const char *const *mimes,
                               BerthRdpClipboardReadFunc func,
                               gpointer user_data,
                               GDestroyNotify destroy)
{
  berth_rdp_clipboard_offer_clear (self);
  self->func = func;
  self->func_data = user_data;
  self->func_destroy = destroy;
  for (guint i = BERTH_RDP_CLIPBOARD_KIND_TEXT; i < BERTH_RDP_CLIPBOARD_N_KINDS; i++) {
    BerthRdpClipboardKind kind = (BerthRdpClipboardKind) i;

    if (g_strv_contains (mimes, berth_rdp_clipboard_kind_get_mime (kind)))
      g_array_append_val (self->offered, kind);
  }
  send_offer (self);
}

/*< private >
 * berth_rdp_clipboard_offer_begin:
 *
 * The desktop listens from here on.
 */
void
berth_rdp_clipboard_offer_begin (BerthRdpClipboardOffer *self)
{
  self->is_ready = TRUE;
  send_offer (self);
}

/*< private >
 * berth_rdp_clipboard_offer_end:
 *
 * It does not any more; what was copied here is offered again to the next one.
 */
void
berth_rdp_clipboard_offer_end (BerthRdpClipboardOffer *self)
{
  self->is_ready = FALSE;
  self->answering = 0;
  berth_rdp_file_server_forget (self->server);
}

/*< private >
 * berth_rdp_clipboard_offer_lock:
 *
 * The desktop keeps, or lets go of, the files that are offered.
 */
void
berth_rdp_clipboard_offer_lock (BerthRdpClipboardOffer *self,
                                guint32 lock,
                                gboolean is_locked)
{
  if (is_locked)
    berth_rdp_file_server_lock (self->server, lock);
  else
    berth_rdp_file_server_unlock (self->server, lock);
}

static DexFuture *
list_uris_fiber (gpointer data)
{
  gsize size;
  const char *uris = g_bytes_get_data (data, &size);

  if (size == 0 || size > BERTH_RDP_CLIPBOARD_BYTES_MAX)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                  "There are no files in there");
  return dex_future_new_take_boxed (BERTH_TYPE_RDP_FILE_LIST,
                                    berth_rdp_file_list_new_from_uris (uris, size));
}

static DexFuture *
write_list_fiber (gpointer data)
{
  return dex_future_new_take_boxed (G_TYPE_BYTES, berth_rdp_file_list_to_wire (data));
}

typedef struct {
  BerthRdpClipboardOffer *self;
  guint answer;
  BerthRdpClipboardKind kind;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  berth_rdp_clipboard_offer_unref (answer->self);
  g_free (answer);
}

static GBytes *
await_files (Answer *answer, GBytes *uris)
{
  g_autoptr (BerthRdpFileList) list
    = dex_await_boxed (berth_future_spawn_thread (list_uris_fiber, g_bytes_ref (uris),
                                                  (GDestroyNotify) g_bytes_unref),
                       NULL);

  if (list == NULL || answer->self->answering != answer->answer)
    return NULL;
  berth_rdp_file_server_set_list (answer->self->server, list);
  return dex_await_boxed (
    berth_future_spawn_thread (write_list_fiber, berth_rdp_file_list_ref (list),
                               (GDestroyNotify) berth_rdp_file_list_unref),
    NULL);
}

static GBytes *
await_offered (Answer *answer)
{
  BerthRdpClipboardOffer *self = answer->self;
  const char *mime = berth_rdp_clipboard_kind_get_mime (answer->kind);
  g_autoptr (GBytes) bytes = NULL;

  if (self->func == NULL)
    return NULL;
  bytes = dex_await_boxed (berth_rdp_clipboard_within (self->func (mime, self->func_data),
                                                       self->answer_within_ms, NULL),
                           NULL);
  if (bytes == NULL)
    return NULL;
  if (answer->kind == BERTH_RDP_CLIPBOARD_KIND_FILES)
    return await_files (answer, bytes);
  return dex_await_boxed (
    berth_rdp_clipboard_convert (answer->kind, bytes, berth_rdp_clipboard_to_wire), NULL);
}

static DexFuture *
answer_fiber (gpointer data)
{
  Answer *answer = data;
  g_autoptr (GBytes) bytes = await_offered (answer);

  /* The desktop that asked may be gone, or have been answered already. */
  if (answer->self->answering == answer->answer) {
    answer->self->answering = 0;
    berth_rdp_clipboard_wire_send_data (answer->self->wire, bytes);
  }
  return dex_future_new_true ();
}

static BerthRdpClipboardKind
find_offered (BerthRdpClipboardOffer *self, guint32 id)
{
  for (guint i = 0; i < self->offered->len; i++) {
    BerthRdpClipboardKind kind = g_array_index (self->offered, BerthRdpClipboardKind, i);

    if (berth_rdp_clipboard_kind_get_format (kind).id == id)
      return kind;
  }
  return BERTH_RDP_CLIPBOARD_KIND_NONE;
}

/*< private >
 * berth_rdp_clipboard_offer_answer:
 * @id: the format that the desktop wants
 */
void
berth_rdp_clipboard_offer_answer (BerthRdpClipboardOffer *self, guint32 id)
{
  BerthRdpClipboardKind kind = find_offered (self, id);
  Answer *answer;

  /* Who asks again waits for the first answer no more, but gets one to each. */
  if (self->answering != 0)
    berth_rdp_clipboard_wire_send_data (self->wire, NULL);
  self->answering = 0;
  if (kind == BERTH_RDP_CLIPBOARD_KIND_NONE) {
    berth_rdp_clipboard_wire_send_data (self->wire, NULL);
    return;
  }
  self->answering = ++self->last_answer;
  answer = g_new0 (Answer, 1);
  answer->self = berth_rdp_clipboard_offer_ref (self);
  answer->answer = self->answering;
  answer->kind = kind;
  dex_future_disown (berth_future_spawn (answer_fiber, answer, answer_free));
}

typedef struct {
  BerthRdpClipboardWire *wire;
  guint32 stream;
} FileAnswer;

static void
file_answer_free (gpointer data)
{
  FileAnswer *answer = data;

  berth_rdp_clipboard_wire_unref (answer->wire);
  g_free (answer);
}

static DexFuture *
on_file_read (DexFuture *future, gpointer data)
{
  FileAnswer *answer = data;
  const GValue *value = dex_future_get_value (future, NULL);

  berth_rdp_clipboard_wire_send_file (answer->wire, answer->stream,
                                      value != NULL ? g_value_get_boxed (value) : NULL);
  return NULL;
}

/*< private >
 * berth_rdp_clipboard_offer_answer_file:
 */
void
berth_rdp_clipboard_offer_answer_file (BerthRdpClipboardOffer *self,
                                       const BerthRdpFileRequest *request)
{
  FileAnswer *answer = g_new0 (FileAnswer, 1);

  answer->wire = berth_rdp_clipboard_wire_ref (self->wire);
  answer->stream = request->stream;
  dex_future_disown (
    dex_future_finally (berth_rdp_file_server_answer (self->server, request),
                        on_file_read, answer, file_answer_free));
}
