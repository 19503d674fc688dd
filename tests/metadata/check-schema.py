#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the schema and the code name the same settings."""
import re
import xml.etree.ElementTree as ElementTree

import house

CALL = re.compile(r'\bg_settings_(?:get|set|bind|reset|create_action)\w*\s*\(\s*[^,()]+(?:\([^)]*\))?,\s*"([^"]+)"')


def rule(top):
    schema = ElementTree.parse(top / "data" / "io.github.berth.Berth.gschema.xml").getroot()
    keys = {key.get("name") for key in schema.iter("key")}
    code = "\n".join(path.read_text(encoding="utf-8") for path in house.files(top, ".c", ".h", under=("src",)))
    for key in sorted(keys):
        if f'"{key}"' not in code:
            yield f"schema: nothing uses “{key}”"
    for key in sorted(set(CALL.findall(code)) - keys):
        yield f"src: the schema has no “{key}”"


house.run(rule, "settings")
