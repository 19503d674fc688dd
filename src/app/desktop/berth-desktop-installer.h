/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-clock.h"
#include "berth-ssh-session.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_INSTALLER (berth_desktop_installer_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopInstaller, berth_desktop_installer, BERTH, DESKTOP_INSTALLER, GObject)

BerthDesktopInstaller *berth_desktop_installer_new (BerthSshSession *session,
                                                    BerthClock *clock,
                                                    const char *root);

DexFuture *
berth_desktop_installer_run (BerthDesktopInstaller *self) G_GNUC_WARN_UNUSED_RESULT;
void berth_desktop_installer_stop (BerthDesktopInstaller *self);
void berth_desktop_installer_leave (BerthDesktopInstaller *self);

const char *berth_desktop_installer_get_stage (BerthDesktopInstaller *self);
double berth_desktop_installer_get_fraction (BerthDesktopInstaller *self);

G_END_DECLS
