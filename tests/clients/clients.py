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
SDK = pathlib.Path(__file__).resolve().parent / "sdk"
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


def usage(az, folder):
    usages = az("vm", "list-usage", "--location", "koreacentral")
    limits = {one["name"]["value"]: int(one["limit"]) for one in usages}
    assert limits["lowPriorityCores"] == 16, limits


def terms(az, folder):
    plan = ("--publisher", "nvidia", "--offer", "ngc_azure_17_11", "--plan", "ngc-base-version-23_09_1_gen2")
    assert az("vm", "image", "terms", "show", *plan)["accepted"] is False
    assert az("vm", "image", "terms", "accept", *plan)["accepted"] is True


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


def list_machines(az, folder):
    machines = az("vm", "list", "--show-details")
    assert [(one["name"], one["powerState"]) for one in machines] == [("from-az", "VM running")], machines


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


def restart(az, folder):
    az("vm", "restart", "--resource-group", "clients", "--name", "from-az")


def deployment(az, folder):
    template = folder / "template.json"
    template.write_text(json.dumps({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"name": {"type": "string"}},
        "resources": [{"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-01-01",
                       "name": "[parameters('name')]", "location": "[resourceGroup().location]", "properties": {}}],
    }))
    arguments = ("--resource-group", "clients", "--template-file", str(template), "--parameters", "name=from-template")
    az("deployment", "group", "validate", *arguments)
    done = az("deployment", "group", "create", "--name", "one", *arguments)
    assert done["properties"]["provisioningState"] == "Succeeded", done


def delete(az, folder):
    az("group", "delete", "--name", "clients", "--yes")
    assert az("group", "exists", "--name", "clients") is False


STEPS = [register, login, list_skus, usage, terms, create, list_machines, show, deallocate, start, restart, deployment,
         delete]


def run_az(folder, ready):
    """Yields a line of TAP per step, yet without numbers; what comes after a failure could not be run."""
    if shutil.which("az") is None:
        yield "ok az # SKIP Azure's command line is not installed"
        return
    az = Az(folder, ready)
    failed = False
    for step in STEPS:
        name = f"az {step.__name__.replace('_', '-')}"
        if failed:
            yield f"ok {name} # SKIP an earlier step failed"
            continue
        try:
            step(az, folder)
            yield f"ok {name}"
        except (AssertionError, KeyError, TypeError, IndexError, ValueError,
                subprocess.SubprocessError) as error:
            failed = True
            yield f"not ok {name}"
            yield from (f"# {line}" for line in str(error).splitlines())


def install_sdk(folder):
    """Azure's JavaScript libraries as the lock file has them; gives the reason where they cannot be had."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    for name in ("package.json", "package-lock.json", "drive.mjs"):
        shutil.copy(SDK / name, folder)
    try:
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True,
                              text=True, timeout=600)
    except subprocess.TimeoutExpired:
        return "npm's registry did not answer in ten minutes"
    # The first line is npm's code, such as ENOTFOUND; later ones name addresses and folders.
    return None if done.returncode == 0 else f"npm cannot install them: {(done.stderr.splitlines() or ['no reason'])[0]}"


def run_sdk(folder, ready):
    """Yields a line of TAP per step of sdk/drive.mjs."""
    folder.mkdir()
    reason = install_sdk(folder)
    if reason:
        yield f"ok JavaScript libraries # SKIP {reason}"
        return
    done = subprocess.run(["node", "drive.mjs"], cwd=folder, input=json.dumps(ready), capture_output=True, text=True,
                          timeout=600, env=dict(os.environ, NODE_EXTRA_CA_CERTS=ready["caFile"]))
    for line in done.stdout.splitlines():
        word, _, name = line.partition("ok ")
        yield f"{word}ok JavaScript {name}" if word in ("", "not ") and name else line
    if done.returncode != 0:
        yield "not ok JavaScript libraries"
        yield from (f"# {line}" for line in done.stderr.strip().splitlines()[-12:])


def run_clients(build):
    """Yields TAP; every client has a practice cloud of its own."""
    number = 0
    for run in (run_az, run_sdk):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="berth-clients-"))
        cloud = Cloud(build, folder)
        try:
            for line in run(folder / "client" if run is run_sdk else folder, cloud.ready):
                word, _, name = line.partition("ok ")
                if word in ("", "not ") and name:
                    number += 1
                    line = f"{word}ok {number} {name}"
                yield line
        finally:
            cloud.stop()
            shutil.rmtree(folder, ignore_errors=True)
    yield f"1..{number}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--log")
    arguments = parser.parse_args()
    lines = []
    for line in run_clients(arguments.build):
        print(line, flush=True)
        lines.append(line)
    failed = any(line.startswith("not ok") for line in lines)
    if arguments.log:
        path = pathlib.Path(arguments.log)
        path.parent.mkdir(parents=True, exist_ok=True)
        passed = any(line.startswith("ok ") and "# SKIP" not in line for line in lines)
        result = "FAIL" if failed else "OK" if passed else "SKIP"
        path.write_text(json.dumps({"name": "clients", "result": result, "stdout": "\n".join(lines)}) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
