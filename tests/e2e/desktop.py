# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's desktop, in a tab beside its terminal."""

import subprocess


def opened(stage, person):
    person.click("Open desktop", "button")
    person.find("Send keys", timeout=120)
    return "no port, no password, no question"


STORY = [
    ("desktop", opened),
]
