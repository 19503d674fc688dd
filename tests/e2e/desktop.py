# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's desktop, in a tab beside its terminal: looked at, typed into, copied from and to."""

import subprocess

from stage import MACHINE

# Where the practice machine's panel has its terminal, from the screen's lower left corner.
LAUNCHER = (125, -18)
BORDER = 5
SIZES = ((1280, 860), (1100, 760))


def _screen(person):
    """The desktop's picture, on the screen: left, top, width and height."""
    node = person.find(MACHINE, "picture", timeout=120)
    return person.extents(node)


def _in_terminal(person, command):
    person.write(command)
    person.keys("Return")


def _read_in_machine(stage, person, file, what):
    """What a program in the desktop wrote, as a look from outside of it shows."""
    path = stage.find_in_machines(file)
    return person.wait(lambda: path() and path().read_text().strip(), what, 60)


def opened(stage, person):
    person.click("Open Desktop", "button")
    _screen(person)
    # Its programs come up behind the first picture.
    person.rest(4)
    return "no port, no password, no question"


def typed(stage, person):
    """A program of the desktop, started with the pointer and typed into."""
    left, top, width, height = _screen(person)
    person.press_at(left + LAUNCHER[0], top + height + LAUNCHER[1])
    person.point_at(left + width // 2, top + height // 2)
    # The terminal takes the keys once it is there.
    person.rest(6)
    _in_terminal(person, "hostname > typed; id -un >> typed; nvidia-smi")
    seen = _read_in_machine(stage, person, "typed", "what the desktop's terminal wrote")
    if seen.split() != [MACHINE, "azureuser"]:
        raise AssertionError(f"the desktop's terminal wrote {seen!r}")
    return "keys and pointer arrive"


def copied_out(stage, person):
    """What is copied in the desktop can be pasted here."""
    word = "from-the-desktop"
    _in_terminal(person, f"clear; printf {word} | xclip -selection clipboard")
    person.wait(lambda: _read_clipboard() == word, "the desktop's text on this clipboard", 60)
    return word


def copied_in(stage, person):
    """What is copied here can be pasted in the desktop."""
    word = "from-this-computer"
    subprocess.run(["xclip", "-selection", "clipboard"], input=word, text=True, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    person.rest(1)
    _in_terminal(person, "clear; xclip -o -selection clipboard > pasted; cat pasted")
    seen = _read_in_machine(stage, person, "pasted", "this computer's text in the desktop")
    if seen != word:
        raise AssertionError(f"the desktop pasted {seen!r}")
    return word


def resized(stage, person):
    """The desktop follows the window."""
    _, _, before, _ = _screen(person)
    person.place(*SIZES[1])
    person.rest(3)
    _, _, width, height = _screen(person)
    _in_terminal(person, "clear; xrandr | grep -o 'current [0-9]* x [0-9]*' | tee size")
    seen = _read_in_machine(stage, person, "size", "the desktop's size")
    if seen != f"current {width - width % 2} x {height}" or width == before:
        raise AssertionError(f"the picture has {width}x{height}, the desktop {seen}")
    return f"{width}x{height}"


def full_screen(stage, person):
    person.keys("F11")
    # No window manager is here that would enlarge the window: the desktop fills the one there is.
    person.wait(lambda: max(_screen(person)[:2]) <= BORDER, "the desktop in the whole window", 30)
    person.rest(3)
    return "{2}x{3}".format(*_screen(person))


def back(stage, person):
    person.keys("F11")
    person.place(*SIZES[0])
    person.find("Open Desktop", "button")
    person.rest(2)


def _read_clipboard():
    """What this computer's clipboard holds; nothing while nobody offers text."""
    answer = subprocess.run(["xclip", "-o", "-selection", "clipboard"], check=False, capture_output=True,
                            text=True, timeout=30)
    return answer.stdout


BY_KEYBOARD = [
    ("desktop", opened),
    ("desktop-full-screen", full_screen),
    ("desktop-back", back),
]

STORY = [
    ("desktop", opened),
    ("desktop-typed", typed),
    ("desktop-copied-out", copied_out),
    ("desktop-copied-in", copied_in),
    ("desktop-resized", resized),
    ("desktop-full-screen", full_screen),
    ("desktop-back", back),
]
