#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window through the main job, on the practice cloud, as a person would.

Writes DIR/NN-name.png of every step and DIR/tour.json, a list of {"step", "ok", "seconds",
"screenshot", "detail"}. Exit status 0 only when every step did what it says.
"""

import argparse
import json
import pathlib
import shutil
import sys
import time
import traceback

from stage import Stage
from story import STORY


SKIPPED = 77  # what meson takes for skipped


class Tour:
    """The steps with what they showed."""

    def __init__(self, folder):
        self.folder = folder
        self.results = []

    def take(self, stage, person, title, step):
        began = time.monotonic()
        detail, ok = "", True
        try:
            detail = step(stage, person) or ""
        except Exception as error:  # a step may fail in any way; the next tour shows which
            ok = False
            detail = f"{type(error).__name__}: {error}"
            traceback.print_exc()
        seconds = round(time.monotonic() - began, 1)
        picture = f"{len(self.results) + 1:02d}-{title}.png"
        stage.shoot(self.folder / picture)
        self.results.append({"step": title, "ok": ok, "seconds": seconds,
                             "screenshot": picture, "detail": detail})
        print(f"{'ok' if ok else 'not ok'} {len(self.results)} {title} ({seconds} s) {detail}", flush=True)
        return ok

    def write(self):
        with open(self.folder / "tour.json", "w", encoding="utf-8") as file:
            json.dump(self.results, file, ensure_ascii=False, indent=1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, help="where Berth was built")
    parser.add_argument("--out", default="tour", help="where the pictures go")
    parser.add_argument("--lang", choices=["en", "ko"], default="en", help="the language of the window")
    parser.add_argument("--dark", action="store_true", help="the dark style")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=860)
    return parser.parse_args()


def find_missing():
    """What the tour cannot do without and this system does not have."""
    programs = ("Xvfb", "xdotool", "import", "dbus-daemon")
    missing = [program for program in programs if shutil.which(program) is None]
    try:
        import gi

        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        missing.append("AT-SPI's introspection data")
    return missing


def main():
    arguments = parse_arguments()
    missing = find_missing()
    if missing:
        print(f"1..0 # SKIP there is no {', '.join(missing)}")
        return SKIPPED
    folder = pathlib.Path(arguments.out)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9]-*.png"):
        old.unlink()
    tour = Tour(folder)
    size = (arguments.width, arguments.height)
    with Stage(arguments.build, size, arguments.lang, arguments.dark) as stage:
        from person import Person  # needs the stage's bus from its first line on

        person = Person(arguments.build, arguments.lang)
        stage.start_berth()
        person.place(*size)
        complete = all(tour.take(stage, person, title, step) for title, step in STORY)
        (folder / "berth.log").write_text(stage.read_log())
        complaints = stage.find_complaints()
    tour.write()
    count = len(tour.results) + 1
    print(f"{'not ok' if complaints else 'ok'} {count} complaints: {len(complaints)}")
    for line in complaints:
        print(f"# {line}")
    print(f"1..{count}")
    if not complete:
        print(f"# stopped: {len(STORY) - len(tour.results)} steps were not reached")
    return 0 if complete and not complaints else 1


if __name__ == "__main__":
    sys.exit(main())
