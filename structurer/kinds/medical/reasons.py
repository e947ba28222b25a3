"""Why a reviewer decided so, read from the rationale's own turns of phrase."""

from __future__ import annotations

import re

from structurer.kinds.medical.reason_turns import OVERTURNED, UPHELD
from structurer.kinds.medical.record import Basis
from structurer.kinds.medical.sentences import sentences
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

_COMPILED = {
    overturned: {basis: tuple(re.compile(turn, re.IGNORECASE) for turn in given) for basis, given in turns.items()}
    for overturned, turns in ((False, UPHELD), (True, OVERTURNED))
}
# A sentence that tells what a guideline says in general; of the worker it says nothing.
_SAYS = r"(?:states?|recommend\w*|notes?|indicates?|supports?|allows?|says|requires?|suggests?|advises?|do(?:es)?\s+not|consider\w*)"
_GENERAL = re.compile(
    rf"\b(?:guidelines?|MTUS|ODG|ACOEM|CA\s+MTUS|chapter|AHRQ)\b[^.]{{0,80}}?\b{_SAYS}\b"
    r"|^\W*(?:criteria|indications?|recommend\w*|there\s+is\s+(?:insufficient|strong|limited)\s+evidence|studies|according\s+to)\b"
    r"|\bin\s+most\s+instances\b|\b(?:et\s+al|20\d\d\))|\bshould\b",
    re.IGNORECASE,
)
_ONE = r"(?:injured\s+worker|(?<!part\sof\sthe\s)patient|claimant|applicant|employee|he|she|IW)"
_ABOUT_CASE = re.compile(
    rf"\b(?:{_ONE}|this\s+(?:case|request|individual)|in\s+this|would\s+(?:exceed|surpass)|provider|records?|documentation|treater"
    r"|the\s+request(?:ed)?|(?:number|amount|quantity|frequency)\s+of)\b",
    re.IGNORECASE,
)
# A guideline that recommends against a treatment only as a rule, and says when it does not.
_CONDITIONAL = re.compile(
    r"\b(?:reserved|unless|until)\b|\bbut\b.*\b(?:recommended|considered|option)\b", re.IGNORECASE
)
_SESSIONS = r"\d+(?:\s*(?:-|to)\s*\d+)?\s+(?:\w+\s+){0,2}?(?:sessions|visits)\b"
_ALLOWED = re.compile(rf"\b(?:guidelines?|MTUS|ODG|ACOEM)\b.*{_SESSIONS}", re.IGNORECASE | re.DOTALL)
_HAD = re.compile(
    rf"\b(?:has|had|have|was)\s+(?:already\s+|previously\s+|been\s+)*(?:undergone|completed|received|attended|approved\s+for|authorized\s+for|had)\s+{_SESSIONS}",
    re.IGNORECASE,
)
# Guidelines that say nothing of a treatment; the records may still hold all that is needed.
_SILENT = re.compile(r"\b(?:guidelines?|MTUS|ODG|ACOEM)\b[^.]{0,40}?\bdo(?:es)?\s+not\s+(?:\w+\s+)?(?:address|discuss|mention)", re.IGNORECASE)  # fmt: skip
# The last sentence, that says what follows from the reasons and is none.
_CONCLUSION = re.compile(r"(?:therefore|as\s+such|thus|hence|consequently)\b.*\bmedically\s+necessary", re.IGNORECASE | re.DOTALL)  # fmt: skip
_CONCLUDES = re.compile(r"\b(?:is|are|was|be|deemed|considered)\s+(?:\w+\s+){0,3}?(?:not\s+)?medically\s+(?:necessary|reasonable)", re.IGNORECASE)  # fmt: skip


def reasons(letter: Letter, rationale: Section, overturned: bool) -> list[tuple[Basis, Span]]:
    """The reasons that the rationale gives, each with the sentence that gives it; none where it uses no known turn."""
    found: dict[Basis, Span] = {}
    quoting = False
    for sentence in sentences(letter, rationale):
        told = letter.verbatim(sentence.start, sentence.end)
        text, quoting = _unquoted(told, quoting)
        general = not text.strip() or bool(_GENERAL.search(text)) and not _ABOUT_CASE.search(text)
        for basis, turns in _COMPILED[overturned].items():
            if _does_not_count(basis, told, text, general) or _said_better(basis, sentence, found):
                continue
            searched = told if basis is Basis.NOT_RECOMMENDED else text
            matches = (turn.search(searched) for turn in turns)
            if any(match and not _only_conclusion(searched, match) for match in matches):
                found.setdefault(basis, sentence)
    if not overturned and (spent := _spent(letter, rationale)):
        found.setdefault(Basis.EXCEEDS_GUIDELINE_LIMIT, spent)
    return [(basis, found[basis]) for basis in found]


def _does_not_count(basis: Basis, told: str, own: str, general: bool) -> bool:
    """Whether a sentence gives no such reason whatever its words: it tells a guideline's rule, or what follows.

    `own` is the sentence without what it quotes; `general`, whether it speaks of guidelines and not of the case.
    """
    if basis is Basis.NOT_RECOMMENDED:
        return not _ABOUT_CASE.search(own) and bool(_CONDITIONAL.search(told))
    if basis is Basis.DOCUMENTATION_LACKING and _SILENT.search(own):
        return True
    return general or (basis is Basis.CRITERIA_NOT_MET and bool(_CONCLUSION.match(own)))


def _unquoted(text: str, quoting: bool) -> tuple[str, bool]:
    """The sentence without what it quotes at length, which is a guideline's, and whether a quotation is open after it.

    `quoting` says whether one was open before it. A word or two in quotation marks are the reviewer's own.
    """
    own: list[str] = []
    for part in re.split(r"[\"“”]", text):
        if not quoting or len(part.split()) <= 5:
            own.append(part)
        quoting = not quoting
    return " ".join(own), not quoting


def _spent(letter: Letter, rationale: Section) -> Span | None:
    """The sentence that tells of sessions had, where one before it says how many the guideline allows; else None."""
    allowed = False
    for sentence in sentences(letter, rationale):
        text = letter.verbatim(sentence.start, sentence.end)
        if allowed and _HAD.search(text):
            return sentence
        allowed = allowed or bool(_ALLOWED.search(text))
    return None


def _said_better(basis: Basis, sentence: Span, found: dict[Basis, Span]) -> bool:
    """Whether the sentence says more precisely what is lacking: that the records show no improvement of function."""
    return (
        basis in (Basis.DOCUMENTATION_LACKING, Basis.CRITERIA_NOT_MET)
        and found.get(Basis.NO_FUNCTIONAL_IMPROVEMENT) == sentence
    )


def _only_conclusion(text: str, match: re.Match[str]) -> bool:
    """Whether the words found are the conclusion's own "is not medically necessary"."""
    conclusion = _CONCLUDES.search(text)
    return bool(conclusion and conclusion.start() <= match.start() and match.end() <= conclusion.end())
