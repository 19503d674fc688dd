/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_VISIT (berth_rdp_visit_get_type ())
G_DECLARE_FINAL_TYPE (BerthRdpVisit, berth_rdp_visit, BERTH, RDP_VISIT, GObject)

BerthRdpVisit *berth_rdp_visit_new (const char *address,
                                    guint16 port,
                                    const char *user,
                                    const char *password);
DexFuture *berth_rdp_visit_run (BerthRdpVisit *self) G_GNUC_WARN_UNUSED_RESULT;
void berth_rdp_visit_end (BerthRdpVisit *self);

G_END_DECLS
