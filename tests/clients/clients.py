#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public Azure clients against the practice cloud over TLS.

Prints TAP; with --log FILE also a line of JSON like meson's test log, which tools/summary.py adds up.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SIZE = "Standard_NC4as_T4_v3"
IMAGE = "Canonical:ubuntu-24_04-lts:server:latest"


class Cloud:
    """A practice cloud with a quota that is enough, speaking TLS."""

    def __init__(self, build, folder):
        scenario = folder / "scenario.json"
        scenario.write_text(json.dumps(
            {"quota": {"limits": {"koreacentral": {"lowPriorityCores": 16}}}}))
        self.process = subprocess.Popen(
            [str(pathlib.Path(build) / "src/sandbox/berth-sandbox"), "--tls", "--speed", "20",
             "--state", str(folder / "cloud"), "--scenario", str(scenario)],
            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        self.ready = json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


class Az:
    """Azure's command line with a configuration of its own."""

    def __init__(self, folder, ready):
        self.ready = ready
        # One file for all of them: the client's own roots do not know a practice cloud.
        self.environment = dict(
            os.environ, AZURE_CONFIG_DIR=str(folder / "az"), AZURE_CORE_COLLECT_TELEMETRY="no",
            AZURE_CORE_NO_COLOR="yes", AZURE_CORE_INSTANCE_DISCOVERY="no", AZURE_CORE_SURVEY_MESSAGE="no", HOME=str(folder),
            REQUESTS_CA_BUNDLE=ready["caFile"], SSL_CERT_FILE=ready["caFile"],
            AZURE_CLI_DISABLE_CONNECTION_VERIFICATION="", no_proxy="*")

    def __call__(self, *arguments):
        result = subprocess.run(["az", *arguments, "--output", "json"], env=self.environment,
                                capture_output=True, text=True, timeout=600)
        if result.returncode != 0:
            # Not the arguments: the secret is among them.
            raise AssertionError(f"az {' '.join(arguments[:2])}: {result.stderr.strip()[-1500:]}")
        return json.loads(result.stdout) if result.stdout.strip() else None


def register(az, folder):
    ready = az.ready
    az("cloud", "register", "--name", "Practice",
       "--endpoint-resource-manager", ready["endpoint"],
       "--endpoint-active-directory", ready["authority"],
       "--endpoint-active-directory-resource-id", ready["endpoint"],
       "--endpoint-active-directory-graph-resource-id", ready["endpoint"],
       "--endpoint-management", ready["endpoint"])
    az("cloud", "set", "--name", "Practice")


def login(az, folder):
    ready = az.ready
    accounts = az("login", "--service-principal", "--username", ready["clientId"],
                  "--password", ready["clientSecret"], "--tenant", ready["tenant"])
    assert accounts[0]["id"] == ready["subscription"], accounts


def list_skus(az, folder):
    skus = az("vm", "list-skus", "--location", "koreacentral", "--size", SIZE)
    capabilities = {c["name"]: c["value"] for c in skus[0]["capabilities"]}
    assert capabilities["vCPUs"] == "4" and capabilities["GPUs"] == "1", capabilities


def create(az, folder):
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", str(key)], check=True)
    az("group", "create", "--name", "clients", "--location", "koreacentral")
    machine = az("vm", "create", "--resource-group", "clients", "--name", "from-az",
                 "--image", IMAGE, "--size", SIZE, "--priority", "Spot",
                 "--eviction-policy", "Deallocate", "--max-price", "-1",
                 "--admin-username", "azureuser", "--ssh-key-values", f"{key}.pub",
                 "--public-ip-sku", "Standard")
    assert machine["powerState"] == "VM running", machine
    assert machine["publicIpAddress"].startswith("127."), machine


def show(az, folder):
    machine = az("vm", "show", "--resource-group", "clients", "--name", "from-az", "--show-details")
    assert machine["priority"] == "Spot", machine
    assert machine["hardwareProfile"]["vmSize"] == SIZE, machine


def deallocate(az, folder):
    az("vm", "deallocate", "--resource-group", "clients", "--name", "from-az")
    view = az("vm", "get-instance-view", "--resource-group", "clients", "--name", "from-az")
    codes = [status["code"] for status in view["instanceView"]["statuses"]]
    assert "PowerState/deallocated" in codes, codes


def start(az, folder):
    az("vm", "start", "--resource-group", "clients", "--name", "from-az")


def delete(az, folder):
    az("group", "delete", "--name", "clients", "--yes")
    assert az("group", "exists", "--name", "clients") is False


STEPS = [register, login, list_skus, create, show, deallocate, start, delete]


def run_steps(build):
    """Yields a TAP line per step; what comes after a failure could not be run."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="berth-clients-"))
    cloud = Cloud(build, folder)
    try:
        az = Az(folder, cloud.ready)
        failed = False
        for number, step in enumerate(STEPS, 1):
            name = f"az {step.__name__.replace('_', '-')}"
            if failed:
                yield f"ok {number} {name} # SKIP an earlier step failed"
                continue
            try:
                step(az, folder)
                yield f"ok {number} {name}"
            except (AssertionError, KeyError, TypeError, IndexError, ValueError,
                    subprocess.SubprocessError) as error:
                failed = True
                yield f"not ok {number} {name}"
                yield from (f"# {line}" for line in str(error).splitlines())
    finally:
        cloud.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--log")
    arguments = parser.parse_args()
    if shutil.which("az") is None:
        lines = ["1..0 # SKIP Azure's command line is not installed"]
        print(lines[0])
    else:
        lines = [f"1..{len(STEPS)}"]
        print(lines[0])
        for line in run_steps(arguments.build):
            print(line, flush=True)
            lines.append(line)
    failed = any(line.startswith("not ok") for line in lines)
    if arguments.log:
        path = pathlib.Path(arguments.log)
        path.parent.mkdir(parents=True, exist_ok=True)
        result = "FAIL" if failed else "SKIP" if "SKIP" in lines[0] else "OK"
        path.write_text(json.dumps({"name": "clients", "result": result, "stdout": "\n".join(lines)}) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
