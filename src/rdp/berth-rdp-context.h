/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <freerdp/client.h>
#include <freerdp/client/disp.h>
#include <freerdp/client/rdpgfx.h>
#include <freerdp/freerdp.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _BerthRdpLink BerthRdpLink;

/*< private >
 * BerthRdpContext:
 * @client: FreeRDP's own; first, since FreeRDP allocates and hands round the whole
 * @link: (unowned): whose connection it is; outlives it
 * @channels: held while a channel is used or goes away: dynamic ones come and go on a
 *   thread of FreeRDP's own
 * @disp: (nullable): under @channels
 * @surface_command: how FreeRDP decodes a picture; ours is in front of it
 *
 * One connection as FreeRDP's callbacks see it.
 */
typedef struct {
  rdpClientContext client;
  BerthRdpLink *link;

  GMutex channels;
  DispClientContext *disp;
  pcRdpgfxSurfaceCommand surface_command;
} BerthRdpContext;

static inline BerthRdpContext *
berth_rdp_context_of (rdpContext *context)
{
  return (BerthRdpContext *) context;
}

static inline BerthRdpContext *
berth_rdp_context_of_instance (freerdp *instance)
{
  return berth_rdp_context_of (instance->context);
}

G_END_DECLS
