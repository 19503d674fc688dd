#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds Berth from the archive of `meson dist`, away from the checkout, and installs it twice: into a prefix, whose
programs are then started, and below DESTDIR, as a package does. Exit status 0 only if both are complete.
"""

import argparse
import importlib.util
import os
import shlex
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

NEEDED = Path(__file__).with_name("check-install.py")


def run(*argv, **options):
    print("$", shlex.join(map(str, argv)), flush=True)
    return subprocess.run(list(map(str, argv)), check=True, text=True, **options)


def make_archive(build):
    run("meson", "dist", "-C", build, "--no-tests", "--formats", "xztar", "--allow-dirty", stdout=subprocess.DEVNULL)
    archives = sorted((build / "meson-dist").glob("*.tar.xz"), key=os.path.getmtime)
    return archives[-1]


def unpack(archive, folder):
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def check(root, app_id):
    """Every file that an installed Berth needs, as the metadata test lists them."""
    spec = importlib.util.spec_from_file_location("needed", NEEDED)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    missing = [end for end in module.needed(app_id, app_id) if not Path(f"{root}{end}").exists()]
    if missing:
        raise SystemExit(f"not ok {root}: {', '.join(missing)} missing")
    print(f"ok {root}: complete, {sum(1 for path in Path(root).rglob('*') if path.is_file())} files")


def start_programs(prefix):
    """That they find their libraries and say who they are; neither needs a display for it."""
    version = run(prefix / "bin" / "berth", "--version", stdout=subprocess.PIPE).stdout.strip()
    run(prefix / "libexec" / "berth-sandbox", "--help", stdout=subprocess.DEVNULL)
    print(f"ok programs: {version}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="a configured build of the checkout")
    arguments = parser.parse_args()
    archive = make_archive(arguments.build.resolve())
    print(f"ok archive: {archive.name}, {archive.stat().st_size} bytes")
    with tempfile.TemporaryDirectory(prefix="berth-archive-") as folder:
        folder = Path(folder)
        sources = unpack(archive, folder)
        build, prefix, destdir = folder / "build", folder / "prefix", folder / "destdir"
        run("meson", "setup", build, sources, f"--prefix={prefix}", "--buildtype=release", "-Dtests=false",
            stdout=subprocess.DEVNULL)
        run("meson", "compile", "-C", build, stdout=subprocess.DEVNULL)
        run("meson", "install", "-C", build, "--no-rebuild", stdout=subprocess.DEVNULL)
        run("meson", "install", "-C", build, "--no-rebuild", "--destdir", destdir, stdout=subprocess.DEVNULL)
        check(prefix, "io.github.berth.Berth")
        check(f"{destdir}{prefix}", "io.github.berth.Berth")
        start_programs(prefix)
    return 0


if __name__ == "__main__":
    sys.exit(main())
