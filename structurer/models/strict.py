"""Answer models as JSON Schemas that constrained decoding takes: OpenAI's strict rules, and llama.cpp's grammar.

Rules: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas and
https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md#json-schemas--gbnf
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from structurer.errors import KindError

FORMATS = frozenset(
    {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"}
)  # fmt: skip
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_REFUSED = ("prefixItems", "patternProperties", "not", "if", "dependentRequired", "dependentSchemas", "contains")
_PLAIN = frozenset({"string", "integer", "number", "boolean", "null", "object", "array"})
_REF = "#/$defs/"


def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The model's JSON Schema by the strict rules: every property required, nothing else allowed, no defaults.

    References are inlined unless the model is recursive. A constraint that no grammar holds (lengths of strings,
    bounds of fractions, unanchored patterns) is left to the validation of the answer. What is given is shared: it must
    not be changed. Raises KindError for a field whose shape cannot be constrained at all, such as a free dictionary.
    """
    return _strictly(model)


@lru_cache(maxsize=512)
def _strictly(model: type[BaseModel]) -> dict[str, Any]:
    published = model.model_json_schema()
    strictly = _Strict(model.__name__, published.get("$defs", {}))
    schema = strictly.part(published, "", ())
    if "$ref" in schema:
        schema = dict(strictly.kept[schema["$ref"].removeprefix(_REF)])
    if schema.get("type") != "object":
        raise KindError(f"answer model {model.__name__} is not an object", hint="put its value into a field")
    return {**schema, "$defs": strictly.kept} if strictly.kept else schema


def schema_name(model: type[BaseModel]) -> str:
    """The model's name in the letters that the API allows: at most 64 of a-z, A-Z, 0-9, _ and -."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", model.__name__)[:64] or "answer"


class _Strict:
    """One pass over a schema. `kept` gathers the definitions that stay references, because they hold themselves."""

    def __init__(self, model: str, definitions: Mapping[str, Any]) -> None:
        self.model = model
        self.definitions = definitions
        self.kept: dict[str, Any] = {}
        self._recursive = {name for name in definitions if self._reaches(name, name, set())}

    def part(self, schema: Mapping[str, Any], at: str, within: tuple[str, ...]) -> dict[str, Any]:
        """The schema at a field, rewritten; `within` are the recursive definitions that it stands in."""
        for refused in _REFUSED:
            if refused in schema:
                raise self._error(at, f"{refused} cannot be constrained")
        described = {"description": schema["description"]} if schema.get("description") else {}
        if "$ref" in schema:
            return self._referred(schema["$ref"].removeprefix(_REF), described, at, within)
        if "allOf" in schema:
            if len(schema["allOf"]) != 1:
                raise self._error(at, "allOf cannot be constrained")
            return {**self.part(schema["allOf"][0], at, within), **described}
        if choices := schema.get("anyOf") or schema.get("oneOf"):
            return {"anyOf": [self.part(choice, at, within) for choice in choices], **described}
        if "const" in schema or "enum" in schema:
            return {**self._choice(schema, at), **described}
        return {**self._typed(schema, at, within), **described}

    def _referred(self, name: str, described: dict[str, Any], at: str, within: tuple[str, ...]) -> dict[str, Any]:
        if name not in self._recursive:
            return {**self.part(self.definitions[name], at, within), **described}
        if name not in within and name not in self.kept:
            self.kept[name] = {}
            self.kept[name] = self.part(self.definitions[name], at, (*within, name))
        return {"$ref": _REF + name}

    def _choice(self, schema: Mapping[str, Any], at: str) -> dict[str, Any]:
        values = [schema["const"]] if "const" in schema else list(schema["enum"])
        kinds = {_type_of(value) for value in values if value is not None}
        if len(kinds) != 1 or not kinds <= _PLAIN:
            raise self._error(at, "the choices are of different types")
        chosen = {"type": kinds.pop(), "enum": [value for value in values if value is not None]}
        return chosen if None not in values else {"anyOf": [chosen, {"type": "null"}]}

    def _typed(self, schema: Mapping[str, Any], at: str, within: tuple[str, ...]) -> dict[str, Any]:
        kind = schema.get("type")
        if kind == "object":
            return self._object(schema, at, within)
        if kind == "array":
            if not isinstance(schema.get("items"), dict):
                raise self._error(at, "the list does not say what it is of")
            limits = {key: schema[key] for key in ("minItems", "maxItems") if key in schema}
            return {"type": "array", "items": self.part(schema["items"], f"{at}[]", within), **limits}
        if kind not in _PLAIN:
            raise self._error(at, "a field of any type cannot be constrained")
        kept: dict[str, Any] = {"type": kind}
        if kind == "integer":
            kept.update({key: schema[key] for key in _BOUNDS if key in schema})
        if schema.get("format") in FORMATS:
            kept["format"] = schema["format"]
        if _is_plain_pattern(schema.get("pattern")):
            kept["pattern"] = schema["pattern"]
        return kept

    def _object(self, schema: Mapping[str, Any], at: str, within: tuple[str, ...]) -> dict[str, Any]:
        properties = schema.get("properties")
        if not properties or isinstance(schema.get("additionalProperties"), dict):
            raise self._error(at, "an object without named fields cannot be constrained")
        parts = {name: self.part(part, f"{at}.{name}".lstrip("."), within) for name, part in properties.items()}
        return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}

    def _reaches(self, wanted: str, start: str, seen: set[str]) -> bool:
        for name in _references(self.definitions[start]):
            if name == wanted:
                return True
            if name not in seen:
                seen.add(name)
                if self._reaches(wanted, name, seen):
                    return True
        return False

    def _error(self, at: str, wrong: str) -> KindError:
        return KindError(
            f"answer model {self.model}, {at or 'its root'}: {wrong}",
            hint="use named fields, lists of one type, enums, and `| None` for what may be absent",
        )


def _references(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["$ref"].removeprefix(_REF)} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*(_references(part) for part in schema.values()))
    if isinstance(schema, list):
        return set().union(*(_references(part) for part in schema))
    return set()


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return {str: "string", int: "integer", float: "number"}.get(type(value), "mixed")


def _is_plain_pattern(pattern: Any) -> bool:
    """Whether both engines take the pattern: anchored at both ends, without look-arounds or back-references."""
    return (
        isinstance(pattern, str)
        and pattern.startswith("^")
        and pattern.endswith("$")
        and not re.search(r"\(\?(?!:)|\\[1-9bB]", pattern)
    )
