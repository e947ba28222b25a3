"""Items decided in paragraphs of their own: "X is certified. …", and "I am non-certifying the request for X." """

from __future__ import annotations

import re

from structurer.kinds.ur.decisions import VERB, WORD
from structurer.kinds.ur.items.found import Found, Place, trimmed
from structurer.kinds.ur.items.told import rest_of_paragraph
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import reaches

_BE = r"(?:is|are|was|were|has\s+been|have\s+been)\s+(?:hereby\s+|therefore\s+)?"
_WITHIN = r"(?:[^.:;!?\n]|\.\d|\n(?![ \t\r]*\n))"
# A paragraph begins with what was asked for, and goes on with what was decided on it. What begins with a pronoun, or with
# a word for the case as a whole, names no treatment.
_NO_TREATMENT = (
    r"(?!(?:it|this|that|these|those|he|she|they|we|you|i|there|who|what|if|when|as|because|since|although|while|no|"
    r"(?:the|your|our|this|my|a|an|any|each)\s+(?:\w+\s+)?(?:requests?|decisions?|determinations?|reviews?|claims?|letter|injury|appeals?|"
    r"reviewer|physician|worker|employee|claimant|patient)|(?:dr|mr|ms|mrs)\.?)\b)"
)
_STATED = regex(
    rf"(?:\A|\n[ \t\r]*\n)[ \t]*{_NO_TREATMENT}(?P<request>\w{_WITHIN}{{3,220}}?)\s+{_BE}(?P<word>{WORD})\b"
    rf"(?:(?:\s+to|\s*[:,;])\s+(?P<instead>{_WITHIN}{{3,160}}?)(?:\s+{_BE}(?:{WORD}))?(?=[.;]\s|[.;]?\Z)|(?=\s*[.;,:]|\s+(?:as|because|since)\b))",
    re.IGNORECASE,
)
_SAID = regex(
    rf"\bI\s+(?:am\s+|have\s+|hereby\s+|do\s+|must\s+|therefore\s+)*(?P<word>{VERB})\s+(?:the|your|this)\s+requests?\s+for\s+"
    rf"(?P<request>{_WITHIN}{{3,220}}?)(?:\s+to\s+(?P<instead>{_WITHIN}{{3,160}}?))?(?=\s*[.;:]|,?\s+(?:as|because|since)\b)",
    re.IGNORECASE,
)


def declared(letter: Letter) -> list[Found]:
    """The items of the letter that are decided in paragraphs of their own, in order."""
    text = letter.text
    matches = sorted([*_STATED.finditer(text), *_SAID.finditer(text)], key=lambda match: match.start("request"))
    ends = reaches([match.start("request") for match in matches], len(text))
    return [_found(letter, match, end) for match, end in zip(matches, ends, strict=True)]


def _found(letter: Letter, match: re.Match[str], end: int) -> Found:
    instead = trimmed(letter, *match.span("instead")) if match["instead"] else None
    reason: Place | None = rest_of_paragraph(letter.text, match.end(), end)
    return Found(
        trimmed(letter, *match.span("request"), " \t\r\n\f,"), match.span("word"), match.end(), authorized=instead,
        reason=reason,
    )  # fmt: skip
