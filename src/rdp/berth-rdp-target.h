/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_TARGET (berth_rdp_target_get_type ())
G_DECLARE_FINAL_TYPE (BerthRdpTarget, berth_rdp_target, BERTH, RDP_TARGET, GObject)

BerthRdpTarget *
berth_rdp_target_new (const char *name, const char *host, guint16 port, const char *user);
BerthRdpTarget *berth_rdp_target_new_in_domain (
  const char *name, const char *host, guint16 port, const char *user, const char *domain);

const char *berth_rdp_target_get_name (BerthRdpTarget *self);
const char *berth_rdp_target_get_host (BerthRdpTarget *self);
guint16 berth_rdp_target_get_port (BerthRdpTarget *self);
const char *berth_rdp_target_get_user (BerthRdpTarget *self);
const char *berth_rdp_target_get_domain (BerthRdpTarget *self);

G_END_DECLS
