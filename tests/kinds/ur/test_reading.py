"""What code reads of utilization review letters, whichever administrator wrote them."""

from __future__ import annotations

from typing import Any

import pytest

from structurer import Letter, Structurer
from structurer.evals.suite import Labelled
from structurer.kinds.ur import KIND
from structurer.kinds.ur.items.listed import dashed
from structurer.kinds.ur.sections import outline
from structurer.pointer import leaves
from structurer.result import Structured
from tests.kinds.ur.letters import SHORT, dev


def read(text: str) -> Structured[Any]:
    return Structurer(KIND, read_only=True, force=True).structure(Letter.from_text(text))


@pytest.mark.parametrize("case", dev(), ids=lambda case: case.id)
def test_what_is_printed_is_read(case: Labelled) -> None:
    result = Structurer(KIND, read_only=True).structure(case.letter)
    record, label = result.record, case.label
    assert record.claim == label.claim  # type: ignore[attr-defined]
    assert record.imr_application == label.imr_application  # type: ignore[attr-defined]
    assert [(item.request, item.decision, item.authorized, item.guidelines) for item in record.determinations] == [
        (item.request, item.decision, item.authorized, item.guidelines)
        for item in label.determinations  # type: ignore[attr-defined]
    ]
    assert [item.rationale for item in record.determinations] == [item.rationale for item in label.determinations]  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", dev(), ids=lambda case: case.id)
def test_no_value_is_without_evidence(case: Labelled) -> None:
    result = Structurer(KIND, read_only=True).structure(case.letter)
    for path, value in leaves(result.record):
        if value is not None and value is not False:
            assert result.evidence[path], path


ITEMS = [
    ("Treatment Requested: Knee brace\nDetermination: Non-certified\n", "blocks", [("Knee brace", "denied", None)]),
    ("Treatment Requested: Knee brace\nDetermination: Not medically necessary\n", "blocks", [("Knee brace", "denied", None)]),
    ("The request for a cane is not medically necessary and is deferred.", "sentences", [("a cane", "deferred", None)]),
    ("Service: X-ray, left hand\nDecision: Approved with modifications\nModified to: one view\n", "blocks",
     [("X-ray, left hand", "modified", "one view")]),
    ("Treatment   Decision   Approved\nKnee brace   Denied   -\nCane   Approved   Cane\n", "table",
     [("Knee brace", "denied", None), ("Cane", "approved", None)]),
    ("No.\nRequested Service\nQty\nDecision\nQty Approved\n1\nNorco 5/325mg\n60\nPartially approved\n30\n2\nMRI of the\nleft knee\n1\nDenied\n0\n",
     "table", [("Norco 5/325mg", "modified", "30"), ("MRI of the left knee", "denied", None)]),
    ("Treatment Requested   Decision\n1. Certified hand therapist visits x 6   Denied\n2. MRI of the wrist   Approved\n", "table",
     [("Certified hand therapist visits x 6", "denied", None), ("MRI of the wrist", "approved", None)]),
    ("Treatment Requested\nDecision\nCertified hand therapist visits x 6\nDenied\nMRI of the wrist\nApproved\n", "table",
     [("Certified hand therapist visits x 6", "denied", None), ("MRI of the wrist", "approved", None)]),
    ("Treatment Requested   Decision\nVisits to an Approved provider   Denied\n", "table",
     [("Visits to an Approved provider", "denied", None)]),
    ("The request for therapy x 12 is partially denied.", "sentences", [("therapy x 12", "modified", None)]),
    ("NOT CERTIFIED:\n1. Gym membership\n2. Work\n   conditioning\n\nAPPROVED:\n- Naproxen 550mg #60\n", "groups",
     [("Gym membership", "denied", None), ("Work conditioning", "denied", None), ("Naproxen 550mg #60", "approved", None)]),
    ("RE: Acupuncture x 6 - MODIFIED to 3 visits; Cane - approved", "list",
     [("Acupuncture x 6", "modified", "3 visits"), ("Cane", "approved", None)]),
    ("The request for a 1.5 tesla MRI of the knee is hereby denied.", "sentences",
     [("a 1.5 tesla MRI of the knee", "denied", None)]),
    ("You ask for a cane and for a brace.\nThe decision on these requests is deferred.", "sentences",
     [("a cane", "deferred", None), ("a brace", "deferred", None)]),
    ("The worker was denied a day off.", "", []),
    ("Treatment   Decision\nMRI   NON - CERTIFIED\nCane   Non\u2011certified\nSling   NON\u2013\n  CERTIFIED\n", "table",
     [("MRI", "denied", None), ("Cane", "denied", None), ("Sling", "denied", None)]),
    ("Treatment   Decision\nMRI lumbar   Not medically necessary\nTherapy x 6   Certified\n", "table",
     [("MRI lumbar", "denied", None), ("Therapy x 6", "approved", None)]),
    ("Treatment   Decision\nMRI lumbar   Withdrawn\nTherapy pending surgery x 6   Certified\n", "table",
     [("MRI lumbar", None, None), ("Therapy pending surgery x 6", "approved", None)]),
    ("Treatment   Decision\nMRI   DENIED\n\nTherapy x 6   APPROVED\n\n\nCane   DENIED\n\nYou may object to what was denied.\n", "table",
     [("MRI", "denied", None), ("Therapy x 6", "approved", None), ("Cane", "denied", None)]),
    ("Treatment   Decision\r\nMRI   DENIED\r\nTherapy x 6   APPROVED\r\n\r\nPage 1 of 2\r\n", "table",
     [("MRI", "denied", None), ("Therapy x 6", "approved", None)]),
    ("Treatment   Decision\n12 visits of physical therapy   Denied\nMRI   Approved\n", "table",
     [("12 visits of physical therapy", "denied", None), ("MRI", "approved", None)]),
    ("Treatment   Decision\n1 pair of crutches   Approved\nMRI lumbar   Denied\n", "table",
     [("1 pair of crutches", "approved", None), ("MRI lumbar", "denied", None)]),
    ("RE: MRI - not medically necessary; therapy - certified", "list",
     [("MRI", "denied", None), ("therapy", "approved", None)]),
    ("Treatment: Knee brace\nDecision: Non\u2011certified\n\nTreatment: Cane\nDecision: Pending\n\nTreatment: Sling\n"
     "Rationale: " + "A sling holds the arm. " * 40 + "\nDecision: Approved\n", "blocks",
     [("Knee brace", "denied", None), ("Cane", None, None), ("Sling", "approved", None)]),
    ("Treatment: Therapy x 12\r\nDecision: Modified\r\nApproved: 6 visits\r\n\r\nThe worker is 40.\r\n", "blocks",
     [("Therapy x 12", "modified", "6 visits")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "layout", "expected"), ITEMS)
def test_items_are_found_in_every_form(text: str, layout: str, expected: list[tuple[Any, ...]]) -> None:
    letter = Letter.from_text(text)
    assert outline(letter).layout == layout
    result = read(text)
    assert [(one.request, one.decision, one.authorized) for one in result.record.determinations] == expected
    assert "value_negated" not in {finding.rule for finding in result.findings}


def test_a_quantity_in_a_column_of_its_own_is_the_requests() -> None:
    text = (
        "No.\nRequested Service\nUnits\nDecision\n1\nTramadol 50mg\n90\nDenied\n2\nGym membership\n6 months\nDenied\n"
    )
    first, second = read(text).record.determinations
    assert (first.quantity, second.quantity, second.frequency) == (90, None, "6 months")


def test_when_a_visit_is_due_is_no_rate_that_the_record_lacks() -> None:
    result = read(SHORT.replace("Physical therapy, lumbar spine, 12 visits", "Follow-up visit in 4 weeks"))
    assert result.record.determinations[0].frequency is None
    assert "frequency_against_heading" not in {finding.rule for finding in result.findings}


@pytest.mark.parametrize(
    ("words", "deferral"),
    [
        ("Liability for the injury is disputed.", "liability_disputed"),
        ("Records of the surgeon were requested and have not been received.", "information_awaited"),
        ("An additional examination is required before this can be decided.", "examination_awaited"),
        ("An earlier request was denied on 10/01/2016. Additional records were requested.", "information_awaited"),
        ("The claim was denied on 10/01/2016.", "liability_disputed"),
    ],
)
def test_a_deferral_says_why(words: str, deferral: str) -> None:
    text = SHORT.replace("MODIFIED", "DEFERRED").replace("Twelve visits exceed the guideline.", words)
    assert read(text).record.determinations[0].deferral == deferral


def test_the_head_is_read_behind_labels_and_from_sentences() -> None:
    told = read(
        "July 3, 2019\nClaim: AB-12\nDate of injury: May 2, 2019\nYour request for authorization reached us on June 28, 2019. "
        "The request for a cane is approved.\n"
    ).record
    assert (told.claim.claim_number, str(told.claim.request_received), str(told.claim.decision_date)) == (
        "AB-12", "2019-06-28", "2019-07-03",
    )  # fmt: skip


@pytest.mark.parametrize("gap", [" ", "\t", "\r\n", " -"])
def test_a_list_with_a_long_gap_is_read_as_without(gap: str) -> None:
    """In no time that grows with the gap's square, which would be minutes."""
    items = "Acupuncture x 6 - DENIED; Cane - APPROVED\n"
    found = [
        [one.decision for one in dashed(Letter.from_text(text))]
        for text in (items, f"Dear Dr. Low{gap * 50_000}\n\n{items}")
    ]
    assert len(found[0]) == 2
    assert len(found[1]) == 2


def test_a_paragraph_heading_is_one_whatever_ends_its_lines() -> None:
    text = SHORT.replace("YOUR RIGHTS\n", "Discussion. The knee is stable.\n\nYOUR RIGHTS\n")
    plain, windows = (outline(Letter.from_text(one)) for one in (text, text.replace("\n", "\r\n")))
    assert [part.name for part in windows.parts] == [part.name for part in plain.parts]


def test_another_day_on_a_line_of_its_own_is_not_the_decisions() -> None:
    head = "Some Insurer of the West, Utilization Review\n\nDate of Birth\n03/04/1961\n\nDate of Injury:\n10/13/2016\n\nMailed\n10/20/2016\n\n"
    claim = read(f"{head}The request for a cane is approved.\n").record.claim
    assert (str(claim.date_of_injury), str(claim.decision_date)) == ("2016-10-13", "2016-10-20")


def test_what_else_was_received_is_not_the_request() -> None:
    head = "Some Insurer of the West, Utilization Review\nClaim: AB-12\nAdditional information received: 11/02/2016\nRFA received: 10/28/2016\n\n"
    assert str(read(f"{head}The request for a cane is approved.\n").record.claim.request_received) == "2016-10-28"


@pytest.mark.parametrize(
    ("line", "specialties"),
    [
        ("To: Ruth Ellis, M.D.\nPain Medicine", ["Pain Medicine"]),
        ("To: Ruth Ellis, M.D.\nPacific Spine Institute", []),
        ("To: Ruth Ellis, M.D.\nPacific Pain Center", []),
        ("To: Ruth Ellis, M.D.\nLos Angeles, CA", []),
        ("Reviewer Specialty: Orthopedic Surgery", []),
        ("Ruth Ellis, M.D., specialty: Orthopedic Surgery", ["Orthopedic Surgery"]),
    ],
)
def test_what_stands_beside_a_physician_is_a_specialty_only_where_it_is_one(line: str, specialties: list[str]) -> None:
    text = f"Some Insurer of the West\nClaim: AB-12\nDate of injury: May 2, 2019\n{line}\n\nThe request for a cane is approved.\n"
    assert read(text).record.requesting_physician.specialties == specialties
