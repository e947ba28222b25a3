"""The phrases of a list of symptoms, each by what it is: a symptom, a place, a quality, what the worker does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from structurer.kinds.medical.summary.line import Piece, outside
from structurer.kinds.medical.summary.phrases import (
    BODY_DOES,
    CLAUSE,
    GOES_ON,
    JOINT,
    NEGATED,
    PREDICATE,
    PREPOSITION,
    QUALITIES,
    RATING,
    WITH_SYMPTOM,
)
from structurer.kinds.medical.summary.words import LOCATION, SYMPTOM
from structurer.regex import regex


class Kind(Enum):
    """What a phrase between two joints is."""

    GOES_ON = "goes on"
    """It goes on about what was named before it: "radiating to the foot"."""
    QUALITY = "quality"
    """How a symptom is felt, and no more: "constant"."""
    PLACE = "place"
    """Where it is felt, and no more: "left arm"."""
    HEADED = "headed"
    """It names a symptom of its own."""
    PREDICATE = "predicate"
    """What the worker does or cannot do: "drops cups"."""
    NEGATED = "negated"
    RATED = "rated"
    OTHER = "other"


@dataclass
class Phrase:
    """A phrase of the list, and the joint that stands before it."""

    piece: Piece
    joint: str
    kind: Kind
    alternative: bool = False
    """Whether an "or" stands before it."""

    @property
    def words(self) -> str:
        return self.piece.text.strip()


def phrases(piece: Piece) -> Iterator[Phrase]:
    text = piece.text
    start, joint, alternative = 0, "", False
    for match in JOINT.finditer(text):
        if match.start() < start or not _may_part(text, match.start()):
            continue
        if (
            match.lastgroup == "semicolon"
            and _AND.fullmatch(match[0])
            and LOCATION.fullmatch(text[start : match.start()].strip())
        ):
            continue
        after_rating = joint == "rating" and not text[start : match.start()].strip()
        if match.lastgroup == "with" and not (
            WITH_SYMPTOM.match(text, match.end()) or (after_rating and _NAMES_NEXT.match(text, match.end()))
        ):
            continue
        if match.lastgroup == "comma_with" and not (
            WITH_SYMPTOM.match(text, match.end()) or _NAMES_NEXT.match(text, match.end())
        ):
            continue
        if text[start : match.start()].strip():
            yield replace(_phrase(piece.cut(start, match.start()), joint), alternative=alternative)
            joint = match.lastgroup or ""
            alternative = bool(_OR.search(match[0]))
        start = match.end()
    if text[start:].strip():
        yield replace(_phrase(piece.cut(start, len(text)), joint), alternative=alternative)


_AND = regex(r"\s+and\s+", re.IGNORECASE)
_OR = regex(r"\bn?or\b", re.IGNORECASE)


def _may_part(text: str, at: int) -> bool:
    """Whether a list may be parted at a place: outside of brackets and quotes, not between two adjectives of one thing."""
    between = _NEXT_ADJECTIVE.match(text, at) and _LAST_ADJECTIVE.search(text[:at])
    return not between and outside(text, at)


_LAST_ADJECTIVE = regex(r"\b(?:limited|restricted|decreased|reduced|slow|stiff|abnormal)$", re.IGNORECASE)
_NEXT_ADJECTIVE = regex(
    r"\s*,\s*(?:painful|limited|restricted|guarded|stiff)\s+(?:\w+\s+)?(?:range|ROM|motion|gait|movement)",
    re.IGNORECASE,
)


def _phrase(piece: Piece, joint: str) -> Phrase:
    piece = piece.stripped()
    text = re.sub(
        r"^(?:(?:an?|the|his|her|some|also|that|to\s+(?:have|be)|there\s+(?:is|was|are|were))\s+)+",
        "",
        piece.text,
        flags=re.IGNORECASE,
    )
    return Phrase(piece, joint, _kind(text))


def _kind(text: str) -> Kind:
    if rating := RATING.match(text):
        rated = text[rating.end() :].strip()
        return Kind.HEADED if SYMPTOM.search(head(rated)) else Kind.RATED
    if NEGATED.match(text):
        return Kind.NEGATED
    if QUALITIES.fullmatch(text) and not _NAMED_BY_QUALITY.fullmatch(text):
        return Kind.QUALITY
    if BODY_DOES.match(text):
        return Kind.HEADED
    if CLAUSE.match(text) and SYMPTOM.search(text):
        return Kind.HEADED
    if _FELT_THERE.match(text) and SYMPTOM.search(text):
        return Kind.HEADED
    if _WHERE.fullmatch(plain(head(text)).strip()) and not SYMPTOM.match(text):
        return Kind.PLACE
    if GOES_ON.match(text) or _FELT_WHEN.match(text):
        return Kind.GOES_ON
    if PREDICATE.match(text):
        return Kind.PREDICATE
    if _OF_SELF.match(text):
        return Kind.HEADED
    if SYMPTOM.search(head(text)):
        return Kind.HEADED
    return Kind.OTHER


_OF_SELF = regex(
    r"(?:(?:also|often|frequently|still|now)\s+)*(?:forgetting|dropping|worrying|waking|awakening|wakening|crying|avoiding|isolating|losing|gaining|zoning\s+out|nodding\s+off|spinning|pulling|limping|stumbling"
    r"|tripping|falling(?!\s+asleep)|snoring|gasping|choking|clenching|jumping|startling|napping|shaking|sweating|panicking|withdrawing|snapping|yelling|spilling|fumbling|squinting|staring)(?!\w)",
    re.IGNORECASE,
)
"""What the worker says that he does, which is a complaint of its own: "forgetting names"."""
_WHERE = regex(
    rf"(?:{LOCATION.pattern})(?:\s+(?:bilaterally|bilat\.?|b/l|[RL]\s*[<>]\s*[RL]|(?:left|right)\s+(?:worse|more|greater)(?:\s+than\s+(?:the\s+)?(?:left|right))?|on\s+(?:the|that)\s+(?:left|right)(?:\s+side)?))?",
    re.IGNORECASE,
)
_FELT_THERE = regex(rf"(?:{LOCATION.pattern})\s+(?:that|which)\s+\w+", re.IGNORECASE)
_FELT_WHEN = regex(
    r"(?:(?:very|more|less|mostly|usually)\s+)*(?:sharp|dull|constant|intermittent|severe|mild|moderate|occasional|frequent|louder|quieter|loudest|worst|gone)\s+(?:on|in|at|to|by|with|when|during|after)\b",
    re.IGNORECASE,
)
"""How the symptom before it is felt, and where or when: "sharp on the right"."""
_NAMES_NEXT = regex(rf"(?:[\w-]+\s+){{0,3}}?{SYMPTOM.pattern}", re.IGNORECASE)
_NAMED_BY_QUALITY = regex(r"(?:[\w-]+\s+)?(?:burning|aching|cramping|throbbing|shooting)", re.IGNORECASE)
"""How a symptom is felt, where that is its name."""


def head(text: str) -> str:
    """What stands before the first word that says where, when or how."""
    return PREPOSITION.split(text, maxsplit=1)[0]


def plain(words: str) -> str:
    found = QUALITIES.match(words)
    return words[found.end() :].strip(" ,") if found else words
