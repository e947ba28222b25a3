"""The record of an IMR determination letter, version 1.

"Verbatim" is copied from the letter with line breaks and runs of blanks collapsed to one blank and nothing else
changed: typos stay, case stays, no added words. Lists keep the letter's order. What the letter does not state is null
or an empty list: never guessed, never inferred from general knowledge.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from structurer.comparators import EXACT, PHRASE, WORDS
from structurer.kinds.medical.record import Basis, Clinical, Guideline, Part, RequestedTreatment, Worker
from structurer.marks import Compared, Verbatim


class Priority(StrEnum):
    STANDARD = "standard"
    EXPEDITED = "expedited"


class Decision(StrEnum):
    """Upheld: the denial stands. Overturned: the denial is reversed."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class CaseInfo(Part):
    """The letter's header. Dates are in US order in the letter (month first), ISO 8601 here."""

    case_number: Annotated[str | None, Verbatim("header"), Compared(EXACT)] = Field(
        None, description="as printed, such as CM16-0230548"
    )
    date_assigned: dt.date | None = Field(None, description="when the case was assigned to a reviewer")
    date_of_injury: dt.date | None = Field(
        None, description="the header's; where the letter has no header, the date stated in the case summary"
    )
    decision_date: dt.date | None = Field(None, description="when the determination was made")
    ur_denial_date: dt.date | None = Field(None, description="when utilization review denied or modified the request")
    application_received: dt.date | None = Field(None, description="when the application for review was received")
    priority: Priority | None = Field(None, description="the header's")


class Reviewer(Part):
    """The expert reviewer's credentials."""

    licensed_states: Annotated[list[str], Verbatim("reviewer"), Compared(WORDS)] = Field(
        default_factory=list, description="states of licensure, one each"
    )
    specialties: Annotated[list[str], Verbatim("reviewer"), Compared(WORDS)] = Field(
        default_factory=list, description="certifications or specialties, one each, split at commas as printed"
    )


class Determination(RequestedTreatment):
    """The decision on one disputed item."""

    decision: Decision | None = Field(None, description="upheld: the denial stands; overturned: it is reversed")
    medically_necessary: bool | None = Field(None, description="what the rationale concludes")
    claims_administrator_guidelines: list[Guideline] = Field(default_factory=list)
    reviewer_guidelines: list[Guideline] = Field(default_factory=list)
    rationale: Annotated[str | None, Verbatim("item", "rationale"), Compared(WORDS)] = Field(
        None, description="the reviewer's whole text"
    )
    basis: list[Basis] = Field(default_factory=list, description="every reason the rationale gives for this item")


class ImrRecord(Part):
    """An IMR final determination letter as data. Source of the fields and rules: the letters' own form."""

    case: CaseInfo = Field(default_factory=CaseInfo)
    reviewer: Reviewer = Field(default_factory=Reviewer)
    worker: Worker = Field(default_factory=Worker)
    clinical: Clinical = Field(default_factory=Clinical)
    determinations: list[Determination] = Field(default_factory=list)
    documents_reviewed: Annotated[list[str], Verbatim("documents"), Compared(PHRASE, optional=True)] = Field(
        default_factory=list, description="from the layouts that list them"
    )

    @property
    def outcome(self) -> Literal["upheld", "overturned", "mixed"] | None:
        """Derived: what the decisions amount to; None where one is missing."""
        decisions = {determination.decision for determination in self.determinations}
        if not decisions or None in decisions:
            return None
        if len(decisions) > 1:
            return "mixed"
        return "upheld" if decisions == {Decision.UPHELD} else "overturned"
