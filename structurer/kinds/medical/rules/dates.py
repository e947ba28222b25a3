"""Rules about the dates of a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from structurer.interpret import DATE, date_of, read_date
from structurer.kind import Case, Rule, Trip
from structurer.pointer import leaves
from structurer.result import Severity

ReviewCase = Case[Any]


def dates_of(case: ReviewCase) -> Iterator[tuple[str, dt.date]]:
    """Every date of the record, with its pointer."""
    yield from ((path, value) for path, value in leaves(case.record) if isinstance(value, dt.date))


def date_in_future(case: ReviewCase) -> Iterator[Trip]:
    today = dt.date.today()
    for path, day in dates_of(case):
        if day > today:
            yield Trip(path, f"{day} has not come yet")


def date_not_printed(case: ReviewCase) -> Iterator[Trip]:
    # What the evidence prints need not be looked for in the whole letter.
    unseen = [
        (path, day)
        for path, day in dates_of(case)
        if not any(read_date(span.text) == day for span in case.evidence.get(path, ()))
    ]
    printed = {date_of(match) for match in DATE.finditer(case.letter.text)} if unseen else set()
    for path, day in unseen:
        if day not in printed:
            yield Trip(path, f"the letter prints no date that is {day}")


DATE_IN_FUTURE: Rule[Any] = Rule("date_in_future", Severity.ERROR, "No date lies in the future.", date_in_future)
DATE_NOT_PRINTED: Rule[Any] = Rule(
    "date_not_printed", Severity.ERROR, "Every date is printed in the letter, in some form.", date_not_printed
)
