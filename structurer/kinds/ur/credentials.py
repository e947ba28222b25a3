"""The reviewer's specialty and licence, from labels or from a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Reading
from structurer.kinds.medical.credentials import credentials_in_prose, entries, is_state, listed, states
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Outline, Section

_NUMBER = regex(
    r"\blic(?:ense|\.)?(?:\s+(?:number|no\.?))?\s*[:#]?\s*(?P<value>(?!(?:no|in|of|exp|from|for|on|is|was|and)\b)(?:[A-Z]{1,4}|\d{2}[A-Z])[ -]?\d{3,6})\b",
    re.IGNORECASE,
)
_STATES = regex(r"\bstates?(?:\(s\))?\s+of\s+licensure\s*:\s*(?P<value>[^\n\r]+)", re.IGNORECASE)
_POSTAL = regex(r"\b(?P<value>[A-Z]{2})[ \t]+(?i:lic(?:ense|\.))")
_BRACKETED = regex(r"\b(?i:lic\w*\.?)[^\n]{0,30}\((?P<value>[A-Z][A-Za-z ]+)\)")
_SPECIALTY = regex(r"^[ \t]*(?:specialty|certification(?:\(s\))?|board\s+certification)\s*:\s*(?P<value>[^\n\r]+)",
                        re.IGNORECASE | re.MULTILINE)  # fmt: skip
_CERTIFIED = regex(r"\bboard\s+certified\s+in\s+(?P<value>[^\n\r.;]+)", re.IGNORECASE)
_TITLE = r"(?:M\.?\s?D\.?|D\.?\s?O\.?|D\.?\s?C\.?|D\.?P\.?M\.?|Ph\.?D\.?|Psy\.?D\.?|D\.?D\.?S\.?)"
# Titles that are postal codes too: "Jane Roe, MD License 123" names no state, "Jane Roe, M.D., MD License 123" does.
_TITLE_OR_STATE = frozenset(("DC", "MA", "MD", "MS", "ND", "PA"))
_BEFORE_STATE = regex(rf"(?:^|[\n;:(]|(?<![A-Za-z]){_TITLE}[ \t]*[,;])[ \t]*\Z")
_BESIDE = regex(
    rf"[a-z]+,?[ ]+{_TITLE}(?![A-Za-z])[ \t]*,?[ \t]*(?:\r?\n[ \t]*)?(?P<value>[A-Z][A-Za-z&;,/ ]*?)"
    r"(?=[ \t]*(?:\.|\r?\n|\Z|[;,][ \t]*(?:[A-Z]{2}[ \t]+)?(?i:lic)))"
)
_NAMED = regex(r"board|licen[sc]|\bwho\b|certif|state\b|telephone", re.IGNORECASE)
MEDICINE = regex(
    r"medicine|surgery|ology|iatr|practice|anesthes|pain|rehab|chiropract|orthop|psych|acupunct|dent", re.IGNORECASE
)


def read_credentials(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Licensed states, licence number and specialties, one each."""
    reviewer = outline.part("reviewer")
    if reviewer is None:
        return
    number = _NUMBER.search(letter.text, reviewer.start, reviewer.end)
    if number:
        span = letter.span(*number.span("value"))
        yield Reading("/reviewer/license_number", letter.verbatim(span.start, span.end), span)
    told = list(credentials_in_prose(letter, reviewer))
    licensed = [reading for reading in told if reading.path.startswith("/reviewer/licensed_states")]
    certified = [reading for reading in told if reading.path.startswith("/reviewer/specialties")]
    yield from licensed or listed("/reviewer/licensed_states", _labelled_states(letter, reviewer))
    yield from certified or listed("/reviewer/specialties", _specialties(letter, reviewer))


def _labelled_states(letter: Letter, reviewer: Section) -> list[Span]:
    labelled = _STATES.search(letter.text, reviewer.start, reviewer.end)
    if labelled:
        return [span for span in entries(letter, *labelled.span("value")) if is_state(span.text)]
    bracketed = _BRACKETED.search(letter.text, reviewer.start, reviewer.end)
    if bracketed and (named := states(letter, *bracketed.span("value"))):
        return named
    for postal in _POSTAL.finditer(letter.text, reviewer.start, reviewer.end):
        title = postal["value"] in _TITLE_OR_STATE
        before = letter.text[reviewer.start : postal.start()]
        if is_state(postal["value"]) and (not title or _BEFORE_STATE.search(before)):
            return [letter.span(*postal.span("value"))]
    return []


def _specialties(letter: Letter, reviewer: Section) -> list[Span]:
    labelled = _SPECIALTY.search(letter.text, reviewer.start, reviewer.end)
    if labelled:
        return entries(letter, *labelled.span("value"))
    certified = _CERTIFIED.search(letter.text, reviewer.start, reviewer.end)
    if certified:
        return entries(letter, *certified.span("value"), prose=True)
    beside = _BESIDE.search(letter.text, reviewer.start, reviewer.end)
    found = entries(letter, *beside.span("value")) if beside and not _NAMED.search(beside["value"]) else []
    if not found:  # behind the licence, at the end of the line
        lines = [line for line in letter.text[reviewer.start : reviewer.end].split("\n") if line.strip()]
        last = re.search(r",\s*(?P<value>[A-Z][A-Za-z& ]+)\.?\s*$", lines[0]) if lines else None
        if last:
            at = reviewer.start + letter.text[reviewer.start : reviewer.end].index(lines[0])
            found = [letter.span(at + last.start("value"), at + last.end("value"))]
    return [span for span in found if MEDICINE.search(span.text)]
