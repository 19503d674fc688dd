#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that all an installed Berth needs at run time is installed: check-install.py BUILD APP-ID BASE-ID."""
import json
import subprocess
import sys


def installed(build):
    """Where meson will put things, folders of data included."""
    done = subprocess.run(["meson", "introspect", "--installed", build], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout).values())


def needed(app_id, base_id):
    yield "/bin/berth"
    yield "/libexec/berth-sandbox"
    yield f"/share/applications/{app_id}.desktop"
    yield f"/share/metainfo/{app_id}.metainfo.xml"
    yield f"/share/glib-2.0/schemas/{base_id}.gschema.xml"
    yield f"/share/dbus-1/services/{app_id}.service"
    yield f"/share/mime/packages/{app_id}.xml"
    yield f"/share/icons/hicolor/scalable/apps/{app_id}.svg"
    yield f"/share/icons/hicolor/symbolic/apps/{app_id}-symbolic.svg"
    yield "/share/locale/ko/LC_MESSAGES/berth.mo"


def main():
    places = installed(sys.argv[1])
    missing = [end for end in needed(*sys.argv[2:]) if not any(place.endswith(end) for place in places)]
    print("\n".join(f"{end} is not installed" for end in missing) or "everything is installed")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
