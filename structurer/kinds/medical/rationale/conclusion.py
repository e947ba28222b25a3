"""What a rationale concludes: medically necessary or not. Read from its last sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from structurer.kinds.medical.rationale.words import ONCE
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section


@dataclass(frozen=True)
class Conclusion:
    """What a rationale concludes, and the words that say it."""

    necessary: bool
    span: Span
    sentence: str = ""


# "is [not] medically necessary", with what PDF text and reviewers do to it: "notmedically", "is not seen as", "is not
# indicated as", "does not appear", "deemed to be not", "not a medical necessity", "medically reasonable and necessary".
_NECESSARY = re.compile(
    r"(?P<un>un)?medical(?:ly)?\s*(?:(?:\w+\s+){1,2}(?:and|or|/)\s+)?(?P<un2>un)?necess(?:ary|ity)(?!\w)", re.IGNORECASE
)
_LINK = re.compile(
    r"\b(?:is|are|was|were|be|been|being|as|appears?|seems?|deemed|considered|found|determined|remains?|isn[’']t|not|non)\b"
    r"[^,;.:]{0,45}$|\b(?:is|are|was|were)\s+not(?:\s*)$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bnot|n[’']t\b|\bcannot\b|\bno\s+longer\b|\bnever\b|\bnon\b|\bneither\b|\bnor\b", re.IGNORECASE)
_ESTABLISHED = re.compile(
    r"medical\s+necessity\b(?P<between>[^.;]{0,140}?)"
    r"\b(?:established|supported|demonstrated|substantiated|documented|evident|confirmed|clear|shown|proven)\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:no|lacks?|lacking|lack\s+of|without|absence\s+of)\s+(?:clear\s+|established\s+)?medical\s+necessity",
    re.IGNORECASE,
)
# Necessity spoken of, not concluded: a condition, a rule, a question.
_HYPOTHETICAL = re.compile(
    r"\b(?:may|might|could|should|would\s+be|must|to\s+(?:be|determine|establish|support|prove|"
    r"assess|demonstrate|document|justify|show)|criteria\s+for|definition\s+of|contingent|in\s+order|recommended)\b"
    r"(?![^.;]*\b(?:is|are|was|were)\b)[^.;]*$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    rf"\b(?:if(?!\s+(?:needed|necessary|required|tolerated|indicated)\b)|whether|unless|until(?!\s+(?:discharge\b|\d))|{ONCE})\b[^,]*$",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\b(?:is|are|was|were|been|deemed|considered|determined|found)\s+(?:\w+\s+){0,3}(?:not\s+)?(?:to\s+)?(?:not\s+)?(?:be\s+)?"
    r"(?:not\s+)?$"
    r"|\b(?:I|we|reviewers?)\s+(?:\w+\s+)?(?:find|found|consider|deem|judge|hold|believe)s?\s+[^.;]{1,90}?\b(?:not\s+)?to\s+(?:not\s+)?be\s+"
    r"(?:not\s+)?$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*(?:not\s+)?$", re.IGNORECASE)
"""What stands before the words in a sentence of theirs alone: "Not medically necessary."."""


def conclusion(letter: Letter, rationale: Section) -> Conclusion | None:
    """What the rationale concludes, from the last place where it says so for certain; None where it does not.

    Standing paragraphs may follow the conclusion (on weaning from opioids, for instance): what speaks of necessity
    there is a condition or a rule, and is passed over.
    """
    found = conclusions(letter, rationale)
    return found[-1] if found else None


@lru_cache(maxsize=24)  # the reader and several rules want the same ones
def conclusions(letter: Letter, rationale: Section) -> tuple[Conclusion, ...]:
    """Every place where the rationale says for certain that something is necessary or not, in its order."""
    text = letter.text[rationale.start : rationale.end]
    return tuple(
        Conclusion(
            necessary,
            letter.span(rationale.start + start, rationale.start + end),
            _clause_before(text, start) + text[start:end],
        )
        for start, end, necessary in sorted([*_stated(text), *_established(text)])
    )


def _stated(text: str) -> Iterator[tuple[int, int, bool]]:
    """Sentences such as "X is [not] medically necessary", as (start, end, necessary)."""
    for match in _NECESSARY.finditer(text):
        before = _clause_before(text, match.start())
        link = _LINK.search(before)
        if link is None and text[match.end() : match.end() + 1] in ("", "."):
            link = _ALONE.match(before)
        if (
            link is None
            or _CONDITION.search(before)
            or (_HYPOTHETICAL.search(before) and not _CONCLUDES.search(before))
        ):
            continue
        start = match.start() - len(before) + link.start()
        near = " ".join(before.split()[-8:])
        negation = _NOT.search(near)
        negative = bool(negation) != bool(match["un"] or match["un2"])
        if negation and not _NOT.search(text, start, match.start()):  # "cannot be considered": the span says so too
            start = match.start() - len(before) + max(word.start() for word in _NOT.finditer(before))
        yield start, match.end(), not negative


def _established(text: str) -> Iterator[tuple[int, int, bool]]:
    """Sentences such as "medical necessity has [not] been established", and "no medical necessity"."""
    for match in _ESTABLISHED.finditer(text):
        if not re.search(r"\b(?:is|has|was|been|are|cannot|can)\b", match["between"]):
            continue
        before = _clause_before(text, match.start())
        if _HYPOTHETICAL.search(before) or _CONDITION.search(before):
            continue
        yield match.start(), match.end(), not _NOT.search(match["between"])
    for match in _ABSENT.finditer(text):
        yield match.start(), match.end(), False


def _clause_before(text: str, at: int) -> str:
    """The words before `at` in its sentence, 120 characters of them at most."""
    window = text[max(0, at - 120) : at]
    return re.split(r"[.;](?=\s|[A-Z])", window)[-1]
