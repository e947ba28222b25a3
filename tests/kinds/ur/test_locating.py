"""Where no heading is known: the model says on which lines the requests stand, code sees what was decided there."""

from __future__ import annotations

from typing import Any

import pytest

from structurer import Letter
from structurer.kinds.ur import KIND
from structurer.kinds.ur.decisions import decision_of
from structurer.kinds.ur.locating import outline_from
from structurer.kinds.ur.sections import outline

TEXT = """Some Insurer
Claim number: X-100, injury of 1/2/2020, your request came in on 2/3/2020.
About the worker
A 30 year old man fell from a roof.
Our thinking
We have looked into a back brace; it is not certified by us.
Braces do not help a strain.
A cane
is approved.
A cane lends a hand.
"""
LETTER = Letter.from_text(TEXT)
ANSWER: dict[str, Any] = {
    "summary_first": 4,
    "summary_last": 4,
    "items": [
        {"heading_first": 6, "heading_last": 6, "rationale_first": 7, "rationale_last": 7},
        {"heading_first": 8, "heading_last": 8, "rationale_first": 10, "rationale_last": 10},
    ],
}


def test_no_item_is_seen_by_code_alone() -> None:
    assert outline(LETTER).found_by == "none"
    question = KIND.locate(LETTER)
    assert question is not None
    assert question.prompt == "ur/locate"
    assert "6. We have looked into" in question.shown


def test_the_decision_is_the_first_decision_word_of_the_items_lines() -> None:
    found = outline_from(LETTER, ANSWER)
    assert found is not None
    assert found.found_by == "model"
    assert [part.name for part in found.parts] == ["header", "summary", "item", "item"]
    brace, cane = found.all("item")
    decided = [one.part("decision") for one in (brace, cane)]
    assert [decision_of(TEXT[one.start : one.end]) for one in decided if one] == ["denied", "approved"]
    request = cane.part("request")
    assert request is not None
    assert TEXT[request.start : request.end] == "A cane"


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ("is not certified by us", "denied"), ("has not been approved", "denied"), ("cannot be certified", "denied"),
        ("is not being authorized", "denied"), ("is not medically necessary", "denied"), ("was non \u2013 certified", "denied"),
        ("isn't something that can be approved", None), ("was never approved", None),
        ("is weighed by a board certified surgeon", None), ("was previously approved; now it is denied", "denied"),
        ("is partly wanted and is approved", "approved"),
    ],
)  # fmt: skip
def test_a_word_that_would_approve_counts_only_where_it_stands_for_itself(said: str, decision: str | None) -> None:
    text = TEXT.replace("it is not certified by us", f"it {said}").replace("A cane\nis approved.", "A cane\nis denied.")
    found = outline_from(Letter.from_text(text), {**ANSWER, "items": ANSWER["items"][:1]})
    assert found is not None
    [brace] = found.all("item")
    word = brace.part("decision")
    seen = decision_of(text[word.start : word.end]) if word else None
    # Where nothing is said in its own lines, what comes next is looked at: here, what was decided on the cane.
    assert seen == (decision or "denied")


def test_line_numbers_that_are_not_there_find_nothing() -> None:
    wrong = {"summary_first": None, "summary_last": None, "items": [dict.fromkeys(ANSWER["items"][0], 99)]}
    assert outline_from(LETTER, wrong) is None
