"""A phrase of an examination by its measures and tests: of which scale they are, and where a test's outcome stands."""

from __future__ import annotations

from functools import cached_property

from structurer.kinds.medical.summary.finding_tokens import ARTICLES, Words, is_number, may_place
from structurer.kinds.medical.summary.finding_words import DIRECTIONS, EPONYMS, MOTIONS, QUALITIES, SIDES, SIGNS
from structurer.regex import regex

UNITS = frozenset("degrees degree deg ° mm cm inches in lbs lb kg kgs pounds pound percent % seconds x times out over of force plus minus c".split())  # fmt: skip
_SCALES = {
    "strength": regex(r"[0-5][+-]?/5[+-]?"),
    "reflex": regex(r"[0-4]\+"),
    "acuity": regex(r"20/\d{2,3}"),
    "angle": regex(r"-?\d{1,3}(?:-\d{1,3})?(?:°|deg)?"),
}
_SPINE = frozenset("c/s t/s l/s c-spine t-spine l-spine ls spine".split())
_SMALL_JOINTS = frozenset("mcp mcps pip pips dip dips ip mtp".split())
_ACTIVE = frozenset("active passive actively passively".split())
_AMONG = frozenset("active passive actively passively corrected uncorrected up down from to on at the and or length width diameter size circumference thickness depth vs versus against compared normal with as well side other opposite sides each respectively for was is were are a".split())  # fmt: skip
"""What may stand among a measure and its side."""
_OUTCOMES = frozenset("stable unstable lax asymmetric intact unremarkable midline positive negative pos neg + - equivocal questionable normal abnormal absent present no painful".split())  # fmt: skip
_PROVOKED = frozenset("impingement apprehension grind instability".split())
"""What a test is called after, and a sign where no test is named."""
_TESTING = frozenset("test tests sign signs maneuver maneuvers testing".split())


class Measured(Words):
    """What of a phrase is measured or tested."""

    @cached_property
    def moves(self) -> bool:
        """Whether it begins with a motion, after a side or a joint."""
        for word in self.words:
            if word in MOTIONS:
                return True
            if not (word in SIDES or word in DIRECTIONS or word in ARTICLES or word in QUALITIES or word in _SPINE):
                return is_number(word) and self.has(MOTIONS) and not self.names_sign
        return False

    @cached_property
    def is_value(self) -> bool:
        """Whether it is a measure that does not say of what, if of anything but a side or limb: "18 degrees left"."""
        return self.measured and all(
            is_number(word) or word in UNITS or word in _AMONG or may_place(word) for word in self.words
        )

    @cached_property
    def scales(self) -> frozenset[str]:
        """The scales that its measures are of: strength of five, reflexes with a plus, acuity, a range, how far."""
        scales = {scale for scale, form in _SCALES.items() for word in self.words if form.fullmatch(word)}
        if "angle" in scales and not (self.has(MOTIONS) or self.has(_SMALL_JOINTS) or self.has(_ACTIVE)):
            scales.remove("angle")
        return frozenset(scales)

    @property
    def tells_strength_of_part(self) -> bool:
        """Whether it names the muscle that its strength is of: "4/5 left deltoid"."""
        named = any(may_place(word) and word not in SIDES and word not in _AMONG for word in self.words)
        return named and "strength" in self.scales

    @cached_property
    def is_test(self) -> bool:
        """Whether it is the name of a test without its outcome: "Hawkins", "belly press test"."""
        named = self.has(EPONYMS) or self.words[-1:] and self.words[-1] in _TESTING
        signs = any(word in SIGNS and word not in _PROVOKED for word in self.words)
        return bool(named) and not self.verb and not self.has(_OUTCOMES) and not signs

    @property
    def names_named_sign(self) -> bool:
        """Whether it names a sign that is no part of a test's name, as "drop arm" is."""
        return any(word in SIGNS and word != "drop" and word not in _PROVOKED for word in self.words)

    @property
    def names_tests(self) -> bool:
        """Whether it is the last of several tests that are named together: "empty can tests"."""
        return len(self.words) > 1 and self.words[-1] in ("tests", "signs", "maneuvers") and not self.has(_OUTCOMES)

    @property
    def begins_with_outcome(self) -> bool:
        return self.first in _OUTCOMES

    @cached_property
    def opens_with_outcome(self) -> bool:
        """Whether the outcome of a test stands before its name: "positive Speed's"."""
        named = next((at for at, word in enumerate(self.words) if word in EPONYMS or word in _TESTING), 0)
        return any(word in _OUTCOMES for word in self.words[: min(named, 2)])
