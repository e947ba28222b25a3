"""Rules about the header, and those about reviewer and worker."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.imr.record import ImrRecord
from structurer.kinds.medical.rules.dates import DATE_IN_FUTURE, DATE_NOT_PRINTED, dates_of
from structurer.kinds.medical.rules.people import PEOPLE_RULES
from structurer.result import Severity

ImrCase = Case[ImrRecord]

# In the order in which they come to pass. The program began with injuries after, and decisions from, January 2013.
_IN_ORDER = ("date_of_injury", "ur_denial_date", "application_received", "date_assigned", "decision_date")
_BEGAN = dt.date(2013, 1, 1)
_EARLIEST_INJURY = dt.date(1950, 1, 1)
_ALL_DATES = tuple(f"/case/{name}" for name in _IN_ORDER)


def dates_out_of_order(case: ImrCase) -> Iterator[Trip]:
    known = [(name, day) for name in _IN_ORDER if (day := getattr(case.record.case, name)) is not None]
    for (earlier, first), (later, second) in zip(known, known[1:], strict=False):
        if second < first:
            yield Trip(f"/case/{later}", f"{later} ({second}) is before {earlier} ({first})")


def date_implausible(case: ImrCase) -> Iterator[Trip]:
    for path, day in dates_of(case):
        earliest = _BEGAN if path in _ALL_DATES[1:] else _EARLIEST_INJURY
        if day < earliest:
            yield Trip(path, f"{day} is before {earliest}, when there can have been none")


def case_number_malformed(case: ImrCase) -> Iterator[Trip]:
    number = case.record.case.case_number
    if number is not None and not re.fullmatch(r"CM\s?\d\d\s?-\s?\d{7}", number):
        yield Trip("/case/case_number", "a case number is CM, the year's two digits, a hyphen and seven digits")


CASE_RULES: tuple[Rule[ImrRecord], ...] = (
    Rule("dates_out_of_order", Severity.WARNING,
         "Injury, denial, application, assignment and decision come to pass in this order.", dates_out_of_order),
    DATE_IN_FUTURE,
    Rule("date_implausible", Severity.WARNING,
         "Injuries are after 1950; everything else is after the program began in 2013.", date_implausible),
    DATE_NOT_PRINTED,
    Rule("case_number_malformed", Severity.WARNING, "A case number has the form CM16-0230548.", case_number_malformed),
    *PEOPLE_RULES,
)  # fmt: skip
