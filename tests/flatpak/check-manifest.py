#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the Flatpak manifests without building them: check-manifest.py SOURCES.

Every archive is pinned, every dependency of Berth is the runtime's or a module's, and nothing more is asked for
than docs/flatpak.md explains.
"""
import re
import sys
from pathlib import Path

import manifest

# What org.gnome.Sdk 50 has, by pkg-config's names: gnome-build-meta 50.4, elements/sdk.bst and what it stands on.
RUNTIME = {
    "glib-2.0", "gio-2.0", "gio-unix-2.0", "gtk4", "libadwaita-1", "libdex-1", "json-glib-1.0", "libsecret-1",
    "libsoup-3.0", "libcurl", "gnutls",
}
# One module brings several of FreeRDP's.
SIBLINGS = {"freerdp3": "freerdp-client3", "winpr3": "freerdp-client3"}
DEPENDENCY = re.compile(r"dependency\(\s*'([^']+)'(?:,\s*version: '>= ([\d.]+)')?")


def numbers(version):
    return [int(part) for part in version.split(".")]


def needed(top):
    """What src asks meson for: name and least version."""
    for path in [top / "meson.build", *sorted((top / "src").rglob("meson.build"))]:
        for name, version in DEPENDENCY.findall(path.read_text(encoding="utf-8")):
            yield SIBLINGS.get(name, name), version


def check_dependencies(top, modules):
    provided = dict(module["x-provides"].split(" >= ") for module in modules if "x-provides" in module)
    for name, version in needed(top):
        if name not in RUNTIME and name not in provided:
            yield f"neither the runtime nor a module brings {name}"
        elif name in provided and version and numbers(provided[name]) < numbers(version):
            yield f"Berth wants {name} >= {version}; the module speaks of {provided[name]}"


def check_module(module, page):
    name = module["name"]
    sources = module.get("sources", [])
    if len(sources) != 1 or sources[0].get("type") != "archive":
        yield f"{name}: one archive, not {sources}"
        return
    url, digest = sources[0].get("url", ""), sources[0].get("sha256", "")
    version = re.search(r"(\d+(?:\.\d+)+)\.tar\.(xz|gz|bz2)$", url)
    if not url.startswith("https://") or version is None:
        yield f"{name}: {url} is no https address of a release"
    elif "x-provides" in module and numbers(version[1]) < numbers(module["x-provides"].split(" >= ")[1]):
        yield f"{name}: {version[1]} is older than {module['x-provides']}"
    if not re.fullmatch("[0-9a-f]{64}", digest):
        yield f"{name}: the checksum is no sha256"
    for key in ("x-licence", "x-checksum-from"):
        if not module.get(key):
            yield f"{name}: no {key}"
    if digest[:12] not in page or version is not None and f"{name} {version[1]}" not in page:
        yield f"{name}: docs/flatpak.md does not say which archive, and where its checksum is from"


def check_options(module):
    """Each option once, in the form of its build system."""
    form = {"meson": r"--?[\w-]+=\S+", "cmake-ninja": r"-D[A-Za-z0-9_]+=\S+"}.get(module.get("buildsystem"))
    if form is None:
        yield f"{module['name']}: build system {module.get('buildsystem')}"
        return
    names = [option.partition("=")[0] for option in module.get("config-opts", [])]
    for option in module.get("config-opts", []):
        if not re.fullmatch(form, option):
            yield f"{module['name']}: {option} is no option"
    if len(set(names)) != len(names):
        yield f"{module['name']}: an option is there twice"


def check_one(top, app_id):
    whole = manifest.read(top / "flatpak" / f"{app_id}.json")
    page = (top / "docs" / "flatpak.md").read_text(encoding="utf-8")
    own = whole["modules"][-1]
    if whole["app-id"] != app_id or own["name"] != "berth":
        yield f"{app_id}: its id, or its last module, is another"
    if set(whole["finish-args"]) != set(manifest.RIGHTS) or len(whole["finish-args"]) != len(manifest.RIGHTS):
        yield f"{app_id}: rights {set(whole['finish-args']) ^ set(manifest.RIGHTS)}"
    if f"-Dprofile={manifest.PROFILES[app_id]}" not in own["config-opts"]:
        yield f"{app_id}: not its profile"
    yield from check_dependencies(top, whole["modules"])
    for module in manifest.walk(whole["modules"]):
        yield from check_options(module)
        if module is not own:
            yield from check_module(module, page)
    for right in manifest.RIGHTS:
        if f"`{right}`" not in page:
            yield f"docs/flatpak.md does not explain {right}"


def check_alike(top):
    """The two differ in the id and the profile, and in nothing else."""
    texts = [
        (top / "flatpak" / f"{app_id}.json").read_text(encoding="utf-8")
        .replace(f'"{app_id}"', '"ID"').replace(f"-Dprofile={profile}", "-Dprofile=")
        for app_id, profile in manifest.PROFILES.items()
    ]
    if len(set(texts)) != 1:
        yield "the manifests differ in more than the id and the profile"


def check_rule():
    """What is there is left out with all that is within it, and Berth never is."""
    given = {"modules": [{"name": "a", "x-provides": "a >= 1", "modules": [{"name": "b"}]},
                         {"name": "c", "x-provides": "c >= 1"}, {"name": "berth"}]}
    lean, gone = manifest.leave_out(given, lambda wanted: wanted == "a >= 1")
    if gone != ["a", "b"] or [module["name"] for module in lean["modules"]] != ["c", "berth"]:
        yield f"the rule left out {gone}"
    shown = manifest.parse_permissions("[Context]\nshared=network;ipc;\nfilesystems=home;\n\n[Session Bus Policy]\na.b=talk\n")
    if shown != {("Context", "shared"): {"network", "ipc"}, ("Context", "filesystems"): {"home"},
                 ("Session Bus Policy", "a.b"): {"talk"}}:
        yield f"permissions are read as {shown}"


def main():
    top = Path(sys.argv[1]).resolve()
    problems = [*check_alike(top), *check_rule()]
    for app_id in manifest.PROFILES:
        problems += check_one(top, app_id)
    print("\n".join(problems) or "the manifests are as they should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
