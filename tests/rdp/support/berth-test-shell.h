/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthTestShell:
 *
 * A shell on the desktop that berth_test_xrdp_start() will show: it takes commands from
 * one pipe in its user's home, and answers into another.
 */
typedef struct _BerthTestShell BerthTestShell;

BerthTestShell *berth_test_shell_new (const char *folder);
void berth_test_shell_free (BerthTestShell *self);

const char *berth_test_shell_get_home (BerthTestShell *self);
GBytes *berth_test_shell_run (BerthTestShell *self, const char *command);

G_END_DECLS
