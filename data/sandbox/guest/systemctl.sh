#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# systemctl - of a practice machine, which has one service: the installation of a desktop, which the
# desktop then stands for.
set -u
unit=berth-first-boot.service
wanted=/etc/systemd/system/multi-user.target.wants/$unit
leader=/run/berth/first-boot.pid

is_active() {
  [ -r "$leader" ] && kill -0 "$(cat "$leader")" 2>/dev/null
}

start() {
  is_active && return
  mkdir -p /run/berth
  echo '{}' >/run/berth/progress.json
  setsid /opt/berth/lib/desktop </dev/null >>/var/log/berth-first-boot.log 2>&1 &
  echo $! >"$leader"
}

stop() {
  is_active || return 0
  kill -TERM -- "-$(cat "$leader")"
  rm "$leader"
}

verb=${1:-}
[ "$#" -eq 0 ] || shift
now=
while [ "$#" -gt 0 ]; do
  case $1 in
    --now) now=yes ;;
    --*) ;;
    "$unit" | "${unit%.service}") ;;
    *)
      echo "systemctl: practice machine: there is no $1" >&2
      exit 4
      ;;
  esac
  shift
done
case $verb in
  daemon-reload | reset-failed) ;;
  enable) mkdir -p "${wanted%/*}" && ln -sf "../$unit" "$wanted" ;;
  disable) rm -f "$wanted" && { [ -z "$now" ] || stop; } ;;
  start) start ;;
  stop) stop ;;
  is-enabled) [ -L "$wanted" ] ;;
  is-active)
    if is_active; then echo active; else
      echo inactive
      exit 3
    fi
    ;;
  *)
    echo "systemctl: practice machine: it only starts and stops $unit" >&2
    exit 1
    ;;
esac
