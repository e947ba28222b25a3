"""What a heading asks for: read from its words, where they are plain."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.heading.amounts import Plain
from structurer.kinds.medical.heading.body import BODY_PART, PART, SIDE
from structurer.kinds.medical.heading.categories import settled_category
from structurer.kinds.medical.record import Category
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

# What stands before the service: why, when and how much of it is asked for.
_AMOUNT_OF = r"(?:sessions?|visits?|treatments?|units?|refills?|bottles?|box(?:es)?|tubes?|containers?|jars?|packs?|sets?|pairs?|trials?|rounds?)"
_NUMBERED = rf"(?:{NUMBER_WORD}|\d+)(?:\s*\(\s*(?:{NUMBER_WORD}|\d+)\s*\))?"
_LEADS = (
    r"(?:retro(?:spective|active)?(?:ly)?|prospective|concurrent)(?:\s+(?:request|review))?(?:\s+(?:for|of))?",
    r"associated\s+surgical\s+services?",
    r"\(?(?:CPT|HCPCS)(?:\s+codes?)?\s*#?:?\s*[A-Z]?\d{4,5}\)?|(?-i:[A-Z]\d{4})",
    r"\(?(?:DOS|dates?\s+of\s+service):?\s*[\d/.-]+\)?",
    r"(?:DME\s+)?purchase(?=\s*:)|prescription\s+drug(?:,\s*(?:brand\s+name|generic))?(?=\s*:)",
    r"\(?(?:post|pre|peri)[\s-]?\s?(?:op(?:erative(?:ly)?)?|surgical|surgery)\)?",
    r"additional|continued?|continuation\s+of|repeat|ongoing|further|outpatient|in-?office|urgent|new|possible|one[\s-]time",
    r"(?:continued\s+|ongoing\s+)?use\s+of",
    r"(?:purchase|rental|prescription|provision|dispensing|refills?|renewal|authorization|extension)\s+(?:of|for)",
    r"(?:pharmacy\s+)?purchase\s+(?:of|for)",
    r"(?:DME|facility|service|surgery|procedure)(?=\s*[:-])|DME",
    r"medications?(?=\s*:)",
    r"(?:compound(?:ed)?|topical)(?:\s+(?:cream|ointment|gel|medications?))?(?=\s*:(?:(?!\band\b)[^,:])*\Z)|compound(?:ed)?(?=\s*:)",
    r"labs(?=\s*:(?:(?!\band\b)[^,:])*\Z)",
    r"follow-?\s?up(?=\s+(?:labs?|x-?rays?|MRIs?|imaging)\b)",
    r"series\s+of(?:\s+\d+)?",
    r"(?:\d+|ten|twelve)[\s-]panel(?=\s+urine)",
    r"(?:ultrasound|fluoroscop\w+|CT)[\s-]guided",
    SIDE,
    rf"{_NUMBERED}?[\s-]*(?:weeks?|months?|days?|years?)'?\s+(?:trial|supply|course|rental|stay|period|use)\s+(?:of|at|in)(?:\s+an?)?",
    rf"{_NUMBERED}[\s-]*(?:weeks?|months?|years?)(?=\s+[a-z])",
    r"(?:initial\s+)?trial\s+of",
    r"(?:unknown|unspecified)\s+(?:sessions|number|quantity|amount|prescription|duration)\s+(?:of|for)",
    r"(?:the\s+)?requests?\s+for|an?|the|with|is|for|unknown|unspecified",
    rf"{_NUMBERED}(?:\s+(?:additional\s+|more\s+)?{_AMOUNT_OF}\s+of)?",
    rf"{_AMOUNT_OF}\s+of",
)
_BEFORE = re.compile(rf"\s*(?:(?:{'|'.join(_LEADS)})(?:\s*[:,]\s*|\s+(?=\S)))", re.IGNORECASE)
# An operation of several steps is named by all of them.
_STEP = (
    r"(?:evaluation\s+of|(?:possible\s+|and/or\s+)?(?:[\w-]+\s+){0,3}?(?:\w+(?:ectomy|plasty|otomy|desis|rrhaphy|lysis)|repair|release|debridement|decompression"
    r"|excision|removal|fusion|graft(?:ing)?|fixation|instrumentation|reconstruction|resection|transposition|exploration|mesh|SAD|Mumford|ORIF)\b)"
)
# What belongs to a bed or a chair: "hospital bed with a trapeze bar".
_FITTED = r"(?:an?\s+)?(?:[\w-]+\s+){0,4}?(?:mattress|rails?|trapeze|cushion|footrests?|armrests?)"
# "spine surgeon": the part belongs to who is seen.
_NO_SPECIALIST = r"(?!\s+(?:\w+\s+)?(?:surgeon|specialist|doctor|physician|clinic)\b)"
# "repair of a left inguinal hernia": the part belongs to what is operated on.
_NO_DISEASE = r"(?!(?:\s*[\w-]+){0,3}?\s+(?:hernias?|fractures?|tears?|mass|cysts?|lesions?|tumou?rs?|neuromas?|lipomas?|hardware|contractures?)\b)"
# "total knee arthroplasty": the part stands within the name.
_NO_JOINT = r"(?!\s+(?:joint\s+)?(?:arthroplasty|replacement|resurfacing)\b)"
# For what is asked belongs to the name where it is a program or a device: "evaluation for a pain program".
_NAMED_FOR = (
    r"(?!\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:programs?|FRP|units?|machine|wheelchair|walker|pump|CPAP)\b)"
)
_SEEN = r"(?<!consult)(?<!consultation)(?<!visit)(?<!visits)(?<!opinion)(?<!referral)(?<!follow-up)(?<!follow\sup)(?<!evaluation)"
# What ends it: where it is done, with or without what, how often, and everything behind a comma.
_ENDS = (
    rf"\s+(?:for|of|to|on|in|at|over)\s+(?:the\s+|his\s+|her\s+|unspecified\s+)?(?={PART}{_NO_SPECIALIST}{_NO_DISEASE})",
    rf"\s+(?:for|of|to|on|in|at|over)\s+(?:the\s+)?(?={SIDE}\s{_NO_DISEASE})",
    r"\s+(?:with|without|w/|w/o)\s*(?:contrast|dye|gadolinium)\b",
    rf"{_SEEN}\s+(?:with\b|w/)(?!\s*(?:an?\s+)?(?:possible\s+)?(?:{_STEP}|{_FITTED}|codeine)\b)",
    r"\s+(?:with|w/)\s*(?:\d|one\b|two\b|three\b|supplies|refills?)",
    r"\s+(?:under(?!\s+(?:general\s+)?an(?:a)?esthesia)|via|using|utilizing|including|per|as\s+an?|prior\s+to|before|after|following)\b",
    r"\s+(?:by\s+mouth|orally|po|subcutaneous(?:ly)?|intramuscular(?:ly)?|IM)\b(?!\s+injection)",
    r"\s+(?:for|to)\s+(?:an?\s+|the\s+)?(?:evaluat\w+|treat\w*|assess\w*|help|assist|home\s+use|address|rule|determine)\b",
    rf"(?:(?<=clearance)\s+by|(?<=transportation)\s+(?:to|from)|(?<=transport)\s+(?:to|from))\b|\s+(?:for|regarding|re(?!-))\b{_NAMED_FOR}",
    r"(?:(?<=injection)|(?<=injections)|(?<=block)|(?<=blocks))\s+(?:to|into|of|for|at)\b",
    r"(?:(?<=consult)|(?<=consultation))\s+(?:and|&)\s+treat(?:ment)?\b",
    r"\s+(?:purchase|rental)\b",
    r"\s+\((?!(?-i:[A-Z]{2,6})\)\s+[a-z])(?![^)]*\)\s*/)",
    r"\s+to[\s/-]+(?:and\s+)?from\b",
    r"\s+by\s+(?=car|taxi|van)",
    r"\s+of\s+(?:the\s+)?(?=internal|external)",
    rf"\s*,(?!\s*(?:and\s+|&\s+)?{_STEP})",
    r"\s+#|\s*;",
    r"\s+(?:times|x)\b(?!\s*-?\s?rays?)",
    rf"{_SEEN}(?<!office)(?<!return)(?<!clinic)(?<!home)\s+(?:sessions|(?:session|visits?|treatments)\b(?!\s+with))\b",
    r"\s+\(?(?:DOS|dates?\s+of\s+service|service\s+date|CPT|HCPCS|ICD|body\s+parts?|dispensed|qty|quantity)\b",
    r"(?<!\bin)\s+\(?(?=\d)(?!\d+\s+in\s+\d)",
    rf"\s+(?={PART}{_NO_SPECIALIST}{_NO_DISEASE}{_NO_JOINT})",
    r"\s+[-–]\s",
    r"\s+was\b",
)
_AFTER = re.compile("|".join(_ENDS), re.IGNORECASE)
# An abbreviation told in full behind the second of two: "EMG (electromyography)/NCV (nerve conduction velocity)".
_IN_FULL = re.compile(r"\s+\([^()\d]+\)")
_PLAIN = re.compile(r"[\w/&'().-]+(?:\s+[\w/&'().-]+){0,3}")
_JOINT = re.compile(
    r"\b(?:for|to|with|of|and|or|vs|per|in|by|from|consult\w*|evaluation|follow|referral|program)\b", re.IGNORECASE
)


def plain_service(letter: Letter, disputed: Section, plain: Plain) -> Span | None:
    """The shortest phrase of the heading that names the service, as far as its form shows; None where none is left."""
    text = letter.text
    start = disputed.start
    rates = {rate.start: rate.end for rate in plain.rates}
    while before := _parts_at(text, start, disputed.end) or _BEFORE.match(text, start, disputed.end):
        start = before.end()
    if start in rates:  # "monthly follow-up visits"
        start = rates[start] + len(text[rates[start] :]) - len(text[rates[start] :].lstrip())
    named = _phrase(letter, start, disputed.end, plain)
    # "custom back heat pad", "pneumatic cervical traction device": the thing stands behind the part.
    behind = _parts_at(text, named.end, disputed.end) if named else None
    if behind and named and settled_category(named.text) is None:
        thing = _phrase(letter, behind.end(), disputed.end, plain)
        if thing and settled_category(thing.text):
            return thing
    return named


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
    after = _AFTER.search(text, start + 1, stop)
    end = min([*ends, after.start() if after else stop, stop])
    # "Labs: CBC, CMP and TSH": what stands before the colon names them all.
    listed = _LISTED.search(text, start, end)
    if listed and settled_category(text[start : listed.start()]):
        return letter.span(start, listed.start())
    shares = [span for span in plain.strengths if span.text.endswith("%")]
    if len(shares) > 1:  # a compound is named by all its parts
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
    dangling = _DANGLING.search(text, start, end)
    span = letter.span(start, dangling.start() if dangling else end)
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
_OTHER = re.compile(rf"\s*,\s*(?:and\s+|&\s+)?(?P<name>(?!{PART})[A-Za-z][A-Za-z/-]*(?:\s+(?!{PART}|for\b|of\b|to\b|with)[A-Za-z/-]+){{0,4}})(?=\s*(?:,|\Z|\s(?:for|of|x|with)\b))", re.IGNORECASE)  # fmt: skip
_AND = re.compile(r"\s(?:and|&)\s*\Z", re.IGNORECASE)
_LISTED = re.compile(r"\s*:\s*(?=\S)")
_PARTS = re.compile(rf"\s*{PART}(?:\s*(?:,|/|&|\band\b)\s*(?:and\s+)?{PART})*{_NO_SPECIALIST}\s*", re.IGNORECASE)
_AND_TREATED = re.compile(r"\s+eval(?:uation)?\s+(?:and|&)\s+treat\w*", re.IGNORECASE)
_LAST_PART = re.compile(r"\s*/\s*[A-Za-z]+(?!\s*\d)")
# What may be left at the end of the phrase once a rate or a count behind it is cut off.
_DANGLING = re.compile(rf"(?:[\s,:;#(-]|\b(?:for|of|to|in|times|x|{NUMBER_WORD})(?=\W|$))+\Z", re.IGNORECASE)
# Words of a heading that belong to no service: how it is given, for how long, without what.
_MINOR = re.compile(
    rf"{PART}|\b(?:{NUMBER_WORD}|with(?:out)?|contrast|dye|times|sessions?|visits?|treatments?|refills?|tablets?|tabs?|capsules?"
    r"|mouth|orally|total|spine|original|request|purchase|rental|date|service|quantity|count|series|unspecified|each|needed)\b",
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
    return re.search(r"[A-Za-z]{4,}", _MINOR.sub(" ", "".join(rest))) is None


# Somebody to whom the worker is sent: "referral to a hand surgeon".
_SENT = re.compile(
    r"(?:referral|consult(?:ation)?|TOC|transfer\s+of\s+care|follow[\s-]?up|evaluation|visit|appointment)\s+(?:to|with|by)\s+[^:]+",
    re.IGNORECASE,
)


# An operation, that may have many steps.
_OPERATION = re.compile(
    r"(?:[\w-]+\s+){0,2}?(?:arthroscop\w+|\w+(?:ectomy|plasty|otomy|desis)|repair|release|fusion|decompression)\b",
    re.IGNORECASE,
)


def is_name(phrase: str) -> bool:
    """Whether a phrase whose words settle the category is short, and goes on about no purpose or place."""
    if _SENT.fullmatch(phrase) and len(phrase.split()) <= 7:
        return True
    if _OPERATION.match(phrase) and len(phrase.split()) <= 20:
        return True
    return (
        len(phrase.split()) <= 8
        and re.search(r":|\b(?:to|by|of\s+the|for\s+the|from)\b|\bconsult\w*\s+\w", phrase, re.IGNORECASE) is None
    )
