"""A phrase of an examination, looked at word by word: what it names, where, how that was and by what measure."""

from __future__ import annotations

from functools import cached_property

from structurer.kinds.medical.summary.finding_measures import UNITS, Measured
from structurer.kinds.medical.summary.finding_tokens import (
    FELT,
    NEGATIONS,
    STATES,
    is_known,
    is_number,
    is_part,
    may_place,
)
from structurer.kinds.medical.summary.finding_words import (
    DIRECTIONS,
    EPONYMS,
    EXAMINED,
    JOINED_VERBS,
    LOOKS,
    MOTIONS,
    PARTS,
    PREPOSITIONS,
    QUALITIES,
    SIDES,
    SIGNS,
    VERBS,
)

_JOINING = frozenset("and or & but / as well".split())
_ADVERBS = frozenset("too more less not also still throughout fully all planes directions or".split())
_TOWARDS = frozenset("to into on over with from down across through in".split())
_COMPARATIVES = frozenset("than cooler colder warmer larger smaller shorter longer".split())
_GREATER = frozenset("trochanter trochanters trochanteric tuberosity occipital saphenous toe".split())
_WOUNDS = frozenset("scar scars incision incisions wound wounds laceration".split())
_COMPARING = frozenset("greater more less worse > >> <".split())
_DESCRIBING = frozenset("which that".split())
_SPECIFYING = frozenset("deep superficial active passive resisted seated supine sitting standing bilateral prone grade bilaterally".split())  # fmt: skip
"""Qualities that tell which one was examined, and not how it was."""
_ANYWHERE = QUALITIES - frozenset(
    "tender nontender non-tender alert oriented awake antalgic unsteady swollen mottled healed well-healed cooperative tearful euthymic".split()
)


class Phrase(Measured):
    """What stands between two joints of a list of findings, or several of them with their joints."""

    @cached_property
    def is_place(self) -> bool:
        """Whether it names places and nothing else."""
        return all(map(may_place, self.words)) and any(
            is_part(word) or word in SIDES or word in DIRECTIONS for word in self.words
        )

    @cached_property
    def is_quality(self) -> bool:
        """Whether it says how something was, and not what: "warm and dry"."""
        return all(
            word in QUALITIES or word in SIDES or word in _JOINING or word in _ADVERBS for word in self.words
        ) and not self.has(STATES)

    @cached_property
    def is_remark(self) -> bool:
        """Whether it says how it was at another place or time: "negative on the left", "cool to the touch"."""
        if is_number(self.first) and self.has(_COMPARATIVES) and not self.names_sign:
            return True
        if self.first in ("stable", "unstable"):
            return False
        for index, word in enumerate(self.words):
            if word in PREPOSITIONS:
                return index > 0
            if (word not in QUALITIES and word not in _ADVERBS) or word in SIGNS or word in STATES:
                return False
        return False

    @property
    def adds(self) -> bool:
        """Whether it adds a finding of its own to one that is told: "with no wasting", "with good eye contact"."""
        rest = Phrase(" ".join(self.words[1:]))
        if self.first != "with" or len(rest.words) < 2:
            return False
        return (
            rest.is_negated
            or (rest.first in QUALITIES and rest.names_thing_anywhere)
            or rest.is_placed
            or (self.words[1] in ("a", "an") and rest.names_sign)
            or (rest.is_own and rest.names_thing_anywhere and not rest.measured)
        )

    @cached_property
    def is_open(self) -> bool:
        """Whether it only says how or where, and its thing is still to be named: "limited", "left knee"."""
        if self.has(STATES) or self.is_mood or not self.words or (self.measured and not is_number(self.first)):
            return False
        if all(map(is_number, self.words)) or (self.words[-1] in QUALITIES and any(map(is_part, self.words))):
            return False
        return all(
            (word in QUALITIES and word not in SIGNS) or may_place(word) or is_number(word) for word in self.words
        )

    @property
    def is_looked_at(self) -> bool:
        """Whether it says how a part or a wound looked, and names no other sign."""
        return self.is_look and (not self.names_sign or self.has(_WOUNDS))

    @cached_property
    def looks_on(self) -> bool:
        """Whether it says no more than how what was named looked or felt, too: "mildly tender to the touch"."""
        until = next((at for at, word in enumerate(self.words) if word in PREPOSITIONS), len(self.words))
        how = self.words[:until]
        if not how or self.first in ("stable", "unstable"):
            return False
        return all(word in QUALITIES for word in how) and not any(map(is_part, self.words))

    @property
    def says_size(self) -> bool:
        """Whether it says no more than how large what was named is: "raised 2 mm"."""
        said = all(word in QUALITIES or is_number(word) or word in UNITS for word in self.words)
        return said and self.measured and not self.names_sign and not self.has(STATES)

    @property
    def feels_so(self) -> bool:
        """Whether it is a part of the body and one word for how that felt: "lumbar paraspinals tight"."""
        return len(self.words) > 1 and self.words[-1] in FELT and self.is_placed_by(self.words[:-1])

    @property
    def feels_alike(self) -> bool:
        """Whether it only says how the same part felt too: "tender R>L"."""
        return self.begins_with_adjective and all(word in SIDES for word in self.words[1:])

    @property
    def is_described(self) -> bool:
        """Whether it ends with a clause on what it names, which may go on: "a plaque which is firm" and "blanches"."""
        return bool(_DESCRIBING & set(self.words[1:]))

    @staticmethod
    def is_placed_by(words: tuple[str, ...]) -> bool:
        """Whether words name a part of the body and nothing else."""
        return all(map(may_place, words)) and any(map(is_part, words))

    @property
    def is_look(self) -> bool:
        """Whether it says how a part looked or felt to the hand, which waits for nothing: "tender tuft", "incision intact"."""
        return self.has(LOOKS) and (any(map(is_part, self.words)) or self.has(EXAMINED) or self.has(_WOUNDS))

    @cached_property
    def goes_on(self) -> bool:
        """Whether it goes on about what stands before it: "over the left knee", "which is worse"."""
        going = (
            self.first.endswith("ing")
            and not is_known(self.first)
            and len(self.words) > 1
            and self.words[1] in _TOWARDS
        )
        compares = self.first in ("up", "down", "otherwise") and self.measured
        rest = self.words[1:3]
        of_greater = bool(set(rest) & _GREATER)
        led = self.first in PREPOSITIONS and not (self.first == "greater" and of_greater)
        more_on = self.first in SIDES and bool(rest) and rest[0] in _COMPARING and not of_greater
        return (going or compares or led or more_on) and not (self.first == "in" and "distress" in self.words)

    @cached_property
    def is_place_with(self) -> bool:
        """Whether it names places, and then what was there or not: "right buttock without spasms"."""
        at = next((index for index, word in enumerate(self.words) if word in ("with", "without", "w/")), 0)
        return at > 0 and Phrase(" ".join(self.words[:at])).is_place

    @cached_property
    def names_thing(self) -> bool:
        """Whether it tells a finding that it names after its place, if it says one: "ankle reflexes 2+"."""
        begins_with_how = self.is_own and self.first in QUALITIES
        if begins_with_how or not self.is_complete or not (may_place(self.first) or is_known(self.first)):
            return False
        return any(
            is_known(word) and (word not in QUALITIES or word in SIGNS) and word not in PARTS for word in self.words
        )

    @property
    def names_thing_so(self) -> bool:
        """Whether it names a thing after how that was, or waits for what it is: "painful motion of the neck"."""
        return len(self.words) > 1 and self.first in QUALITIES and not self.verb and self.names_thing_anywhere

    @property
    def names_thing_anywhere(self) -> bool:
        """Whether it names a sign, something examined or a test, wherever."""
        return self.names_sign or self.has(EXAMINED) or self.has(MOTIONS) or self.has(EPONYMS)

    @property
    def tells_other_place(self) -> bool:
        """Whether it tells how what was named before was at another place: "absent ankles" after "reflexes 1+ at knees"."""
        return (
            self.begins_with_outcome
            and self.text.strip().lower().startswith(self.first)
            and Phrase(" ".join(self.words[1:])).is_place
        )

    @cached_property
    def is_subject(self) -> bool:
        """Whether something is still to be said of what it names: "deep tendon reflexes"."""
        if self.verb or self.begins_with_verb or self.measured or self.has(NEGATIONS):
            return False
        return not any(word in QUALITIES and word not in _SPECIFYING for word in self.words)

    @cached_property
    def says_of_several(self) -> bool:
        """Whether it says something of several things, the last of which it names: "and sensation were intact"."""
        if self.verb is None or (self.verb not in JOINED_VERBS and self.verb not in ("is", "was")):
            return False
        before = self.words[: self.words.index(self.verb)]
        return Phrase(" ".join(before)).is_subject

    @property
    def says_of_place(self) -> bool:
        """Whether that of which it says something is a part of the body: "toes were held flexed"."""
        at = self.words.index(self.verb) if self.verb else 0
        return at > 0 and Phrase(" ".join(self.words[:at])).is_place

    @cached_property
    def is_complete(self) -> bool:
        """Whether it tells a finding: a sign, or something examined with how it was."""
        if self.is_open or self.is_place:
            return False
        return self.names_sign or self.measured or bool(self.verb) or self.has(QUALITIES) or self.has(NEGATIONS)

    @cached_property
    def is_placed(self) -> bool:
        """Whether the place of its sign is told after it: "tenderness over the knee"."""
        signs = [index for index, word in enumerate(self.words) if word in SIGNS]
        return bool(signs) and any(is_part(word) or word in DIRECTIONS for word in self.words[signs[-1] + 1 :])

    @cached_property
    def is_own(self) -> bool:
        """Whether it begins as findings do: with how or how much, or with something examined and how that was."""
        if len(self.words) < 2:
            return False
        if self.first in QUALITIES or self.first in NEGATIONS or is_number(self.first):
            return True
        told = self.measured or any(word in QUALITIES and word not in _SPECIFYING for word in self.words)
        return told and (
            bool(self.parts and self.is_value) or self.has(EXAMINED) or self.has(EPONYMS) or self.has(MOTIONS)
        )

    @cached_property
    def accompanies(self) -> bool:
        """Whether its last sign goes with another: "tenderness with spasm"."""
        if "with" not in self.words and "w/" not in self.words:
            return False
        at = max(index for index, word in enumerate(self.words) if word in ("with", "w/"))
        return any(word in SIGNS for word in self.words[at:])

    @property
    def is_how(self) -> bool:
        """Whether it says how a motion was without a measure: "left rotation mildly reduced"."""
        return self.moves and self.words[-1] in QUALITIES

    @property
    def names_examined(self) -> bool:
        """Whether it names anything that an examination tells of."""
        return any(is_known(word) and word not in VERBS and word not in _ANYWHERE for word in self.words)
