#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a development build's file of a finished one: variant.py INPUT OUTPUT BASE-ID ID.

The id is another, the name says what it is, and the icon has a stripe. Settings keep their schema.
"""
import re
import sys
from pathlib import Path

SUFFIX = " (Development)"
STRIPE = """\
  <clipPath id="devel-band"><path d="M12 98h104v6a14 14 0 0 1-14 14H26a14 14 0 0 1-14-14z"/></clipPath>
  <g clip-path="url(#devel-band)">
    <path d="M0 98h128v20H0z" fill="#f6d32d"/>
    <path d="{bars}" fill="#241f31"/>
  </g>
"""


def stripe():
    """A band of slanted bars along the icon's foot."""
    bars = "".join(f"M{x} 118l20-20h13l-20 20z" for x in range(-14, 128, 26))
    return STRIPE.format(bars=bars)


def change_icon(text):
    return text.replace("</svg>", stripe() + "</svg>")


def change_desktop(text):
    return re.sub(r"^(Name(?:\[\w+\])?=.*)$", rf"\1{SUFFIX}", text, flags=re.MULTILINE)


def change_metainfo(text):
    return re.sub(r"^(  <name(?: [^>]*)?>[^<]*)(</name>)", rf"\1{SUFFIX}\2", text, flags=re.MULTILINE)


CHANGES = {".desktop": change_desktop, ".xml": change_metainfo}


def main():
    source, target, base, new = sys.argv[1:]
    text = re.sub(rf"{re.escape(base)}(?!\.Devel)", new, Path(source).read_text(encoding="utf-8"))
    if Path(source).suffix == ".svg" and not source.endswith("-symbolic.svg"):
        text = change_icon(text)
    text = CHANGES.get(Path(source).suffix, str)(text)
    Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
