/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-link-private.h"

G_BEGIN_DECLS

gboolean berth_rdp_settings_fill (rdpSettings *settings,
                                  BerthRdpLink *link,
                                  const BerthRdpSize *size);

G_END_DECLS
