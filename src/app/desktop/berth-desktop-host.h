/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-file.h"
#include "berth-desktop-known.h"
#include "berth-desktop-source.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_HOST (berth_desktop_host_get_type ())
G_DECLARE_FINAL_TYPE (BerthDesktopHost, berth_desktop_host, BERTH, DESKTOP_HOST, GObject)

BerthDesktopSource *berth_desktop_host_new (BerthDesktopFile *file,
                                            BerthDesktopKnown *known);

void berth_desktop_host_set_answer (BerthDesktopHost *self,
                                    const char *user,
                                    const char *password);

G_END_DECLS
