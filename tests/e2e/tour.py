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

import desktop
import inside
from flatpak import FlatpakStage
from stage import Look, Stage
from story import STORY


SKIPPED = 77  # what meson takes for skipped


# The pages that stand still, where Tab is tried.
STILL = {"welcome", "home", "basics", "image", "size", "spot", "access", "refused", "terms-shown", "built",
         "terminal", "machines", "delete"}


class Tour:
    """The steps with what they showed."""

    def __init__(self, folder, reader=None):
        self.folder = folder
        self.results = []
        self.reader = reader

    def take(self, stage, person, title, step):
        began = time.monotonic()
        detail, ok = "", True
        try:
            detail = step(stage, person) or ""
            if self.reader is not None:
                self.reader.read(title, title in STILL)
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
    parser.add_argument("--keyboard", action="store_true",
                        help="send no pointer event, and read each page as a screen reader would")
    parser.add_argument("--text", type=float, default=1, help="how large the text is, beside the usual")
    parser.add_argument("--contrast", action="store_true", help="high contrast")
    parser.add_argument("--calm", action="store_true", help="nothing moves")
    parser.add_argument("--flatpak", metavar="ID", help="Berth as this installed Flatpak; the build is the outside")
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


def seat(arguments):
    """Who sits there, and who reads along. They need the stage's bus from their first line on."""
    from person import Person

    if not arguments.keyboard:
        return Person(arguments.build, arguments.lang), None
    from reader import Reader
    from typist import Typist

    person = Typist(arguments.build, arguments.lang)
    return person, Reader(person)


def choose_story(arguments):
    """The steps; what is done inside a desktop needs its pointer."""
    story = STORY
    if arguments.keyboard:
        pointed = [step for step in desktop.STORY if step not in desktop.BY_KEYBOARD]
        story = [step for step in STORY if step not in pointed]
    return inside.tell(story) if arguments.flatpak else story


def make_stage(arguments, size):
    look = Look(arguments.text, arguments.contrast, arguments.calm or arguments.keyboard)
    is_new = True
    rest = (arguments.build, size, arguments.lang, arguments.dark, look, is_new)
    return FlatpakStage(arguments.flatpak, *rest) if arguments.flatpak else Stage(*rest)


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
    size = (arguments.width, arguments.height)
    with make_stage(arguments, size) as stage:
        person, reader = seat(arguments)
        story = choose_story(arguments)
        tour = Tour(folder, reader)
        stage.start_berth()
        person.place(*size)
        complete = all(tour.take(stage, person, title, step) for title, step in story)
        (folder / "berth.log").write_text(stage.read_log())
        complaints = stage.find_complaints()
    tour.write()
    count = len(tour.results) + 1
    print(f"{'not ok' if complaints else 'ok'} {count} complaints: {len(complaints)}")
    for line in complaints:
        print(f"# {line}")
    print(f"1..{count}")
    if not complete:
        print(f"# stopped: {len(story) - len(tour.results)} steps were not reached")
    if reader is not None:
        reader.write(folder / "accessibility.json")
        print(f"# {reader.count()} controls on {len(reader.pages)} pages, {len(reader.get_faults())} faults")
        for fault in reader.get_faults():
            print(f"# {fault}")
    is_read = reader is None or not reader.get_faults()
    return 0 if complete and is_read and not complaints else 1


if __name__ == "__main__":
    sys.exit(main())
