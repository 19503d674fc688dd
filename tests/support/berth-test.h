/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * BerthTestFunc:
 *
 * A test's body, run in a fiber, so that it may await.
 */
typedef void (*BerthTestFunc) (void);

void berth_test_init (int *argc, char ***argv);
void berth_test_add (const char *path, BerthTestFunc func);
void berth_test_run_in_fiber (BerthTestFunc func);
char *berth_test_make_folder (void);
void berth_test_remove_folder (const char *path);
char *berth_test_shared_path (const char *relative);

G_END_DECLS
