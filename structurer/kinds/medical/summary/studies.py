"""Tests already done: what was tested, when, and what it showed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from structurer.interpret import DATE
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.study_between import Passage
from structurer.kinds.medical.summary.study_days import day_of_all, is_day, last_day
from structurer.kinds.medical.summary.study_names import BEDSIDE, LABORATORY, TEST, UNNAMED, name_begins, name_ends
from structurer.kinds.medical.summary.study_results import PANEL, result
from structurer.regex import regex
from structurer.result import Span

_HAD = regex(
    r"\b(?:underwent|has\s+undergone|had\s+undergone|(?:has\s+)?had|obtained|completed)\s+(?:an?\s+|the\s+|his\s+|her\s+)?$",
    re.IGNORECASE,
)
_WAS_DONE = regex(
    r"(?:\s+(?:scan|study|studies|testing|images))?\s*,?\s*(?:were|was|have\s+been|has\s+been|had\s+been)\s+(?:also\s+)?(?:taken|obtained|performed|done|completed|carried\s+out|administered)\b"
    r"|\s+(?:(?:is|was|are|were)\s+)?(?:on\s+file|in\s+the\s+(?:chart|file|records?)|mentioned|referenced)\b",
    re.IGNORECASE,
)
_REVIEWED = regex(r"\s+(?:was|were|has\s+been|have\s+been)\s+(?:also\s+)?reviewed\b", re.IGNORECASE)
_AWAITED = regex(r"\s+(?:(?:is|are|was|were)\s+)?(?:\w+\s+)?(?:pending|awaited|requested|ordered|recommended|scheduled|planned|not\s+(?:yet\s+)?(?:done|performed|available|provided))\b", re.IGNORECASE)  # fmt: skip
"""After a test behind a heading, that it is yet to come."""
_LISTS = regex(
    r"(?:\s+to\s+date|\s+in\s+(?:\w+\s+|\d{1,2}[-/])?(?:19|20)\d\d)?\s+(?:(?:have|has|were|was)\s+)?(?:(?:been\s+)?(?:noted|documented)\s+to\s+)?(?:includ(?:ed|es?)|consist(?:ed|s)?\s+of)\s*:?",
    re.IGNORECASE,
)
_HEADS = regex(
    rf"(?:\s+to\s+date|\s+(?:reviewed|done|available|obtained|on\s+file)(?:\s+today)?|\s+(?:of\s+)?{DATE.pattern})?\s*:\s*(?=[^.;]*?{TEST.pattern})",
    re.IGNORECASE,
)
"""After a word for tests of some kind: a list of them follows."""
_NOT_DONE = regex(
    r"\b(?:request\w*|order(?:ed|s)?|recommend\w*|plan\w*|await\w*|pending|authoriz\w*|propos\w*|schedul\w*|denied|denial|want(?:s|ed)?|seek\w*|sought|ask(?:s|ed|ing)?|non-?\s?certif\w*|need(?:s|ed)?|consider\w*|will|rule\s+out|for\s+an?|warranted|refus\w+|declin\w+)\b"
    r"|\b(?:no|not|without|any)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_NEVER = regex(r"\bno\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_FOUND_BEFORE = regex(
    r"\b(?:an?|the)\s+(?P<finding>(?:essentially\s+|completely\s+)?(?:normal|negative|abnormal|positive|unremarkable))\s+$",
    re.IGNORECASE,
)
"""How a test was, said before its name: "a normal EKG"."""
_SHARES = regex(
    rf"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:an?\s+|the\s+)?(?:{TEST.pattern})?)+(?:an?\s+|the\s+)?", re.IGNORECASE
)
"""Between tests of which the same is told: "ANA, rheumatoid factor and sedimentation rate were normal"."""
_ON_DAY = regex(
    rf"\b(?:on|by)\s+(?P<date>{DATE.pattern})\s*,?\s+(?:(?:(?:the\s+)?(?:injured\s+)?(?:worker|patient|claimant|applicant|employee)|he|she)\s+(?:underwent|had|obtained|completed)\s+)?(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_DAY_BEFORE = regex(
    rf"(?:^|[:;.,]\s*|\b(?:the|his|her|of|from|imaging|studies|diagnostics)\s+)(?P<date>{DATE.pattern})\s+$",
    re.IGNORECASE,
)
_WHICH = regex(r"\s*,?\s*(?:which|that|show|reveal|demonstr|with)", re.IGNORECASE)
_BEGINS_CLAUSE = regex(r"(?:^|[;:.–-])[\s,]*(?:(?:the|an?|his|her|week\s+\d+|baseline|repeat)\s+){0,2}$", re.IGNORECASE)  # fmt: skip
_DONE = regex(r"\s+(?:was\s+)?(?:performed|done|obtained|completed|carried\s+out)\b(?=\s*(?:[,.;(]|$))", re.IGNORECASE)
_DATE_OF_BOTH = regex(r"\s*\(\s*(?:both\s+)?(?:on\s+)?", re.IGNORECASE)
"""Between a result and a day that holds for the test before as well: "A1c was 6 and LDL was 100 (1/2/16)"."""
_AFTER_RESULT = regex(r"\s*(?:,\s*(?:and\s+)?|and\s+)(?:an?\s+|the\s+)?", re.IGNORECASE)
"""Between a test's result and the next test."""
_THEN_NAMED = regex(rf"\s+(?:{DATE.pattern})\s+(?!{LABORATORY.pattern})(?={TEST.pattern})", re.IGNORECASE)
"""After a word for tests of some kind: the day of the one that is named next."""
_DATED_PANEL = regex(
    rf"\s+(?:(?:of|on|from|dated)\s+)?(?:{DATE.pattern})\s*(?::|(?={TEST.pattern}\s+(?:was\s+|of\s+)?\d))",
    re.IGNORECASE,
)
"""After a word for laboratory tests: their day, and what was measured, which is the finding of all of them."""
_NONE_AT_ALL = regex(
    r"\s*:\s*(?:none|n/?a\b|nil\b|not\s+(?:\w+ly\s+)?(?:provided|available|documented|submitted|included|done|performed|reported|noted)|no\s+\w+\s+(?:were\s+|was\s+)?(?:provided|available|submitted|included)|unknown)",
    re.IGNORECASE,
)
"""After a word for tests of some kind: that there were none."""


@dataclass(frozen=True)
class StudyRead:
    """A test, its date's passage and its finding's, where the sentence has them."""

    study: Span
    date: Span | None
    finding: Span | None
    start: int
    end: int


def studies(
    line: Line, listed: bool = False, start: int = 0, end: int | None = None, *, day_before: Span | None = None
) -> list[StudyRead]:
    """The tests that the sentence tells were done; with `listed`, those that stand in a list of what was done.

    `day_before` is the date told last before the sentence, on which a test of "the same day" was done.
    """
    text = line.text
    stop = len(text) if end is None else end
    found: list[StudyRead] = []
    waiting: list[Passage] = []
    at = start
    headed = begins = False
    day = day_of_all(line, day_before)
    for match in TEST.finditer(text, start, stop):
        if match.start() < at or BEDSIDE.match(match[0]):
            continue
        if lists := _LISTS.match(text, match.end(), stop):
            listed, at = True, lists.end()
            continue
        if (
            UNNAMED.fullmatch(match[0])
            and not (PANEL.fullmatch(match[0]) and _DATED_PANEL.match(text, match.end(), stop))
            and (heads := _HEADS.match(text, match.end(), stop))
        ):
            headed, at = True, heads.end()
            continue
        if UNNAMED.fullmatch(match[0]) and (
            _THEN_NAMED.match(text, match.end(), stop) or _NONE_AT_ALL.match(text, match.end(), stop)
        ):
            continue
        name = (name_begins(text, match.start()), name_ends(text, match.end(), stop))
        before = text[max(0, name[0] - 60) : name[0]]
        begins = bool(waiting and begins and _SHARES.fullmatch(text, waiting[-1][1], name[0])) or bool(
            _BEGINS_CLAUSE.search(text[max(0, name[0] - 40) : name[0]])
        )
        after_other = bool(found and found[-1].finding and _AFTER_RESULT.fullmatch(text, found[-1].end, name[0]))
        told = result(text, name, stop, begins_clause=begins or headed or after_other, listed=listed)
        if told.wanted:
            continue
        date = told.date
        if (dated := _ON_DAY.search(before)) and is_day(dated["date"]):
            day = line.span(*_within(dated, "date", name[0] - len(before)))
        if dated := _DAY_BEFORE.search(before):
            date = date or _within(dated, "date", name[0] - len(before))
        finding = told.finding
        if listed and told.leads and not (date or day) and not _WHICH.match(text, name[1]):
            finding = None
        if finding is None and (found_before := _FOUND_BEFORE.search(before)):
            finding = _within(found_before, "finding", name[0] - len(before))
        unlikely = _NOT_DONE.search(before) and not told.told
        was_done = bool(_WAS_DONE.match(text, name[1], stop)) and not _NEVER.search(before)
        goes_on = found and not found[-1].finding and _SHARES.fullmatch(text, found[-1].end, name[0])
        was_done = was_done or (begins and bool(_DONE.match(text, name[1], stop)))
        stands = (headed and not _AWAITED.match(text, name[1], stop)) or _REVIEWED.match(text, name[1], stop)
        done = told.told or finding or was_done or ((goes_on or stands) and not unlikely)
        if not done and not listed and _ONLY_ASKED.match(text, name[1]):
            waiting = []
            continue
        if not done and not listed and (unlikely or not (date or day or _HAD.search(before))):
            waiting = [*waiting, name] if _SHARES.match(text, name[1]) else []
            continue
        at = told.end
        that_day = last_day(line, name[0]) or day_before if told.same_day else day
        follows = date and finding and _DATE_OF_BOTH.fullmatch(text, finding[1], date[0])
        if date and follows and after_other and found[-1].date is None:
            found[-1] = replace(found[-1], date=line.span(*date))
        study = StudyRead(
            line.span(*name),
            line.span(*date) if date else that_day,
            line.span(*finding) if finding else None,
            name[0],
            at,
        )
        found += [
            replace(study, study=line.span(*one)) for one in waiting if _SHARES.fullmatch(text, one[1], study.start)
        ]
        waiting = []
        found.append(study)
    return found


_ONLY_ASKED = regex(
    r"\s+(?:was|were|is|are|has\s+been|have\s+been)\s+(?:also\s+|then\s+|again\s+)?(?:requested|ordered|recommended|proposed|scheduled|planned|denied|non-?\s?certified|sought)\b(?!\s+and\s+(?:show|reveal|demonstrat|read|done|perform|complet|was\s+(?:done|perform|complet|read|normal|negative|positive)))",
    re.IGNORECASE,
)
"""After a test that was wanted, which says nothing of its being done."""


def _within(match: re.Match[str], group: str, start: int) -> Passage:
    """Where a group stands that was found in a part of the text that begins at `start`."""
    return start + match.start(group), start + match.end(group)


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
