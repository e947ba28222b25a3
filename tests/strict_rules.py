"""OpenAI's published rules for strict structured output, as a checker that knows nothing of the library under test.

Source: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas. The name of a schema:
https://platform.openai.com/docs/api-reference/chat/create (response_format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_PROPERTIES = 5_000
MOST_LEVELS = 10
MANY_LEVELS = 5
MOST_ENUM_VALUES = 1_000
MANY_VALUES_OF_ONE_ENUM = 250
MOST_CHARACTERS_OF_A_LARGE_ENUM = 15_000
MOST_CHARACTERS_OF_NAMES = 120_000
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
FORMATS = {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"}
TYPES = {"string", "number", "boolean", "integer", "object", "array", "null"}
EVERYWHERE = {"type", "description", "title", "enum", "const", "anyOf", "$ref", "$defs", "definitions"}
OF_TYPE = {
    "string": {"pattern", "format"},
    "number": {"multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"},
    "integer": {"multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"},
    "array": {"items", "minItems", "maxItems"},
    "object": {"properties", "required", "additionalProperties"},
    "boolean": set(),
    "null": set(),
}


@dataclass
class Verdict:
    """What a request breaks, and what it only strains."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check_format(given: Any) -> Verdict:
    """The verdict on a request's `response_format`."""
    verdict = Verdict()
    if not isinstance(given, dict) or given.get("type") != "json_schema":
        verdict.errors.append("response_format is not of type json_schema")
        return verdict
    named = given.get("json_schema")
    if not isinstance(named, dict):
        verdict.errors.append("response_format has no json_schema")
        return verdict
    if named.get("strict") is not True:
        verdict.errors.append("strict is not true")
    if not isinstance(named.get("name"), str) or not NAME.fullmatch(named["name"]):
        verdict.errors.append("the schema's name does not match [A-Za-z0-9_-]{1,64}")
    schema = check_schema(named.get("schema"))
    return Verdict(verdict.errors + schema.errors, schema.warnings)


def check_schema(schema: Any) -> Verdict:
    """The verdict on a schema by itself."""
    if not isinstance(schema, dict):
        return Verdict(["there is no schema"])
    verdict = Verdict()
    if "anyOf" in schema:
        verdict.errors.append("the root is an anyOf")
    if schema.get("type") != "object":
        verdict.errors.append("the root is not an object")
    parts = list(_parts(schema, "$", 0))
    for at, part, _ in parts:
        verdict.errors += _wrong(at, part, schema)
    _check_sizes(parts, schema, verdict)
    return verdict


def _parts(schema: dict[str, Any], at: str, level: int) -> Iterator[tuple[str, dict[str, Any], int]]:
    """Every schema within a schema, with its place and the number of objects and lists around it, itself included."""
    level += schema.get("type") in ("object", "array")
    yield at, schema, level
    for name, part in (schema.get("properties") or {}).items():
        yield from _parts(part, f"{at}.{name}", level)
    if isinstance(schema.get("items"), dict):
        yield from _parts(schema["items"], f"{at}[]", level)
    for index, part in enumerate(schema.get("anyOf") or ()):
        yield from _parts(part, f"{at}|{index}", level)
    for keyword in ("$defs", "definitions"):
        for name, part in (schema.get(keyword) or {}).items():
            yield from _parts(part, f"{at}/{name}", 0)


def _wrong(at: str, part: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    if "$ref" in part:
        if set(part) - {"$ref"}:
            yield f"{at}: $ref stands beside other keywords"
        if _resolved(part["$ref"], root) is None:
            yield f"{at}: $ref leads nowhere"
        return
    given = part.get("type", [])
    kinds: list[str] = given if isinstance(given, list) else [given]
    if not kinds and "anyOf" not in part:
        yield f"{at}: no type"
    for kind in kinds:
        if kind not in TYPES:
            yield f"{at}: type {kind!r} is not supported"
    allowed = EVERYWHERE.union(*(OF_TYPE.get(kind, set()) for kind in kinds))
    for keyword in sorted(set(part) - allowed):
        yield f"{at}: {keyword} is not permitted here"
    if "format" in part and part["format"] not in FORMATS:
        yield f"{at}: format {part['format']!r} is not supported"
    if "array" in kinds and not isinstance(part.get("items"), dict):
        yield f"{at}: a list without items"
    if "object" in kinds:
        yield from _wrong_object(at, part)


def _wrong_object(at: str, part: dict[str, Any]) -> Iterator[str]:
    if part.get("additionalProperties") is not False:
        yield f"{at}: additionalProperties is not false"
    names = set(part.get("properties") or {})
    required = part.get("required")
    if not isinstance(required, list):
        yield f"{at}: required is missing"
        return
    for name in sorted(names - set(required)):
        yield f"{at}.{name}: not required"
    for name in sorted(set(required) - names):
        yield f"{at}: requires {name}, which it does not have"


def _check_sizes(parts: list[tuple[str, dict[str, Any], int]], root: dict[str, Any], verdict: Verdict) -> None:
    properties = sum(len(part.get("properties") or {}) for _, part, _ in parts)
    if properties > MOST_PROPERTIES:
        verdict.errors.append(f"{properties} properties; {MOST_PROPERTIES} are allowed")
    levels = max(level for _, _, level in parts)
    if levels > MOST_LEVELS:
        verdict.errors.append(f"{levels} levels; {MOST_LEVELS} are allowed")
    elif levels > MANY_LEVELS:
        verdict.warnings.append(f"{levels} levels; the rules once allowed {MANY_LEVELS}")
    enums = [(at, part["enum"]) for at, part, _ in parts if "enum" in part]
    values = sum(len(enum) for _, enum in enums)
    if values > MOST_ENUM_VALUES:
        verdict.errors.append(f"{values} enum values; {MOST_ENUM_VALUES} are allowed")
    for at, enum in enums:
        length = sum(len(value) for value in enum if isinstance(value, str))
        if len(enum) > MANY_VALUES_OF_ONE_ENUM and length > MOST_CHARACTERS_OF_A_LARGE_ENUM:
            verdict.errors.append(f"{at}: a large enum of {length} characters")
    characters = sum(_characters(part) for _, part, _ in parts)
    if characters > MOST_CHARACTERS_OF_NAMES:
        verdict.errors.append(f"{characters} characters of names and values; {MOST_CHARACTERS_OF_NAMES} are allowed")


def _characters(part: dict[str, Any]) -> int:
    names = [*(part.get("properties") or {}), *(part.get("$defs") or {}), *(part.get("definitions") or {})]
    values = [*part.get("enum", ()), *([part["const"]] if "const" in part else [])]
    return sum(len(text) for text in [*names, *values] if isinstance(text, str))


def _resolved(reference: Any, root: dict[str, Any]) -> Any:
    if reference == "#":
        return root
    place: Any = root
    for key in str(reference).removeprefix("#/").split("/"):
        place = place.get(key) if isinstance(place, dict) else None
    return place
