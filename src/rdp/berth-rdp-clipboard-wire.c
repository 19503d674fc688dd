/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-clipboard-wire.h"

/* A list of formats is a few dozen; what is behind these is not looked at. */
#define FORMATS_MAX 256

/* Files without paths of ours, in pieces, from lists that can be locked, of any size. */
#define CAPABILITIES                                                                     \
  (CB_USE_LONG_FORMAT_NAMES | CB_STREAM_FILECLIP_ENABLED | CB_FILECLIP_NO_FILE_PATHS     \
   | CB_CAN_LOCK_CLIPDATA | CB_HUGE_FILE_SUPPORT_ENABLED)

/*
 * BerthRdpClipboardWire:
 *
 * The clipboard's channel ([MS-RDPECLIP]) without any thought of its own. FreeRDP calls
 * in on a thread of the channel's: what it brings is copied and told on the owner's
 * context. What the owner sends is only queued by FreeRDP, so he may send from there;
 * the lock keeps the channel from going away meanwhile.
 */
struct _BerthRdpClipboardWire {
  GMainContext *owner;
  GWeakRef listener;
  BerthRdpClipboardListener on_message;

  GMutex lock;
  CliprdrClientContext *cliprdr; /* under lock */
  guint32 server_flags;          /* the channel's thread */
};

typedef struct {
  BerthRdpClipboardWire *wire;
  BerthRdpClipboardMessage message;
} Delivery;

static void
wire_clear (gpointer data)
{
  BerthRdpClipboardWire *self = data;

  g_weak_ref_clear (&self->listener);
  g_mutex_clear (&self->lock);
  g_main_context_unref (self->owner);
}

/*< private >
 * berth_rdp_clipboard_wire_new:
 * @listener: (transfer none): told as long as it lives, on the context that is the
 *   thread default now
 */
BerthRdpClipboardWire *
berth_rdp_clipboard_wire_new (GObject *listener, BerthRdpClipboardListener on_message)
{
  BerthRdpClipboardWire *self = g_atomic_rc_box_new0 (BerthRdpClipboardWire);

  self->owner = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->listener, listener);
  self->on_message = on_message;
  g_mutex_init (&self->lock);
  return self;
}

BerthRdpClipboardWire *
berth_rdp_clipboard_wire_ref (BerthRdpClipboardWire *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_rdp_clipboard_wire_unref (BerthRdpClipboardWire *self)
{
  g_atomic_rc_box_release_full (self, wire_clear);
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_clear_pointer (&delivery->message.formats, g_array_unref);
  g_clear_pointer (&delivery->message.bytes, g_bytes_unref);
  berth_rdp_clipboard_wire_unref (delivery->wire);
  g_free (delivery);
}

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;
  g_autoptr (GObject) listener = g_weak_ref_get (&delivery->wire->listener);

  if (listener != NULL)
    delivery->wire->on_message (listener, &delivery->message);
  return G_SOURCE_REMOVE;
}

/* Takes what @message holds. */
static UINT
tell (BerthRdpClipboardWire *self, BerthRdpClipboardMessage message)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  delivery->wire = berth_rdp_clipboard_wire_ref (self);
  delivery->message = message;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "BerthRdpClipboardWire message");
  g_source_set_callback (source, deliver, delivery, delivery_free);
  g_source_attach (source, self->owner);
  return CHANNEL_RC_OK;
}

static GBytes *
copy_foreign (const BYTE *data, gsize size, gboolean ok)
{
  if (!ok || size > BERTH_RDP_CLIPBOARD_BYTES_MAX || (data == NULL && size > 0))
    return NULL;
  return g_bytes_new (data, size);
}

/* [MS-RDPECLIP] 2.2.2.1 */
static UINT
on_server_capabilities (CliprdrClientContext *cliprdr, const CLIPRDR_CAPABILITIES *caps)
{
  BerthRdpClipboardWire *self = cliprdr->custom;
  const CLIPRDR_CAPABILITY_SET *set = caps->capabilitySets;

  /* FreeRDP hands over what it has parsed: one set, the general one. */
  if (caps->cCapabilitiesSets > 0 && set->capabilitySetType == CB_CAPSTYPE_GENERAL
      && set->capabilitySetLength >= CB_CAPSTYPE_GENERAL_LEN)
    self->server_flags = ((const CLIPRDR_GENERAL_CAPABILITY_SET *) set)->generalFlags;
  return CHANNEL_RC_OK;
}

static UINT
on_monitor_ready (CliprdrClientContext *cliprdr, const CLIPRDR_MONITOR_READY *ready)
{
  BerthRdpClipboardWire *self = cliprdr->custom;
  CLIPRDR_GENERAL_CAPABILITY_SET general
    = { CB_CAPSTYPE_GENERAL, CB_CAPSTYPE_GENERAL_LEN, CB_CAPS_VERSION_2, CAPABILITIES };
  CLIPRDR_CAPABILITIES caps = { 0 };
  UINT result;

  caps.cCapabilitiesSets = 1;
  caps.capabilitySets = (CLIPRDR_CAPABILITY_SET *) &general;
  result = cliprdr->ClientCapabilities (cliprdr, &caps);
  if (result != CHANNEL_RC_OK)
    return result;
  return tell (self, (BerthRdpClipboardMessage) {
                       .news = BERTH_RDP_CLIPBOARD_NEWS_READY,
                       .can_lock = (self->server_flags & CB_CAN_LOCK_CLIPDATA) != 0 });
}

/* [MS-RDPECLIP] 2.2.3.1; what we have no use for is left out. */
static UINT
on_server_formats (CliprdrClientContext *cliprdr, const CLIPRDR_FORMAT_LIST *list)
{
  GArray *formats = g_array_new (FALSE, FALSE, sizeof (BerthRdpClipboardFormat));

  for (UINT32 i = 0; i < MIN (list->numFormats, FORMATS_MAX); i++) {
    const CLIPRDR_FORMAT *foreign = &list->formats[i];
    BerthRdpClipboardFormat format = { 0 };

    format.kind
      = berth_rdp_clipboard_kind_of_format (foreign->formatId, foreign->formatName);
    format.id = foreign->formatId;
    if (format.kind != BERTH_RDP_CLIPBOARD_KIND_NONE)
      g_array_append_val (formats, format);
  }
  g_debug ("[RDP.CLIPRDR] the desktop offers %u formats", list->numFormats);
  return tell (cliprdr->custom,
               (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_FORMATS,
                                            .formats = formats });
}

static UINT
on_server_took_formats (CliprdrClientContext *cliprdr,
                        const CLIPRDR_FORMAT_LIST_RESPONSE *response)
{
  if ((response->common.msgFlags & CB_RESPONSE_OK) == 0)
    g_debug ("[RDP.CLIPRDR] the desktop did not take the offer");
  return CHANNEL_RC_OK;
}

static UINT
on_server_wants_data (CliprdrClientContext *cliprdr,
                      const CLIPRDR_FORMAT_DATA_REQUEST *request)
{
  g_debug ("[RDP.CLIPRDR] the desktop wants format %u", request->requestedFormatId);
  return tell (cliprdr->custom,
               (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_DATA_WANTED,
                                            .id = request->requestedFormatId });
}

static UINT
on_server_data (CliprdrClientContext *cliprdr,
                const CLIPRDR_FORMAT_DATA_RESPONSE *response)
{
  GBytes *bytes = copy_foreign (response->requestedFormatData, response->common.dataLen,
                                (response->common.msgFlags & CB_RESPONSE_OK) != 0);

  return tell (
    cliprdr->custom,
    (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_DATA, .bytes = bytes });
}

static UINT
on_server_locked (CliprdrClientContext *cliprdr, const CLIPRDR_LOCK_CLIPBOARD_DATA *lock)
{
  return tell (cliprdr->custom,
               (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_LOCKED,
                                            .lock = lock->clipDataId });
}

static UINT
on_server_unlocked (CliprdrClientContext *cliprdr,
                    const CLIPRDR_UNLOCK_CLIPBOARD_DATA *lock)
{
  return tell (cliprdr->custom,
               (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_UNLOCKED,
                                            .lock = lock->clipDataId });
}

/* [MS-RDPECLIP] 2.2.5.3 */
static UINT
on_server_wants_file (CliprdrClientContext *cliprdr,
                      const CLIPRDR_FILE_CONTENTS_REQUEST *request)
{
  BerthRdpFileRequest file = {
    .stream = request->streamId,
    .index = request->listIndex,
    .wants_size = (request->dwFlags & FILECONTENTS_SIZE) != 0,
    .position = (guint64) request->nPositionHigh << 32 | request->nPositionLow,
    .size = request->cbRequested,
    .has_lock = request->haveClipDataId,
    .lock = request->clipDataId,
  };

  return tell (cliprdr->custom,
               (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_FILE_WANTED,
                                            .file = file });
}

static UINT
on_server_file (CliprdrClientContext *cliprdr,
                const CLIPRDR_FILE_CONTENTS_RESPONSE *response)
{
  GBytes *bytes = copy_foreign (response->requestedData, response->cbRequested,
                                (response->common.msgFlags & CB_RESPONSE_OK) != 0);

  return tell (cliprdr->custom,
               (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_FILE_DATA,
                                            .bytes = bytes,
                                            .file = { .stream = response->streamId } });
}

/*< private >
 * berth_rdp_clipboard_wire_attach:
 *
 * The channel is there. On any thread.
 */
void
berth_rdp_clipboard_wire_attach (BerthRdpClipboardWire *self,
                                 CliprdrClientContext *cliprdr)
{
  g_mutex_lock (&self->lock);
  self->cliprdr = cliprdr;
  self->server_flags = 0;
  cliprdr->custom = self;
  cliprdr->ServerCapabilities = on_server_capabilities;
  cliprdr->MonitorReady = on_monitor_ready;
  cliprdr->ServerFormatList = on_server_formats;
  cliprdr->ServerFormatListResponse = on_server_took_formats;
  cliprdr->ServerFormatDataRequest = on_server_wants_data;
  cliprdr->ServerFormatDataResponse = on_server_data;
  cliprdr->ServerLockClipboardData = on_server_locked;
  cliprdr->ServerUnlockClipboardData = on_server_unlocked;
  cliprdr->ServerFileContentsRequest = on_server_wants_file;
  cliprdr->ServerFileContentsResponse = on_server_file;
  g_mutex_unlock (&self->lock);
}

/*< private >
 * berth_rdp_clipboard_wire_detach:
 *
 * The channel goes: nothing is sent once this returns. On any thread.
 */
void
berth_rdp_clipboard_wire_detach (BerthRdpClipboardWire *self,
                                 CliprdrClientContext *cliprdr)
{
  gboolean was_ours;

  g_mutex_lock (&self->lock);
  was_ours = self->cliprdr == cliprdr;
  if (was_ours)
    self->cliprdr = NULL;
  g_mutex_unlock (&self->lock);
  if (was_ours)
    tell (self, (BerthRdpClipboardMessage) { .news = BERTH_RDP_CLIPBOARD_NEWS_GONE });
}

/*< private >
 * berth_rdp_clipboard_wire_offer:
 *
 * Says what can be had here; nothing, with no @kinds.
 */
void
berth_rdp_clipboard_wire_offer (BerthRdpClipboardWire *self,
                                const BerthRdpClipboardKind *kinds,
                                guint n_kinds)
{
  CLIPRDR_FORMAT formats[BERTH_RDP_CLIPBOARD_N_KINDS] = { 0 };
  CLIPRDR_FORMAT_LIST list = { 0 };

  g_assert (n_kinds <= G_N_ELEMENTS (formats));
  for (guint i = 0; i < n_kinds; i++) {
    BerthRdpClipboardFormat format = berth_rdp_clipboard_kind_get_format (kinds[i]);

    formats[i].formatId = format.id;
    formats[i].formatName = (char *) format.name;
  }
  g_debug ("[RDP.CLIPRDR] offering %u formats", n_kinds);
  list.common.msgType = CB_FORMAT_LIST;
  list.numFormats = n_kinds;
  list.formats = formats;
  g_mutex_lock (&self->lock);
  if (self->cliprdr != NULL)
    self->cliprdr->ClientFormatList (self->cliprdr, &list);
  g_mutex_unlock (&self->lock);
}

void
berth_rdp_clipboard_wire_accept_offer (BerthRdpClipboardWire *self)
{
  CLIPRDR_FORMAT_LIST_RESPONSE response
    = { { CB_FORMAT_LIST_RESPONSE, CB_RESPONSE_OK, 0 } };

  g_mutex_lock (&self->lock);
  if (self->cliprdr != NULL)
    self->cliprdr->ClientFormatListResponse (self->cliprdr, &response);
  g_mutex_unlock (&self->lock);
}

void
berth_rdp_clipboard_wire_want_data (BerthRdpClipboardWire *self, guint32 id)
{
  CLIPRDR_FORMAT_DATA_REQUEST request = { { CB_FORMAT_DATA_REQUEST, 0, 0 }, id };

  g_mutex_lock (&self->lock);
  if (self->cliprdr != NULL)
    self->cliprdr->ClientFormatDataRequest (self->cliprdr, &request);
  g_mutex_unlock (&self->lock);
}

/*< private >
 * berth_rdp_clipboard_wire_send_data:
 * @bytes: (nullable): %NULL says that there are none
 */
void
berth_rdp_clipboard_wire_send_data (BerthRdpClipboardWire *self, GBytes *bytes)
{
  CLIPRDR_FORMAT_DATA_RESPONSE response = { { CB_FORMAT_DATA_RESPONSE, 0, 0 }, NULL };
  gsize size = 0;

  response.common.msgFlags = bytes != NULL ? CB_RESPONSE_OK : CB_RESPONSE_FAIL;
  if (bytes != NULL)
    response.requestedFormatData = g_bytes_get_data (bytes, &size);
  response.common.dataLen = (UINT32) size;
  g_debug ("[RDP.CLIPRDR] handing over %zu bytes%s", size, bytes != NULL ? "" : ": none");
  g_mutex_lock (&self->lock);
  if (self->cliprdr != NULL)
    self->cliprdr->ClientFormatDataResponse (self->cliprdr, &response);
  g_mutex_unlock (&self->lock);
}

/*< private >
 * berth_rdp_clipboard_wire_lock:
 *
 * Has the other side keep, or let go of, the files that it offers now
 * ([MS-RDPECLIP] 2.2.4.1 and 2.2.4.2).
 */
void
berth_rdp_clipboard_wire_lock (BerthRdpClipboardWire *self,
                               guint32 lock,
                               gboolean is_locked)
{
  CLIPRDR_LOCK_CLIPBOARD_DATA locked = { { CB_LOCK_CLIPDATA, 0, 4 }, lock };
  CLIPRDR_UNLOCK_CLIPBOARD_DATA unlocked = { { CB_UNLOCK_CLIPDATA, 0, 4 }, lock };

  g_mutex_lock (&self->lock);
  if (self->cliprdr != NULL && is_locked)
    self->cliprdr->ClientLockClipboardData (self->cliprdr, &locked);
  else if (self->cliprdr != NULL)
    self->cliprdr->ClientUnlockClipboardData (self->cliprdr, &unlocked);
  g_mutex_unlock (&self->lock);
}

void
berth_rdp_clipboard_wire_want_file (BerthRdpClipboardWire *self,
                                    const BerthRdpFileRequest *request)
{
  CLIPRDR_FILE_CONTENTS_REQUEST wanted = { 0 };

  wanted.common.msgType = CB_FILECONTENTS_REQUEST;
  wanted.streamId = request->stream;
  wanted.listIndex = request->index;
  wanted.dwFlags = request->wants_size ? FILECONTENTS_SIZE : FILECONTENTS_RANGE;
  wanted.nPositionLow = (UINT32) request->position;
  wanted.nPositionHigh = (UINT32) (request->position >> 32);
  wanted.cbRequested = request->wants_size ? 8 : request->size;
  wanted.haveClipDataId = request->has_lock;
  wanted.clipDataId = request->lock;
  g_mutex_lock (&self->lock);
  if (self->cliprdr != NULL)
    self->cliprdr->ClientFileContentsRequest (self->cliprdr, &wanted);
  g_mutex_unlock (&self->lock);
}

/*< private >
 * berth_rdp_clipboard_wire_send_file:
 * @bytes: (nullable): %NULL says that there are none
 */
void
berth_rdp_clipboard_wire_send_file (BerthRdpClipboardWire *self,
                                    guint32 stream,
                                    GBytes *bytes)
{
  CLIPRDR_FILE_CONTENTS_RESPONSE response = { 0 };
  gsize size = 0;

  response.common.msgType = CB_FILECONTENTS_RESPONSE;
  response.common.msgFlags = bytes != NULL ? CB_RESPONSE_OK : CB_RESPONSE_FAIL;
  response.streamId = stream;
  if (bytes != NULL)
    response.requestedData = g_bytes_get_data (bytes, &size);
  response.cbRequested = (UINT32) size;
  response.common.dataLen = (UINT32) size + 4;
  g_mutex_lock (&self->lock);
  if (self->cliprdr != NULL)
    self->cliprdr->ClientFileContentsResponse (self->cliprdr, &response);
  g_mutex_unlock (&self->lock);
}
