#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the shortcuts window tells every key that the program listens to."""
import re
import xml.etree.ElementTree as ElementTree

import house

# Keys that are looked at one by one, where no list of shortcuts could hold them.
IN_CODE = {"F10", "F11", "<Control><Alt>home"}
# What leaves or moves as it does in every program.
USUAL = {"escape", "<Alt>left"}
# The same key on the number pad, or without Shift.
TWINS = {"<Control>equal", "<Control>kp_add", "<Control>kp_subtract", "<Control>kp_0"}
MASKS = {"GDK_CONTROL_MASK": "<Control>", "GDK_SHIFT_MASK": "<Shift>", "GDK_ALT_MASK": "<Alt>"}


def normal(accelerator):
    """One spelling for each key: <Control> before <Shift> before <Alt>, the key in small letters."""
    held = "".join(mask for mask in MASKS.values() if mask in accelerator)
    key = re.sub(r"<\w+>", "", accelerator)
    return held + (key if re.fullmatch(r"F\d+", key) else key.lower())


def of_bindings(text):
    for key, masks in re.findall(r"add_binding(?:_action)?\s*\(\s*\w+,\s*GDK_KEY_(\w+),\s*([^,]+),", text):
        yield normal("".join(mask for name, mask in MASKS.items() if name in masks) + key)


def of_application(text):
    """Of the table with the actions' keys: the keys, by action."""
    table = text[text.index("add_accels"):]
    for action, accelerators in re.findall(r'\{ "([\w.:-]+)", \{ ([^}]+) \} \}', table[:table.index("};")]):
        yield action, [normal(key) for key in re.findall(r'"([^"]+)"', accelerators)]


def of_triggers(path):
    for element in ElementTree.parse(path).iter("property"):
        if element.get("name") == "trigger":
            yield from map(normal, element.text.split("|"))


def told(path):
    tree = ElementTree.parse(path)
    found = {"accelerator": set(), "action-name": set()}
    for element in tree.iter("property"):
        if element.get("name") in found:
            found[element.get("name")].update(element.text.split())
    return {normal(key) for key in found["accelerator"]}, found["action-name"]


def rule(top):
    app = top / "src" / "app"
    overlay = app / "gtk" / "help-overlay.ui"
    keys, actions = told(overlay)
    heard = dict(of_application((app / "berth-application.c").read_text(encoding="utf-8")))
    for action in sorted(set(heard) - actions):
        yield f"{overlay}: does not tell the keys of {action}"
    for action in sorted(actions - set(heard)):
        yield f"{overlay}: tells the keys of {action}, which has none"
    bound = IN_CODE.union(*(of_bindings(path.read_text(encoding="utf-8")) for path in house.files(top, ".c", under=("src/app",))))
    bound = bound.union(*(of_triggers(path) for path in house.files(top, ".ui", under=("src/app",))))
    if len(bound) < 12:
        yield f"only {sorted(bound)} were found in the sources; the search is broken"
    for key in sorted(bound - keys - USUAL - TWINS):
        yield f"{overlay}: does not tell {key}"
    for key in sorted(keys - bound - USUAL):
        yield f"{overlay}: tells {key}, to which nothing listens"


house.run(rule, "shortcuts")
