# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing into the search of the wizard's size page, with a thousand sizes."""

import json
import os
import pathlib
import subprocess

from figures import Samples, make_row

MIN_SIZES = 1000
LIMIT_MSEC = 16
PATIENCE_SECONDS = 180
RESOURCE = "/io/github/berth/sandbox/catalogue.json"
CATALOGUE = pathlib.Path(__file__).resolve().parents[2] / "data/sandbox/catalogue.json"
PEERS = {"Azure portal": "is a web page: it needs an account at Azure and the network"}


def _count(families):
    return sum(len(family["sizes"]) for family in families)


def enlarge(catalogue, min_sizes):
    """The catalogue with its families repeated under other names until it has that many sizes."""
    region = catalogue["regions"]["koreacentral"]
    offered = [family for family in catalogue["families"]
               if family["family"] not in region["absent"] and "koreacentral" in family.get("only", ["koreacentral"])]
    families = list(catalogue["families"])
    copies = 1
    while _count(offered) * copies < min_sizes:
        copies += 1
        families += [{**family, "name": f"{family['name']}_copy{copies}"} for family in offered]
    return {**catalogue, "families": families}


def _make_catalogue(stage):
    with open(CATALOGUE, encoding="utf-8") as file:
        catalogue = enlarge(json.load(file), MIN_SIZES)
    path = stage.folder / "catalogue.json"
    path.write_text(json.dumps(catalogue), encoding="utf-8")
    return path


def _run_once(stage, catalogue):
    process = subprocess.run([str(stage.build / "tests/bench/size-stall"), str(MIN_SIZES)], check=False,
                             text=True, capture_output=True, timeout=PATIENCE_SECONDS,
                             env={**os.environ, "G_RESOURCE_OVERLAYS": f"{RESOURCE}={catalogue}"})
    if process.returncode != 0:
        raise RuntimeError(f"size-stall failed ({process.returncode}): {(process.stdout + process.stderr).strip()[-500:]}")
    figures = [line for line in process.stdout.splitlines() if line.startswith("{")]
    return json.loads(figures[-1])


def measure(stage, runs):
    """The rows of the bench “sizes”; a first run does not count."""
    catalogue = _make_catalogue(stage)
    samples = Samples()
    _run_once(stage, catalogue)
    for _ in range(runs):
        seen = _run_once(stage, catalogue)
        samples.add("berth", "longest", seen["longest_ms"])
        samples.add("berth", "busy", seen["longest_busy_ms"])
        size_count = seen["sizes"]
    return [make_row("sizes", f"longest stall while typing, {size_count} sizes", "ms",
                     samples.median("berth", "longest"), PEERS, runs),
            make_row("sizes", f"longest stall while typing, {size_count} sizes, processor time", "ms",
                     samples.median("berth", "busy"), PEERS, runs)]
