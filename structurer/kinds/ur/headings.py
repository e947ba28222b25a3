"""The headings of utilization review letters: each administrator has its own words for the same parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.letter import Letter
from structurer.regex import regex

_NAMED = {
    "summary": r"(?:(?:pertinent|relevant)\s+)?(?:clinical|case|medical|patient)\s+(?:case\s+)?(?:summary|history|information|background|findings)(?:\s+received)?"
    r"|summary(?:\s+of\s+(?:the\s+)?(?:case|records?|(?:medical|clinical)\s+\w+))?|history(?:\s+of\s+(?:present\s+)?(?:illness|injury))?|background",
    "documents": r"(?:list\s+of\s+)?(?:medical\s+|clinical\s+)?(?:records?|documents?|documentation|materials?)(?:\s+(?:reviewed|considered|submitted|received|provided)(?:\s+for\s+(?:this\s+)?review)?)?"
    r"|reviewed",
    "reviewer": r"(?:(?:physician|peer|clinical|medical)\s+)?reviewer(?:\s+(?:information|credentials|qualifications))?|reviewing\s+(?:physician|provider)"
    r"|(?:reviewed|decided|decision|determination|determined)(?:\s+made)?\s+by",
    "items": r"requests?\s+and\s+(?:determinations?|decisions?)|(?:treatments?|services?)\s+(?:requested|under\s+review)[^\n:]{0,60}"
    r"|summary\s+of\s+(?:decisions?|determinations?)|determinations?|decisions?",
    "reasons": r"(?:decision\s+|clinical\s+|determination\s+)?rationales?(?:\s+(?:by|for\s+each)\s+(?:item|request|treatment))?|explanation\s+of\s+(?:the\s+)?(?:decisions?|determinations?)"
    r"|(?:clinical\s+)?reasons?(?:\s+(?:codes?|for\s+(?:the\s+)?(?:decisions?|determinations?|denial|modification)))?|reason\(s\)|discussion|analysis|why|basis\s+(?:for|of)\s+(?:the\s+)?(?:decision|determination)",
    "guidelines": r"(?:medical\s+|clinical\s+|treatment\s+|evidence-based\s+)*(?:guidelines?|criteria|guideline\(s\))(?:\s+(?:used|cited|referenced?|references|relied\s+(?:up)?on|applied|source|(?:by|for\s+each)\s+(?:item|request|treatment)))?"
    r"|references?|citations?|source",
    "authorized": r"(?:(?:treatments?|services?|quantity|units?)\s+)?(?:approved|authorized|certified)(?:\s+(?:instead|treatments?|services?))?|modified\s+to|modification",
    "rights": r"(?:your\s+)?(?:appeal|dispute)\s+(?:rights?|resolution|process)|your\s+rights?[^\n:]{0,60}|if\s+you\s+(?:disagree|wish)[^\n:]{0,40}|disputes?|notice(?:\s+to\s+[^\n:]{0,40})?"
    r"|(?:application\s+for\s+)?independent\s+medical\s+review|IMR|employee(?=\s*:\s*to\b)",
}  # fmt: skip
_ENUMERATED = r"(?:(?:[IVX]{1,5}|[A-H]|\d{1,2})[.)]\s+)?"
_HEADING = regex(
    rf"^[ \t]*{_ENUMERATED}(?:"
    + "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _NAMED.items())
    + r")[ \t]*(?P<end>:|(?=[\r\n\f])|\Z|\.(?=[ \t]+[A-Z]))",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Mark:
    """A heading: the part it opens, where it stands, and where that part's text begins."""

    name: str
    start: int
    end: int
    inline: bool


def marks(letter: Letter) -> list[Mark]:
    """The letter's headings, in order. `inline`: text follows on the same line."""
    found: list[Mark] = []
    for match in _HEADING.finditer(letter.text):
        name = next(name for name in _NAMED if match[name])
        rest = letter.text[match.end() : match.end() + 200].split("\n", 1)[0]
        if match["end"] == "." and not _opens_paragraph(letter.text, match.start()):
            continue  # a sentence that happens to begin so
        found.append(Mark(name, match.start(), match.end(), bool(rest.strip())))
    return found


def _opens_paragraph(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at]
    return re.search(r"\n[ \t\r]*\n[ \t]*\Z", before) is not None or not text[:at].strip()
