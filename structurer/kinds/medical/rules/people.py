"""Rules about the reviewer and the worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.credentials import is_state
from structurer.kinds.medical.worker import read_worker
from structurer.pointer import lookup
from structurer.result import Severity

ReviewCase = Case[Any]


def state_unknown(case: ReviewCase) -> Iterator[Trip]:
    for index, state in enumerate(case.record.reviewer.licensed_states):
        if not is_state(state):
            yield Trip(f"/reviewer/licensed_states/{index}", "this is no state of the United States")


def credentials_missing(case: ReviewCase) -> Iterator[Trip]:
    if case.outline.part("reviewer") is None:
        return
    for name in ("licensed_states", "specialties"):
        if not getattr(case.record.reviewer, name):
            yield Trip(f"/reviewer/{name}", "the letter tells of its reviewer, but none was taken")


def age_implausible(case: ReviewCase) -> Iterator[Trip]:
    age = case.record.worker.age
    if age is not None and not 14 <= age <= 100:
        yield Trip("/worker/age", f"a worker of {age} years is hardly possible")


def worker_against_summary(case: ReviewCase) -> Iterator[Trip]:
    for reading in read_worker(case.letter, case.outline):
        if not reading.path.startswith("/worker/"):
            continue
        held = lookup(case.record, reading.path)
        passage = reading.evidence if not isinstance(reading.evidence, tuple) else None
        if held is not None and str(held) != str(reading.value):
            yield Trip(reading.path, f"the record has {held}, the case summary says {reading.value}", passage)


def age_not_said(case: ReviewCase) -> Iterator[Trip]:
    summary, age = case.outline.part("summary"), case.record.worker.age
    if summary is not None and age is not None:
        told = case.letter.text[summary.start : summary.end]
        if not re.search(rf"(?<!\d){age}(?!\d)", told):
            yield Trip("/worker/age", f"the case summary has no number {age}")


PEOPLE_RULES: tuple[Rule[Any], ...] = (
    Rule("state_unknown", Severity.WARNING, "Every state of licensure is a state.", state_unknown),
    Rule("credentials_missing", Severity.WARNING,
         "Where the letter tells of its reviewer, the record has a licence and a specialty.", credentials_missing),
    Rule("age_implausible", Severity.WARNING, "Workers are 14 to 100 years old.", age_implausible),
    Rule("age_not_said", Severity.ERROR, "The age is a number of the case summary.", age_not_said),
    Rule("worker_against_summary", Severity.ERROR,
         "Age and sex are those that the case summary plainly says.", worker_against_summary),
)  # fmt: skip
