"""The conventions that hand labels of medical reviews are held to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from structurer.kind import Case, Rule, Trip
from structurer.regex import regex
from structurer.result import Severity

_LISTS = ("diagnoses", "complaints", "exam_findings", "treatments")
_MARKED = regex(r"^\s*(?:\(?\d{1,2}[.)]\s|[-•;,]|(?:and|or)\s)", re.IGNORECASE)
_SEVERAL = regex(r";\s|\s\(?[2-9]\)\s")
_LED_IN = regex(
    r"^(?:(?:physical\s+)?exam\w*\s+(?:show\w+|reveal\w+|note\w+)|(?:he|she|the\s+(?:worker|patient))\s+(?:complain\w*\s+of|"
    r"reports?\b|has\b)|diagnos[ei]s\s+(?:includes?|is|are|of)\b|treatments?\s+(?:has|have|to\s+date)\b)",
    re.IGNORECASE,
)
_HOW_MUCH = regex(r"#\s?\d|\b\d+\s?(?:mg|mcg)\b|\btimes\s+(?:a|per)\b|\bx\s?\d|\brefills?\b", re.IGNORECASE)


def entry_marked(case: Case[Any]) -> Iterator[Trip]:
    for path, entry in _entries(case):
        if _MARKED.search(entry) or entry.rstrip()[-1:] in ",;":
            yield Trip(path, "an enumeration mark or joining word stands at its edge")


def entry_of_several(case: Case[Any]) -> Iterator[Trip]:
    for path, entry in _entries(case):
        if _SEVERAL.search(entry):
            yield Trip(path, "several things stand in one entry")


def entry_led_in(case: Case[Any]) -> Iterator[Trip]:
    for path, entry in _entries(case):
        if _LED_IN.search(entry):
            yield Trip(path, "it begins with the words that lead up to it")


def service_with_amount(case: Case[Any]) -> Iterator[Trip]:
    for index, item in enumerate(case.record.determinations):
        if item.service and _HOW_MUCH.search(item.service):
            yield Trip(f"/determinations/{index}/service", "it holds a strength, count or rate")


def request_with_decision(case: Case[Any]) -> Iterator[Trip]:
    for index, item in enumerate(case.record.determinations):
        if re.search(r":$|\b(?:upheld|overturned)$", item.request, re.IGNORECASE):
            yield Trip(f"/determinations/{index}/request", "it goes on into the colon or the decision word")


def _entries(case: Case[Any]) -> Iterator[tuple[str, str]]:
    for name in _LISTS:
        for index, entry in enumerate(getattr(case.record.clinical, name)):
            yield f"/clinical/{name}/{index}", entry


SHARED_LABEL_RULES: tuple[Rule[Any], ...] = (
    Rule("label_entry_marked", Severity.ERROR, "Entries of the summary's lists come without enumeration marks.", entry_marked),
    Rule("label_entry_of_several", Severity.ERROR, "One diagnosis, complaint, finding or treatment an entry.", entry_of_several),
    Rule("label_entry_led_in", Severity.ERROR, "Entries begin with the thing itself, not with what leads up to it.", entry_led_in),
    Rule("label_service_with_amount", Severity.ERROR, "A service stands without strength, count and rate.", service_with_amount),
)  # fmt: skip
