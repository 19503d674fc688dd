#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with-program.sh PROGRAM ARG… - runs it. Exit status 77, which meson takes for skipped, where it is not installed.
if ! command -v "$1" >/dev/null; then
  echo "1..0 # SKIP there is no $1"
  exit 77
fi
exec "$@"
