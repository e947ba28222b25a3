"""Items in a table whose text came out column by column: all requests, then all decisions, then what was approved."""

from __future__ import annotations

import re

from structurer.kinds.ur.decisions import NOT_NECESSARY, WORD
from structurer.kinds.ur.items.found import Found, Place, trimmed
from structurer.kinds.ur.items.table import NOTHING, column_named
from structurer.letter import Letter
from structurer.regex import regex

_LINE = regex(r"[^\n\r\f]*\S[^\n\r\f]*")
_NUMBERED = regex(r"[ \t]*(?P<n>\d{1,2})[.)][ \t]+")
_DECISION = regex(rf"\s*(?:{WORD}|{NOT_NECESSARY})\s*", re.IGNORECASE)


def columned(letter: Letter) -> list[Found]:
    """The items of a table that stands column by column; none unless every row has a request and a decision."""
    text = letter.text
    lines = [match.span() for match in _LINE.finditer(text)]
    named = {index: name for index, (start, end) in enumerate(lines) if (name := column_named(text[start:end]))}
    asked = next((index for index, name in named.items() if name == "request"), None)
    decided = next(
        (index for index, name in named.items() if name == "decision" and asked is not None and index > asked), None
    )
    if asked is None or decided is None:
        return []
    words = _run_of_decisions(letter, lines[decided + 1 :])
    after = decided + 1 + len(words)
    requests = _cells(letter, lines[asked + 1 : decided], len(words))
    if len(words) < 2 or requests is None:
        return []
    approved = _cells(letter, lines[after + 1 :], len(words)) if named.get(after) == "authorized" else None
    end = max(words[-1][1], approved[-1][1] if approved else 0)
    return [
        Found(request, word, end, authorized=_something(text, approved[number]) if approved else None)
        for number, (request, word) in enumerate(zip(requests, words, strict=True))
    ]


def _run_of_decisions(letter: Letter, lines: list[Place]) -> list[Place]:
    words: list[Place] = []
    for start, end in lines:
        if not _DECISION.fullmatch(letter.text, start, end):
            break
        words.append(trimmed(letter, start, end))
    return words


def _cells(letter: Letter, lines: list[Place], rows: int) -> list[Place] | None:
    """The first `rows` cells of a column: numbered ones may take several lines, others take one each; else None."""
    numbered = bool(lines) and _NUMBERED.match(letter.text, *lines[0]) is not None
    cells: list[Place] = []
    for start, end in lines:
        number = _NUMBERED.match(letter.text, start, end)
        if numbered and number and int(number["n"]) == len(cells) + 1:
            cells.append((number.end(), end))
        elif numbered and cells:
            cells[-1] = (cells[-1][0], end)
        elif len(cells) < rows:
            cells.append((start, end))
        else:
            break
    return [trimmed(letter, *cell) for cell in cells] if len(cells) == rows else None


def _something(text: str, place: Place) -> Place | None:
    return place if not NOTHING.fullmatch(text[slice(*place)]) else None
