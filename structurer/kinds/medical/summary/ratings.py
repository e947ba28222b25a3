"""Ratings of pain in a sentence, each with what it is of, or under which condition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.pain import read_rating
from structurer.kinds.medical.summary.line import Line
from structurer.result import Span

_N = r"(?<![\d./-])\d{1,2}(?:\.\d)?"
_TO = r"\s*(?:-|–|to)\s*"
_OF_TEN = r"\s*(?:/\s*10|out\s+of\s+(?:a\s+)?(?:possible\s+)?(?:10|ten)|of\s+10|on\s+(?:a|the)\s+(?:10-?\s?point\s+|pain\s+|visual\s+analog(?:ue)?\s+|VAS\s+)?scale(?:\s+of\s+(?:0\s*(?:-|to)\s*)?10)?)(?![\d/])"
_RATING = re.compile(
    rf"(?P<ten>{_N}(?:{_OF_TEN})?(?:{_TO}\d{{1,2}}(?:\.\d)?)?{_OF_TEN})"
    rf"|\b(?:VAS|NRS|(?:pain\s+)?(?:score|level|scale))\s*(?:of|is|was|:|at|are|were|rated|as|score|level)*\s*(?P<named>{_N}(?:{_TO}\d{{1,2}})?)(?!\s*(?:mg|%|degrees?|out\b|of\s+(?:a\b|10|ten)\b|[/\d]))"
    rf"|\b(?P<word>worst|least|best|average|highest|lowest|currently|current|usual)(?:\s+pain)?\s*(?:is|was|of|:|at|are)?\s*(?P<worded>{_N}(?:{_TO}\d{{1,2}})?)(?=\s*(?:[.,;)]|and\b|$))"
    rf"|\brat(?:ed|es|ing)\b(?:\s+(?:his|her|the|pain|it|as|at|is|was|of|a|an|average)\b)*\s+(?P<rated>{_N}(?:{_TO}\d{{1,2}})?)(?!\s*(?:mg|%|degrees?|weeks?|days?|months?|out\b|of\b|on\b|-|–|to\b|[/\d]))",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\s*,?\s*(?P<told>(?:with(?:out)?\s+(?:the\s+use\s+of\s+)?(?:his\s+|her\s+)?(?:pain\s+)?(?:medications?|meds|activit\w+|movement|standing|walking|rest|use)\b|at\s+(?:its\s+|his\s+|her\s+)?(?:worst|best|rest|night|present|least)"
    r"|on\s+average|on\s+an\s+average\s+day|at\s+rest|with\s+activity|currently|today|before\s+\w+|after\s+\w+(?:\s+\w+)?|when\s+\w+(?:\s+\w+){0,3}|sitting|standing)|without(?=[.,;]|$))",
    re.IGNORECASE,
)
_NO_CIRCUMSTANCE = r"(?!radiat|numb|associat|tingl|weak|spasm|intens|sever|pain\b|an?\s+(?:\d|scale|VAS|ten)|the\s+(?:VAS|visual|numeric|pain\s+scale|scale)|VAS|visual|scale|his\s+(?:left|right)|her\s+(?:left|right)|current|\d{1,2}[-/]\d|which|today\s+and)"
_DOING_SO = r"(?:\w+\s+){0,2}?(?:\w+ing|activit\w*|movements?|motion|stairs|use|meds|medications?|rest|exertion|stretch(?:es)?|exercises?|therapy|work|weather|every\s+step|steps|cough|gabapentin|Norco|tramadol|tx|treatment)"
_CIRCUMSTANCE = re.compile(
    rf"\s*,?\s*(?P<told>(?:(?:with(?:out)?|w/o?)\s+(?![^.;]{{0,20}}(?:tender|swell|numb|tingl|radiat|report|associat))(?:the\s+|his\s+|her\s+)?{_DOING_SO}|(?:when(?:ever)?|while|after|before|during|by|at|on|in\s+the\s+(?=morning|evening|afternoon)|over\s+the\s+(?:last|past))\s+{_NO_CIRCUMSTANCE}(?!(?:an?\s+|the\s+)?(?:visual|numeric|analog|scale|VAS|exam|10))(?:an?\s+|the\s+)?[A-Za-z'’-]+)"
    rf"(?:\s+(?!(?:and|but|which|that|or|with|is|was)\b)[A-Za-z'’-]+){{0,6}}|w/o?(?=\s*[.,;)])|with(?=\s*[.,;)])|initially|at\s+present|most\s+days)(?=\s*(?:[.,;)\"”]|and\b|but\b|or\b|to\s+\d|$))",
    re.IGNORECASE,
)
"""Under which circumstances the rating before it holds: "with stairs", "on a good day"."""
_NEXT_RATING = re.compile(r"\s*(?:(?:is|was|at|of|it\s+is|:|a)\s*)*\d")
"""The number that a condition leads up to, which it then belongs to."""
_CIRCUMSTANCE_BEFORE = re.compile(
    rf"(?:^|[\s,;(])(?P<told>(?:with(?:out)?|w/o?|when(?:ever)?|while|after|before|during|at|on)\s+(?!an?\s+\d|radiat|associat|pain\b|exam|\d){_NO_CIRCUMSTANCE}[\w'’-]+(?:\s+(?!(?:and|but|is|was)\b)[\w'’-]+){{0,3}}|sitting|standing|walking|lying\s+down|lifting|bending|resting)\s*(?:\s(?:is|was|it\s+is|it\s+was|pain\s+is|pain\s+was)|,|:)?\s*(?:(?:rated|at|a)\s+)*$",
    re.IGNORECASE,
)
_REGION = (
    r"spine|back|neck|hips?|knees?|shoulders?|wrists?|hands?|ankles?|foot|feet|elbows?|arms?|forearms?|legs?|thighs?|calf|calves|shins?|head|face|jaw|eyes?|chest|ribs?"
    r"|pelvis|groin|buttocks?|fingers?|thumbs?|toes?|heels?|abdomen|flank|tailbone|scapula|trapezius|extremit(?:y|ies)|quadrant|leg|body"
)
_SIDE = r"left|right|bilateral|low|lower|upper|mid|middle|lumbar|cervical|thoracic|lumbosacral|index|ring|little|small|great|(?:left|right)-sided|left-?|right-?"
_WHEN = r"current|present|average|worst|least|best|usual|baseline|overall|typical|highest|lowest|resting|today's"
_RATED_THING = re.compile(
    rf"(?P<thing>(?:(?:{_WHEN}|{_SIDE}|{_REGION}|radicular|abdominal|inguinal|sacral|facial|muscle|nerve|post-?operative|and|[a-z]+/[a-z]+),?\s+){{0,8}}(?:pains?|headaches?|ache|discomfort|soreness)"
    rf"(?:\s+(?:in|to|of|over|at)\s+(?:the\s+|his\s+|her\s+)?(?:(?:{_SIDE})\s+)*(?:{_REGION}))?)"
    rf"(?P<between>[^.;]{{0,80}})$|(?P<place>(?:(?:{_SIDE})\s+)*(?:{_REGION}))\s+(?:(?:is|was)\s+)?(?:rated\s+)?(?:at\s+|as\s+)?$",
    re.IGNORECASE,
)
_CONDITION_BEFORE = re.compile(
    r"\b(?P<told>with(?:out)?\s+(?:the\s+use\s+of\s+)?(?:his\s+|her\s+|pain\s+)*(?:medications?|meds|rest|activity)|at\s+(?:worst|best|rest)|on\s+average)"
    r"\s*,?\s*(?:(?:it|pain|the|is|was|rated|at|as|down|to|decreases|drops|goes|a|be)\s+)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rating:
    """A rating from `low` to `high`, where it is printed, and its context's passage, if it has one."""

    low: int | float
    high: int | float
    span: Span
    context: Span | None


def ratings(line: Line) -> list[Rating]:
    """The ratings of a sentence, in order; those of other scales than pain's are left out."""
    found: list[Rating] = []
    last = 0
    for match in _RATING.finditer(line.text):
        group = next(name for name in ("ten", "named", "worded", "rated") if match[name])
        start, end = match.span(group)
        if group == "ten" and not _is_of_pain(line.text, match):
            continue
        if _OTHER_SCALE.search(line.text[max(0, start - 40) : start]) or (
            group == "worded" and not _PAIN_SAID.search(line.text)
        ):
            continue
        read = read_rating(match[group])
        if read is None:
            continue
        if changed := _changed(line.text, start, end):
            was, now = (
                read_rating(line.text[start : start + changed[0]]),
                read_rating(line.text[end - changed[1] : end]),
            )
            if was and now:
                found.append(
                    Rating(*was, line.span(start, start + changed[0]), _context(line, last, match.start(), start))
                )
                read, start = now, end - changed[1]
        told = _context(line, last, match.start(), end)
        if group == "worded" and told is None:
            told = line.span(*match.span("word"))
        found.append(Rating(*read, line.span(start, end), told))
        last = end
    return found


_OTHER_SCALE = re.compile(
    r"\b(?:Vancouver|scar|Beck|BDI|BAI|PHQ|GAD|GAF|Oswestry|ODI|NDI|DASH|Epworth|SOAPP|COMM|ORT|fatigue|stiffness|anxiety|depression|recall|Apgar|Glasgow|muscle)\b[^.;]*$",
    re.IGNORECASE,
)
"""Before a number on another scale than pain's."""
_PAIN_SAID = re.compile(r"\b(?:pain\w*|VAS|NRS|ache\w*|headaches?)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:decreas|reduc|improv|lower|drop|went|go|gone|down|increas|worsen|ris|rose|brought|chang|taken|fell)\w*\s[^.;]{0,40}?\bfrom\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_FIRST_AND_LAST = re.compile(rf"(?P<was>{_N}{_OF_TEN})\s*to\s*(?P<now>\d{{1,2}}(?:\.\d)?{_OF_TEN})", re.IGNORECASE)


def _changed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The lengths of the two ratings of "decreased from 8/10 to 4/10"; None where a rating is one, or a range."""
    both = _FIRST_AND_LAST.fullmatch(text, start, end)
    return (len(both["was"]), len(both["now"])) if both and _CHANGE.search(text[:start]) else None


_NOT_PAIN = re.compile(r"\b(?:strength|motor|power|grip|reflex\w*|muscle|grade|dorsiflexion|plantarflexion|extension|flexion|sites|points)\b", re.IGNORECASE)  # fmt: skip
_PAIN = re.compile(r"\b(?:pain\w*|rate[ds]?|rating|VAS|scale|ache\w*|aching|discomfort|headaches?|worst|best|level|score)\b", re.IGNORECASE)  # fmt: skip


def _is_of_pain(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    pain, other = list(_PAIN.finditer(before)), list(_NOT_PAIN.finditer(before))
    if other and (not pain or other[-1].start() > pain[-1].start()):
        return False
    return bool(pain) or bool(_PAIN.search(text)) or not _NOT_PAIN.search(text)


def _context(line: Line, after: int, start: int, end: int) -> Span | None:
    after_it = [found for found in (_CONDITION.match(line.text, end), _CIRCUMSTANCE.match(line.text, end)) if found]
    condition = max(after_it, key=lambda found: found.end()) if after_it else None
    if condition and not _NEXT_RATING.match(line.text, condition.end()):
        return line.span(*condition.span("told"))
    condition = _CONDITION_BEFORE.search(line.text[after:start]) or _CIRCUMSTANCE_BEFORE.search(line.text[after:start])
    if condition:
        return line.span(after + condition.start("told"), after + condition.end("told"))
    thing = _RATED_THING.search(line.text[after:start])
    if thing is None:
        return None
    group = "place" if thing["place"] else "thing"
    begin, stop = after + thing.start(group), after + thing.end(group)
    while line.text[begin:stop].lower().startswith(("and ", "or ")):
        begin = line.text.index(" ", begin) + 1
    return line.span(begin, stop) if line.text[begin:stop].lower() not in _BARE else None


_BARE = frozenset({"pain", "the pain", "discomfort"})
