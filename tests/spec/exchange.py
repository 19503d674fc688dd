# SPDX-License-Identifier: GPL-3.0-or-later
"""One recorded exchange: what was asked and what was answered."""

import json
import urllib.parse


class Exchange:
    """A line of a recording, of ours or of Azure's."""

    def __init__(self, line):
        self.method = line["method"]
        self.url = line["url"]
        self.request_headers = _lower(line["request_headers"])
        self.request = line["request"]
        self.status = line["status"]
        self.headers = _lower(line["headers"])
        self.response = line["response"]
        parts = urllib.parse.urlsplit(self.url)
        self.host = f"{parts.scheme}://{parts.netloc}"
        self.raw_path = parts.path
        self.query = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)

    @property
    def api_version(self):
        return next((value for name, value in self.query if name.lower() == "api-version"), None)

    def __str__(self):
        return f"{self.method} {urllib.parse.unquote(self.url)} → {self.status}"


def read(path):
    """All exchanges of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        return [Exchange(json.loads(line)) for line in lines if line.strip()]


def _lower(headers):
    return {name.lower(): value for name, value in headers.items()}
