#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# desktop DISPLAY SECONDS [REASON] - the practice machine's desktop, for as long as the machine runs;
# SECONDS is what a step of the first boot seems to take, REASON why there is no desktop.
# Everything runs as the machine's user: the session stands ready behind xrdp, whose session
# manager checks the password and starts nothing.
display=$1
seconds=$2
sockets=/run/xrdp/sockdir/$(id -u)
export DISPLAY=":$display" XRDP_SOCKET_PATH="$sockets" XDG_RUNTIME_DIR=/run/user
export XRDP_START_WIDTH=1280 XRDP_START_HEIGHT=800
export SHELL=/bin/bash USER LOGNAME
USER=$(id -un)
LOGNAME=$USER

# say STAGE STEP RC MESSAGE - what a real machine's first boot writes too.
say() {
  printf '{"stage": "%s", "step": %d, "steps": 7, "started": %d, "rc": %d, "message": "%s"}\n' \
    "$1" "$2" "$started" "$3" "$4" >/run/berth/progress.new
  mv /run/berth/progress.new /run/berth/progress.json
}

# A practice machine installs nothing; its first boot shows the steps of one that does.
pretend() {
  [ ! -e "$HOME/.cache/berth-first-boot" ] || return 0
  step=0
  for stage in prepare update desktop remote settings fonts finish; do
    step=$((step + 1))
    say "$stage" "$step" 0 ''
    sleep "$seconds"
  done
  mkdir -p "$HOME/.cache" && : >"$HOME/.cache/berth-first-boot"
}

# The server itself says when it is ready: it writes its number, or ends.
start_display() {
  Xorg "$DISPLAY" -config xrdp/xorg.conf -noreset -nolisten tcp -nolisten local \
    -displayfd 3 -logfile /var/log/Xorg.log 3>/run/berth/display >/dev/null 2>&1 &
  server=$!
  read -r _ </run/berth/display
}

start_session() {
  xrdp-chansrv >/var/log/chansrv.log 2>&1 &
  dbus-run-session -- /opt/berth/lib/session >/var/log/session.log 2>&1 &
}

mkdir -p "$sockets" "$XDG_RUNTIME_DIR" /run/berth /var/log /tmp/.X11-unix /tmp/.ICE-unix
chmod 0700 "$XDG_RUNTIME_DIR"
ln -s ../run /var/run
mkfifo /run/berth/display
started=$(date +%s)
if [ -n "${3:-}" ]; then
  say desktop 3 1 "$3"
  exit 1
fi
pretend
xrdp-sesman --nodaemon >/var/log/sesman.log 2>&1 &
xrdp --nodaemon >/var/log/xrdp.out 2>&1 &
while start_display; do
  start_session
  say 'done' 7 0 ''
  wait "$server"
done
say desktop 3 1 'The practice machine has no display: /var/log/Xorg.log says why.'
