#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up one or more of meson's testlog.json into the line `N passed, N failed, N skipped`.

Counts single cases where a program speaks TAP, whole programs elsewhere, and says why what was
skipped was skipped. A log that is not there is a failure: its tests did not run.
"""
import json
import re
import sys

TAP = re.compile(r"^(not ok|ok)\b[^#\n]*(?:#\s*(SKIP|TODO)\b\s*(.*))?", re.MULTILINE | re.IGNORECASE)
PLAN = re.compile(r"^1\.\.0\s*#\s*SKIP\w*\s*(.*)", re.MULTILINE | re.IGNORECASE)
BAD = {"FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS"}


def whole_reason(output):
    """Why a whole program was skipped: its plan says so, or else its last line."""
    plan = PLAN.search(output)
    lines = output.strip().splitlines()
    return (plan.group(1) if plan else lines[-1] if lines else "") or "no reason given"


def count(test):
    """The (passed, failed, skipped reasons) of one entry of the log."""
    cases = TAP.findall(test.get("stdout") or "")
    passed = sum(1 for word, mark, _ in cases if word == "ok" and not mark)
    failed = sum(1 for word, mark, _ in cases if word == "not ok" and mark.upper() != "TODO")
    reasons = [f"{test['name']}: {why or 'no reason given'}" for _, mark, why in cases if mark.upper() == "SKIP"]
    if test["result"] in BAD and failed == 0:
        failed = 1
    if not cases and test["result"] == "OK":
        passed = 1
    if not cases and test["result"] == "SKIP":
        reasons = [f"{test['name']}: {whole_reason(test.get('stdout') or '')}"]
    return passed, failed, reasons


def read(path):
    try:
        with open(path, encoding="utf-8") as log:
            return [json.loads(line) for line in log]
    except (OSError, ValueError) as error:
        return [{"name": f"{path}: {error}", "result": "ERROR"}]


def main():
    totals = [0, 0]
    skipped = []
    for test in (test for path in sys.argv[1:] for test in read(path)):
        passed, failed, reasons = count(test)
        totals[0] += passed
        totals[1] += failed
        skipped += reasons
        if failed:
            print(f"failed: {test['name']} ({test['result']})")
    for reason in skipped:
        print(f"skipped: {reason}")
    print(f"{totals[0]} passed, {totals[1]} failed, {len(skipped)} skipped")
    return 1 if totals[1] or not totals[0] else 0


if __name__ == "__main__":
    sys.exit(main())
