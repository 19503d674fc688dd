# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and the things done with a build. The build folder is kept beside the sources, one per purpose.

targets=()

build_folder() {
  printf '%s' "${BERTH_DEV_BUILD:-$top/_build}/$1"
}

# build NAME OPTION… - configures once, then compiles into _build/NAME: all, or what the array `targets` names. Of two
# calls, one waits for the other.
build() {
  local folder options=() name=$1
  shift
  folder=$(build_folder "$name")
  options=("$@")
  [ -z "${CI:-}" ] || options+=(--werror)
  mkdir -p "$folder" 2>/dev/null || die "cannot write to $folder"
  (
    { exec 8>"$folder.lock"; } 2>/dev/null || die "cannot write to $folder"
    flock --nonblock 8 || {
      say "waiting for another tools/dev that builds $folder"
      flock 8
    }
    if [ ! -f "$folder/build.ninja" ]; then
      say "configuring $folder"
      environment_exec meson setup "$folder" "$top" --prefix=/usr "${options[@]}" >&2 || exit
    fi
    say "building $folder"
    environment_exec meson compile -C "$folder" "${targets[@]}" >&2
  )
}

# absolute NAME ARG… - ARGs into the array `arguments`, the path behind NAME made absolute and its folder made and
# shared, so that a file written there from inside is there outside too.
absolute() {
  local name=$1 path
  shift
  arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      "$name") path=${2:-} && shift ;;
      "$name="*) path=${1#*=} ;;
      *) arguments+=("$1") && shift && continue ;;
    esac
    [ $# -gt 0 ] && [ -n "$path" ] || die "$name wants a path"
    shift
    path=$(realpath -m -- "$path")
    share_for_writing "$name" "$path"
    arguments+=("$name" "$path")
  done
}

# share_for_writing NAME PATH - a folder behind --out, the folder of a file behind anything else.
share_for_writing() {
  local folder=$2
  [ "$1" = --out ] || folder=$(dirname "$folder")
  mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || die "cannot write to $folder"
  share "$folder"
}

# What the person's session gives a window: its display, bus, language and the right to use them.
session_environment() {
  local name authority=${XAUTHORITY:-$home/.Xauthority}
  for name in DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR LANG LC_ALL LANGUAGE DBUS_SESSION_BUS_ADDRESS; do
    [ -z "${!name:-}" ] || printf '%s=%s\0' "$name" "${!name}"
  done
  [ ! -e "$authority" ] || printf 'XAUTHORITY=%s\0' "$authority"
}

run_berth() {
  local folder inner
  if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "no display here: driving the tour on a display of its own instead"
    run_tour "$@"
    return
  fi
  environment_ready
  build debug --buildtype=debugoptimized
  folder=$(build_folder debug)
  share "${XAUTHORITY:-$home/.Xauthority}"
  mapfile -d '' -t inner < <(session_environment)
  environment_exec env "${inner[@]}" BERTH_SANDBOX="$folder/src/sandbox/berth-sandbox" BERTH_LOCALEDIR="$folder/po" \
    meson devenv -C "$folder" src/app/berth "$@"
}

run_tests() {
  local folder status=0
  environment_ready
  folder=$(build_folder test)
  rm -f "$folder/meson-logs/testlog.json"
  if ! build test --buildtype=debug -Db_sanitize=address,undefined -Db_lundef=false; then
    say "the build failed, so no test ran"
    printf '0 passed, 1 failed, 0 skipped\n'
    return 1
  fi
  environment_exec meson test -C "$folder" --no-rebuild --print-errorlogs --num-processes "$(nproc)" "$@" || status=$?
  environment_exec python3 "$top/tools/summary.py" "$folder/meson-logs/testlog.json" || status=$?
  return "$status"
}

run_tour() {
  local arguments
  absolute --out "$@"
  case " $* " in *" --out"[\ =]*) ;; *) absolute --out "$@" --out "$top/_build/tour" ;; esac
  environment_ready
  build debug --buildtype=debugoptimized
  environment_exec python3 "$top/tests/e2e/tour.py" --build "$(build_folder debug)" "${arguments[@]}"
}

# The practice cloud alone, for a Berth that cannot start machines itself: in a Flatpak.
run_practice() {
  local arguments
  absolute --ready "$@"
  environment_ready
  build debug --buildtype=debugoptimized
  environment_exec "$(build_folder debug)/src/sandbox/berth-sandbox" "${arguments[@]}"
}

# The archive that packagers take, and a build from it.
run_dist() {
  environment_ready
  build debug --buildtype=debugoptimized
  environment_exec python3 "$top/tests/metadata/from_archive.py" --build "$(build_folder debug)" "$@"
}

# The Flatpak, on a stand-in for GNOME's runtime. What is needed beside the environment is made outside of it, since
# only there may an ordinary user unpack Debian.
run_flatpak() {
  local arguments platform sdk targets=(src/sandbox/berth-sandbox:executable berth-gmo)
  absolute --out "$@"
  case " $* " in *" --out"[\ =]*) ;; *) absolute --out "$@" --out "$top/_build/flatpak" ;; esac
  environment_ready flatpak
  standin_ready platform standin-platform
  standin_ready sdk standin-platform standin-sdk
  # The practice cloud outside, and the words that the tour looks for.
  build outside --buildtype=debugoptimized -Dtests=false
  # One at a time: the installation is one for all checkouts.
  exec 7>"$cache/flatpak.lock"
  flock 7
  environment_exec python3 "$top/tests/flatpak/drive.py" --source "$top" --build "$(build_folder outside)" \
    --platform "$platform" --sdk "$sdk" --work "$cache/flatpak" "${arguments[@]}"
}

# standin_ready NAME LIST… - a Debian root of the LISTs alone; its path goes into the variable NAME.
standin_ready() {
  local name=$1 names lists
  shift
  lists=("${@/#/$here/packages.d/}")
  mapfile -t names < <(names_in "${lists[@]}")
  printf -v "$name" '%s' "$(root_path "standin-$name" "${names[@]}")"
  root_ready "${!name}" "${names[@]}"
}

run_bench() {
  local arguments
  absolute --json "$@"
  environment_ready bench
  build release --buildtype=release
  environment_exec python3 "$top/tests/bench/bench.py" --build "$(build_folder release)" "${arguments[@]}"
}

# hear COMMAND… - runs it in a shell of its own; its last word on the error stream ends up in `heard`.
hear() {
  { heard=$( ("$@") 2>&1 >/dev/null | last_line_of_all); } 3>&2
}

last_line_of_all() {
  local line last=
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    last=$line
  done
  printf '%s' "${last#tools/dev: }"
}

# Where they cannot be had, the suite is skipped, and the summary says so with the reason.
run_clients() {
  local log heard
  log=$(build_folder clients)/testlog.json
  mkdir -p "${log%/*}" 2>/dev/null || die "cannot write to ${log%/*}"
  rm -f "$log"
  if ! hear environment_ready clients; then
    say "the public clients cannot be installed here; their suite is skipped"
    printf '{"name": "clients", "result": "SKIP", "stdout": "1..0 # SKIP %s"}\n' \
      "$(printf '%s' "$heard" | tr -d '"\\[:cntrl:]')" >"$log"
    return 0
  fi
  environment_ready clients
  build debug --buildtype=debugoptimized
  environment_exec python3 "$top/tests/clients/clients.py" --build "$(build_folder debug)" --log "$log" "$@"
}
