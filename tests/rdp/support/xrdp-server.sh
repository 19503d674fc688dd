#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# xrdp-server.sh FOLDER PORT USER COLOUR - xrdp with its session manager on loopback, in the foreground.
# In a mount and process name space of its own: with its own settings, its own user, whose password is read from
# standard input, and nothing left when it ends. USER's desktop is COLOUR all over; a script on-start in the user's home
# runs there. Wants root, as xrdp-sesman does.
set -eu

folder=$1 port=$2 user=$3 colour=$4
# An X server that is killed leaves its lock behind, so the locks are this test's own; then its display's number has to be.
display=$((100 + port % 10000 / 10 * 10))
etc=$folder/etc
mkdir -p "$etc/xrdp" "$folder/run/xrdp/sockdir" "$folder/run/lock" "$folder/home/$user" "$folder/X11-unix"
chmod 755 "$folder" "$folder/home"
chmod 1777 "$folder/X11-unix"
chmod 3777 "$folder/run/xrdp/sockdir"

cp -r /etc/xrdp/. "$etc/xrdp"
if [ ! -f "$folder/cert.pem" ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=xrdp test" \
    -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
fi
cp --remove-destination "$folder/key.pem" "$folder/cert.pem" "$etc/xrdp"

cp /etc/passwd /etc/group "$etc"
echo "$user:x:54321:54321::/home/$user:/bin/sh" >>"$etc/passwd"
echo "$user:x:54321:" >>"$etc/group"
cp /etc/shadow "$etc"
printf '%s:%s:20000:0:99999:7:::\n' "$user" "$(openssl passwd -6 -stdin)" >>"$etc/shadow"
chown 54321:54321 "$folder/home/$user"

cat >"$etc/xrdp/xrdp.ini" <<END
[Globals]
ini_version=1
fork=true
port=tcp://127.0.0.1:$port
tcp_nodelay=true
security_layer=tls
crypt_level=high
certificate=/etc/xrdp/cert.pem
key_file=/etc/xrdp/key.pem
ssl_protocols=TLSv1.2, TLSv1.3
autorun=Xorg
require_credentials=true
allow_channels=true
allow_multimon=true
bitmap_cache=true
bitmap_compression=true
max_bpp=32
[Logging]
LogFile=/dev/null
LogLevel=INFO
EnableSyslog=false
EnableConsole=true
ConsoleLevel=INFO
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
port=-1
code=20
END

cat >"$etc/xrdp/sesman.ini" <<END
[Globals]
EnableUserWindowManager=false
DefaultWindowManager=/etc/xrdp/desktop.sh
ReconnectScript=/bin/true
[Security]
AllowRootLogin=false
MaxLoginRetry=4
[Sessions]
X11DisplayOffset=$display
MaxDisplayNumber=$((display + 9))
MaxSessions=5
KillDisconnected=false
Policy=Default
[Logging]
LogFile=/dev/null
LogLevel=INFO
EnableSyslog=false
EnableConsole=true
ConsoleLevel=INFO
[Xorg]
param=/usr/lib/xorg/Xorg
param=-config
param=xrdp/xorg.conf
param=-noreset
param=-nolisten
param=tcp
param=-logfile
param=.xorgxrdp.%s.log
[Chansrv]
FuseMountName=/tmp/.none
[ChansrvLogging]
LogLevel=INFO
EnableSyslog=false
END

printf '#!/bin/sh\nxsetroot -solid "%s"\n[ ! -f ~/on-start ] || sh ~/on-start &\nexec sleep infinity\n' "$colour" >"$etc/xrdp/desktop.sh"
chmod 755 "$etc/xrdp/desktop.sh"

exec bwrap --dev-bind / / --perms 1777 --tmpfs /tmp --proc /proc --unshare-pid --die-with-parent --cap-add ALL \
  --bind "$etc/xrdp" /etc/xrdp --bind "$etc/passwd" /etc/passwd --bind "$etc/group" /etc/group \
  --bind "$etc/shadow" /etc/shadow --bind "$folder/run" /run --bind "$folder/home" /home \
  --bind "$folder/X11-unix" /tmp/.X11-unix \
  sh -c 'xrdp-sesman -n & exec stdbuf -oL xrdp -n' </dev/null
