# SPDX-License-Identifier: GPL-3.0-or-later
"""A person who has a keyboard and no pointer."""

import time

from person import Atspi, GLib, Lost, Person

MOST_STOPS = 150
# Where Tab belongs to the machine, and the keys that come back from there.
FAR = (Atspi.Role.TERMINAL, Atspi.Role.FRAME)
WAY_OUT = "ctrl+alt+Home"
# What a person who knows the program presses instead of walking there.
SHORT = {"Next": "alt+n", "New Machine": "ctrl+n", "Open Desktop": "ctrl+shift+d"}
# A row or a header is chosen with the space bar; Return would go on with it.
SPACE = (Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON, Atspi.Role.COMBO_BOX, Atspi.Role.TABLE_ROW,
         Atspi.Role.TOGGLE_BUTTON, Atspi.Role.SWITCH)


class Typist(Person):
    """Walks with Tab to what a person with a pointer would press. No pointer event is ever sent."""

    def __init__(self, build, language="en"):
        super().__init__(build, language)
        self._focus = None
        self.heard = []
        self._listener = Atspi.EventListener.new(self._on_event)
        for event in ("object:state-changed:focused", "object:announcement"):
            self._listener.register(event)

    def _on_event(self, event, *_):
        if event.type.startswith("object:announcement"):
            self.heard.append(str(event.any_data))
        elif event.detail1:
            self._focus = event.source

    # eyes

    def get_focus(self):
        """The control that takes the keys; %None where there is none."""
        for node in self._walk(self.get_application()):
            try:
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    return node
            except GLib.Error:
                continue
        return None

    @staticmethod
    def listen():
        """Takes in what the program has said meanwhile."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass

    def step(self, key="Tab", timeout=1.5):
        """Presses a key that moves the focus. Gives what has it then, %None where none says so."""
        self.listen()
        self._focus = None
        self._xdo("key", "--clearmodifiers", key)
        end = time.monotonic() + timeout
        while self._focus is None and time.monotonic() < end:
            self.listen()
            time.sleep(0.005)
        return self._focus

    @staticmethod
    def climb(node):
        """The control and all that it is a part of."""
        while node is not None:
            yield node
            node = node.get_parent()

    @classmethod
    def is_within(cls, node, outer):
        """Whether @node is @outer or a part of it."""
        return outer in cls.climb(node)

    def _is_at(self, focus, node):
        """Whether a key pressed at @focus works on @node: it is that, a part of that, or what that
        is only a part of."""
        if focus is None:
            return False
        if self.is_within(focus, node):
            return True
        own = node.get_state_set().contains(Atspi.StateType.FOCUSABLE)
        return not own and self.is_within(node, focus)

    # hands

    def leave_machine(self):
        """Takes the keys back from a terminal or a desktop. Gives what has the focus."""
        focus = self.get_focus()
        if focus is not None and focus.get_role() in FAR:
            return self.step(WAY_OUT)
        return focus

    def reach(self, node):
        """Presses Tab until the control has the focus."""
        focus = self.leave_machine()
        for _ in range(MOST_STOPS):
            if self._is_at(focus, node):
                return focus
            focus = self.step()
        raise Lost(f"Tab does not reach “{node.get_name()}”")

    def click(self, name, role=None, timeout=60, node=None, part=False):
        if name in SHORT and node is None:
            wanted = self.find(name, role, timeout, part=part)
            self.wait(lambda: wanted.get_state_set().contains(Atspi.StateType.SENSITIVE), name, timeout)
            self.keys(SHORT[name])
            return
        focus = self._reach_anew(name, role, timeout, node, part)
        if role != "entry":
            self.keys("space" if focus.get_role() in SPACE else "Return")
        time.sleep(0.25)

    def _reach_anew(self, name, role, timeout, node, part):
        """A row may be made anew while somebody is on the way to it: look again."""
        while True:
            try:
                return self.reach(node or self.find(name, role, timeout, part=part))
            except GLib.Error:
                if node is not None:
                    raise

    def go_back(self):
        self.leave_machine()
        self.keys("alt+Left")

    def press_at(self, x, y):
        raise AssertionError("there is no pointer")

    point_at = press_at
