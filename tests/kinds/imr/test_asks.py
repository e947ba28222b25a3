"""What is asked: only what the letter mentions and code has not read, in schemas that strict outputs accept."""

from __future__ import annotations

import pytest

from structurer.kind import Question
from structurer.kinds.imr import KIND
from structurer.kinds.medical.locating import LocateAnswer, locate, outline_from
from structurer.letter import Letter
from structurer.models.strict import strict_schema
from structurer.reading import read
from structurer.sections import Outline
from tests import letters
from tests.strict_rules import check_schema

SUMMARY = "CLINICAL CASE SUMMARY\n{}\nIMR ISSUES, DECISIONS AND RATIONALES\nNone.\n"


def questions(letter: Letter) -> list[Question]:
    """What is asked where the model is to be asked about the prose that code could read too."""
    outline = KIND.outline(letter)
    draft = read(KIND, letter, outline, prose=False)
    return [question for ask in KIND.asks for question in ask.plan(letter, outline, draft)]


def asked(text: str) -> set[str]:
    return {
        name
        for question in questions(Letter.from_text(SUMMARY.format(text)))
        for name in question.answer_model.model_fields
    }


@pytest.mark.parametrize("name", letters.NAMES)
def test_every_schema_is_strict_and_every_question_within_its_section(name: str) -> None:
    letter = letters.letter(name)
    for question in questions(letter):
        verdict = check_schema(strict_schema(question.answer_model))
        assert verdict.errors == []
        assert set(question.paths) == set(question.answer_model.model_fields)
        section = letter.text[question.section.start : question.section.end]
        assert set(question.shown.split()) <= set(section.split())
    assert check_schema(strict_schema(LocateAnswer)).errors == []


def test_only_what_is_mentioned_is_asked() -> None:
    assert "pain_scores" not in asked("He has an aching knee.")
    assert "pain_scores" in asked("He has an aching knee, 7/10.")
    assert "work_status" not in asked("He has an aching knee.")
    assert "work_status" in asked("He is on modified duty.")
    assert "studies" not in asked("He has an aching knee.")
    assert "studies" in asked("An MRI showed a tear.")


def test_what_the_dispute_is_about_is_not_shown_as_history() -> None:
    text = "He takes Advil. The request for authorization named Zorvolex. Utilization review denied Zorvolex."
    shown = [question.shown for question in questions(Letter.from_text(SUMMARY.format(text)))]
    assert shown
    assert all("Advil" in words and "Zorvolex" not in words for words in shown)


def test_what_code_has_read_of_a_heading_is_not_asked() -> None:
    fields = {
        question.label: set(question.answer_model.model_fields)
        for question in questions(letters.letter("example"))
        if question.ask == "item"
    }
    assert fields["item 1"] == {"basis"}
    assert "quantity" not in fields["item 2"]


def test_only_reasons_that_fit_the_decision_are_offered() -> None:
    for question in questions(letters.letter("example")):
        if question.ask == "item":
            offered = str(strict_schema(question.answer_model)["properties"]["basis"])
            assert ("criteria_not_met" in offered) != ("within_guideline_limit" in offered)


LINES = "A plain letter.\nHe fell.\nHe is sore.\nKnee brace\nIt would not help.\nIt is not necessary.\n"


def located(**answer: object) -> Outline | None:
    return outline_from(Letter.from_text(LINES), answer)


def test_line_numbers_become_sections() -> None:
    item = {"heading_first": 4, "heading_last": 4, "rationale_first": 5, "rationale_last": 6}
    found = located(summary_first=2, summary_last=3, items=[item])
    assert found is not None
    assert found.found_by == "model"
    texts = {part.name: LINES[part.start : part.end] for part in found.walk()}
    assert texts["summary"] == "He fell.\nHe is sore."
    assert texts["request"] == "Knee brace"
    assert texts["rationale"] == "It would not help.\nIt is not necessary."


@pytest.mark.parametrize(
    "answer",
    [
        {"summary_first": None, "summary_last": None, "items": []},
        {"summary_first": 3, "summary_last": 2, "items": []},
        {"summary_first": 2, "summary_last": 99, "items": []},
        {"summary_first": 0, "summary_last": 1, "items": []},
    ],
)
def test_line_numbers_that_cannot_be_make_no_outline(answer: dict[str, object]) -> None:
    assert located(**answer) is None


def test_a_letter_too_long_to_be_shown_by_lines_is_not_asked_about() -> None:
    assert locate(Letter.from_text("A line of words.\n" * 2000), "imr/locate") is None
    question = locate(Letter.from_text(LINES), "imr/locate")
    assert question is not None
    assert question.shown.splitlines()[1] == "2. He fell."
