# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into the templates of deployments: each resource in it is a PUT that the resource manager will make.

The published files take a template for "any value", so that a mistyped property of a machine would pass them.
"""

from checker import Finding

# What a template adds to a resource's body.
FRAME = {"type", "apiVersion", "name", "dependsOn", "comments", "condition", "copy", "scope"}
WITH_TEMPLATE = {"Deployments_CreateOrUpdate", "Deployments_Validate", "Deployments_WhatIf"}


def check(checker, operation, exchange):
    """Yields (resource type, findings) for each resource of an exchange's template."""
    if operation.identity.rpartition(".")[2] not in WITH_TEMPLATE:
        return
    template = exchange.request["properties"]["template"]
    for resource in template["resources"]:
        put = checker.specification.find_put_of(resource["type"], resource["apiVersion"])
        if put is None:
            yield resource["type"], [Finding("rule", resource["type"], "address",
                                             f"no specification of api-version {resource['apiVersion']}")]
            continue
        body = {name: value for name, value in resource.items() if name not in FRAME}
        yield resource["type"], [finding for finding in checker.check_resource(put, body)
                                 if not _is_expression(body, finding)]


def _is_expression(body, finding):
    """Whether what a finding is about is computed only when the template is deployed."""
    value = body
    for step in finding.path.replace("[", ".[").split("."):
        try:
            value = value[int(step[1:-1])] if step.startswith("[") else value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return isinstance(value, str) and value.startswith("[") and value.endswith("]") and not value.startswith("[[")
