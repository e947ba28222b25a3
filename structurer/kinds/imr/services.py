"""What a heading asks for, and for which parts of the body: read from its words, where they are plain."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.kinds.imr.headings import Plain
from structurer.kinds.imr.record import Category
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

_SIDE = r"(?:left|right|bilateral|both|lt|rt)"
_REGION = (
    r"(?:(?:upper|lower|mid|low)\s+)?(?:cervical(?:\s+spine)?|thoracic(?:\s+spine)?|lumbar(?:\s+spine)?"
    r"|lumbosacral(?:\s+spine)?|spine|neck|backs?|head|shoulders?|elbows?|wrists?|hands?|fingers?|thumbs?|arms?|forearms?"
    r"|hips?|groin|pelvis|knees?|legs?|ankles?|foot|feet|toes?|heels?|(?:upper|lower)\s+(?:extremit(?:y|ies)|limbs?)"
    r"|extremit(?:y|ies)|chest|ribs?|jaw|face|eyes?|ears?|abdomen|trapezius|thighs?|calf|calves|sacrum|coccyx|tailbone)"
)
_PART = rf"\b(?:{_SIDE}\s+)?{_REGION}(?:\s*/\s*{_REGION})?\b"
BODY_PART = re.compile(_PART, re.IGNORECASE)


def body_parts(letter: Letter, disputed: Section) -> list[Span]:
    """The parts of the body that the heading names, with their side, in its order and each once."""
    found: list[Span] = []
    said: set[str] = set()
    for match in BODY_PART.finditer(letter.text, disputed.start, disputed.end):
        words = letter.verbatim(*match.span()).lower()
        if words not in said:
            said.add(words)
            found.append(letter.span(*match.span()))
    return found


# What stands before the service: why, when and how much of it is asked for.
_BEFORE = re.compile(
    r"\s*(?:(?:retrospective(?:ly)?(?:\s+(?:request|review))?(?:\s+(?:for|of))?|associated\s+surgical\s+services?"
    r"|(?:post|pre)-?\s?op(?:erative)?|additional|continued|purchase\s+of|rental\s+of|labs(?=\s*:)"
    r"|(?:unknown|unspecified)\s+(?:sessions|number|quantity)\s+of|(?:the\s+)?request\s+for|an?|the|with"
    rf"|(?:{NUMBER_WORD}|\d+)(?:\s*\(\d+\))?(?:\s+(?:sessions?|visits?|treatments?|units?|refills?|bottles?|boxes|tubes?)\s+of)?"
    r"|(?:sessions?|visits?|treatments?|units?|refills?)\s+of)(?:\s*[:,]\s*|\s+(?=\S)))",
    re.IGNORECASE,
)
# What ends it: where it is done, with or without what, how often, and everything behind a comma.
_AFTER = re.compile(
    rf"\s+(?:for|of|to|on|in|at)\s+(?:the\s+|his\s+|her\s+|unspecified\s+)?(?={_PART})|\s+(?:with|without)\s+(?:contrast|dye)\b"
    rf"|\s*,|\s+#|\s+times\b|\s+(?:sessions?|visits?)\b(?!\s+with)|\s+\(?DOS\b|(?<!\bin)\s+\(?(?=\d)(?!\d+\s+in\s+\d)|\s+(?={_PART})|\s+-\s|\s+was\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\w/&'().-]+(?:\s+[\w/&'().-]+){0,3}")
_JOINT = re.compile(
    r"\b(?:for|to|with|of|and|or|vs|per|in|by|from|consult\w*|evaluation|follow|referral|program)\b", re.IGNORECASE
)


def plain_service(letter: Letter, disputed: Section, plain: Plain) -> Span | None:
    """The shortest phrase of the heading that names the service, as far as its form shows; None where none is left."""
    text = letter.text
    start = disputed.start
    while before := _BEFORE.match(text, start, disputed.end):
        start = before.end()
    part = BODY_PART.match(text, start, disputed.end)
    if part and text[part.end() : disputed.end].strip(" ,\t\r\n"):
        start = part.end() + len(text[part.end() :]) - len(text[part.end() :].lstrip())
    ends = [
        span.start
        for span in (*plain.strengths, *plain.rates, *(place for _, place in plain.counts))
        if span.start > start
    ]
    after = _AFTER.search(text, start + 1, disputed.end)
    end = min([*ends, after.start() if after else disputed.end, disputed.end])
    dangling = _DANGLING.search(text, start, end)
    span = letter.span(start, dangling.start() if dangling else end)
    return span if re.search(r"[A-Za-z]{2}", span.text) else None


# What may be left at the end of the phrase once a rate or a count behind it is cut off.
_DANGLING = re.compile(rf"(?:[\s,:;#(-]|\b(?:for|of|to|times|x|{NUMBER_WORD})(?=\W|$))+\Z", re.IGNORECASE)
# Words of a heading that belong to no service: how it is given, for how long, without what.
_MINOR = re.compile(
    rf"{_PART}|\b(?:{NUMBER_WORD}|with(?:out)?|contrast|dye|times|sessions?|visits?|treatments?|refills?|tablets?|tabs?|capsules?"
    r"|mouth|orally|total|spine|original|request|purchase|rental|date|service|quantity|count|series|unspecified|each|needed)\b",
    re.IGNORECASE,
)


def is_plain(letter: Letter, disputed: Section, service: Span, plain: Plain) -> bool:
    """Whether the phrase is so simple, and so little is left of the heading, that it can be nothing but the name."""
    if _PLAIN.fullmatch(service.text) is None or _JOINT.search(service.text):
        return False
    before = letter.text[disputed.start : service.start]
    if (part := BODY_PART.search(before)) and not re.match(_SIDE, part.group(), re.IGNORECASE):
        return False  # "knee scooter", "back support": the part may belong to the name
    rest = list(letter.text[service.end : disputed.end])
    for span in (*plain.strengths, *plain.rates, *(place for _, place in plain.counts)):
        for index in range(max(span.start, service.end), min(span.end, disputed.end)):
            rest[index - service.end] = " "
    return re.search(r"[A-Za-z]{4,}", _MINOR.sub(" ", "".join(rest))) is None


# Words that settle the category by themselves. Wide words ("therapy", "device") are not among them.
_SETTLED = (
    (Category.PHARMACEUTICALS, r"\b\d+(?:\.\d+)?\s?mg\b|\btablets?\b|\bcapsules?\b|\btopical\b|\bcompound(?:ed)?\s+(?:cream|medication)"),
    (Category.DIAGNOSTIC_TESTING, r"\bMRIs?\b|\bEMG\b|\bNC[VS]\b|\bx-?rays?\b|\bCT\s+scan|\burinalysis\b|\burine\s+drug|\belectrodiagnostic"),
    (Category.REHABILITATION, r"\bphysical\s+therapy\b|\boccupational\s+therapy\b|\bacupuncture\b|\bchiropractic\b|\bmassage\b"),
    (Category.DMEPOS, r"\bwheelchair\b|\bTENS\s+unit\b|\bcommode\b|\bcrutch(?:es)?\b|\bwalker\b|\borthotics?\b"),
    (Category.INJECTION, r"\binjections?\b"),
    (Category.PROGRAMS, r"\binpatient\b|\bfunctional\s+restoration\b|\bgym\b|\bweight\s+loss\b|\bprogram\b"),
    (Category.TRANSPORTATION, r"\btransportation\b"),
    (Category.HOME_HEALTH, r"\bhome\s+health\b"),
)  # fmt: skip


def settled_category(told: str) -> Category | None:
    """The category, where the words of service and strength settle it by themselves; else None."""
    settled = {category for category, words in _SETTLED if re.search(words, told, re.IGNORECASE)}
    return next(iter(settled)) if len(settled) == 1 else None
