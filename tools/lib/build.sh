# Builds and the things done with a build. The build folder is kept beside the sources, one per purpose.

build_folder() {
  printf '%s' "${BERTH_DEV_BUILD:-$top/_build}/$1"
}

# build NAME OPTION… - configures once, then compiles into _build/NAME.
build() {
  local folder options=() name=$1
  shift
  folder=$(build_folder "$name")
  options=("$@")
  [ -z "${CI:-}" ] || options+=(--werror)
  if [ ! -f "$folder/build.ninja" ]; then
    say "configuring $folder"
    environment_exec meson setup "$folder" "$top" --prefix=/usr "${options[@]}" >&2
  fi
  say "building $folder"
  environment_exec meson compile -C "$folder" >&2
}

run_berth() {
  environment_ready
  if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "no display here: driving the tour on a display of its own instead"
    run_tour "$@"
    return
  fi
  build debug --buildtype=debugoptimized
  environment_exec env DISPLAY="${DISPLAY:-}" WAYLAND_DISPLAY="${WAYLAND_DISPLAY:-}" \
    XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-}" XAUTHORITY="${XAUTHORITY:-}" LANG="${LANG:-C.UTF-8}" \
    DBUS_SESSION_BUS_ADDRESS="${DBUS_SESSION_BUS_ADDRESS:-}" \
    BERTH_SANDBOX="$(build_folder debug)/src/sandbox/berth-sandbox" BERTH_LOCALEDIR="$(build_folder debug)/po" \
    meson devenv -C "$(build_folder debug)" src/app/berth "$@"
}

run_tests() {
  local folder status=0
  environment_ready
  build test --buildtype=debug -Db_sanitize=address,undefined -Db_lundef=false
  folder=$(build_folder test)
  environment_exec meson test -C "$folder" --no-rebuild --print-errorlogs --num-processes "$(nproc)" "$@" || status=$?
  environment_exec python3 "$top/tools/summary.py" "$folder/meson-logs/testlog.json" || status=$?
  return "$status"
}

run_tour() {
  environment_ready
  build debug --buildtype=debugoptimized
  environment_exec python3 "$top/tests/e2e/tour.py" --build "$(build_folder debug)" "$@"
}

run_bench() {
  environment_ready bench
  build release --buildtype=release
  environment_exec python3 "$top/tests/bench/bench.py" --build "$(build_folder release)" "$@"
}

run_clients() {
  if ! (environment_ready clients); then
    say "the public clients cannot be installed here; their suite is skipped"
    mkdir -p "$(build_folder clients)"
    printf '{"name": "clients", "result": "SKIP", "stdout": "1..0 # SKIP the clients cannot be installed"}\n' \
      >"$(build_folder clients)/testlog.json"
    return 0
  fi
  environment_ready clients
  build debug --buildtype=debugoptimized
  environment_exec python3 "$top/tests/clients/clients.py" --build "$(build_folder debug)" \
    --log "$(build_folder clients)/testlog.json" "$@"
}
