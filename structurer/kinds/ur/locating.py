"""Where the requests stand by the model's word: its line numbers, and what code sees in and around those lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from structurer.kinds.medical.locating import outline_from as located
from structurer.kinds.ur.decisions import NOT_NECESSARY, WORD, decision_of
from structurer.kinds.ur.record import Decision
from structurer.kinds.ur.sections import outline
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline, Section

_DECIDED = regex(rf"(?:\s*[-–—:]\s*|\s+(?:is|are|was|were)\s+)?(?P<word>\b(?:{WORD}|{NOT_NECESSARY})\b)", re.IGNORECASE)
# What makes another thing of a word that would approve: a denial in words nobody foresaw, an earlier decision, a physician.
_NOT_SO = regex(
    r"(?:\b(?:not|never|cannot|nor|previously|earlier|already|board)\b|n['’]t\b)[^.;:\n]{0,25}\Z",
    re.IGNORECASE,
)


def outline_from(letter: Letter, answer: Mapping[str, Any]) -> Outline | None:
    """The outline that code makes of the letter, with the summary and the items where the model says they stand.

    The decision on an item is the first decision word in its lines that stands for itself; None where the model's numbers
    name no item.
    """
    found = located(letter, answer)
    if found is None:
        return None
    read = outline(letter)
    summary = read.part("summary") or found.part("summary")
    items = [_decided(letter, item, _end(found, item)) for item in found.all("item")]
    parts = [part for part in read.parts if part.name not in ("item", "summary")]
    ordered = sorted([*parts, *([summary] if summary else []), *items], key=lambda part: (part.start, part.end))
    return replace(found, parts=tuple(ordered))


def _end(found: Outline, item: Section) -> int:
    following = [other.start for other in found.all("item") if other.start > item.start]
    return min([*following, item.end + 200])


def _decided(letter: Letter, item: Section, end: int) -> Section:
    """The item with its decision, and its request without it."""
    request = item.part("request")
    match = next((one for one in _DECIDED.finditer(letter.text, item.start, end) if _counts(letter, one)), None)
    if request is None or match is None:
        return item
    return replace(item, end=max(item.end, match.end()), parts=tuple(_parts(letter, item, request, match)))


def _counts(letter: Letter, match: re.Match[str]) -> bool:
    before = letter.text[max(0, match.start("word") - 40) : match.start("word")]
    return decision_of(match["word"]) is not Decision.APPROVED or not _NOT_SO.search(before)


def _parts(letter: Letter, item: Section, request: Section, match: re.Match[str]) -> Iterator[Section]:
    inside = request.start < match.start() < request.end
    asked = letter.span(request.start, match.start() if inside else request.end)
    yield Section("request", asked.start, asked.end)
    yield Section("decision", match.start("word"), match.end("word"))
    yield from (part for part in item.parts if part.name not in ("request", "decision"))
