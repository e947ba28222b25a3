"""Complaints that no known turn of phrase leads up to: a list of symptoms, one that is rated, a state of mind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.further_complaints import TOLERANCE
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.no_complaints import DIAGNOSED, NO_COMPLAINT
from structurer.kinds.medical.summary.openings import WHO
from structurer.kinds.medical.summary.phrases import BODY_DOES, QUALITIES
from structurer.kinds.medical.summary.words import LOCATION, SYMPTOM
from structurer.regex import regex

_TOLD_OF = regex(
    r"(?:(?P<named>(?!(?:the|his|her|current|average|usual|typical|baseline|numeric|worst|best|least|on|in|at|over)\s)[\w\s-]{4,40}?\bpain)\s+(?:(?:is|was)\s+(?:described|rated|graded|\d)|persist(?:s|ed)|continue[sd])"
    r"|(?P<placed>(?:tension|stiffness|tightness|soreness|aching|aches?|burning|cramping|spasms?|throbbing|pressure|headaches?)(?:\s+(?:in|of|at|over|across|around|between|behind|about|along)\s+[\w\s-]{3,40}?)?)\s+(?:is|was|are|were)\s+(?:put|rated|graded|scored|given|placed|estimated)\b)",
    re.IGNORECASE,
)


_SUBJECTIVE = (
    rf"(?:(?!(?:tender|spasm|decreas|limit|restrict|impair|deform|mobility|radic|sciatica|loss|sensation|pressure|feeling|symptom|complaint|unable|inability|stress|depress|swollen|difficult\w*\s+(?!\w+ing|with)|memory|lump|bleed|redness|discharge|drainage|focus|attention|painful|painless|sore\b|weak\b|tight\b|burns|hurts|swells|itches|catches|locks|clicks|pops|buckl|stings|worse|grinding|dropping|tripping|heavy|finding|racing|sweat|allodynia|numb\b|stiff\b|pulling|shak|waking|avoid|fatigue\s+of|effusion|instab|crepit)\w*)"
    rf"{SYMPTOM.pattern})"
)
# Places and qualities are taken whole: a long list of them without a symptom would else be tried in every division.
_MODIFIER = rf"(?:(?:(?>{QUALITIES.pattern})|(?>{LOCATION.pattern})|[\w-]+(?:al|ar|ic|ed|ing|y)|left|right|night|morning|evening|bilateral|both|occasional|some|more|less|increased)[\s,/]+)"
_UNLED = regex(
    rf"(?:^(?:(?:on|in|at|by)\s+[\w\s]{{2,20}},\s+)?|(?<=[;:]\s)|(?<![\w'’-])(?P<before>[\w'’-]+)\s+)(?:an?\s+|the\s+|his\s+|her\s+|some\s+)?(?P<list>(?!of\b|in\b|to\b|and\b|or\b){_MODIFIER}{{0,4}}{_SUBJECTIVE}(?!\s+(?:medic\w+|management|clinic|relief|control|specialist|pump|scale|score|level|rating|killer|diagram|reliever|psycholog\w+|disorder|complaints?\s+were))[^.]*)",
    re.IGNORECASE,
)
"""A list of symptoms wherever it begins, with the word before it."""
_NOT_LED_BY = regex(
    r"(?:no|not|felt|denie[sd]|denying|without|for|of|to|reduc\w+|reliev\w+|relief|manag\w+|control\w*|treat\w*|eas\w+|decreas\w+|improv\w+|despite|because|by|into|and|or|any|with|from|than|less|more|affect\w*|caus\w+|evaluat\w*|address\w*|increas\w+|produc\w+"
    r"|reproduc\w+|provok\w+|elicit\w*|includ\w+|in|on|is|was|are|were|be|as|about|through|secondary|chronic|due)",
    re.IGNORECASE,
)


_DENIED_BEFORE = regex(r"\b(?:no|denie[sd]|denying|without|negative\s+for)\s[^.;,]*$", re.IGNORECASE)
_NO_PLACE = regex(r"(?:cut|went|go|goes|gone|came|come|gets?|got|put|pulled|held|set)\s+back", re.IGNORECASE)
"""Where "back" is no place."""
_BACK, _NOTHING = regex(r"back\b[\s,;]*", re.IGNORECASE), regex(r"(?!)")
_OF_EXAMINATION = regex(
    r"\b(?:tender\w*|motion|strength|reflex\w*|ROM|flexion|extension|abduct\w*|gait|palpa\w+|signs?|tests?|tested|positive|negative|grip\s+(?:strength|is|was|right|left|\d)|intact|alert|incisions?|portals|crepitus|effusion|allodynia|DF|PF|[0-5][+-]?/5|degrees|hypertonic\w*|program|diagnos\w+|impression"
    r")\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells something else than what the worker complains of."""
_SEEN = regex(
    r"\b(?:was|were|is|are)\s+(?:also\s+)?(?:seen|observed|palpated|elicited|visible|evident)\b(?!\s+(?:by|for|on|in|at|again))",
    re.IGNORECASE,
)
"""What an examiner saw of all that is listed before it."""
_DENIED_AFTER = regex(
    r"\b(?:is|are|was|were)\s+(?:all\s+)?(?:denied|absent|not\s+(?:reported|present))\b", re.IGNORECASE
)
_SAYS_OF = regex(
    r"\b(?:is|was|are|were|be|been|rate[sd]?|rating|scored?|given|put|put\s+at|falls?|fell|drops?|dropped|stood|went|goes|ranged?|ranges|disorder|syndrome|disease|averag\w+|over\s+the\s+(?:last|past))\b|^\s*(?:pain|VAS|NRS)\b",
    re.IGNORECASE,
)
_RATES = regex(rf"(?:[^.;]*?\s)?(?:{WHO})\s+rated\s+(?:his|her)\s", re.IGNORECASE)


_ORGAN = regex(r"(?:lungs?|heart|CV|resp|abd\w*|HEENT|neuro|skin|ext\w*)\s*:", re.IGNORECASE)
"""What an examiner looks at, before what was found there."""
_FIRST_CLAUSE = regex(r"[^;]*")


def unled(piece: Piece) -> Piece | None:
    """The list of symptoms in a sentence that is led up to by no known turn of phrase; None where it holds none."""
    first = _FIRST_CLAUSE.match(piece.text)[0]  # type: ignore[index]
    if _ORGAN.match(piece.text):
        return None
    if NO_COMPLAINT.search(first) and _SAYS_OF.search(first) and not _RATES.match(piece.text):
        return None
    for found in _UNLED.finditer(piece.text):
        if found["before"] and _NOT_LED_BY.fullmatch(found["before"]):
            return None
        if _DENIED_BEFORE.search(piece.text, 0, found.start("list")):
            continue
        if found["before"] and _NO_PLACE.fullmatch(f"{found['before']} {found['list'].split()[0].strip(',')}"):
            return unled(piece.cut(found.start("list"), len(piece.text)).trimmed(_BACK, _NOTHING))
        if (
            _OF_EXAMINATION.search(piece.text[: found.start("list")])
            or _DENIED_AFTER.search(piece.text)
            or _SEEN.search(piece.text)
        ):
            return None
        if piece.text.count("(", 0, found.start("list")) > piece.text.count(")", 0, found.start("list")):
            continue
        told = piece.cut(found.start("list"), len(piece.text))
        if DIAGNOSED.search(piece.text):
            return None
        other = _OF_EXAMINATION.search(told.text)
        until = (
            max((at for at in (told.text.rfind(mark, 0, other.start()) for mark in ",;")), default=-1)
            if other
            else len(told.text)
        )
        return told.cut(0, until) if until > 0 else None
    return None


_UPSETS = regex(
    r"(?P<told>(?!(?:pain|it|and|this|but|brace|therapy|surgery)\b)[A-Za-z][\w-]+(?:\s+\d+(?:/\d+)?(?:\s?mg)?)?\s+(?:which|that)\s+(?:(?:also|has|had)\s+)?(?:(?:upsets?|irritates?|irritated)\s+(?:his|her)\s+stomach|(?:gives?|gave|causes?|caused)\s+(?:him|her)\s+(?:[\w-]+\s+){0,2}?[\w-]+|(?:makes?|made|leaves?|left)\s+(?:him|her)\s+(?:feel\s+)?(?:[\w-]+\s+)?(?:sick|sleepy|drowsy|dizzy|nauseated|groggy|itch|tired|constipated|ill)))",
    re.IGNORECASE,
)
_ILL = regex(r"\b(?:stomach|sick|ill)\b", re.IGNORECASE)


def upset(piece: Piece) -> Iterator[Piece]:
    """What a drug or a food does to the worker, told in passing: "naproxen which upset her stomach"."""
    for found in _UPSETS.finditer(piece.text):
        if SYMPTOM.search(found["told"]) or _ILL.search(found["told"]):
            yield piece.cut(*found.span("told"))


def told_of(piece: Piece) -> Piece | None:
    """The symptom that a sentence describes or rates: "neck pain is described as dull"; None where it does neither."""
    found = _TOLD_OF.match(piece.text)
    return piece.cut(*found.span(found.lastgroup or 0)) if found else None


_WHEN = (
    r"(?:(?:(?:by|in)\s+(?:his|her)\s+(?:own\s+)?(?:account|words|view)|(?:on|with|after|during)\s+(?!exam|inspection|palpation|testing|physical|review|mental)[a-z][\w\s'-]{2,25},|since\s+(?!then\b)(?:(?:the|his|her)\s+)?\w+(?:\s+(?:in|of|on)\s+[\w/-]+)?,?(?=\s+(?:the|his|her)\s)|since\s+then|reportedly|reports?\s+that|by\s+(?:noon|evening|night|the\s+end\s+of\s+[^,]{2,20})|all\s+day|at\s+(?:night|(?:the|his|her|that)\s+[^,.;]{2,25}?visit)|in\s+(?:the\s+)?(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December|morning|evening|cold)|now|today|currently|presently|at\s+present|emotionally|psychologically),?\s+){0,2}"
)
_WORKER_DOES = rf"(?:{WHO})\s+(?:(?:still|also|often|now)\s+)*(?:wakes|limps|sleeps|tires|weeps|coughs|snores|worries|(?:has|had)\s+not\s+slept|stays\s+(?:home|in\s+bed|indoors|up)|lies\s+down|stumbles|cannot|can['’]t|could\s+not|couldn['’]t|drops|trips|forgets|cries|startles|avoids)\b"
_FEELING = (
    r"(?:(?:very|so|too|quite|always|often|easily|more|constantly)\s+)*(?:sore|stiff|numb|weak|achy|tired|exhausted|fatigued|dizzy|lightheaded|nauseated|constipated|short\s+of\s+breath|winded|hoarse|unsteady|foggy|forgetful|jumpy"
    r"|afraid|frightened|fearful|scared|nervous|anxious|uneasy|worried|ashamed|embar+as+ed|self-?conscious|depressed|sad|irritable|angry|moody|up\s+(?:\d|all\s+night|several|two|three|four|half)\b|unable\s+to\s+(?!work\b|return\b|be\b)\w+|sleepless|bothered\s+by|troubled\s+by|sensitive\s+to)"
)
"""How the worker is, which is a complaint where nothing leads up to it."""
_CLAUSE = regex(
    rf"{_WHEN}(?P<told>{BODY_DOES.pattern}|it\s+hurts\s+(?:him\s+|her\s+)?to\b|{_WORKER_DOES}|{TOLERANCE.pattern}|[\"“](?=[^\"”]{{4,120}}[\"”]\s*,?\s+(?:{WHO})\s+(?:says|said|states|stated|adds|told)\b|[^\"”]{{4,120}}[\"”]\s+is\s+how\s+(?:he|she)\b|[^\"”]*\b(?:I|my|me|it['’]s)\b[^\"”]*[\"”]\W*$)"
    rf"|(?!(?:it|that|this|which|what|nothing|who)\b)(?:[\w'-]+\s+){{1,6}}?(?:(?:makes?|made|leaves?|left|gives?|gave)\s+(?:him|her)\s+(?:feel\s+|an?\s+)?(?:[\w-]+\s+)?(?:{SYMPTOM.pattern}|(?:jump|cry|vomit|sick|cringe|wince|limp|shake)\b)|(?:bothers?|hurts?)\s+(?:him|his|her)\b|(?:is|are)\s+(?:hard|difficult|painful|impossible|slow)\s+for\s+(?:him|her)\b|makes?\s+(?:the|his|her)\s+(?:[\w-]+\s+){{1,2}}?(?:go|ache|hurt|burn|swell|tingle|throb|cramp|lock)\b)"
    rf"|\w{{3,}}ing(?:\s+[\w'-]+){{0,6}}?\s+(?:sends?|brings?\s+on|triggers?|sets?\s+off)\s+(?:an?\s+)?(?:[\w-]+\s+){{0,2}}?{SYMPTOM.pattern})"
    rf"|{_WHEN}(?:{WHO})\s+(?:(?:still|also|often|now|again)\s+)*(?:is|was|remains|remained|becomes|gets)\s+(?P<felt>{_FEELING}\b)"
    r"|(?P<hindered>(?:still\s+)?(?:cannot|can['’]t)\s+(?!be\b)\w+)",
    re.IGNORECASE,
)


_AT_FIRST = regex(
    rf"(?:initially|at\s+first|at\s+onset),?\s+(?:(?:{WHO})\s+)?(?:was\s+)?(?P<told>(?:could\s+not|couldn['’]t|unable\s+to)\s+(?!be\b|return\b|work\b)[^.;,]{{3,60}})",
    re.IGNORECASE,
)


def at_first(piece: Piece) -> Iterator[Piece]:
    """What the worker could not do at first, with which a sentence begins that goes on with care or tests."""
    if found := _AT_FIRST.match(piece.text):
        yield piece.cut(*found.span("told")).stripped()


def felt_clause(piece: Piece) -> Piece | None:
    """A sentence that begins with a part of the body and what it does, or with what the worker cannot do; else None."""
    found = _CLAUSE.match(piece.text)
    if not found:
        return None
    return piece.cut(found.start(found.lastgroup or 0), len(piece.text))


_STATE = (
    r"(?:feels?\s+(?!(?:an?\s+|some\s+|the\s+)?(?:[\w-]+\s+){0,2}?(?:pain|pressure|numbness|tingling|tightness|weakness|swelling|burning|stiffness|cramps|itching)\b)(?!that\b|like\s+(?:he|she)\b|(?:he|she)\b)|(?:has\s+|had\s+)?(?:lost\s+(?=(?:all\s+|his\s+|her\s+)?(?:interest|appetite|weight|sleep|hope|motivation|temper|confidence|strength|grip|feeling|sensation|hearing|vision|balance|libido|track|energy|\d))|spells\s+of\s+)"
    r"|(?:is\s+|was\s+)?(?:unable\s+to|pessimistic|tearful|irritable|hopeless|withdrawn)\b)"
)
_OF_SELF = regex(
    rf"(?:{WHO}|and)\s+(?:also\s+)?(?:(?:has|had|is|was)\s+(?={_STATE}))?(?P<state>{_STATE}.*)", re.IGNORECASE
)


def state_of_mind(piece: Piece) -> Iterator[Piece]:
    """What a sentence says that the worker feels, has lost, or cannot do, clause by clause; none where it is no such."""
    start = 0
    for clause in (
        *re.finditer(
            r"\s+and\s+(?=has\s+lost\b|is\s+unable\b|feels\b|report|describ|complain|sa(?:ys|id)\b|stat)", piece.text
        ),
        None,
    ):
        end = clause.start() if clause else len(piece.text)
        told = _OF_SELF.match(piece.text[start:end] if start == 0 else f"and {piece.text[start:end]}")
        if start == 0 and not told:
            return
        if told:
            inset = told.start("state") - (4 if start else 0)
            yield piece.cut(start + inset, end).trimmed(regex(r"(?!)"), regex(r"[\s.]+$"))
        start = clause.end() if clause else end
