#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND… - runs COMMAND on a display and a session bus of its own.
# Exit status: COMMAND's; 77, which meson takes for skipped, where Xvfb is missing.
set -eu

if ! command -v Xvfb >/dev/null; then
  echo "1..0 # SKIP there is no Xvfb"
  exit 77
fi

folder=$(mktemp -d)
server=
finish() {
  status=$?
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 143' TERM INT

# The server writes the display's number once it is ready; reading the pipe waits for that.
mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 3>"$folder/display" >/dev/null 2>&1 &
server=$!
read -r display <"$folder/display"

export DISPLAY=":$display"
export XDG_RUNTIME_DIR="$folder"
export GDK_BACKEND=x11
export GSK_RENDERER="${GSK_RENDERER:-cairo}"
export GTK_A11Y="${GTK_A11Y:-none}"
export NO_AT_BRIDGE=1
unset WAYLAND_DISPLAY

# Not exec: the trap has to see the end.
dbus-run-session -- "$@"
