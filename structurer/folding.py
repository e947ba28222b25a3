"""The folded view of a text: what two prints of the same words have in common, with a map back to the source.

Folding forgets how words are set: runs of blanks and line breaks, curly quotes, ligatures, kinds of dash, case, and
hyphens inside words (a word may be broken anywhere at a line end, so `peer-` + `reviewed`, `peer-reviewed` and
`peerreviewed` fold alike). It never forgets a letter, a digit, or what stands between two digits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_SAME = {
    "`": "'", "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "\ufffe": "-",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "µ": "μ", "…": "...", "•": " ", "⁄": "/", "∕": "/", "∶": ":", "∙": "·", "⋅": "·",
    **{chr(wide + 0xFEE0): chr(wide).lower() for wide in range(ord("!"), ord("~") + 1)},  # as in Chinese print: ７．５
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Folded:
    """Folded text; its character i stands for source[starts[i]:ends[i]].

    `parted` are the places in the text where a dash went with the hyphens that was none inside a word: a long one, or that
    of a heading such as `Meds- Norco`. The words on its sides are two.
    """

    text: str
    starts: list[int]
    ends: list[int]
    parted: frozenset[int] = frozenset()

    def window(self, start: int, end: int) -> tuple[int, int]:
        """The part of the folded text that stands for source[start:end]."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def before(self, start: int, most: int) -> str:
        """At most so many characters of the folded text before source[start], from the last parting dash on."""
        at = bisect_left(self.starts, start)
        low = max(0, at - most)
        return self.text[max((part for part in range(low, at) if part in self.parted), default=low) : at]


def fold(source: str) -> Folded:
    """The folded view of `source`. Takes time linear in its length."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    blank = True  # leading blanks vanish
    for match in _TOKEN.finditer(source):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "plain":
            pieces.append(match.group().lower())
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            blank = False
            continue
        same = " " if kind == "blank" else _folded_character(match.group())
        if same == " ":
            if not blank:
                pieces.append(" ")
                starts.append(start)
                ends.append(end)
            elif ends:
                ends[-1] = end
            blank = True
            continue
        for letter in same:
            pieces.append(letter)
            starts.append(start)
            ends.append(end)
            blank = False
    return _join_hyphens(source, "".join(pieces), starts, ends)


# Printable ASCII by runs, with single blanks between; other blanks by runs; everything else by itself.
_TOKEN = re.compile(r"(?P<plain>[!-_a-~]+(?: [!-_a-~]+)*)|(?P<blank>\s+)|(?P<other>.)", re.DOTALL)


def _folded_character(character: str) -> str:
    same = _SAME.get(character)
    if same is not None:
        return same
    if unicodedata.category(character) == "Cf":
        return ""  # it prints nothing: a soft hyphen, a joiner, a mark of direction
    return unicodedata.normalize("NFD", character.lower())


def is_word(character: str) -> bool:
    """Whether the character belongs to a word or number: a letter, a digit, or an accent on one."""
    return character.isalnum() or unicodedata.combining(character) != 0


# Between letters the hyphen goes with the blanks after it; next to a digit only those blanks go, the hyphen stays.
_HYPHEN = re.compile(r"(?<=[^\W\d_])- ?(?=[^\W\d_])|(?<=\w-) (?=\w)")


_LONG = frozenset("—―")
"""Dashes that stand between words, even without blanks: `back pain—radiating`."""
_HEADING = re.compile(
    r"(?:\A|[.;:!?)\]\n\r\f])[ \t]*(?!(?i:non?|not|un|in|dis|anti|neg)-)[A-Z][A-Za-z/]{0,20}-[ \t]+\Z"
    r"|\b[Xx]-?[Rr]ays?-[ \t]+\Z"
)
"""A heading up to the words behind its dash, `Dx- lumbar strain` or `hip x-ray- a spur`: no word that was broken, which has
a line end there or stands within its sentence, and none that turns the next one round."""


def _heads(source: str, hyphen: int, following: int) -> bool:
    """Whether the hyphen closes a heading, and the word that begins at `following` is not of one with it."""
    return following > hyphen + 1 and _HEADING.search(source, max(0, hyphen - 30), following) is not None


def _join_hyphens(source: str, text: str, starts: list[int], ends: list[int]) -> Folded:
    pieces: list[str] = []
    kept_starts: list[int] = []
    kept_ends: list[int] = []
    parted: set[int] = set()
    at = 0
    for match in _HYPHEN.finditer(text):
        pieces.append(text[at : match.start()])
        kept_starts += starts[at : match.start()]
        kept_ends += ends[at : match.start()]
        at = match.end()
        hyphen, following = starts[match.start()], starts[match.end()]
        if source[hyphen] in _LONG or _heads(source, hyphen, following):
            parted.add(len(kept_starts))
    pieces.append(text[at:])
    kept_starts += starts[at:]
    kept_ends += ends[at:]
    return Folded("".join(pieces), kept_starts, kept_ends, frozenset(parted))
