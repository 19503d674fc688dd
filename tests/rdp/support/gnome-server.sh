#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gnome-server.sh FOLDER PORT USER PASSWORD - gnome-remote-desktop beside a compositor without a screen, in the
# foreground: with its own session bus, settings and sound server, and nothing left when it ends. It says "RDP server
# started" once it listens. grdctl takes the password, which is no secret here, only from its arguments: reading one
# from standard input crashes it (48.1).
set -eu

if [ "${5:-}" != inside ]; then
  exec bwrap --dev-bind / / --proc /proc --unshare-pid --die-with-parent --cap-add ALL \
    dbus-run-session -- "$0" "$1" "$2" "$3" "$4" inside </dev/null
fi

folder=$1 port=$2 user=$3 password=$4
export HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run" GSETTINGS_BACKEND=keyfile
export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share" XDG_CACHE_HOME="$HOME/.cache"
# What the test is strict about in its own process is not about these.
unset WAYLAND_DISPLAY DISPLAY G_DEBUG G_MESSAGES_DEBUG MALLOC_PERTURB_
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"

if [ ! -f "$folder/cert.pem" ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=GNOME test" \
    -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
fi
{
  grdctl --headless rdp set-tls-key "$folder/key.pem"
  grdctl --headless rdp set-tls-cert "$folder/cert.pem"
  grdctl --headless rdp set-credentials "$user" "$password"
  grdctl --headless rdp set-port "$port"
  grdctl --headless rdp disable-port-negotiation
  grdctl --headless rdp disable-view-only
  grdctl --headless rdp enable
} >"$folder/grdctl.log" 2>&1

pipewire >"$folder/pipewire.log" 2>&1 &
wireplumber >"$folder/wireplumber.log" 2>&1 &
mutter --headless --wayland --no-x11 >"$folder/mutter.log" 2>&1 &
gdbus wait --session org.gnome.Mutter.RemoteDesktop --timeout 30
gdbus wait --session org.gnome.Mutter.ScreenCast --timeout 30
exec /usr/libexec/gnome-remote-desktop-daemon --headless 2>&1
