"""What a referral becomes. The strings below the fields are what the model is told about them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel


class Urgency(StrEnum):
    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


class Drug(BaseModel):
    """A drug that the patient takes."""

    name: str
    """The drug, without its dose."""
    dose: str | None = None
    """Such as 5 mg."""


class Referral(BaseModel):
    """A letter by which a physician refers a patient to another."""

    sent: dt.date | None = None
    """When it was written."""
    patient: str | None = None
    """The patient's full name."""
    age: int | None = None
    """The patient's age in years."""
    referred_to: str | None = None
    """The department or specialist that the letter goes to."""
    question: str | None = None
    """What the other physician is asked to do or to find out."""
    urgency: Urgency | None = None
    """How soon the patient should be seen."""
    findings: list[str] = []
    """What was found so far, one thing each."""
    drugs: list[Drug] = []
    """Drugs that the patient takes now."""
