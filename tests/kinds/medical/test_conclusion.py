"""What a rationale concludes."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.rationale.conclusion import conclusion
from structurer.letter import Letter
from structurer.sections import Section


def concluded(text: str) -> bool | None:
    letter = Letter.from_text(text)
    found = conclusion(letter, Section("rationale", 0, len(text)))
    if found:
        assert letter.text[found.span.start : found.span.end] == found.span.text
    return found.necessary if found else None


@pytest.mark.parametrize(
    "text",
    [
        "The request is not medically necessary.",
        "The request is notmedically necessary.",
        "The request is not medicallynecessary.",
        "The request is determined to be not medically necessary.",
        "The request is determined to not be medically necessary.",
        "The item is not seen as medically necessary.",
        "It is deemed not medically necessary.",
        "It is not indicated as medically necessary.",
        "It does not appear medically necessary.",
        "It is considered not medically necessary and appropriate.",
        "The pads are not a medical necessity.",
        "It is not medically\nnecessary at this time.",
        "It is medically unnecessary.",
        "Medical necessity has not been established.",
        "The medical necessity of the brace cannot be established.",
        "There is no medical necessity for it.",
        "This is not reasonable or medically necessary.",
        "X is medically necessary for some. Here X is not medically necessary.",
        "The trial is not medically necessary. It should be medically necessary to taper; see the guideline on weaning.",
        "X isn't medically necessary.",
        "Omeprazole 20 mg once daily is not medically necessary.",
        "Ibuprofen 800 mg, one every six hours if needed for pain is not medically necessary.",
        "Nursing at home until 3/1/2015 is not medically necessary.",
        "The cane is light. Not medically necessary.",
        "On this record I find the second brace not to be medically necessary.",
        "Buying all of it at once is not medically necessary.",
    ],
)
def test_not_necessary(text: str) -> None:
    assert concluded(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "The request is medically necessary.",
        "The request is determined to be medically necessary.",
        "X is not medically necessary for most, but here it is medically necessary.",
        "The medical necessity has been established.",
        "Both studies are medically necessary.",
        "It is medically reasonable and necessary.",
        "The left knee MRI is medically necessary and appropriate.",
        "Therefore it is medicallynecessary.",
        "He walks with it. Medically necessary.",
        "I find the eight visits of speech therapy to be medically necessary.",
    ],
)
def test_necessary(text: str) -> None:
    assert concluded(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "The guideline supports ten visits.",
        "Whether it is medically necessary has to be seen from the notes",
        "The provider must show that it could be medically necessary.",
        "Once the films are back a brace may be medically necessary.",
        "Once weaning is medically necessary the dose goes down.",
        "To be medically necessary.",
        "It is to be seen, if the films show a fracture line that it is medically necessary.",
        "Criteria for medical necessity are given in the guideline.",
    ],
)
def test_nothing_concluded(text: str) -> None:
    assert concluded(text) is None
