/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthTestDisplay:
 *
 * An X server without a screen, filled with one colour.
 */
typedef struct _BerthTestDisplay BerthTestDisplay;

BerthTestDisplay *
berth_test_display_start (guint width, guint height, const char *colour);
void berth_test_display_stop (BerthTestDisplay *self);

const char *berth_test_display_get_name (BerthTestDisplay *self);
void berth_test_display_fill (BerthTestDisplay *self, const char *colour);

gboolean berth_test_has_programs (const char *const *programs);
GSubprocessLauncher *berth_test_make_launcher (GSubprocessFlags flags);
guint16 berth_test_find_free_port (void);
char *berth_test_read_line_with (GDataInputStream *stream, const char *text);

G_END_DECLS
