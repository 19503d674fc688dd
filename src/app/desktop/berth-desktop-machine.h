/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-door.h"
#include "berth-desktop-source.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_MACHINE (berth_desktop_machine_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopMachine, berth_desktop_machine, BERTH, DESKTOP_MACHINE, GObject)

BerthDesktopSource *berth_desktop_machine_new (const char *name,
                                               BerthSshTarget *target,
                                               BerthHostKeys *host_keys,
                                               BerthDesktopPasswords *passwords,
                                               gboolean is_ours);

void berth_desktop_machine_set_root (BerthDesktopMachine *self, const char *root);

G_END_DECLS
