# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader meets on each page: every control in view, and what is wrong with it."""

import json
import subprocess

from person import Atspi, GLib

ROLE = Atspi.Role
STATE = Atspi.StateType

# What can be used, and so has a name.
CONTROLS = {
    ROLE.PUSH_BUTTON, ROLE.TOGGLE_BUTTON, ROLE.CHECK_BOX, ROLE.RADIO_BUTTON, ROLE.COMBO_BOX, ROLE.ENTRY,
    ROLE.TEXT, ROLE.PASSWORD_TEXT, ROLE.SPIN_BUTTON, ROLE.SWITCH, ROLE.SLIDER, ROLE.LINK, ROLE.LIST_ITEM,
    ROLE.TABLE_ROW, ROLE.TREE_ITEM, ROLE.MENU_ITEM, ROLE.CHECK_MENU_ITEM, ROLE.RADIO_MENU_ITEM,
    ROLE.PAGE_TAB, ROLE.TERMINAL,
}
# What holds others, and so has one too.
HOLDERS = {ROLE.LIST, ROLE.LIST_BOX, ROLE.TABLE, ROLE.TREE, ROLE.TREE_TABLE, ROLE.DIALOG, ROLE.FRAME,
           ROLE.WINDOW, ROLE.MENU, ROLE.PAGE_TAB_LIST}
# What a picture's place in the tree must not be without a word for what it shows.
PICTURES = {ROLE.IMAGE, ROLE.ICON}
# Roles that tell nothing: whoever lands there does not know what can be done.
NO_ROLES = {ROLE.FILLER, ROLE.PANEL, ROLE.GROUPING, ROLE.UNKNOWN, ROLE.INVALID, ROLE.SECTION}
CHECKABLE = {ROLE.CHECK_BOX, ROLE.RADIO_BUTTON, ROLE.SWITCH, ROLE.CHECK_MENU_ITEM}
# What Tab stops at; the parts of a list, a table or a menu are reached with the arrows.
STOPS = {ROLE.PUSH_BUTTON, ROLE.TOGGLE_BUTTON, ROLE.CHECK_BOX, ROLE.RADIO_BUTTON, ROLE.COMBO_BOX,
         ROLE.ENTRY, ROLE.TEXT, ROLE.PASSWORD_TEXT, ROLE.SPIN_BUTTON, ROLE.SWITCH, ROLE.SLIDER, ROLE.LINK}
# Where Tab is the machine's.
FAR = {ROLE.TERMINAL, ROLE.FRAME}
DIALOGS = {ROLE.DIALOG, ROLE.ALERT}
MOST_STOPS = 120
MOST_LOOKS = 8
EDGE = 5  # pixels around a control in which its focus may show


class Seen:
    """A control as it was when the reader came by."""

    def __init__(self, node, holders):
        states = node.get_state_set()
        self.node = node
        self.role = node.get_role()
        self.name = (node.get_name() or "").strip()
        self.holders = holders
        self.is_usable = states.contains(STATE.SENSITIVE)
        self.is_focusable = states.contains(STATE.FOCUSABLE)
        self.is_checkable = states.contains(STATE.CHECKABLE)

    def __str__(self):
        return f"{self.node.get_role_name()} “{self.name}”"

    def is_part_of_combo(self):
        """The toolkit's own list behind a combo box's value; the box speaks for it."""
        return any(holder.role == ROLE.COMBO_BOX for holder in self.holders)

    def is_window_button(self):
        """One of those in the window's corner, which the system's own keys press."""
        return self.role == ROLE.PUSH_BUTTON and self.holders[-1].role == ROLE.GROUPING \
            and not self.holders[-1].name

    def is_control(self):
        return self.role in CONTROLS or self.is_focusable and self.role not in HOLDERS | {ROLE.SCROLL_PANE}


class Picture:
    """What the screen showed."""

    def __init__(self):
        shot = subprocess.run(["import", "-silent", "-window", "root", "-depth", "8", "ppm:-"], check=True,
                              capture_output=True).stdout
        head = shot.split(b"\n", 3)
        self.width, self.height = map(int, head[1].split())
        self.pixels = head[3]

    def cut(self, box):
        """The pixels of a place, with what is close around it."""
        left, top, width, height = box
        first, last = max(left - EDGE, 0) * 3, min(left + width + EDGE, self.width) * 3
        rows = range(max(top - EDGE, 0), min(top + height + EDGE, self.height))
        return b"".join(self.pixels[row * self.width * 3 + first:row * self.width * 3 + last] for row in rows)


class Reader:
    """Goes through pages, counts what it meets and keeps what is at fault."""

    def __init__(self, person):
        self.person = person
        self.pages = []

    def count(self):
        return sum(page["controls"] for page in self.pages)

    def get_faults(self):
        return [f"{page['page']}: {fault}" for page in self.pages for fault in page["faults"]]

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"controls": self.count(), "faults": len(self.get_faults()), "pages": self.pages},
                      file, ensure_ascii=False, indent=1)

    def read(self, title, walks=True):
        """Goes through the page in view; with Tab too, where @walks."""
        seen = list(self._see(self._find_page(), []))
        faults = [fault for control in seen for fault in self._judge(control)]
        stops = []
        if walks:
            stops, unseen = self._walk_round()
            faults += unseen
            faults += self._find_unreached(seen, stops)
        self.pages.append({"page": title, "controls": sum(control.is_control() for control in seen),
                           "stops": len(stops), "faults": faults})
        return faults

    def _find_page(self):
        """The dialog that has the focus, or else all there is."""
        node = focus = self.person.get_focus()
        while node is not None and node.get_role() not in DIALOGS:
            node = node.get_parent()
        return node.get_parent() if node is not None and node != focus else self.person.get_application()

    def _see(self, node, holders):
        for i in range(node.get_child_count()):
            try:
                child = node.get_child_at_index(i)
                if child is None or not child.get_state_set().contains(STATE.SHOWING):
                    continue
                seen = Seen(child, holders)
                yield seen
                yield from self._see(child, holders + [seen])
            except GLib.Error:  # gone while it was looked at
                continue

    @staticmethod
    def _judge(seen):
        if seen.is_part_of_combo():
            return
        if seen.role in CONTROLS | HOLDERS and not seen.name:
            yield f"{seen} has no name"
        if seen.role in PICTURES and not seen.name:
            yield f"{seen} within “{seen.holders[-1].name}” is neither named nor only decoration"
        if seen.is_focusable and seen.role in NO_ROLES:
            yield f"{seen} takes the focus, and does not say what it is"
        if seen.role in CHECKABLE and not seen.is_checkable:
            yield f"{seen} does not say whether it is checked"

    def _walk_round(self):
        """Walks with Tab, and where that leads into the machine backwards too. Gives the stops, and
        those whose focus does not show."""
        stops, faults = [], []
        for key in ("Tab", "shift+Tab"):
            self.person.leave_machine()
            if self._walk(key, stops, faults):
                break
        return stops, faults

    def _walk(self, key, stops, faults):
        """Presses @key until it begins anew. Gives whether it did."""
        picture = Picture()
        for _ in range(MOST_STOPS):
            focus = self.person.step(key)
            if focus is None or focus.get_role() in FAR:
                return False
            picture, shows = self._look(focus, picture)
            if not shows:
                faults.append(f"the focus of {focus.get_role_name()} “{focus.get_name()}” does not show")
            if focus in stops:
                return True
            stops.append(focus)
        return True

    def _look(self, focus, before):
        """What the screen shows now, and whether it shows at @focus what it did not @before; it may
        take a moment to be drawn."""
        box = self.person.extents(focus)
        for _ in range(MOST_LOOKS):
            picture = Picture()
            if picture.cut(box) != before.cut(box):
                return picture, True
        return picture, False

    def _find_unreached(self, seen, stops):
        """What Tab stops neither at, nor at a part of, nor at what it is a part of."""
        around = {node for stop in stops for node in self.person.climb(stop)}
        for control in seen:
            if not (control.role in STOPS and control.is_focusable and control.is_usable):
                continue
            if control.is_part_of_combo() or control.is_window_button():
                continue
            if control.node not in around and not any(holder.node in stops for holder in control.holders):
                yield f"Tab does not reach {control}"
