"""What a rating is of: "left knee pain", "aching around the eye", "the heel"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.summary.finding_words import DIRECTIONS, PARTS, SIDES
from structurer.kinds.medical.summary.rating_words import (
    ARTICLES,
    BARE,
    FELT,
    HURTS,
    JOINS,
    LEAD,
    NAMES,
    PLACING,
    TO_PLACE,
    WHEN,
)
from structurer.regex import regex

_TOKEN = regex(r"[A-Za-z][\w'’+]*(?:[-/][A-Za-z]\w*)*|[CTLS]\d[\w-]*|\d[\w./%-]*|[,;:()]|[^\w\s]")

_REMARKS = regex(r"\d[\w./-]*x?/?(?:wk|week|day|mo)?|\d+x", re.IGNORECASE)
_FARTHEST = 16
"""How many words may stand between a symptom and its rating."""


@dataclass(frozen=True)
class Thing:
    """Characters `start` to `end` (exclusive) of a text that name what is rated.

    `near` where nothing but a verb follows, `placed` where it says where.
    """

    start: int
    end: int
    near: bool
    placed: bool = True


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    return [_Token(_SPELLED.get(match[0], match[0].lower()), *match.span()) for match in _TOKEN.finditer(text)]


_SPELLED = {"HAs": "headaches", "HA's": "headaches", "HA’s": "headaches"}
"""Short forms that are other words in small letters."""


def _is_placing(word: str) -> bool:
    return (
        word in PLACING
        or all(part in PLACING for part in re.split(r"[-/]", word))
        or bool(re.fullmatch(r"[ctls]\d[\w-]*|\w{3,}(?:al|ar|eal)|\w+-sided", word))
    )


def thing_before(text: str) -> Thing | None:
    """The last thing that a text before a rating names; None where it is pain and no more, or nothing."""
    tokens = _tokens(text)
    last = _last_named(tokens)
    for at in range(last, max(-1, last - _FARTHEST), -1):
        word = tokens[at].word
        if word == ";":
            return None
        if word in NAMES and _describes(tokens, at):
            continue
        if word in NAMES:
            first, stop = _first_of_name(tokens, at), _end_of_place(tokens, at)
            if _is_last_of_list(tokens, first, stop):
                return None
            if word not in HURTS and (stop != last or _hurts_before(tokens, first)):
                continue
            if first == at == stop and word in BARE:
                if at and tokens[at - 1].word in ("the", "his", "her", "of"):
                    continue
                return None
            told = {token.word for token in tokens[first : stop + 1]}
            return Thing(tokens[first].start, tokens[stop].end, stop == last, bool(told - FELT - BARE))
        if at == last and _is_placing(word) and word in PARTS | SIDES | DIRECTIONS:
            place = _first_of_place(tokens, at)
            if not _stands_in(tokens, place):
                return Thing(tokens[place].start, tokens[at].end, True)
    return None


_COMPARED = regex(r"(?<!\S)(?:right|left|[rl]) (?:(?:greater|more|worse|less) than(?: the)?|>) (?:right|left|[rl])$")
"""The two sides of what was named before: "right greater than left"."""


def _comparison(tokens: list[_Token], stop: int) -> int:
    """How many tokens up to `stop` compare one side with the other; 0 where none do."""
    compared = _COMPARED.search(" ".join(token.word for token in tokens[max(0, stop - 5) : stop]))
    return len(compared[0].split()) if compared else 0


_HOW_FELT = NAMES | FELT | JOINS | {"a", "an"}


def _describes(tokens: list[_Token], at: int) -> bool:
    """Whether a word says how what was named before is felt: "neck pain described as aching"."""
    while at and tokens[at - 1].word in _HOW_FELT:
        at -= 1
    return at > 1 and tokens[at - 1].word == "as" and tokens[at - 2].word in ("described", "characterized")


def _hurts_before(tokens: list[_Token], first: int) -> bool:
    """Whether pain is told in the same breath: "hand pain with numbness and tingling"."""
    for token in reversed(tokens[:first]):
        if token.word in (",", ";", ":"):
            return False
        if token.word in HURTS:
            return True
    return False


def _last_named(tokens: list[_Token]) -> int:
    """The last token before the words that lead up to the rating."""
    last = len(tokens) - 1
    while last >= 0 and (
        (compared := _comparison(tokens, last + 1))
        or tokens[last].word in LEAD
        or (_REMARKS.fullmatch(tokens[last].word) and last + 1 < len(tokens))
        or (tokens[last].word in FELT and last > 0 and tokens[last - 1].word == ",")
    ):
        last -= compared or 1
    return last


def _is_last_of_list(tokens: list[_Token], first: int, stop: int) -> bool:
    """Whether a rating is one of all that a list names: "hip pain, groin pain and stiffness, averaging"."""
    behind = [token.word for token in tokens[stop + 1 : stop + 3]]
    if len(behind) < 2 or behind[0] != "," or behind[1] not in ("which", "averaging", "all", "each"):
        return False
    before = [token.word for token in tokens[:first]]
    return before[-1:] == ["and"] and "," in before and any(word in NAMES for word in before)


def thing_after(text: str, at: int) -> tuple[int, int] | None:
    """The place or symptom that follows a rating: "6/10 in the neck", "4/10 left knee pain"."""
    tokens = _tokens(text[at : at + 80])
    first = 0
    while first < len(tokens) and tokens[first].word in (TO_PLACE | ARTICLES | {"for", "("}):
        first += 1
    stop = first
    while stop < len(tokens) and (
        _is_placing(tokens[stop].word)
        or tokens[stop].word in NAMES | FELT
        or (tokens[stop].word == "and" and stop > first)
    ):
        if tokens[stop].word == "radiating" and stop > first and tokens[stop - 1].word in NAMES:
            break
        stop += 1
    while stop > first and tokens[stop - 1].word in JOINS:
        stop -= 1
    if stop > first and tokens[stop - 1].word in NAMES:
        stop = _end_of_place(tokens, stop - 1) + 1
    if stop == first or all(token.word in BARE | FELT for token in tokens[first:stop]):
        return None
    if stop < len(tokens) and tokens[stop].word not in _AFTER_THING:
        return None
    return at + tokens[first].start, at + tokens[stop - 1].end


_AFTER_THING = frozenset(
    ', ; . ) and but with without after before during by radiating w w/ w/o at when while that which radiating " ” & /'.split()
)


def _stands_in(tokens: list[_Token], place: int) -> bool:
    """Whether a place is where something else is: "pain in the neck", "between the shoulder blades"."""
    before = place - 1
    while before >= 0 and tokens[before].word in ("the", "his", "her", "both"):
        before -= 1
    return before >= 0 and tokens[before].word in TO_PLACE


def _first_of_place(tokens: list[_Token], at: int) -> int:
    first = at
    while first > 0 and (
        _is_placing(tokens[first - 1].word)
        or (
            tokens[first - 1].word in JOINS
            and first > 1
            and _is_placing(tokens[first - 2].word)
            and tokens[first - 1].word != ","
        )
    ):
        first -= 1
    return first


def _first_of_name(tokens: list[_Token], at: int) -> int:
    """Where the name of a symptom begins: with what places it, or how it is felt where nothing does."""
    first = at
    if tokens[at].word in ("feeling", "sensation") and at:
        first -= 1
    joined = False
    while first > 0:
        word = tokens[first - 1].word
        if _is_placing(word) or word in WHEN or (word in NAMES | FELT and not joined):
            first -= 1
        elif compared := _comparison(tokens, first + 1):
            first -= compared - 1
        elif first == at and word in ("and", "&") and first > 1 and tokens[first - 2].word in NAMES:
            first -= 2
        elif first < at and (over := _joins(tokens, first, joined)):
            first -= over
            joined = True
        else:
            break
    while first < at and tokens[first].word in JOINS:
        first += 1
    stop = _end_of_place(tokens, at)
    if stop > at or any(_is_placing(token.word) for token in tokens[first:at]):
        while first < at and tokens[first].word in FELT:
            first += 1
    return first


def _joins(tokens: list[_Token], first: int, joined: bool) -> int:
    """How many tokens join a place to one before it: "hip, low back, and head pain" has two; 0 where none does."""
    over = 1 if tokens[first - 1].word in ("and", "or", "&", "/") else 0
    if first > over and tokens[first - over - 1].word == "," and (over or joined):
        over += 1
    return over if over and first > over and _is_placing(tokens[first - over - 1].word) else 0


def _end_of_place(tokens: list[_Token], at: int) -> int:
    """The last word of a symptom with the place behind it: "aching around the eye"."""
    stop = at
    if at + 2 < len(tokens) and tokens[at + 1].word == "and" and tokens[at + 2].word in NAMES:
        stop = at + 2
    here = stop + 1
    if here >= len(tokens) or tokens[here].word not in TO_PLACE:
        return stop
    here += 1
    while here < len(tokens) and tokens[here].word in ARTICLES:
        here += 1
    while here < len(tokens) and (
        _is_placing(tokens[here].word)
        or (
            tokens[here].word in ("and", "or", "of", "the")
            and here + 1 < len(tokens)
            and (_is_placing(tokens[here + 1].word) or tokens[here + 1].word == "the")
        )
    ):
        if _is_placing(tokens[here].word):
            stop = here
        here += 1
    return stop
