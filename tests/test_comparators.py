"""When two values are the same. Nothing fuzzy decides about a dose, a side or a negation."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from structurer.comparators import EXACT, PHRASE, STRENGTH, WORDS, Comparator, token_f1, words
from structurer.kinds.ur.record import Decision


@pytest.mark.parametrize(
    ("comparator", "label", "predicted"),
    [
        (EXACT, 7, 7.0),
        (EXACT, "CM16-9000001", "CM16-9000001"),
        (EXACT, Decision.DENIED, "denied"),
        (EXACT, dt.date(2016, 12, 1), dt.date(2016, 12, 1)),
        (EXACT, True, True),
        (WORDS, "Chronic Pain Medical Treatment 2016", "chronic pain medical treatment 2016."),
        (WORDS, "peer- reviewed", "peer-reviewed"),
        (WORDS, "MRI’s of the knee", "MRI's of the knee"),
        (STRENGTH, "10/325 mg", "10/325mg"),
        (STRENGTH, "5 %", "5%"),
        (STRENGTH, "0.50 mg", ".5mg"),
        (STRENGTH, "100 mcg", "100 micrograms"),
        (STRENGTH, "1 GM", "1 gram"),
        (PHRASE, "burning pain in the left shoulder", "burning pain in left shoulder"),
        (PHRASE, "left-sided neck pain", "left sided neck pain"),
        (PHRASE, "six visits of physical therapy", "6 visits of physical therapy"),
        (PHRASE, "no swelling of the knee", "no swelling of knee"),
        (PHRASE, "R. shoulder arthroscopic cuff repair", "right shoulder arthroscopic cuff repair"),
        (PHRASE, "disc bulges at L4-5 and L5-S1", "disc bulges at L4-5, L5-S1"),
        (PHRASE, "5.0 mg of the drug", "5 mg of the drug"),
        (PHRASE, "numbness of the hand w/o weakness", "numbness of the hand without weakness"),
        (PHRASE, "MRI of the lumbar spine w/ contrast", "MRI of the lumbar spine with contrast"),
        (PHRASE, "straight leg raise neg.", "straight leg raise negative"),
        (STRENGTH, "1,000 mg", "1000 mg"),
    ],
)
def test_the_same(comparator: Comparator, label: Any, predicted: Any) -> None:
    assert comparator.same(label, predicted)
    assert comparator.same(predicted, label)


@pytest.mark.parametrize(
    ("comparator", "label", "predicted"),
    [
        (EXACT, True, 1),
        (EXACT, False, None),
        (EXACT, 7, 8),
        (EXACT, "CM16-9000001", "CM16-9000002"),
        (WORDS, "is medically necessary", "is not medically necessary"),
        (WORDS, "Norco 10/325mg #60", "Norco 5/325mg #60"),
        (STRENGTH, "10/325 mg", "5/325 mg"),
        (STRENGTH, "100mg", "10mg"),
        (STRENGTH, "5mg", "5mcg"),
        (STRENGTH, "5mg", "5%"),
        (STRENGTH, "0.5mg", "5mg"),
        (STRENGTH, "2 5 mg", "25 mg"),
        (WORDS, "-5", "5"),
        (WORDS, "A+", "A-"),
        (WORDS, "C", "C++"),
        (PHRASE, "+", "-"),
        (PHRASE, "$50", "€50"),
        (PHRASE, "-5 degrees of extension of the knee", "5 degrees of extension of the knee"),
        (PHRASE, "R. shoulder arthroscopic rotator cuff repair", "L. shoulder arthroscopic rotator cuff repair"),
        (PHRASE, "CRPS type I of the left upper extremity", "CRPS type II of the left upper extremity"),
        (PHRASE, "twice a day with food and water", "once a day with food and water"),
        (PHRASE, "first surgery of the left knee joint", "second surgery of the left knee joint"),
        (PHRASE, "cannot work full time at this point in time", "can work full time at this point in time"),
        (PHRASE, "no work with the hands above the shoulder", "no work with the hands below the shoulder"),
        (PHRASE, "tenderness over the left shoulder and the neck", "tenderness over the right shoulder and the neck"),
        (PHRASE, "Norco 10/325 mg every six hours as needed for pain", "Norco 5/325 mg every six hours as needed for pain"),
        (PHRASE, "numbness of the bilateral upper extremities at night", "numbness of the bilateral lower extremities at night"),
        (PHRASE, "the straight leg raise was positive at 40 degrees", "the straight leg raise was negative at 40 degrees"),
        (PHRASE, "there was no atrophy of the thenar muscles", "there was atrophy of the thenar muscles"),
        (PHRASE, "the knee was stable to varus and valgus stress", "the knee was unstable to varus and valgus stress"),
        (PHRASE, "he doesn't limp on the stairs at home", "he does limp on the stairs at home"),
        (PHRASE, "strength 4/5 of the hand on gripping", "strength 5/5 of the hand on gripping"),
        (PHRASE, "reflexes 2+ and equal at the knees", "reflexes 1+ and equal at the knees"),
        (PHRASE, "hyperreflexia in the bilateral lower extremities", "hyporeflexia in the bilateral lower extremities"),
        (PHRASE, "numbness of the left hand w/o weakness of the grip", "numbness of the left hand with weakness of the grip"),
        (PHRASE, "straight leg raise test on the left neg", "straight leg raise test on the left pos"),
        (PHRASE, "pain with internal rotation of the left shoulder", "pain with external rotation of the left shoulder"),
        (PHRASE, "tear of the superior labrum of the left hip", "tear of the inferior labrum of the left hip"),
        (PHRASE, "pain on flexion of the lumbar spine", "pain on extension of the lumbar spine"),
        (PHRASE, "weakness of abduction of the right shoulder", "weakness of adduction of the right shoulder"),
        (PHRASE, "acupuncture", "massage"),
    ],
)  # fmt: skip
def test_not_the_same(comparator: Comparator, label: Any, predicted: Any) -> None:
    assert not comparator.same(label, predicted)
    assert not comparator.same(predicted, label)


def test_oxygen_is_no_lack() -> None:
    assert words("w/O2, w/o oxygen, w/ air") == ("w", "o", "2", "without", "oxygen", "with", "air")


def test_words_have_one_spelling() -> None:
    assert words("Left-sided, SIX visits; 10/325 mg, 5 % and 1,000 steps") == (
        "left", "6", "visits", "10/325", "mg", "5%", "and", "1000", "steps",
    )  # fmt: skip


@pytest.mark.parametrize("zero", [".0", ".00", "-.0", "pain of .0"])
def test_a_bare_fraction_of_nothing_is_zero(zero: str) -> None:
    assert words(zero)[-1] == "0"
    assert PHRASE.same(zero, zero)


@settings(max_examples=50)
@given(st.text(max_size=60))
@example(".0")
def test_a_text_is_the_same_as_itself(text: str) -> None:
    for comparator in (EXACT, WORDS, PHRASE, STRENGTH):
        assert comparator.same(text, text)
        assert comparator.alike(text, text) == 1.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_mutual_and_between_nothing_and_one(one: str, other: str) -> None:
    assert token_f1(one, other) == token_f1(other, one)
    assert 0.0 <= token_f1(one, other) <= 1.0
