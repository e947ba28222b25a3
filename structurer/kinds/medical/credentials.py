"""A reviewer's licences and specialties: names of states, lists of specialties, and the sentences that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from structurer.kind import Reading
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia|Hawaii"
    "|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi"
    "|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio"
    "|Oklahoma|Oregon|Pennsylvania|Puerto Rico|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont"
    "|Virginia|Washington(?:,? D\\.? ?C\\.?)?|West Virginia|Wisconsin|Wyoming"
)
_STATE = regex(rf"\b(?:West Virginia|{_STATES})(?!\w)".replace(" ?", r"\s?").replace(" ", r"\s+"))


_POSTAL = frozenset(
    "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA "
    "PR RI SC SD TN TX UT VA VT WA WI WV WY".split()
)


def is_state(name: str) -> bool:
    """Whether the name, or the postal code, is that of a state of the United States, the District of Columbia or Puerto
    Rico."""
    return _STATE.fullmatch(name) is not None or name in _POSTAL


def states(letter: Letter, start: int, end: int) -> list[Span]:
    """The names of states in letter.text[start:end], in order."""
    return [letter.span(*match.span()) for match in _STATE.finditer(letter.text, start, end)]


_ENDS = r"(?=,?\s+(?:and\s+)?(?:(?:has|holds?|is|was|who|he|she|he/she|they|practices|practicing|currently|maintains)\b|with\s+an?\b|licensed|treats\b|board[\s-]+cert)|[.;])"
_CERTIFIED = regex(
    rf"\bBoard[\s-]+(?:Certified|certifications?|certificates?)\s+(?:is\s+|are\s+)?in\s+(?P<what>.+?){_ENDS}",
    re.IGNORECASE | re.DOTALL,
)
_SUBSPECIALTY = regex(
    r"\b(?:sub-?\s?specialty(?:\s+certificat(?:e|ion))?|certificate\s+of\s+added\s+qualifications?)\s+in\s+(?P<what>.+?)(?=,?\s+(?:and\s+)?(?:is\s+licensed|and\s+is|licensed|who\b)|[.;])",
    re.IGNORECASE | re.DOTALL,
)
_LICENSED = regex(
    r"(?<!\bnot\s)\blicen[sc]ed\s+(?:to\s+practice\s+)?(?:\w+\s+){0,3}?in\s+(?P<what>(?:\bD\.\s?C\.|[^.;])+?)(?=[.;]|\s+(?:and\s+has|with)\b|$)",
    re.IGNORECASE,
)
_LICENSED_AS = regex(
    rf"\blicen[sc]ed\s+in\s+(?=(?-i:[A-Z][a-z]{{3}}))(?P<what>.+?){_ENDS}"
    r"|\bis\s+an?\s+licen[sc]ed\s+(?!(?:medical|physician|doctor|practitioner|provider|reviewer)\b)(?P<named>(?-i:[A-Z])\w+(?:\s+(?-i:[A-Z])\w+)*)",
    re.IGNORECASE | re.DOTALL,
)
"""A profession instead of a state: "licensed in Chiropractic", "is a Licensed Psychologist"."""
_JOINED = regex(
    r"[\s,;&/]*(?:and|as\s+well\s+as)?\s*(?:(?:in\s+)?(?:the\s+)?(?:states?|commonwealth)\s+of\s+|in\s+)?",
    re.IGNORECASE,
)
# Specialties whose own names hold a comma or an "and".
_WHOLE = regex(
    r"Physical\s+Medicine\s*(?:&|and)\s*Rehabilitation|Oral\s*(?:&|and)\s*Maxillofacial\s+Surgery|Allergy\s*(?:&|and)\s*Immunology"
    r"|Obstetrics\s*(?:&|and)\s*Gynecology|Psychiatry\s*(?:&|and)\s*Neurology|Hospice\s*(?:&|and)\s*Palliative\s+(?:Care|Medicine)"
    r"|Public\s+Health\s*(?:&|and)\s*General\s+Preventive\s+Medicine|Ear,\s*Nose,?\s*(?:&|and)\s*Throat"
    r"|Physical,\s*Occupational\s*(?:&|and)\s*Speech\s+Therapy",
    re.IGNORECASE,
)


def credentials_in_prose(letter: Letter, reviewer: Section) -> Iterator[Reading]:
    """Licences and specialties as sentences tell them: "Board Certified in X and is licensed to practice in Y"."""
    licensed = _LICENSED.search(letter.text, reviewer.start, reviewer.end)
    if licensed:
        named = _listed_first(letter, states(letter, *licensed.span("what")))
        if named:
            yield from listed("/reviewer/licensed_states", named)
    certified = [
        match.span("what")
        for match in (
            _CERTIFIED.search(letter.text, reviewer.start, reviewer.end),
            _SUBSPECIALTY.search(letter.text, reviewer.start, reviewer.end),
        )
        if match
    ]
    told = sorted([*certified, *_professions(letter, reviewer)])
    if told:
        spans = [span for place in told for span in entries(letter, *place, prose=True)]
        yield from listed("/reviewer/specialties", spans)


def _professions(letter: Letter, reviewer: Section) -> Iterator[tuple[int, int]]:
    """Where the professions stand in which the reviewer is licensed."""
    for match in _LICENSED_AS.finditer(letter.text, reviewer.start, reviewer.end):
        start, end = match.span(match.lastgroup or 0)
        named = entries(letter, start, end, prose=True)
        if not states(letter, start, end) and not any(is_state(one.text) for one in named):
            yield start, end


def _listed_first(letter: Letter, named: list[Span]) -> list[Span]:
    """The states up to the first that stands apart: "in Ohio and Iowa, and was trained in Texas"."""
    joined = [bool(_JOINED.fullmatch(letter.text, left.end, right.start)) for left, right in pairwise(named)]
    return named[: joined.index(False) + 1] if False in joined else named


def entries(letter: Letter, start: int, end: int, *, prose: bool = False) -> list[Span]:
    """The entries of a comma list; in prose "and" divides too."""
    text = letter.text[start:end]
    whole = [match.span() for match in _WHOLE.finditer(text)]
    divider = regex(r"\s*[,;]\s*(?:and\s+(?:in\s+)?)?|\s+and\s+(?:in\s+)?" if prose else r"\s*[,;]\s*")
    spans: list[Span] = []
    at = 0
    for match in divider.finditer(text):
        if any(left < match.end() and match.start() < right for left, right in whole):
            continue
        spans.append(letter.span(start + at, start + match.start()))
        at = match.end()
    spans.append(letter.span(start + at, end))
    return [span for span in spans if span.text]


def listed(path: str, spans: list[Span]) -> Iterator[Reading]:
    """The passages as the list at `path`."""
    for index, span in enumerate(spans):
        yield Reading(f"{path}/{index}", re.sub(r"\s+", " ", span.text), span)
