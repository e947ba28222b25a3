"""What code has read is not asked; what is asked joins it in the letter's order; asking anew loses none of it."""

from __future__ import annotations

import pytest

from structurer.draft import Draft
from structurer.kind import Question
from structurer.kinds.imr import KIND
from structurer.letter import Letter
from structurer.reading import read
from structurer.result import Source

TEXT = (
    "CLINICAL CASE SUMMARY\nHe complained of neck pain. His left shin lives with ache at dusk. "
    "He complained of weak hands.\nIMR ISSUES, DECISIONS AND RATIONALES\nNone.\n"
)


@pytest.fixture
def case() -> tuple[Draft, Question]:
    letter = Letter.from_text(TEXT)
    outline = KIND.outline(letter)
    draft = read(KIND, letter, outline)
    history = next(q for ask in KIND.asks for q in ask.plan(letter, outline, draft) if q.ask == "history")
    return draft, history


def test_only_the_sentences_that_code_could_not_read_are_shown(case: tuple[Draft, Question]) -> None:
    draft, history = case
    assert draft.get("/clinical/complaints") == ["neck pain", "weak hands"]
    assert history.shown == "His left shin lives with ache at dusk."


def test_an_answer_joins_what_was_read_in_the_letters_order(case: tuple[Draft, Question]) -> None:
    draft, history = case
    history.take({"complaints": ["ache at dusk"]}, draft, history, Source.ASKED)
    assert draft.get("/clinical/complaints") == ["neck pain", "ache at dusk", "weak hands"]
    assert [draft.evidence[f"/clinical/complaints/{n}"][0].text for n in range(3)] == draft.get("/clinical/complaints")
    assert [draft.sources[f"/clinical/complaints/{n}"] for n in range(3)] == ["parsed", "asked", "parsed"]


def test_an_accident_that_was_read_and_not_asked_for_stays() -> None:
    letter = Letter.from_text(
        TEXT.replace("He complained of neck pain.", "He fell from a ladder. He complained of neck pain.")
    )
    draft = read(KIND, letter, KIND.outline(letter))
    told = draft.get("/clinical/mechanism_of_injury")
    assert "fell from a ladder" in told
    history = next(q for ask in KIND.asks for q in ask.plan(letter, KIND.outline(letter), draft) if q.ask == "history")
    history.take({"complaints": ["ache at dusk"]}, draft, history, Source.ASKED)
    assert draft.get("/clinical/mechanism_of_injury") == told


def test_a_study_and_a_drug_join_what_was_read_too() -> None:
    text = TEXT.replace(
        "His left shin", "An old ultrasound was passed around and Zzyrol pills were swallowed nightly. An MRI of the neck on 1-2-16 showed a bulge. "
        "He takes Norco. His left shin",
    )  # fmt: skip
    letter = Letter.from_text(text)
    outline = KIND.outline(letter)
    draft = read(KIND, letter, outline)
    workup = next(q for ask in KIND.asks for q in ask.plan(letter, outline, draft) if q.ask == "workup")
    answer = {
        "studies": [{"study": "old ultrasound", "date": None, "finding": None}],
        "medications": [{"name": "Zzyrol", "strength": None, "frequency": "nightly"}],
    }
    workup.take(answer, draft, workup, Source.ASKED)
    assert [study["study"] for study in draft.get("/clinical/studies")] == ["old ultrasound", "MRI of the neck"]
    assert draft.get("/clinical/studies/1/date") == "2016-01-02"
    assert [drug["name"] for drug in draft.get("/clinical/medications")] == ["Zzyrol", "Norco"]
    assert draft.get("/clinical/medications/0/frequency") == "nightly"
    assert draft.evidence["/clinical/medications/1/name"][0].text == "Norco"


def test_an_answer_from_a_sentence_that_code_read_adds_nothing(case: tuple[Draft, Question]) -> None:
    draft, history = case
    history.take({"complaints": ["weak hands", "hands"]}, draft, history, Source.ASKED)
    assert draft.get("/clinical/complaints") == ["neck pain", "weak hands"]
    assert draft.findings == []


def test_words_that_stand_nowhere_are_an_error(case: tuple[Draft, Question]) -> None:
    draft, history = case
    history.take({"complaints": ["gout of the toe"]}, draft, history, Source.ASKED)
    assert draft.get("/clinical/complaints") == ["neck pain", "weak hands"]
    assert [finding.rule for finding in draft.findings] == ["quote_not_in_letter"]


def test_all_is_asked_where_prose_is_not_read() -> None:
    letter = Letter.from_text(TEXT)
    outline = KIND.outline(letter)
    draft = read(KIND, letter, outline, prose=False)
    assert not draft.filled("/clinical")
    shown = [q.shown for ask in KIND.asks for q in ask.plan(letter, outline, draft)]
    assert shown
    assert all("neck pain" in text and "ache at dusk" in text for text in shown)
