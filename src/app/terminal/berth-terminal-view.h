/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-host-keys.h"
#include "berth-session-state.h"
#include "berth-ssh-target.h"

G_BEGIN_DECLS

#define BERTH_TYPE_TERMINAL_VIEW (berth_terminal_view_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthTerminalView, berth_terminal_view, BERTH, TERMINAL_VIEW, AdwBin)

BerthTerminalView *berth_terminal_view_new (BerthSshTarget *target,
                                            BerthHostKeys *host_keys);

void berth_terminal_view_connect (BerthTerminalView *self);
void berth_terminal_view_disconnect (BerthTerminalView *self);
BerthSessionState berth_terminal_view_get_state (BerthTerminalView *self);
const char *berth_terminal_view_get_title (BerthTerminalView *self);
char *berth_terminal_view_dup_text (BerthTerminalView *self);

G_END_DECLS
