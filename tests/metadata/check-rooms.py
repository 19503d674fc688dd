#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that a room includes and links only what it may know."""
import re

import house

OURS = {
    "base": set(),
    "net": {"base"},
    "azure": {"base", "net"},
    "provision": {"base", "net", "azure"},
    "remote": {"base"},
    "ssh": {"base", "remote"},
    "rdp": {"base", "remote"},
    "sandbox": {"base"},
    "app": {"base", "net", "azure", "provision", "remote", "ssh", "rdp"},
}
LINKED = {
    "base": {"glib", "gio", "dex"},
    "net": {"base", "curl"},
    "azure": {"net", "json"},
    "provision": {"azure", "json", "m"},
    "remote": {"base"},
    "ssh": {"base", "remote", "gio", "dex", "libssh", "json"},
    "rdp": {"base", "remote", "gio", "dex", "freerdp", "freerdp_client", "winpr", "m"},
    "sandbox": {"base", "json", "soup", "gnutls", "gio_unix"},
    "app": OURS["app"] | {"gtk", "adw", "vte", "m", "gio_unix", "secret", "qrencode"},
}
# A library's headers, and the only rooms that may see them.
FOREIGN = {
    r"curl/": {"net"},
    r"libssh/": {"ssh"},
    r"libsecret/": {"app"},
    r"qrencode\.h": {"app"},
    r"(libsoup|gnutls)/": {"sandbox"},
    r"(gtk|gdk|gsk|vte|graphene)/|adwaita\.h|graphene\.h": {"app"},
    r"freerdp/|winpr/": {"rdp"},
    r"json-glib/": {"azure", "provision", "ssh", "sandbox", "app"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def owners(top):
    """Which room each of our headers belongs to."""
    return {path.name: path.relative_to(top / "src").parts[0] for path in house.files(top, ".h", under=("src",))}


def wrong_includes(path, room, owner):
    for kind, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if kind == "<":
            for pattern, rooms in FOREIGN.items():
                if re.match(pattern, header) and room not in rooms:
                    yield f"{path}: {room} may not include <{header}>; only {', '.join(sorted(rooms))} may"
        elif owner.get(header, room) not in OURS[room] | {room}:
            yield f"{path}: {room} may not know {owner[header]} ({header})"


def wrong_links(path, room):
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    own = {room} | set(re.findall(r"^(\w+)_dep\s*=", text, re.MULTILINE))
    for name in sorted(set(re.findall(r"\b(\w+)_dep\b", text)) - own - LINKED[room]):
        yield f"{path}: {room} may not link {name}_dep"


def rule(top):
    owner = owners(top)
    for path in house.files(top, ".c", ".h", under=("src",)):
        room = path.relative_to(top / "src").parts[0]
        if room not in OURS:
            yield f"{path}: check-rooms.py does not know the room {room}"
            continue
        yield from wrong_includes(path, room, owner)
    for path in sorted((top / "src").rglob("meson.build")):
        yield from wrong_links(path, path.relative_to(top / "src").parts[0])


house.run(rule, "rooms")
