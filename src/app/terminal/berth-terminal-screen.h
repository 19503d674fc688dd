/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vte/vte.h>

G_BEGIN_DECLS

#define BERTH_TYPE_TERMINAL_SCREEN (berth_terminal_screen_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthTerminalScreen, berth_terminal_screen, BERTH, TERMINAL_SCREEN, GtkWidget)

VteTerminal *berth_terminal_screen_get_terminal (BerthTerminalScreen *self);
void
berth_terminal_screen_get_size (BerthTerminalScreen *self, guint *columns, guint *rows);

G_END_DECLS
