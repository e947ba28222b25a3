"""How sure a number is: bootstrap over letters, Wilson intervals, sign-flip permutation tests, Holm's correction.

Letters are resampled, never cells: the cells of a letter stand or fall together. Everything is seeded, so that the same
run always prints the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Statistic: TypeAlias = Callable[[Array], Array]
"""From tallies [..., letters, fields, 6] to numbers [...]."""

RESAMPLES = 2000
FLIPS = 5000
SEED = 20161205
LEVEL = 0.95
FEWEST = 6
"""Letters that must differ before a sign-flip test can reach p < 0.05 at all: 2 / 2^6 = 0.03."""

RIGHT, OMISSIONS, INVENTIONS, WRONG, NOTHING, GROUNDED = range(6)


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval. The value is None where there is nothing to measure, the bounds where there are
    too few letters to say how sure it is."""

    value: float | None
    low: float | None = None
    high: float | None = None


def f1(tallies: Array) -> Array:
    """F1 of tallies [..., 6]: 2 TP / (2 TP + FP + FN), a wrong value being one of each; NaN where nothing is."""
    right = 2 * tallies[..., RIGHT]
    return _ratio(right, right + tallies[..., OMISSIONS] + tallies[..., INVENTIONS] + 2 * tallies[..., WRONG])


def grounded_f1(tallies: Array) -> Array:
    """As `f1`, where only what is right and has its evidence in the right place counts as right."""
    right = 2 * tallies[..., RIGHT]
    return _ratio(
        2 * tallies[..., GROUNDED], right + tallies[..., OMISSIONS] + tallies[..., INVENTIONS] + 2 * tallies[..., WRONG]
    )


def micro_f1(tallies: Array) -> Array:
    """F1 over all cells of [..., letters, fields, 6]."""
    return f1(tallies.sum(axis=(-3, -2)))


def micro_grounded_f1(tallies: Array) -> Array:
    """Grounded F1 over all cells of [..., letters, fields, 6]."""
    return grounded_f1(tallies.sum(axis=(-3, -2)))


def macro_f1(tallies: Array) -> Array:
    """The mean of the fields' F1 of [..., letters, fields, 6], over fields that have cells."""
    return _mean(f1(tallies.sum(axis=-3)))


def mean_letter_f1(tallies: Array) -> Array:
    """The mean of the letters' F1 of [..., letters, fields, 6]; a letter with nothing in it and nothing said of it is
    right."""
    return np.asarray(np.nan_to_num(f1(tallies.sum(axis=-2)), nan=1.0).mean(axis=-1))


def estimate(tallies: Array, statistic: Statistic) -> Estimate:
    """A statistic of tallies [letters, fields, 6], with its percentile bootstrap interval over letters."""
    value = float(statistic(tallies))
    if np.isnan(value):
        return Estimate(None)
    letters = len(tallies)
    if letters < FEWEST:
        return Estimate(value)
    drawn = [statistic(tallies[chosen]) for chosen in _chunks(_draws(letters))]
    return Estimate(value, *_bounds(np.concatenate(drawn)))


def estimates_of_fields(tallies: Array) -> list[Estimate]:
    """F1 of each field of [letters, fields, 6], with its interval."""
    values = f1(tallies.sum(axis=0))
    if len(tallies) < FEWEST:
        return [Estimate(_number(value)) for value in values]
    weights = _weights(len(tallies))
    drawn = f1(np.einsum("bl,lfc->bfc", weights, tallies))
    return [
        Estimate(float(value), *_bounds(drawn[:, field])) if not np.isnan(value) else Estimate(None)
        for field, value in enumerate(values)
    ]


def wilson(hits: int, of: int) -> Estimate:
    """A proportion with its Wilson interval."""
    from scipy.stats import binomtest

    if not of:
        return Estimate(None)
    interval = binomtest(hits, of).proportion_ci(LEVEL, method="wilson")
    return Estimate(hits / of, float(interval.low), float(interval.high))


def paired_difference(first: Array, second: Array, statistic: Statistic) -> Estimate:
    """How much higher the statistic is for `second`, over the same letters, with its paired bootstrap interval."""
    value = float(statistic(second) - statistic(first))
    if np.isnan(value):
        return Estimate(None)
    if len(first) < FEWEST:
        return Estimate(value)
    drawn = [statistic(second[chosen]) - statistic(first[chosen]) for chosen in _chunks(_draws(len(first)))]
    return Estimate(value, *_bounds(np.concatenate(drawn)))


def sign_flip(first: Array, second: Array, statistic: Statistic) -> tuple[float | None, int]:
    """The two-sided p of a paired permutation test, and in how many letters the two differ.

    Under the null hypothesis it is chance which of the two got which result in a letter: results are swapped letter by
    letter. With few differing letters every way of swapping is tried, otherwise FLIPS of them. None where fewer than
    FEWEST letters differ: then no difference, however large, could be told from chance.
    """
    differing = np.flatnonzero((first != second).any(axis=(1, 2)))
    if len(differing) < FEWEST:
        return None, len(differing)
    observed = abs(float(statistic(second) - statistic(first)))
    if np.isnan(observed):
        return None, len(differing)
    flips = _flips(len(differing))
    reached = 0
    for part in np.array_split(flips, max(1, len(flips) // 250)):
        swap = np.zeros((len(part), len(first), 1, 1), dtype=bool)
        swap[:, differing, 0, 0] = part
        one, other = np.where(swap, second, first), np.where(swap, first, second)
        reached += int((np.abs(statistic(other) - statistic(one)) >= observed - 1e-12).sum())
    if len(flips) == 2 ** len(differing):
        return reached / len(flips), len(differing)
    return (reached + 1) / (len(flips) + 1), len(differing)


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """The p values after Holm's step-down correction; None stays None and does not count."""
    order = sorted((p, index) for index, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    highest = 0.0
    for rank, (p, index) in enumerate(order):
        highest = max(highest, min(1.0, p * (len(order) - rank)))
        adjusted[index] = highest
    return adjusted


def fields_statistic(fields: Sequence[int]) -> Statistic:
    """The micro F1 of some fields."""
    chosen = list(fields)
    return lambda tallies: micro_f1(tallies[..., chosen, :])


def _draws(letters: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, letters, size=(RESAMPLES, letters))


def _weights(letters: int) -> Array:
    counted = [np.bincount(row, minlength=letters) for row in _draws(letters)]
    return np.asarray(counted, dtype=np.float64)


def _flips(letters: int) -> npt.NDArray[np.bool_]:
    if 2**letters <= FLIPS:
        numbers = np.arange(2**letters)[:, None]
        return np.asarray((numbers >> np.arange(letters)) & 1, dtype=np.bool_)
    return np.random.default_rng(SEED).integers(0, 2, size=(FLIPS, letters)).astype(bool)


def _chunks(draws: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """Draws a few at a time: all at once would hold every letter's tallies thousands of times over."""
    return list(np.array_split(draws, max(1, draws.size // 20_000)))


def _bounds(drawn: Array) -> tuple[float | None, float | None]:
    kept = drawn[~np.isnan(drawn)]
    if not len(kept):
        return None, None
    low, high = np.quantile(kept, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _ratio(part: Any, whole: Any) -> Array:
    part, whole = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    return np.asarray(np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0))


def _mean(values: Array) -> Array:
    there = ~np.isnan(values)
    return _ratio(np.where(there, values, 0.0).sum(axis=-1), there.sum(axis=-1))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
