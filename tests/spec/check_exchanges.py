#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what Berth sends and what the practice cloud answers to Azure's published specification.

check_exchanges.py --recorder PROGRAM --out FILE --spec FOLDER

PROGRAM writes the exchanges to FILE; then every one is checked. Prints TAP: a case per operation, per kind of resource
in a deployment's template, for the addresses that no file describes, and for the lists in allowances.py.
docs/spec-check.md tells how to read a failure.
"""

import argparse
import collections
import os
import pathlib
import subprocess
import sys

import allowances
import checker
import exchange
import recorded
import rules
import templates

MAX_SHOWN = 12


class Verdicts:
    """Findings by case, with what is allowed taken out."""

    def __init__(self):
        self.cases = collections.OrderedDict()
        self.counts = collections.Counter()
        self.used = set()

    def see(self, case):
        self.cases.setdefault(case, [])

    def add(self, case, where, findings):
        self.see(case)
        self.counts[case] += 1
        for finding in findings:
            allowed = [entry for entry in allowances.ALLOWED if entry.covers(case, finding)]
            self.used.update(allowed)
            if not allowed:
                self.cases[case].append((finding, where))

    def conclude(self):
        """Adds the cases about the lists themselves."""
        missing = [name for name in allowances.NEEDED if name not in self.cases]
        self.cases["every operation that is needed was exercised"] = [(name, "not seen") for name in missing]
        stale = [entry for entry in allowances.ALLOWED if entry not in self.used]
        self.cases["every allowance is still needed"] = [(entry, "covers nothing") for entry in stale]


def judge(specification_checker, exchanges):
    verdicts = Verdicts()
    follower = rules.Follower(specification_checker)
    for one in exchanges:
        if follower.gave(one):
            operation, header = follower.gave(one)
            verdicts.add(f"polling of {operation.identity} by {header}", one, follower.check_poll(one))
            continue
        found = specification_checker.find(one)
        if found is None:
            findings = rules.check_open(one)
            if findings is None:
                verdicts.add("every address is known", one, [checker.Finding(
                    "rule", "", "address", "neither an operation of the specification nor a known address")])
            else:
                verdicts.add(f"open {one.raw_path.rpartition('/')[2]}", one, findings)
            continue
        operation, captures = found
        findings = specification_checker.check(operation, captures, one, follower.is_page(one))
        findings += follower.note(operation, one)
        findings += recorded.check(specification_checker, operation, one)
        verdicts.add(operation.identity, one, findings)
        for kind, more in templates.check(specification_checker, operation, one):
            verdicts.add(f"template {kind}", one, more)
    verdicts.see("every address is known")
    verdicts.conclude()
    return verdicts


def report(verdicts):
    """Prints TAP; true when all cases pass."""
    print(f"1..{len(verdicts.cases)}")
    for number, (case, findings) in enumerate(verdicts.cases.items(), 1):
        count = verdicts.counts[case]
        print(f"{'not ok' if findings else 'ok'} {number} {case}{f', {count} exchanges' if count else ''}")
        seen = {}
        for finding, where in findings:
            seen.setdefault(str(finding), where)
        for text, where in list(seen.items())[:MAX_SHOWN]:
            print(f"# {text}\n#   {where}")
        if len(seen) > MAX_SHOWN:
            print(f"# and {len(seen) - MAX_SHOWN} more")
    return not any(verdicts.cases.values())


def record(program, path):
    """Runs the recorder; its own output matters only when it fails."""
    pathlib.Path(path).unlink(missing_ok=True)
    done = subprocess.run([program], env=dict(os.environ, BERTH_EXCHANGES=path), capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        print(f"{done.stdout}\n{done.stderr}", file=sys.stderr)
        sys.exit(f"Bail out! {program} failed with {done.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recorder", help="without it, FILE is checked as it is")
    parser.add_argument("--out", required=True)
    parser.add_argument("--spec", default=os.path.join(os.environ.get("BERTH_SHARED", ""), "azure", "spec"))
    arguments = parser.parse_args()
    if not os.path.isfile(os.path.join(arguments.spec, "operations.json")):
        print(f"1..0 # SKIP there is no Azure specification at {arguments.spec}")
        return 0
    if arguments.recorder:
        record(arguments.recorder, arguments.out)
    return 0 if report(judge(checker.Checker(arguments.spec), exchange.read(arguments.out))) else 1


if __name__ == "__main__":
    sys.exit(main())
