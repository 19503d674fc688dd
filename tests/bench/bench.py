#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Berth beside the programs that people would pick instead; docs/bench.md says how.

Prints a table, and with --json also writes a list of {"bench", "metric", "unit",
"lower_is_better", "berth", "peers": {"NAME": value}, "runs"}. A peer that could not be run has
the reason where its value would be.
"""

import argparse
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import sizes  # noqa: E402
import starts  # noqa: E402
from figures import format_table, write_json  # noqa: E402
from stage import Stage  # noqa: E402

BENCHES = {"start": starts.measure, "sizes": sizes.measure}
DEFAULT_RUNS = 7

# No screen reader is listening, for any of the programs.
NO_ACCESSIBILITY = {"GTK_A11Y": "none", "NO_AT_BRIDGE": "1"}


def set_the_stage():
    """Every program draws as it would for a person on this display."""
    os.environ.update(NO_ACCESSIBILITY)
    os.environ.pop("GSK_RENDERER", None)
    os.environ.pop("GDK_DISABLE", None)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="WHAT", help=f"one of {', '.join(BENCHES)}; all without")
    parser.add_argument("--build", required=True, help="where Berth was built")
    parser.add_argument("--json", metavar="FILE", help="where the figures go")
    parser.add_argument("--runs", type=int, default=DEFAULT_RUNS, help="how many runs count")
    arguments = parser.parse_args()
    unknown = [what for what in arguments.what if what not in BENCHES]
    if unknown:
        parser.error(f"there is no bench “{unknown[0]}”; there are {', '.join(BENCHES)}")
    if arguments.runs < 1:
        parser.error("--runs wants a positive number")
    return arguments


def main():
    arguments = parse_arguments()
    rows = []
    for what in arguments.what or BENCHES:
        print(f"bench: measuring “{what}”, {arguments.runs} runs", file=sys.stderr, flush=True)
        with Stage(arguments.build) as stage:
            set_the_stage()
            rows += BENCHES[what](stage, arguments.runs)
    print(format_table(rows))
    if arguments.json:
        write_json(rows, arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
