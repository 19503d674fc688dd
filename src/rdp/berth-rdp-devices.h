/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <freerdp/freerdp.h>
#include <glib.h>

#include "berth-rdp-features.h"

G_BEGIN_DECLS

gboolean berth_rdp_devices_fill (rdpSettings *settings,
                                 BerthRdpFeatures features,
                                 const char *shared_path,
                                 const char *shared_name);
BOOL berth_rdp_devices_load (freerdp *instance);

G_END_DECLS
