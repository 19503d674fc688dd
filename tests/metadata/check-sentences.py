#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that no sentence reaches a person past gettext: what a widget is told to show is translated."""
import re

import house

# What puts words in front of a person.
SETTER = re.compile(
    r"\b(?:gtk|adw|berth)_\w+?_(?:"
    r"set_(?:label|text|markup|title|subtitle|description|heading|body|message|detail|placeholder_text"
    r"|tooltip_text|tooltip_markup|button_label|accept_label|response_label|extra_text|version|comments)"
    r"|new_with_label|new_with_mnemonic|add_response|add_responses|announce)\s*\("
    r"|\b(?:gtk_label_new|adw_toast_new|adw_toast_new_format|adw_alert_dialog_new|adw_banner_new|adw_action_row_new"
    r"|g_menu_append|g_menu_item_new|gtk_list_item_set_accessible_label|gtk_accessible_update_property"
    r"|berth_choice_row_new|berth_alert_new)\s*\(")
# The same as properties of a new object.
PROPERTY = re.compile(
    r'"(?:label|title|subtitle|description|heading|body|tooltip-text|placeholder-text|explanation)",\s*'
    r'("(?:[^"\\]|\\.)*")')
TRANSLATED = re.compile(r"\b(?:_|N_|C_|NC_|ngettext|g_dgettext|g_dngettext|g_dpgettext2?)\s*\(")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
COMMENT = re.compile(r"/\*.*?\*/", re.S)
FORMAT = re.compile(r"%[-+ #0']*[\d*]*(?:\.[\d*]+)?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]|\\[nrt]|</?\w+>")
# Names, units and identifiers, which every language writes alike.
ALIKE = {"Berth", "SSH", "URN", "GPU", "GiB", "MiB", "Ctrl+Alt+Del"}


def end_of(text, start):
    """Where the bracket that opens before @start closes."""
    depth, place = 1, start
    while depth and place < len(text):
        string = LITERAL.match(text, place)
        if string:
            place = string.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
    return place


def untranslated(arguments):
    """The strings among the arguments of a call that gettext does not see."""
    place = 0
    while place < len(arguments):
        call = TRANSLATED.match(arguments, place)
        string = LITERAL.match(arguments, place)
        if call:
            place = end_of(arguments, call.end())
        elif string:
            yield string[1]
            place = string.end()
        else:
            place += 1


def is_sentence(words):
    """Whether it would be another in another language; an identifier has a hyphen or a dot, and no space."""
    bare = FORMAT.sub("", words).strip()
    if bare in ALIKE or not re.search(r"[^\W\d_]{2}", bare):
        return False
    return " " in bare or bare[0].isupper()


def faults(text):
    bare = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for call in SETTER.finditer(bare):
        arguments = bare[call.end():end_of(bare, call.end()) - 1]
        for words in filter(is_sentence, untranslated(arguments)):
            yield bare[:call.start()].count("\n") + 1, words
    for found in PROPERTY.finditer(bare):
        if is_sentence(found[1][1:-1]):
            yield bare[:found.start()].count("\n") + 1, found[1][1:-1]


def rule(top):
    # It has to find what it is there for.
    probe = 'gtk_label_set_label (label, is_on ? _("On") : "Switched off");\nadw_toast_new ("Done");\n'
    if [words for _, words in faults(probe)] != ["Switched off", "Done"]:
        yield "check-sentences.py does not find an untranslated sentence"
    for path in sorted((top / "src" / "app").rglob("*.c")):
        for line, words in faults(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(top)}:{line}: “{words}” is not translatable"


house.run(rule, "sentences")
