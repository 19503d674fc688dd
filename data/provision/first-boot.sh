#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs a desktop that is reached through SSH only. Run by berth-first-boot.service at each boot:
# a step that is done leaves a stamp, so a start after a crash or a failure goes on where it was.
set -u

root=${BERTH_FIRST_BOOT_ROOT:-}
pause=${BERTH_FIRST_BOOT_PAUSE:-15}
stamps=$root/var/lib/berth/first-boot
progress=$root/run/berth/progress.json
group=berth-desktop
steps='prepare update desktop remote settings fonts finish'
# Nothing is restarted after an installation: it could be this very unit.
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1

# say STAGE STEP RC MESSAGE - for whoever looks in over SSH. Renamed, so that nobody reads half of it.
say() {
  printf '{"stage": "%s", "step": %d, "steps": 7, "started": %d, "rc": %d, "message": "%s"}\n' \
    "$1" "$2" "$started" "$3" "$4" >"$progress.new"
  mv "$progress.new" "$progress"
}

# apt COMMAND… - the network may come late, and another apt may have been cut off.
apt() {
  for attempt in 1 2 3 4 5; do
    dpkg --force-confold --configure -a
    if apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold "$@"; then
      return 0
    fi
    echo "apt-get $1: attempt $attempt failed" >&2
    sleep "$pause"
  done
  return 1
}

# set_option FILE SECTION NAME VALUE - in an ini file, once, whether it was there or not.
set_option() {
  cp -p "$1" "$1.new" && awk -v section="[$2]" -v name="$3" -v value="$4" '
    $0 == section { here = 1; print; print name "=" value; next }
    /^\[/ { here = 0 }
    here && index($0, name "=") == 1 { next }
    { print }' "$1" >"$1.new" && mv "$1.new" "$1"
}

# Other installations wait, and xrdp does not listen before it has been told where.
do_prepare() {
  systemctl stop apt-daily.timer apt-daily-upgrade.timer unattended-upgrades.service
  systemctl mask xrdp.service xrdp-sesman.service || return
  # An image may have brought it along, and listening on every address.
  systemctl stop xrdp.service xrdp-sesman.service
  return 0
}

do_update() {
  apt update
}

# No display manager: nobody sits in front of this machine.
do_desktop() {
  apt install --no-install-recommends xfce4 xfce4-terminal mousepad dbus-x11 adwaita-icon-theme \
    xdg-user-dirs at-spi2-core
}

do_remote() {
  apt install --no-install-recommends xrdp xorgxrdp ssl-cert openssl &&
    adduser xrdp ssl-cert
}

# A key of this machine's own: the package's may have come with the image.
make_certificate() {
  [ ! -e "$stamps/certificate" ] || return 0
  rm -f "$root/etc/xrdp/cert.pem" "$root/etc/xrdp/key.pem"
  (umask 0077 && openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$(hostname)" \
    -keyout "$root/etc/xrdp/key.pem" -out "$root/etc/xrdp/cert.pem" 2>/dev/null) &&
    chown root:xrdp "$root/etc/xrdp/key.pem" && chmod 0640 "$root/etc/xrdp/key.pem" &&
    chmod 0644 "$root/etc/xrdp/cert.pem" && : >"$stamps/certificate"
}

# Loopback only: the way here is the SSH connection.
configure_xrdp() {
  ini=$root/etc/xrdp/xrdp.ini
  set_option "$ini" Globals port tcp://.:3389 &&
    set_option "$ini" Globals security_layer tls &&
    set_option "$ini" Globals crypt_level high &&
    set_option "$ini" Globals ssl_protocols 'TLSv1.2, TLSv1.3' &&
    set_option "$ini" Globals certificate /etc/xrdp/cert.pem &&
    set_option "$ini" Globals key_file /etc/xrdp/key.pem &&
    set_option "$ini" Globals autorun Xorg
}

configure_sesman() {
  ini=$root/etc/xrdp/sesman.ini
  set_option "$ini" Security AllowRootLogin false &&
    set_option "$ini" Security MaxLoginRetry 4 &&
    set_option "$ini" Security TerminalServerUsers "$group" &&
    set_option "$ini" Security AlwaysGroupCheck true &&
    set_option "$ini" Sessions KillDisconnected false &&
    groupadd -f "$group" && usermod -a -G "$group" "$user"
}

# A session that nobody sits in front of may not manage colours, and asks for a password over it.
# Older polkits read the first form, newer ones the second.
allow_colours() {
  old=$root/etc/polkit-1/localauthority/50-local.d
  new=$root/etc/polkit-1/rules.d
  mkdir -p "$old" "$new"
  cat >"$old/45-berth-desktop.pkla" <<EOF
[Colours and package lists in a remote desktop]
Identity=unix-group:$group
Action=org.freedesktop.color-manager.*;org.freedesktop.packagekit.system-sources-refresh
ResultAny=yes
ResultInactive=yes
ResultActive=yes
EOF
  cat >"$new/45-berth-desktop.rules" <<EOF
polkit.addRule(function(action, subject) {
  if ((action.id.indexOf("org.freedesktop.color-manager.") === 0 ||
       action.id === "org.freedesktop.packagekit.system-sources-refresh") &&
      subject.isInGroup("$group")) {
    return polkit.Result.YES;
  }
});
EOF
}

write_session() {
  home=$root$(getent passwd "$user" | cut -d: -f6)
  cat >"$home/.xsession" <<'EOF'
export XDG_CURRENT_DESKTOP=XFCE GTK_IM_MODULE=ibus QT_IM_MODULE=ibus XMODIFIERS=@im=ibus
export XFCE_PANEL_MIGRATE_DEFAULT=1
command -v ibus-daemon >/dev/null && ibus-daemon --daemonize --replace --xim
exec xfce4-session
EOF
  chown "$user:" "$home/.xsession" && chmod 0644 "$home/.xsession"
}

# Shadows and fading would be sent over the wire, frame by frame.
calm_windows() {
  channels=$root/etc/xdg/xfce4/xfconf/xfce-perchannel-xml
  mkdir -p "$channels"
  cat >"$channels/xfwm4.xml" <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfwm4" version="1.0">
  <property name="general" type="empty">
    <property name="use_compositing" type="bool" value="false"/>
  </property>
</channel>
EOF
}

# Only where the server is started through a wrapper that wants a person at the console.
open_wrapper() {
  wrapper=$root/etc/X11/Xwrapper.config
  [ ! -e "$wrapper" ] || sed -i 's/^allowed_users=.*/allowed_users=anybody/' "$wrapper"
}

do_settings() {
  make_certificate && configure_xrdp && configure_sesman && allow_colours && write_session &&
    calm_windows && open_wrapper
}

do_fonts() {
  apt install --no-install-recommends fonts-noto-cjk fonts-dejavu-core ibus ibus-gtk3 ibus-hangul locales || return
  grep -q '^ko_KR.UTF-8 ' "$root/etc/locale.gen" || echo 'ko_KR.UTF-8 UTF-8' >>"$root/etc/locale.gen"
  locale-gen
}

do_finish() {
  systemctl unmask xrdp.service xrdp-sesman.service && systemctl daemon-reload &&
    systemctl enable xrdp-sesman.service xrdp.service &&
    systemctl restart xrdp-sesman.service xrdp.service && loginctl enable-linger "$user" || return
  systemctl start apt-daily.timer apt-daily-upgrade.timer
  return 0
}

run_steps() {
  step=0
  for name in $steps; do
    step=$((step + 1))
    [ ! -e "$stamps/$name" ] || continue
    say "$name" "$step" 0 ''
    echo "--- $name ($step of 7)"
    "do_$name"
    rc=$?
    if [ "$rc" -ne 0 ]; then
      say "$name" "$step" "$rc" "The step $name failed; /var/log/berth-first-boot.log says why."
      return "$rc"
    fi
    : >"$stamps/$name"
  done
  say 'done' 7 0 ''
}

mkdir -p "$stamps" "${progress%/*}" "$root/var/log"
# Whoever looks in over SSH may not read the journal.
exec >>"$root/var/log/berth-first-boot.log" 2>&1
started=$(date +%s)
read -r user <"$root/etc/berth/desktop-user" || exit
run_steps
