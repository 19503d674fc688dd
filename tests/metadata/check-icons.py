#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the application's icons: there, well-formed, square, and the symbolic one in one colour."""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

SIDES = {"scalable": 128, "symbolic": 16}


def problems(path, side):
    if not path.is_file():
        yield f"{path}: missing"
        return
    root = ElementTree.parse(path).getroot()
    if root.get("viewBox") != f"0 0 {side} {side}":
        yield f"{path}: viewBox is {root.get('viewBox')}, not 0 0 {side} {side}"
    colours = set(re.findall(r"#[0-9a-fA-F]{3,6}\b", path.read_text(encoding="utf-8")))
    if side == 16 and len(colours) > 1:
        yield f"{path}: a symbolic icon has one colour, not {sorted(colours)}"


def main():
    folder, app_id = Path(sys.argv[1]), sys.argv[2]
    names = {"scalable": f"{app_id}.svg", "symbolic": f"{app_id}-symbolic.svg"}
    found = [
        problem
        for kind, name in names.items()
        for problem in problems(folder / "hicolor" / kind / "apps" / name, SIDES[kind])
    ]
    print("\n".join(found) or "icons are as they should be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
