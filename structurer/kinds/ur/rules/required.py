"""What 8 CCR 9792.9.1 requires of a letter that modifies or denies treatment, and of one that defers a decision.

The section is named without subdivisions, which are not the same in every year: it was amended with effect from April 1,
2026. A trip says what is missing in the letter; that it was merely not found is possible, so that
none of these is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.record import Basis
from structurer.kinds.ur.record import Decision, Determination, UrRecord
from structurer.regex import regex
from structurer.result import Severity

UrCase = Case[UrRecord]


def _adverse(case: UrCase) -> list[tuple[str, Determination]]:
    return [
        (f"/determinations/{index}", item)
        for index, item in enumerate(case.record.determinations)
        if item.decision in (Decision.MODIFIED, Decision.DENIED)
    ]


def _deferred(case: UrCase) -> bool:
    return any(item.decision is Decision.DEFERRED for item in case.record.determinations)


def _says(case: UrCase, words: str) -> bool:
    return re.search(words, case.letter.text, re.IGNORECASE) is not None


def _unless_said(words: str, path: str, message: str, *, deferred: bool = False) -> Callable[[UrCase], Iterator[Trip]]:
    """A check that a letter which modifies or denies (with `deferred`, also one that defers) holds such words."""

    def check(case: UrCase) -> Iterator[Trip]:
        if (_adverse(case) or (deferred and _deferred(case))) and not _says(case, words):
            yield Trip(path, message)

    return check


def request_date(case: UrCase) -> Iterator[Trip]:
    if _adverse(case) and case.record.claim.request_received is None:
        yield Trip("/claim/request_received", "the letter does not say when the request for authorization was received")


def decision_date(case: UrCase) -> Iterator[Trip]:
    if case.record.determinations and case.record.claim.decision_date is None:
        yield Trip("/claim/decision_date", "the letter does not say when the decision was made")


def records_listed(case: UrCase) -> Iterator[Trip]:
    if _adverse(case) and not case.record.documents_reviewed:
        yield Trip("/documents_reviewed", "the letter lists no medical records that were reviewed")


def approved_described(case: UrCase) -> Iterator[Trip]:
    for path, item in _adverse(case):
        if item.decision is Decision.MODIFIED and item.authorized is None:
            yield Trip(f"{path}/authorized", "the request was modified, but what is approved is not described")


def reasons_given(case: UrCase) -> Iterator[Trip]:
    for path, item in _adverse(case):
        if item.rationale is None:
            yield Trip(f"{path}/rationale", "the letter gives no reasons for this decision")


def criteria_described(case: UrCase) -> Iterator[Trip]:
    for path, item in _adverse(case):
        if not item.guidelines:
            yield Trip(f"{path}/guidelines", "no guideline or criteria are named for this decision")


_NEEDED = regex(
    r"\bneed(?:s|ed)?\b|\brequired?\b|\bplease\s+(?:provide|submit|send)|\brequested\s+from\b|\bwas\s+asked\s+(?:of|for)", re.IGNORECASE
)  # fmt: skip


def information_specified(case: UrCase) -> Iterator[Trip]:
    for path, item in _adverse(case):
        if item.basis == [Basis.DOCUMENTATION_LACKING] and item.rationale and not _NEEDED.search(item.rationale):
            yield Trip(f"{path}/rationale", "information was lacking, but what is needed is not specified")


def appeal_voluntary(case: UrCase) -> Iterator[Trip]:
    internal = r"\binternal\s+(?:\w+\s+){0,2}?(?:appeals?|reconsideration)|\breconsideration\b"
    if _adverse(case) and _says(case, internal) and not _says(case, r"\bvoluntary\b"):
        yield Trip("", "an internal appeal is offered without the statement that it is voluntary")


def reviewer_named(case: UrCase) -> Iterator[Trip]:
    if _adverse(case) and not case.record.reviewer.specialties:
        yield Trip("/reviewer/specialties", "the letter does not say what the reviewer's specialty is")


_PHONE = r"\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}"
_HOURS = r"\b(?:a\.?m\.?|p\.?m\.?|noon)(?:\b|(?<=\.))|\bhours\s+of\s+availab"


def deadline_said(case: UrCase) -> Iterator[Trip]:
    application = case.record.imr_application
    if _adverse(case) and application.within_days is None and application.deadline is None:
        yield Trip("/imr_application", "the letter does not say by when the worker must apply")


def reviewer_reached(case: UrCase) -> Iterator[Trip]:
    if _adverse(case) and not (_says(case, _PHONE) and _says(case, _HOURS)):
        yield Trip("/reviewer", "the reviewer's telephone number or hours are not given")


def _required(name: str, says: str, check: Callable[[UrCase], Iterator[Trip]], severity: Severity) -> Rule[UrRecord]:
    return Rule(f"required_{name}", severity, f"{says.rstrip('.')} (8 CCR 9792.9.1).", check)


_W, _N = Severity.WARNING, Severity.NOTE
REQUIRED_RULES: tuple[Rule[UrRecord], ...] = (
    _required("request_date", "It says when the request was received.", request_date, _W),
    _required("decision_date", "It says when the decision was made.", decision_date, _W),
    _required("records", "It lists the medical records reviewed.", records_listed, _W),
    _required("approved", "It describes what is approved.", approved_described, _W),
    _required("reasons", "It explains the reasons for each modification or denial.", reasons_given, _W),
    _required("criteria", "It names the criteria or guidelines used.", criteria_described, _W),
    _required("information", "Where information was lacking, it says which is needed.",
              information_specified, _N),
    _required("imr_form", "The application for independent medical review comes with it.", _unless_said(
        r"\bDWC\s+(?:Form\s+)?IMR|\bform\s+IMR|\bapplication\s+for\s+(?:an\s+)?independent\s+medical\s+review|\bIMR\s+(?:application|form)",
        "/imr_application", "no application for independent medical review is mentioned"), _W),
    _required("imr_statement", "It says that disputes go to independent medical review, LC 4610.5, and by when.",
              _unless_said(r"\b4610\.5\b|\bindependent\s+medical\s+review\s+provisions", "/imr_application",
                           "the letter does not say that a dispute goes to independent medical review under LC 4610.5"), _W),
    _required("imr_deadline", "It says within which time the worker must apply.",
              deadline_said, _W),
    _required("right_to_disagree", "It tells the worker of the right to disagree.", _unless_said(
        r"\bright\s+to\s+disagree\b", "", "the worker is not told of the right to disagree", deferred=True), _W),
    _required("information_officer", "It names the Division's information service.", _unless_said(
        r"dwc\.ca\.gov|1?-?800-?\s?736-?\s?7401|information\s+(?:and|&)\s+assistance", "",
        "neither the Division's web site nor its information service is named", deferred=True), _N),
    _required("appeal_voluntary", "An internal appeal is said to be voluntary.", appeal_voluntary, _W),
    _required("reviewer", "It names the reviewer's specialty.", reviewer_named, _W),
    _required("reviewer_reached", "It gives the reviewer's telephone and hours.",
              reviewer_reached, _N),
)  # fmt: skip
