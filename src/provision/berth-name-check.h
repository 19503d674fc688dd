/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *berth_name_check_machine (const char *name);
const char *berth_name_check_group (const char *name);
const char *berth_name_check_user (const char *name);
char *berth_name_suggest (const char *size, const char *location);

G_END_DECLS
