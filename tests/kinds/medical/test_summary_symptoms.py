"""Lists of symptoms as they are told in prose: where an entry begins and ends, and what leads up to one."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.summary.line import Line, Piece
from structurer.kinds.medical.summary.symptoms import listed
from structurer.letter import Letter
from tests.kinds.medical.test_summary import told, words


def entries(text: str) -> list[str]:
    letter = Letter.from_text(text)
    return [one.text for one in listed(Piece(Line.of(letter, letter.span(0, len(text))), 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("right elbow pain, swelling and stiffness", ["right elbow pain, swelling and stiffness"]),
        ("burning, numbness, and pain down both legs", ["burning, numbness, and pain down both legs"]),
        ("neck, mid back and low back pain", ["neck, mid back and low back pain"]),
        ("pain in the neck, left shoulder and left arm", ["pain in the neck, left shoulder and left arm"]),
        ("neck pain and numbness in the arm", ["neck pain", "numbness in the arm"]),
        ("pain in the hip and headaches", ["pain in the hip", "headaches"]),
        ("dizziness, nausea and weakness", ["dizziness", "nausea", "weakness"]),
        ("knee pain that is sharp, intermittent and severe", ["knee pain that is sharp, intermittent and severe"]),
        ("low back pain with radiation to the calf", ["low back pain with radiation to the calf"]),
        ("wrist pain with numbness into the thumb", ["wrist pain", "numbness into the thumb"]),
        ("cold intolerance, weak grip and a bump on the palm", ["cold intolerance", "weak grip", "a bump on the palm"]),
        ("difficulty squatting and kneeling", ["difficulty squatting and kneeling"]),
        ("memory and focus problems", ["memory and focus problems"]),
        ("hip pain, no numbness, and locking of the knee", ["hip pain", "locking of the knee"]),
        ("ankle pain rated 6/10, and spasms of the calf", ["ankle pain", "spasms of the calf"]),
    ],
)
def test_a_list_is_parted_by_what_stands_on_both_sides(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subj: glare, watery eyes, cannot read at night.", ["glare", "watery eyes", "cannot read at night"]),
        ("She told the therapist that the thumb aches in the cold.", ["thumb aches in the cold"]),
        ("The note of 3-2-2015 lists itching of the palms and cracked skin.", ["itching of the palms", "cracked skin"]),
        ("He reports wheezing since the accident.", ["wheezing"]),
        ("He complained of hip pain from years of kneeling.", ["hip pain"]),
        ("She reports that the pain is worse with sitting.", []),
        ("Jaw tightness, ear fullness, trouble chewing.", ["Jaw tightness", "ear fullness", "trouble chewing"]),
        ("He complained of neck pain. He cannot turn his head.", ["neck pain", "cannot turn his head"]),
    ],
)
def test_what_leads_up_to_symptoms(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected
