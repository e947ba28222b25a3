"""Sentences of a section, and where a case summary stops telling the case and starts telling the dispute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

# A full stop ends a sentence before a blank or a capital ("sessions.The"), but not after an initial, a title, a number
# of a list, or a common short form, and not inside a number.
_STOP = regex(r"[.!?][\"')\]”’]*(?=\s|[A-Z]|$)")
_SHORT = regex(
    r"(?:\b(?:Dr|Pt|Pts|Rt|Lt|Occ|Mr|Mrs|Ms|St|vs|e\.g|i\.e|etc|approx|esp|bil|bilat|No|Nos|Sec|pg|pp|ed|al|Fig|Inc|M\.D|D\.O|Ph\.D|b\.i\.d|t\.i\.d|q\.d)"
    r"|\b[A-Z]|(?:^|[\s(])\d{1,2})\.$"
)
# Short forms that a sentence may end with: "300 mg t.i.d. Gait is normal.", "a fever of 103 F. He was cooled.", "grip
# 40/44 R/L. One block was given.", "Kemp + R. MRI showed".
_MAY_END = regex(r"(?:\b(?:b\.i\.d|t\.i\.d|q\.d)|\d\s[A-Z]|[/+<>–-]\s?[LR]|\s[a-z]+\s[LR])\.$")
# Words that notes shorten with a stop: a sentence that goes on with a small letter or a number goes on.
_CUT = regex(
    r"\b(?:post|ant|med|lat|inf|sup|prox|dist|bilat|bil|inj|sens|hypersens|hyposens|cerv|thor|lumb|incr|decr|dec|mod|sev|approx"
    r"|temp|resp|abd|ext|int|flex|rot|tend|occ|freq|intermit|assoc|prob|poss|quad|ham|gastroc|mult|unk|avg|incl|prev|cont"
    r"|amp|surg|ortho|neuro|psych|hosp|dept|pt)\.$",
    re.IGNORECASE,
)
_MONTH_CUT = regex(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")
_SMALL = regex(r"\s+[a-z]")
_DAY_OR_YEAR = regex(r"\s+(?:[1-9]|[12]\d|3[01]|(?:19|20)\d\d)\b(?![/.-]\d)")
# What no sentence begins with, whatever was shortened before it: "sec. to pain".
_JOINS = regex(r"\s+(?:of|to|and|or|than|due)\s")

# What a report of a test is quoted to say, of whatever many sentences: it is one with what leads up to it.
_QUOTED_REPORT = regex(
    r"\b(?:show|reveal|demonstrat|impression|interpret|read)\w*\s*[:,]?\s*(?:as\s*[:,]?\s*)?(?:\"[^\"“”]{1,800}\"|“[^\"“”]{1,800}”)",
    re.IGNORECASE,
)

LONGEST = 2000
"""Characters of a sentence at most: what runs on is cut at a blank. The turns of a sentence are looked for in time that
grows with the square of its length, and nobody writes so long a one."""


def sentences(letter: Letter, section: Section) -> list[Span]:
    """The sentences of a section, in order, without the blanks around them."""
    return [part for sentence in _stopped(letter, section) for part in _bounded(letter, sentence) if part.text]


def _bounded(letter: Letter, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > LONGEST:
        blank = max(
            letter.text.rfind(" ", start + 1, start + LONGEST), letter.text.rfind("\n", start + 1, start + LONGEST)
        )
        cut = blank if blank > start else start + LONGEST
        yield letter.span(start, cut)
        start = cut
    yield sentence if start == sentence.start else letter.span(start, sentence.end)


def _stopped(letter: Letter, section: Section) -> list[Span]:
    text = letter.text
    found: list[Span] = []
    start = section.start
    quoted = [match.span() for match in _QUOTED_REPORT.finditer(text, section.start, section.end)]
    for stop in _STOP.finditer(text, section.start, section.end):
        before = text[max(section.start, stop.start() - 16) : stop.start() + 1]
        if _is_shortened(text, before, stop.end()):
            continue
        if _SHORT.search(before) and stop.end() < section.end:
            following = text[stop.end() : stop.end() + 40].lstrip()
            if not (following[:1].isupper() and (text[stop.start() - 1].isdigit() or _MAY_END.search(before))):
                continue
        if any(low < stop.start() and stop.end() < high for low, high in quoted):
            continue
        span = letter.span(start, stop.end())
        if span.text:
            found.append(span)
        start = stop.end()
    rest = letter.span(start, section.end)
    if rest.text:
        found.append(rest)
    return found


def _is_shortened(text: str, before: str, after: int) -> bool:
    """Whether a stop only shortens the word before it, since what follows begins no sentence."""
    if _MONTH_CUT.search(before):
        return bool(_DAY_OR_YEAR.match(text, after))
    return bool(_JOINS.match(text, after) or (_CUT.search(before) and _SMALL.match(text, after)))


def numbered(letter: Letter, section: Section) -> str:
    """The section's sentences, one a line, numbered from 1, so that an answer can point at one."""
    return "\n".join(
        f"{number}. {letter.verbatim(sentence.start, sentence.end)}"
        for number, sentence in enumerate(sentences(letter, section), 1)
    )


# What the last sentences of a case summary are about: what was requested, and what utilization review said to it.
_DISPUTE = regex(
    r"utili[sz]ation\s+review|\bUR\b|\b(?-i:IMR)\b|independent\s+medical\s+review|(?:guidelines?|MTUS|ODG|ACOEM)\b[^.;]{0,40}?\b(?:was|were)\s+cited\b|request(?:s|ed)?\s+for\s+authorization|\bRFA\b|non-?\s*certified|prior\s+determination"
    r"|(?:previously|was|were)\s+(?:\w+\s+)?(?:denied|modified\s+to|non-?certified)|claims\s+administrator|denied\s+(?:a|the)\s+request"
    r"|(?:physician|provider|doctor|plan)\s+(?:has\s+|is\s+)?(?:request|recommend)(?:ed|ing|s)|(?:request|authorization)\s+(?:is|was|has\s+been)\s+made"
    r"|treatment\s+plan\s+(?:consist|includ|was|is)|\basked\s+for\b|\b(?:was|were|is|are|been|being)\s+(?:\w+\s+)?requested\b"
    r"|\bnot\s+certified\b|\brefused\b|\bturned\s+(?:\w+\s+)?down\b|\bdenied\s+(?:both|them|it|this|these|all)\b|\brequested\s+(?:an?|the)\b|requested\s+(?:treatment|service|item)s?|treatment\s+request|\boriginal\s+request\b|\bIMR[\s-]+eligible|\brequests?\s+(?:for|was|were|is|below)\b"
    r"|\bprevious(?:ly)?\s+(?:denial|denied|reviewed|modified|non-?\s?certified)|\bnoncertified\b|(?<!\d\s)(?<!six\s)(?<!eight\s)(?<!ten\s)(?<!twelve\s)\bauthorized\b",
    re.IGNORECASE,
)


def told_until(letter: Letter, summary: Section) -> int:
    """Where the case is told: the end of the last sentence that is not about the dispute.

    The last sentences of a summary tell what was requested and how utilization review decided. A drug or a test named
    there is not one that the worker has had, so those sentences are not shown when the history is asked.
    """
    told = sentences(letter, summary)
    end = summary.end
    strangers = 0
    for sentence in reversed(told[1:]):
        if len({label["label"].lower() for label in _IN_BRACKETS.finditer(sentence.text)}) > 1:
            break
        if _DISPUTE.search(letter.verbatim(sentence.start, sentence.end)):
            end = sentence.start
        elif (strangers := strangers + 1) > _STRANGERS or _GIVEN.search(sentence.text):
            break
    return end


# The case told by labels with brackets, after the day of the request: "there is documentation of subjective (knee pain)".
_IN_BRACKETS = regex(r"\b(?P<label>subjective|objective|diagnos[ei]s)(?:\s+(?:complaints|findings))?\s*\((?!\s*\d[\d/-]*\s*\))", re.IGNORECASE)  # fmt: skip
# How many sentences about something else ("Parts of the records could not be read.") may stand among the last ones.
_STRANGERS = 1
# A sentence that tells of treatment given is no stranger, wherever it stands.
_GIVEN = regex(
    r"\bunderw\w+|\bhas\s+(?:had|been|used)\b|\btreated\b|\bstatus\s+post\b|\btakes\b|\b(?:treatments?|care)\b[^.]{0,40}\binclud|\bmedications?\s+(?:\w+\s+)?(?:includ|consist|are\b|were\b)|\bdiagnos[ei]s\s+(?:\w+\s+)?(?:includ|are\b|were\b)|\bcomplain(?:s|ed)\s+of\b|\bexam\w*\b[^.]{0,60}\b(?:reveal|show|not)ed\b",
    re.IGNORECASE,
)
