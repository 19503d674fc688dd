#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bench.py writes, on made-up figures: nothing is run or timed here."""

import json
import pathlib
import tempfile
import unittest

import figures
import sizes


def make_samples():
    samples = figures.Samples()
    for berth, fast, slow in [(300, 200, 600), (310, 210, 900), (1000, 190, 620)]:
        samples.add("berth", "start", berth)
        samples.add("Fast", "start", fast)
        samples.add("Slow", "start", slow)
    samples.miss("Gone", "is not installed")
    return samples


def make_row(**changes):
    samples = make_samples()
    peers = {name: samples.median(name, "start") for name in ["Fast", "Slow", "Gone"]}
    options = {"bench": "start", "metric": "start", "unit": "ms", "berth": samples.median("berth", "start"),
               "peers": peers, "runs": samples.count("berth", "start")}
    return figures.make_row(**{**options, **changes})


class Figures(unittest.TestCase):
    def test_medians(self):
        row = make_row()
        self.assertEqual(row["berth"], 310)
        self.assertEqual(row["peers"], {"Fast": 200, "Slow": 620, "Gone": "is not installed"})
        self.assertEqual(row["runs"], 3)
        self.assertEqual(make_samples().spread("berth", "start"), (300, 1000))

    def test_nothing_measured(self):
        self.assertEqual(make_samples().median("Fast", "memory"), "was not measured")
        self.assertTrue(make_samples().is_missed("Gone"))
        self.assertFalse(make_samples().is_missed("Fast"))

    def test_berth_is_never_missing(self):
        with self.assertRaisesRegex(RuntimeError, "no window"):
            make_row(berth="no window")

    def test_json(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "figures.json"
            figures.write_json([make_row(), make_row(metric="memory", unit="MiB", berth=33.333333)], path)
            rows = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(len(rows), 2)
        for row in rows:
            self.assertEqual(list(row), ["bench", "metric", "unit", "lower_is_better", "berth", "peers", "runs"])
        self.assertEqual(rows[1]["berth"], 33.33)
        self.assertIs(rows[0]["lower_is_better"], True)

    def test_ratio(self):
        row = make_row()
        self.assertEqual(figures.describe_ratio(row, 200), "1.55 ×, worse")
        self.assertEqual(figures.describe_ratio(row, 620), "0.50 ×, better")
        self.assertEqual(figures.describe_ratio(row, 310), "1.00 ×, even")
        self.assertEqual(figures.describe_ratio(make_row(lower_is_better=False), 620), "0.50 ×, worse")

    def test_table(self):
        lines = figures.format_table([make_row(), make_row(metric="memory", unit="MiB", peers={})]).splitlines()
        self.assertEqual(len(lines), 5)
        self.assertRegex(lines[1], r"^start +start +ms +310 +Fast +200 +1\.55 ×, worse +3$")
        self.assertRegex(lines[2], r"^ +Slow +620 +0\.50 ×, better +3$")
        self.assertRegex(lines[3], r"^ +Gone +is not installed +– +3$")
        self.assertRegex(lines[4], r"^start +memory +MiB +310 +– +no peer +– +3$")


class Sizes(unittest.TestCase):
    def test_enlarge(self):
        catalogue = {
            "regions": {"koreacentral": {"absent": ["c"]}},
            "families": [
                {"family": "a", "name": "Standard_A%d", "sizes": [1, 2, 3]},
                {"family": "b", "name": "Standard_B%d", "sizes": [1, 2], "only": ["eastus"]},
                {"family": "c", "name": "Standard_C%d", "sizes": [1]},
            ],
        }
        families = sizes.enlarge(catalogue, 8)["families"]
        self.assertEqual([family["name"] for family in families], [
            "Standard_A%d", "Standard_B%d", "Standard_C%d", "Standard_A%d_copy2", "Standard_A%d_copy3"])
        self.assertEqual(len(catalogue["families"]), 3)


if __name__ == "__main__":
    unittest.main()
