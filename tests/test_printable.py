"""What is no text, as text."""

from __future__ import annotations

import json

import pytest

from structurer.printable import figures, printable, storable, unprinted


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.txt", "a.txt"),
        ("ä\n\\udcff.txt", "ä\n\\udcff.txt"),
        ("\udcff.txt", "\\udcff.txt"),
        ("\\udcff\udcff.txt", "\\\\udcff\\udcff.txt"),
    ],
)
def test_names_become_text_and_stay_apart(name: str, shown: str) -> None:
    assert printable(name) == shown
    assert printable(shown) == shown
    if name != shown:
        assert unprinted(shown) == name


def test_json_with_half_a_character_can_be_stored() -> None:
    text = storable(json.dumps(["ä\udcff"], ensure_ascii=False))
    assert text.encode("utf-8")
    assert json.loads(text) == ["ä\udcff"]


@pytest.mark.parametrize(
    ("number", "told"),
    [(60.0, "60"), (7.5, "7.5"), (-0.25, "-0.25"), (1234567.89, "1234567.89"), (1234568.0, "1234568"), (0.1, "0.1")],
)
def test_a_number_keeps_all_its_figures(number: float, told: str) -> None:
    assert figures(number) == told
