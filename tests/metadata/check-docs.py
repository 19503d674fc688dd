#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every room answers the same questions and that every page named is there."""
import re

import house

# What a room's README tells, beside what the room is: its types, its threads, how it fails.
ANSWERS = {"its types": r"^- .*`", "Threads:": r"^Threads:", "How it fails:": r"^How it fails:"}
NAMED = re.compile(r"`((?:docs|src|tests|tools|data|po)/[\w./-]+)`")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)|src(?:set)?=\"([^\"]+)\"")


def pages(top):
    yield from sorted(top.glob("*.md"))
    for folder in ("docs", "src"):
        yield from sorted((top / folder).rglob("*.md"))


def rule(top):
    for room in sorted(path for path in (top / "src").iterdir() if path.is_dir()):
        page = room / "README.md"
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        for answer, pattern in ANSWERS.items():
            if not re.search(pattern, text, re.MULTILINE):
                yield f"{page}: does not tell {answer}"
    for page in pages(top):
        text = page.read_text(encoding="utf-8")
        meant = [(named, top) for named in NAMED.findall(text)]
        meant += [(link or picture, page.parent) for link, picture in LINKED.findall(text)]
        for name, folder in meant:
            if not (folder / name).exists():
                yield f"{page}: {name} does not exist"
    for page in sorted((top / "docs").glob("*.md")):
        if not any(page.name in other.read_text(encoding="utf-8") for other in pages(top) if other != page):
            yield f"{page}: no other page leads to it"


house.run(rule, "pages")
