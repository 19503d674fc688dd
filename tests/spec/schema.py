# SPDX-License-Identifier: GPL-3.0-or-later
"""Swagger's schemas as JSON Schema, made strict.

What `allOf` adds up to is merged into one object, so that a property that no part knows is an error: else a mistyped
name would pass. Two directions differ: a request must not carry what is read-only, an answer must not carry what is
write-only (a password, customData).
"""

import base64
import binascii
import datetime
import re
import uuid

import jsonschema

COPIED = ("pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "multipleOf",
          "format")
formats = jsonschema.FormatChecker(formats=())


@formats.checks("uuid")
def _is_uuid(value):
    return not isinstance(value, str) or _parses(uuid.UUID, value, ValueError)


@formats.checks("date-time")
def _is_date_time(value):
    if not isinstance(value, str):
        return True
    # Azure writes seven digits of a second and offsets; Python reads six.
    shorter = re.sub(r"(\.\d{6})\d+", r"\1", value)
    return "T" in value and _parses(datetime.datetime.fromisoformat, shorter, ValueError) and bool(
        re.search(r"(Z|[+-]\d\d:\d\d)$", value))


@formats.checks("duration")
def _is_duration(value):
    return not isinstance(value, str) or bool(
        re.fullmatch(r"P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", value))


@formats.checks("byte")
def _is_base64(value):
    return not isinstance(value, str) or _parses(lambda text: base64.b64decode(text, validate=True), value,
                                                 binascii.Error)


@formats.checks("uri")
def _is_uri(value):
    return not isinstance(value, str) or bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*://\S+$", value))


@formats.checks("arm-id")
def _is_arm_id(value):
    return not isinstance(value, str) or value.startswith("/")


@formats.checks("int32")
def _is_int32(value):
    return not isinstance(value, int) or -2**31 <= value < 2**31


@formats.checks("int64")
def _is_int64(value):
    return not isinstance(value, int) or -2**63 <= value < 2**63


def _parses(function, value, failure):
    try:
        function(value)
    except failure:
        return False
    return True


def _read_only(validator, flag, instance, schema):
    yield jsonschema.ValidationError("is read-only: a request must not send it")


def _write_only(validator, flag, instance, schema):
    yield jsonschema.ValidationError("is write-only: an answer must not show it")


def _keyword(error):
    return {"additionalProperties": "unknown", "x-read-only": "readOnly", "x-write-only": "writeOnly"}.get(
        error.validator, error.validator)


def _required(validator, names, instance, schema):
    for name in names:
        if validator.is_type(instance, "object") and name not in instance:
            yield jsonschema.ValidationError("is missing", path=[name])


_additional = jsonschema.Draft7Validator.VALIDATORS["additionalProperties"]


def _unknown(validator, allowed, instance, schema):
    """Names each unknown property by itself, so that one may be allowed and its neighbour not."""
    if allowed is not False:
        yield from _additional(validator, allowed, instance, schema)
    elif validator.is_type(instance, "object"):
        for name in sorted(set(instance) - set(schema.get("properties", {}))):
            yield jsonschema.ValidationError("is not known to the specification", path=[name])


Validator = jsonschema.validators.extend(
    jsonschema.Draft7Validator,
    {"x-read-only": _read_only, "x-write-only": _write_only, "required": _required, "additionalProperties": _unknown})


class Schemas:
    """Converts and validates in one direction: "request" or "response"."""

    def __init__(self, files, direction):
        self.files = files
        self.direction = direction
        self.names = {}
        self.definitions = {}

    def errors(self, file, node, value):
        """Yields (path, keyword, message) for each thing that is wrong with a value."""
        schema = dict(self.convert(file, node), definitions=self.definitions)
        for error in Validator(schema, format_checker=formats).iter_errors(value):
            path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
            yield path.lstrip("."), _keyword(error), error.message[:300]

    def convert(self, file, node):
        if "$ref" not in node:
            return self._convert_plain(file, node)
        target_file, pointer, target = self.files.follow(file, node["$ref"])
        reference = {"$ref": f"#/definitions/{self._define(target_file, pointer, target)}"}
        beside = self._direction_marks(node)
        return {"allOf": [reference], **beside} if beside else reference

    def _define(self, file, pointer, node):
        key = (file, pointer)
        if key not in self.names:
            self.names[key] = f"d{len(self.names)}"
            # Entered before it is filled: a schema may refer to itself.
            self.definitions[self.names[key]] = {}
            self.definitions[self.names[key]].update(self._convert_plain(file, node))
        return self.names[key]

    def _direction_marks(self, node):
        mutability = node.get("x-ms-mutability")
        if self.direction == "request" and (node.get("readOnly") or mutability == ["read"]):
            return {"x-read-only": True}
        if self.direction == "response" and (node.get("x-ms-secret") or (mutability and "read" not in mutability)):
            return {"x-write-only": True}
        return {}

    def _convert_plain(self, file, node):
        children = self._children(file, node)
        if not children:
            return self._convert_one(file, node)
        name = node["discriminator"]
        made = self._convert_one(file, node, closed=False)
        made["allOf"] = [
            {"if": {"properties": {name: {"const": value}}, "required": [name]}, "then": self.convert(*child)}
            for value, child in children.items()]
        made["allOf"].append({"if": {"properties": {name: {"enum": list(children)}}}, "else": self._convert_one(file, node)})
        return made

    def _children(self, file, node):
        """What `discriminator` chooses from: {value: (file, node)}; only where the node itself declares it."""
        if "discriminator" not in node:
            return {}
        made = {}
        for name, other in self.files.document(file).get("definitions", {}).items():
            for base in other.get("allOf", []):
                if "$ref" in base and self.files.resolve(file, base)[1] is node:
                    made[other.get("x-ms-discriminator-value", name)] = (file, {"$ref": f"#/definitions/{name}"})
        return made

    def _convert_one(self, file, node, closed=True):
        made = {key: node[key] for key in COPIED if key in node}
        made.update(self._direction_marks(node))
        if "enum" in node:
            made["enum"] = list(node["enum"])
        if "items" in node:
            made["items"] = self.convert(file, node["items"])
        kind = node.get("type")
        if "properties" in node or "allOf" in node or "additionalProperties" in node:
            kind = "object"
            self._add_members(made, file, node, closed)
        elif kind == "object":
            # An object without any property is how Azure writes "any value": a query's rows, a value before a change.
            kind = None
        if kind:
            made["type"] = kind
        if node.get("x-nullable") and kind:
            made["type"] = [kind, "null"]
            if "enum" in made:
                made["enum"].append(None)
        return made

    def _add_members(self, made, file, node, closed):
        members, required, additional = self._merge(file, node)
        if members:
            made["properties"] = {name: self.convert(*member) for name, member in members.items()}
        needed = sorted(name for name in required if not self._is_left_out(members.get(name)))
        if needed:
            made["required"] = needed
        if isinstance(additional, tuple):
            made["additionalProperties"] = self.convert(*additional)
        elif additional is None and members and closed:
            made["additionalProperties"] = False

    def _is_left_out(self, member):
        return member is not None and self._direction_marks(member[1])

    def _merge(self, file, node):
        """The (properties, required names, additionalProperties) of a node and all that its `allOf` adds."""
        members, required, additional = {}, set(), None
        for part in node.get("allOf", []):
            more, names, other = self._merge(*self.files.resolve(file, part))
            members.update(more)
            required |= names
            additional = other if other is not None else additional
        members.update({name: (file, member) for name, member in node.get("properties", {}).items()})
        required |= set(node.get("required", []))
        if isinstance(node.get("additionalProperties"), dict):
            additional = (file, node["additionalProperties"])
        elif node.get("additionalProperties") is True:
            additional = True
        return members, required, additional
