#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""That the reader finds what it is there for: a window with a fault of each kind, and one without."""

import shutil
import subprocess
import sys

from stage import Stage

WINDOW = """
import gi
gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk

GLib.set_prgname("berth-reader-test")
style = Gtk.CssProvider()
style.load_from_string(".flat:focus {{ outline: none; }}")
Gtk.StyleContext.add_provider_for_display(Gdk.Display.get_default(), style, 900)
window = Gtk.Window(title="Berth")
box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
for widget in ({widgets}):
    box.append(widget)
window.set_child(box)
window.present()
GLib.MainLoop().run()
"""
GOOD = 'Gtk.Button(label="A name"), Gtk.CheckButton(label="A choice")'
BAD = ('Gtk.Button(icon_name="edit-copy-symbolic", css_classes=["flat"]), Gtk.Button(label="Passed by", can_focus=False),'
       'Gtk.Box(focusable=True, height_request=20), Gtk.Image(icon_name="edit-copy-symbolic"), Gtk.ListBox(), Gtk.Button(label="Last")')
WANTED = ("“” has no name", "Tab does not reach", "does not say what it is", "neither named nor only decoration",
          "list “” has no name", "does not show")


def read(stage, widgets):
    """What the reader says about a window with those widgets."""
    from reader import Reader
    from typist import Typist

    child = subprocess.Popen([sys.executable, "-c", WINDOW.format(widgets=widgets)],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        person = Typist(stage.build)
        person.wait(person.get_application, "the window")
        person.wait(lambda: person.look(role="button"), "its buttons")
        person.place(*stage.size)
        reader = Reader(person)
        return reader, reader.read("window")
    finally:
        child.terminate()
        child.wait(20)


def main():
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        print("1..0 # SKIP there is no display to read")
        return 77
    with Stage(sys.argv[1], (400, 300)) as stage:
        _, good = read(stage, GOOD)
        reader, bad = read(stage, BAD)
    missing = [wanted for wanted in WANTED if not any(wanted in fault for fault in bad)]
    print("1..3")
    print(f"{'not ok' if good else 'ok'} 1 nothing is said of what is right {'; '.join(good)}")
    print(f"{'not ok' if missing else 'ok'} 2 each fault is found {'; '.join(missing)}")
    print(f"{'ok' if reader.count() else 'not ok'} 3 {reader.count()} controls, {len(bad)} faults")
    for fault in bad:
        print(f"# {fault}")
    return 1 if good or missing or not reader.count() else 0


if __name__ == "__main__":
    sys.exit(main())
