"""One invented letter with the record it becomes: what a peer is shown that learns from examples."""

from __future__ import annotations

from typing import Any

LETTER = """Case Number: CM16-0123456
Date Assigned: 10/03/2016 Date of Injury: 02/27/2016
Priority: Standard
State(s) of Licensure: California
Certification(s)/Specialty: Occupational Medicine
CLINICAL CASE SUMMARY
A 44 year old man hurt his left wrist when a ladder slid. Diagnoses: left wrist sprain. He reports left wrist pain, \
6/10 at rest. Examination showed mild swelling. X-rays on 3-2-16 were negative. He takes Norco 5/325 mg twice a day and \
wears a splint. He is on modified duty.
IMR ISSUES, DECISIONS AND RATIONALES
Left wrist brace #1: Upheld
Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
MAXIMUS guideline: Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care.
Decision rationale: A splint is already worn. The records do not say what a brace would add. The request is not \
medically necessary."""

RATIONALE = (
    "A splint is already worn. The records do not say what a brace would add. The request is not medically necessary."
)
GUIDELINE = "MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care"

RECORD: dict[str, Any] = {
    "case": {
        "case_number": "CM16-0123456", "date_assigned": "2016-10-03", "date_of_injury": "2016-02-27",
        "decision_date": None, "ur_denial_date": None, "application_received": None, "priority": "standard",
    },
    "reviewer": {"licensed_states": ["California"], "specialties": ["Occupational Medicine"]},
    "worker": {"age": 44, "sex": "male"},
    "clinical": {
        "mechanism_of_injury": "a ladder slid",
        "diagnoses": ["left wrist sprain"],
        "complaints": ["left wrist pain"],
        "pain_scores": [{"low": 6, "high": 6, "context": "at rest"}],
        "exam_findings": ["mild swelling"],
        "studies": [{"study": "X-rays", "date": "2016-03-02", "finding": "negative"}],
        "medications": [{"name": "Norco", "strength": "5/325 mg", "frequency": "twice a day"}],
        "treatments": ["splint"],
        "work_status": "modified duty",
    },
    "determinations": [
        {
            "request": "Left wrist brace #1", "service": "brace", "body_parts": ["Left wrist"], "strength": None,
            "quantity": 1, "frequency": None, "authorized": None, "retrospective": False, "date_of_service": None,
            "category": "dmepos", "decision": "upheld", "medically_necessary": False,
            "claims_administrator_guidelines": [],
            "reviewer_guidelines": [
                {"source": "MTUS", "title": "Forearm, Wrist, and Hand Complaints 2004", "sections": ["Initial Care"], "pages": []}
            ],
            "rationale": RATIONALE,
            "basis": ["documentation_lacking"],
        }
    ],
    "documents_reviewed": [],
}  # fmt: skip
"""The record of LETTER. What the letter does not say is null or an empty list."""
