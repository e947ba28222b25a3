"""Rules that hold a record's request against what a plain reading of it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.heading.amounts import plain_reading
from structurer.kinds.medical.rules.headings import HEADING_RULES
from structurer.kinds.ur.record import UrRecord
from structurer.result import Severity

# A quantity or a period may stand in a column of its own, and what was approved instead stands beside the request.
_IN_COLUMNS = ("quantity_against_heading", "frequency_against_heading", "authorized_against_heading")


def quantity_against_request(case: Case[UrRecord]) -> Iterator[Trip]:
    for index, (determination, item) in enumerate(
        zip(case.record.determinations, case.outline.all("item"), strict=False)
    ):
        request, column, held = item.part("request"), item.part("quantity"), determination.quantity
        if request is None or held is None:
            continue
        plain = plain_reading(case.letter, request)
        said = [number for number, _ in plain.counts]
        if column:
            printed = case.letter.text[column.start : column.end]
            said += [float(number) for number in re.findall(r"\d+(?:\.\d+)?", printed)]
        if said and held not in said:
            yield Trip(f"/determinations/{index}/quantity", "this is no count that the request states")
        elif not said:
            span = case.letter.span(request.start, request.end)
            yield Trip(f"/determinations/{index}/quantity", "the request states no count", span)


REQUEST_RULES: tuple[Rule[Any], ...] = (
    *(rule for rule in HEADING_RULES if rule.name not in _IN_COLUMNS),
    Rule("quantity_against_request", Severity.WARNING, "The quantity is a count of the request or of its column.",
         quantity_against_request),
)  # fmt: skip
