#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# passwd -S [USER] - what kind of password the machine's own user has, as the real one says it.
set -eu
me=$(id -un)
if [ "${1:-}" != -S ] || [ "${2:-$me}" != "$me" ]; then
  echo "passwd: practice machine: only -S for $me; chpasswd sets a password" >&2
  exit 1
fi
IFS=: read -r _ hash day _ </etc/shadow
case $hash in
  '') state=NP ;;
  [*!]*) state=L ;;
  *) state=P ;;
esac
echo "$me $state $(date -u -d "@$((day * 86400))" +%Y-%m-%d) 0 99999 7 -1"
