#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that clang-format would leave every C file as it is. Skipped where it is not installed."""
import shutil
import subprocess
import sys
from pathlib import Path

import house

PROGRAM = "clang-format-19"


def rule(top):
    paths = house.files(top, ".c", ".h", under=("src", "tests"))
    done = subprocess.run([PROGRAM, "--dry-run", "-Werror", *paths], capture_output=True, text=True, check=False)
    for name in sorted({line.split(":")[0] for line in done.stderr.splitlines() if ": error:" in line}):
        yield f"{Path(name).relative_to(top)}: run {PROGRAM} -i on it"


if shutil.which(PROGRAM) is None:
    print(f"1..0 # SKIP there is no {PROGRAM}")
    sys.exit(77)
house.run(rule, "layout")
