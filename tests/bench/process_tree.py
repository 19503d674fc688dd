# SPDX-License-Identifier: GPL-3.0-or-later
"""A program with all that it started: its memory, and whether it has come to rest."""

import os
import pathlib
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
QUIET_SECONDS = 1.0
QUIET_TICKS = 2
PATIENCE_SECONDS = 60


def _children(pid):
    for path in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from (int(word) for word in path.read_text().split())
        except OSError:
            continue  # the thread has ended


def list_tree(pid):
    """@pid and the processes below it."""
    tree = [pid]
    for parent in tree:
        tree += _children(parent)
    return tree


def read_name(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def read_pss_mib(pid):
    """Proportional set size: what is shared with others counts by its share."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # the process has ended
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def read_tree_pss_mib(pid):
    return sum(read_pss_mib(each) for each in list_tree(pid))


def _read_ticks(pid):
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def await_quiet(pid):
    """Waits until the tree has used next to no processor time for a while."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        before = sum(_read_ticks(each) for each in list_tree(pid))
        time.sleep(QUIET_SECONDS)
        after = sum(_read_ticks(each) for each in list_tree(pid))
        if abs(after - before) <= QUIET_TICKS:
            return
        if time.monotonic() > end:
            raise RuntimeError(f"{read_name(pid)} did not come to rest within {PATIENCE_SECONDS} s")
