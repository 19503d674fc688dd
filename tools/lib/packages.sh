# SPDX-License-Identifier: GPL-3.0-or-later
# Debian packages: which ones Berth needs, which are missing, and putting them on this system.

# package_names [LIST…] - the base packages and those of the lists in tools/packages.d.
package_names() {
  names_in "$here/packages" "${@/#/$here/packages.d/}"
}

names_in() {
  cat -- "$@" | sed 's/#.*//' | awk 'NF { print $1 }' | sort -u
}

missing_packages() {
  # shellcheck disable=SC2016
  comm -23 <(printf '%s\n' "$@" | sort -u) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | awk '$2 == "installed" { print $1 }' | sort -u)
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo ${CI:+-n} "$@"
  fi
}

# Under CI nothing is asked, a password least of all.
may_be_root() {
  [ "$(id -u)" != 0 ] || return 0
  command -v sudo >/dev/null || return 1
  [ -z "${CI:-}" ] || sudo -n true 2>/dev/null
}

install_packages() {
  local log
  [ $# -gt 0 ] || return 0
  may_be_root || die "$* must be installed first, and only root can do that: apt-get install $*"
  log=$(mktemp) || die "cannot write to ${TMPDIR:-/tmp}"
  say "installing $# packages: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update >"$log" 2>&1 || true
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    die "could not install $*: $(mirror_failure "$log")"
  fi
  rm -f "$log"
}

# mirror_failure LOG - the reason in a package tool's log, in one sentence; the first of these that is in it.
mirror_failure() {
  local words reason=
  for words in "You don't have enough free space" 'No space left' 'Could not connect' 'Could not resolve' \
    'Temporary failure' 'does not have a Release file' 'Unable to locate' 'unable to pick chroot mode' \
    'Failed to fetch' 'Permission denied'; do
    reason=$(grep -oE "$words.*" "$1" | head -n 1 | cut -c1-160 || true)
    [ -z "$reason" ] || break
  done
  printf '%s (the whole log is %s)' "${reason:-the package mirror did not answer}" "$1"
}

# The Debian mirrors named by this system's own package sources.
own_mirrors() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
    awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; break } }'
  cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ { print $2 }'
}

debian_mirror() {
  local uri
  uri=$(own_mirrors | grep -E '/debian/?$' | head -n 1)
  printf '%s' "${BERTH_DEV_MIRROR:-${uri:-http://deb.debian.org/debian}}"
}
