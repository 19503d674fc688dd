# The environment that Berth is built in: this system where it is new enough, else a Debian 13 root.
# Public: environment_ready [LIST…], environment_exec COMMAND…. LISTs name further files in tools/packages.d.

floor_release=13
floor_name=trixie
cache=${XDG_CACHE_HOME:-$HOME/.cache}/berth
environment_root=

package_names() {
  local list
  cat "$here/packages" $(for list in "$@"; do printf '%s/packages.d/%s ' "$here" "$list"; done) |
    sed 's/#.*//' | awk 'NF { print $1 }' | sort -u
}

is_native() {
  [ -n "${BERTH_DEV_INSIDE:-}" ] && return 0
  [ -z "${BERTH_DEV_ROOT_ONLY:-}" ] || return 1
  # shellcheck disable=SC1091
  . /etc/os-release
  [ "${ID:-}" = debian ] || return 1
  [ -z "${VERSION_ID:-}" ] || [ "$VERSION_ID" -ge "$floor_release" ]
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif [ -z "${CI:-}" ] && command -v sudo >/dev/null; then
    sudo "$@"
  else
    sudo -n "$@" 2>/dev/null || return 1
  fi
}

missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s\n' "$name"
  done
}

install_packages() {
  local log
  [ $# -gt 0 ] || return 0
  log=$(mktemp)
  say "installing $# packages: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update >"$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1 && {
    rm -f "$log"
    return 0
  }
  die "could not install $* ($(mirror_failure "$log")); run as root: apt-get install $*"
}

# mirror_failure LOG - the reason in a package tool's log, in one sentence.
mirror_failure() {
  local reason
  reason=$(grep -m1 -oE '(Could not connect|Could not resolve|Temporary failure|Failed to fetch|Unable to locate|No space left|does not have a Release file).*' "$1" | cut -c1-160 || true)
  printf '%s; the whole log is %s' "${reason:-the package mirror did not answer}" "$1"
}

# The Debian mirror named by this system's own package sources.
own_mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
    awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; break } }'
  cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ { print $2 }'
}

debian_mirror() {
  local uri
  uri=$(own_mirror | grep -E '/debian/?$' | head -n 1)
  printf '%s' "${BERTH_DEV_MIRROR:-${uri:-http://deb.debian.org/debian}}"
}

debian_keyring() {
  printf '%s' /usr/share/keyrings/debian-archive-keyring.gpg
}

root_path() {
  local hash
  hash=$({
    printf '%s\n' "$floor_name"
    package_names "$@"
  } | sha256sum | cut -c1-12)
  printf '%s/root-%s' "$cache" "$hash"
}

# bootstrap FOLDER PACKAGES - unpacks Debian into FOLDER. An ordinary user comes to own every file of it, so that
# bubblewrap can add mount points and `rm -r` can remove it.
bootstrap() {
  local making=$1 args=(--quiet --variant=minbase --keyring="$(debian_keyring)" --include="$2"
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*')
  mkdir -p "$making"
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "${args[@]}" --format=directory "$floor_name" "$making" "$(debian_mirror)" >&2
  else
    mmdebstrap "${args[@]}" --format=tar "$floor_name" - "$(debian_mirror)" |
      tar --extract --no-same-owner --exclude='./dev/*' --directory="$making"
  fi
}

# Programs such as ssh refuse to work for a user id that has no name.
name_the_user() {
  [ "$(id -u)" != 0 ] || return 0
  printf '%s:x:%s:%s::%s:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)" "$cache/home" >>"$1/etc/passwd"
  printf '%s:x:%s:\n' "$(id -gn)" "$(id -g)" >>"$1/etc/group"
}

make_root() {
  local target=$1 making log include
  shift
  command -v apt-get >/dev/null || die "Berth needs Debian 13, or a Debian system from which a Debian 13 root can be made"
  # shellcheck disable=SC2046
  install_packages $(missing_packages mmdebstrap bubblewrap)
  mkdir -p "$cache"
  making=$target.making.$$
  log=$target.log
  include=$(package_names "$@" | paste -sd,)
  say "making a Debian 13 root in $target (about three minutes, once)"
  if ! bootstrap "$making" "$include" 2>"$log"; then
    rm -rf "$making" 2>/dev/null || true
    die "could not make the Debian 13 root from $(debian_mirror): $(mirror_failure "$log")"
  fi
  name_the_user "$making"
  mv "$making" "$target"
  rm -f "$log"
}

# environment_ready [LIST…] - makes the environment with the base packages and those of the LISTs.
environment_ready() {
  if is_native; then
    [ -n "${BERTH_DEV_INSIDE:-}" ] && [ $# -eq 0 ] && return 0
    # shellcheck disable=SC2046
    install_packages $(missing_packages $(package_names "$@"))
    return 0
  fi
  environment_root=$(root_path "$@")
  mkdir -p "$cache"
  exec 9>"$environment_root.lock"
  flock 9
  [ -d "$environment_root" ] || make_root "$environment_root" "$@"
  flock -u 9
  exec 9>&-
}

# Folders of this system that are seen at the same place inside the root.
shared_folders() {
  local folder
  for folder in "$top" "$(dirname "$top")/shared" "$cache" /tmp "${XDG_RUNTIME_DIR:-}" "${BERTH_DEV_OUT:-}"; do
    [ -z "$folder" ] || [ ! -d "$folder" ] || printf '%s\n' "$folder"
  done
}

inner_environment() {
  printf '%s\0' BERTH_DEV_INSIDE=1 "HOME=$cache/home" "PATH=/usr/sbin:/usr/bin:/sbin:/bin" \
    "XDG_CACHE_HOME=$cache/home/.cache" LANG=C.UTF-8
}

enter_with_bubblewrap() {
  local args=(--bind "$environment_root" / --dev /dev --proc /proc --ro-bind /sys /sys --die-with-parent) folder
  [ -d /dev/shm ] && args+=(--bind /dev/shm /dev/shm)
  [ ! -d /dev/dri ] || args+=(--dev-bind /dev/dri /dev/dri)
  args+=(--ro-bind /etc/resolv.conf /etc/resolv.conf --ro-bind /etc/hosts /etc/hosts)
  while read -r folder; do args+=(--bind "$folder" "$folder"); done < <(shared_folders)
  [ "$(id -u)" != 0 ] || args+=(--cap-add ALL)
  exec bwrap "${args[@]}" --chdir "$PWD" "$@"
}

mount_shared_folders() {
  local folder
  # A root that is itself a mount lets a practice machine make its own walls inside.
  mountpoint -q "$environment_root" || mount --rbind "$environment_root" "$environment_root"
  while read -r folder; do
    mkdir -p "$environment_root$folder"
    mountpoint -q "$environment_root$folder" || mount --rbind "$folder" "$environment_root$folder"
  done < <(
    shared_folders
    printf '%s\n' /dev /proc /sys
  )
  cp /etc/resolv.conf /etc/hosts "$environment_root/etc/"
}

# The mounts live in a mount namespace of their own where that is granted, so that none is left behind.
enter_with_chroot() {
  local wall=() inside="cd \"\$0\" && exec \"\$@\""
  export environment_root top cache
  export -f mount_shared_folders shared_folders
  ! unshare --mount --propagation private true 2>/dev/null || wall=(unshare --mount --propagation private)
  exec "${wall[@]}" bash -c "mount_shared_folders && exec chroot \"\$environment_root\" sh -c '$inside' \"\$PWD\" \"\$@\"" \
    chroot "$@"
}

can_bubblewrap() {
  [ -z "${BERTH_DEV_CHROOT:-}" ] && command -v bwrap >/dev/null &&
    bwrap --bind "$environment_root" / --dev /dev --proc /proc /bin/true 2>/dev/null
}

# environment_exec COMMAND… - runs it inside, in the current folder, and gives its exit status.
environment_exec() {
  local -a inner=()
  if is_native; then
    "$@"
    return
  fi
  mkdir -p "$cache/home"
  mapfile -d '' -t inner < <(inner_environment)
  if can_bubblewrap; then
    (enter_with_bubblewrap env "${inner[@]}" "$@")
  elif [ "$(id -u)" = 0 ]; then
    (enter_with_chroot env "${inner[@]}" "$@")
  else
    die "neither namespaces (bubblewrap) nor root (chroot) can be had here, so the Debian 13 root cannot be entered"
  fi
}
