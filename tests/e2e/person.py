# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's eyes and hands: reads the accessibility tree, moves the pointer, types."""

import gettext
import pathlib
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

ANSWER_MSEC = 20000
START_MSEC = 60000
ROLES = {
    "button": (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON),
    "check": (Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON),
    "combo": (Atspi.Role.COMBO_BOX, Atspi.Role.LIST_BOX, Atspi.Role.LIST_ITEM),
    "entry": (Atspi.Role.ENTRY, Atspi.Role.TEXT, Atspi.Role.SPIN_BUTTON),
    "item": (Atspi.Role.LIST_ITEM, Atspi.Role.TABLE_ROW, Atspi.Role.TABLE_CELL),
    "picture": (Atspi.Role.FRAME,),
    "label": (Atspi.Role.LABEL, Atspi.Role.STATIC, Atspi.Role.HEADING),
    "switch": (Atspi.Role.SWITCH, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX),
}


class Lost(Exception):
    """What a person looked for did not come into view."""


class Person:
    """Whoever sits in front of the screen."""

    def __init__(self, build, language="en"):
        Atspi.init()
        # A computer that is busy with other tests answers late, and so do its programs when they start.
        Atspi.set_timeout(ANSWER_MSEC, START_MSEC)
        self.language = language
        self.size = None
        self.catalogue = gettext.NullTranslations()
        if language != "en":
            path = pathlib.Path(build) / "po" / language / "LC_MESSAGES" / "berth.mo"
            with open(path, "rb") as file:
                self.catalogue = gettext.GNUTranslations(file)

    def tr(self, text):
        """@text in the language of the screen, as a label shows it: its mnemonic is a letter
        like any other, in Korean in brackets behind the word."""
        for candidate in ["_" + text, text] + [text[:i] + "_" + text[i:] for i in range(1, len(text))]:
            found = self.catalogue.gettext(candidate)
            if found != candidate:
                return found.replace("_", "")
        return text

    def count(self, singular, plural, n):
        """A text with a number, in the language of the screen."""
        return self.catalogue.ngettext(singular, plural, n) % n

    # eyes

    def get_application(self):
        """The root of Berth's tree; %None while it is not there."""
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and "berth" in (child.get_name() or "").lower():
                return child
        return None

    @classmethod
    def _walk(cls, node, depth=0):
        if depth > 60:
            return
        try:
            count = node.get_child_count()
        except GLib.Error:
            return
        for i in range(count):
            try:
                child = node.get_child_at_index(i)
                states = child.get_state_set() if child is not None else None
            except GLib.Error:
                continue
            if child is None or not states.contains(Atspi.StateType.VISIBLE):
                continue
            yield child
            yield from cls._walk(child, depth + 1)

    def look(self, name=None, role=None, within=None, part=False):
        """The first control in view with that name; %None where there is none."""
        root = within or self.get_application()
        if root is None:
            return None
        wanted = self.tr(name) if name is not None else None
        for node in self._walk(root):
            try:
                if role is not None and node.get_role() not in ROLES[role]:
                    continue
                seen = node.get_name() or ""
                if wanted is None or seen == wanted or (part and wanted in seen):
                    if node.get_state_set().contains(Atspi.StateType.SHOWING):
                        return node
            except GLib.Error:
                continue
        return None

    def read(self, within=None):
        """Every text in view, in the order of the tree."""
        root = within or self.get_application()
        texts = []
        for node in self._walk(root) if root is not None else []:
            try:
                if node.get_state_set().contains(Atspi.StateType.SHOWING):
                    texts.append(node.get_name() or "")
                    if node.get_role() in (Atspi.Role.TERMINAL, Atspi.Role.TEXT):
                        length = Atspi.Text.get_character_count(node)
                        texts.append(Atspi.Text.get_text(node, 0, min(length, 20000)))
            except GLib.Error:
                continue
        return "\n".join(text for text in texts if text)

    def wait(self, question, what, timeout=60):
        """Looks until @question is answered with something."""
        end = time.monotonic() + timeout
        while True:
            answer = question()
            if answer:
                return answer
            if time.monotonic() > end:
                raise Lost(f"“{what}” did not come into view")
            time.sleep(0.15)

    def find(self, name, role=None, timeout=60, within=None, part=False):
        """Looks until a control with that name is in view."""
        return self.wait(lambda: self.look(name, role, within, part), name, timeout)

    def find_text(self, text, timeout=60, translate=True):
        """Looks until a text is in view."""
        wanted = self.tr(text) if translate else text
        return self.wait(lambda: wanted in self.read(), wanted, timeout)

    def is_gone(self, name, role=None, timeout=60):
        """Looks until nothing with that name is in view."""
        return self.wait(lambda: self.look(name, role) is None, f"{name} going away", timeout)

    # hands

    @staticmethod
    def _xdo(*args):
        subprocess.run(["xdotool", *map(str, args)], check=True, stdout=subprocess.DEVNULL)

    @staticmethod
    def _window():
        out = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "berth"],
                             check=False, capture_output=True, text=True).stdout.split()
        if not out:
            raise Lost("no window of Berth")
        return out[0]

    def place(self, width, height):
        """Puts the window into a corner, in the size that is wanted, and looks at it."""
        window = self.wait(lambda: self._try_window(), "Berth's window")
        self.size = (width, height)
        self._xdo("windowmove", window, 0, 0)
        self._xdo("windowsize", "--sync", window, width, height)
        self._xdo("windowfocus", window)

    def _try_window(self):
        try:
            return self._window()
        except Lost:
            return None

    def centre(self, node):
        """The middle of a control on the screen, of one that is wider than the window that of what
        can be seen of it."""
        left, top, width, height = self.extents(node)
        right = min(left + width, self.size[0])
        return ((max(left, 0) + right) // 2, top + height // 2)

    def extents(self, node):
        """Where a control is on the screen: left, top, width and height."""
        box = node.get_extents(Atspi.CoordType.WINDOW)
        shift_x, shift_y = self._shift()
        return (shift_x + box.x, shift_y + box.y, box.width, box.height)

    def point_at(self, x, y):
        """Moves the pointer to a place on the screen."""
        self._xdo("mousemove", x, y)

    def press_at(self, x, y):
        """Moves the pointer to a place on the screen and presses."""
        self.point_at(x, y)
        time.sleep(0.1)
        self._xdo("click", 1)

    @staticmethod
    def rest(seconds):
        """Gives a program that is only a picture the time that a person would give it."""
        time.sleep(seconds)

    def _shift(self):
        """From GTK's coordinates to the screen's: the window stands in the corner, and what it
        holds begins behind a border that GTK counts from the other side."""
        frame = self.get_application().get_child_at_index(0)
        for node in self._walk(frame):
            box = node.get_extents(Atspi.CoordType.WINDOW)
            if box.width > 0:
                return (-2 * box.x, -2 * box.y)
        return (0, 0)

    def show(self, node):
        """Turns the wheel over the page until the control is in view."""
        shell = subprocess.run(["xdotool", "getwindowgeometry", "--shell", self._window()],
                               check=True, capture_output=True, text=True).stdout
        size = dict(line.split("=") for line in shell.split())
        width, height = int(size["WIDTH"]), int(size["HEIGHT"])
        for _ in range(60):
            _, y = self.centre(node)
            if 55 < y < height - 75 or y > height - 60 and self._stands_still(node, width, height):
                return
            self._xdo("mousemove", width * 5 // 8, height // 2)
            self._xdo("click", 5 if y >= height - 75 else 4)
            time.sleep(0.12)

    def _stands_still(self, node, width, height):
        """Whether it belongs to a bar that no wheel moves."""
        _, before = self.centre(node)
        self._xdo("mousemove", width * 5 // 8, height // 2)
        self._xdo("click", 5)
        time.sleep(0.3)
        _, after = self.centre(node)
        return before == after and after < height

    def click(self, name, role=None, timeout=60, node=None, part=False):
        """Moves the pointer onto a control and presses."""
        x, y = self._aim(name, role, timeout, node, part)
        self._xdo("mousemove", x, y)
        time.sleep(0.1)
        self._xdo("click", 1)
        time.sleep(0.25)

    def _aim(self, name, role, timeout, node, part):
        """Where to press. A row may be made anew while somebody looks at it: look again."""
        while True:
            try:
                seen = node or self.find(name, role, timeout, part=part)
                self.show(seen)
                time.sleep(0.2)
                return self.centre(seen)
            except GLib.Error:
                if node is not None:
                    raise

    def go_back(self):
        """Presses the arrow in the window's upper left corner, whose words are the toolkit's."""
        for node in self._walk(self.get_application()):
            if node.get_role() in ROLES["button"] and max(self.centre(node)) < 60:
                if node.get_state_set().contains(Atspi.StateType.SHOWING):
                    return self.click("back", node=node)
        raise Lost("no way back in view")

    def keys(self, *names):
        """Presses keys: "ctrl+n", "Return"."""
        for name in names:
            self._xdo("key", "--clearmodifiers", name)
            time.sleep(0.12)

    def write(self, text):
        """Types."""
        self._xdo("type", "--delay", 12, text)
        time.sleep(0.2)

    def fill(self, name, text):
        """Replaces what an entry holds."""
        self.click(name, "entry")
        self.keys("ctrl+a")
        self.write(text)
