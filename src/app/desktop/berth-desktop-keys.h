/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthDesktopKeys:
 *
 * The keys that the far end believes to be held down.
 */
typedef struct _BerthDesktopKeys BerthDesktopKeys;

typedef void (*BerthDesktopKeyFunc) (guint16 scancode, gpointer user_data);

BerthDesktopKeys *berth_desktop_keys_new (void);
void berth_desktop_keys_free (BerthDesktopKeys *self);

gboolean berth_desktop_keys_press (BerthDesktopKeys *self, guint16 scancode);
gboolean berth_desktop_keys_release (BerthDesktopKeys *self, guint16 scancode);
gboolean berth_desktop_keys_is_held (BerthDesktopKeys *self, guint16 scancode);
void berth_desktop_keys_release_all (BerthDesktopKeys *self,
                                     BerthDesktopKeyFunc func,
                                     gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthDesktopKeys, berth_desktop_keys_free)

G_END_DECLS
