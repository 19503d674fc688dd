# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured: rows of medians, as JSON and as a table."""

import json
import statistics

COLUMNS = ["bench", "metric", "unit", "berth", "peer", "value", "ratio", "runs"]


class Samples:
    """What several runs of several programs gave; all were run in turn."""

    def __init__(self):
        self._values = {}
        self._reasons = {}

    def add(self, program, metric, value):
        self._values.setdefault((program, metric), []).append(value)

    def miss(self, program, reason):
        """Notes why a program could not be run."""
        self._reasons.setdefault(program, reason)

    def is_missed(self, program):
        return program in self._reasons

    def median(self, program, metric):
        """The median, or the reason why there is none."""
        if program in self._reasons:
            return self._reasons[program]
        values = self._values.get((program, metric))
        return statistics.median(values) if values else "was not measured"

    def spread(self, program, metric):
        """The lowest and the highest value."""
        values = self._values[(program, metric)]
        return min(values), max(values)

    def count(self, program, metric):
        return len(self._values.get((program, metric), []))


def make_row(bench, metric, unit, berth, peers, runs, lower_is_better=True):
    """A row as `--json` writes it; @peers maps a name to its value, or to the reason why it has none."""
    if isinstance(berth, str):
        raise RuntimeError(f"{bench}: Berth itself could not be measured: {berth}")
    return {
        "bench": bench,
        "metric": metric,
        "unit": unit,
        "lower_is_better": lower_is_better,
        "berth": round(berth, 2),
        "peers": {name: value if isinstance(value, str) else round(value, 2) for name, value in peers.items()},
        "runs": runs,
    }


def write_json(rows, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write("\n")


def describe_ratio(row, value):
    """How many times the peer's value Berth's is, and who is better."""
    if row["berth"] == value:
        return "1.00 ×, even"
    if not value:
        return "–"
    better = (row["berth"] < value) == row["lower_is_better"]
    return f"{row['berth'] / value:.2f} ×, {'better' if better else 'worse'}"


def _lines(row):
    first = [row["bench"], row["metric"], row["unit"], f"{row['berth']:g}"]
    peers = row["peers"] or {"–": "no peer"}
    for name, value in peers.items():
        if isinstance(value, str):
            yield first + [name, value, "–", str(row["runs"])]
        else:
            yield first + [name, f"{value:g}", describe_ratio(row, value), str(row["runs"])]
        first = [""] * 4


def format_table(rows):
    """The rows as text; a line per peer, the ratio is Berth's value by the peer's."""
    lines = [COLUMNS] + [line for row in rows for line in _lines(row)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)
