# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares exchanges with the operations they belong to: parameters, bodies and status, in both directions."""

import dataclasses
import urllib.parse

import openapi
import schema


FRONT_END = "specification/common-types/resource-management/v2/types.json"
FRONT_END_ERROR = "#/definitions/ErrorResponse"


@dataclasses.dataclass(frozen=True)
class Finding:
    """One thing that an exchange has against the specification."""

    side: str  # "request", "response" or "rule"
    path: str  # where in the body, or which parameter or header
    keyword: str  # which kind of rule
    message: str

    def __str__(self):
        return f"{self.side} {self.path or '(whole)'}: {self.message} [{self.keyword}]"


class Checker:
    """Knows the specification; tells what is wrong with one exchange at a time."""

    def __init__(self, root):
        self.specification = openapi.Specification(root)
        self.schemas = {side: schema.Schemas(self.specification.files, side) for side in ("request", "response")}

    def find(self, exchange):
        """The (operation, captures) of an exchange, or None."""
        return self.specification.find(exchange.method, exchange.raw_path, exchange.api_version)

    def check(self, operation, captures, exchange, is_verbatim=False):
        """All findings of an exchange; `is_verbatim`: its address came in an answer, with parameters of its own."""
        found = list(self._check_path(operation, captures))
        found += self._check_query(operation, exchange, is_verbatim)
        found += self._check_headers(operation, exchange)
        found += self._check_request_body(operation, exchange)
        return found + list(self.check_answer(operation, exchange.status, exchange))

    def check_answer(self, operation, status, exchange):
        """Findings of an answer, taken as the operation's answer of `status`."""
        documented = operation.response(status)
        body = exchange.response
        if status >= 400 and exchange.method != "HEAD":
            if not is_fault(body):
                yield Finding("response", "", "error", "a refusal without error.code and error.message")
                return
            if self._is_front_ends(body):
                return
        if documented is None:
            if status < 400:
                yield Finding("response", "status", "status", f"{status} is not documented for this operation")
            elif exchange.method != "HEAD":
                yield Finding("response", "", "error", "a refusal that has not the resource manager's shape")
            return
        file, node = documented
        if "schema" not in node or exchange.method == "HEAD":
            if body not in (None, ""):
                yield Finding("response", "", "body", "a body where none is documented")
        elif body is None:
            yield Finding("response", "", "body", "no body where one is documented")
        else:
            yield from self._check_body("response", file, node["schema"], body)
            if "json" not in exchange.headers.get("content-type", ""):
                yield Finding("response", "content-type", "header", "a JSON body that is not called JSON")

    def _is_front_ends(self, body):
        """Whether a refusal has the resource manager's own shape: its front end answers for every service."""
        return not list(self.schemas["response"].errors(FRONT_END, {"$ref": FRONT_END_ERROR}, body))

    def check_resource(self, operation, resource):
        """Findings of a template's resource, taken as what `operation` puts."""
        file, node, _ = operation.body_schema()
        return list(self._check_body("request", file, node, resource))

    def _check_path(self, operation, captures):
        for file, node in operation.parameters_in("path"):
            text = urllib.parse.unquote(captures[node["name"]])
            yield from self._check_parameter(file, node, text, "path")

    def _check_query(self, operation, exchange, is_verbatim):
        known = {node["name"].lower(): (file, node) for file, node in operation.parameters_in("query")}
        given = {name.lower(): value for name, value in exchange.query}
        for name, value in given.items():
            if name in known:
                yield from self._check_parameter(*known[name], value, "query")
            elif not is_verbatim:
                yield Finding("request", f"query {name}", "unknown", "a parameter that this operation does not have")
        for name, (_, node) in known.items():
            if node.get("required") and name not in given:
                yield Finding("request", f"query {name}", "required", "is missing")

    def _check_headers(self, operation, exchange):
        for file, node in operation.parameters_in("header"):
            value = exchange.request_headers.get(node["name"].lower())
            if value is not None:
                yield from self._check_parameter(file, node, value, "header")
            elif node.get("required"):
                yield Finding("request", f"header {node['name']}", "required", "is missing")

    def _check_parameter(self, file, node, text, place):
        value = _read_text(node.get("type"), text)
        plain = {key: item for key, item in node.items() if key not in ("required", "in", "name", "readOnly")}
        for _, keyword, message in self.schemas["request"].errors(file, plain, value):
            yield Finding("request", f"{place} {node['name']}", keyword, message)

    def _check_request_body(self, operation, exchange):
        documented = operation.body_schema()
        if documented is None:
            if exchange.request not in (None, ""):
                yield Finding("request", "", "body", "a body where none is documented")
            return
        file, node, required = documented
        if exchange.request is None:
            if required:
                yield Finding("request", "", "body", "no body where one is required")
            return
        yield from self._check_body("request", file, node, exchange.request)
        if "json" not in exchange.request_headers.get("content-type", ""):
            yield Finding("request", "content-type", "header", "a JSON body that is not called JSON")

    def _check_body(self, side, file, node, value):
        for path, keyword, message in self.schemas[side].errors(file, node, value):
            yield Finding(side, path, keyword, message)


def is_fault(body):
    """Whether a body is Azure's error shape."""
    error = body.get("error") if isinstance(body, dict) else None
    return isinstance(error, dict) and isinstance(error.get("code"), str) and isinstance(error.get("message"), str)


def _read_text(kind, text):
    if kind == "integer" and text.lstrip("-").isdigit():
        return int(text)
    if kind == "boolean" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return text
