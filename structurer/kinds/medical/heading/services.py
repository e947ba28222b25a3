"""What a heading asks for: read from its words, where they are plain."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.heading.amounts import Plain
from structurer.kinds.medical.heading.body import BODY_PART, PART, SIDE
from structurer.kinds.medical.heading.bounds import AFTER, BEFORE, NO_SPECIALIST
from structurer.kinds.medical.heading.categories import settled_category
from structurer.kinds.medical.record import Category
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

# An abbreviation told in full behind the second of two: "EMG (electromyography)/NCV (nerve conduction velocity)".
_IN_FULL = regex(r"\s+\([^()\d]+\)")
_PLAIN = regex(r"[\w/&'().-]+(?:\s+[\w/&'().-]+){0,3}")
_JOINT = regex(
    r"\b(?:for|to|with|of|and|or|vs|per|in|by|from|consult\w*|evaluation|follow|referral|program)\b", re.IGNORECASE
)


def plain_service(letter: Letter, disputed: Section, plain: Plain) -> Span | None:
    """The shortest phrase of the heading that names the service, as far as its form shows; None where none is left."""
    text = letter.text
    start = disputed.start
    rates = {rate.start: rate.end for rate in plain.rates}
    while before := (
        _parts_at(text, start, disputed.end)
        or BEFORE.match(text, start, disputed.end)
        or _counted_before(text, disputed.start, start, disputed.end)
    ):
        if _BARE.match(text, before.end(), disputed.end) and not _SIDE_ALONE.fullmatch(before.group()):
            break
        start = before.end()
        if mark := _MARK.match(text, start, disputed.end):
            start = mark.end()
    if start in rates:  # "monthly follow-up visits"
        start = rates[start] + len(text[rates[start] :]) - len(text[rates[start] :].lstrip())
    named = _phrase(letter, start, disputed.end, plain)
    # "custom back heat pad", "pneumatic cervical traction device": the thing stands behind the part.
    behind = _parts_at(text, named.end, disputed.end) if named else None
    if behind and named:
        thing = _phrase(letter, behind.end(), disputed.end, plain)
        category = None if _ADJECTIVE.fullmatch(named.text) else settled_category(named.text)
        told = settled_category(thing.text) if thing else None
        if thing and told and category is None:
            return thing
        if thing and told is category is Category.DMEPOS and " " not in thing.text:  # "LSO back brace"
            return letter.span(named.start, thing.end)
    return named


_MARK = regex(r"\s*(?:[,;:]|[-–](?=\s))\s*")
"""Between a part of the body and the service: "Left knee, MRI"."""
_COUNTED_OF = regex(
    r"\s*(?:sessions?|visits?|treatments?|tablets?|tabs?|capsules?|caps?|box(?:es)?|tubes?|bottles?|pairs?|hours?|hrs?)\s+"
    r"(?!(?:of|for|to|at|by|with|per|an?|each|every|in|on|over|x|times|daily|weekly|po|trial|rental|and|or)\b)(?=[a-z]{3})",
    re.IGNORECASE,
)
_NUMBER_BEFORE = regex(rf"(?:\d|\b{NUMBER_WORD})\)?(?:\s+(?:additional|more|further))?\s*\Z", re.IGNORECASE)


def _counted_before(text: str, begin: int, start: int, end: int) -> re.Match[str] | None:
    """What is counted, where a number stands before it and the service follows without "of": "12 visits physical therapy"."""
    counted = _COUNTED_OF.match(text, start, end)
    return counted if counted and _NUMBER_BEFORE.search(text[begin:start]) else None


def _parts_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """The parts of the body that stand there, where anything is left behind them."""
    parts = _PARTS.match(text, start, end)
    return parts if parts and text[parts.end() : end].strip(" ,;:.\t\r\n") else None


def _phrase(letter: Letter, start: int, stop: int, plain: Plain) -> Span | None:
    """The phrase that begins there, up to what ends the name of a service."""
    text = letter.text
    ends = [
        span.start
        for span in (*plain.strengths, *plain.rates, *(place for _, place in plain.counts))
        if span.start > start
    ]
    after = AFTER.search(text, start + 1, stop)
    end = min([*ends, after.start() if after else stop, stop])
    # "Labs: CBC, CMP and TSH": what stands before the colon names them all.
    listed = _LISTED.search(text, start, end)
    if listed and settled_category(text[start : listed.start()]):
        return letter.span(start, listed.start())
    shares = [span for span in plain.strengths if span.text.endswith("%")]
    if len(shares) > 1 and text.find("(", start, shares[0].start) < start:  # a compound is named by all its parts
        end = shares[-1].end
        last = _LAST_PART.match(text, end, stop)
        end = last.end() if last else end
    if ")/" in text[start:end] and (full := _IN_FULL.match(text, end, stop)):
        end = full.end()
    end = _with_others(text, start, end, stop)
    if _SENT.match(text[start:end]) and (treated := _AND_TREATED.search(text, start, end)):
        end = treated.start()
    if _AND.search(text, start, end) and (part := _PARTS.match(text, end, stop)):  # "EKG and chest x-ray"
        other = _phrase(letter, part.end(), stop, plain)
        if other and settled_category(other.text) is settled_category(text[start:end]) is not None:
            end = other.end
    if (opened := text.rfind("(", start, end)) > start and ")" not in text[opened:end]:
        end = opened
    span = letter.span(start, _without_dangling(text, start, end))
    return span if re.search(r"[A-Za-z]{2}", span.text) else None


def _with_others(text: str, start: int, end: int, stop: int) -> int:
    """Where a list of tests or of therapies ends that begins there: "CBC, CMP and urinalysis"."""
    category = settled_category(text[start:end])
    if category not in (Category.DIAGNOSTIC_TESTING, Category.REHABILITATION):
        return end
    while (other := _OTHER.match(text, end, stop)) and settled_category(other["name"]) == category:
        end = other.end()
    return end


# Another name of a list: words alone, without a number or a part of the body.
_OTHER = regex(rf"\s*,\s*(?:and\s+|&\s+)?(?P<name>(?!{PART})[A-Za-z][A-Za-z/-]*(?:\s+(?!{PART}|for\b|of\b|to\b|with)[A-Za-z/-]+){{0,4}})(?=\s*(?:,|\Z|\s(?:for|of|x|with)\b))", re.IGNORECASE)  # fmt: skip
_AND = regex(r"\s(?:and|&)\s*\Z", re.IGNORECASE)
# "Arthroscopic right shoulder labral repair"
_ADJECTIVE = regex(r"[A-Za-z-]*(?:ic|al|ive|ed|open)", re.IGNORECASE)
# What names nothing without the part of the body before it: "back support".
_SIDE_ALONE = regex(rf"\s*{SIDE}\s*", re.IGNORECASE)
_BARE = regex(r"\s*(?:supports?|straps?|systems?)\b(?!\s+[a-z])", re.IGNORECASE)
_LISTED = regex(r"\s*:\s*(?=\S)")
_PARTS = regex(rf"\s*{PART}(?:\s*(?:,|/|&|\band\b)\s*(?:and\s+)?{PART})*{NO_SPECIALIST}(?![-/])\s*", re.IGNORECASE)
_AND_TREATED = regex(r"\s+eval(?:uation)?\s+(?:and|&)\s+treat\w*", re.IGNORECASE)
_LAST_PART = regex(
    r"\s*/\s*[A-Za-z]+(?!\s*\d)|\s+(?:topical\s+)?(?:cream|gel|ointment|lotion|solution|patch(?:es)?)\b", re.IGNORECASE
)
# What may be left at the end of the phrase once a rate or a count behind it is cut off.
_DANGLING = regex(
    rf"(?:[\s,:;#(&-]+|(?<!-)\b(?:for|of|to|in|on|at|and|with|dated|additional|times|x|between|from|through|effective|starting|beginning|{NUMBER_WORD})|(?<=[\s–-]){SIDE})\Z",
    re.IGNORECASE,
)


def _without_dangling(text: str, start: int, end: int) -> int:
    """Where the phrase ends without what is left at its end; the words are shorter than 24 letters."""
    while dangling := _DANGLING.search(text, max(start, end - 24), end):
        end = dangling.start()
    return end


_BRACKETED = regex(r"\([^()]*\)")
# Words of a heading that belong to no service: how it is given, for how long, without what.
_MINOR = regex(
    rf"{PART}|\b(?:{NUMBER_WORD}|with(?:out)?|contrast|dye|times|sessions?|visits?|treatments?|refills?|tablets?|tabs?|capsules?"
    r"|mouth|orally|total|spine|original|request|purchase|rental|date|service|quantity|count|series|unspecified|each|needed|grams?|topical)\b",
    re.IGNORECASE,
)


def is_plain(letter: Letter, disputed: Section, service: Span, plain: Plain) -> bool:
    """Whether the phrase is so simple, and so little is left of the heading, that it can be nothing but the name."""
    if _PLAIN.fullmatch(service.text) is None or _JOINT.search(service.text):
        return False
    before = letter.text[disputed.start : service.start]
    if (part := BODY_PART.search(before)) and not re.match(SIDE, part.group(), re.IGNORECASE):
        return False  # "knee scooter", "back support": the part may belong to the name
    rest = list(letter.text[service.end : disputed.end])
    for span in (*plain.strengths, *plain.rates, *(place for _, place in plain.counts)):
        for index in range(max(span.start, service.end), min(span.end, disputed.end)):
            rest[index - service.end] = " "
    return re.search(r"[A-Za-z]{4,}", _MINOR.sub(" ", _BRACKETED.sub(" ", "".join(rest)))) is None


# Somebody to whom the worker is sent: "referral to a hand surgeon".
_SENT = regex(
    r"(?:referral|consult(?:ation)?|TOC|transfer\s+of\s+care|follow[\s-]?up|evaluation|visit|appointment)\s+(?:to|with|by)\s+[^:]+",
    re.IGNORECASE,
)


# An operation, that may have many steps.
_OPERATION = regex(
    r"(?:[\w-]+\s+){0,2}?(?:arthroscop\w+|\w+(?:ectomy|plasty|otomy|desis)|repair|release|fusion|decompression)\b",
    re.IGNORECASE,
)


def is_name(phrase: str) -> bool:
    """Whether a phrase whose words settle the category is short, and goes on about no purpose or place."""
    if _SENT.fullmatch(phrase) and len(phrase.split()) <= 7:
        return True
    if _OPERATION.match(phrase) and len(phrase.split()) <= 20:
        return True
    words = _SET_PHRASE.sub(" ", phrase)
    return len(words.split()) <= (20 if phrase.count("%") > 1 else 8) and _PURPOSE.search(words) is None


_SET_PHRASE = regex(
    r"\b(?:door\s+to\s+door|face\s+to\s+face|sit\s+to\s+stand|fused\s+to|consult\w*\s+(?:and|&|/)\s*treat\w*)\b",
    re.IGNORECASE,
)
_PURPOSE = regex(r":|\b(?:to|by|of\s+the|for\s+the|from)\b|\bconsult\w*\s+\w", re.IGNORECASE)
