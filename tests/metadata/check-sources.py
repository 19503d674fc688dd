#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what every file has: a licence, a length one can read, no left-over."""
import house

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
LONGEST = 800
SCRIPTS = ("tools/dev", ".ci/run")


def sources(top):
    return house.files(top, ".c", ".h", ".py", ".sh") + [top / script for script in SCRIPTS]


def rule(top):
    for path in sources(top):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not any(LICENCE in line for line in lines[:3]):
            yield f"{path}: its first lines do not say {LICENCE}"
        if len(lines) > LONGEST:
            yield f"{path}: {len(lines)} lines; look for the second type inside it"
        if any(line != line.rstrip() for line in lines):
            yield f"{path}: blanks at the end of a line"
    for path in sorted(top.rglob("*")):
        if path.name in {".keep", ".gitkeep"} and not house.LEFT_OUT.intersection(path.parts):
            yield f"{path}: its folder is not empty any more, or should go"


house.run(rule, "sources")
