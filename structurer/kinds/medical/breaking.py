"""Whether a text breaks off: a piece of a letter ends where no sentence does."""

from __future__ import annotations

from structurer.regex import regex

_SENTENCE_END = regex(r"[.!?][\"')\]”’]*\s*\Z")
# The lines under a letter's last sentence are a name, a title, a telephone number; shorter than lines of its text are.
_SIGNATURE = 50


def ends_a_sentence(text: str) -> bool:
    """Whether the text ends with the end of a sentence."""
    return _SENTENCE_END.search(text) is not None


def breaks_off(text: str) -> bool:
    """Whether the text ends within a sentence, and not in short lines such as a signature."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return bool(lines) and not ends_a_sentence(text) and len(lines[-1]) > _SIGNATURE
