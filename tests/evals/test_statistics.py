"""How sure a number is: intervals over letters, tests that say nothing where nothing can be told."""

from __future__ import annotations

import numpy as np
import pytest

from structurer.evals import statistics as s


def tallies(letters: int, right: int, wrong: int) -> s.Array:
    made = np.zeros((letters, 1, 6))
    made[:, 0, s.RIGHT], made[:, 0, s.WRONG] = right, wrong
    return made


def varied(seed: int, letters: int = 40, fields: int = 3) -> s.Array:
    return np.random.default_rng(seed).integers(0, 5, size=(letters, fields, 6)).astype(float)


def test_f1_counts_a_wrong_value_on_both_sides() -> None:
    assert s.micro_f1(tallies(1, 3, 1)) == pytest.approx(2 * 3 / (2 * 3 + 1 + 1))
    assert np.isnan(s.micro_f1(tallies(4, 0, 0)))


def test_macro_is_the_mean_of_fields_that_have_cells() -> None:
    made = np.zeros((1, 3, 6))
    made[0, 0, s.RIGHT] = 100
    made[0, 1, s.OMISSIONS] = 1
    assert s.macro_f1(made) == pytest.approx(0.5)
    assert s.micro_f1(made) == pytest.approx(200 / 201)


def test_a_letter_without_cells_is_right_for_the_mean_letter() -> None:
    made = tallies(2, 0, 0)
    made[1, 0, s.OMISSIONS] = 2
    assert s.mean_letter_f1(made) == pytest.approx(0.5)


def test_intervals_hold_the_value_and_shrink_with_more_letters() -> None:
    few, many = (s.estimate(varied(1, letters), s.micro_f1) for letters in (12, 200))
    for one in (few, many):
        assert one.low is not None
        assert one.high is not None
        assert one.value is not None
        assert one.low <= one.value <= one.high
    assert (many.high or 0) - (many.low or 0) < (few.high or 0) - (few.low or 0)


def test_letters_are_resampled_and_not_cells() -> None:
    """Cells that stand and fall together are worth no more than one: the interval does not shrink with their number."""
    one, many = np.zeros((20, 1, 6)), np.zeros((20, 1, 6))
    one[::2, 0, s.RIGHT] = one[1::2, 0, s.OMISSIONS] = 1
    many[::2, 0, s.RIGHT] = many[1::2, 0, s.OMISSIONS] = 50
    assert s.estimate(one, s.micro_f1) == s.estimate(many, s.micro_f1)


def test_the_same_run_prints_the_same_numbers() -> None:
    assert s.estimate(varied(3), s.macro_f1) == s.estimate(varied(3), s.macro_f1)


def test_fields_at_once_and_one_by_one_say_the_same() -> None:
    made = varied(5)
    for field, estimate in enumerate(s.estimates_of_fields(made)):
        alone = s.estimate(made, s.fields_statistic([field]))
        assert estimate.value == pytest.approx(alone.value)
        assert estimate.low == pytest.approx(alone.low)
        assert estimate.high == pytest.approx(alone.high)


def test_too_few_letters_have_no_interval() -> None:
    few = s.estimate(tallies(s.FEWEST - 1, 1, 1), s.micro_f1)
    assert few.value == 0.5
    assert few.low is None


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    """Wilson (1927), as tabulated for 95 %."""
    found = s.wilson(hits, of)
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)


def test_holm_steps_down_and_leaves_out_what_was_not_tested() -> None:
    assert s.holm([0.01, None, 0.04, 0.03]) == pytest.approx([0.03, None, 0.06, 0.06])
    assert s.holm([0.9, 0.9]) == [1.0, 1.0]


def test_no_p_where_too_few_letters_differ() -> None:
    worse, better = tallies(50, 0, 1), tallies(50, 0, 1)
    better[: s.FEWEST - 1, 0, s.RIGHT], better[: s.FEWEST - 1, 0, s.WRONG] = 1, 0
    assert s.sign_flip(worse, better, s.micro_f1) == (None, s.FEWEST - 1)


def test_the_exact_p_of_a_clear_difference() -> None:
    """All of eight letters better: of 2^8 ways of swapping, two are as extreme."""
    p, differing = s.sign_flip(tallies(8, 0, 1), tallies(8, 1, 0), s.micro_f1)
    assert differing == 8
    assert p == pytest.approx(2 / 2**8)


def test_p_is_large_where_it_is_chance_and_small_where_it_is_not() -> None:
    one, noise = varied(1, 60), varied(2, 60)
    p, _ = s.sign_flip(one, noise, s.micro_f1)
    assert p is not None
    assert p > 0.05
    better = one.copy()
    better[..., s.RIGHT] += 2
    p, _ = s.sign_flip(one, better, s.micro_f1)
    assert p is not None
    assert p < 0.001


def test_false_alarms_are_as_rare_as_the_level_says() -> None:
    """Of 60 pairs that differ by chance alone, about one in twenty comes out below 0.05."""
    alarms = 0
    for seed in range(60):
        chance = np.random.default_rng(1000 + seed)
        one = chance.integers(0, 4, size=(12, 1, 6)).astype(float)
        other = chance.integers(0, 4, size=(12, 1, 6)).astype(float)
        p, _ = s.sign_flip(one, other, s.micro_f1)
        alarms += p is not None and p < 0.05
    assert alarms <= 8


def test_the_paired_difference_is_surer_than_the_two_alone() -> None:
    one = varied(7, 60)
    other = one.copy()
    other[..., s.RIGHT] += 1
    paired = s.paired_difference(one, other, s.micro_f1)
    alone = s.estimate(one, s.micro_f1)
    assert paired.low is not None
    assert paired.low > 0
    assert (paired.high or 0) - paired.low < (alone.high or 0) - (alone.low or 0)
