# SPDX-License-Identifier: GPL-3.0-or-later
"""A runtime and an SDK made of Debian, under the names and the version of GNOME's, in a repository of its own.

It proves that the manifest builds, what the Flatpak may do and that Berth runs in it. It does not prove what is in
GNOME's runtime, nor the modules that it has itself.
"""

import os
import shlex
import subprocess
from pathlib import Path

PLATFORM, SDK = "org.gnome.Platform", "org.gnome.Sdk"
REMOTE = "berth-stand-in"
LOCALES = ("ko_KR",)


def run(argv, **options):
    """Runs a command and shows it; raises where it fails."""
    print("$", shlex.join(map(str, argv)), flush=True)
    return subprocess.run(list(map(str, argv)), check=True, **options)


def _find_architecture():
    return subprocess.run(["flatpak", "--default-arch"], check=True, capture_output=True, text=True).stdout.strip()


def _write_metadata(tree, name, version):
    architecture = _find_architecture()
    lines = ["[Runtime]", f"name={name}", f"runtime={PLATFORM}/{architecture}/{version}",
             f"sdk={SDK}/{architecture}/{version}", ""]
    (tree / "metadata").write_text("\n".join(lines))


def arrange(tree, name, version):
    """Turns a Debian root into what flatpak exports: `usr` with `etc` in it, and a description, which is the last
    step; a second call finds it done."""
    if (tree / "metadata").exists():
        return
    if not (tree / "usr" / "etc").exists():
        os.rename(tree / "etc", tree / "usr" / "etc")
    for language in LOCALES:
        place = tree / "usr" / "lib" / "locale" / f"{language}.utf8"
        if not place.exists():
            # Exit status 1 is a warning of the language's own definition.
            subprocess.run(["localedef", "--no-archive", "-i", language, "-f", "UTF-8", str(place)],
                           check=False, stderr=subprocess.DEVNULL)
        if not place.is_dir():
            raise RuntimeError(f"the locale {language} could not be made")
    (tree / "files").mkdir(exist_ok=True)
    _write_metadata(tree, name, version)


def export(repository, tree, version):
    """Puts an arranged tree into the repository."""
    if not Path(repository).exists():
        run(["ostree", f"--repo={repository}", "init", "--mode=bare-user-only"])
    run(["flatpak", "build-export", "--runtime", "--disable-sandbox", "--no-update-summary", repository, tree, version],
        stdout=subprocess.DEVNULL)


def install(repository, version):
    """Makes both known to this installation."""
    run(["flatpak", "build-update-repo", repository], stdout=subprocess.DEVNULL)
    run(["flatpak", "--user", "remote-add", "--if-not-exists", "--no-gpg-verify", REMOTE, Path(repository).as_uri()])
    for name in (PLATFORM, SDK):
        run(["flatpak", "--user", "install", "--noninteractive", "--or-update", REMOTE, f"runtime/{name}//{version}"])


def has(version, wanted):
    """Whether the SDK has a library: "libssh >= 0.11", as pkg-config understands it."""
    argv = ["flatpak", "run", "--user", "--command=pkg-config", f"{SDK}//{version}", "--exists", wanted]
    return subprocess.run(argv, check=False, stderr=subprocess.DEVNULL).returncode == 0
