/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-picture.h"

#include "berth-rdp-link-private.h"
#include "berth-rdp-shape.h"

#include <freerdp/gdi/gdi.h>

/* More than what FreeRDP collects before it merges them into one. */
#define RECTANGLES_MAX 64

/* FreeRDP's rectangles as ours; the bounding box where it lost count. */
static guint
collect_changes (const GDI_WND *window, BerthRdpRectangle *changes)
{
  const GDI_RGN *regions = window->cinvalid;
  guint n_regions = (guint) MAX (window->ninvalid, 0);

  if (n_regions == 0 || n_regions > RECTANGLES_MAX) {
    regions = window->invalid;
    n_regions = 1;
  }
  for (guint i = 0; i < n_regions; i++) {
    changes[i].x = regions[i].x;
    changes[i].y = regions[i].y;
    changes[i].width = regions[i].w;
    changes[i].height = regions[i].h;
  }
  return n_regions;
}

/* Under FreeRDP's update lock, on the RDP thread or on that of the dynamic channels. */
static BOOL
on_end_paint (rdpContext *context)
{
  BerthRdpLink *link = berth_rdp_context_of (context)->link;
  rdpGdi *gdi = context->gdi;
  GDI_WND *window = gdi->primary->hdc->hwnd;
  BerthRdpRectangle changes[RECTANGLES_MAX];
  guint n_changes;

  if (window->invalid->null || gdi->suppressOutput)
    return TRUE;
  n_changes = collect_changes (window, changes);
  window->invalid->null = TRUE;
  window->ninvalid = 0;
  berth_rdp_tiles_paint (link->tiles, changes, n_changes, gdi->primary_buffer,
                         gdi->stride);
  g_mutex_lock (&link->lock);
  link->n_frames++;
  if (gdi->gfx == NULL)
    link->codec = "Bitmap";
  g_mutex_unlock (&link->lock);
  berth_rdp_link_report_frame (link);
  return TRUE;
}

/* The old picture's memory goes here, and pictures come on two threads: the update lock
 * is held until the tiles know the new size too. It counts, so that gdi_resize() may take
 * it again. */
static BOOL
on_desktop_resize (rdpContext *context)
{
  BerthRdpLink *link = berth_rdp_context_of (context)->link;
  UINT32 width = freerdp_settings_get_uint32 (context->settings, FreeRDP_DesktopWidth);
  UINT32 height = freerdp_settings_get_uint32 (context->settings, FreeRDP_DesktopHeight);
  BOOL is_resized;

  rdp_update_lock (context->update);
  is_resized = berth_rdp_tiles_reset (link->tiles, width, height)
               && gdi_resize (context->gdi, width, height);
  rdp_update_unlock (context->update);
  g_debug ("[RDP.PICTURE] %ux%u", width, height);
  if (is_resized)
    berth_rdp_link_report_size (link, BERTH_RDP_NEWS_RESIZED, width, height);
  return is_resized;
}

/*< private >
 * berth_rdp_picture_attach:
 *
 * Makes the picture's memory and hears of what is drawn to it. Once connected.
 *
 * Returns: %FALSE when the size is too much for the memory
 */
gboolean
berth_rdp_picture_attach (BerthRdpContext *self)
{
  rdpContext *context = &self->client.context;
  UINT32 width = freerdp_settings_get_uint32 (context->settings, FreeRDP_DesktopWidth);
  UINT32 height = freerdp_settings_get_uint32 (context->settings, FreeRDP_DesktopHeight);

  if (!berth_rdp_tiles_reset (self->link->tiles, width, height)
      || !gdi_init (context->instance, PIXEL_FORMAT_BGRX32))
    return FALSE;
  berth_rdp_shape_register (context->graphics);
  context->update->EndPaint = on_end_paint;
  context->update->DesktopResize = on_desktop_resize;
  return TRUE;
}

void
berth_rdp_picture_detach (BerthRdpContext *self)
{
  gdi_free (self->client.context.instance);
}
