"""Items of UR letters as sentences and labels tell them."""

from __future__ import annotations

import pytest

from structurer.kinds.ur.items.labelled import labelled
from structurer.kinds.ur.items.told import told
from structurer.letter import Letter


@pytest.mark.parametrize(
    ("text", "request_", "word"),
    [
        ("The request for 8 massage visits is denied.", "8 massage visits", "denied"),
        (
            "The request for 8 massage visits is not medically necessary and is non-certified.",
            "8 massage visits",
            "non-certified",
        ),
        ("The request for a brace is medically necessary and approved.", "a brace", "approved"),
        (
            "Your request for authorization for acupuncture was received on May 2 and is denied.",
            "acupuncture",
            "denied",
        ),
        ("The request for Norco 7.5/325mg has been certified.", "Norco 7.5/325mg", "certified"),
    ],
)
def test_decisions_in_sentences(text: str, request_: str, word: str) -> None:
    letter = Letter.from_text(text)
    [found] = told(letter)
    assert found.decision is not None
    assert text[slice(*found.request)] == request_
    assert text[slice(*found.decision)] == word


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Non-certified", "Non-certified"),
        ("The request is non-certified", "non-certified"),
        ("Recommend non-certification", "non-certification"),
        ("These treatments are approved", "approved"),
    ],
)
def test_decisions_behind_labels(said: str, word: str) -> None:
    text = f"Treatment: Eight visits of acupuncture\nDecision: {said}.\nReason: none was given.\n"
    [found] = labelled(Letter.from_text(text), [])
    assert found.decision is not None
    assert text[slice(*found.decision)] == word
