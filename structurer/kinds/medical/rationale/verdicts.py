"""What a rationale decides in other words than medical necessity: "not certified", "The denial is upheld"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.rationale.judging import Told, told
from structurer.kinds.medical.rationale.matching import compiled
from structurer.kinds.medical.rationale.turns_deciding import DECIDES, JUDGES
from structurer.kinds.medical.rationale.words import EARLIER_REVIEW
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section


@dataclass(frozen=True)
class Verdict:
    """Whether a rationale grants the request, and the words that say so."""

    granted: bool
    span: Span


_NOT = regex(
    r"\bnot\b|n[’']t\b|\bcannot\b|\bunable\b|\bneither\b|\bnor\b|\bno\b|\bnone\b|\bnothing\b|\bnever\b|\binsufficient\b|\bscant\b|\blittle\s+sense\b|\black(?:s|ing)?\b|\bfail(?:s|ed)?\s+to\b",
    re.IGNORECASE,
)
_UNDENIED = regex(
    r"\bno\s+(?:other\s+)?(?:choice|option|alternative|course|way)\s+(?:but|than)\b|\bno\s+(?:doubt|longer\s+in\s+doubt)\b|\bnot\s+only\b",
    re.IGNORECASE,
)
"""Words of a denial that deny nothing."""
_AS_IT_IS = r"(?:such|written|submitted|requested|presented|ordered|framed|phrased|put|prescribed|sent|drafted|asked\s+for|proposed|it\s+stands|things\s+stand|matters\s+stand|of\s+(?:now|today)|noted|stated|a\s+(?:result|consequence|whole))"
_BESIDE = regex(
    rf"\b(?:while|although|though|since|because|(?<!such\s)as(?!\s+{_AS_IT_IS}\b)|if|when|where|than|why|only|given|suggest\w*|specify)\b[^,;]*$"
    r"|\b(?:what|which|who)\s+(?:(?!(?:is|are|was|were|has|have|had|does|do|did|can|will)\b)[\w-]+\s+){0,2}$"
    r"|\b(?:no|insufficient|scant|little)\s+(?:\w+\s+)?(?:grounds?|reasons?|basis|cause|occasion)\s+(?:here\s+)?(?:to|for)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""What stands before a turn that decides nothing, but says why or in what case."""
_SUPPOSED = regex(
    r"^\W*(?:if|unless|until|once|when|should)\b|\b(?:before(?!\s+(?:me|us|this)\b)|whether)\b", re.IGNORECASE
)
_EARLIER = regex(
    rf"{EARLIER_REVIEW}[^.;,]{{0,40}}?\b(?:denied|declined|refused|rejected|non-?certified|certified|approved|authorized|modified|held|stated|felt|found|wrote|opined|argue[sd]|contend(?:s|ed)|reasoned|considered|believed|based)\b",
    re.IGNORECASE,
)
_THOUGHT = regex(r"(?!(?:I|we)\b).*\b(?:would|could|might|may\s+(?:\w+\s+)?(?:be|have))\b", re.IGNORECASE | re.DOTALL)
"""What grants only what is thought of: "A brace would be reasonable"."""
_OF_REVIEW = regex(
    r"\b(?:non-?\s?)?certif(?:y|ied|ication)\b|\bdenial\b|\b(?:original|prior|previous|earlier|UR)\s+(?:decision|determination)\b",
    re.IGNORECASE,
)
"""What no guideline speaks of."""
_AFTERTHOUGHT = regex(
    r"\b(?:re-?submi\w+|(?:fresh|new|renewed|further|revised|amended|later|another)\s+(?:request|application|submission|RFA)|taken\s+up\s+(?:again|anew)|submitted\s+(?:again|anew)|left\s+to\s+the\s+(?:\w+\s+)?(?:prescriber|provider|physician|surgeon|doctor|treater))\b"
    r"|\b(?:I|we)\s+(?:have|did|do|need|will)\s+not\s+(?:\w+\s+)?(?:go|gone|consider\w*|address\w*|look\w*|decid\w+|reach\w*|weigh\w*|comment\w*|take|taken|touch\w*)\b|\bneed\s+not\s+be\s+(?:settled|decided|gone\s+into|reached|considered|addressed)\b",
    re.IGNORECASE,
)
"""What a reviewer adds after the verdict: what may be asked for anew, what is left open."""
_LAST = 3
"""So many of the last sentences may hold the verdict, those added after it not counted."""


def verdict(letter: Letter, rationale: Section) -> Verdict | None:
    """The last verdict of the rationale's last sentences, else one that it opens with; None where they hold none.

    What decides outweighs what only judges something, which may be the treatment that should come first.
    """
    sentences = told(letter, rationale)
    weighed = [index for index, one in enumerate(sentences) if not _AFTERTHOUGHT.search(one.words)]
    ends = sentences[weighed[-_LAST] if len(weighed) >= _LAST else 0 :]
    own = [one for one in ends if _is_own(one)]
    judging = [one for one in own if not _AFTERTHOUGHT.search(one.words)][-1:]
    opening = [one for one in sentences[:1] if _is_own(one)]
    for turns, within in ((DECIDES, own), (JUDGES, judging), (DECIDES, opening)):
        for sentence in reversed(within):
            found = [
                (match.end(), granted == _denies(match.group()))
                for turn, (_, granted) in zip(compiled(tuple(turn for turn, _ in turns)), turns, strict=True)
                for match in turn.finditer(sentence.words)
                if _counts(sentence.words, match, granted)
            ]
            if found:
                return Verdict(not max(found)[1], sentence.span)  # of two that end together, the one that denies
    return None


def _denies(words: str) -> bool:
    return bool(_NOT.search(_UNDENIED.sub(" ", words)))


def _counts(words: str, match: re.Match[str], granted: bool) -> bool:
    if _BESIDE.search(words[: match.start()]):
        return False
    return not (granted and _THOUGHT.match(match.group()) and not _denies(match.group()))


def _is_own(sentence: Told) -> bool:
    """Whether a sentence may hold the reviewer's verdict: no guideline's, no earlier reviewer's, no condition's."""
    general = sentence.general and not _OF_REVIEW.search(sentence.words)
    return not (general or _SUPPOSED.search(sentence.words) or _EARLIER.search(sentence.words))
