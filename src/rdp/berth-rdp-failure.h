/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <freerdp/freerdp.h>
#include <glib.h>

G_BEGIN_DECLS

GError *berth_rdp_failure_to_error (rdpContext *context,
                                    const char *name,
                                    const char *user,
                                    gboolean was_ready);
gboolean berth_rdp_failure_is_lost (rdpContext *context);

G_END_DECLS
