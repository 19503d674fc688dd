# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure's published OpenAPI 2.0 files: which operation an address belongs to.

Paths are compared without regard to letter case, as the resource manager does; the api-version has to be the one of
the file. Where several templates fit, the one with the most literal text wins.
"""

import json
import pathlib
import re

# These take any path at all, so a mistyped one would match: they say nothing about what Berth and the practice cloud do.
TOO_GENERAL = re.compile(r"\{resourceId\}|\{parentResourcePath\}")
# A whole resource id stands for such a parameter.
MANY_SEGMENTS = {"scope"}


class Files:
    """The files of one specification, each read once; `$ref`s are followed across them."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.documents = {}

    def document(self, name):
        if name not in self.documents:
            self.documents[name] = json.loads((self.root / name).read_text(encoding="utf-8"))
        return self.documents[name]

    def follow(self, name, reference):
        """The (file, pointer, node) that `reference`, found in the file `name`, points to."""
        relative, _, pointer = reference.partition("#")
        if relative:
            name = str((self.root / name).parent.joinpath(relative).resolve().relative_to(self.root))
        node = self.document(name)
        for step in pointer.strip("/").split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return name, pointer, node

    def resolve(self, name, node):
        """The (file, node) behind a possible `$ref`."""
        while "$ref" in node:
            name, _, node = self.follow(name, node["$ref"])
        return name, node


class Operation:
    """One method of one path template."""

    def __init__(self, files, entry):
        document = files.document(entry["spec"])
        item = document["paths"][entry["path"]]
        self.files = files
        self.file = entry["spec"]
        self.method = entry["method"]
        self.template = entry["path"]
        self.node = item[self.method.lower()]
        self.api_version = document["info"]["version"]
        self.identity = f"{_namespace(self.file)}.{entry['operationId']}"
        self.is_long = bool(self.node.get("x-ms-long-running-operation"))
        self.parameters = [files.resolve(self.file, parameter)
                           for parameter in item.get("parameters", []) + self.node.get("parameters", [])]
        self.literals = len(re.sub(r"\{[^}]*\}", "", self.template))
        self.pattern = re.compile(_pattern(self.template), re.IGNORECASE)

    def parameters_in(self, place):
        return [(file, node) for file, node in self.parameters if node["in"] == place]

    def body_schema(self):
        """The (file, schema, is required) of the request's body, or None."""
        for file, node in self.parameters_in("body"):
            return file, node["schema"], bool(node.get("required"))
        return None

    def response(self, status):
        """The (file, response) documented for a status; a failure may be the `default` one. None where neither is."""
        responses = self.node["responses"]
        found = responses.get(str(status))
        if found is None and status >= 400:
            found = responses.get("default")
        return None if found is None else self.files.resolve(self.file, found)


class Specification:
    """All operations that operations.json lists."""

    def __init__(self, root):
        self.files = Files(root)
        entries = json.loads((self.files.root / "operations.json").read_text(encoding="utf-8"))
        self.operations = [Operation(self.files, entry) for entry in entries if not TOO_GENERAL.search(entry["path"])]

    def find(self, method, path, api_version):
        """The (operation, its path's captures) that an exchange belongs to, or None."""
        best = None
        for operation in self.operations:
            if operation.method != method or operation.api_version != api_version:
                continue
            match = operation.pattern.fullmatch(path)
            if match and (best is None or operation.literals > best[0].literals):
                best = operation, match.groupdict()
        return best

    def find_put_of(self, resource_type, api_version):
        """The operation that puts a resource of a type ("Microsoft.Network/virtualNetworks"), or None."""
        for operation in self.operations:
            if operation.method != "PUT" or operation.api_version != api_version:
                continue
            tail = operation.template.rpartition("/providers/")[2].split("/")
            if "/".join(tail[:1] + tail[1::2]).lower() == resource_type.lower():
                return operation
        return None


def _namespace(file):
    """'Microsoft.Compute' of a file's path."""
    return next((part for part in file.split("/") if part.startswith("Microsoft.")), file.split("/")[1])


def _pattern(template):
    """A regular expression for a path template; a slash at the end makes no difference."""
    parts = re.split(r"\{([^}]*)\}", template.rstrip("/"))
    made = ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            made += re.escape(part)
        else:
            made += f"(?P<{part}>{'.+' if part in MANY_SEGMENTS else '[^/]+'})"
    return made + "/?"
