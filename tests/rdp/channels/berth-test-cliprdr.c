/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-cliprdr.h"

static CliprdrClientContext *
other (CliprdrClientContext *cliprdr)
{
  BerthTestCliprdr *self = cliprdr->handle;

  return cliprdr == &self->here ? &self->there : &self->here;
}

static UINT
on_capabilities (CliprdrClientContext *cliprdr, const CLIPRDR_CAPABILITIES *caps)
{
  return other (cliprdr)->ServerCapabilities (other (cliprdr), caps);
}

static UINT
on_formats (CliprdrClientContext *cliprdr, const CLIPRDR_FORMAT_LIST *list)
{
  return other (cliprdr)->ServerFormatList (other (cliprdr), list);
}

static UINT
on_formats_taken (CliprdrClientContext *cliprdr,
                  const CLIPRDR_FORMAT_LIST_RESPONSE *response)
{
  return other (cliprdr)->ServerFormatListResponse (other (cliprdr), response);
}

static UINT
on_data_wanted (CliprdrClientContext *cliprdr, const CLIPRDR_FORMAT_DATA_REQUEST *request)
{
  BerthTestCliprdr *self = cliprdr->handle;

  if (cliprdr == &self->here)
    self->n_data_wanted++;
  return other (cliprdr)->ServerFormatDataRequest (other (cliprdr), request);
}

static UINT
on_data (CliprdrClientContext *cliprdr, const CLIPRDR_FORMAT_DATA_RESPONSE *response)
{
  return other (cliprdr)->ServerFormatDataResponse (other (cliprdr), response);
}

static UINT
on_lock (CliprdrClientContext *cliprdr, const CLIPRDR_LOCK_CLIPBOARD_DATA *lock)
{
  return other (cliprdr)->ServerLockClipboardData (other (cliprdr), lock);
}

static UINT
on_unlock (CliprdrClientContext *cliprdr, const CLIPRDR_UNLOCK_CLIPBOARD_DATA *lock)
{
  return other (cliprdr)->ServerUnlockClipboardData (other (cliprdr), lock);
}

static UINT
on_file_wanted (CliprdrClientContext *cliprdr,
                const CLIPRDR_FILE_CONTENTS_REQUEST *request)
{
  return other (cliprdr)->ServerFileContentsRequest (other (cliprdr), request);
}

static UINT
on_file (CliprdrClientContext *cliprdr, const CLIPRDR_FILE_CONTENTS_RESPONSE *response)
{
  return other (cliprdr)->ServerFileContentsResponse (other (cliprdr), response);
}

static void
fill (CliprdrClientContext *cliprdr, BerthTestCliprdr *self)
{
  *cliprdr = (CliprdrClientContext) {
    .handle = self,
    .ClientCapabilities = on_capabilities,
    .ClientFormatList = on_formats,
    .ClientFormatListResponse = on_formats_taken,
    .ClientFormatDataRequest = on_data_wanted,
    .ClientFormatDataResponse = on_data,
    .ClientLockClipboardData = on_lock,
    .ClientUnlockClipboardData = on_unlock,
    .ClientFileContentsRequest = on_file_wanted,
    .ClientFileContentsResponse = on_file,
  };
}

/* Each has said what it can do by the time it says that it is ready. */
void
berth_test_cliprdr_join (BerthTestCliprdr *self,
                         BerthRdpClipboard *here,
                         BerthRdpClipboard *there)
{
  CLIPRDR_MONITOR_READY ready = { 0 };

  self->n_data_wanted = 0;
  fill (&self->here, self);
  fill (&self->there, self);
  berth_rdp_clipboard_wire_attach (berth_rdp_clipboard_get_wire (here), &self->here);
  berth_rdp_clipboard_wire_attach (berth_rdp_clipboard_get_wire (there), &self->there);
  self->there.MonitorReady (&self->there, &ready);
  self->here.MonitorReady (&self->here, &ready);
  self->there.MonitorReady (&self->there, &ready);
}

void
berth_test_cliprdr_part (BerthTestCliprdr *self,
                         BerthRdpClipboard *here,
                         BerthRdpClipboard *there)
{
  berth_rdp_clipboard_wire_detach (berth_rdp_clipboard_get_wire (here), &self->here);
  berth_rdp_clipboard_wire_detach (berth_rdp_clipboard_get_wire (there), &self->there);
}
