#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds Berth's Flatpak against the stand-in, installs it and drives the tour in it.

Writes DIR/NN-name.png of every step, DIR/tour.json and DIR/permissions.txt. Exit status 0 only when all did what
it says. Nothing of it touches the person's own Flatpaks: the installation is a folder of its own.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import manifest
import standin

APP_REMOTE = "berth-built"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="Berth's sources")
    parser.add_argument("--build", type=Path, required=True, help="a build whose practice cloud runs outside")
    parser.add_argument("--platform", type=Path, required=True, help="the Debian root that stands in for the platform")
    parser.add_argument("--sdk", type=Path, required=True, help="the one that stands in for the SDK")
    parser.add_argument("--work", type=Path, required=True, help="where the repositories and the installation are kept")
    parser.add_argument("--out", type=Path, required=True, help="where the pictures go")
    parser.add_argument("--lang", choices=["en", "ko"], default="en", help="the language of the window")
    parser.add_argument("--id", choices=sorted(manifest.PROFILES), default=manifest.BASE_ID, help="which variant")
    return parser.parse_args()


def prepare_runtime(arguments, version):
    """The stand-in in the installation. What was made from the same two roots is used again."""
    mark = arguments.work / "runtime.txt"
    made_of = f"{arguments.platform.name} {arguments.sdk.name} {version}\n"
    if mark.exists() and mark.read_text() == made_of:
        print(f"ok runtime: the stand-in of {made_of.strip()} is there already")
        return
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    repository = arguments.work / "runtime-repository"
    for name, tree in ((standin.PLATFORM, arguments.platform), (standin.SDK, arguments.sdk)):
        standin.arrange(tree, name, version)
        standin.export(repository, tree, version)
    standin.install(repository, version)
    mark.write_text(made_of)


def write_lean_manifest(arguments, whole):
    """The manifest as it is built here. It differs by the rule alone, and by where the sources lie."""
    lean, gone = manifest.leave_out(whole, lambda wanted: standin.has(whole["runtime-version"], wanted))
    print(f"ok modules: the stand-in has {', '.join(gone) or 'none'}; "
          f"built here: {', '.join(module['name'] for module in manifest.walk(lean['modules']))}", flush=True)
    lean["modules"][-1]["sources"][0]["path"] = str(arguments.source)
    path = arguments.work / f"{arguments.id}.json"
    path.write_text(json.dumps(lean, indent=4))
    return path


def build(arguments, whole):
    repository = arguments.work / "app-repository"
    standin.run(["flatpak-builder", "--user", "--force-clean", "--disable-rofiles-fuse", "--disable-updates",
                 f"--state-dir={arguments.work / 'state'}", f"--repo={repository}",
                 arguments.work / "build", write_lean_manifest(arguments, whole)])
    # The languages that people get with their system's; here both.
    standin.run(["flatpak", "--user", "config", "--set", "languages", "en;ko"])
    standin.run(["flatpak", "--user", "remote-add", "--if-not-exists", "--no-gpg-verify", APP_REMOTE,
                 repository.as_uri()])
    standin.run(["flatpak", "--user", "install", "--noninteractive", "--reinstall", APP_REMOTE, arguments.id])


def check_permissions(arguments):
    """What the installed Flatpak may do is what docs/flatpak.md lists, and no more."""
    text = subprocess.run(["flatpak", "info", "--user", "--show-permissions", arguments.id], check=True,
                          capture_output=True, text=True).stdout
    print(text)
    (arguments.out / "permissions.txt").write_text(text)
    is_right = manifest.parse_permissions(text) == manifest.SHOWN
    print(f"{'ok' if is_right else 'not ok'} permissions: {'as listed' if is_right else 'not the ones listed'}")
    return is_right


def drive(arguments):
    tour = arguments.source / "tests" / "e2e" / "tour.py"
    argv = [sys.executable, tour, "--build", arguments.build, "--out", arguments.out, "--lang", arguments.lang,
            "--flatpak", arguments.id]
    return subprocess.run(list(map(str, argv)), check=False).returncode == 0


def main():
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    os.environ["FLATPAK_USER_DIR"] = str(arguments.work / "installation")
    os.environ["FLATPAK_SYSTEM_DIR"] = str(arguments.work / "system")
    whole = manifest.read(arguments.source / "flatpak" / f"{arguments.id}.json")
    prepare_runtime(arguments, whole["runtime-version"])
    build(arguments, whole)
    is_right = check_permissions(arguments)
    return 0 if drive(arguments) and is_right else 1


if __name__ == "__main__":
    sys.exit(main())
