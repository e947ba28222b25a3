"""What is told of a test after its name: when it was done, that it was done, and what it showed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.interpret import DATE, date_of
from structurer.kinds.medical.summary.study_names import LABORATORY, TEST, URINE

Passage = tuple[int, int]

_LED = (
    r"(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:ed|es?|ing)|document(?:s|ed|ing)|indicat(?:ed|es?|ing)|confirm(?:s|ed|ing)?|describ(?:es|ed|ing)|identif(?:ies|ied|ying)|suggest(?:s|ed|ing|ive\s+of)|display(?:s|ed|ing)|disclos(?:es|ed|ing)"
    r"|depict(?:s|ed|ing)|detect(?:s|ed|ing)|exhibit(?:s|ed)|establish(?:es|ed)|yield(?:s|ed|ing)|produced|gave|grew|returned|evidenced|said|felt|read|interpreted|reported|noted|found|listed|(?:(?<=findings\s)|(?<=results\s))includ(?:ed|es?)|measured|visualized|notable\s+for|significant\s+for|remarkable\s+for|described|impression)"
)
_IS = r"(?:was|were|is|are|had|has|have|came|tested|remained|remains)"
_VERB = rf"(?:{_LED}|{_IS})\b"

# What may stand between a test's name and what it showed.

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_TAKEN = r"(?:performed|dated|done|taken|obtained|completed|collected|drawn|carried\s+out|administered|reviewed)"
_ON = rf"(?:(?:which\s+)?(?:was|were|had\s+been|has\s+been|have\s+been)\s+)?(?:{_TAKEN}\s+)?(?:on|of|from|in|dated)?\s*"
_DATED = re.compile(
    rf"\s*,?\s*(?:\(\s*(?:{_TAKEN}\s+)?(?:(?:on|of|from|dated)\s+)?|{_ON})\s*(?P<date>{DATE.pattern})\s*\)?\s*,?",
    re.IGNORECASE,
)
_ABOUT_THEN = re.compile(
    rf"\s*,?\s*\(?\s*{_ON}(?:(?:{_MONTHS},?\s+(?:of\s+)?)?(?:19|20)\d\d|\d{{1,2}}[-/](?:19|20)\d\d)(?![-/\d])\s*\)?\s*,?",
    re.IGNORECASE,
)
_UNDATED = re.compile(
    r"\s*\((?:undated|date\s+(?:unknown|not\s+\w+)|no\s+date|n\.?d\.?|outside\s+[^()]{2,30}|report\s+[^()]{2,30}|no\s+report|\d+\s+views?|per\s+[^()]{2,30}|by\s+(?:report|history)|(?:(?:standing|weight[\s-]bearing|AP|PA|lateral|oblique|supine|upright|bilateral|outside|initial|two|three|four|multiple|views?|and)[\s,/]*)+)\)",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\s+(?:scan|study|studies|testing|report|findings?|results?|images|films)\b", re.IGNORECASE)
_READ_BY = re.compile(
    r",?\s*(?:and\s+)?(?:read|interpreted|reviewed|signed)\s+by\s+(?:Dr\.?\s+)?[^,;.]{3,50},", re.IGNORECASE
)
_WHEN = re.compile(
    r"\s*,?\s*(?:at\s+(?:admission|that\s+time|the\s+time)|(?:on\s+)?(?:that|the)\s+(?:same\s+)?(?:day|date)(?:\s+of\s+(?:the\s+)?injury)?|before\s+(?:that|the)\s+(?:operation|surgery)|today|initially),?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    rf"\s*,\s(?!(?:and|that|show|reveal)\b)[^,;.]{{3,45}}(?:\.\d[^,;.]{{0,20}})?,(?=\s+{_VERB})|\s+(?:from|at|in|by|on|for|after|before|during|of|as\s+part\s+of)\s+(?!{_VERB})(?:[^,;.:()]|(?<=\bDr)\.){{2,50}}?(?=\s+{_VERB})",
    re.IGNORECASE,
)
_IN_OFFICE = r"(?:in\s+(?:the\s+)?(?:office|clinic|ED|ER|emergency\s+(?:room|department))|today|at\s+that\s+time|initially|there)"
_WAS_TAKEN = re.compile(
    rf"\s*,?\s*(?:(?:were|was|have\s+been|has\s+been|had\s+been)\s+)?{_TAKEN}(?:\s+{_IN_OFFICE}){{0,2}}(?=[\s,:]+(?:and|which|that|with|both|all|reportedly|{_LED})\b|:)",
    re.IGNORECASE,
)
_THERE = re.compile(
    rf"\s+(?:takes?|{_TAKEN})(?=\s+(?:in|at|on|from|by|after|before|during|today|initially)\b)|\s+{_IN_OFFICE}(?=\s+(?:(?:on|of|dated)\s+)?\d)",
    re.IGNORECASE,
)
"""That it was taken, and where, before its day is told."""
_BETWEEN = (_UNDATED, _READ_BY, _WHEN, _WAS_TAKEN, _THERE, _ASIDE)

# What leads up to a finding.

_WHICH = r"(?:(?:which|that|and|it|had|has|have|been|again|report|results?|findings?|the\s+(?:report|results?|findings?))\s+){0,3}"
_HOW = r"(?:(?:also|officially|reportedly|again|only|apparently)\s+)?"
_SHOWED = re.compile(
    rf"\s*,?\s*{_WHICH}(?:(?:was|were|is|are)\s+)?{_HOW}(?:{_LED}(?:\s+back)?|with\s+(?:findings?|evidence|results?|an?\s+impression)(?:\s+(?:of|showing))?)\b"
    r"(?:\s+(?:as(?:\s+showing)?|with|to\s+(?:show|have|be|reveal|demonstrate)|(?:that\s+)?the\s+(?:patient|worker|injured\s+worker)\s+(?:had|has)|(?:that\s+)?there\s+(?:is|was|were|are)|that)\b)*\s*:?\s*(?P<finding>[^.]+(?:\.\d[^.]*)*)"
    rf"|\s*,?\s*{_WHICH}(?:there\s+(?:is|was|were|are)\b|:)\s*(?P<listed>[^.]+(?:\.\d[^.]*)*)",
    re.IGNORECASE,
)
_OUTCOME = (
    r"(?:negative|normal|abnormal|unremarkable|positive|consistent|inconsistent|inconclusive|non-?contributory|compatible\s+with|suggestive\s+of|diagnostic\s+of|non-?diagnostic|clear|benign|non-?reactive|reactive|elevated|low|high|valid|invalid|unreliable|equivocal|indeterminate"
    r"|borderline|stable|unchanged|satisfactory|adequate|within|not\s+detected|undetectable|without(?!\s+contrast)|type\s+[A-C]|neg\b|pos\b|WNL)"
)
_DEGREE = r"(?:(?:essentially|reported\s+as|grossly|reportedly|both|all|again|also|entirely|completely|strongly|weakly|mildly|markedly|slightly|apparently|attempted\s+and\s+was|back)\s+){0,3}"
_PLAIN = re.compile(
    rf"\s*(?:\(|,?\s*(?:(?:which|that|and|it)\s+)?(?:{_IS}\s+)(?:been\s+)?|(?<=[,:])\s*|,\s+(?:and\s+)?)\s*{_DEGREE}(?P<plain>(?:strongly\s+|weakly\s+|mildly\s+|essentially\s+|grossly\s+)?{_OUTCOME}(?!\w)[^.;)]*(?:\.\d[^.;)]*)*)",
    re.IGNORECASE,
)
_OUTRIGHT = re.compile(rf"\s*,?\s*{_DEGREE}(?P<plain>{_OUTCOME}(?!\w)[^.;]*(?:\.\d[^.;]*)*)", re.IGNORECASE)
"""An outcome that follows a test without a verb, in the manner of notes: "HIV nonreactive"."""
_OF_URINE = re.compile(
    r"\s*,?\s*(?:which\s+)?(?:was|were|is|are)\s+(?P<plain>(?:in)?consistent\b[^.;)]*)", re.IGNORECASE
)
_MEASURED = re.compile(
    r"(?:\s+(?:level|count|test|scores?))?\s*,?\s*(?:(?:\b(?:was|were|is|of|at|reached|measured|had\s+come\s+down\s+to|(?:came|was)\s+(?:back\s+)?(?:at|to)|produced|yielded|showed)\s+)(?:found\s+to\s+be\s+|about\s+)?|:\s*|=\s*|(?<=\w)\s+)(?:elevated\s+at\s+)?"
    r"(?P<value>(?:(?<!showed\s)an?\s+(?=score)|)(?:score\s+of\s+)?\d[\d,]*(?:[.:]\d+)?\s?(?:%|m?U/m?L|IU/L|U/L|m?g/dL|ng/mL|ng/dL|mIU/mL|mmol/L|mEq/L)?)(?![\d/-])(?!\s?(?:mg|mcg|ml|g|cc|tab\w*|units?|IU)\b(?!/))"
    r"|\s+(?:had|has)\s+(?P<changed>(?:fallen|risen|dropped|decreased|increased|improved|gone\s+(?:up|down)|come\s+down)\s+[^.;]+(?:\.\d[^.;]*)*)",
    re.IGNORECASE,
)
_RULED_OUT = re.compile(r"\s*,?\s*(?:which\s+)?(?P<plain>(?:has\s+|had\s+)?ruled\s+out\s+[^.;]+)", re.IGNORECASE)
_DESCRIBED = re.compile(r"\b(?:described|interpreted|read|reported)\s+(?:the\s+|his\s+|her\s+)?$", re.IGNORECASE)
_AS = re.compile(r"\s*\bas\s+(?:showing\s+)?(?P<finding>[^.;]+)", re.IGNORECASE)
_WITH = re.compile(r"\s*,?\s*\bwith\s+(?!contrast|gadolinium|and\s+without)(?P<finding>[^.;]+(?:\.\d[^.;]*)*)", re.IGNORECASE)  # fmt: skip
_NO_FINDING = (
    rf"(?:{_IS}|and|or|&|which|that|who|per|by|on|in|of|from|at|for|to|be|been|being|also|as|but|if|the|this|he|she|it|not|with|after|before|x\s?\d|\d+\s+views?"
    r"|request\w*|recommend\w*|order\w*|pending|review\w*|done|perform\w*|taken|complet\w*|obtain\w*|schedul\w*|denied|authori\w*|approv\w*|certif\w*|available|needed|planned|will|would|should|may|can)"
)
_STATED = re.compile(
    rf"\s*(?:[-–:,]\s*)?(?P<stated>(?!{_NO_FINDING}(?!\w))[^\s.,;:()–-][^.;]*(?:\.\d[^.;]*)*)", re.IGNORECASE
)
_STATED_ALONE = re.compile(
    r"\s*(?:[-–:,]\s*)?(?P<stated>(?:(?:essentially\s+|grossly\s+)?(?:normal|negative|positive|consistent|inconsistent|unremarkable|abnormal|clear|type|no|mild|moderate|severe|small|large|diffuse|increased|decreased|degenerative|early"
    r"|\d+(?:\.\d+)?\s?(?:mm|cm|%)|healed|healing|old|broad|focal|central|displaced|nondisplaced|fracture|acute|chronic|multilevel|complete|partial|full[\s-]thickness|left|right|bilateral|disc|neg|pos|WNL)\b|(?:T-score|AHI|RDI|FEV1|FVC|FEV1/FVC)\b)[^.;]*(?:\.\d[^.;]*)*)",
    re.IGNORECASE,
)

# Where a finding ends.

_ANOTHER = re.compile(
    rf"\s*[;,]?\s+and\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?(?={TEST.pattern}[^.]*?(?:show|reveal|demonstrat|was|were|\d|score))|\s*;\s*(?:and\s+)?(?:an?\s+|the\s+)?(?={TEST.pattern})"
    rf"|\s*,\s+(?:an?\s+|the\s+)?(?={TEST.pattern}[^.,]*?(?:show|reveal|demonstrat|was\s|were\s))"
    rf"|\s*,?\s+(?:while|whereas|but|although)\s+(?:an?\s+|the\s+)?(?={TEST.pattern})"
    r"|\s*,?\s+and\s+(?:has|had|underwent|was\s+(?:given|placed|treated|referred|started|sent))\s"
    r"|\s*,?\s+(?:and|but|while|whereas)\s+(?:then\s+)?(?:(?:the\s+)?(?:exam\w*|patient|worker|applicant|claimant|injured\s+worker|doctor|physician|provider|surgeon)|he|she)\s+\w+",
    re.IGNORECASE,
)
_DATED_AFTER = re.compile(rf"\s*,?\s*\(?(?:(?:on|from|of|dated)\s+)?(?P<date>{DATE.pattern})\s*\)?$", re.IGNORECASE)
_DATED_NEXT = re.compile(rf"\s*,?\s*\(?(?:(?:on|from|of|dated)\s+)?(?P<date>{DATE.pattern})", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“](?P<said>[^\"“”]*[^\"“”\s,;.])[\s,;.]*[\"”](?=\s*(?:[.,;]|$))")
"""What a report is quoted to say, be it of several sentences."""
_ARTICLE = re.compile(r"(?:(?:an?|the)\s+)?")
_SAYS_NOTHING = re.compile(r"non-?contributory", re.IGNORECASE)


@dataclass(frozen=True)
class Result:
    """Where the date and the finding stand, if told; `end` is where what is told of the test ends.

    `leads` tells whether the finding follows a verb that could also lead up to a list of something else; `told` whether
    anything is told of it, be it that it showed nothing.
    """

    date: Passage | None
    finding: Passage | None
    end: int
    leads: bool = False
    told: bool = False


def result(text: str, name: Passage, stop: int, *, begins_clause: bool, listed: bool) -> Result:
    """What the text tells of the test that it names at `name`, up to `stop`."""
    at, date, vague = _between(text, name[1], stop)
    alone = begins_clause or listed
    found = _shown(text, name, at, stop, dated=bool(date) or vague, alone=alone)
    if found is None:
        return Result(date, None, at if date else name[1])
    group = found.lastgroup or "finding"
    low, high = found.span(group)
    if quoted := _QUOTED.match(text, low, stop):
        return Result(date, quoted.span("said"), quoted.end(), leads=group == "finding", told=True)
    another = _ANOTHER.search(text, low, high)
    high = another.start() if another else high
    after = _DATED_AFTER.search(text[low:high]) or _DATED_NEXT.match(text[low:], high - low)
    if date is None and after and _is_day(after):
        date = (low + after.start("date"), low + after.end("date"))
        high = low + after.start()
    low += len(article[0]) if (article := _ARTICLE.match(text[low:high])) else 0
    high = low + len(text[low:high].rstrip(' ,;"”'))
    low += low < high and text[low] in '"“' and not set(text[low + 1 : high]) & set('"”')
    if high <= low:
        return Result(date, None, at)
    if _SAYS_NOTHING.match(text, low):
        return Result(date, None, at, told=True)
    end = max(high, date[1]) if date and date[0] > low else high
    return Result(date, (low, high), end, leads=group == "finding", told=True)


def _between(text: str, at: int, stop: int) -> tuple[int, Passage | None, bool]:
    """Past what stands between a name and what was found: to where, with which date, and whether about a time."""
    date: Passage | None = None
    vague = False
    moved = True
    while moved:
        moved = False
        paper = _PAPER.match(text, at, stop)
        after = paper.end() if paper else at
        if date is None and (dated := _DATED.match(text, after, stop)) and _is_day(dated):
            date, at, moved = dated.span("date"), dated.end(), True
        elif not vague and date is None and (about := _ABOUT_THEN.match(text, after, stop)):
            vague, at, moved = True, about.end(), True
        elif between := next((found for one in _BETWEEN if (found := one.match(text, after, stop))), None):
            at, moved = between.end(), True
    return at, date, vague


def _shown(text: str, name: Passage, at: int, stop: int, *, dated: bool, alone: bool) -> re.Match[str] | None:
    """What the test showed, in a group named for how it is told."""
    before, named = text[max(0, name[0] - 30) : name[0]], text[slice(*name)]
    paper = _PAPER.match(text, at, stop)
    places = (at, paper.end()) if paper else (at,)
    if _DESCRIBED.search(before) and (described := _AS.match(text, at, stop)):
        return described
    if URINE.search(named) and (consistent := _OF_URINE.match(text, places[-1], stop)):
        return consistent
    if any(LABORATORY.fullmatch(one) for one in (named, named.split(" ", 1)[-1])) and (
        measured := _MEASURED.match(text, at, stop)
    ):
        return measured
    for told in (_PLAIN, _RULED_OUT, _SHOWED):
        if found := next((found for place in reversed(places) if (found := told.match(text, place, stop))), None):
            return found
    if alone and (outright := _OUTRIGHT.match(text, places[-1], stop)):
        return outright
    if dated and (stated := _WITH.match(text, at, stop) or _STATED.match(text, at, stop)):
        return stated
    return _STATED_ALONE.match(text, at, stop) if alone else None


def _is_day(match: re.Match[str]) -> bool:
    inner = DATE.search(match["date"])
    return bool(inner and date_of(inner))
