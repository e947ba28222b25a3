"""The smallest answer that a strict schema takes, for requests whose answer does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLAIN: dict[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False, "null": None}
FORMATS = {
    "date": "2017-01-06",
    "date-time": "2017-01-06T00:00:00Z",
    "time": "00:00:00Z",
    "duration": "P1D",
    "email": "nobody@example.org",
    "hostname": "example.org",
    "ipv4": "127.0.0.1",
    "ipv6": "::1",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def smallest(schema: Mapping[str, Any], root: Mapping[str, Any] | None = None) -> Any:
    """An instance: null where it may be, the first of an enum, lists as short as they may be. Patterns are not heeded."""
    root = schema if root is None else root
    if "$ref" in schema:
        place: Any = root
        for key in schema["$ref"].removeprefix("#").split("/")[1:]:
            place = place[key]
        return smallest(place, root)
    if "anyOf" in schema:
        choices = schema["anyOf"]
        return None if {"type": "null"} in choices else smallest(choices[0], root)
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    kind = schema.get("type")
    if isinstance(kind, list):
        return None if "null" in kind else smallest({**schema, "type": kind[0]}, root)
    if kind == "object":
        return {name: smallest(part, root) for name, part in schema["properties"].items()}
    if kind == "array":
        return [smallest(schema["items"], root) for _ in range(schema.get("minItems", 0))]
    if kind in ("integer", "number"):
        least = max(schema.get("minimum", 0), schema.get("exclusiveMinimum", -1) + 1)
        return min(least, schema.get("maximum", least))
    return FORMATS.get(schema.get("format", ""), PLAIN[str(kind)])
