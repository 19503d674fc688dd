/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-ssh-result.h"
#include "berth-ssh-session.h"

G_BEGIN_DECLS

/* Defines the shell's function as_root, for where the user is not root already. */
#define BERTH_DESKTOP_SCRIPT_AS_ROOT                                                     \
  "as_root() { if [ -x \"$(command -v sudo)\" ]; then sudo -n \"$@\"; else \"$@\"; fi; " \
  "}; "

char *berth_desktop_script_print (const char *format, const char *path);
BerthSshResult *berth_desktop_script_await (BerthSshSession *session,
                                            const char *script,
                                            GBytes *input,
                                            GCancellable *cancellable,
                                            GError **error);
char *berth_desktop_script_dup_output (BerthSshResult *result);
void berth_desktop_script_set_error (GError **error,
                                     BerthSshResult *result,
                                     const char *sentence);

G_END_DECLS
