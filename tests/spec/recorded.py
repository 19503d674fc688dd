# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that Azure gives and no file describes are held to a recording instead: the same members, no more, no less."""

import functools
import os

import exchange
from checker import Finding

# (operation, status): the recording that shows the answer.
RECORDED = {
    ("Microsoft.Quota.Quota_CreateOrUpdate", 202): "quota-quota_crud",
    ("Microsoft.Quota.Quota_Update", 202): "quota-quota_crud",
}


def check(checker, operation, one):
    """Yields what an answer has and the recorded ones have not, and the other way round."""
    name = RECORDED.get((operation.identity, one.status))
    if name is None:
        return
    members = set(_members(one.response))
    always, ever = _recorded(checker, name, operation.identity, one.status)
    for path in sorted(members - ever):
        yield Finding("response", path, "recorded", f"is in no answer of {name}")
    for path in sorted(always - members):
        yield Finding("response", path, "recorded", f"is in every answer of {name}")


@functools.cache
def _recorded(checker, name, identity, status):
    """The members that all, and that any, of a recording's answers of an operation have."""
    path = os.path.join(checker.specification.files.root.parent, "recordings", name + ".jsonl")
    found = []
    for one in exchange.read(path):
        match = checker.find(one)
        if match and match[0].identity == identity and one.status == status:
            found.append(set(_members(one.response)))
    return set.intersection(*found), set.union(*found)


def _members(value, path=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{path}.{name}".lstrip(".")
            yield from _members(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner, path + "[]")
