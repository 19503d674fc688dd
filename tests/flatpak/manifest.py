# SPDX-License-Identifier: GPL-3.0-or-later
"""A Flatpak manifest with the modules it includes, and what Berth asks of the sandbox."""

import copy
import json
from pathlib import Path

BASE_ID = "io.github.berth.Berth"
PROFILES = {BASE_ID: "default", f"{BASE_ID}.Devel": "devel"}

# Everything that Berth may do, and why. No folder of the person's is among it: files come through the portal,
# and secrets go through the portal, which needs no right.
RIGHTS = {
    "--share=network": "the cloud, SSH, and the practice machines on loopback",
    "--share=ipc": "X11's shared memory",
    "--socket=wayland": "a window",
    "--socket=fallback-x11": "a window where there is no Wayland",
    "--socket=pulseaudio": "a desktop's sound and microphone",
    "--socket=ssh-auth": "the person's SSH agent",
    "--device=dri": "drawing",
}

# The same, as `flatpak info --show-permissions` tells it. What fallback-x11 is a fallback to stands beside it.
SHOWN = {
    ("Context", "shared"): {"network", "ipc"},
    ("Context", "sockets"): {"wayland", "fallback-x11", "x11", "pulseaudio", "ssh-auth"},
    ("Context", "devices"): {"dri"},
}


def read(path):
    """The manifest with each included module in its place."""
    path = Path(path)
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["modules"] = [
        json.loads((path.parent / module).read_text(encoding="utf-8")) if isinstance(module, str) else module
        for module in manifest["modules"]
    ]
    return manifest


def walk(modules):
    """Every module, those within others too."""
    for module in modules:
        yield module
        yield from walk(module.get("modules", []))


def leave_out(manifest, is_there):
    """The manifest without the modules for which @is_there says that what they provide is there already, with all that
    is within them; and their names. The rule of the stand-in: everything else is as in the manifest."""
    lean = copy.deepcopy(manifest)
    gone = [module for module in lean["modules"] if "x-provides" in module and is_there(module["x-provides"])]
    lean["modules"] = [module for module in lean["modules"] if module not in gone]
    return lean, [module["name"] for module in walk(gone)]


def parse_permissions(text):
    """What `flatpak info --show-permissions` prints, as a dictionary of sets."""
    section, found = "", {}
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif "=" in line:
            key, _, values = line.partition("=")
            found[(section, key.strip())] = {value for value in values.strip().split(";") if value}
    return found
