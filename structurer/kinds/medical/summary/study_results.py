"""What a test showed, as it is told after its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.interpret import DATE, NUMBER_WORD
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.study_between import IS, LED, PAPER, Passage, between
from structurer.kinds.medical.summary.study_days import is_day
from structurer.kinds.medical.summary.study_names import LABORATORY, TEST, URINE
from structurer.kinds.medical.summary.words import CONDITION
from structurer.regex import regex

# What leads up to a finding.

_REST = r"[^.]+(?:(?:\.(?=\d)|(?-i:\.(?=\s[a-z]))|(?-i:(?<=\b[A-Z])\.(?=\s[a-z])))[^.]*)*"
"""Up to a full stop that is none of a number, nor of an initial: "H. pylori"."""
_ABSENT = r"(?:no|without)\s+(?:evidence|signs?|(?:[\w/-]+\s+){0,3}?(?:radiculopathy|neuropathy|plexopathy|myopathy|fractures?|fx|dislocation|tears?|stenosis|effusion|herniations?|hernia|recurrence|nodules?|mass(?:es)?|bleed(?:ing)?|thromb\w+|DVT|loosening|instability|arthritis|osteomyelitis|infiltrates?))\b"
_MORE = rf"[^.;]*(?:(?:\.(?=\d)|(?-i:\.(?=\s[a-z]))|(?-i:(?<=\b[A-Z])\.(?=\s[a-z]))|;(?=\s+{_ABSENT}))[^.;]*)*"
"""The same up to a semicolon, but for what is said to be absent after it."""
_CLAUSE = r"[^.;]+(?:(?:\.(?=\d)|(?-i:\.(?=\s[a-z]))|(?-i:(?<=\b[A-Z])\.(?=\s[a-z])))[^.;]*)*"

_WHICH = r"(?:(?:which|that|and|it|had|has|have|been|again|report|results?|findings?|the\s+(?:report|results?|findings?))\s+){0,3}"
_HOW = r"(?:(?:also|officially|reportedly|again|only|apparently)\s+)?"
_SHOWED = regex(
    rf"\s*,?\s*{_WHICH}(?:(?:was|were|is|are)\s+)?{_HOW}(?:{LED}(?:\s+back)?|with\s+(?:findings?|evidence|results?|an?\s+impression)(?:\s+(?:of|showing))?)\b"
    rf"(?:\s+(?:as(?:\s+showing)?|with|to\s+(?:show|have|be|reveal|demonstrate)|(?:that\s+)?the\s+(?:patient|worker|injured\s+worker)\s+(?:had|has)|(?:that\s+)?there\s+(?:is|was|were|are)|that)\b)*\s*:?\s*(?P<finding>{_REST})"
    rf"|\s*,?\s*{_WHICH}(?:there\s+(?:is|was|were|are)\b|[:=→]|-{{1,2}}>)\s*(?P<listed>{_REST})",
    re.IGNORECASE,
)
_OUTCOME = (
    r"(?:negative|normal|abnormal|unremarkable|positive|consistent|inconsistent|inconclusive|non-?contributory|compatible\s+with|c/w|suggestive\s+of|suspicious\s+for|concerning\s+for|diagnostic\s+of|unrevealing|non-?diagnostic|clear|benign|non-?reactive|reactive|elevated|low|high(?![\s-]*(?:resolution|grade))|valid|invalid|unreliable|equivocal|indeterminate"
    r"|borderline|stable|unchanged|satisfactory|adequate|within|not\s+detected|undetectable|without(?!\s+contrast)|type\s+[A-C]|neg\b|pos\b|nl\b|WNL)"
)
_DEGREE = r"(?:(?:essentially|reported\s+as|grossly|reportedly|both|all|again|also|entirely|completely|strongly|weakly|mildly|markedly|slightly|apparently|attempted\s+and\s+was|back)\s+){0,3}"
_PLAIN = regex(
    rf"\s*(?:\(|,?\s*(?:(?:which|that|and|it)\s+)?(?:{IS}\s+)(?:been\s+)?|(?<=[,:])\s*|,\s+(?:and\s+)?)\s*{_DEGREE}(?P<plain>(?:strongly\s+|weakly\s+|mildly\s+|essentially\s+|grossly\s+)?{_OUTCOME}(?!\w)[^.;)]*(?:(?:\.(?=\d)|(?-i:(?<=\b[A-Z])\.(?=\s[a-z])))[^.;)]*)*)",
    re.IGNORECASE,
)
_OUTRIGHT = regex(rf"\s*,?\s*{_DEGREE}(?P<plain>{_OUTCOME}(?!\w){_MORE})", re.IGNORECASE)
"""An outcome that follows a test without a verb, in the manner of notes: "HIV nonreactive"."""
_OF_URINE = regex(r"\s*,?\s*(?:which\s+)?(?:was|were|is|are)\s+(?P<plain>(?:in)?consistent\b[^.;)]*)", re.IGNORECASE)
_OUT_OF = r"(?:(?:\s+out\s+of\s+|\s+of\s+|/)\d+)?(?:\s*\((?!date|undated)[^()\d]{3,25}\))?"
"""What a score is of, and how it is classed: "22 out of 30", "34 (severe)"."""
_MEASURE = rf"{LABORATORY.pattern}\s+(?:was\s+|of\s+)?\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?%)?(?![\w/-])"
_PART_OF_PANEL = regex(
    rf"\s+(?:with\s+|showed\s+|and\s+)?(?P<parts>{_MEASURE}(?:(?:,\s+(?:and\s+)?|\s+and\s+){_MEASURE})*)",
    re.IGNORECASE,
)
"""What a panel came to, told by what was measured in it: "CBC hemoglobin 11.8"."""
PANEL = regex(
    r"CBC|CMP|BMP|(?:metabolic|lipid|liver|thyroid)\s+panel|(?:complete\s+)?blood\s+count|lab\w*(?:\s+\w+)?|blood\s*(?:work|tests?)",
    re.IGNORECASE,
)
_MEASURED = regex(
    rf"(?:\s+(?:level|count|test|scores?))?\s*,?\s*(?:(?:\b(?:was|were|is|of|at|to|reached|measured|stood\s+at|totall?ed|registered|had\s+come\s+down\s+to|(?:came|was)\s+(?:back\s+)?(?:at|to)|produced|yielded|showed)\s+)(?:found\s+to\s+be\s+|about\s+)?|:\s*|=\s*|(?<=\w)\s+)(?:elevated\s+at\s+)?"
    rf"(?P<value>(?:(?<!showed\s)an?\s+(?=score)|)(?:score\s+of\s+)?\d[\d,]*(?:[.:]\d+)?\s?(?:%|m?U/m?L|IU/L|U/L|m?g/dL|ng/mL|ng/dL|mIU/mL|mmol/L|mEq/L)?{_OUT_OF})(?![\d/-])(?!\s?(?:mg|mcg|ml|g|cc|tab\w*|units?|IU)\b(?!/))"
    rf"|\s+(?:had|has)\s+(?P<changed>(?:fallen|risen|dropped|decreased|increased|improved|gone\s+(?:up|down)|come\s+down)\s+{_CLAUSE})",
    re.IGNORECASE,
)
_BRACKETED = regex(rf"\s*\((?P<bracketed>(?=no\s|[^()]*?{CONDITION.pattern})[^()]{{3,160}})\)", re.IGNORECASE)
"""What it showed, in brackets: "MRI on 1/2/16 (partial tear)"."""
_RULED_OUT = regex(r"\s*,?\s*(?:which\s+)?(?P<plain>(?:has\s+|had\s+)?ruled\s+out\s+[^.;]+)", re.IGNORECASE)
_DESCRIBED = regex(r"\b(?:described|interpreted|read|reported)\s+(?:the\s+|his\s+|her\s+)?$", re.IGNORECASE)
_AS = regex(r"\s*\bas\s+(?:showing\s+)?(?P<finding>[^.;]+)", re.IGNORECASE)
_HAD = regex(
    rf"\s*,?\s*(?:(?:which|that)\s+)?ha[ds]\s+(?!(?:been|to|not|already|also|since|then|it|him|her|his|\w+ed)\b)(?P<finding>{_CLAUSE})",
    re.IGNORECASE,
)
_WITH = regex(rf"\s*,?\s*\b(?:with|w/)\s+(?!(?:contrast|gadolinium|and\s+without|or\s+without|flexion|views|the|his|her|an?\s+(?:visit|follow)|Dr|next|stress)\b)(?P<finding>{_CLAUSE})", re.IGNORECASE)  # fmt: skip
_NO_FINDING = (
    rf"(?:{IS}|and|or|&|which|that|who|per|by|on|in|of|from|at|for|to|be|been|being|also|as|but|if|the|this|he|she|it|not|with|after|before|x\s?\d|\d+\s+views?"
    r"|request\w*|recommend\w*|order\w*|pending|review\w*|done|perform\w*|taken|complet\w*|obtain\w*|schedul\w*|denied|authori\w*|approv\w*|certif\w*|available|needed|planned|will|would|should|may|can)"
)
_STATED = regex(rf"\s*(?:[-–:,]\s*)?(?P<stated>(?!{_NO_FINDING}(?!\w))[^\s.,;:()–-]{_MORE})", re.IGNORECASE)
_STATED_ALONE = regex(
    r"\s*(?:[-–:,]\s*)?(?P<stated>(?:(?:essentially\s+|grossly\s+)?(?:good|satisfactory|solid|united|union|intact|stable|normal|negative|positive|consistent|inconsistent|unremarkable|abnormal|clear|type|no|mild|moderate|severe|small|large|diffuse|increased|decreased|degenerative|early"
    rf"|\d+(?:\.\d+)?\s?(?:mm|cm|%)|healed|healing|old|broad|focal|central|displaced|nondisplaced|fracture|acute|chronic|multilevel|complete|partial|full[\s-]thickness|left|right|bilateral|disc|incomplete|interval|bone|bony|callus|neg|pos|nl|WNL)\b|(?:T[\s-]score|EF|ejection\s+fraction|\d\.\d+|AHI|RDI|FEV1|FVC|FEV1/FVC)\b){_MORE})",
    re.IGNORECASE,
)

# Where a finding ends.

_ANOTHER = regex(
    rf"\s*[;,]?\s+and\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?(?={TEST.pattern}[^.]*?(?:show|reveal|demonstrat|was|were|\d|score))|\s*;\s*(?:and\s+)?(?:an?\s+|the\s+|no\s+)?(?=(?:{DATE.pattern}\s+)?{TEST.pattern})"
    rf"|\s*,\s+(?:an?\s+|the\s+)?(?={TEST.pattern}[^.,]*?(?:show|reveal|demonstrat|was\s|were\s))"
    rf"|\s*,?\s+(?:while|whereas|but|although)\s+(?:an?\s+|the\s+)?(?={TEST.pattern})"
    r"|\s*,?\s+and\s+(?:has|had|underwent|was\s+(?:given|placed|treated|referred|started|sent))\s"
    r"|\s*,?\s+(?:and|but|while|whereas)\s+(?:then\s+)?(?:(?:the\s+)?(?:exam\w*|patient|worker|applicant|claimant|injured\s+worker|doctor|physician|provider|surgeon)|he|she)\s+\w+",
    re.IGNORECASE,
)
_OTHERWISE = regex(
    r",?\s+and\s+(?:then\s+|also\s+)?(?:got|received|wore|tried|wants|needs|uses|takes|started|went)\s"
    r"|,\s+and\s+(?=(?:[^.;]{1,140}?\s)(?:was|were|has\s+been|have\s+been)\s+(?:dispensed|given|prescribed|provided|issued|started|placed|applied|ordered|requested|recommended|administered|referred|fitted|advised|suggested|planned|scheduled|performed|offered|proposed|discharged|sent)\b)"
    r"|\s+and\s+(?=an?\s+(?:[\w-]+\s+){1,5}?(?:was|were)\s+(?:dispensed|given|prescribed|provided|issued|placed|applied|ordered|recommended|administered|fitted|advised|suggested|planned|scheduled|performed|offered|proposed)\b)"
    r"|,\s+(?:and\s+)?(?:given|sent\s+(?:home|back|to)|placed\s+(?:in|on)|put\s+(?:in|on)|discharged|released\s+(?:home|to)|told\s+to|fitted\s+with|splinted|started\s+on)\b"
    r"|,?\s+as\s+(?:was|were|had|has|did|is|are)\s"
    r"|,?\s+(?:and|while|but)\s+(?:those|that|the\s+(?:ones?|others?|latter))\s+(?:of|from|on)\b"
    r"|,\s+(?:and\s+)?(?:the\s+)?(?:CURES|PDMP|(?:opioid|narcotic|pain|medication)\s+(?:agreement|contract|risk)|pill\s+counts?)\b"
    r"|\s*\((?:date|undated|no\s+date|report)\b",
    re.IGNORECASE,
)
"""Where a sentence goes over to what was given, or to how the drugs are watched."""
_NEXT_TEST = regex(
    rf",\s+(?:and\s+)?(?:an?\s+|the\s+)?(?={TEST.pattern}\s+(?:[\w/-]+\s+){{0,4}}?(?:pending|requested|ordered|denied|awaited|recommended|scheduled|{_OUTCOME}(?!\w)|{LABORATORY.pattern}\s+\d|\d+(?:\.\d+)?(?![\w/-])))",
    re.IGNORECASE,
)
"""Where a list of tests and their results goes over to the next."""
_THEN_WORN = regex(
    r",\s+(?:and\s+)?(?=(?:an?\s+)?(?:(?:knee|ankle|wrist|thumb|elbow|back|neck|soft|hard|walking|CAM|post-?op|hinged|velcro|air|cock-?up)\s+){0,2}(?:sleeve|stirrup|splint|brace|boot|sling|crutches|collar|immobili[sz]er|ACE\s+wrap)\b(?!\s+(?:is|was|in\s+place|intact)))",
    re.IGNORECASE,
)
"""Where a note goes over to what was put on."""
_NOT_MEASURED = regex(
    rf"\s*[;,]\s+(?:and\s+)?(?:an?\s+|the\s+)?(?!{LABORATORY.pattern})(?={TEST.pattern})", re.IGNORECASE
)
"""Where the results of a panel go over to a test that is none of it."""
_UP_TO_DAY = regex(rf"{_OUTCOME}\s+(?P<date>{DATE.pattern})\s*(?=[,;]|$)", re.IGNORECASE)
"""An outcome and its day, in the manner of notes: "neg 1-2-17, …"."""
_WANTED = regex(
    r"\b(?:requested|sought|proposed|pending|denied|awaiting|not\s+certified|non-?certified|non-?authorized|appealed)\b",
    re.IGNORECASE,
)
"""What stands in the place of a finding where a test was only asked for."""
_DATED_AFTER = regex(rf"\s*,?\s*\(?(?:(?:on|from|of|dated)\s+)?(?P<date>{DATE.pattern})\s*\)?$", re.IGNORECASE)
_DATED_NEXT = regex(rf"\s*,?\s*\(?(?:(?:on|from|of|dated)\s+)?(?P<date>{DATE.pattern})", re.IGNORECASE)
_LIST_OF_CARE = regex(
    r"\b(?:treatments?|care|therap\w+)\b[^.;]{0,60}\b(?:includ|consist)\w*[^.;]*$|\bfollowing\s+treatments?\b[^.;]*$",
    re.IGNORECASE,
)
_NEXT_CARE = regex(
    rf",\s+(?:and\s+)?(?=(?:(?:an?|\d+|{NUMBER_WORD})\s+)?(?:[\w/-]+\s+){{0,4}}?(?:therapy|PT|chiropract\w+|acupuncture|injections?|brac(?:e|es|ing)|splints?|TENS|medications?|exercises?|activity\s+modif\w+|surger(?:y|ies)|NSAIDs|{DRUG.pattern})\b)",
    re.IGNORECASE,
)
"""Where a list of care in which a test is named with its result goes on."""
_QUOTED = regex(r"[\"“](?P<said>[^\"“”]*[^\"“”\s,;.])[\s,;.]*[\"”](?=\s*(?:[.,;]|$))")
"""What a report is quoted to say, be it of several sentences."""
_ARTICLE = regex(r"(?:(?:an?|the)\s+)?")
_SAYS_NOTHING = regex(r"non-?contributory", re.IGNORECASE)


@dataclass(frozen=True)
class Result:
    """Where the date and the finding stand, if told; `end` is where what is told of the test ends.

    `leads` tells whether the finding follows a verb that could also lead up to a list of something else; `told` whether
    anything is told of it, be it that it showed nothing; `same_day` whether it was done on the day told last; `wanted`
    whether it was only asked for.
    """

    date: Passage | None
    finding: Passage | None
    end: int
    leads: bool = False
    told: bool = False
    same_day: bool = False
    wanted: bool = False


def result(text: str, name: Passage, stop: int, *, begins_clause: bool, listed: bool) -> Result:
    """What the text tells of the test that it names at `name`, up to `stop`."""
    at, date, vague, same_day = between(text, name[1], stop)
    alone = begins_clause or listed
    found = _shown(text, name, at, stop, dated=bool(date) or vague, alone=alone)
    if found is None:
        return Result(date, None, at if date or same_day else name[1], same_day=same_day)
    group = found.lastgroup or "finding"
    low, high = found.span(group)
    if quoted := _QUOTED.match(text, low, stop):
        return Result(date, quoted.span("said"), quoted.end(), leads=group == "finding", told=True, same_day=same_day)
    of_care = (_NEXT_CARE,) if _LIST_OF_CARE.search(text, 0, name[0]) else ()
    for ends in (*_ends(group, text[slice(*name)]), *of_care):
        another = ends.search(text, low, high)
        high = another.start() if another else high
    if group == "stated" and _WANTED.search(text, low, high):
        return Result(None, None, name[1], wanted=True)
    if date is None and (day := _UP_TO_DAY.match(text, low, high)) and is_day(day["date"]):
        date, high = day.span("date"), day.start("date")
    after = _DATED_AFTER.search(text[low:high]) or _DATED_NEXT.match(text[low:], high - low)
    if date is None and after and is_day(after["date"]):
        date = (low + after.start("date"), low + after.end("date"))
        high = low + after.start()
    low += len(article[0]) if (article := _ARTICLE.match(text[low:high])) else 0
    high = low + len(text[low:high].rstrip(' ,;"”'))
    low += low < high and text[low] in '"“' and not set(text[low + 1 : high]) & set('"”')
    if high <= low:
        return Result(date, None, at, same_day=same_day)
    if _SAYS_NOTHING.match(text, low):
        return Result(date, None, at, told=True, same_day=same_day)
    end = max(high, date[1]) if date and date[0] > low else high
    return Result(date, (low, high), end, leads=group == "finding", told=True, same_day=same_day)


def _ends(group: str, named: str) -> tuple[re.Pattern[str], ...]:
    """Where a finding that is told in the manner of the group may end: that of a panel goes on over its measurements."""
    if group == "parts":
        return ()
    measured = PANEL.fullmatch(named) and group != "plain"
    return (_OTHERWISE, _NOT_MEASURED) if measured else (_ANOTHER, _OTHERWISE, _NEXT_TEST, _THEN_WORN)


def _shown(text: str, name: Passage, at: int, stop: int, *, dated: bool, alone: bool) -> re.Match[str] | None:
    """What the test showed, in a group named for how it is told."""
    before, named = text[max(0, name[0] - 30) : name[0]], text[slice(*name)]
    paper = PAPER.match(text, at, stop)
    places = (at, paper.end()) if paper else (at,)
    if _DESCRIBED.search(before) and (described := _AS.match(text, at, stop)):
        return described
    if URINE.search(named) and (consistent := _OF_URINE.match(text, places[-1], stop)):
        return consistent
    if PANEL.fullmatch(named) and (parts := _PART_OF_PANEL.match(text, at, stop)):
        return parts
    if any(LABORATORY.fullmatch(one) for one in (named, named.split(" ", 1)[-1])) and (
        measured := _MEASURED.match(text, at, stop)
    ):
        return measured
    for told in (_PLAIN, _RULED_OUT, _SHOWED, _HAD):
        if found := next((found for place in reversed(places) if (found := told.match(text, place, stop))), None):
            return found
    if alone and (outright := _OUTRIGHT.match(text, places[-1], stop)):
        return outright
    if (dated or alone) and (bracketed := _BRACKETED.match(text, at, stop)):
        return bracketed
    if dated and (stated := _WITH.match(text, at, stop) or _STATED.match(text, at, stop)):
        return stated
    return (_STATED_ALONE.match(text, at, stop) or _WITH.match(text, at, stop)) if alone else None
