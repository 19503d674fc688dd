#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that a desktop learns what a .rdp file is: check-mime.py MIME-FILE DESKTOP-FILE."""
import configparser
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
TYPE = "application/x-rdp"
SCHEMES = {"x-scheme-handler/rdp", "x-scheme-handler/ssh"}


def learned(mime_file, folder):
    """The pattern as the database has it after an update."""
    packages = Path(folder) / "packages"
    packages.mkdir()
    shutil.copy(mime_file, packages)
    subprocess.run(["update-mime-database", folder], check=True, capture_output=True)
    return (Path(folder) / "globs2").read_text(encoding="utf-8").splitlines()


def problems(mime_file, desktop_file):
    with tempfile.TemporaryDirectory() as folder:
        if not any(line.endswith(f":{TYPE}:*.rdp") for line in learned(mime_file, folder)):
            yield f"{mime_file}: *.rdp is not {TYPE}"
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str
    entry.read(desktop_file, encoding="utf-8")
    opened = set(entry["Desktop Entry"]["MimeType"].strip(";").split(";"))
    for missing in sorted((SCHEMES | {TYPE}) - opened):
        yield f"{desktop_file}: does not open {missing}"
    for action in entry["Desktop Entry"]["Actions"].strip(";").split(";"):
        section = entry[f"Desktop Action {action}"]
        if "Name[ko]" not in section:
            yield f"{desktop_file}: the action {action} has no Korean name"
        if not section["Exec"].endswith(f" {action}"):
            yield f"{desktop_file}: the action {action} starts {section['Exec']}"


def main():
    if shutil.which("update-mime-database") is None:
        print("there is no update-mime-database")
        return SKIPPED
    found = list(problems(sys.argv[1], sys.argv[2]))
    print("\n".join(found) or "files and links find Berth")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
