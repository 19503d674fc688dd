/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The mark of a key whose scancode follows an 0xE0 ([MS-RDPBCGR] 2.2.8.1.2.2.1,
 * FASTPATH_INPUT_KBDFLAGS_EXTENDED). */
#define BERTH_DESKTOP_KEY_EXTENDED 0x0100

guint16 berth_desktop_keymap_find (guint keycode);
gboolean berth_desktop_keymap_is_modifier (guint16 scancode);

G_END_DECLS
