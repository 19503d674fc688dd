#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries the checker itself: on the specification's own examples, on recordings of Azure, and on exchanges with one
thing wrong each, which have to be found out. Prints TAP."""

import copy
import json
import os
import re
import sys

import allowances
import check_exchanges
import checker
import exchange
import recorded
import rules
import templates

SHARED = os.path.join(os.environ.get("BERTH_SHARED", ""), "azure")
HOST = "https://management.azure.com"
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"

# The published examples break the published schemas here: (operation, path, keyword).
BAD_EXAMPLES = {
    ("Microsoft.Compute.VirtualMachines_CreateOrUpdate", "properties.hardwareProfile.vmSize", "enum"),
    ("Microsoft.Compute.VirtualMachines_InstanceView", "patchStatus.availablePatchSummary.error", "type"),
    ("Microsoft.Compute.VirtualMachines_InstanceView", "patchStatus.lastPatchInstallationSummary.error", "type"),
    ("Microsoft.Compute.VirtualMachines_List", "value[].properties.networkProfile.networkApiVersion", "enum"),
    ("Microsoft.Compute.VirtualMachines_ListAll", "value[].properties.networkProfile.networkApiVersion", "enum"),
    ("Microsoft.Compute.ResourceSkus_List", "nextLink", "type"),
    ("Microsoft.Quota.QuotaRequestStatus_List", "value[].properties.provisioningState", "enum"),
    ("Microsoft.Quota.QuotaRequestStatus_List", "value[].properties.value[].provisioningState", "enum"),
}

GROUP = {"method": "PUT", "url": f"{HOST}{SUBSCRIPTION}/resourcegroups/one?api-version=2024-03-01",
         "request_headers": {"Authorization": "Bearer REDACTED", "Content-Type": "application/json"},
         "request": {"location": "koreacentral", "tags": {"a": "b"}}, "status": 201,
         "headers": {"content-type": "application/json"},
         "response": {"id": f"{SUBSCRIPTION}/resourceGroups/one", "name": "one", "location": "koreacentral",
                      "type": "Microsoft.Resources/resourceGroups", "properties": {"provisioningState": "Succeeded"}}}
START = {"method": "POST", "url": f"{HOST}{SUBSCRIPTION}/resourceGroups/one/providers/Microsoft.Compute/"
                                  "virtualMachines/m/start?api-version=2024-03-01",
         "request_headers": {"Authorization": "Bearer REDACTED"}, "request": None, "status": 202,
         "headers": {"location": f"{HOST}/poll/1?api-version=2024-03-01&monitor=true", "retry-after": "10",
                     "azure-asyncoperation": f"{HOST}/poll/1?api-version=2024-03-01"}, "response": None}
THROTTLED = dict(START, status=429, headers={"content-type": "application/json", "retry-after": "6"},
                 response={"error": {"code": "SubscriptionRequestsThrottled", "message": "Come back."}})
POLL = {"method": "GET", "url": f"{HOST}/poll/1?api-version=2024-03-01", "request_headers": {}, "request": None,
        "status": 200, "headers": {"content-type": "application/json"},
        "response": {"name": "1", "status": "Failed", "error": {"code": "AllocationFailed", "message": "No room."}}}

# What is changed in a good exchange, and what has to be found then: (exchange, where, value, keyword). None takes away.
BROKEN = [
    (GROUP, "request.location", None, "required"),
    (GROUP, "request.location", 7, "type"),
    (GROUP, "request.tag", {"a": "b"}, "unknown"),
    (GROUP, "request.id", "/x", "readOnly"),
    (GROUP, "request.tags.a", 1, "type"),
    (GROUP, "request", None, "body"),
    (GROUP, "request_headers.Content-Type", "text/plain", "header"),
    (GROUP, "response.properties.provisioningstate", "Succeeded", "unknown"),
    (GROUP, "response.location", None, "required"),
    (GROUP, "response", None, "body"),
    (GROUP, "status", 202, "status"),
    (GROUP, "headers.content-type", "text/html", "header"),
    (GROUP, "headers.azure-asyncoperation", f"{HOST}/poll/1?api-version=2024-03-01", "follow"),
    (GROUP, "url", GROUP["url"] + "&wait=true", "unknown"),
    (GROUP, "url", GROUP["url"].replace("/one?", "/" + "x" * 91 + "?"), "maxLength"),
    (START, "headers.location", None, "follow"),
    (START, "headers.location", "https://elsewhere.example/1?api-version=2024-03-01", "link"),
    (START, "headers.retry-after", "soon", "link"),
    (START, "request", {"a": 1}, "body"),
    (START, "request_headers.Authorization", None, "token"),
    (THROTTLED, "headers.retry-after", None, "refusal"),
    (THROTTLED, "response.error.message", None, "error"),
    (THROTTLED, "response.error.reason", "x", "unknown"),
    (START, "status", 401, "refusal"),
    (POLL, "response.error", None, "poll"),
    (POLL, "response.status", None, "poll"),
    (POLL, "response.state", "Failed", "poll"),
    (POLL, "status", 202, "poll"),
]


class Tap:
    def __init__(self):
        self.number = 0
        self.failed = False

    def case(self, name, problems):
        self.number += 1
        self.failed |= bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.number} {name}")
        for problem in problems[:10]:
            print(f"# {problem}")


def in_general(path):
    return re.sub(r"\[\d+\]", "[]", path)


def findings_of_example(tried, operation, example):
    """(path, keyword) of all that an example has against the specification."""
    for _, node in operation.parameters_in("body"):
        if node["name"] in example["parameters"]:
            file, schema, _ = operation.body_schema()
            for path, keyword, _ in tried.schemas["request"].errors(file, schema, example["parameters"][node["name"]]):
                yield in_general(path), keyword
    for status, answer in example["responses"].items():
        file, documented = operation.response(int(status))
        if "body" in answer and "schema" in documented:
            for path, keyword, _ in tried.schemas["response"].errors(file, documented["schema"], answer["body"]):
                yield in_general(path), keyword


def try_examples(tap, tried):
    """Every example of every needed operation passes, but for those that are known to be wrong."""
    count, seen, problems = 0, set(), []
    for operation in tried.specification.operations:
        if operation.identity not in allowances.NEEDED:
            continue
        for reference in operation.node.get("x-ms-examples", {}).values():
            path = tried.specification.files.root / operation.file
            path = path.parent / reference["$ref"]
            if not path.exists():
                continue
            count += 1
            for where, keyword in findings_of_example(tried, operation, json.loads(path.read_text(encoding="utf-8"))):
                finding = (operation.identity, where, keyword)
                seen.add(finding)
                if finding not in BAD_EXAMPLES:
                    problems.append(f"{path.name}: {finding}")
    tap.case(f"{count} published examples pass", problems if count > 150 else ["there are too few examples"])
    tap.case("no example is excused in vain", [str(one) for one in BAD_EXAMPLES - seen])


def try_recordings(tap, tried):
    """A recording of Azure whose api-version is the file's own passes by the same allowances."""
    problems, count = [], 0
    for one in exchange.read(os.path.join(SHARED, "recordings", "quota-quota_crud.jsonl")):
        found = tried.find(one)
        if found is None:
            continue
        count += 1
        for finding in tried.check(*found, one):
            if not any(entry.covers(found[0].identity, finding) for entry in allowances.ALLOWED):
                problems.append(f"{one}: {finding}")
    tap.case(f"{count} recorded exchanges of Azure pass", problems if count > 3 else ["too few are of this api-version"])


def try_recorded(tap, tried):
    """An answer that no file describes: Azure's own passes, one with a member less does not."""
    answers = [one for one in exchange.read(os.path.join(SHARED, "recordings", "quota-quota_crud.jsonl"))
               if one.status == 202]
    for one in answers[:1]:
        operation, _ = tried.find(one)
        tap.case("a recorded answer passes", [str(finding) for finding in recorded.check(tried, operation, one)])
        del one.response["properties"]["limit"]["value"]
        found = [finding.path for finding in recorded.check(tried, operation, one)]
        tap.case("a member less is found out", [] if found == ["properties.limit.value"] else [str(found)])
    tap.case("there is a recorded answer", [] if answers else ["there is none"])


def change(line, where, value):
    made = copy.deepcopy(line)
    *steps, last = where.split(".") if where != "url" else ["url"]
    inner = made
    for step in steps:
        inner = inner[step]
    if value is None and steps:
        del inner[last]
    else:
        inner[last] = value
    return exchange.Exchange(made)


def judge(tried, one):
    """Keywords of what is wrong with an exchange; the address of POLL was given by START."""
    follower = rules.Follower(tried)
    first = exchange.Exchange(START)
    list(follower.note(tried.find(first)[0], first))
    if follower.gave(one):
        return [finding.keyword for finding in follower.check_poll(one)]
    operation, captures = tried.find(one)
    return [finding.keyword for finding in tried.check(operation, captures, one) + list(follower.note(operation, one))]


def try_broken(tap, tried):
    for good in (GROUP, START, THROTTLED, POLL):
        tap.case(f"a good {good['method']} of {good['status']} passes", judge(tried, exchange.Exchange(good)))
    for good, where, value, keyword in BROKEN:
        found = judge(tried, change(good, where, value))
        tap.case(f"{good['method']} of {good['status']} with another {where} is found out by “{keyword}”",
                 [] if keyword in found else [f"found {found}"])


def try_addresses(tap, tried):
    problems = []
    for path in ("/resourcegroup/one", "/resourcegroups/one/two", "/providers/Microsoft.Compute/virtualMachine"):
        one = exchange.Exchange(dict(GROUP, url=f"{HOST}{SUBSCRIPTION}{path}?api-version=2024-03-01"))
        if tried.find(one) is not None or rules.check_open(one) is not None:
            problems.append(path)
    other = exchange.Exchange(dict(GROUP, url=GROUP["url"].replace("2024-03-01", "2024-03-02")))
    tap.case("an address that nothing describes is found out", problems)
    tap.case("another api-version is found out", [] if tried.find(other) is None else ["it passes"])
    upper = exchange.Exchange(dict(GROUP, url=GROUP["url"].replace("resourcegroups", "RESOURCEGROUPS")))
    tap.case("letter case makes no difference", [] if tried.find(upper) else ["it is not found"])


def try_template(tap, tried):
    resource = {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-01-01", "name": "[x]",
                "location": "[resourceGroup().location]", "dependsOn": [],
                "properties": {"securityRules": [{"name": "a", "properties": {
                    "priority": "[parameters('p')]", "protocol": "Tcp", "access": "Allow", "direction": "Inbound"}}]}}
    good = exchange.Exchange({
        "method": "PUT", "url": f"{HOST}{SUBSCRIPTION}/resourcegroups/one/providers/Microsoft.Resources/deployments/d"
                                "?api-version=2024-03-01", "request_headers": {}, "status": 201, "headers": {},
        "request": {"properties": {"mode": "Incremental", "template": {"resources": [resource]}}}, "response": {}})
    operation, _ = tried.find(good)
    (_, found), = templates.check(tried, operation, good)
    tap.case("a good template passes", [str(finding) for finding in found])
    resource["properties"]["securityRules"][0]["properties"]["acces"] = "Allow"
    (_, found), = templates.check(tried, operation, good)
    tap.case("a mistyped property inside a template is found out",
             [] if [finding.keyword for finding in found] == ["unknown"] else [str(found)])


def try_lists(tap, tried):
    """A recording that has shrunk, and allowances that nothing uses, are found out."""
    cases = check_exchanges.judge(tried, [exchange.Exchange(GROUP)]).cases
    missing = cases["every operation that is needed was exercised"]
    tap.case("calls that are no longer made are found out",
             [] if len(missing) == len(allowances.NEEDED) - 1 else [f"{len(missing)} are found"])
    stale = cases["every allowance is still needed"]
    tap.case("allowances that nothing uses are found out",
             [] if len(stale) == len(allowances.ALLOWED) else [f"{len(stale)} are found"])


def main():
    if not os.path.isfile(os.path.join(SHARED, "spec", "operations.json")):
        print(f"1..0 # SKIP there is no Azure specification at {os.path.join(SHARED, 'spec')}")
        return 0
    tap, tried = Tap(), checker.Checker(os.path.join(SHARED, "spec"))
    for attempt in (try_examples, try_recordings, try_recorded, try_broken, try_addresses, try_template, try_lists):
        attempt(tap, tried)
    print(f"1..{tap.number}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
