/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "berth-rdp-monitor.h"

G_BEGIN_DECLS

/* A size that a desktop can have. */
typedef struct {
  guint width;
  guint height;
  guint desktop_scale; /* per cent */
  guint device_scale;  /* per cent: 100, 140 or 180 */
  guint n_monitors;    /* 0: one, of that size */
  BerthRdpMonitor monitors[BERTH_RDP_MONITORS_MAX];
} BerthRdpSize;

typedef struct _BerthRdpDisplay BerthRdpDisplay;

BerthRdpDisplay *berth_rdp_display_new (void);
void berth_rdp_display_free (BerthRdpDisplay *self);

BerthRdpSize berth_rdp_size_fit (guint width, guint height, double scale);
BerthRdpSize berth_rdp_size_around (const BerthRdpMonitor *monitors, guint n_monitors);
guint berth_rdp_size_to_millimetres (const BerthRdpSize *self, guint pixels);
gboolean berth_rdp_size_equal (const BerthRdpSize *a, const BerthRdpSize *b);

void berth_rdp_display_set_available (BerthRdpDisplay *self,
                                      guint64 area_max,
                                      guint monitors_max);
void berth_rdp_display_set_unavailable (BerthRdpDisplay *self);
void berth_rdp_display_wish (BerthRdpDisplay *self, const BerthRdpSize *size);
gboolean berth_rdp_display_next (BerthRdpDisplay *self, BerthRdpSize *size);
gboolean berth_rdp_display_is_waiting (BerthRdpDisplay *self);
void berth_rdp_display_stop_waiting (BerthRdpDisplay *self);
void berth_rdp_display_connected (BerthRdpDisplay *self, guint width, guint height);
void berth_rdp_display_became (BerthRdpDisplay *self, guint width, guint height);
gboolean berth_rdp_display_follows (BerthRdpDisplay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpDisplay, berth_rdp_display_free)

G_END_DECLS
