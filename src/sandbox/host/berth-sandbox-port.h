/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint16
berth_sandbox_port_choose (const char *note_path, const char *address, guint16 preferred);
void berth_sandbox_port_note (const char *note_path, guint16 port);

G_END_DECLS
