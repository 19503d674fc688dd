#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What stands on a practice machine's screen. No session manager: it listens on a socket whose name
# all practice machines share, and would start what this computer starts for its own user.
export XDG_CURRENT_DESKTOP=XFCE XDG_MENU_PREFIX=xfce- NO_AT_BRIDGE=1 GTK_A11Y=none
if command -v xfwm4 >/dev/null && command -v xfce4-panel >/dev/null; then
  xfsettingsd --daemon
  xfwm4 --compositor=off &
  xfdesktop &
  # Whoever quits the panel gets it back; without its display it fails.
  while xfce4-panel; do :; done
  exit
fi
xterm -geometry 100x30+40+40 &
exec x-window-manager
