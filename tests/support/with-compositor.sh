#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with-compositor.sh COMMAND… - runs COMMAND in a Wayland compositor with two monitors, 1200 × 800 and beside it
# 1024 × 768, and a session bus of its own. Exit status: COMMAND's; 77, which meson takes for skipped, without Mutter.
set -eu

if [ "${BERTH_TEST_COMPOSITOR:-}" = inside ]; then
  status=0
  # The compositor's output is its own, and it hands on no other descriptors.
  "$@" >"$XDG_RUNTIME_DIR/out" 2>"$XDG_RUNTIME_DIR/err" || status=$?
  echo "$status" >"$XDG_RUNTIME_DIR/status"
  exit 0
fi

if ! command -v mutter >/dev/null; then
  echo "1..0 # SKIP there is no Mutter"
  exit 77
fi

folder=$(mktemp -d)
readers=
finish() {
  status=$?
  [ -z "$readers" ] || kill $readers 2>/dev/null || true
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 143' TERM INT

mkfifo "$folder/out" "$folder/err"
cat "$folder/out" &
readers=$!
cat "$folder/err" >&2 &
readers="$readers $!"

export XDG_RUNTIME_DIR="$folder"
export XDG_CONFIG_HOME="$folder"
export GDK_BACKEND=wayland
export GSK_RENDERER="${GSK_RENDERER:-cairo}"
export GTK_A11Y="${GTK_A11Y:-none}"
export NO_AT_BRIDGE=1
unset DISPLAY WAYLAND_DISPLAY

# Fractional scales have to be allowed.
mkdir -p "$folder/glib-2.0/settings"
printf "[org/gnome/mutter]\nexperimental-features=['scale-monitor-framebuffer']\n" >"$folder/glib-2.0/settings/keyfile"

# What the test is strict about in its own process is not about the compositor.
strict=
for name in G_DEBUG MALLOC_PERTURB_ LSAN_OPTIONS GSETTINGS_BACKEND; do
  eval "value=\${$name:-}"
  [ -z "$value" ] || strict="$strict $name=$value"
done
unset G_DEBUG MALLOC_PERTURB_
export GSETTINGS_BACKEND=keyfile

# Not exec: the trap has to see the end.
dbus-run-session -- mutter --headless --wayland --no-x11 --virtual-monitor 1200x800 --virtual-monitor 1024x768 -- \
  env BERTH_TEST_COMPOSITOR=inside $strict "$0" "$@" >"$folder/mutter.log" 2>&1 || true

if [ ! -f "$folder/status" ]; then
  cat "$folder/mutter.log" >&2
  exit 1
fi
wait $readers
readers=
exit "$(cat "$folder/status")"
