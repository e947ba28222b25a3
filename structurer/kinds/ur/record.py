"""The record of a utilization review determination letter, version 1.

What a claims administrator's reviewer decided on a physician's request for authorization (RFA), under Labor Code
section 4610 and 8 CCR 9792.6.1 and following. "Verbatim", lists and null mean what they mean in the parts that letters
of medical reviews share.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from structurer.comparators import EXACT, PHRASE, WORDS
from structurer.kinds.medical.record import (
    Basis,
    Clinical,
    Guideline,
    Part,
    RequestedTreatment,
    Worker,
)
from structurer.marks import Compared, Identity, Verbatim


class ReviewType(StrEnum):
    """When the review takes place: before the treatment, during a hospital stay, or after (8 CCR 9792.6.1)."""

    PROSPECTIVE = "prospective"
    CONCURRENT = "concurrent"
    RETROSPECTIVE = "retrospective"


class Decision(StrEnum):
    """What was decided on a requested treatment. Denied covers non-certified and not authorized, also conditionally."""

    APPROVED = "approved"
    MODIFIED = "modified"
    DENIED = "denied"
    DEFERRED = "deferred"


class Deferral(StrEnum):
    """Why a decision is put off: liability is disputed, or something is awaited (8 CCR 9792.9.1)."""

    LIABILITY_DISPUTED = "liability_disputed"
    INFORMATION_AWAITED = "information_awaited"
    EXAMINATION_AWAITED = "examination_awaited"
    CONSULTATION_AWAITED = "consultation_awaited"


class Claim(Part):
    """The claim, and when what happened. Dates are in US order in the letter (month first), ISO 8601 here."""

    claim_number: Annotated[str | None, Verbatim("header"), Compared(EXACT)] = Field(None, description="as printed")
    date_of_injury: dt.date | None = Field(None, description="as the letter's head says; a claimed one too")
    request_received: dt.date | None = Field(None, description="when the request for authorization was received")
    decision_date: dt.date | None = Field(
        None, description="when the decision was made; the letter's date where no other is said"
    )
    review_type: ReviewType | None = Field(None, description="where the letter names it")


class RequestingPhysician(Part):
    """Who asked for the treatment."""

    specialties: Annotated[list[str], Verbatim("header"), Compared(WORDS)] = Field(
        default_factory=list, description="as printed, one each"
    )


class Reviewer(Part):
    """The reviewer's credentials."""

    licensed_states: Annotated[list[str], Verbatim("reviewer"), Compared(WORDS)] = Field(
        default_factory=list, description="states of licensure as printed, one each"
    )
    license_number: Annotated[str | None, Verbatim("reviewer"), Compared(EXACT)] = Field(
        None, description="as printed, with its letters"
    )
    specialties: Annotated[list[str], Verbatim("reviewer"), Compared(WORDS)] = Field(
        default_factory=list, description="certifications or specialties, one each"
    )


class Determination(RequestedTreatment):
    """The decision on one requested treatment."""

    request: Annotated[str, Verbatim("item"), Identity(), Compared(WORDS)] = Field(
        description="the treatment as the letter lists it, whole, without its number and the decision"
    )
    quantity: int | float | None = Field(
        None, ge=0, description="the stated count of units requested, from the request or its own column"
    )
    authorized: Annotated[str | None, Verbatim("item")] = Field(
        None, description="what was approved instead, where the request was modified"
    )
    decision: Decision | None = Field(None, description="approved, modified, denied or deferred")
    guidelines: list[Guideline] = Field(
        default_factory=list, description="those cited for this treatment, or for all of them together"
    )
    rationale: Annotated[str | None, Verbatim("item", "rationale"), Compared(WORDS)] = Field(
        None, description="the reviewer's whole text on this treatment, without the decision itself"
    )
    basis: list[Basis] = Field(default_factory=list, description="every reason the rationale gives for this decision")
    deferral: Deferral | None = Field(None, description="why the decision is put off, where it is deferred")


class ImrApplication(Part):
    """The worker's time for an application for independent medical review, as the letter states it."""

    within_days: int | None = Field(None, ge=0, description="days from service of the decision")
    deadline: dt.date | None = Field(None, description="the last day, where the letter names it")


class UrRecord(Part):
    """A utilization review determination letter as data."""

    claim: Claim = Field(default_factory=Claim)
    requesting_physician: RequestingPhysician = Field(default_factory=RequestingPhysician)
    reviewer: Reviewer = Field(default_factory=Reviewer)
    worker: Worker = Field(default_factory=Worker)
    clinical: Clinical = Field(default_factory=Clinical)
    determinations: list[Determination] = Field(default_factory=list)
    documents_reviewed: Annotated[list[str], Verbatim("documents"), Compared(PHRASE, optional=True)] = Field(
        default_factory=list, description="one each"
    )
    imr_application: ImrApplication = Field(default_factory=ImrApplication)

    @property
    def outcome(self) -> Literal["approved", "modified", "denied", "deferred", "mixed"] | None:
        """Derived: what the decisions amount to; None where one is missing."""
        decisions = {determination.decision for determination in self.determinations}
        if not decisions or None in decisions:
            return None
        if len(decisions) > 1:
            return "mixed"
        decision = next(iter(decisions))
        return decision.value if decision else None
