# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds besides the published files: long-running operations, and the few addresses that no file describes.

The rules are those of section 0 of shared/azure/REFERENCE.md, which come out of recordings.
"""

import re
import urllib.parse

from checker import Finding, is_fault

ASYNC = "azure-asyncoperation"
LOCATION = "location"
ENDED = {"Succeeded", "Failed", "Canceled"}

# Which headers let the caller follow an answer, by operation and status; REFERENCE.md names the recordings.
BOTH = {ASYNC, LOCATION}
FOLLOWED_BY = {
    ("Microsoft.Resources.ResourceGroups_CreateOrUpdate", 201): set(),
    ("Microsoft.Resources.ResourceGroups_CreateOrUpdate", 200): set(),
    ("Microsoft.Resources.ResourceGroups_Delete", 202): {LOCATION},
    ("Microsoft.Resources.Deployments_CreateOrUpdate", 201): {ASYNC},
    ("Microsoft.Resources.Deployments_CreateOrUpdate", 200): {ASYNC},
    ("Microsoft.Resources.Deployments_WhatIf", 202): {LOCATION},
    ("Microsoft.Network.VirtualNetworks_CreateOrUpdate", 201): {ASYNC},
    ("Microsoft.Network.Subnets_CreateOrUpdate", 201): {ASYNC},
    ("Microsoft.Network.Subnets_Delete", 202): BOTH,
    ("Microsoft.Network.NetworkInterfaces_CreateOrUpdate", 200): {ASYNC},
    ("Microsoft.Network.NetworkSecurityGroups_CreateOrUpdate", 201): {ASYNC},
    ("Microsoft.Network.PublicIPAddresses_CreateOrUpdate", 201): {ASYNC},
    ("Microsoft.Compute.VirtualMachines_CreateOrUpdate", 201): {ASYNC},
    ("Microsoft.Compute.VirtualMachines_Update", 200): {ASYNC},
    ("Microsoft.Compute.VirtualMachines_Start", 202): BOTH,
    ("Microsoft.Compute.VirtualMachines_Deallocate", 202): BOTH,
    ("Microsoft.Compute.VirtualMachines_PowerOff", 202): BOTH,
    ("Microsoft.Compute.VirtualMachines_Restart", 202): BOTH,
    ("Microsoft.Compute.VirtualMachines_RunCommand", 202): BOTH,
    ("Microsoft.Compute.VirtualMachines_Delete", 202): BOTH,
    ("Microsoft.Compute.VirtualMachines_SimulateEviction", 204): set(),
    ("Microsoft.Compute.Disks_Delete", 202): BOTH,
    ("Microsoft.Network.NetworkInterfaces_Delete", 202): BOTH,
    ("Microsoft.Network.PublicIPAddresses_Delete", 202): BOTH,
    ("Microsoft.Network.VirtualNetworks_Delete", 202): BOTH,
    ("Microsoft.Network.NetworkSecurityGroups_Delete", 202): BOTH,
    ("Microsoft.Quota.Quota_CreateOrUpdate", 202): BOTH,
    ("Microsoft.Quota.Quota_Update", 202): BOTH,
}


class Follower:
    """Remembers the addresses that answers gave, and judges what comes back from them."""

    def __init__(self, checker):
        self.checker = checker
        self.polled = {}  # address → (operation that gave it, header it came in)
        self.pages = set()

    def is_page(self, exchange):
        return exchange.url in self.pages

    def gave(self, exchange):
        """The (operation, header) that gave an exchange's address, or None."""
        return self.polled.get(exchange.url)

    def note(self, operation, exchange):
        """Remembers what an answer points to; yields what is wrong with how it points."""
        body = exchange.response
        if isinstance(body, dict) and isinstance(body.get("nextLink"), str) and body["nextLink"]:
            self.pages.add(body["nextLink"])
            yield from _check_link("nextLink", body["nextLink"], exchange)
        given = {name for name in (ASYNC, LOCATION) if name in exchange.headers}
        for name in given:
            self.polled[exchange.headers[name]] = (operation, name)
            yield from _check_link(name, exchange.headers[name], exchange)
        expected = FOLLOWED_BY.get((operation.identity, exchange.status))
        if expected is not None and given != expected:
            yield Finding("rule", "headers", "follow", f"is followed by {sorted(given)}, not by {sorted(expected)}")
        if exchange.status == 202 and operation.is_long and not given:
            yield Finding("rule", "headers", "follow", "goes on, but nothing tells how to follow it")
        if exchange.status == 202 and operation.method == "POST" and exchange.response is not None:
            yield Finding("rule", "", "follow", "a POST that goes on has an empty body")
        yield from _check_retry_after(exchange)
        yield from _check_refusal(exchange)

    def check_poll(self, exchange):
        """What is wrong with an answer of a polling address."""
        operation, header = self.polled[exchange.url]
        yield from _check_retry_after(exchange)
        if exchange.method != "GET":
            yield Finding("rule", "", "poll", "is polled by something else than GET")
        if header == ASYNC:
            yield from self._check_status(operation, exchange)
        else:
            yield from self._check_result(operation, exchange)

    def _check_status(self, operation, exchange):
        body = exchange.response
        if exchange.status != 200 or not isinstance(body, dict) or not isinstance(body.get("status"), str):
            yield Finding("rule", "status", "poll", "Azure-AsyncOperation answers 200 with a status, always")
            return
        known = {"id", "name", "status", "startTime", "endTime", "error", "properties", "percentComplete", "resourceId"}
        for name in sorted(set(body) - known):
            yield Finding("rule", name, "poll", "is not known in an operation's status")
        if body["status"] == "Failed" and not is_fault(body):
            yield Finding("rule", "error", "poll", "has failed without error.code and error.message")
        if body["status"] in ENDED and "retry-after" in exchange.headers:
            yield Finding("rule", "retry-after", "poll", "has ended and asks to be polled again")
        output = (body.get("properties") or {}).get("output")
        if output is not None:
            yield from self._check_output(operation, exchange, output)

    def _check_result(self, operation, exchange):
        if exchange.status == 202:
            # A later poll may name another address.
            for name in (ASYNC, LOCATION):
                if name in exchange.headers:
                    self.polled[exchange.headers[name]] = (operation, name)
            if exchange.response is not None:
                yield Finding("rule", "", "poll", "a Location that goes on has an empty body")
        elif exchange.status >= 400:
            if not is_fault(exchange.response):
                yield Finding("rule", "", "poll", "has failed without error.code and error.message")
        elif exchange.status not in (200, 201, 204):
            yield Finding("rule", "status", "poll", f"Location ends with 200, 201 or 204, not {exchange.status}")
        elif exchange.response is not None:
            yield from self._check_output(operation, exchange, exchange.response)

    def _check_output(self, operation, exchange, output):
        """The result of an operation has the shape of its answer of 200."""
        documented = operation.response(200)
        if documented is None or "schema" not in documented[1]:
            yield Finding("rule", "", "poll", "a result where none is documented")
            return
        file, node = documented
        for path, keyword, message in self.checker.schemas["response"].errors(file, node["schema"], output):
            yield Finding("response", path, keyword, message)


def _check_link(name, link, exchange):
    if not link.startswith(exchange.host + "/"):
        yield Finding("rule", name, "link", f"points away from the resource manager: {link}")
    elif "api-version=" not in link:
        yield Finding("rule", name, "link", "has no api-version of its own")


def _check_retry_after(exchange):
    value = exchange.headers.get("retry-after")
    if value is not None and not re.fullmatch(r"\d{1,4}", value):
        yield Finding("rule", "retry-after", "link", f"is not a number of seconds: {value}")


def _check_refusal(exchange):
    """What a refusal says besides its body: when to come back, or where to sign in."""
    if exchange.status in (429, 503) and "retry-after" not in exchange.headers:
        yield Finding("rule", "retry-after", "refusal", f"{exchange.status} does not say when to come back")
    if exchange.status == 401 and not exchange.headers.get("www-authenticate", "").startswith("Bearer "):
        yield Finding("rule", "www-authenticate", "refusal", "401 does not say how to sign in")
    if exchange.status != 401 and "authorization" not in exchange.request_headers:
        yield Finding("rule", "authorization", "token", "is answered without a token")


# Addresses that no published file describes: a pattern of the path and what is asked of the exchange. All are asked
# without the resource manager's token.


def _check_metadata(exchange):
    body = exchange.response
    for name in ("name", "portal", "authentication", "resourceManager", "graphAudience", "gallery", "batch",
                 "sqlManagement", "suffixes"):
        if name not in body:
            yield Finding("response", name, "required", "is missing; the az command line insists on it")
    for name in ("loginEndpoint", "audiences", "tenant", "identityProvider"):
        if name not in body.get("authentication", {}):
            yield Finding("response", f"authentication.{name}", "required", "is missing")


def _check_token(exchange):
    form = dict(urllib.parse.parse_qsl(exchange.request or ""))
    for name in ("grant_type", "client_id"):
        if name not in form:
            yield Finding("request", name, "required", "is missing")
    if form.get("grant_type") == "client_credentials" and not form.get("scope", "").endswith("/.default"):
        yield Finding("request", "scope", "pattern", "a client's scope ends with /.default")
    for name, kind in (("token_type", str), ("expires_in", int), ("access_token", str)):
        if exchange.status == 200 and not isinstance(exchange.response.get(name), kind):
            yield Finding("response", name, "type", f"is not {kind.__name__}")


def _check_prices(exchange):
    if "$filter" not in dict(exchange.query):
        yield Finding("request", "query $filter", "required", "without a filter it answers with everything")
    kinds = {"retailPrice": (int, float), "unitPrice": (int, float), "armRegionName": str, "effectiveStartDate": str,
             "meterName": str, "productName": str, "skuName": str, "armSkuName": str, "serviceName": str,
             "unitOfMeasure": str, "type": str, "currencyCode": str}
    for index, item in enumerate(exchange.response["Items"]):
        for name, kind in kinds.items():
            if not isinstance(item.get(name), kind):
                yield Finding("response", f"Items[{index}].{name}", "type", "is missing or of another type")
    if exchange.response.get("Count") != len(exchange.response["Items"]):
        yield Finding("response", "Count", "const", "is not the number of Items")


def _check_serial_log(exchange):
    if exchange.status == 200 and not isinstance(exchange.response, str):
        yield Finding("response", "", "type", "is not text")


OPEN = [
    (r"/metadata/endpoints", _check_metadata),  # how a cloud says where to sign in
    (r"/[^/]+/oauth2/v2\.0/token", _check_token),  # Entra ID speaks OAuth 2.0, which has no OpenAPI file
    (r"/api/retail/prices", _check_prices),  # another service on another host; documented in prose
    (r"/bootdiagnostics/[^/]+/serialconsole\.log", _check_serial_log),  # a blob, signed by its own address
]


def check_open(exchange):
    """Findings of an exchange at one of the OPEN addresses; None where it is none of them."""
    for pattern, check in OPEN:
        if re.fullmatch(pattern, exchange.raw_path):
            found = list(check(exchange))
            if "authorization" in exchange.request_headers:
                found.append(Finding("rule", "authorization", "token", "the token travels where it must not"))
            return found
    return None
