#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lists the files with translatable strings, for po/POTFILES.in; a test compares.
cd "$(dirname "$0")/.." || exit 1
{
  echo "# Made by tools/potfiles.sh."
  ls data/*.desktop.in data/*.metainfo.xml.in data/*.gschema.xml
  grep -rlE '\b(N?_|ngettext|C_) \(' --include='*.c' src
  grep -rl 'translatable="yes"' --include='*.ui' src
} | LC_ALL=C sort
