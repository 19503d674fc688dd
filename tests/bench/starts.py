# SPDX-License-Identifier: GPL-3.0-or-later
"""From exec to the first window that shows something, and what the program then holds in memory."""

import json
import os
import shutil
import subprocess
import time

import process_tree
from figures import Samples, make_row

PATIENCE_SECONDS = 60
SANDBOX = "berth-sandbox"
WITH_OPENGL = "berth, OpenGL tried"


class Program:
    """A program under its name in the table."""

    def __init__(self, name, argv, **environment):
        self.name = name
        self.argv = argv
        self.environment = environment

    def find_obstacle(self):
        return None if shutil.which(self.argv[0]) else f"{self.argv[0]} is not installed"


class Launch:
    """One start, seen by window-watch. Use as a context manager; the program ends with it."""

    def __init__(self, stage, program):
        watch = stage.build / "tests/bench/window-watch"
        self.log = stage.folder / f"{program.argv[0].rpartition('/')[2]}.log"
        log = open(self.log, "wb")
        self.process = subprocess.Popen([str(watch), str(PATIENCE_SECONDS), *program.argv], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                                        env={**os.environ, **program.environment})

    def __enter__(self):
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            said = self.log.read_text(errors="replace").strip()[-500:]
            raise RuntimeError(f"showed no window within {PATIENCE_SECONDS} s, and said: {said or 'nothing'}")
        self.seen = json.loads(line)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def await_quiet(self):
        process_tree.await_quiet(self.seen["pid"])


def quieten(stage):
    """Greetings that come once only, and news from the network, are not what is measured."""
    config = stage.folder / "config"
    with open(config / "glib-2.0/settings/keyfile", "a", encoding="utf-8") as file:
        file.write("[org/gnome/Connections]\nfirst-run=false\n")
    (config / "remmina").mkdir(exist_ok=True)
    (config / "remmina/remmina.pref").write_text("[remmina_pref]\nperiodic_news_permitted=false\n")


def measure_start(stage, program, samples):
    with Launch(stage, program) as launch:
        launch.await_quiet()
        samples.add(program.name, "mapped", launch.seen["mapped_ms"])
        samples.add(program.name, "drawn", launch.seen["drawn_ms"])
        samples.add(program.name, "memory", process_tree.read_tree_pss_mib(launch.seen["pid"]))


def _find_sandbox(pid):
    """The practice cloud's process below @pid, once it is there."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        for child in process_tree.list_tree(pid)[1:]:
            if process_tree.read_name(child).startswith(SANDBOX):
                return child
        time.sleep(0.05)
    raise RuntimeError("the practice cloud was not started")


def measure_home(stage, berth, samples):
    """The button that the welcome page offers first has the focus: Enter opens home."""
    with Launch(stage, berth) as launch:
        launch.await_quiet()
        subprocess.run(["xdotool", "windowfocus", str(launch.seen["window"]), "key", "Return"], check=True)
        sandbox = _find_sandbox(launch.seen["pid"])
        launch.await_quiet()
        total = process_tree.read_tree_pss_mib(launch.seen["pid"])
        samples.add(berth.name, "home", total - process_tree.read_pss_mib(sandbox))
        samples.add(berth.name, "home and cloud", total)


def _take_round(stage, programs, samples):
    for program in programs:
        if samples.is_missed(program.name):
            continue
        try:
            measure_start(stage, program, samples)
        except RuntimeError as error:
            samples.miss(program.name, str(error))
    measure_home(stage, programs[0], samples)


def measure(stage, runs):
    """The rows of the bench “start”; the programs take turns, and a first round does not count."""
    berth = str(stage.build / "src/app/berth")
    peers = [Program("GNOME Connections", ["gnome-connections"]), Program("Remmina", ["remmina"])]
    # Set to nothing, it is a choice that Berth respects: GTK then tries the software driver.
    programs = [Program("berth", [berth]), Program(WITH_OPENGL, [berth], GDK_DISABLE=""), *peers]
    quieten(stage)
    samples = Samples()
    for program in programs:
        if program.find_obstacle():
            samples.miss(program.name, program.find_obstacle())
    warm = Samples()
    _take_round(stage, programs, warm)
    for _ in range(runs):
        _take_round(stage, programs, samples)
    return _make_rows(samples, [peer.name for peer in peers])


# What is shown, of whom, what stands beside it, in which unit.
FIGURES = [
    ("first window mapped", "berth", "mapped", "mapped", "ms"),
    ("first window drawn", "berth", "drawn", "drawn", "ms"),
    ("first window drawn, OpenGL tried", WITH_OPENGL, "drawn", "drawn", "ms"),
    ("memory after start", "berth", "memory", "memory", "MiB"),
    ("memory after start, OpenGL tried", WITH_OPENGL, "memory", "memory", "MiB"),
    ("memory with home open", "berth", "home", "memory", "MiB"),
    ("memory with home open and the practice cloud", "berth", "home and cloud", "memory", "MiB"),
]


def _make_rows(samples, peers):
    return [make_row("start", metric, unit, samples.median(program, key),
                     {peer: samples.median(peer, peer_key) for peer in peers}, samples.count(program, key))
            for metric, program, key, peer_key, unit in FIGURES]
