"""Rules that hold what the model took from a heading against what a plain reading of it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from structurer.folding import fold
from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.heading.amounts import Plain, plain_reading
from structurer.kinds.medical.heading.categories import settled_category
from structurer.kinds.medical.heading.portions import portions, retrospective, service_dates
from structurer.kinds.medical.heading.requests import is_due
from structurer.kinds.medical.record import RequestedTreatment
from structurer.letter import Letter
from structurer.result import Severity
from structurer.sections import Section

ReviewCase = Case[Any]


def _headings(case: ReviewCase) -> Iterator[tuple[str, RequestedTreatment, Section, Plain]]:
    """Each determination with its pointer, its heading, and the plain reading of the portion in dispute."""
    for index, (determination, item) in enumerate(
        zip(case.record.determinations, case.outline.all("item"), strict=False)
    ):
        request = item.part("request")
        if request:
            plain = plain_reading(case.letter, portions(case.letter, request).disputed)
            yield f"/determinations/{index}", determination, request, plain


def quantity_against_heading(case: ReviewCase) -> Iterator[Trip]:
    for path, determination, request, plain in _headings(case):
        held = determination.quantity
        if plain.count and held is None:
            yield Trip(f"{path}/quantity", f"the heading states a count of {plain.count[0]:g}", plain.count[1])
        elif plain.count and held != plain.count[0]:
            yield Trip(
                f"{path}/quantity", f"the record has {held:g}, the heading states {plain.count[0]:g}", plain.count[1]
            )
        elif held is not None and not plain.counts:
            span = case.letter.span(request.start, request.end)
            yield Trip(f"{path}/quantity", "the heading states no count", span)


def strength_against_heading(case: ReviewCase) -> Iterator[Trip]:
    for path, determination, request, plain in _headings(case):
        held = fold(determination.strength).text if determination.strength else None
        if plain.strength and held != fold(plain.strength.text).text:
            yield Trip(f"{path}/strength", "this is not the strength that the heading states", plain.strength)
        elif held and not plain.strengths:
            span = case.letter.span(request.start, request.end)
            yield Trip(f"{path}/strength", "the heading states no strength", span)


def frequency_against_heading(case: ReviewCase) -> Iterator[Trip]:
    for path, determination, request, plain in _headings(case):
        held = determination.frequency
        if held is None and is_due(case.letter, portions(case.letter, request).disputed, plain):
            continue
        if held is None and plain.rates:
            yield Trip(f"{path}/frequency", "the heading states a rate or a duration", plain.rates[0])
        elif held is not None and not any(_shares(held, rate.text) for rate in plain.rates):
            span = case.letter.span(request.start, request.end)
            yield Trip(f"{path}/frequency", "this is not a rate or duration that the heading states", span)


def _shares(held: str, printed: str) -> bool:
    one, other = fold(held).text, fold(printed).text
    return one in other or other in one


def authorized_against_heading(case: ReviewCase) -> Iterator[Trip]:
    for path, determination, request, _ in _headings(case):
        printed = portions(case.letter, request).authorized
        held = determination.authorized
        if printed and (held is None or fold(held).text != fold(printed.text).text):
            yield Trip(f"{path}/authorized", "the heading says what the claims administrator authorized", printed)
        elif (
            held
            and not printed
            and not re.search(r"authoriz|approv|certif", _text(case.letter, request), re.IGNORECASE)
        ):
            span = case.letter.span(request.start, request.end)
            yield Trip(f"{path}/authorized", "the heading tells of nothing authorized", span)


def retrospective_against_heading(case: ReviewCase) -> Iterator[Trip]:
    for path, determination, request, _ in _headings(case):
        word = retrospective(case.letter, request)
        if (word is not None) != determination.retrospective:
            said = "says retrospective" if word else "does not say retrospective"
            yield Trip(f"{path}/retrospective", f"the heading {said}", word)
        printed = [day for day, _ in service_dates(case.letter, request)]
        held = determination.date_of_service
        if held is None and printed:
            yield Trip(f"{path}/date_of_service", f"the heading gives {printed[0]} as date of service")
        elif held is not None and held.isoformat() not in printed:
            yield Trip(f"{path}/date_of_service", "the heading does not give this date of service")


def category_against_service(case: ReviewCase) -> Iterator[Trip]:
    for path, determination, request, _ in _headings(case):
        if determination.category is None or determination.service is None:
            continue
        disputed = portions(case.letter, request).disputed
        settled = settled_category(f"{determination.service} {determination.strength or ''}")
        if settled and determination.category != settled:
            span = case.letter.span(disputed.start, disputed.end)
            yield Trip(f"{path}/category", f"by its words this is {settled}, not {determination.category}", span)


def service_too_long(case: ReviewCase) -> Iterator[Trip]:
    for path, determination, _, _ in _headings(case):
        service = determination.service
        if service and re.search(
            r"#\s?\d|\boriginal\s+request\b|\bauthorized\s+by\b|\d\s?mg\b", service, re.IGNORECASE
        ):
            yield Trip(f"{path}/service", "the service is named without strength, quantity and the tale of the request")


def _text(letter: Letter, section: Section) -> str:
    return letter.text[section.start : section.end]


HEADING_RULES: tuple[Rule[Any], ...] = (
    Rule("quantity_against_heading", Severity.WARNING, "The quantity is the count that the heading plainly states.",
         quantity_against_heading),
    Rule("strength_against_heading", Severity.WARNING, "The strength is the one that the heading plainly states.",
         strength_against_heading),
    Rule("frequency_against_heading", Severity.WARNING, "The frequency is a rate or duration that the heading states.",
         frequency_against_heading),
    Rule("authorized_against_heading", Severity.ERROR, "What was authorized is what the heading says was.",
         authorized_against_heading),
    Rule("retrospective_against_heading", Severity.ERROR,
         "Retrospective, and the date of service, are as the heading says.", retrospective_against_heading),
    Rule("category_against_service", Severity.WARNING, "The category fits the service, where its words settle it.",
         category_against_service),
    Rule("service_too_long", Severity.WARNING, "The service is named without strength, quantity or history.",
         service_too_long),
)  # fmt: skip
