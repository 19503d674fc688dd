# SPDX-License-Identifier: GPL-3.0-or-later
# A Debian 13 root in the user's cache, for systems that are older than what Berth needs.
# Public: root_path NAME PACKAGE…, root_ready ROOT PACKAGE….

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# The root's name tells its content, so that a changed list of packages makes another one.
root_path() {
  local hash name=$1
  shift
  hash=$(printf '%s\n' "$floor_name" "$@" | sha256sum | cut -c1-12)
  printf '%s/%s-%s' "$cache" "$name" "$hash"
}

# bootstrap FOLDER PACKAGES - unpacks Debian into FOLDER. An ordinary user comes to own every file of it, so that
# bubblewrap can add mount points and `rm -r` can remove it. One that is cut off is made anew, so nothing waits for
# the disk.
bootstrap() {
  local making=$1 args=(--variant=minbase --keyring="$keyring" --include="$2"
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*')
  mkdir -p "$making" || return 1
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "${args[@]}" --format=directory "$floor_name" "$making" "$(debian_mirror)" >&2
  else
    mmdebstrap "${args[@]}" --format=tar "$floor_name" - "$(debian_mirror)" |
      tar --extract --no-same-owner --exclude='./dev/*' --directory="$making"
  fi
}

# Programs such as ssh refuse to work for a user id that has no name. A terminal cannot be handed to the group tty
# where only one group id is mapped, and sshd gives up over that; without the group it does not try.
name_the_user() {
  [ "$(id -u)" != 0 ] || return 0
  sed -i '/^tty:/d' "$1/etc/group" &&
  printf '%s:x:%s:%s::%s:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)" "$cache/home" >>"$1/etc/passwd" &&
    printf '%s:x:%s:\n' "$(id -gn)" "$(id -g)" >>"$1/etc/group"
}

# What makes a root and enters it. The user-id maps are for the ordinary user, now or later.
root_tools_ready() {
  command -v apt-get >/dev/null ||
    die "Berth needs Debian 13, or a Debian system from which a Debian 13 root can be made"
  # shellcheck disable=SC2046
  install_packages $(missing_packages mmdebstrap bubblewrap uidmap debian-archive-keyring)
  [ "$(id -u)" = 0 ] || grep -qE "^($(id -un)|$(id -u)):" /etc/subuid 2>/dev/null ||
    die "$(id -un) has no subordinate user ids, which unpacking Debian takes; as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
}

# discard FOLDER… - also what mmdebstrap, when it was killed as root, left mounted in it.
discard() {
  local folder mounted
  for folder in "$@"; do
    while read -r mounted; do
      umount --lazy "$mounted" 2>/dev/null || true
    done < <(awk -v below="$folder/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r)
    rm -rf --one-file-system "$folder" 2>/dev/null || true
  done
}

# make_root ROOT PACKAGE… - what was left behind by one that was cut off goes first; the last step is one rename.
make_root() {
  local target=$1 making log include
  shift
  root_tools_ready
  discard "$target".making.*
  making=$target.making.$$
  log=$target.log
  include=$(printf '%s\n' "$@" | paste -sd,)
  say "making a Debian 13 root in $target (about three minutes, once)"
  if ! { bootstrap "$making" "$include" && name_the_user "$making" && mv "$making" "$target"; } 2>"$log"; then
    discard "$making"
    die "could not make the Debian 13 root from $(debian_mirror): $(mirror_failure "$log")"
  fi
  rm -f "$log"
}

# root_ready ROOT PACKAGE… - one call makes it while others wait. A child that outlives a killed call keeps the lock.
root_ready() {
  local root=$1
  [ ! -d "$root" ] || return 0
  { exec 9>"$root.lock"; } 2>/dev/null || die "cannot write to $cache: set XDG_CACHE_HOME to a folder with 4 GB of room"
  flock --nonblock 9 || {
    say "waiting for another tools/dev that makes $root"
    flock 9
  }
  [ -d "$root" ] || make_root "$@"
  exec 9>&-
}
