"""Why a reviewer decided so, read from the rationale's own turns of phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from structurer.kinds.medical.rationale.contrast import asks_change, fact_against, opposed
from structurer.kinds.medical.rationale.denials import denials
from structurer.kinds.medical.rationale.gains import no_better
from structurer.kinds.medical.rationale.judging import Told, told
from structurer.kinds.medical.rationale.leanings import leans_to
from structurer.kinds.medical.rationale.limits import beyond_limit
from structurer.kinds.medical.rationale.matching import compiled
from structurer.kinds.medical.rationale.reasons_for import reasons_for
from structurer.kinds.medical.rationale.signs import absent_sign
from structurer.kinds.medical.rationale.spent import allowance_spent, schedule
from structurer.kinds.medical.rationale.summing_up import (
    CONCLUDES,
    ECHOES,
    ONLY_JUDGED,
    UNDETERMINED,
    is_of_itself,
    only_concluded,
)
from structurer.kinds.medical.rationale.turns_against import UPHELD, UPHELD_ALONE
from structurer.kinds.medical.rationale.turns_lacking import ALSO_LACKING, RECORDS_TOO
from structurer.kinds.medical.rationale.turns_unmet import UNTRIED
from structurer.kinds.medical.rationale.whose import CONCLUSION
from structurer.kinds.medical.record import Basis
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section


@cache
def _alone() -> dict[Basis, re.Pattern[str]]:
    return {basis: regex("|".join(turns), re.IGNORECASE) for basis, turns in UPHELD_ALONE.items()}


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


# What nobody tells of an examination but who weighs a condition of a guideline, wherever it stands: where something is
# asked for that looks for what the flags would show.
_ALWAYS_ASKED = regex(r"\bred[\s-]flags?\b", re.IGNORECASE)
_LOOKS = regex(
    r"\b(?:MRI|MR|CT|x-?rays?|radiograph\w*|imaging|films?|scans?|EMG|NC[SV]|electrodiagnostic\w*|surg\w+|consult\w*|\w+ectomy|fusion)\b",
    re.IGNORECASE,
)
# Of a gain in figures so small that it is none.
_LITTLE = regex(
    r"\b(?:[1-4]\d|\d)\s?%\s+(?:\w+\s+)?(?:pain\s+)?(?:relief|improvement|reduction|benefit|better)\b", re.IGNORECASE
)


def reasons(
    letter: Letter, rationale: Section, overturned: bool, request: Section | None = None
) -> list[tuple[Basis, Span]]:
    """The reasons that the rationale gives, each with the sentence that gives it; none where it uses no known turn.
    `request` is the item's heading."""
    sentences = told(letter, rationale)
    if overturned:
        return list(reasons_for(sentences).items())
    return list(_reasons_against(sentences, letter.text[request.start : request.end] if request else "").items())


def _reasons_against(sentences: Sequence[Told], request: str) -> dict[Basis, Span]:
    found = _given(sentences, request)
    if Basis.CRITERIA_NOT_MET in found:
        judged = _given(sentences[_history(sentences) :], request)
        asked = _ALWAYS_ASKED.search(found[Basis.CRITERIA_NOT_MET].text) and _is_looked_for(sentences, request)
        if judged and Basis.CRITERIA_NOT_MET not in judged and not asked:
            del found[Basis.CRITERIA_NOT_MET]
    return found


def _is_looked_for(sentences: Sequence[Told], request: str) -> bool:
    """Whether red flags are a condition of what is asked for: by its heading, or by a rule that names them."""
    rules = (one.words for one in sentences if one.general)
    return bool(_LOOKS.search(request)) or any(_ALWAYS_ASKED.search(rule) or _LOOKS.search(rule) for rule in rules)


def _history(sentences: Sequence[Told]) -> int:
    """How many sentences tell the worker's history, before the first rule of a guideline and what is judged by it.

    What is absent there ("no spasm, no weakness") is an examination told, where what follows the rule says why. Where
    a rationale says in words that it turns to the case, what stands before that counts for nothing anyway.
    """
    if any(one.before_turn for one in sentences):
        return 0
    return next((index for index, one in enumerate(sentences) if one.general), 0)


def _given(sentences: Sequence[Told], request: str) -> dict[Basis, Span]:
    """The reasons that the sentences give, each with the first sentence that gives it."""
    found: dict[Basis, Span] = {}
    untold: list[Told] = []
    verdict = None if any(CONCLUDES.search(one.own) for one in sentences) else sentences[-1:]
    echoed = any(CONCLUDES.search(one.own) and ECHOES.search(one.own) for one in sentences)
    for sentence in sentences:
        said: set[Basis] = set()
        for basis, turns in UPHELD.items():
            if _does_not_count(basis, sentence) or _said_better(basis, sentence, said):
                continue
            if (
                basis is Basis.NOT_RECOMMENDED
                and verdict
                and sentence is verdict[0]
                and ONLY_JUDGED.match(sentence.own)
            ):
                continue
            searched = sentence.words if basis is Basis.NOT_RECOMMENDED else sentence.judged
            simpler = basis is Basis.CRITERIA_NOT_MET and Basis.ALTERNATIVE_AVAILABLE in said
            matches = (turn.search(searched) for turn in compiled(turns) if not (simpler and turn.pattern in UNTRIED))
            if any(
                match and not (only_concluded(basis, searched, match, echoed) or is_of_itself(basis, match, request))
                for match in matches
            ):
                said.add(basis)
                found.setdefault(basis, sentence.span)
        if not said:
            untold.append(sentence)
    _add_reasons_against(found, sentences, untold)
    return found


def _add_reasons_against(found: dict[Basis, Span], sentences: Sequence[Told], untold: Sequence[Told]) -> None:
    """Adds to the reasons told in known turns those that are told by figures, by what is absent, or in no known way."""
    if Basis.CRITERIA_NOT_MET not in found:
        absent = absent_sign(sentences, not found.keys() - _BESIDE_SIGNS)
        if absent := absent or opposed(sentences):
            found[Basis.CRITERIA_NOT_MET] = absent
    for one in sentences:
        if not one.general and not CONCLUDES.search(one.own) and next(no_better(one.judged), None):
            found.setdefault(Basis.NO_FUNCTIONAL_IMPROVEMENT, one.span)
    if spent := allowance_spent(sentences) or beyond_limit(sentences):
        found.setdefault(Basis.EXCEEDS_GUIDELINE_LIMIT, spent)
    for basis, span in denials(untold, compiled(UPHELD[Basis.NOT_RECOMMENDED])).items():
        found.setdefault(basis, span)
    for basis, turn in _alone().items():
        others = found.keys() - _BESIDE[basis]
        little = basis is Basis.NO_FUNCTIONAL_IMPROVEMENT and others == {Basis.REQUEST_INCOMPLETE}
        alone = None if others and not little else _first(sentences, _LITTLE if little else turn)
        if alone and basis is Basis.NO_FUNCTIONAL_IMPROVEMENT and asks_change(sentences):
            found.setdefault(Basis.CRITERIA_NOT_MET, alone)
        elif alone:
            found[basis] = alone
    if not found and (given := beyond_limit([*sentences, *sentences]) or schedule(sentences)):
        found[Basis.EXCEEDS_GUIDELINE_LIMIT] = given
    if not found and (leaning := leans_to(sentences, CONCLUDES)):
        found[leaning[0]] = leaning[1]
    if not found and (fact := fact_against(sentences)):
        found[Basis.CRITERIA_NOT_MET] = fact


def _does_not_count(basis: Basis, sentence: Told) -> bool:
    """Whether a sentence gives no such reason whatever its words: it tells a guideline's rule, or what follows."""
    if basis is Basis.NOT_RECOMMENDED:
        return sentence.conditional
    if basis is Basis.DOCUMENTATION_LACKING and (sentence.silent or UNDETERMINED.match(sentence.own)):
        return True
    if (
        basis in _OF_THE_CASE
        and not sentence.about_case
        and any(turn.search(sentence.words) for turn in compiled(UPHELD[Basis.NOT_RECOMMENDED]))
    ):
        return True
    return sentence.general or (basis is Basis.CRITERIA_NOT_MET and bool(CONCLUSION.match(sentence.own)))


# What a guideline's verdict on the evidence denies in the same words: "have not been shown to bring any benefit".
_OF_THE_CASE = (Basis.NO_FUNCTIONAL_IMPROVEMENT, Basis.DOCUMENTATION_LACKING)


# Beside these a sign that is absent counts though no guideline is said to ask for it.
_BESIDE_SIGNS = {Basis.NOT_RECOMMENDED, Basis.ALTERNATIVE_AVAILABLE, Basis.REQUEST_INCOMPLETE}


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
    better = said.intersection(_MORE_PRECISE.get(basis, ()))
    if basis is Basis.DOCUMENTATION_LACKING and better == {Basis.REQUEST_INCOMPLETE}:
        return not RECORDS_TOO.search(sentence.judged)
    return bool(better)


def _first(sentences: Sequence[Told], turn: re.Pattern[str]) -> Span | None:
    """The first sentence about the case, other than the conclusion, that uses the turn."""
    for one in sentences:
        if not one.general and not CONCLUDES.search(one.own) and turn.search(one.judged):
            return one.span
    return None
