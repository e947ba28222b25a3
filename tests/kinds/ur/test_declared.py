"""Requests that a letter decides on in paragraphs, without label, list or table."""

from __future__ import annotations

import pytest

from structurer import Letter, Structurer
from structurer.kinds.ur import KIND
from structurer.kinds.ur.items.declared import declared

LETTER = """Kestrel Mutual, Utilization Management
March 9, 2020
Claim KM-2291, injured 02/02/2020. Request for authorization received 03/04/2020.

Dear Dr. Pell,

I reviewed your four requests. I am Ora Finch, D.O., certified in Physiatry, California license 20A 1177.

Mr. Abt, 33, strained his left knee. He is certified as temporarily disabled.

{}

You may call me. The injured worker may apply for independent medical review within 30 days (Labor Code 4610.5).

Sincerely,
Ora Finch
"""

TOLD = [
    ("Aquatic therapy for the left knee, 8 visits, is approved. Land exercise failed.",
     [("Aquatic therapy for the left knee, 8 visits", "approved", None)]),
    ("A knee scooter, purchase, is not medically needed.", []),
    ("I am non-certifying the request for a hinged knee brace. No instability was found.",
     [("a hinged knee brace", "denied", None)]),
    ("After speaking with you I have approved the request for an MRI of the left knee, because it locks.",
     [("an MRI of the left knee", "approved", None)]),
    ("I am modifying your request for 20 visits of work hardening to 10 visits of work hardening. More may follow.",
     [("20 visits of work hardening", "modified", "10 visits of work hardening")]),
    ("Norco 5/325 mg, ninety\ntablets, is modified to thirty tablets. The dose is to come down.\n\n"
     "2.5 mg diazepam is not authorized.\n\nHome health care is hereby denied, as no need is documented.",
     [("Norco 5/325 mg, ninety tablets", "modified", "thirty tablets"), ("2.5 mg diazepam", "denied", None),
      ("Home health care", "denied", None)]),
    ("The request was approved in part by telephone.\n\nThis letter is approved by our director.\n\nIt is denied.", []),
    ("Dr. Finch is certified. He was authorized to treat.", []),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), TOLD)
def test_what_paragraphs_decide(said: str, expected: list[tuple[str, str, str | None]]) -> None:
    letter = Letter.from_text(LETTER.format(said))
    outline = KIND.outline(letter)
    result = Structurer(KIND, read_only=True, force=True).structure(letter)
    held = [(one.request, str(one.decision), one.authorized) for one in result.record.determinations]
    assert held == expected
    assert outline.layout == ("paragraphs" if expected else "")


def test_a_paragraphs_reasons_end_where_it_ends() -> None:
    said = "A cane is approved. He limps.\n\nA ramp is denied. He lives upstairs."
    letter = Letter.from_text(LETTER.format(said))
    reasons = [letter.text[slice(*one.reason)].strip() for one in declared(letter) if one.reason]
    assert reasons == ["He limps.", "He lives upstairs."]


def test_a_paragraph_that_says_it_is_the_history_is_the_summary() -> None:
    text = LETTER.format("A cane is approved. He limps.")
    told = text.replace("Mr. Abt, 33,", "His background, from the file: Mr. Abt, 33,")
    part = KIND.outline(Letter.from_text(told)).part("summary")
    assert part
    assert told[part.start : part.end].startswith("Mr. Abt, 33, strained")
    assert told[part.start : part.end].endswith("disabled.")
    assert KIND.outline(Letter.from_text(text)).part("summary") is None


def test_where_no_request_is_found_the_finding_says_what_to_do() -> None:
    letter = Letter.from_text(LETTER.format("We could not agree."))
    result = Structurer(KIND, read_only=True, force=True).structure(letter)
    [finding] = [one for one in result.findings if one.rule == "no_items"]
    assert result.needs_review
    assert "--model" in finding.message
    assert "structurer review" in finding.message
