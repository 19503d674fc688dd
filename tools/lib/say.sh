# SPDX-License-Identifier: GPL-3.0-or-later
# Words to the person at the terminal: what is going on, and one clear sentence when it cannot go on.

say() { printf 'tools/dev: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}
