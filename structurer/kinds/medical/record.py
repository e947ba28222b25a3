"""The parts of a record that letters of medical reviews share: the worker, the clinical summary, what is requested.

"Verbatim" is copied from the letter with line breaks and runs of blanks collapsed to one blank and nothing else
changed: typos stay, case stays, no added words. Lists keep the letter's order. What the letter does not state is null
or an empty list: never guessed, never inferred from general knowledge.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from structurer.comparators import STRENGTH, WORDS
from structurer.marks import Compared, Identity, Verbatim

SUMMARY = Verbatim("summary")
HEADING = Verbatim("item", "request")


class Part(BaseModel):
    """A part of a record: it holds what is declared, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Category(StrEnum):
    """The service categories of the California Division of Workers' Compensation."""

    DMEPOS = "dmepos"
    DIAGNOSTIC_TESTING = "diagnostic_testing"
    EVALUATION_MANAGEMENT = "evaluation_management"
    HOME_HEALTH = "home_health"
    INJECTION = "injection"
    PHARMACEUTICALS = "pharmaceuticals"
    PROGRAMS = "programs"
    PSYCH_SERVICES = "psych_services"
    REHABILITATION = "rehabilitation"
    SURGERY = "surgery"
    TRANSPORTATION = "transportation"
    OTHER = "other"


class Basis(StrEnum):
    """Why a reviewer decided so. The first eight uphold a denial, the last four overturn one."""

    DOCUMENTATION_LACKING = "documentation_lacking"
    REQUEST_INCOMPLETE = "request_incomplete"
    NOT_RECOMMENDED = "not_recommended"
    CRITERIA_NOT_MET = "criteria_not_met"
    EXCEEDS_GUIDELINE_LIMIT = "exceeds_guideline_limit"
    NO_FUNCTIONAL_IMPROVEMENT = "no_functional_improvement"
    DEPENDENT_ON_DENIED_SERVICE = "dependent_on_denied_service"
    ALTERNATIVE_AVAILABLE = "alternative_available"
    CRITERIA_MET = "criteria_met"
    WITHIN_GUIDELINE_LIMIT = "within_guideline_limit"
    SUPPORTS_APPROVED_SERVICE = "supports_approved_service"
    DOCUMENTED_IMPROVEMENT = "documented_improvement"


AGAINST = frozenset(list(Basis)[:8])
"""The reasons that speak against a treatment."""
FOR = frozenset(list(Basis)[8:])
"""The reasons that speak for it."""


class GuidelineSource(StrEnum):
    MTUS = "MTUS"
    ODG = "ODG"
    ACOEM = "ACOEM"
    OTHER = "other"


class Worker(Part):
    """The injured worker, as the case summary tells."""

    age: int | None = Field(None, ge=0, le=120, description="years")
    sex: Sex | None = Field(None, description="from words such as male, woman; a pronoun alone where nothing else says")


class PainScore(Part):
    """A rating on the pain scale, 0 to 10; a single rating has low == high."""

    low: Annotated[int | float, Identity()] = Field(description="the lower number")
    high: Annotated[int | float, Identity()] = Field(description="the higher number; the same for a single rating")
    context: Annotated[str | None, SUMMARY, Identity(tie=True)] = Field(
        None, description="what is rated, or under which condition"
    )


class Study(Part):
    """A test already done: imaging, electrodiagnostic, laboratory."""

    study: Annotated[str, SUMMARY, Identity()] = Field(description="the test, with its region where printed together")
    date: Annotated[dt.date | None, Identity(tie=True)] = Field(None, description="when it was done")
    finding: Annotated[str | None, SUMMARY, Identity(tie=True)] = Field(None, description="what it showed")


class Medication(Part):
    """A drug the worker takes or took; not one that is only requested."""

    name: Annotated[str, SUMMARY, Identity()] = Field(description="the drug, without its strength")
    strength: Annotated[str | None, SUMMARY, Compared(STRENGTH), Identity(tie=True)] = Field(
        None, description="such as 10/325 mg"
    )
    frequency: Annotated[str | None, SUMMARY, Identity(tie=True)] = Field(
        None, description="such as three times a day as needed"
    )


class Clinical(Part):
    """What the clinical case summary says; that section alone."""

    mechanism_of_injury: Annotated[str | None, SUMMARY] = Field(
        None, description="how the injury came about, such as `lifting heavy boxes`"
    )
    diagnoses: Annotated[list[str], SUMMARY] = Field(
        default_factory=list,
        description="one diagnosis each, without enumeration marks such as `1)` or `and`; a side or region stays with the "
        "phrase it is printed in",
    )
    complaints: Annotated[list[str], SUMMARY] = Field(
        default_factory=list,
        description="symptoms the worker reports, one phrase each, with the side, region and quality of pain printed in "
        "it; not ratings of pain, not what an examination found",
    )
    pain_scores: list[PainScore] = Field(
        default_factory=list, description="ratings on the pain scale; not strength or reflex grades"
    )
    exam_findings: Annotated[list[str], SUMMARY] = Field(
        default_factory=list,
        description="findings of the physical examination, one clause each, with `no` or `normal` where it says so",
    )
    studies: list[Study] = Field(
        default_factory=list,
        description="tests already done: imaging, electrodiagnostic, laboratory; not requested ones",
    )
    medications: list[Medication] = Field(
        default_factory=list,
        description="drugs the worker takes or took, named in the summary; not drugs that are only requested",
    )
    treatments: Annotated[list[str], SUMMARY] = Field(
        default_factory=list,
        description="treatment already given, other than named drugs: therapy, injections, surgery (with its year where "
        "printed together), bracing, modified work; not what is planned or requested",
    )
    work_status: Annotated[str | None, SUMMARY] = Field(
        None, description="such as `has not returned to work`, `modified duty`; the latest"
    )


class Guideline(Part):
    """A guideline cited. `title` is verbatim, without the source's own name, sections and pages."""

    source: Annotated[GuidelineSource, Identity()]
    title: Annotated[str | None, Verbatim("item"), Identity(), Compared(WORDS)] = None
    sections: Annotated[list[str], Verbatim("item"), Compared(WORDS)] = Field(default_factory=list)
    pages: Annotated[list[str], Verbatim("item"), Compared(WORDS)] = Field(default_factory=list)


class RequestedTreatment(Part):
    """One treatment that a physician requested, by what its heading says."""

    request: Annotated[str, HEADING, Identity(), Compared(WORDS)] = Field(
        description="the item's heading, whole, up to the colon before the word"
    )
    service: Annotated[str | None, HEADING] = Field(
        None,
        description="what is still in dispute, the shortest phrase of the heading that names it: without quantity, "
        "strength, frequency, duration, body part, date or prefix",
    )
    body_parts: Annotated[list[str], HEADING] = Field(default_factory=list, description="with the side")
    strength: Annotated[str | None, HEADING, Compared(STRENGTH)] = Field(
        None, description="of a drug, such as 75mg, 5/325mg, 5%"
    )
    quantity: int | float | None = Field(
        None, ge=0, description="the stated count of units in dispute, from the heading"
    )
    frequency: Annotated[str | None, HEADING] = Field(None, description="rate and/or duration, or as needed")
    authorized: Annotated[str | None, HEADING] = Field(
        None, description="what the claims administrator authorized, where it approved part"
    )
    retrospective: bool = Field(False, description="true where the heading says so")
    date_of_service: dt.date | None = Field(None, description="where the heading gives one")
    category: Category | None = Field(None, description="the DWC service category of the service")
