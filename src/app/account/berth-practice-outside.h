/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean berth_practice_outside_is_walled (void);
char *berth_practice_outside_dup_path (void);
char *berth_practice_outside_dup_command (void);

G_END_DECLS
