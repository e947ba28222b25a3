"""Sentences of a section: where they end, and what becomes of one that never does."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.sentences import LONGEST, sentences
from structurer.letter import Letter
from structurer.sections import Section


def told(text: str) -> list[str]:
    letter = Letter.from_text(text)
    return [span.text for span in sentences(letter, Section("case_summary", 0, len(letter.text)))]


@pytest.mark.parametrize("blank", [" ", "\n", "  \n "])
def test_a_sentence_without_an_end_is_cut_at_blanks_and_nothing_of_it_is_lost(blank: str) -> None:
    words = [f"word{number}" for number in range(2000)]
    parts = told("It begins. " + blank.join(words))
    assert parts[0] == "It begins."
    assert max(map(len, parts)) <= LONGEST
    assert [word for part in parts[1:] for word in part.split()] == words


def test_a_word_without_an_end_is_cut_too() -> None:
    parts = told("x" * (2 * LONGEST + 5) + " end.")
    assert max(map(len, parts)) <= LONGEST
    assert "".join(parts) == "x" * (2 * LONGEST + 5) + " end."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Numb med. calf. Limps.", ["Numb med. calf.", "Limps."]),
        ("Fatigue sec. to pain. He rests.", ["Fatigue sec. to pain.", "He rests."]),
        (
            "Blocks (Sept. 2013) helped. In Sept. He returned.",
            ["Blocks (Sept. 2013) helped.", "In Sept.", "He returned."],
        ),
        ("Pinch 9/12 R/L. One block was given.", ["Pinch 9/12 R/L.", "One block was given."]),
        ("Yeoman + R. MRI was clear.", ["Yeoman + R.", "MRI was clear."]),
        ("Seen by Robert L. Smith today.", ["Seen by Robert L. Smith today."]),
        ("Grip weak. no atrophy.", ["Grip weak.", "no atrophy."]),
    ],
)
def test_a_word_that_notes_shorten_ends_no_sentence_and_a_side_may(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_blanks_alone_are_no_sentence() -> None:
    assert told("One." + " " * (3 * LONGEST) + "Two.") == ["One.", "Two."]


def test_what_a_report_is_quoted_to_say_is_one_with_what_leads_up_to_it() -> None:
    text = 'The MRI of 3-4-2016 showed "a small tear. No effusion." He limps. He wrote "It hurts. I cannot kneel." He rests.'
    assert told(text) == [
        'The MRI of 3-4-2016 showed "a small tear. No effusion."',
        "He limps.",
        'He wrote "It hurts.',
        'I cannot kneel."',
        "He rests.",
    ]
    assert told('The scan showed "a small tear. He limps.') == ['The scan showed "a small tear.', "He limps."]
