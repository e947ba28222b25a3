"""Tests already done: what was tested, when, and what it showed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from structurer.interpret import DATE, date_of
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.words import TEST
from structurer.result import Span

_OF = re.compile(
    r"\s+(?:(?:scan|study|studies|testing|report)\s+)?(?:(?:of|to|for)\s+(?:the\s+|his\s+|her\s+|both\s+)?)?(?:(?:left|right|bilateral|both|cervical|thoracic|lumbar|lumbosacral|upper|lower|low|mid)\s+|the\s+)*"
    r"(?:spine|neck|back|head|brain|shoulders?|elbows?|wrists?|hands?|fingers?|thumb|hips?|pelvis|knees?|legs?|ankles?|foot|feet|heels?|toes?|calf|thighs?|jaw|face|chest|ribs?|abdomen|(?:upper|lower)\s+extremit(?:y|ies)|extremit(?:y|ies)|arms?|forearms?|region)(?:\s+(?:and|/)\s+(?:(?:left|right|lumbar|thoracic|cervical)\s+)?(?:spine|neck|back|head|hand|hip|pelvis|wrist|forearm))?(?:\s+with(?:out)?\s+contrast)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\s*,?\s*(?:\(|(?:which\s+(?:was|were)\s+)?(?:was\s+|were\s+)?(?:(?:performed|dated|done|taken|obtained|completed|taken?\s+in\s+office)\s+)?(?:on|of|from|dated)?\s*)\s*(?P<date>{DATE.pattern})\s*\)?\s*,?",
    re.IGNORECASE,
)
_SHOWED = re.compile(
    r"\s*,?\s*(?:(?:which|that|and|it|report|results?|the\s+(?:report|results?))\s+)?(?:(?:was|were|is|are)\s+)?(?:(?:also|officially|reportedly)\s+)?(?:(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:es|ed|ing)|document(?:s|ed|ing)|indicat(?:es|ed|ing)|confirm(?:s|ed)|describ(?:es|ed)|read|interpreted|reported|noted|found|consistent\s+with|notable\s+for|positive\s+for|described|impression)(?:\s+(?:as(?:\s+showing)?|with|to\s+(?:show|have|be|reveal)|the\s+(?:patient|worker|injured\s+worker)\s+(?:had|has)|that))*\s*:?|:)\s*(?P<finding>[^.]+(?:\.\d[^.]*)*)"
    r"|\s*(?:,?\s*(?:was|were)\s+(?:(?:also|reportedly)\s+)?|\()(?P<plain>(?:essentially\s+|reported\s+as\s+|within\s+)?(?:negative|normal|unremarkable|positive|consistent|inconclusive|non-?contributory)\b[^.,;)]*)",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"(?:\s+to\s+date)?\s+(?:(?:have|has|were|was)\s+)?(?:(?:been\s+)?(?:noted|documented)\s+to\s+)?(?:includ(?:ed|es?)|consist(?:ed|s)?\s+of)\s*:?",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:request\w*|order(?:ed|s)?|recommend\w*|plan\w*|await\w*|pending|authoriz\w*|propos\w*|schedul\w*|no|not|without|denied|need(?:s|ed)?|consider\w*|will|rule\s+out|for\s+an?|warranted|included\s+MRI)\b",
    re.IGNORECASE,
)


_SAYS_NOTHING = re.compile(r"non-?contributory", re.IGNORECASE)
# Where a finding ends because the sentence goes on to another test.
_ANOTHER = re.compile(
    rf"\s*[;,]?\s+and\s+(?:an?\s+|the\s+)?(?={TEST.pattern}[^.]*?(?:show|reveal|demonstrat))", re.IGNORECASE
)


@dataclass(frozen=True)
class StudyRead:
    """A test, its date's passage and its finding's, where the sentence has them."""

    study: Span
    date: Span | None
    finding: Span | None
    start: int
    end: int


def studies(line: Line, listed: bool = False, start: int = 0, end: int | None = None) -> list[StudyRead]:
    """The tests that the sentence tells were done; with `listed`, those that stand in a list of what was done."""
    text = line.text
    stop = len(text) if end is None else end
    found: list[StudyRead] = []
    at = start
    for match in TEST.finditer(text, start, stop):
        if match.start() < at:
            continue
        last = match.end()
        lists = _LISTS.match(text, last, stop)
        if lists:
            listed, at = True, lists.end()
            continue
        of = _OF.match(text, last, stop)
        if of:
            last = of.end()
        name = line.span(match.start(), last)
        dated = _DATED.match(text, last, stop)
        date = line.span(*dated.span("date")) if dated and _day(dated) else None
        begins = dated.end() if date and dated else last
        showed = _SHOWED.match(text, begins, stop)
        if not (listed or date or showed) or (
            not showed and _NOT_DONE.search(text[max(0, match.start() - 60) : match.start()])
        ):
            continue
        finding = None
        at = begins
        if showed and not (listed and showed["plain"] is None and not date):
            group = "finding" if showed["finding"] else "plain"
            low, high = showed.span(group)
            another = _ANOTHER.search(text, low, high)
            high = another.start() if another else high
            words = re.match(r"(?:an?|the|no\s+evidence\s+of)?\s*", text[low:high])
            if words and not words[0].startswith("no"):
                low += words.end()
            high = low + len(text[low:high].rstrip(' ,;"”'))
            if high > low and not _SAYS_NOTHING.match(text, low):
                finding = line.span(low + (text[low] in '"“'), high)
                at = high
        found.append(StudyRead(name, date, finding, match.start(), at))
    return found


def each_study_once(found: Iterable[StudyRead]) -> list[StudyRead]:
    """The studies in the letter's order; one told again, to say what it showed, is one with its first mention."""
    kept: list[StudyRead] = []
    for study in sorted(found, key=lambda study: study.study.start):
        earlier = next((i for i, known in enumerate(kept) if _is_of(study, known)), None)
        if earlier is None:
            kept.append(study)
        elif kept[earlier].finding is None:
            kept[earlier] = replace(kept[earlier], finding=study.finding, date=kept[earlier].date or study.date)
    return kept


def _is_of(again: StudyRead, known: StudyRead) -> bool:
    """Whether a later mention is of a known study: the same name, or its first words, and no other date."""
    name, first = again.study.text.lower().split(), known.study.text.lower().split()
    dated = again.date is None or known.date is None or again.date.text == known.date.text
    return dated and first[: len(name)] == name and (again.finding is None or known.finding is None)


def _day(match: re.Match[str]) -> bool:
    inner = DATE.search(match["date"])
    return bool(inner and date_of(inner))
