"""Turns of phrase, compiled when the first letter is read: commands that read none begin sooner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from structurer.regex import regex


@cache
def compiled(turns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The turns as patterns that take upper for lower case."""
    return tuple(regex(turn, re.IGNORECASE) for turn in turns)


def matches(turns: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    """Every place of the text that uses one of the turns."""
    for turn in compiled(turns):
        yield from turn.finditer(text)
