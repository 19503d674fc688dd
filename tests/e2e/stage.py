# SPDX-License-Identifier: GPL-3.0-or-later
"""A display, a session bus and Berth in a home of its own, all gone again at the end."""

import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

MACHINE = "kaggle-linux-gpu-vm"


@dataclasses.dataclass(frozen=True)
class Look:
    """What a person has set for all programs."""

    text: float = 1.0  # how large, beside the usual
    contrast: bool = False
    calm: bool = False  # nothing moves

    def write(self):
        """GTK's settings file; with the font that GNOME's own windows have."""
        return ("[Settings]\ngtk-font-name=Cantarell 11\n"
                f"gtk-xft-dpi={int(96 * 1024 * self.text)}\n"
                f"gtk-enable-animations={int(not self.calm)}\n")


class Stage:
    """What a person would sit in front of. Use as a context manager."""

    def __init__(self, build, size=(1280, 860), language="en", dark=False, look=Look(), is_new=False):
        self.build = pathlib.Path(build).resolve()
        self.size = size
        self.language = language
        self.dark = dark
        self.look = look
        self.is_new = is_new
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="berth-tour-"))
        self.children = []
        self.berth = None

    def __enter__(self):
        os.environ.update(self._environment())
        self._start_display()
        self._start_bus()
        return self

    def __exit__(self, *_):
        self.stop_berth()
        for child in reversed(self.children):
            child.send_signal(signal.SIGTERM)
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _environment(self):
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        home = self.folder / "home"
        home.mkdir()
        settings = self.folder / "config" / "glib-2.0" / "settings"
        settings.mkdir(parents=True)
        scheme = "prefer-dark" if self.dark else "prefer-light"
        gtk = self.folder / "config" / "gtk-4.0"
        gtk.mkdir()
        (gtk / "settings.ini").write_text(self.look.write())
        (settings / "keyfile").write_text(
            f"[io/github/berth/Berth]\ncolor-scheme='{'dark' if self.dark else 'light'}'\n"
            f"welcome-seen={'false' if self.is_new else 'true'}\n")
        environment = {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_DIRS": f"{self._make_icons()}:/usr/local/share:/usr/share",
            "BERTH_DATA_DIR": str(self.folder / "data" / "berth"),
            "BERTH_KEY_DIR": str(home / ".ssh" / "berth"),
            "BERTH_SANDBOX": str(self.build / "src/sandbox/berth-sandbox"),
            "BERTH_SANDBOX_ARGS": "--speed 2",
            "BERTH_LOCALEDIR": str(self.build / "po"),
            "GSETTINGS_SCHEMA_DIR": str(self.build / "data"),
            "GSETTINGS_BACKEND": "keyfile",
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi",
            "ADW_DEBUG_COLOR_SCHEME": scheme,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": "en",
            "ADW_DEBUG_HIGH_CONTRAST": str(int(self.look.contrast)),
        }
        if self.language != "en":
            environment.update(self._make_locale())
        os.environ.pop("WAYLAND_DISPLAY", None)
        # The accessibility library warns about what has just gone from the screen.
        os.environ.pop("G_DEBUG", None)
        return environment

    def _make_icons(self):
        """Berth's own icons, where a build that is not installed finds them."""
        share = self.folder / "share"
        share.mkdir()
        (share / "icons").symlink_to(pathlib.Path(__file__).resolve().parents[2] / "data" / "icons")
        return share

    def _make_locale(self):
        """The language's locale, made here: no system has them all."""
        name = {"ko": "ko_KR.UTF-8"}[self.language]
        locales = self.folder / "locales"
        locales.mkdir()
        subprocess.run(["localedef", "-i", name.split(".")[0], "-f", "UTF-8", str(locales / name)],
                       check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not (locales / name).is_dir():
            raise RuntimeError(f"the locale {name} could not be made; is the package “locales” there?")
        return {"LOCPATH": str(locales), "LANG": name, "LC_ALL": name, "LANGUAGE": self.language}

    def _spawn(self, argv, given=None, **options):
        log = open(self.folder / f"{pathlib.Path(argv[0]).name}.log", "ab")
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
                                 stderr=log, stdout=options.pop("stdout", log), **options)
        self.children.append(child)
        if given is not None:
            child.stdin.write(given)
            child.stdin.close()
        return child

    def _start_display(self):
        reader, writer = os.pipe()
        width, height = self.size
        self._spawn(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24",
                     "-nolisten", "tcp", "-noreset"], pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        os.environ["DISPLAY"] = f":{number}"

    def _start_bus(self):
        bus = self._spawn(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                          stdout=subprocess.PIPE)
        address = bus.stdout.readline().decode().strip()
        if not address:
            raise RuntimeError("the session bus did not start")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address

    def start_berth(self):
        """Starts Berth, in front of the person's eyes."""
        log = open(self.folder / "berth.log", "ab")
        self.berth = subprocess.Popen(self._berth_command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def _berth_command(self):
        return [str(self.build / "src/app/berth")]

    @property
    def keys(self):
        """Where Berth saves private keys."""
        return pathlib.Path(os.environ["BERTH_KEY_DIR"])

    def stop_berth(self):
        """Ends Berth as a session does that is closed."""
        if self.berth is None:
            return
        self.berth.terminate()
        try:
            self.berth.wait(20)
        except subprocess.TimeoutExpired:
            self.berth.kill()
            self.berth.wait()
        self.berth = None

    def kill_berth(self):
        """Ends Berth as a crash does."""
        self.berth.kill()
        self.berth.wait()
        self.berth = None

    def find_complaints(self):
        """What the toolkit complained about: each is a fault in Berth."""
        signs = ("-CRITICAL **", "-WARNING **", "ERROR: AddressSanitizer", "runtime error:")
        # The bridge asks for what has just gone from the screen.
        return [line for line in self.read_log().splitlines()
                if any(sign in line for sign in signs) and "AT-SPI" not in line]

    def read_log(self):
        """What Berth said on its standard output and error."""
        path = self.folder / "berth.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def find_in_machines(self, name):
        """A look for a file in a practice machine's home; gives nothing while it is not there."""
        data = self.folder / "data"
        return lambda: next(iter(data.glob(f"**/home/{name}")), None)

    def shoot(self, path):
        """Keeps what the screen shows, once what moves stands still."""
        time.sleep(0.7)
        subprocess.run(["import", "-silent", "-window", "root", str(path)], check=True)
