# SPDX-License-Identifier: GPL-3.0-or-later
# The environment that Berth is built in: this system where it is new enough, else a Debian 13 root.
# Public: environment_ready [LIST…], environment_exec COMMAND…, share PATH….
# LISTs name further files in tools/packages.d.

floor_release=13
floor_name=trixie
home=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
cache=${XDG_CACHE_HOME:-$home/.cache}/berth
environment_root=
shared=()

# Whether this system itself is new enough. Debian's testing and unstable name no release.
is_native() {
  [ -z "${BERTH_DEV_INSIDE:-}" ] || return 0
  [ -z "${BERTH_DEV_ROOT_ONLY:-}" ] && [ -r /etc/os-release ] || return 1
  (
    # shellcheck disable=SC1091
    . /etc/os-release
    [ "${ID:-}" = debian ] && [ "${VERSION_ID:-$floor_release}" -ge "$floor_release" ]
  )
}

# environment_ready [LIST…] - makes the environment with the base packages and those of the LISTs.
environment_ready() {
  local names
  mapfile -t names < <(package_names "$@")
  if is_native; then
    [ -n "${BERTH_DEV_INSIDE:-}" ] && [ $# -eq 0 ] && return 0
    # shellcheck disable=SC2046
    install_packages $(missing_packages "${names[@]}")
    return 0
  fi
  mkdir -p "$cache/home" 2>/dev/null || die "cannot write to $cache: set XDG_CACHE_HOME to a folder with 4 GB of room"
  environment_root=$(root_path root "${names[@]}")
  root_ready "$environment_root" "${names[@]}"
}

# share PATH… - makes files or folders of this system visible at the same place inside the root.
share() {
  shared+=("$@")
}

# Where git keeps what a linked worktree only points to.
git_folder() {
  git -C "$top" rev-parse --path-format=absolute --git-common-dir 2>/dev/null || true
}

# The current folder too, unless the root has one of its own there. The whole home is nobody's business.
own_folder() {
  [ "$PWD" != "$home" ] || return 0
  case $PWD/ in
    // | /usr/* | /etc/* | /bin/* | /sbin/* | /lib/* | /lib64/* | /dev/* | /proc/* | /sys/*) ;;
    /var/ | /var/lib/* | /var/cache/* | /run/ | /home/ | /root/) ;;
    *) printf '%s\n' "$PWD" ;;
  esac
}

shared_paths() {
  local path
  for path in /tmp "$top" "$(dirname "$top")/shared" "$(git_folder)" "$cache" "${XDG_RUNTIME_DIR:-}" \
    "${BERTH_DEV_BUILD:-}" "$(own_folder)" "${shared[@]}"; do
    [ -z "$path" ] || [ "$path" = / ] || [ ! -e "$path" ] || printf '%s\n' "$path"
  done
}

inner_environment() {
  printf '%s\0' --unset=LC_ALL --unset=LANGUAGE BERTH_DEV_INSIDE=1 "HOME=$cache/home" \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin "XDG_CACHE_HOME=$cache/home/.cache" LANG=C.UTF-8
}

enter_with_bubblewrap() {
  local args=(--bind "$environment_root" / --dev /dev --proc /proc --ro-bind /sys /sys --die-with-parent) path
  [ ! -d /dev/shm ] || args+=(--bind /dev/shm /dev/shm)
  [ ! -d /dev/dri ] || args+=(--dev-bind /dev/dri /dev/dri)
  args+=(--ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/hosts /etc/hosts)
  while read -r path; do args+=(--bind "$path" "$path"); done < <(shared_paths)
  # Over a /proc of its own bubblewrap covers what root might write to, and below that the kernel allows no further
  # one, which a Flatpak and a practice machine need.
  [ "$(id -u)" != 0 ] || args+=(--cap-add ALL --bind /proc /proc)
  exec bwrap "${args[@]}" --chdir "$PWD" "$@"
}

# mount_paths ROOT PATH… - a root that is itself a mount lets a practice machine make its own walls inside.
mount_paths() {
  local root=$1 path
  shift
  mountpoint -q "$root" || mount --rbind "$root" "$root" || return 1
  for path in /dev /proc /sys "$@"; do
    if [ -d "$path" ]; then mkdir -p "$root$path"; else mkdir -p "$root${path%/*}" && touch "$root$path"; fi
    mountpoint -q "$root$path" || mount --rbind "$path" "$root$path" || return 1
  done
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
}

# The mounts live in a mount namespace of their own where that is granted, so that none is left behind.
enter_with_chroot() {
  local wall=() paths
  export environment_root
  export -f mount_paths say die
  mapfile -t paths < <(shared_paths)
  ! unshare --mount --propagation private true 2>/dev/null || wall=(unshare --mount --propagation private)
  exec "${wall[@]}" bash -c '
    count=$1; shift
    mount_paths "$environment_root" "${@:1:count}" 2>/dev/null ||
      die "neither namespaces nor mounts can be had here, so the Debian 13 root cannot be entered"
    shift "$count"
    exec chroot "$environment_root" sh -c "cd \"\$0\" && exec \"\$@\"" "$PWD" "$@"
  ' chroot "${#paths[@]}" "${paths[@]}" "$@"
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
  mapfile -d '' -t inner < <(inner_environment)
  if can_bubblewrap; then
    (enter_with_bubblewrap env "${inner[@]}" "$@")
  elif [ "$(id -u)" = 0 ]; then
    (enter_with_chroot env "${inner[@]}" "$@")
  else
    die "neither namespaces (bubblewrap) nor root (chroot) can be had here, so the Debian 13 root cannot be entered"
  fi
}
