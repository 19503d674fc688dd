#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the .ui files: what a person reads can be translated, what has only an icon has a name."""
import re
import xml.etree.ElementTree as ElementTree

import house

READ = {"label", "title", "subtitle", "tooltip-text", "placeholder-text", "description", "body", "heading",
        "button-label", "text", "menu-title", "section-title"}
BUTTONS = {"GtkButton", "GtkToggleButton", "GtkMenuButton", "GtkLinkButton", "AdwSplitButton"}


def properties(element):
    return {child.get("name").replace("_", "-"): child for child in element.findall("property")}


def only_icon(element):
    """A button that shows an icon and has no place for words. One without either gets its label from the code."""
    kinds = {child.get("class") for child in element.iter("object")}
    inside = properties(element)
    return "icon-name" in inside or ("GtkImage" in kinds and "GtkLabel" not in kinds and "label" not in inside)


def has_name(element):
    named = {child.get("name") for block in element.findall("accessibility") for child in block}
    return bool(named & {"label", "labelled-by"} or properties(element).keys() & {"label", "tooltip-text"})


def untranslated(tree):
    """Words outside of bindings that gettext will not find."""
    for child in tree.iter():
        if child.tag not in {"property", "attribute"} or child.get("name", "").replace("_", "-") not in READ:
            continue
        words = (child.text or "").strip()
        marked = child.get("translatable") in {"yes", "true"} or child.get("bind-source")
        if re.search(r"[^\W\d_]{2}", words) and not marked:
            yield words


def rule(top):
    for path in house.files(top, ".ui", under=("src",)):
        tree = ElementTree.parse(path).getroot()
        for words in untranslated(tree):
            yield f"{path}: “{words}” is not translatable"
        for button in tree.iter("object"):
            if button.get("class") in BUTTONS and only_icon(button) and not has_name(button):
                yield f"{path}: a {button.get('class')} ({button.get('id') or 'no id'}) has only an icon, no accessible name"


house.run(rule, "user interface files")
