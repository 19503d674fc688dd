#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that what the practice cloud says of a machine nobody can enter is said in the person's language."""
import re

import house

SAID = "src/sandbox/host/berth-sandbox-host.c"
KNOWN = "src/app/machine/berth-machine-closures.c"
TEXT = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'


def texts(path, opening):
    found = re.findall(opening + TEXT, path.read_text(encoding="utf-8"))
    return {"".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)) for text in found}


def rule(top):
    said = texts(top / SAID, r"give_up \(self,\s*")
    known = texts(top / KNOWN, r"\bN_ \(\s*")
    if not said:
        yield f"{SAID}: gives no reason"
    for text in sorted(said - known):
        yield f"{KNOWN}: does not know “{text}”"


house.run(rule, "reasons")
