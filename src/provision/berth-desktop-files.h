/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the desktop's installation has its files in a machine. */
#define BERTH_DESKTOP_FILES_USER "/etc/berth/desktop-user"
#define BERTH_DESKTOP_FILES_SCRIPT "/usr/local/lib/berth/first-boot"
#define BERTH_DESKTOP_FILES_UNIT "/etc/systemd/system/berth-first-boot.service"

const char *berth_desktop_files_get_text (const char *name);
char *berth_desktop_files_dup_user (const char *user);

G_END_DECLS
