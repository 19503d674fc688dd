/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vte/vte.h>

#include "berth-ssh-shell.h"

G_BEGIN_DECLS

#define BERTH_TYPE_TERMINAL_PUMP (berth_terminal_pump_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthTerminalPump, berth_terminal_pump, BERTH, TERMINAL_PUMP, GObject)

BerthTerminalPump *berth_terminal_pump_new (VteTerminal *terminal);
void berth_terminal_pump_set_shell (BerthTerminalPump *self, BerthSshShell *shell);

G_END_DECLS
