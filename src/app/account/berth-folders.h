/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *berth_folders_dup_data (void);
char *berth_folders_dup_practice (void);
char *berth_folders_dup_azure (void);
char *berth_folders_dup_journals (void);
char *berth_folders_dup_spot (gboolean is_practice);
char *berth_folders_dup_keys (GSettings *settings);

G_END_DECLS
