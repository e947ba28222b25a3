"""What an item's heading says of the treatment requested, as values of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from structurer.kind import Reading
from structurer.kinds.medical.heading.amounts import Plain, plain_reading
from structurer.kinds.medical.heading.body import BODY_PART, TEETH, body_parts
from structurer.kinds.medical.heading.categories import settled_category
from structurer.kinds.medical.heading.portions import portions, retrospective, service_dates
from structurer.kinds.medical.heading.services import is_name, is_plain, plain_service
from structurer.kinds.medical.record import Category
from structurer.kinds.medical.stretch import text_of
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section


def read_request(letter: Letter, item: Section, path: str) -> Iterator[Reading]:
    """What the heading of an item prints for certain of the treatment requested."""
    request = item.part("request")
    if request is None:
        return
    yield Reading(
        f"{path}/request", letter.verbatim(request.start, request.end), letter.span(request.start, request.end)
    )
    parts = portions(letter, request)
    yield Reading(f"{path}/authorized", text_of(letter, parts.authorized), parts.authorized)
    retro = retrospective(letter, request)
    yield Reading(f"{path}/retrospective", retro is not None, retro)
    days = service_dates(letter, request)
    yield Reading(f"{path}/date_of_service", days[0][0] if days else None, days[0][1] if days else None)
    plain = plain_reading(letter, parts.disputed)
    one = plain.strength or _explained(letter, plain.strengths)
    yield Reading(f"{path}/strength", text_of(letter, one), one)
    if not plain.counts or plain.count:
        count, span = plain.count or (None, None)
        yield Reading(f"{path}/quantity", count, span)
    if not plain.rates or is_due(letter, parts.disputed, plain):
        yield Reading(f"{path}/frequency", None)
    elif plain.rate:
        yield Reading(f"{path}/frequency", text_of(letter, plain.rate), plain.rate)

    yield from _service(letter, parts.disputed, plain, path)


_DUE = regex(r"(?:in|within)\b", re.IGNORECASE)


def is_due(letter: Letter, disputed: Section, plain: Plain) -> bool:
    """Whether the rate of a heading is no rate but the time when one visit is due: "Follow-up visit in 4 weeks"."""
    if plain.counts or plain.rate is None or not _DUE.match(plain.rate.text):
        return False
    return settled_category(letter.text[disputed.start : disputed.end]) is Category.EVALUATION_MANAGEMENT


def _explained(letter: Letter, strengths: Sequence[Span]) -> Span | None:
    """The first of several strengths, where the others only explain it in brackets: "5% (700mg/patch)". Each part of a
    compound has a strength of its own; the compound has none."""
    if not strengths:
        return None
    first, *others = strengths
    between = [letter.text[first.end : other.start] for other in others]
    return first if all(text.count("(") > text.count(")") for text in between) else None


_INJECTED = regex(r"\binjections?\b", re.IGNORECASE)
_AT_TEETH = regex(rf"\bdental(?=\s*:)|{TEETH.pattern}", re.IGNORECASE)


def _service(letter: Letter, disputed: Section, plain: Plain, path: str) -> Iterator[Reading]:
    parts = body_parts(letter, disputed)
    if not parts:
        yield Reading(f"{path}/body_parts", [])
    for number, span in enumerate(parts):
        yield Reading(f"{path}/body_parts/{number}", letter.verbatim(span.start, span.end), span)
    service = plain_service(letter, disputed, plain)
    strength = plain.strength.text if plain.strength else ""
    whole = letter.span(disputed.start, disputed.end)
    at_teeth = _AT_TEETH.search(letter.text, disputed.start, disputed.end)  # "Dental: debridement" is no operation
    of = at_teeth.group() if at_teeth else ""
    category = settled_category(f"{of} {service.text} {strength}") if service else None
    if category is Category.PHARMACEUTICALS and _INJECTED.search(letter.text, disputed.start, disputed.end):
        category = Category.INJECTION  # "Toradol 60mg injection"
    if service and BODY_PART.search(letter.text, disputed.start, service.start):
        category = category or settled_category(whole.text)  # "back support": the part tells what kind of support
    if service is None or not (is_plain(letter, disputed, service, plain) or (category and is_name(service.text))):
        settled = settled_category(whole.text)
        if settled:
            yield Reading(f"{path}/category", settled.value, whole)
        return
    yield Reading(f"{path}/service", letter.verbatim(service.start, service.end), service)
    settled = category or settled_category(whole.text)
    if settled:
        yield Reading(f"{path}/category", settled.value, service if category else whole)
