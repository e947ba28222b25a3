"""One invented letter with the record it becomes: what peers are shown, since examples decide how a model answers.

Short, but with more than one of whatever there may be several of: a model that saw one diagnosis and one disputed item
finds one.
"""

from __future__ import annotations

from typing import Any

LETTER = """Case Number: CM16-0123456
Date Assigned: 10/03/2016 Date of Injury: 02/27/2016
Decision Date: 11/07/2016 UR Denial Date: 08/30/2016
Priority: Standard Application Received: 09/12/2016
State(s) of Licensure: California, Nevada
Certification(s)/Specialty: Occupational Medicine
DOCUMENTS REVIEWED
- Application for Independent Medical Review dated 09/09/2016
- Hand therapy notes dated 04/04/2016 through 05/20/2016
CLINICAL CASE SUMMARY
A 44 year old man hurt his left wrist when a ladder slid. Diagnoses: left wrist sprain and left carpal tunnel syndrome. \
He reports left wrist pain, 6/10 at rest, and numbness of the thumb. Examination showed mild swelling and a positive \
Phalen test. X-rays on 3-2-16 were negative. He takes Norco 5/325 mg twice a day and naproxen. Treatment has included a \
splint and six visits of hand therapy. He is on modified duty.
IMR ISSUES, DECISIONS AND RATIONALES
Left wrist brace #1: Upheld
Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
MAXIMUS guideline: Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care.
Decision rationale: A splint is already worn. The records do not say what a brace would add. The request is not \
medically necessary.
Hand therapy 2 times a week for 3 weeks: Overturned
Claims Administrator guideline: Decision based on MTUS Physical Medicine.
MAXIMUS guideline: Decision based on MTUS Physical Medicine, Page(s): 98-99.
Decision rationale: Six visits gave him back half of his grip, and the guideline allows ten. The request is medically \
necessary."""

RATIONALES = (
    "A splint is already worn. The records do not say what a brace would add. The request is not medically necessary.",
    "Six visits gave him back half of his grip, and the guideline allows ten. The request is medically necessary.",
)

DOCUMENTS = (
    "Application for Independent Medical Review dated 09/09/2016",
    "Hand therapy notes dated 04/04/2016 through 05/20/2016",
)

RECORD: dict[str, Any] = {
    "case": {
        "case_number": "CM16-0123456", "date_assigned": "2016-10-03", "date_of_injury": "2016-02-27",
        "decision_date": "2016-11-07", "ur_denial_date": "2016-08-30", "application_received": "2016-09-12",
        "priority": "standard",
    },
    "reviewer": {"licensed_states": ["California", "Nevada"], "specialties": ["Occupational Medicine"]},
    "worker": {"age": 44, "sex": "male"},
    "clinical": {
        "mechanism_of_injury": "a ladder slid",
        "diagnoses": ["left wrist sprain", "left carpal tunnel syndrome"],
        "complaints": ["left wrist pain", "numbness of the thumb"],
        "pain_scores": [{"low": 6, "high": 6, "context": "at rest"}],
        "exam_findings": ["mild swelling", "a positive Phalen test"],
        "studies": [{"study": "X-rays", "date": "2016-03-02", "finding": "negative"}],
        "medications": [
            {"name": "Norco", "strength": "5/325 mg", "frequency": "twice a day"},
            {"name": "naproxen", "strength": None, "frequency": None},
        ],
        "treatments": ["splint", "six visits of hand therapy"],
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
            "rationale": RATIONALES[0],
            "basis": ["documentation_lacking"],
        },
        {
            "request": "Hand therapy 2 times a week for 3 weeks", "service": "Hand therapy", "body_parts": [],
            "strength": None, "quantity": None, "frequency": "2 times a week for 3 weeks", "authorized": None,
            "retrospective": False, "date_of_service": None, "category": "rehabilitation", "decision": "overturned",
            "medically_necessary": True,
            "claims_administrator_guidelines": [
                {"source": "MTUS", "title": "Physical Medicine", "sections": [], "pages": []}
            ],
            "reviewer_guidelines": [{"source": "MTUS", "title": "Physical Medicine", "sections": [], "pages": ["98-99"]}],
            "rationale": RATIONALES[1],
            "basis": ["within_guideline_limit", "documented_improvement"],
        },
    ],
    "documents_reviewed": [*DOCUMENTS],
}  # fmt: skip
"""The record of LETTER. What the letter does not say is null or an empty list."""
