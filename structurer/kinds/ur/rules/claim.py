"""Rules about the claim's dates, the reviewer, the worker, and the worker's time to apply for an IMR."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.rules.dates import DATE_IN_FUTURE, DATE_NOT_PRINTED
from structurer.kinds.medical.rules.people import PEOPLE_RULES
from structurer.kinds.ur.record import Decision, ReviewType, UrRecord
from structurer.result import Severity

UrCase = Case[UrRecord]

_IN_ORDER = ("date_of_injury", "request_received", "decision_date")


def dates_out_of_order(case: UrCase) -> Iterator[Trip]:
    known = [(name, day) for name in _IN_ORDER if (day := getattr(case.record.claim, name)) is not None]
    for (earlier, first), (later, second) in zip(known, known[1:], strict=False):
        if second < first:
            yield Trip(f"/claim/{later}", f"{later} ({second}) is before {earlier} ({first})")


# Labor Code 4610 and 8 CCR 9792.9.1: a prospective decision within five working days of the request, at most 14 days where
# information had to be asked for; a retrospective one within 30 days.
_LONGEST = {ReviewType.RETROSPECTIVE: 30}
_USUAL = 14


def decision_late(case: UrCase) -> Iterator[Trip]:
    claim = case.record.claim
    if claim.request_received is None or claim.decision_date is None:
        return
    if any(item.decision is Decision.DEFERRED for item in case.record.determinations):
        return
    allowed = _LONGEST.get(claim.review_type, _USUAL) if claim.review_type else _USUAL
    took = (claim.decision_date - claim.request_received).days
    if took > allowed:
        yield Trip("/claim/decision_date", f"the decision took {took} days; {allowed} are the most there may be")


def deadline_against_days(case: UrCase) -> Iterator[Trip]:
    """The days run from service, which may be some days after the decision (five more for mail, CCP 1013)."""
    application, decided = case.record.imr_application, case.record.claim.decision_date
    if application.deadline is None or decided is None:
        return
    earliest = decided + dt.timedelta(days=application.within_days or 10)
    if not earliest <= application.deadline <= earliest + dt.timedelta(days=40):
        yield Trip("/imr_application/deadline", "this day does not follow from the decision and the days allowed")


CLAIM_RULES: tuple[Rule[UrRecord], ...] = (
    Rule("dates_out_of_order", Severity.WARNING, "Injury, receipt of the request and decision come to pass in this order.",
         dates_out_of_order),
    DATE_IN_FUTURE,
    DATE_NOT_PRINTED,
    Rule("decision_late", Severity.WARNING,
         "A decision comes within 14 days of the request, a retrospective one within 30 (LC 4610, 8 CCR 9792.9.1).",
         decision_late),
    Rule("deadline_against_days", Severity.WARNING, "The deadline is as many days after the decision as the letter allows.",
         deadline_against_days),
    *PEOPLE_RULES,
)  # fmt: skip
