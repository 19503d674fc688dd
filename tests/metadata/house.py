# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house rules share: the tree as a person keeps it, and one way to tell what is wrong."""
import sys
from pathlib import Path

LEFT_OUT = {"_build", ".git", "__pycache__", "subprojects"}


def files(top, *suffixes, under=("src", "tests", "tools")):
    """The files with one of the suffixes, in a fixed order, without what a build made."""
    found = []
    for folder in under:
        for path in sorted((Path(top) / folder).rglob("*")):
            if path.is_file() and path.suffix in suffixes and not LEFT_OUT.intersection(path.parts):
                found.append(path)
    return found


def run(rule, what):
    """Exit status 0 and a word, or 1 and every problem that the rule yields for the tree."""
    top = Path(sys.argv[1]).resolve()
    problems = list(rule(top)) if files(top, ".c") else [f"{top} is not the tree"]
    print("\n".join(problems) or f"{what}: as they should be")
    sys.exit(1 if problems else 0)
