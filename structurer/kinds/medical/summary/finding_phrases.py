"""A phrase of an examination, looked at word by word: what it names, where, how that was and by what measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from structurer.kinds.medical.summary.finding_words import (
    DIRECTIONS,
    EPONYMS,
    EXAMINED,
    JOINED_VERBS,
    MOTIONS,
    PARTS,
    PREPOSITIONS,
    QUALITIES,
    SIDES,
    SIGNS,
    VERBS,
)

_WORD = re.compile(r"[^\s,;:()\"“”]+")
_NUMBER = re.compile(r"[-+<>]?\d[\d/.+°%x-]*(?:mm|cm|lbs?|kg|deg)?[+-]?")
_LEVEL = re.compile(r"[ctls]\d{1,2}(?:[-/][ctls]?\d{1,2})*")
_PLACING = re.compile(r"\w{2,}(?:al|ar|oid|eal|ior|ous|is|us|ii)")
_UNITS = frozenset("degrees degree deg ° mm cm inches in lbs lb kg kgs pounds pound percent % seconds x times out over of force plus minus c".split())  # fmt: skip
_ARTICLES = frozenset("a an the his her its both also all some any said this that these".split())
_NEGATIONS = frozenset("no not without none never denies".split())
_JOINING = frozenset("and or & but / as well".split())
_WITHIN = frozenset("of in at on over to along the and or throughout about as well".split())
"""What may stand among places."""
_AMONG = frozenset("to on at the and or length width diameter size circumference thickness depth vs versus against compared normal with as well side other opposite sides each respectively for was is were are a".split())  # fmt: skip
"""What may stand among a measure and its side."""
_ADVERBS = frozenset("too more less not also still throughout fully all planes directions or".split())
_TOWARDS = frozenset("to into on over with from down across through in".split())
_COMPARING = frozenset("greater more less worse > >> <".split())
_ALONE = frozenset("alert awake oriented unable able cooperative pleasant tearful obese".split())
"""How the worker was, which is a finding without a name."""
_OUTCOMES = frozenset("positive negative pos neg + - equivocal questionable normal abnormal absent present no painful".split())  # fmt: skip
_SPECIFYING = frozenset("deep superficial active passive resisted seated supine sitting standing bilateral prone grade bilaterally".split())  # fmt: skip
"""Qualities that tell which one was examined, and not how it was."""
_LIMBS = frozenset("neck back cervical lumbar thoracic shoulder elbow forearm wrist hip knee ankle subtalar toe finger thumb mcp pip dip head trunk thoracolumbar".split())  # fmt: skip
_ANY_PART = frozenset("group groups side sides muscle muscles joint joints extremity extremities".split())
_FELT = frozenset("taut tender swollen stiff tight painful warm red boggy firm".split())
_ANYWHERE = QUALITIES - frozenset(
    "tender alert oriented awake antalgic unsteady swollen mottled healed well-healed cooperative tearful euthymic".split()
)
_TESTING = frozenset("test tests sign signs maneuver maneuvers testing".split())


def _bare(word: str) -> str:
    bare = word.lower().strip("'’*•–—").rstrip(".").replace("’", "'").removesuffix("'s").rstrip("'")
    return bare or ""


def _is_part(word: str) -> bool:
    return word in PARTS or bool(_LEVEL.fullmatch(word))


def _is_known(word: str) -> bool:
    return any(word in words for words in (SIGNS, QUALITIES, EXAMINED, VERBS, MOTIONS, EPONYMS))


def _places(word: str) -> bool:
    """Whether a word can stand in the name of a place: a part, a side, or what ends as anatomical adjectives do."""
    return (
        word in DIRECTIONS
        or word in SIDES
        or _is_part(word)
        or word in _ARTICLES
        or word in _WITHIN
        or (bool(_PLACING.fullmatch(word)) and not _is_known(word))
    )


@dataclass(frozen=True)
class Phrase:
    """What stands between two joints of a list of findings, or several of them with their joints."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        bare = (_bare(word) for word in _WORD.findall(self.text))
        words = [word for word in bare if word]
        while words and words[0] in _ARTICLES:
            del words[0]
        return tuple(words)

    def has(self, words: frozenset[str]) -> bool:
        return any(word in words for word in self.words)

    @property
    def first(self) -> str:
        return self.words[0] if self.words else ""

    @cached_property
    def names_sign(self) -> bool:
        return self.has(SIGNS)

    @cached_property
    def measured(self) -> bool:
        return any(_NUMBER.fullmatch(word) for word in self.words)

    @cached_property
    def verb(self) -> str | None:
        """The verb that says something of what stands before it."""
        return next((word for word in self.words[1:] if word in VERBS), None)

    @property
    def begins_with_verb(self) -> bool:
        return self.first in VERBS

    @cached_property
    def moves(self) -> bool:
        """Whether it begins with a motion, after a side or a joint."""
        for word in self.words:
            if word in MOTIONS:
                return True
            if word not in SIDES and word not in DIRECTIONS and word not in _ARTICLES and word not in QUALITIES:
                return bool(_NUMBER.fullmatch(word)) and self.has(MOTIONS) and not self.names_sign
        return False

    @cached_property
    def limb(self) -> str | None:
        """The joint that a motion is of, where it is named before it: "knee flexion"."""
        for word in self.words:
            if word in MOTIONS:
                return None
            if word in _LIMBS:
                return word
        return None

    @cached_property
    def is_place(self) -> bool:
        """Whether it names places and nothing else."""
        return all(map(_places, self.words)) and any(
            _is_part(word) or word in SIDES or word in DIRECTIONS for word in self.words
        )

    @cached_property
    def is_quality(self) -> bool:
        """Whether it says how something was, and not what: "warm and dry"."""
        return all(
            word in QUALITIES or word in SIDES or word in _JOINING or word in _ADVERBS for word in self.words
        ) and not self.has(_ALONE)

    @cached_property
    def is_remark(self) -> bool:
        """Whether it says how it was at another place or time: "negative on the left", "cool to the touch"."""
        if _NUMBER.fullmatch(self.first) and "than" in self.words and not self.names_sign:
            return True
        for index, word in enumerate(self.words):
            if word in PREPOSITIONS:
                return index > 0
            if (word not in QUALITIES and word not in _ADVERBS) or word in SIGNS or word in _ALONE:
                return False
        return False

    @cached_property
    def is_value(self) -> bool:
        """Whether it is a measure that does not say of what, if of anything but a side or limb: "18 degrees left"."""
        return self.measured and all(
            _NUMBER.fullmatch(word) or word in _UNITS or word in _AMONG or _places(word) for word in self.words
        )

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of the body that it names."""
        return frozenset(
            word.removesuffix("s") for word in self.words if (word in PARTS or word in _LIMBS) and word not in _ANY_PART
        )

    @cached_property
    def is_open(self) -> bool:
        """Whether it only says how or where, and its thing is still to be named: "limited", "left knee"."""
        if self.has(_ALONE) or not self.words or (self.measured and not _NUMBER.fullmatch(self.first)):
            return False
        if all(map(_NUMBER.fullmatch, self.words)) or (self.words[-1] in QUALITIES and any(map(_is_part, self.words))):
            return False
        return all(
            (word in QUALITIES and word not in SIGNS) or _places(word) or _NUMBER.fullmatch(word) for word in self.words
        )

    @cached_property
    def goes_on(self) -> bool:
        """Whether it goes on about what stands before it: "over the left knee", "which is worse"."""
        going = self.first.endswith("ing") and not _is_known(self.first) and len(self.words) > 1 and self.words[1] in _TOWARDS
        return going or self.first in PREPOSITIONS or (
            self.first in SIDES and len(self.words) > 1 and self.words[1] in _COMPARING
        )

    @cached_property
    def is_place_with(self) -> bool:
        """Whether it names places, and then what was there or not: "right buttock without spasms"."""
        at = next((index for index, word in enumerate(self.words) if word in ("with", "without", "w/")), 0)
        return at > 0 and Phrase(" ".join(self.words[:at])).is_place

    @cached_property
    def names_thing(self) -> bool:
        """Whether it tells a finding that it names after its place, if it says one: "ankle reflexes 2+"."""
        if (
            not self.is_complete
            or not (_places(self.first) or _is_known(self.first))
            or self.is_own
            and self.first in QUALITIES
        ):
            return False
        return any(_is_known(word) and word not in QUALITIES and word not in PARTS for word in self.words)

    @cached_property
    def is_test(self) -> bool:
        """Whether it is the name of a test without its outcome: "Hawkins", "belly press test"."""
        named = self.has(EPONYMS) or self.words[-1:] and self.words[-1] in _TESTING
        return bool(named) and not self.verb and not self.has(_OUTCOMES) and not self.names_sign

    @cached_property
    def opens_with_outcome(self) -> bool:
        """Whether the outcome of a test stands before its name: "positive Speed's"."""
        return any(word in _OUTCOMES for word in self.words[:2]) and (self.has(EPONYMS) or self.has(_TESTING))

    @cached_property
    def is_subject(self) -> bool:
        """Whether something is still to be said of what it names: "deep tendon reflexes"."""
        if self.verb or self.measured or self.has(_NEGATIONS):
            return False
        return not any(word in QUALITIES and word not in _SPECIFYING for word in self.words)

    @cached_property
    def says_of_several(self) -> bool:
        """Whether it says something of several things, the last of which it names: "and sensation were intact"."""
        if self.verb is None or (self.verb not in JOINED_VERBS and self.verb not in ("is", "was")):
            return False
        before = self.words[: self.words.index(self.verb)]
        return Phrase(" ".join(before)).is_subject

    @cached_property
    def is_complete(self) -> bool:
        """Whether it tells a finding: a sign, or something examined with how it was."""
        if self.is_open or self.is_place:
            return False
        return self.names_sign or self.measured or bool(self.verb) or self.has(QUALITIES) or self.has(_NEGATIONS)

    @cached_property
    def is_placed(self) -> bool:
        """Whether the place of its sign is told after it: "tenderness over the knee"."""
        signs = [index for index, word in enumerate(self.words) if word in SIGNS]
        return bool(signs) and any(_is_part(word) or word in DIRECTIONS for word in self.words[signs[-1] + 1 :])

    @cached_property
    def is_own(self) -> bool:
        """Whether it begins as findings do: with how or how much, or with something examined and how that was."""
        if len(self.words) < 2:
            return False
        if self.first in QUALITIES or self.first in _NEGATIONS or _NUMBER.fullmatch(self.first):
            return True
        told = self.measured or any(word in QUALITIES and word not in _SPECIFYING for word in self.words)
        return told and (
            bool(self.parts and self.is_value) or self.has(EXAMINED) or self.has(EPONYMS) or self.has(MOTIONS)
        )

    @property
    def is_negated(self) -> bool:
        return self.first in _NEGATIONS

    @cached_property
    def accompanies(self) -> bool:
        """Whether its last sign goes with another: "tenderness with spasm"."""
        if "with" not in self.words and "w/" not in self.words:
            return False
        at = max(index for index, word in enumerate(self.words) if word in ("with", "w/"))
        return any(word in SIGNS for word in self.words[at:])

    @cached_property
    def ends_with_motion(self) -> bool:
        """Whether it tells of a motion and of nothing after it but its measure: "pain with hip flexion"."""
        moved = [index for index, word in enumerate(self.words) if word in MOTIONS]
        return bool(moved) and not any(word in SIGNS or word in EPONYMS for word in self.words[moved[-1] + 1 :])

    @cached_property
    def begins_with_place(self) -> bool:
        """Whether the place of its sign stands before it: "right shoulder impingement"."""
        named = next((index for index, word in enumerate(self.words) if word in SIGNS), 0)
        return any(map(_is_part, self.words[:named])) or any(word in DIRECTIONS for word in self.words[:named])

    @cached_property
    def has_place(self) -> bool:
        return any(map(_is_part, self.words)) or self.has(DIRECTIONS)

    @staticmethod
    def may_place(word: str) -> bool:
        return _places(word)

    @staticmethod
    def is_number(word: str) -> bool:
        return bool(_NUMBER.fullmatch(word))

    def is_part_until(self, index: int) -> bool:
        """Whether its first words name a part of the body and nothing else."""
        return any(map(_is_part, self.words[:index])) and all(map(_places, self.words[:index]))

    @property
    def is_inability(self) -> bool:
        """Whether it tells what could not be done, which may be several things: "unable to heel walk, toe walk or squat"."""
        return self.first in ("unable", "inability", "difficulty", "cannot", "could")

    @property
    def is_adjective(self) -> bool:
        """Whether it is one word for how a sign feels: "taut", before "tender bands"."""
        return len(self.words) == 1 and self.first in _FELT

    @property
    def begins_with_adjective(self) -> bool:
        return self.first in _FELT

    @property
    def names_examined(self) -> bool:
        """Whether it names anything that an examination tells of."""
        return any(_is_known(word) and word not in VERBS and word not in _ANYWHERE for word in self.words)

    @property
    def ends_with_state(self) -> bool:
        return bool(self.words) and self.words[-1] in _ALONE

    @property
    def begins_with_state(self) -> bool:
        return self.first in _ALONE

    @property
    def goes_on_being(self) -> bool:
        return self.first in ("is", "was", "are", "were")
