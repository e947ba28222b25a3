"""A reviewer's licences and specialties, as sentences tell them."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.credentials import credentials_in_prose, is_state
from structurer.letter import Letter
from structurer.sections import Section


def told(text: str) -> tuple[list[object], list[object]]:
    readings = list(credentials_in_prose(Letter.from_text(text), Section("reviewer", 0, len(text))))
    states = [reading.value for reading in readings if "licensed_states" in reading.path]
    return states, [reading.value for reading in readings if "specialties" in reading.path]


@pytest.mark.parametrize(
    ("text", "states", "specialties"),
    [
        ("The reviewer is Board Certified in Family Practice and has been in active practice for ten years and is licensed "
         "to practice in California.", ["California"], ["Family Practice"]),
        ("He/she is Board Certified in Internal Medicine and practices in Ohio. He is licensed in Georgia.",
         ["Georgia"], ["Internal Medicine"]),
        ("She is Board Certified in Plastic Surgery, holds a Certificate of Added Qualifications in Surgery of the Hand, and "
         "is licensed to practice in Utah and Ohio.", ["Utah", "Ohio"], ["Plastic Surgery", "Surgery of the Hand"]),
        ("The reviewer is licensed to practice in California and Iowa, was trained at the University of Texas, and is Board "
         "Certified in Neurology.", ["California", "Iowa"], ["Neurology"]),
        ("The reviewer is licensed in the State of Ohio, and in the Commonwealth of Virginia.", ["Ohio", "Virginia"], []),
        ("Her board certificates are in Urology and Sleep Medicine, and she is licensed to practice in Maine.",
         ["Maine"], ["Urology", "Sleep Medicine"]),
        ("He holds board certification in Neurology.", [], ["Neurology"]),
        ("The reviewer is not licensed to practice in California but is licensed in Nevada.", ["Nevada"], []),
        ("The reviewer is licensed to practice in Washington, D.C. and Maryland.", ["Washington, D.C.", "Maryland"], []),
        ("The reviewer is Licensed in Chiropractic, has a subspecialty in Acupuncture & Massage and is licensed to practice in "
         "Utah.", ["Utah"], ["Chiropractic", "Acupuncture & Massage"]),
        ("She is a Licensed Psychologist and is licensed to practice in Ohio.", ["Ohio"], ["Psychologist"]),
        ("He is a licensed physician in Ohio and is licensed in CA.", ["Ohio"], []),
    ],
)  # fmt: skip
def test_credentials_end_where_the_sentence_tells_something_else(
    text: str, states: list[str], specialties: list[str]
) -> None:
    assert told(text) == (states, specialties)


def test_the_capital_is_named_with_and_without_commas_and_stops() -> None:
    assert all(map(is_state, ("Washington", "Washington DC", "Washington D.C.", "Washington, D.C.", "West  Virginia")))
