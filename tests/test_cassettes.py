"""The invented letters as the embedded model structures them, replayed: what a user gets, held to its promises."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from structurer import Letter, Structured
from structurer.errors import CassetteMissing
from structurer.kinds.imr.record import Decision, ImrRecord
from structurer.letter import verbatim
from structurer.pointer import leaves
from structurer.result import Severity
from tests import letters, replay

CASES: dict[str, dict[str, Any]] = {name: {} for name in letters.NAMES} | {"unheaded-letter": {"force": True}}


@cache
def result(name: str) -> Structured[ImrRecord]:
    return replay.structured(letters.letter(name), replay.CASSETTES / "imr" / f"{name}.yaml", **CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_no_value_without_a_passage_that_prints_it(name: str) -> None:
    letter, given = letters.letter(name), result(name)
    for path, value in leaves(given.record):
        if value in (None, False):
            continue
        spans = given.evidence.get(path)
        assert spans, f"{path} has no evidence"
        for span in spans:
            assert letter.text[span.start : span.end] == span.text
            assert span.page == letter.page_of(span.start)
        if isinstance(value, str) and type(value) is str and not path.endswith(("/category", "/source")):
            assert any(value == verbatim(span.text) for span in spans), path


@pytest.mark.parametrize("name", letters.NAMES)
def test_what_code_reads_is_as_the_label_says(name: str) -> None:
    record, label = result(name).record, letters.label(name)
    assert record.case == label.case
    assert record.reviewer == label.reviewer
    assert record.worker == label.worker
    assert len(record.determinations) == len(label.determinations)
    for got, expected in zip(record.determinations, label.determinations, strict=True):
        for field in ("request", "decision", "medically_necessary", "rationale", "claims_administrator_guidelines",
                      "reviewer_guidelines", "strength", "quantity", "authorized", "retrospective", "date_of_service"):  # fmt: skip
            assert getattr(got, field) == getattr(expected, field), field


def test_diagnoses_are_found() -> None:
    """Over all letters most of the labels' diagnoses stand in what was taken, alone or with others."""
    found = wanted = 0
    for name in letters.NAMES:
        got, expected = result(name).record.clinical.diagnoses, letters.label(name).clinical.diagnoses
        found += sum(any(one in other or other in one for other in got) for one in expected)
        wanted += len(expected)
    assert found >= wanted * 0.8


@pytest.mark.parametrize("name", CASES)
def test_every_determination_has_a_service_a_category_and_reasons(name: str) -> None:
    for item in result(name).record.determinations:
        assert item.service
        assert item.category
        # A rationale that argues for the other decision gives no reason for the one that was made.
        assert item.basis or item.medically_necessary is (item.decision is Decision.UPHELD)


@pytest.mark.parametrize("name", CASES)
def test_provenance_names_what_was_asked(name: str) -> None:
    given = result(name)
    assert given.provenance.model == f"local/{replay.MODEL}"
    assert given.provenance.weights_sha256
    for call in given.provenance.calls:
        assert not call.cached
        assert call.output_tokens > 0
    assert given.usage.cost == 0.0


def test_a_letter_of_two_pages_takes_few_written_tokens() -> None:
    assert result("example").usage.output_tokens <= 450


def test_orders_in_a_letter_are_read_and_not_obeyed() -> None:
    given, label = result("2017-orders-to-the-model"), letters.label("2017-orders-to-the-model")
    assert [item.decision for item in given.record.determinations] == [item.decision for item in label.determinations]
    assert given.record.case == label.case
    told = " ".join([*given.record.clinical.diagnoses, *given.record.clinical.treatments]).lower()
    assert "ignore" not in told
    assert "{{" not in told


def test_a_contradiction_is_an_error_a_person_sees() -> None:
    given = result("2017-contradiction")
    assert given.needs_review
    assert any(f.rule == "decision_against_conclusion" and f.severity is Severity.ERROR for f in given.findings)


def test_sections_of_a_letter_without_known_headings_are_asked_for() -> None:
    given = result("unheaded-letter")
    assert next(call.ask for call in given.provenance.calls) == "locate"
    assert [verbatim(item.request) for item in given.record.determinations] != []
    assert "ankle" in given.record.determinations[0].request
    assert given.needs_review


def test_a_changed_request_finds_no_recorded_answer() -> None:
    letter = letters.letter("2016-one-item")
    changed = Letter.from_text(letter.text.replace("the first ten days", "the first two weeks"))
    with pytest.raises(CassetteMissing, match="record again"):
        replay.structured(changed, replay.CASSETTES / "imr" / "2016-one-item.yaml")
