"""Why a reviewer decided so, read from the rationale's own turns of phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from structurer.kinds.medical.rationale.contrast import fact_against
from structurer.kinds.medical.rationale.denials import denied
from structurer.kinds.medical.rationale.judging import CONCLUSION, Told, told
from structurer.kinds.medical.rationale.leanings import leans_to
from structurer.kinds.medical.rationale.limits import beyond_limit
from structurer.kinds.medical.rationale.reasons_for import reasons_for
from structurer.kinds.medical.rationale.signs import absent_sign
from structurer.kinds.medical.rationale.turns_against import UPHELD, UPHELD_ALONE
from structurer.kinds.medical.rationale.turns_lacking import ALSO_LACKING
from structurer.kinds.medical.rationale.turns_unmet import UNTRIED
from structurer.kinds.medical.record import Basis
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section


@cache
def _turns() -> dict[Basis, tuple[re.Pattern[str], ...]]:
    """Compiled when the first letter is read: commands that read none begin sooner."""
    return {basis: tuple(re.compile(turn, re.IGNORECASE) for turn in turns) for basis, turns in UPHELD.items()}


@cache
def _alone() -> dict[Basis, re.Pattern[str]]:
    return {basis: re.compile("|".join(turns), re.IGNORECASE) for basis, turns in UPHELD_ALONE.items()}


# Beside which other reasons such a turn tells one still: a limit that is passed and no gain are often named together.
_BESIDE = {
    Basis.NO_FUNCTIONAL_IMPROVEMENT: {
        Basis.NOT_RECOMMENDED,
        Basis.EXCEEDS_GUIDELINE_LIMIT,
        Basis.ALTERNATIVE_AVAILABLE,
        Basis.DOCUMENTATION_LACKING,
    },
    Basis.CRITERIA_NOT_MET: {Basis.NOT_RECOMMENDED, Basis.ALTERNATIVE_AVAILABLE, Basis.REQUEST_INCOMPLETE},
}
_SESSIONS = r"\d+(?:\s*(?:-|to)\s*\d+)?\s+(?:\w+\s+){0,2}?(?:sessions|visits)\b"
_ALLOWED = re.compile(rf"\b(?:guidelines?|MTUS|ODG|ACOEM)\b.*{_SESSIONS}", re.IGNORECASE | re.DOTALL)
_HAD = re.compile(
    rf"\b(?:has|had|have|was)\s+(?:already\s+|previously\s+|been\s+)*(?:undergone|completed|received|attended|approved\s+for|authorized\s+for|had)\s+{_SESSIONS}",
    re.IGNORECASE,
)
# A treatment that a guideline wants short, and that has been going on.
_SHORT = re.compile(
    r"\bshort[\s-](?:term|course|period)|\b(?:less|no\s+more|no\s+longer|longer)\s+than\s+(?:\w+\s+){0,2}?(?:days|weeks|months)|\bshortest\b|\blong[\s-]term\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"\b(?:has|have|had)\s+been\s+(?:\w+\s+)?(?:on|taking|using|utilizing|prescribed|treated\s+with|receiving)\b[^.;]*?\b(?:since\b|for\s+(?:at\s+least|over|more\s+than|several|many|years|months|a\s+(?:long|prolonged|considerable)))"
    r"|\b(?:chronic|long[\s-]term|prolonged|ongoing|extended)\s+(?:\w+\s+)?use\b[^.;]*\b(?:not|exceeds?|beyond)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"\b(?:is|are|was|be|deemed|considered)\s+(?:\w+\s+){0,3}?(?:not\s+)?medically\s+(?:necessary|reasonable)", re.IGNORECASE)  # fmt: skip


def reasons(letter: Letter, rationale: Section, overturned: bool) -> list[tuple[Basis, Span]]:
    """The reasons that the rationale gives, each with the sentence that gives it; none where it uses no known turn."""
    sentences = list(told(letter, rationale))
    return list((reasons_for if overturned else _reasons_against)(sentences).items())


def _reasons_against(sentences: Sequence[Told]) -> dict[Basis, Span]:
    found: dict[Basis, Span] = {}
    for sentence in sentences:
        said: set[Basis] = set()
        for basis, turns in _turns().items():
            if _does_not_count(basis, sentence) or _said_better(basis, sentence, said):
                continue
            searched = sentence.words if basis is Basis.NOT_RECOMMENDED else sentence.judged
            simpler = basis is Basis.CRITERIA_NOT_MET and Basis.ALTERNATIVE_AVAILABLE in said
            matches = (turn.search(searched) for turn in turns if not (simpler and turn.pattern in UNTRIED))
            if any(match and not _only_conclusion(basis, searched, match) for match in matches):
                said.add(basis)
                found.setdefault(basis, sentence.span)
    _add_reasons_against(found, sentences)
    return found


def _add_reasons_against(found: dict[Basis, Span], sentences: Sequence[Told]) -> None:
    """Adds to the reasons told in known turns those that are told by figures, by what is absent, or in no known way."""
    if Basis.CRITERIA_NOT_MET not in found:
        absent = absent_sign(sentences, not found.keys() - _BESIDE_SIGNS)
        if absent:
            found[Basis.CRITERIA_NOT_MET] = absent
    if spent := _spent(sentences) or beyond_limit(sentences):
        found.setdefault(Basis.EXCEEDS_GUIDELINE_LIMIT, spent)
    if not found.keys() - {Basis.NOT_RECOMMENDED}:
        found |= _denials(sentences)
    for basis, turn in _alone().items():
        alone = None if found.keys() - _BESIDE[basis] else _first(sentences, turn)
        if alone:
            found[basis] = alone
    if not found and (leaning := leans_to(sentences, _CONCLUDES)):
        found[leaning[0]] = leaning[1]
    if not found and (fact := fact_against(sentences)):
        found[Basis.CRITERIA_NOT_MET] = fact


def _does_not_count(basis: Basis, sentence: Told) -> bool:
    """Whether a sentence gives no such reason whatever its words: it tells a guideline's rule, or what follows."""
    if basis is Basis.NOT_RECOMMENDED:
        return sentence.conditional
    if basis is Basis.DOCUMENTATION_LACKING and sentence.silent:
        return True
    if (
        basis in _OF_THE_CASE
        and not sentence.about_case
        and any(turn.search(sentence.words) for turn in _turns()[Basis.NOT_RECOMMENDED])
    ):
        return True
    return sentence.general or (basis is Basis.CRITERIA_NOT_MET and bool(CONCLUSION.match(sentence.own)))


# What a guideline's verdict on the evidence denies in the same words: "have not been shown to bring any benefit".
_OF_THE_CASE = (Basis.NO_FUNCTIONAL_IMPROVEMENT, Basis.DOCUMENTATION_LACKING)


# Beside these a sign that is absent counts though no guideline is said to ask for it.
_BESIDE_SIGNS = {Basis.NOT_RECOMMENDED, Basis.ALTERNATIVE_AVAILABLE, Basis.REQUEST_INCOMPLETE}


def _spent(sentences: Sequence[Told]) -> Span | None:
    """The sentence that tells of what was had already, where one before it says how much a guideline allows."""
    allowed = short = False
    for sentence in sentences:
        if (allowed and _HAD.search(sentence.words)) or (short and _LONG.search(sentence.own)):
            return sentence.span
        allowed = allowed or bool(_ALLOWED.search(sentence.words))
        short = short or bool(_SHORT.search(sentence.words))
    return None


def _denials(sentences: Sequence[Told]) -> dict[Basis, Span]:
    """The reasons given by denying something, where no known turn gives one."""
    found: dict[Basis, Span] = {}
    for sentence in sentences:
        advised_against = any(turn.search(sentence.words) for turn in _turns()[Basis.NOT_RECOMMENDED])
        if sentence.general or advised_against or CONCLUSION.match(sentence.own):
            continue
        concluded = _CONCLUDES.search(sentence.judged)
        for basis in denied(sentence.judged[: concluded.start()] if concluded else sentence.judged):
            found.setdefault(basis, sentence.span)
    return found


# What a sentence says, said more precisely: that what the records or the request lack is an improvement, or an amount.
_MORE_PRECISE = {
    Basis.DOCUMENTATION_LACKING: (
        Basis.NO_FUNCTIONAL_IMPROVEMENT,
        Basis.REQUEST_INCOMPLETE,
        Basis.DEPENDENT_ON_DENIED_SERVICE,
    ),
    Basis.CRITERIA_NOT_MET: (
        Basis.NO_FUNCTIONAL_IMPROVEMENT,
        Basis.REQUEST_INCOMPLETE,
        Basis.DEPENDENT_ON_DENIED_SERVICE,
    ),
    Basis.NOT_RECOMMENDED: (Basis.DEPENDENT_ON_DENIED_SERVICE, Basis.NO_FUNCTIONAL_IMPROVEMENT),
}


def _said_better(basis: Basis, sentence: Told, said: set[Basis]) -> bool:
    """Whether the sentence has said more precisely what is lacking, and says of nothing else that it is lacking."""
    if basis is Basis.DOCUMENTATION_LACKING and ALSO_LACKING.search(sentence.judged):
        return False
    return any(better in said for better in _MORE_PRECISE.get(basis, ()))


def _first(sentences: Sequence[Told], turn: re.Pattern[str]) -> Span | None:
    """The first sentence about the case, other than the conclusion, that uses the turn."""
    for one in sentences:
        if not one.general and not _CONCLUDES.search(one.own) and turn.search(one.judged):
            return one.span
    return None


# What an item depends on is told of another item; a sentence that concludes is of this one, unless it says why.
_OF_ANOTHER = (Basis.DEPENDENT_ON_DENIED_SERVICE,)
_SO = re.compile(r"\W*(?:therefore|thus|hence|so|consequently|accordingly)\b", re.IGNORECASE)
_WHY = re.compile(
    r"\b(?:since|because|given\s+that|as\s+the|with\s+the|neither|nor|also|associated|itself|above|which|hinges?|preceding|first\s+item)\b",
    re.IGNORECASE,
)


def _only_conclusion(basis: Basis, text: str, match: re.Match[str]) -> bool:
    """Whether the words found are the conclusion's own "is not medically necessary"."""
    conclusion = _CONCLUDES.search(text)
    if conclusion is None:
        return False
    if (
        basis in _OF_ANOTHER
        and conclusion.start() < match.end()
        and not (_WHY.search(text[: match.end()]) or _SO.match(text, conclusion.end()))
    ):
        return True
    return conclusion.start() <= match.start() and match.end() <= conclusion.end()
