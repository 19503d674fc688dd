/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-channels.h"

#include "berth-rdp-link-private.h"

#include <freerdp/channels/cliprdr.h>
#include <freerdp/channels/disp.h>
#include <freerdp/channels/rdpgfx.h>
#include <freerdp/gdi/gfx.h>

static const char *
codec_name (UINT32 codec_id)
{
  switch (codec_id) {
  case RDPGFX_CODECID_CAVIDEO:
    return "RemoteFX";
  case RDPGFX_CODECID_CAPROGRESSIVE:
  case RDPGFX_CODECID_CAPROGRESSIVE_V2:
    return "RemoteFX Progressive";
  case RDPGFX_CODECID_CLEARCODEC:
    return "ClearCodec";
  case RDPGFX_CODECID_PLANAR:
    return "Planar";
  case RDPGFX_CODECID_AVC420:
    return "H.264 AVC420";
  case RDPGFX_CODECID_AVC444:
  case RDPGFX_CODECID_AVC444v2:
    return "H.264 AVC444";
  default:
    return "Uncompressed";
  }
}

/* Only looks: FreeRDP's own decodes. @gfx's custom is taken by gdi. */
static UINT
on_surface_command (RdpgfxClientContext *gfx, const RDPGFX_SURFACE_COMMAND *command)
{
  rdpGdi *gdi = gfx->custom;
  BerthRdpContext *self = berth_rdp_context_of (gdi->context);
  BerthRdpLink *link = self->link;

  g_mutex_lock (&link->lock);
  link->codec = codec_name (command->codecId);
  g_mutex_unlock (&link->lock);
  return self->surface_command (gfx, command);
}

/* [MS-RDPEDISP] 2.2.2.1: how large all monitors together may be. */
static UINT
on_display_caps (DispClientContext *disp,
                 UINT32 n_monitors_max,
                 UINT32 area_factor_a,
                 UINT32 area_factor_b)
{
  BerthRdpContext *self = disp->custom;

  g_debug ("[RDP.DISP] at most %u monitors of %u × %u", n_monitors_max, area_factor_a,
           area_factor_b);
  n_monitors_max = MIN (n_monitors_max, BERTH_RDP_MONITORS_MAX);
  berth_rdp_link_report_area (self->link,
                              (guint64) n_monitors_max * MIN (area_factor_a, 16384)
                                * MIN (area_factor_b, 16384),
                              n_monitors_max);
  return CHANNEL_RC_OK;
}

static void
attach_display (BerthRdpContext *self, DispClientContext *disp)
{
  g_mutex_lock (&self->channels);
  self->disp = disp;
  disp->custom = self;
  disp->DisplayControlCaps = on_display_caps;
  g_mutex_unlock (&self->channels);
}

static void
detach_display (BerthRdpContext *self)
{
  g_mutex_lock (&self->channels);
  self->disp = NULL;
  g_mutex_unlock (&self->channels);
  berth_rdp_link_report_area (self->link, 0, 0);
}

static void
attach_graphics (BerthRdpContext *self, RdpgfxClientContext *gfx)
{
  if (!gdi_graphics_pipeline_init (self->client.context.gdi, gfx))
    return;
  self->surface_command = gfx->SurfaceCommand;
  gfx->SurfaceCommand = on_surface_command;
}

static void
detach_graphics (BerthRdpContext *self, RdpgfxClientContext *gfx)
{
  /* Channels may go after the picture went. */
  if (self->client.context.gdi != NULL)
    gdi_graphics_pipeline_uninit (self->client.context.gdi, gfx);
}

/* On the RDP thread for static channels, on that of the dynamic ones else. */
static void
on_channel_connected (void *context, const ChannelConnectedEventArgs *event)
{
  BerthRdpContext *self = context;

  g_debug ("[RDP.CHANNEL] %s is there", event->name);
  if (g_str_equal (event->name, DISP_DVC_CHANNEL_NAME))
    attach_display (self, event->pInterface);
  else if (g_str_equal (event->name, RDPGFX_DVC_CHANNEL_NAME))
    attach_graphics (self, event->pInterface);
  else if (g_str_equal (event->name, CLIPRDR_SVC_CHANNEL_NAME))
    berth_rdp_clipboard_wire_attach (self->link->clipboard, event->pInterface);
  else
    freerdp_client_OnChannelConnectedEventHandler (context, event);
}

static void
on_channel_disconnected (void *context, const ChannelDisconnectedEventArgs *event)
{
  BerthRdpContext *self = context;

  g_debug ("[RDP.CHANNEL] %s is gone", event->name);
  if (g_str_equal (event->name, DISP_DVC_CHANNEL_NAME))
    detach_display (self);
  else if (g_str_equal (event->name, RDPGFX_DVC_CHANNEL_NAME))
    detach_graphics (self, event->pInterface);
  else if (g_str_equal (event->name, CLIPRDR_SVC_CHANNEL_NAME))
    berth_rdp_clipboard_wire_detach (self->link->clipboard, event->pInterface);
  else
    freerdp_client_OnChannelDisconnectedEventHandler (context, event);
}

/*< private >
 * berth_rdp_channels_attach:
 *
 * Hears of the connection's channels. The one place that knows which object takes which
 * channel.
 */
void
berth_rdp_channels_attach (BerthRdpContext *self)
{
  wPubSub *bus = self->client.context.pubSub;

  PubSub_SubscribeChannelConnected (bus, on_channel_connected);
  PubSub_SubscribeChannelDisconnected (bus, on_channel_disconnected);
}

void
berth_rdp_channels_detach (BerthRdpContext *self)
{
  wPubSub *bus = self->client.context.pubSub;

  PubSub_UnsubscribeChannelConnected (bus, on_channel_connected);
  PubSub_UnsubscribeChannelDisconnected (bus, on_channel_disconnected);
}

static void
fill_one (DISPLAY_CONTROL_MONITOR_LAYOUT *layout, const BerthRdpSize *size)
{
  layout->Width = size->width;
  layout->Height = size->height;
  layout->PhysicalWidth = berth_rdp_size_to_millimetres (size, size->width);
  layout->PhysicalHeight = berth_rdp_size_to_millimetres (size, size->height);
  layout->Orientation = ORIENTATION_LANDSCAPE;
  layout->DesktopScaleFactor = size->desktop_scale;
  layout->DeviceScaleFactor = size->device_scale;
}

/* [MS-RDPEDISP] 2.2.2.2.1: places are told from the primary monitor's corner. */
static guint
fill_layout (DISPLAY_CONTROL_MONITOR_LAYOUT *layout, const BerthRdpSize *size)
{
  if (size->n_monitors == 0) {
    fill_one (layout, size);
    layout->Flags = DISPLAY_CONTROL_MONITOR_PRIMARY;
    return 1;
  }
  for (guint i = 0; i < size->n_monitors; i++) {
    const BerthRdpMonitor *monitor = &size->monitors[i];
    BerthRdpSize one
      = berth_rdp_size_fit (monitor->width, monitor->height, monitor->scale);

    fill_one (&layout[i], &one);
    layout[i].Left = monitor->x;
    layout[i].Top = monitor->y;
    layout[i].Flags = monitor->is_primary ? DISPLAY_CONTROL_MONITOR_PRIMARY : 0;
  }
  return size->n_monitors;
}

/*< private >
 * berth_rdp_channels_send_layout_in_session:
 *
 * Asks the server for this size, and the monitors that make it up
 * ([MS-RDPEDISP] 2.2.2.2).
 *
 * Returns: whether it could be asked
 */
gboolean
berth_rdp_channels_send_layout_in_session (BerthRdpContext *self,
                                           const BerthRdpSize *size)
{
  DISPLAY_CONTROL_MONITOR_LAYOUT layout[BERTH_RDP_MONITORS_MAX] = { 0 };
  guint n_monitors = fill_layout (layout, size);
  gboolean is_sent = FALSE;

  g_mutex_lock (&self->channels);
  if (self->disp != NULL)
    is_sent
      = self->disp->SendMonitorLayout (self->disp, n_monitors, layout) == CHANNEL_RC_OK;
  g_mutex_unlock (&self->channels);
  g_debug ("[RDP.DISP] asked for %ux%u at %u %% on %u: %s", size->width, size->height,
           size->desktop_scale, n_monitors, is_sent ? "sent" : "not sent");
  return is_sent;
}
