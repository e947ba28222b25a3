"""Answers that were cut off: whether they ran in circles, and what of them is complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from structurer.models.calls import AnswerT
from structurer.models.strict import strict_schema

_TAILS = (120, 300, 600, 1200)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)("|$)(\s*:)?', re.DOTALL)
_CLOSERS = {"{": "}", "[": "]"}
GRAM_WORDS = 4
GRAM_TIMES = 4


def repeats(text: str) -> bool:
    """Whether a cut-off answer says the same again and again.

    So it does if its end is one passage (or blank) at least three times over, if at least half of a list of six or
    more elements was there before, or if within a string four words come back so often that they are half of it.
    """
    if any(_is_periodic(text[-length:]) for length in _TAILS if len(text) >= length):
        return True
    return any(_mostly_duplicates(found) for found in _lists(_whole(text))) or any(
        _has_loop(match[1]) for match in _STRING.finditer(text) if not match[3]
    )


def salvage(text: str, model: type[AnswerT]) -> AnswerT | None:
    """What is complete of a cut-off answer, or None if that is nothing, or no answer to the question.

    An unfinished list element goes, with all that it holds; elements said before go; lists and nullable fields that
    were never reached are empty and null.
    """
    data = _whole(text)
    if not isinstance(data, dict) or all(value in ([], {}) for value in data.values()):
        return None
    schema = strict_schema(model)
    return parse(json.dumps(_filled(_unique(data), schema, schema.get("$defs", {}))), model)


def parse(text: str, model: type[AnswerT]) -> AnswerT | None:
    """The text as an answer, or None where it is none."""
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError:
        return None


def _whole(text: str) -> Any:
    """The complete part of a JSON text that was cut off, or None where nothing is complete."""
    stack: list[str] = []
    cuts: list[int] = []
    for token in _tokens(text):
        sign, end = token
        if sign in "{[":
            stack.append(sign)
            cuts.append(end)
        elif sign in "}]":
            if not stack or _CLOSERS[stack.pop()] != sign:
                return None
            cuts.pop()
            if not stack:
                return _loaded(text[:end])
            cuts[-1] = end
        elif cuts:
            cuts[-1] = end
    if not stack:
        return None
    # Beyond the outermost open list everything belongs to its unfinished element.
    deepest = stack.index("[") if "[" in stack else len(stack) - 1
    closers = "".join(_CLOSERS[sign] for sign in reversed(stack[: deepest + 1]))
    return _loaded(text[: cuts[deepest]] + closers)


_TOKEN = re.compile(
    r'(?P<bracket>[{}\[\]])|(?P<key>"(?:[^"\\]|\\.)*"\s*:)|(?P<string>"(?:[^"\\]|\\.)*")(?=\s*[,}\]])'
    r'|(?P<scalar>[^\s"{}\[\],:]+)(?=\s*[,}\]])|(?P<open>")',
    re.DOTALL,
)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Brackets and complete values, each with the place where it ends. Nothing follows an unfinished string."""
    for match in _TOKEN.finditer(text):
        if match["open"]:
            return
        if match["key"] is None:
            yield (match["bracket"] or "v"), match.end()


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _filled(data: Any, schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    """The object with what it lacks: null where that is allowed, else an empty list."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if not isinstance(data, dict) or schema.get("type") != "object":
        return data
    filled = dict(data)
    for name, part in schema["properties"].items():
        if name in filled:
            filled[name] = _filled(filled[name], part, definitions)
        elif {"type": "null"} in part.get("anyOf", ()):
            filled[name] = None
        elif part.get("type") == "array":
            filled[name] = []
    return filled


def _unique(data: Any) -> Any:
    """The same data, with every list element only where it stands first."""
    if isinstance(data, dict):
        return {name: _unique(value) for name, value in data.items()}
    if isinstance(data, list):
        return list({json.dumps(value, sort_keys=True): _unique(value) for value in data}.values())
    return data


def _lists(data: Any) -> Iterator[list[Any]]:
    if isinstance(data, list):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _lists(part)


def _mostly_duplicates(found: list[Any]) -> bool:
    return len(found) >= 6 and 2 * len(_unique(found)) <= len(found)


def _is_periodic(tail: str) -> bool:
    """Whether the tail is one passage at least three times over, by its shortest period (Knuth, Morris, Pratt)."""
    border = [0] * len(tail)
    for at in range(1, len(tail)):
        length = border[at - 1]
        while length and tail[at] != tail[length]:
            length = border[length - 1]
        border[at] = length + (tail[at] == tail[length])
    return 3 * (len(tail) - border[-1]) <= len(tail)


def _has_loop(string: str) -> bool:
    words = re.findall(r"\w+", string.lower())
    counts: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - GRAM_WORDS + 1):
        gram = tuple(words[at : at + GRAM_WORDS])
        counts[gram] = counts.get(gram, 0) + 1
    most = max(counts.values(), default=0)
    return most >= GRAM_TIMES and 2 * most * GRAM_WORDS >= len(words)
