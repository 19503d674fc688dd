#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the first boot's script in a scratch tree, with stand-ins for what would change this system."""
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
SCRIPT = HERE.parent.parent / "data" / "provision" / "first-boot.sh"
DOCUMENT = HERE / "cloud-init-desktop.yaml"
STAND_INS = ("apt-get", "dpkg", "systemctl", "adduser", "groupadd", "usermod", "chown", "loginctl", "locale-gen",
             "hostname", "openssl", "getent", "sleep")
# Notes its call, fails or ends the whole process group where the test says so.
STAND_IN = """#!/bin/sh
name=${0##*/}
echo "$name $*" >>"$CALLS"
calls=0 apts=0
while read -r call _; do
  calls=$((calls + 1))
  [ "$call" != apt-get ] || apts=$((apts + 1))
done <"$CALLS"
[ "$calls" != "${KILL_AT:-}" ] || kill -9 0
[ "$name" != apt-get ] || [ "$apts" -gt "${FAILURES:-0}" ] || exit 100
[ "$name" != apt-get ] || [ -n "${NEEDRESTART_SUSPEND:-}" ] || echo "needrestart" >>"$CALLS"
case $name in
  getent) echo "azureuser:x:1000:1000::/home/azureuser:/bin/bash" ;;
  hostname) echo trainer ;;
  openssl)
    while [ $# -gt 0 ]; do
      case $1 in -keyout | -out) echo "made" >"$2" ;; esac
      shift
    done ;;
esac
"""
XRDP_INI = "[Globals]\nini_version=1\nport=3389\nsecurity_layer=negotiate\n#port=5\n\n[Xorg]\nport=-1\n"
SESMAN_INI = "[Globals]\nEnableUserWindowManager=true\n\n[Security]\nAllowRootLogin=true\n\n[Sessions]\nMaxSessions=50\n"


class FirstBoot(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.root = self.folder / "root"
        self.calls = self.folder / "calls"
        for path, text in {
            "etc/berth/desktop-user": "azureuser\n",
            "etc/xrdp/xrdp.ini": XRDP_INI,
            "etc/xrdp/sesman.ini": SESMAN_INI,
            "etc/xrdp/cert.pem": "the image's\n",
            "etc/X11/Xwrapper.config": "allowed_users=console\n",
            "etc/locale.gen": "en_US.UTF-8 UTF-8\n",
            "home/azureuser/.profile": "",
        }.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")
        programs = self.folder / "bin"
        programs.mkdir()
        for name in STAND_INS:
            (programs / name).write_text(STAND_IN, encoding="utf-8")
            (programs / name).chmod(0o755)

    def boot(self, **settings):
        self.calls.write_text("", encoding="utf-8")
        environment = {"PATH": f"{self.folder}/bin:/usr/bin:/bin", "CALLS": str(self.calls),
                       "BERTH_FIRST_BOOT_ROOT": str(self.root), "BERTH_FIRST_BOOT_PAUSE": "0"}
        environment.update({name: str(value) for name, value in settings.items()})
        return subprocess.run(["sh", SCRIPT], env=environment, start_new_session=True, check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode

    def progress(self):
        return json.loads((self.root / "run/berth/progress.json").read_text(encoding="utf-8"))

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def called(self):
        return self.calls.read_text(encoding="utf-8").splitlines()

    def tree(self):
        """Everything the script has made, but for what tells the time and what happened."""
        return {str(path.relative_to(self.root)): path.read_text(encoding="utf-8")
                for path in sorted(self.root.rglob("*")) if path.is_file() and path.name not in ("progress.json", "berth-first-boot.log")}

    def test_whole(self):
        self.assertEqual(self.boot(), 0)
        progress = self.progress()
        self.assertEqual((progress["stage"], progress["step"], progress["steps"], progress["rc"]), ("done", 7, 7, 0))
        xrdp = self.read("etc/xrdp/xrdp.ini")
        self.assertIn("[Globals]\nautorun=Xorg\n", xrdp)
        self.assertEqual(xrdp.count("port=tcp://.:3389\n"), 1)
        self.assertNotIn("\nport=3389\n", xrdp)
        self.assertIn("\nsecurity_layer=tls\n", xrdp)
        self.assertIn("\nssl_protocols=TLSv1.2, TLSv1.3\n", xrdp)
        self.assertIn("[Xorg]\nport=-1\n", xrdp)
        self.assertIn("\nAllowRootLogin=false\n", self.read("etc/xrdp/sesman.ini"))
        self.assertEqual(self.read("etc/xrdp/cert.pem"), "made\n")
        self.assertEqual(stat.S_IMODE((self.root / "etc/xrdp/key.pem").stat().st_mode), 0o640)
        self.assertEqual(self.read("etc/X11/Xwrapper.config"), "allowed_users=anybody\n")
        self.assertIn("exec xfce4-session", self.read("home/azureuser/.xsession"))
        self.assertIn('"use_compositing" type="bool" value="false"',
                      self.read("etc/xdg/xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml"))
        self.assertIn("ko_KR.UTF-8 UTF-8", self.read("etc/locale.gen"))
        self.assertIn("loginctl enable-linger azureuser", self.called())

    def test_xrdp_waits_for_its_settings(self):
        self.boot()
        calls = self.called()
        install = next(i for i, call in enumerate(calls) if " install " in call and " xrdp " in call)
        self.assertLess(calls.index("systemctl mask xrdp.service xrdp-sesman.service"), install)
        self.assertGreater(calls.index("systemctl unmask xrdp.service xrdp-sesman.service"), install)

    def test_an_xrdp_of_the_image_stops(self):
        self.boot()
        calls = self.called()
        stop = calls.index("systemctl stop xrdp.service xrdp-sesman.service")
        self.assertGreater(stop, calls.index("systemctl mask xrdp.service xrdp-sesman.service"))
        self.assertGreater(next(i for i, call in enumerate(calls) if call.startswith("apt-get ")), stop)

    def test_no_program_asks(self):
        self.boot()
        self.assertIn("dpkg --force-confold --configure -a", self.called())

    def test_restarts_nothing_of_its_own(self):
        self.boot()
        self.assertNotIn("needrestart", self.called())

    def test_second_boot_changes_nothing(self):
        self.boot()
        before = self.tree()
        self.assertEqual(self.boot(), 0)
        self.assertEqual(self.called(), [])
        self.assertEqual(self.tree(), before)
        self.assertEqual(self.progress()["stage"], "done")

    def test_killed_anywhere(self):
        self.boot()
        whole, n_calls = self.tree(), len(self.called())
        for call in range(1, n_calls + 1):
            with self.subTest(call=call):
                self.tearDown()
                self.doCleanups()
                self.setUp()
                self.assertNotEqual(self.boot(KILL_AT=call), 0)
                self.assertEqual(self.boot(), 0)
                self.assertEqual(self.tree(), whole)

    def test_apt_is_tried_again(self):
        self.assertEqual(self.boot(FAILURES=3), 0)
        self.assertEqual(self.progress()["stage"], "done")

    def test_apt_fails(self):
        self.assertNotEqual(self.boot(FAILURES=1000), 0)
        progress = self.progress()
        self.assertEqual((progress["stage"], progress["step"]), ("update", 2))
        self.assertNotEqual(progress["rc"], 0)
        self.assertIn("update", progress["message"])
        self.assertEqual(self.boot(), 0)
        self.assertEqual(self.progress()["stage"], "done")

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_shellcheck(self):
        guest = HERE.parent.parent / "data" / "sandbox" / "guest"
        subprocess.run(["shellcheck", SCRIPT, *sorted(guest.glob("*.sh"))], check=True)

    @unittest.skipUnless(shutil.which("cloud-init"), "cloud-init is not installed")
    def test_schema(self):
        told = subprocess.run(["cloud-init", "schema", "--config-file", DOCUMENT], check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(told.returncode, 0, told.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose"])
