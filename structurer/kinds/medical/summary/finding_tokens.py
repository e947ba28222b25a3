"""The words of a phrase of an examination: what kind each is, and how the phrase begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from structurer.kinds.medical.summary.finding_words import (
    DIRECTIONS,
    EPONYMS,
    EXAMINED,
    MOTIONS,
    PARTS,
    QUALITIES,
    SIDES,
    SIGNS,
    VERBS,
)
from structurer.regex import regex

_WORD = regex(r"[^\s,;:()\"“”]+")
_FULL_MOTION = regex(r"\bFROM\b")
"""In capitals it is the full range of motion."""
_NUMBER = regex(r"[-+<>]?\d[\d/.+°%x-]*(?:mm|cm|lbs?|kg|deg)?[+-]?")
_LEVEL = regex(r"[ctls]\d{1,2}(?:[-/][ctls]?\d{1,2})*")
_PLACING = regex(r"\w{2,}(?:al|ar|oid|eal|ior|ous|is|us|ii)")
ARTICLES = frozenset("a an the his her its both also all some any said this that these".split())
NEGATIONS = frozenset("no not without none never denies".split())
STATES = frozenset(
    "disheveled unkempt groomed well-groomed lethargic afebrile nourished well-nourished well-developed alert awake oriented unable able cooperative pleasant tearful obese hypervigilant restless agitated subdued somber fidgety".split()
)
"""How the worker was, which is a finding without a name."""
LIMBS = frozenset("neck back cervical lumbar thoracic shoulder elbow forearm wrist hip knee ankle subtalar toe finger thumb mcp pip dip head trunk thoracolumbar".split())  # fmt: skip
"""The joints whose motions are told one after the other."""
_WITHIN = frozenset("of in at on over to along the and or throughout about as well".split())
"""What may stand among places."""
_ANY_PART = frozenset("group groups side sides muscle muscles joint joints extremity extremities".split())
FELT = frozenset("taut mottled cool cold pale dusky shiny tender swollen stiff tight painful warm red boggy firm tearful anxious depressed sad irritable dysphoric blunted flat".split())  # fmt: skip
_MOODS = frozenset("anxious depressed sad irritable euthymic dysphoric withdrawn angry apathetic".split())
_INABILITY = frozenset("unable inability difficulty cannot could".split())
_FELT_TO_BE = frozenset("decreased dec decr diminished reduced impaired absent intact normal".split())
_BEING = frozenset("is was are were".split())


def _bare(word: str) -> str:
    return word.lower().strip("'’*•–—").rstrip(".").replace("’", "'").removesuffix("'s").rstrip("'")


def _signed(word: str) -> tuple[str, ...]:
    """A test's name and the outcome that notes write on it: "FADIR+", "+Tinel"."""
    if word[-1] in "+-" and word[:-1] in EPONYMS:
        return word[:-1], word[-1]
    return (word[0], word[1:]) if word[0] in "+-" and word[1:] in EPONYMS else (word,)


def _touch(words: list[str]) -> Iterator[str]:
    """The words with LT as light touch where it is that was found to be so, and no left: "decreased LT L C6"."""
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        is_touch = (
            word == "lt" and before in _FELT_TO_BE and (after in SIDES or after in _WITHIN or _LEVEL.match(after))
        )
        yield "sensation" if is_touch else word


def is_number(word: str) -> bool:
    """Whether a word is a measure: `40`, `4/5`, `2+`, `5-110`."""
    return bool(_NUMBER.fullmatch(word))


def is_part(word: str) -> bool:
    """Whether a word is a part of the body, or a level of the spine."""
    return word in PARTS or bool(_LEVEL.fullmatch(word))


def is_known(word: str) -> bool:
    """Whether a word is one that findings are made of, besides places."""
    return any(word in words for words in (SIGNS, QUALITIES, EXAMINED, VERBS, MOTIONS, EPONYMS))


def may_place(word: str) -> bool:
    """Whether a word can stand in the name of a place: a part, a side, or what ends as anatomical adjectives do."""
    if word in DIRECTIONS or word in SIDES or word in ARTICLES or word in _WITHIN or is_part(word):
        return True
    return bool(_PLACING.fullmatch(word)) and not is_known(word)


@dataclass(frozen=True)
class Words:
    """The words of a text, without their marks and endings."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        text = _FULL_MOTION.sub("full motion", self.text)
        bare = (_bare(word) for word in _WORD.findall(text))
        words = [part for word in bare if word for part in _signed(word)]
        if words[:1] == ["there"] and words[1:2] and words[1] in _BEING:
            del words[:2]
        while words and words[0] in ARTICLES:
            del words[0]
        return tuple(_touch(words))

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
        return any(is_number(word) for word in self.words)

    @cached_property
    def verb(self) -> str | None:
        """The verb that says something of what stands before it."""
        return next((word for word in self.words[1:] if word in VERBS), None)

    @property
    def begins_with_verb(self) -> bool:
        return self.first in VERBS

    @cached_property
    def limb(self) -> str | None:
        """The joint that a motion is of, where it is named before it: "knee flexion"."""
        for word in self.words:
            if word in MOTIONS:
                return None
            if word in LIMBS:
                return word
        return None

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of the body that it names."""
        return frozenset(
            word.removesuffix("s") for word in self.words if (word in PARTS or word in LIMBS) and word not in _ANY_PART
        )

    @property
    def is_negated(self) -> bool:
        return self.first in NEGATIONS

    @cached_property
    def ends_with_motion(self) -> bool:
        """Whether it tells of a motion and of nothing after it but its measure: "pain with hip flexion"."""
        moved = [index for index, word in enumerate(self.words) if word in MOTIONS]
        return bool(moved) and not any(word in SIGNS or word in EPONYMS for word in self.words[moved[-1] + 1 :])

    @cached_property
    def begins_with_place(self) -> bool:
        """Whether the place of its sign stands before it: "right shoulder impingement"."""
        named = next((index for index, word in enumerate(self.words) if word in SIGNS), 0)
        return any(map(is_part, self.words[:named])) or any(word in DIRECTIONS for word in self.words[:named])

    @cached_property
    def has_place(self) -> bool:
        return any(map(is_part, self.words)) or self.has(DIRECTIONS)

    @property
    def is_inability(self) -> bool:
        """Whether it tells what could not be done, which may be several things: "unable to heel walk, toe walk or squat"."""
        return self.first in _INABILITY

    @property
    def is_mood(self) -> bool:
        """Whether it is one word for the mood that the worker was in: "anxious"."""
        return len(self.words) == 1 and self.first in _MOODS

    @property
    def is_adjective(self) -> bool:
        """Whether it is one word for how a sign feels: "taut", before "tender bands"."""
        return len(self.words) == 1 and self.first in FELT

    @property
    def begins_with_adjective(self) -> bool:
        return self.first in FELT

    @property
    def ends_with_state(self) -> bool:
        return bool(self.words) and self.words[-1] in STATES

    @property
    def begins_with_state(self) -> bool:
        return self.first in STATES

    @property
    def begins_with_number(self) -> bool:
        return is_number(self.first)

    @property
    def goes_on_being(self) -> bool:
        return self.first in _BEING
