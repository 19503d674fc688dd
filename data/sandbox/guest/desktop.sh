#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# desktop - installs the practice machine's desktop and is it, for as long as the machine runs.
# Everything runs as the machine's user: the session stands ready behind xrdp, whose session
# manager checks the password and starts nothing.
# /opt/berth/desktop has the files of this desktop; its "settings" say which display is free, how many
# seconds a step seems to take, and the obstacle where there can be no desktop.
set -u
share=/opt/berth/desktop
stamps=/etc/berth/first-boot
display='' seconds=0 obstacle=''
# shellcheck source=/dev/null
. "$share/settings"
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

# What the door reads comes last, so that it is whole.
put_settings() {
  mkdir -p /etc/xrdp
  if [ ! -e /etc/xrdp/cert.pem ]; then
    printf '[req]\ndistinguished_name=dn\n[dn]\n' >/run/berth/openssl.cnf
    (umask 0077 && openssl req -config /run/berth/openssl.cnf -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$(hostname)" \
      -keyout /etc/xrdp/key.pem -out /etc/xrdp/cert.pem 2>/dev/null) || return
  fi
  [ -e /etc/xrdp/rsakeys.ini ] || (umask 0077 && xrdp-keygen xrdp /etc/xrdp/rsakeys.ini >/dev/null)
  # What the person arranged stays.
  cp -rn "$share/home/." "$HOME/" 2>/dev/null
  cp -r "$share/etc/." /etc/
}

# A practice machine installs nothing: its programs are this computer's. It shows the steps of one
# that does, and goes on where it was stopped.
install_desktop() {
  mkdir -p "$stamps"
  step=0
  for stage in prepare update desktop remote settings fonts finish; do
    step=$((step + 1))
    [ ! -e "$stamps/$stage" ] || continue
    say "$stage" "$step" 0 ''
    echo "practice machine: $stage ($step of 7): nothing is installed, the programs are this computer's"
    sleep "$seconds"
    [ "$stage" != settings ] || put_settings
    : >"$stamps/$stage"
  done
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
[ -e /var/run ] || ln -s ../run /var/run
[ -p /run/berth/display ] || mkfifo /run/berth/display
started=$(date +%s)
if [ -n "$obstacle" ]; then
  say desktop 3 1 "$obstacle"
  exit 1
fi
install_desktop
xrdp-sesman --nodaemon >/var/log/sesman.log 2>&1 &
xrdp --nodaemon >/var/log/xrdp.out 2>&1 &
while start_display; do
  start_session
  say 'done' 7 0 ''
  wait "$server"
done
say desktop 3 1 'The practice machine has no display: /var/log/Xorg.log says why.'
