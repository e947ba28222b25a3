"""The invented letters of the suite, and a short one to change."""

from __future__ import annotations

from structurer.evals.suite import Labelled, load_suite

SHORT = """Elm Street Claims
UTILIZATION REVIEW DETERMINATION

Claim Number: ES-1177
Date of Injury: 02/03/2020
Date RFA Received: 06/01/2020
Date of Decision: 06/05/2020
Requesting Physician: Ada Moon, M.D.
Specialty: Family Practice

REVIEWER
Bo Lind, M.D., Board Certified in Occupational Medicine and licensed in California. License No. A 10200.
Telephone (800) 555-0100, 9 a.m. to noon.

RECORDS REVIEWED
RFA of 05/28/2020
Report of 05/20/2020

CLINICAL SUMMARY
A 40 year old woman slipped on a wet floor. Diagnoses are lumbar strain and left hip contusion. She complained of
low back pain rated 6/10. There was tenderness of the lumbar spine.

Request #1: Physical therapy, lumbar spine, 12 visits
Determination: MODIFIED
Approved: 6 visits
Guideline: MTUS Low Back Disorders Guideline 2019, pages 12 and 14.
Rationale: Twelve visits exceed the guideline. Six visits are medically necessary.

Request #2: Tramadol 50mg #60
Determination: DENIED
Guideline: Official Disability Guidelines (ODG) Pain, Opioids.
Rationale: There is no evidence of failed first-line care. The request is not medically necessary.

YOUR RIGHTS
You have a right to disagree with decisions affecting your claim. Send the enclosed DWC Form IMR within 30 days of
service of this decision (Labor Code section 4610.5). See www.dwc.ca.gov. Internal appeals are voluntary.
"""


def dev() -> list[Labelled]:
    """The letters of the dev half, with their labels."""
    return list(load_suite("ur").half("dev").cases)
