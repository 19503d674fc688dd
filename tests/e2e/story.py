# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, step by step: from nothing to a shell, with the choices of a blog post.

Each step does something as a person would and returns what it saw, or raises.
"""

import stat

import desktop
from stage import MACHINE


def first_run(stage, person):
    """What to know before the first machine; it does not come again after a crash."""
    person.find_text("Six Steps to a Machine")


def welcome(stage, person):
    person.click("Skip", "button")
    person.find("Try on the Practice Cloud", "button")


def home(stage, person):
    person.click("Try on the Practice Cloud", "button")
    person.find("New Machine", "button", timeout=90)


def basics(stage, person):
    person.click("New Machine", "button")
    person.fill("Machine name", MACHINE)
    person.find_text("Korea Central", translate=False)
    person.find_text(f"{MACHINE}_group", translate=False)


def image(stage, person):
    person.click("Next", "button")
    person.click("NVIDIA GPU-Optimized", "check")
    person.find_text("ngc_azure_17_11", translate=False)
    version = person.find("Version", "combo")
    person.click("Version", node=version)
    person.find_text("23.09.1", translate=False)
    person.write("23.09.1")
    person.keys("Down", "Return")
    person.find_text("nvidia:ngc_azure_17_11:ngc-base-version-23_09_1_gen2:23.09.1", translate=False)
    person.click("Install a Desktop", "switch")
    return "nvidia:ngc_azure_17_11:ngc-base-version-23_09_1_gen2:23.09.1"


def size(stage, person):
    person.click("Next", "button")
    person.find("Standard_B1ms", part=True)
    person.click("Search sizes", "entry")
    person.write("NC4as_T4_v3")
    person.click("Standard_NC4as_T4_v3", part=True)
    person.find_text("Standard_NC4as_T4_v3", translate=False)


def spot(stage, person):
    person.click("Next", "button")
    person.find("Run with the Spot discount")
    person.click("Capacity only", "check")
    person.click("Stop / Deallocate", "check")


def access(stage, person):
    person.click("Next", "button")
    person.fill("User name", "azureuser")
    person.click("New Ed25519 key", "check")
    person.click("Only my address", "check")


def request(person):
    """The label of the button that asks for a higher quota."""
    return person.count("Request %d core", "Request %d cores", 4)


def refused(stage, person):
    person.click("Next", "button")
    person.find(request(person), "button")
    person.find("Accept terms", "button")
    return "Azure's refusal is foreseen"


def terms_shown(stage, person):
    person.click("Accept terms", "button")
    person.find("Accept", "button")


def terms(stage, person):
    person.click("Accept", "button")
    person.is_gone("Accept terms", "button")


def quota(stage, person):
    person.click(request(person), "button")
    person.wait(lambda: person.look(request(person), "button") is None, "the request", 30)


def granted(stage, person):
    person.find_text("The Spot quota is enough", timeout=120)
    create = person.find("Create", "button")
    person.wait(lambda: create.get_state_set().contains(STATE.SENSITIVE), "Create", 60)


def building(stage, person):
    person.click("Create", "button")
    person.find("Steps")
    person.find_text("Under way")


def killed(stage, person):
    """A crash in the middle: the next Berth picks the run up."""
    stage.kill_berth()
    person.wait(lambda: person.look() is None, "Berth going away", 20)
    stage.start_berth()
    person.place(*stage.size)
    person.click("Try on the Practice Cloud", "button")
    person.click("Show", "button", timeout=60)
    person.find("Steps")
    return "picked up after a kill"


def built(stage, person):
    person.find("Open Machine", "button", timeout=90)
    key = next(stage.keys.glob(f"{MACHINE}*[!b]"))
    mode = stat.S_IMODE(key.stat().st_mode)
    if mode != 0o600:
        raise AssertionError(f"the key's mode is {mode:o}")
    return f"{key.name} has mode {mode:o}"


def terminal(stage, person):
    person.click("Open Machine", "button")
    person.wait(lambda: ":~$" in person.read(), "a shell's prompt", 90)
    # One after the other: in a narrow window an answer pushes the one before out of view.
    for command, answer in (("hostname", MACHINE), ("id", "(azureuser)"), ("clear; nvidia-smi", "Tesla T4")):
        person.write(f"{command}\n")
        person.find_text(answer, translate=False)
    return "hostname, id and nvidia-smi answered"


def machines(stage, person):
    """Back to the list, and in again."""
    person.go_back()
    person.find("New machine", "button")
    person.find_text("Running")
    person.find_text("Standard_NC4as_T4_v3", translate=False)


def switch_off(stage, person):
    person.click(MACHINE, "item", part=True)
    person.click("Switch Off (Stop Paying)", "button")
    person.find_text("Switched off", timeout=90)


def start(stage, person):
    person.click("Start", "button")
    person.find_text("Running", timeout=90)
    person.wait(lambda: ":~$" in person.read(), "a shell's prompt", 90)


def delete(stage, person):
    person.click("Delete…", "button")
    person.find_text("Will Be Deleted")


def deleted(stage, person):
    person.click("Delete", "button")
    person.find("New Machine", "button", timeout=120)
    return "nothing is left"


class STATE:
    """Filled when the accessibility library is there, which needs a bus."""

    SENSITIVE = None


def _late(step):
    def run(stage, person):
        from person import Atspi

        STATE.SENSITIVE = Atspi.StateType.SENSITIVE
        return step(stage, person)

    return run


STORY = [
    ("first-run", first_run),
    ("welcome", welcome),
    ("home", home),
    ("basics", basics),
    ("image", image),
    ("size", size),
    ("spot", spot),
    ("access", access),
    ("refused", refused),
    ("terms-shown", terms_shown),
    ("terms", terms),
    ("quota", quota),
    ("granted", _late(granted)),
    ("building", building),
    ("killed", killed),
    ("built", built),
    ("terminal", terminal),
    *desktop.STORY,
    ("machines", machines),
    ("switch-off", switch_off),
    ("start", start),
    ("delete", delete),
    ("deleted", deleted),
]
