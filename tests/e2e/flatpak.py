# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage for a Berth that is installed as a Flatpak: its own folders, a portal for its secrets, and a practice
cloud that runs outside."""

import os
import pathlib
import signal
import subprocess

from stage import Stage

# What a build that is not installed is told; an installed one finds its own.
TOLD = ("BERTH_DATA_DIR", "BERTH_KEY_DIR", "BERTH_SANDBOX", "BERTH_SANDBOX_ARGS", "BERTH_LOCALEDIR",
        "GSETTINGS_SCHEMA_DIR", "LOCPATH", "XDG_DATA_DIRS")
PORTALS = "[preferred]\ndefault=none\norg.freedesktop.impl.portal.Secret=gnome-keyring\n"


class FlatpakStage(Stage):
    """As the stage of a build, with the Flatpak in front of it."""

    def __init__(self, app_id, *arguments):
        super().__init__(*arguments)
        self.app_id = app_id
        self.own = self.folder / "home" / ".var" / "app" / app_id

    def __enter__(self):
        super().__enter__()
        self._unlock_keyring()
        return self

    def _environment(self):
        environment = super()._environment()
        # flatpak and the portal are the environment's, Berth's files are the Flatpak's.
        for name in TOLD:
            environment.pop(name, None)
            os.environ.pop(name, None)
        settings = self.own / "config" / "glib-2.0" / "settings"
        settings.mkdir(parents=True)
        (self.folder / "config" / "glib-2.0" / "settings" / "keyfile").rename(settings / "keyfile")
        gtk = self.own / "config" / "gtk-4.0"
        gtk.mkdir()
        (self.folder / "config" / "gtk-4.0" / "settings.ini").rename(gtk / "settings.ini")
        portals = self.folder / "config" / "xdg-desktop-portal"
        portals.mkdir()
        (portals / "portals.conf").write_text(PORTALS)
        return environment

    def _unlock_keyring(self):
        """A keyring as after signing in. The portal behind which it stands is started when Berth asks for it."""
        self._spawn(["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
                    given=b"practice")

    @property
    def keys(self):
        return self.own / "data" / "berth" / "keys"

    def start_outside(self):
        """The practice cloud in the person's own session, where its machines can start."""
        ready = self.own / "data" / "berth" / "practice" / "outside.json"
        cloud = self._spawn([str(self.build / "src/sandbox/berth-sandbox"), "--state", str(self.folder / "data/practice"),
                             "--ready", str(ready), "--speed", "2"], stdout=subprocess.PIPE)
        if not cloud.stdout.readline():
            raise RuntimeError("the practice cloud outside did not start")
        # It says nothing more.
        return ready

    def _berth_command(self):
        return ["flatpak", "run", "--user", self.app_id]

    def stop_berth(self):
        if self.berth is not None:
            self._end()

    def kill_berth(self):
        self._end()

    def _end(self):
        """flatpak run waits for what it runs, which is in a process namespace of its own."""
        subprocess.run(["flatpak", "kill", self.app_id], check=False, stderr=subprocess.DEVNULL)
        try:
            self.berth.wait(20)
        except subprocess.TimeoutExpired:
            self.berth.send_signal(signal.SIGKILL)
            self.berth.wait()
        self.berth = None

    def find_secrets(self):
        """The file in which libsecret keeps secrets in a Flatpak, encrypted with the portal's key."""
        return pathlib.Path(self.own / "data" / "keyrings" / "default.keyring")
