#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that gettext finds every sentence and that each language has all of them."""
import subprocess
import tempfile
from pathlib import Path

import house

KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3", "ngettext:1,2"]


def told(command, **more):
    """What a tool says when it is not content."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def listed(top):
    return [line for line in (top / "po" / "POTFILES.in").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]


def template(top, folder):
    pot = folder / "berth.pot"
    command = ["xgettext", "--from-code=UTF-8", "--add-comments", f"--output={pot}", *(f"--keyword={word}" for word in KEYWORDS)]
    return pot, told(command + listed(top), cwd=top)


def content(top):
    made = subprocess.run([top / "tools" / "potfiles.sh"], capture_output=True, text=True, check=True).stdout
    return made == (top / "po" / "POTFILES.in").read_text(encoding="utf-8")


def rule(top):
    if not content(top):
        yield "po/POTFILES.in: run tools/potfiles.sh > po/POTFILES.in"
    with tempfile.TemporaryDirectory() as folder:
        pot, trouble = template(top, Path(folder))
        if trouble:
            yield trouble
            return
        for language in (top / "po" / "LINGUAS").read_text(encoding="utf-8").split():
            po = top / "po" / f"{language}.po"
            yield from filter(None, (
                told(["msgfmt", "--check", "--output-file=/dev/null", po]),
                told(["msgcmp", po, pot]),
                told(["sh", "-c", 'test -z "$(msgattrib --only-fuzzy --no-obsolete "$0")" || { echo "$0: fuzzy"; exit 1; }', po]),
            ))


house.run(rule, "translations")
