# SPDX-License-Identifier: GPL-3.0-or-later
"""What is different inside a Flatpak: its practice cloud cannot start machines and says so, one outside can, and
secrets go through the portal."""


def walled(stage, person):
    """The practice cloud of the Flatpak itself."""
    person.click("Try on the Practice Cloud", "button")
    person.find_text("Practice machines cannot start inside a Flatpak", timeout=90)


def explained(stage, person):
    person.click("Why and How", "button")
    person.find("Start the Practice Cloud Outside")
    person.find_text("berth-sandbox --ready", translate=False)


def outside(stage, person):
    """The command was typed outside, and Berth is started again."""
    stage.stop_berth()
    person.wait(lambda: person.look() is None, "Berth going away", 20)
    ready = stage.start_outside()
    stage.start_berth()
    person.place(*stage.size)
    person.find("Try on the Practice Cloud", "button")
    return f"{ready.name} tells of it"


def kept(stage, person):
    """The desktop's password, which Berth made, is in the file that only the portal's key opens."""
    secrets = stage.find_secrets()
    person.wait(secrets.exists, "the file of secrets", 30)
    content = secrets.read_bytes()
    if b"desktop" in content or not content.startswith(b"GnomeKeyring"):
        raise AssertionError(f"{secrets} is not encrypted")
    return f"{len(content)} bytes, encrypted"


def tell(story):
    """The story with these steps in their places."""
    told = []
    for title, step in story:
        if title == "home":
            told += [("walled", walled), ("explained", explained), ("outside", outside)]
        told.append((title, step))
        if title == "desktop":
            told.append(("secret-kept", kept))
    return told
