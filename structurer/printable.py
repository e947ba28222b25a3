"""What is no text, as text: a name on a disk is any bytes, while outputs and messages hold characters."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")
"""Half a character: what Python makes of a byte that is no UTF-8, or what JSON may hold."""


def printable(name: str) -> str:
    r"""The name as text: of half a character its number, `\udcff`, and backslashes then twice, so that two names stay two."""
    return text_of(name.replace("\\", "\\\\")) if _HALF.search(name) else name


def text_of(message: str) -> str:
    """What is said to people as text, whatever names it holds."""
    return message.encode("utf-8", "backslashreplace").decode()


def figures(number: float) -> str:
    """A number with all its figures, so that two numbers stay two; a whole one without the point."""
    return repr(number).removesuffix(".0")


def storable(json: str) -> str:
    """JSON that any file can hold: half a character, which UTF-8 has not, is told by its number."""
    return _HALF.sub(lambda found: f"\\u{ord(found.group()):04x}", json)


def mended(text: str) -> tuple[str, int]:
    """The text with U+FFFD in the place of each half of a character, and how many these are. Every offset stays."""
    return _HALF.subn("\ufffd", text)


def unprinted(name: str) -> str:
    """The name that `printable` made this of, if it did."""
    return re.sub(r"\\\\|\\u(dc[89a-f][0-9a-f])", lambda found: chr(int(found[1], 16)) if found[1] else "\\", name)
