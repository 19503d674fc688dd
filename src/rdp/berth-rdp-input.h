/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <freerdp/client.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BERTH_RDP_INPUT_KEY,     /* code: scancode; down; repeat */
  BERTH_RDP_INPUT_UNICODE, /* code: the character */
  BERTH_RDP_INPUT_FOCUS,   /* code: KBD_SYNC_… */
  BERTH_RDP_INPUT_MOTION,  /* x, y */
  BERTH_RDP_INPUT_BUTTON,  /* code: GDK's number; down; x, y */
  BERTH_RDP_INPUT_WHEEL,   /* dx, dy in 1/120 steps; x, y */
  BERTH_RDP_INPUT_TOUCH,   /* code: finger; touch: FREERDP_TOUCH_…; x, y */
} BerthRdpInputKind;

typedef struct {
  BerthRdpInputKind kind;
  guint32 code;
  gboolean down;
  gboolean repeat;
  guint touch;
  int x;
  int y;
  int dx;
  int dy;
} BerthRdpInputEvent;

typedef struct _BerthRdpInput BerthRdpInput;

BerthRdpInput *berth_rdp_input_new (void);
void berth_rdp_input_free (BerthRdpInput *self);

void berth_rdp_input_add (BerthRdpInput *self, const BerthRdpInputEvent *event);
void berth_rdp_input_begin_in_session (BerthRdpInput *self);
gboolean berth_rdp_input_was_used_in_session (BerthRdpInput *self);
void berth_rdp_input_send_in_session (BerthRdpInput *self, rdpClientContext *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpInput, berth_rdp_input_free)

G_END_DECLS
