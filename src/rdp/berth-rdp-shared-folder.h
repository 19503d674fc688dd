/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *berth_rdp_shared_folder_resolve (const char *path, GError **error);

G_END_DECLS
