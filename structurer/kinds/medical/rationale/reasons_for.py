"""Why a reviewer overturned a denial, read from the rationale's own turns of phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from structurer.kinds.medical.rationale.gains import changes_for_the_better
from structurer.kinds.medical.rationale.granted import WHY, granted_care, supports
from structurer.kinds.medical.rationale.judging import Told
from structurer.kinds.medical.rationale.limits import within_limit
from structurer.kinds.medical.rationale.matching import matches
from structurer.kinds.medical.rationale.suited import suited
from structurer.kinds.medical.rationale.turns_for import (
    FITTING,
    IMPROVED,
    MET,
    WITHIN,
)
from structurer.kinds.medical.rationale.whose import CONCLUSION
from structurer.kinds.medical.rationale.words import EARLIER_REVIEW
from structurer.kinds.medical.record import Basis
from structurer.regex import regex
from structurer.result import Span

_NECESSARY = regex(r"\bmedical(?:ly)?\s*necess", re.IGNORECASE)
# What is told of the worker.
_PERSON = regex(
    r"\b(?:he|she|his|her|patient(?!-)|worker|claimant|applicant|employee|man|woman|lady|gentleman|year[\s-]olds?|at\s+(?:age\s+)?[1-9]\d(?=\s+with\b|,))\b",
    re.IGNORECASE,
)
# What a rule asks for, or what is denied, in the words of a gain or a sign.
_ASKED = regex(
    r"\b(?:without|no(?!\s+longer)|not|none|hardly|unless|until|if|when|once|whether|should|must|may|lack\w*|requires?|hinges?|any|goal|intended|based\s+on|upon|defined|only\s+after)\b[^,;]{0,90}$",
    re.IGNORECASE,
)
_MISSING = regex(r"[^.;,]{0,50}\b(?:is|are|was|were)(?:\s+not\b|n[’']t\b|\s+un\w+ed\b)", re.IGNORECASE)
# What a rule allows, and nobody has asked for.
_RULED = regex(r"\b(?:should|must|may|shall|can|expected\s+that|(?:does|do|did)\s+not)\s+(?:\w+\s+)?$", re.IGNORECASE)  # fmt: skip
# What is told of anybody's treatment, and not of this worker's.
_OF_OTHERS = regex(
    r"\b(?:must|should|may\s+be|stud(?:y|ies)|trials|patients|placebo|FDA|guidelines?|MTUS|ODG|ACOEM)\b", re.IGNORECASE
)
_NOTED = regex(r"\b(?:notes?|records?|reports?|chart|file|documented)\b", re.IGNORECASE)
# What is told of treatment that did not last.
_PASSED = regex(
    r"\b(?:wore\s+off|temporar\w+|transient\w*|passing|short[\s-]lived|brief\w*|no\s+lasting|without\s+lasting)\b",
    re.IGNORECASE,
)
_EARLIER = regex(rf"{EARLIER_REVIEW}\b", re.IGNORECASE)


def reasons_for(sentences: Sequence[Told]) -> dict[Basis, Span]:
    """The reasons to overturn, each with the sentence that gives it.

    That the treatment is called right in general counts where no plainer reason is given; where nothing is, a reviewer
    who reverses a denial finds what the guidelines ask for in the case.
    """
    found: dict[Basis, Span] = {}
    fitting: Span | None = None
    others: set[Span] = set()
    for one in sentences:
        grants = list(supports(one, one is sentences[-1]))
        if grants:
            found.setdefault(Basis.SUPPORTS_APPROVED_SERVICE, one.span)
        within = any(_bounds(one))
        if within:
            found.setdefault(Basis.WITHIN_GUIDELINE_LIMIT, one.span)
        improved = not _PASSED.search(one.judged) and any(_gains(one.judged))
        if within or grants or improved:
            others.add(one.span)
        if not _of_case(one):
            continue
        if improved:
            found.setdefault(Basis.DOCUMENTED_IMPROVEMENT, one.span)
        if CONCLUSION.match(one.own):
            continue
        if any(not _overlaps(match, grants) for match in _unasked(one.judged, matches(MET, one.judged))):
            found.setdefault(Basis.CRITERIA_MET, one.span)
        if any(not _overlaps(match, grants) for match in matches(FITTING, one.judged)):
            fitting = fitting or one.span
    if Basis.WITHIN_GUIDELINE_LIMIT not in found and (within_figures := within_limit(sentences)):
        found[Basis.WITHIN_GUIDELINE_LIMIT] = within_figures
        others.add(within_figures)
    if Basis.SUPPORTS_APPROVED_SERVICE not in found and (granted := granted_care(sentences)):
        found[Basis.SUPPORTS_APPROVED_SERVICE] = granted
        others.add(granted)
    if Basis.CRITERIA_MET not in found:
        met = _met_besides(found.keys(), sentences, others) if found else fitting or _last_on_case(sentences)
        if met:
            found[Basis.CRITERIA_MET] = met
    return found


def _bounds(one: Told) -> Iterator[re.Match[str]]:
    """What a sentence says of an amount that stays within what is allowed."""
    if one.own.strip() and not one.before_turn:
        for match in matches(WITHIN, one.judged):
            of_rule = one.general and re.search(r"\bwithin\b", match.group(), re.IGNORECASE)
            if not (of_rule or _RULED.search(one.judged[: match.start()])):
                yield match


def _of_case(one: Told) -> bool:
    """Whether a sentence is told of the case: also one that leads with whose report tells it, "Per Dr. K's note"."""
    if not one.general:
        return True
    if one.before_turn or not one.own.strip() or _OF_OTHERS.search(one.own):
        return False
    return bool(_PERSON.search(one.own) or _NOTED.search(one.own))


def _gains(text: str) -> Iterator[re.Match[str]]:
    """What a sentence says that treatment brought."""
    if _OF_OTHERS.search(text) and not (_PERSON.search(text) or _NOTED.search(text)):
        return iter(())
    return _unasked(text, chain(changes_for_the_better(text), matches(IMPROVED, text)))


def _unasked(text: str, found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those of the places found that tell what is there, not what is asked for or missed."""
    return (
        match
        for match in found
        if not (_ASKED.search(text[: match.start()]) or _MISSING.match(text[match.end() : match.end() + 80]))
    )


def _overlaps(match: re.Match[str], others: Iterable[re.Match[str]]) -> bool:
    return any(other.start() < match.end() and match.start() < other.end() for other in others)


_TREATED = regex(
    r"\b(?:visits?|sessions?)\b|\b(?:has|had|have)\s+(?:not|never)\b|\b(?:undergone|received|attended|completed)\s+(?:\w+\s+){0,4}?(?:therapy|treatments?|acupuncture|course|rounds?)\b",
    re.IGNORECASE,
)


# What is told of the worker beside something else in a sentence.
_HAS = regex(
    r"\b(?:he|she|patient|worker|claimant|applicant)\s+(?:\w+\s+)?(?:has|had|suffers|weighs|lives|cannot|can\s+not|can[’']t|takes)\b|\byear[\s-]old\b",
    re.IGNORECASE,
)


def _met_besides(reasons: Iterable[Basis], sentences: Sequence[Told], others: set[Span]) -> Span | None:
    """The sentence that tells of a condition that is met, in no such words, beside other reasons.

    Where an amount is allowed, or another service is supported, whatever else is told of the worker is meant to show
    that the treatment suits him. Beside an improvement it is that only where a guideline names the condition.
    """
    given = set(reasons)
    if Basis.DOCUMENTED_IMPROVEMENT in given:
        return suited(sentences, others)
    if len(given) > 1:
        return None
    of_worker = (
        one.span
        for one in sentences
        if _of_case(one)
        and (_HAS.search(one.judged) if one.span in others else _PERSON.search(one.own))
        and not (_EARLIER.search(one.own) or _TREATED.search(one.own) or _NECESSARY.search(one.own))
    )
    return next(of_worker, None)


def _last_on_case(sentences: Sequence[Told]) -> Span | None:
    """The last sentence about the case before the conclusion, or the conclusion that gives a reason itself; None where
    a rationale has only guidelines."""
    told_of = [one for one in sentences if not one.general and not _NECESSARY.search(one.own)]
    about = [one for one in told_of if one.about_case] or told_of[1:] or told_of
    if not about:
        about = [one for one in sentences if one.about_case and WHY.match(one.own.lstrip())]
    return about[-1].span if about else None
