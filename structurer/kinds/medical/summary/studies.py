"""Tests already done: what was tested, when, and what it showed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from structurer.interpret import DATE, date_of
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.words import LABORATORY, TEST
from structurer.result import Span

_KIND = r"(?:(?-i:R|L|Rt|Lt|RT|LT|B/L)|left|right|bilateral|both|cervical|thoracic|lumbar|lumbosacral|sacral|upper|lower|low|mid)"
_REGION = (
    r"(?:shldrs?|spine|neck|back|head|brain|skull|sinus(?:es)?|orbits?|shoulders?|elbows?|wrists?|hands?|fingers?|thumbs?|hips?|pelvis|sacrum|coccyx|knees?|legs?|ankles?|foot|feet|heels?|toes?|calf|thighs?"
    r"|jaw|face|facial\s+bones|chest|ribs?|clavicle|scapula|sternum|abdomen|groin|scrotum|kidneys?|(?:upper|lower)\s+extremit(?:y|ies)|extremit(?:y|ies)|arms?|forearms?|region|TMJs?|(?:upper|lower)\s+limbs?|limbs?|[CTL]-?spine|L/S|(?:cervical|thoracic|lumbar)(?=\s+[\d(])|[CTLS]\d(?:-[CTLS]?\d)?)"
)
_OF = re.compile(
    rf"\s+(?:(?:scan|study|studies|testing|report)\s+)?(?:(?:of|to|for)\s+(?:the\s+|his\s+|her\s+|both\s+)?)?(?:{_KIND}\s+|the\s+)*"
    rf"{_REGION}(?:(?:\s+(?:and|/)\s+|,\s+(?=[\w\s,]{{3,60}}?\band\s+(?:the\s+)?(?:{_KIND}\s+)*{_REGION})(?:and\s+)?)(?:of\s+)?(?:the\s+)?(?:{_KIND}\s+)*{_REGION})*(?!\w)(?:\s+with(?:out)?\s+contrast)?",
    re.IGNORECASE,
)
_OF_OTHER = re.compile(
    r"\s+of\s+(?:the\s+|his\s+|her\s+)?(?:[a-z][\w-]*\s+){0,3}?[a-z][\w-]*(?=\s*[,(]|\s+(?:on|in|from|dated|of|was|were|done|taken|performed|obtained|show\w*|reveal\w*|demonstrat\w*|confirm\w*|found)\b)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"\s+(?:with(?:out)?|w/o?)\s+(?:and\s+without\s+)?(?:contrast|gadolinium)\b", re.IGNORECASE)
_PAPER = r"(?:\s+(?:scan|study|studies|testing|report|findings?|results?|images))?"
"""What may stand between a test's name and its date or finding, and belongs to neither."""
_WHEN = r"(?:in\s+(?:the\s+)?(?:office|clinic|emergency\s+(?:room|department))|today|at\s+that\s+time|initially|there)"
_MODIFIER = r"(?:(?:taken|obtained|performed|done|completed)\s+)?(?:at|from|after|following|during|by)\s+(?:(?!(?:and|or|was|were|is|are|which|that|show\w*|reveal\w*|demonstrat\w*)\b)[\w'/-]+\s+){1,6}?(?=(?:that\s+|which\s+)?(?:was|were|is|are|show|reveal|demonstr|confirm|identif|found)\w*\b)"
_MONTH_OR_YEAR = r"(?:(?:on|in|from|of)\s+)?(?:(?:early|late|mid)[\s-])?(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.?\s+)?(?:of\s+)?(?:19|20)\d\d\b|(?:in|from)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_TAKEN = rf"(?:(?:were|was|have\s+been|has\s+been)\s+)?(?:taken|obtained|performed|done|completed|reviewed)(?:\s+(?:{_WHEN}|{_MONTH_OR_YEAR}))?"
_DATED = re.compile(
    rf"{_PAPER}\s*,?\s*(?:\(|(?:which\s+(?:was|were)\s+)?(?:was\s+|were\s+)?(?:(?:performed|dated|done|taken|obtained|completed|taken?\s+in\s+office)\s+)?(?:on|of|from|in|dated)?\s*)\s*(?P<date>{DATE.pattern})\s*\)?\s*,?",
    re.IGNORECASE,
)
_READ_BY = r"(?:,?\s*(?:and\s+)?(?:read|interpreted|reviewed|signed)\s+by\s+(?:Dr\.?\s+)?[^,;.]{3,50},)?"
_THEN = (
    r"(?:\s*,?\s*(?:at\s+(?:admission|that\s+time)|(?:on\s+|from\s+)?(?:that|the)\s+(?:same\s+)?(?:day|date|visit)(?:\s+of\s+(?:the\s+)?injury)?|before\s+(?:that|the)\s+(?:operation|surgery)|today"
    rf"|(?:done\s+|performed\s+)?in\s+(?:the\s+)?(?:office|clinic)|\(undated\)|{_MONTH_OR_YEAR}|{_MODIFIER}),?)?"
)
_ASIDE = (
    _THEN
    + r"(?:\s*,\s(?!(?:and|which|that|show|reveal)\b)[^,;.]{3,45},(?=\s+(?:show|reveal|demonstr|confirm|found|was|were)))?"
)
_SHOWED = re.compile(
    rf"{_PAPER}{_READ_BY}{_ASIDE}(?:\s*,?\s*{_TAKEN}(?=[\s,]+(?:and|which|that|with|show|reveal|demonstr)))?"
    r"\s*,?\s*(?:(?:which|that|and|it|had|has|have|again|report|results?|findings?|the\s+(?:report|results?|findings?))\s+){0,2}(?:(?:was|were|is|are)\s+)?(?:(?:also|officially|reportedly|later|subsequently|again|then)\s+)?(?:(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:ed|es?|ing)|document(?:s|ed|ing)|indicat(?:ed|es?|ing)|confirm(?:s|ed|ing)?|describ(?:es|ed)|identif(?:ies|ied|ying)|suggest(?:s|ed|ing|ive\s+of)|display(?:s|ed)|disclos(?:es|ed)|grew|gave|yielded|produced|exhibited|visualized|evidenced|said|felt|read|interpreted|reported|noted|found|consistent\s+with|with\s+(?=(?:an?\s+)?(?:small|mild|moderate|large|severe|minimal|broad|\d)\b)|notable\s+for|significant\s+for|remarkable\s+for|described|impression|with\s+(?:findings?|evidence|results?|an?\s+impression)(?:\s+(?:of|showing))?)(?:\s+(?:as(?:\s+showing)?|with|to\s+(?:show|have|be|reveal|demonstrate)|(?:that\s+)?the\s+(?:patient|worker|injured\s+worker)\s+(?:had|has)|(?:that\s+)?there\s+(?:is|was|were|are)|that))*\s*:?|there\s+(?:is|was|were|are)|:)\s*(?P<finding>[^.]+(?:\.\d[^.]*)*)"
    rf"|{_PAPER}{_THEN}(?:\s*,?\s*{_TAKEN}(?:\s+and|,?\s+which|,?\s+that)?|\s*,?\s*\b(?:which|that))?\s*(?:,?\s*(?:was|were|is|are|had\s+been|has\s+been|have\s+been)\s+(?:(?:also|reportedly|again|all|both)\s+)?|\(|(?<=,)\s+|,\s+(?=(?:positive|negative)\s+for))(?P<plain>(?:essentially\s+|reported\s+as\s+|within\s+|grossly\s+|reportedly\s+)?(?:negative|normal|abnormal|unremarkable|positive|consistent|inconsistent|inconclusive|non-?contributory|compatible\s+with|suggestive\s+of|diagnostic\s+of|non-?diagnostic|valid|invalid|reliable|unreliable|type\s+\w\b|without|free\s+of|resolved|concordant|discordant|unrevealing|unchanged|stable|satisfactory|equivocal|indeterminate|suspicious|suboptimal|clear|benign|non-?reactive|reactive|elevated|low|high)\b[^.;)]*)"
    r"|\s*,?\s+(?:which\s+|that\s+)?(?P<told>(?:ruled\s+out|excluded|lit\s+up|failed\s+to\s+(?:show|reveal|demonstrate)|did\s+not\s+(?:show|reveal|demonstrate)|corroborated|supported)\b[^.;]*)",
    re.IGNORECASE,
)
# A urine test is consistent with what is taken: that is its finding, and no lead to one.
_OF_URINE = re.compile(r"urin|UDS|toxicolog|drug\s+screen", re.IGNORECASE)
_IS_CONSISTENT = re.compile(
    r"\s*,?\s*(?:which\s+)?(?:was|were|is|are)\s+(?P<plain>(?:in)?consistent\b[^.;)]*)", re.IGNORECASE
)
_MEASURED = re.compile(
    r"(?:\s+(?:level|count|test|scores?))?\s*,?\s*(?:(?:\bwas|is|of|at|reached|measured|had\s+come\s+down\s+to|(?:had\s+)?(?:fallen|fell|risen|rose)\s+to|came\s+back\s+at)\s+|:\s*|(?<=\w)\s+)(?:elevated\s+at\s+)?(?P<value>\d[\d,]*(?:\.\d+)?(?::\d+)?\s?(?:%|m?U/m?L|IU/L|U/L|m?g/dL|ng/mL|ng/dL|mIU/mL|mmol/L|mEq/L)?)(?![\d/-])",
    re.IGNORECASE,
)
_HAD = re.compile(
    r"\b(?:underwent|has\s+undergone|had\s+undergone|(?:has\s+)?had|obtained|completed)\s+(?:an?\s+|the\s+|his\s+|her\s+)?$",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(
    rf"{_PAPER}\s*,?\s*(?:were|was|have\s+been|has\s+been)\s+(?:taken|obtained|performed|done|completed|carried\s+out)\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"\b(?:described|interpreted|read|reported)\s+(?:the\s+|his\s+|her\s+)?$", re.IGNORECASE)
_AS = re.compile(r"\s+as\s+(?:showing\s+)?(?P<finding>[^.;]+)", re.IGNORECASE)
_LISTS = re.compile(
    r"(?:\s+to\s+date)?\s+(?:(?:have|has|were|was)\s+)?(?:(?:been\s+)?(?:noted|documented)\s+to\s+)?(?:includ(?:ed|es?)|consist(?:ed|s)?\s+of)\s*:?",
    re.IGNORECASE,
)
# A heading for tests that are named after it: "Labs: CBC normal".
_HEADING = re.compile(r"(?:diagnostics?|labs?|imaging|diagnostic\s+\w+|laborator(?:y|ies))(?:\s+\w+)?$", re.IGNORECASE)
_COLON = re.compile(rf"\s*:\s*(?:baseline\s+|an?\s+|the\s+|on\s+)?(?={TEST.pattern})", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:request\w*|order(?:ed|s)?|recommend\w*|plan\w*|await\w*|pending|authoriz\w*|propos\w*|schedul\w*|no|not|without|denied|need(?:s|ed)?|consider\w*|will|rule\s+out|for\s+an?|warranted|refus\w+|declin\w+)\b",
    re.IGNORECASE,
)


def _shown(text: str, begins: int, stop: int, before: str, name: str) -> re.Match[str] | None:
    """What the test showed, told after its name and date, in a group named for how it is told."""
    if _DESCRIBED.search(before) and (described := _AS.match(text, begins, stop)):
        return described
    if _OF_URINE.search(name) and (consistent := _IS_CONSISTENT.match(text, begins, stop)):
        return consistent
    if LABORATORY.fullmatch(name) and (measured := _MEASURED.match(text, begins, stop)):
        return measured
    return _SHOWED.match(text, begins, stop)


def _stated(text: str, start: int, begins: int, stop: int, dated: bool) -> re.Match[str] | None:
    """What the test showed, told without a verb where the test begins the sentence or a part of it."""
    if text[:start].rstrip(" ,")[-1:] not in ("", ";", ":", ".", "-"):
        return None
    return _STATED.match(text, begins, stop) or (
        (_DASHED.match(text, begins, stop) or _NOTED.match(text, begins, stop)) if dated else None
    )


# A finding without a verb, in the manner of notes: "UDS 8/24/2016 consistent", "Tympanograms type A".
_STATED = re.compile(
    rf"{_THEN}\s*(?:[-–:,]\s*)?(?P<stated>(?:(?:essentially\s+|grossly\s+)?(?:normal|negative|positive|consistent|inconsistent|unremarkable|abnormal|clear|type|no|mild|moderate|severe|small|large|diffuse|increased|decreased|degenerative|early"
    r"|\d+(?:\.\d+)?\s?(?:mm|cm|%)|healed|healing|old|broad|FEV1|FVC|T-score|non-?reactive|reactive|not\s+detected|elevated|focal|central|displaced|nondisplaced|fracture|acute|chronic|multilevel|complete|partial|full[\s-]thickness|left|right|bilateral|disc)\b)[^.;]*(?:\.\d[^.;]*)*)",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\s*[-–]\s+(?P<stated>[^.;]+)")
# A finding in a note behind the test and its date: whatever does not go on about them.
_NOTED = re.compile(
    r"\s*[:,]?\s*(?P<stated>(?!(?:and|or|but|was|were|is|are|has|had|have|with|which|that|for|to|by|at|of|in|from|on|the|an?|pending|requested|ordered|reviewed|performed|done|taken|obtained|not|as|due|followed|prior|after|before|read|he|she|it|report|results?|study|scan|per|this|also|again|there|when|while|who)\b)[A-Za-z+][^.;]{3,}(?:\.\d[^.;]*)*)",
    re.IGNORECASE,
)
# Between tests of which the same is told: "ANA, rheumatoid factor and sedimentation rate were normal".
_SHARES = re.compile(
    rf"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:an?\s+|the\s+)?(?:{TEST.pattern})?)+(?:an?\s+|the\s+)?", re.IGNORECASE
)
_FOUND_BEFORE = re.compile(
    r"\b(?:an?|had|has|with|the|his|her|prior|previous|both)\s+(?P<before>(?:essentially\s+)?(?:normal|negative|unremarkable|abnormal|positive))\s+$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*,\s*(?:and\s+)?(?:an?\s+|the\s+)?|\s+and\s+(?:an?\s+|the\s+)?", re.IGNORECASE)
_ON_DAY = re.compile(
    rf"\b(?:on|by|the|his|her|an?)\s+(?P<date>{DATE.pattern})\s*,?\s+(?:an?\s+|the\s+)?$", re.IGNORECASE
)
_WHICH = re.compile(r"\s*,?\s*(?:which|that|show|reveal|demonstr|with)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"non-?contributory", re.IGNORECASE)
# Where a finding ends because the sentence goes on to another test.
_ANOTHER = re.compile(
    rf"\s*[;,]?\s+(?:and|but|while|whereas)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?(?={TEST.pattern}[^.]*?(?:show|reveal|demonstrat|disclos|confirm|found|was|were|\d))|\s*;\s*(?:and\s+)?(?:an?\s+|the\s+)?(?={TEST.pattern})"
    r"|\s*,?\s+and\s+(?:the\s+|his\s+|her\s+)?(?:exam\w*|patient|worker|he|she|physician|provider)\b|\s+as\s+(?:was|were)\b"
    rf"|\s*,\s+(?:an?\s+|the\s+)?(?={TEST.pattern}[^.,]*?(?:show|reveal|demonstrat|was\s|were\s))",
    re.IGNORECASE,
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
    waiting: list[tuple[int, int]] = []
    at = start
    for match in TEST.finditer(text, start, stop):
        if match.start() < at:
            continue
        last = match.end()
        lists = _LISTS.match(text, last, stop)
        if lists:
            listed, at = True, lists.end()
            continue
        if _HEADING.match(match[0]) and (colon := _COLON.match(text, last, stop)):
            at = colon.end()
            continue
        of = _OF.match(text, last, stop)
        of = of or _OF_OTHER.match(text, last, stop)
        if of:
            last = of.end()
        if contrast := _CONTRAST.match(text, last, stop):
            last = contrast.end()
        name = line.span(match.start(), last)
        dated = _DATED.match(text, last, stop)
        date = line.span(*dated.span("date")) if dated and _day(dated) else None
        begins = dated.end() if date and dated else last
        before = text[max(0, match.start() - 60) : match.start()]
        if date is None and (dated := _ON_DAY.search(before)) and _day(dated):
            date = line.span(*(match.start() - len(before) + at for at in dated.span("date")))
        showed = _shown(text, begins, stop, before, name.text)
        showed = showed or _stated(text, match.start(), begins, stop, bool(date))
        told_before = _FOUND_BEFORE.search(before)
        goes_on = bool(found) and not found[-1].finding and bool(_LISTED.fullmatch(text, found[-1].end, match.start()))
        done = listed or date or told_before or goes_on or _HAD.search(before) or _WAS_DONE.match(text, last, stop)
        if not (done or showed) or (not showed and _NOT_DONE.search(before)):
            waiting = [*waiting, (match.start(), last)] if _SHARES.match(text, last) else []
            continue
        finding = None
        at = begins
        if showed and not (listed and showed.lastgroup == "finding" and not date and not _WHICH.match(showed[0])):
            group = showed.lastgroup or "finding"
            low, high = showed.span(group)
            another = _ANOTHER.search(text, low, high)
            high = another.start() if another else high
            words = re.match(r"(?:(?:an?|the)\s+)?", text[low:high])
            if words:
                low += words.end()
            high = low + len(text[low:high].rstrip(' ,;"”'))
            if high > low and not _SAYS_NOTHING.match(text, low):
                finding = line.span(low + (text[low] in '"“'), high)
                at = high
        if finding is None and told_before:
            finding = line.span(*(match.start() - len(before) + place for place in told_before.span("before")))
        study = StudyRead(name, date, finding, match.start(), at)
        found += [
            replace(study, study=line.span(*one)) for one in waiting if _SHARES.fullmatch(text, one[1], study.start)
        ]
        waiting = []
        found.append(study)
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
