"""Whose reasons and guidelines are whose: put to the items by number, code or name, or to all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.kinds.ur.items.found import Found, Place
from structurer.letter import Letter
from structurer.regex import regex

_GUIDELINE = regex(
    r"(?:^[ \t]*|(?<=[.;])\s+)(?:(?:medical|clinical|treatment)\s+)?(?:guidelines?|criteria|references?|source|citations?)(?:\s+(?:used|cited|reference))?\s*:\s*",
    re.IGNORECASE | re.MULTILINE,
)


def portions(letter: Letter, items: Sequence[Found], start: int, end: int) -> list[Place | None]:
    """For each item its portion of letter.text[start:end], where that is divided by numbers, codes or names."""
    for keys in (_by_code, _by_number, _by_name):
        starts = keys(letter, items, start, end)
        known = sorted({place for place in starts if place is not None})
        if len(known) >= max(1, len({item.code for item in items if item.code})) and known:
            ends = [*(entry[0] for entry in known[1:]), end]
            reach = {entry: (entry[1], stop) for entry, stop in zip(known, ends, strict=True)}
            return [reach[place] if place else None for place in starts]
    return [None] * len(items)


# Each gives, for every item, where its portion's key begins and ends; None where there is none.


def _by_code(letter: Letter, items: Sequence[Found], start: int, end: int) -> list[Place | None]:
    return [
        _first(rf"^[ \t]*{re.escape(item.code)}[ \t]*[-–:.)][ \t]*", letter, start, end) if item.code else None
        for item in items
    ]


def _by_number(letter: Letter, items: Sequence[Found], start: int, end: int) -> list[Place | None]:
    found = [
        _first(
            rf"^[ \t]*(?:(?:request|item|treatment|service)[ \t]*(?:no\.?|number|\#)?[ \t]*\#?[ \t]*)?{number}[ \t]*[.):][ \t]*",
            letter, start, end,
        )
        for number in range(1, len(items) + 1)
    ]  # fmt: skip
    if len(items) > 1 and not all(found):
        return [None] * len(items)
    return [
        (place[0], _after_name(letter, item, place[1], end)) if place else None
        for item, place in zip(items, found, strict=True)
    ]


def _by_name(letter: Letter, items: Sequence[Found], start: int, end: int) -> list[Place | None]:
    return [
        _first(rf"^[ \t]*(?:[-•*][ \t]+)?{_name(letter, item)}\s*(?::|[ \t][-–—])\s*", letter, start, end)
        for item in items
    ]


def _after_name(letter: Letter, item: Found, at: int, end: int) -> int:
    """Past the request, where a portion repeats it before its text."""
    match = regex(rf"{_name(letter, item)}\s*(?::|[ \t][-–—])\s*", re.IGNORECASE).match(letter.text, at, end)
    return match.end() if match else at


def _name(letter: Letter, item: Found) -> str:
    return r"\s+".join(re.escape(word) for word in letter.text[slice(*item.request)].split())


def _first(pattern: str, letter: Letter, start: int, end: int) -> Place | None:
    match = regex(pattern, re.MULTILINE | re.IGNORECASE).search(letter.text, start, end)
    return match.span() if match else None


def divided(letter: Letter, place: Place) -> tuple[Place, Place | None]:
    """A portion's reasons, and its guidelines where a label in it says which they are."""
    label = _GUIDELINE.search(letter.text, *place)
    if label is None:
        return place, None
    return (place[0], label.start()), (label.end(), place[1])
