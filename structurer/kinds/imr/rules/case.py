"""Rules about the header, the reviewer and the worker."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from structurer.interpret import DATE, date_of, read_date
from structurer.kind import Case, Rule, Trip
from structurer.kinds.imr.credentials import is_state
from structurer.kinds.imr.readers import read_worker
from structurer.kinds.imr.record import ImrRecord
from structurer.pointer import lookup
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


def date_in_future(case: ImrCase) -> Iterator[Trip]:
    today = dt.date.today()
    for path, day in _dates(case):
        if day > today:
            yield Trip(path, f"{day} has not come yet")


def date_implausible(case: ImrCase) -> Iterator[Trip]:
    for path, day in _dates(case):
        earliest = _BEGAN if path in _ALL_DATES[1:] else _EARLIEST_INJURY
        if day < earliest:
            yield Trip(path, f"{day} is before {earliest}, when there can have been none")


def date_not_printed(case: ImrCase) -> Iterator[Trip]:
    # What the evidence prints need not be looked for in the whole letter.
    unseen = [
        (path, day)
        for path, day in _dates(case)
        if not any(read_date(span.text) == day for span in case.evidence.get(path, ()))
    ]
    printed = {date_of(match) for match in DATE.finditer(case.letter.text)} if unseen else set()
    for path, day in unseen:
        if day not in printed:
            yield Trip(path, f"the letter prints no date that is {day}")


def _dates(case: ImrCase) -> Iterator[tuple[str, dt.date]]:
    record = case.record
    paths = [
        *_ALL_DATES,
        *(f"/clinical/studies/{index}/date" for index in range(len(record.clinical.studies))),
        *(f"/determinations/{index}/date_of_service" for index in range(len(record.determinations))),
    ]
    for path in paths:
        day = lookup(record, path)
        if day is not None:
            yield path, day


def case_number_malformed(case: ImrCase) -> Iterator[Trip]:
    number = case.record.case.case_number
    if number is not None and not re.fullmatch(r"CM\s?\d\d\s?-\s?\d{7}", number):
        yield Trip("/case/case_number", "a case number is CM, the year's two digits, a hyphen and seven digits")


def state_unknown(case: ImrCase) -> Iterator[Trip]:
    for index, state in enumerate(case.record.reviewer.licensed_states):
        if not is_state(state):
            yield Trip(f"/reviewer/licensed_states/{index}", "this is no state of the United States")


def credentials_missing(case: ImrCase) -> Iterator[Trip]:
    if case.outline.part("reviewer") is None:
        return
    for name in ("licensed_states", "specialties"):
        if not getattr(case.record.reviewer, name):
            yield Trip(f"/reviewer/{name}", "the letter tells of its reviewer, but none was taken")


def age_implausible(case: ImrCase) -> Iterator[Trip]:
    age = case.record.worker.age
    if age is not None and not 14 <= age <= 100:
        yield Trip("/worker/age", f"a worker of {age} years is hardly possible")


def worker_against_summary(case: ImrCase) -> Iterator[Trip]:
    for reading in read_worker(case.letter, case.outline):
        if not reading.path.startswith("/worker/"):
            continue
        held = lookup(case.record, reading.path)
        passage = reading.evidence if not isinstance(reading.evidence, tuple) else None
        if held is not None and str(held) != str(reading.value):
            yield Trip(reading.path, f"the record has {held}, the case summary says {reading.value}", passage)


def age_not_said(case: ImrCase) -> Iterator[Trip]:
    summary, age = case.outline.part("summary"), case.record.worker.age
    if summary is not None and age is not None:
        told = case.letter.text[summary.start : summary.end]
        if not re.search(rf"(?<!\d){age}(?!\d)", told):
            yield Trip("/worker/age", f"the case summary has no number {age}")


CASE_RULES: tuple[Rule[ImrRecord], ...] = (
    Rule("dates_out_of_order", Severity.WARNING,
         "Injury, denial, application, assignment and decision come to pass in this order.", dates_out_of_order),
    Rule("date_in_future", Severity.ERROR, "No date lies in the future.", date_in_future),
    Rule("date_implausible", Severity.WARNING,
         "Injuries are after 1950; everything else is after the program began in 2013.", date_implausible),
    Rule("date_not_printed", Severity.ERROR, "Every date is printed in the letter, in some form.", date_not_printed),
    Rule("case_number_malformed", Severity.WARNING, "A case number has the form CM16-0230548.", case_number_malformed),
    Rule("state_unknown", Severity.WARNING, "Every state of licensure is a state.", state_unknown),
    Rule("credentials_missing", Severity.WARNING,
         "Where the letter tells of its reviewer, the record has a licence and a specialty.", credentials_missing),
    Rule("age_implausible", Severity.WARNING, "Workers are 14 to 100 years old.", age_implausible),
    Rule("age_not_said", Severity.ERROR, "The age is a number of the case summary.", age_not_said),
    Rule("worker_against_summary", Severity.ERROR,
         "Age and sex are those that the case summary plainly says.", worker_against_summary),
)  # fmt: skip
