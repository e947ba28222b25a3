"""What a rationale decides in other words than medical necessity: "not certified", "The denial is upheld"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.rationale.judging import Told, told
from structurer.kinds.medical.rationale.words import EARLIER_REVIEW
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section


@dataclass(frozen=True)
class Verdict:
    """Whether a rationale grants the request, and the words that say so."""

    granted: bool
    span: Span


_DENIAL = (
    r"(?:denial|non-?\s?certification|(?:prior|previous|original|earlier|UR|review|reviewer[’']s|administrator[’']s|their)\s+(?:determination|decision)"
    r"|determination|(?:utili[sz]ation\s+(?:review|management)|UR)(?:[’']s)?(?:\s+\w+)?)"
)
_UPHOLDS = r"(?:uph[eo]ld(?:s|ing)?|sustain(?:s|ed)?|affirm(?:s|ed)?|stands?|concur(?:s|red)?\s+with|agree[ds]?\s+with|justified|correct|supported)"
_OVERTURNS = r"(?:overturn(?:s|ed|ing)?|revers(?:e[ds]?|ing)|set(?:s|ting)?\s+aside|vacate[ds]?|disagree[ds]?\s+with|unjustified|incorrect)"
_NOW = r"(?:(?:is|are)(?:n[’']t)?|remains?|(?:can|will|shall|could|would|should|must)(?:not|\s+not|n?[’']t)?\s+(?:\w+\s+)?be)"
"""Of what is decided here; what was or has been granted, was so by others."""
_BE = rf"(?:{_NOW}|(?:was|were)(?:n[’']t)?|(?:has|have)\s+(?:not\s+)?been|seems?|appears?|(?:do|does|did)(?:\s+not|n[’']t)\s+(?:appear|seem))"
_FILL = r"(?:(?:not|therefore|thus|hence|consequently|accordingly|hereby|also|currently|considered|deemed|found|felt|to\s+be|be|clearly|clinically|medically|well|fully|either|both|reasonable|appropriate|necessary|indicated|warranted|supported|and|or|as|for|recommended)\s+){0,6}?"
_GRANTED = r"(?:certified|approved|authorized|granted|allowed|certifiable|certify)"
_REFUSED = r"(?:denied|refused|declined|rejected|disapproved|disallowed|non-?\s?certified|noncertified)"
_FIT = r"(?:(?<!medically\s)necessary|warranted|indicated(?!\s+(?:that|the|in|by|on|he|she)\b)|supported|justified|appropriate|recommended|reasonable|endorsed|substantiated|established|needed|advisable|sensible|in\s+order|proper)"
_UNFIT = r"(?:unnecessary|unwarranted|unsupported|unjustified|inappropriate|unreasonable|premature|moot|superfluous|redundant)"
_REQUEST = r"(?:(?:the|this|these|its|said)\s+(?:\w+\s+){0,2}?(?:requests?|treatments?|services?|items?)|request|(?:it|this)(?!\s+are\b))\b"
_NOT = re.compile(
    r"\bnot\b|n[’']t\b|\bcannot\b|\bunable\b|\bneither\b|\bnor\b|\bno\b|\bnever\b|\bfail(?:s|ed)?\s+to\b", re.IGNORECASE
)


def _turn(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# A turn, and whether it grants where nothing in it denies.
_DECIDES: tuple[tuple[re.Pattern[str], bool], ...] = (
    (_turn(rf"\b{_DENIAL}\s+(?:\w+\s+){{0,4}}?{_UPHOLDS}\b|(?:\b(?:not|cannot)\s+|n[’']t\s+)?\b{_UPHOLDS}\s+(?:\w+\s+){{0,3}}?{_DENIAL}\b"), False),
    (_turn(rf"\b{_DENIAL}\s+(?:\w+\s+){{0,4}}?{_OVERTURNS}\b|(?:\b(?:not|cannot)\s+|n[’']t\s+)?\b{_OVERTURNS}\s+(?:\w+\s+){{0,3}}?{_DENIAL}\b"), True),
    (_turn(r"\bnon-?\s?certif(?:y|ication)\b|\brecommend(?:s|ed|ing)?\s+(?:\w+\s+){0,2}?denial\b"), False),
    (_turn(r"\bI\s+(?:\w+\s+)?disagree\b"), True),
    (_turn(r"(?:\b(?:not|cannot)\s+|n[’']t\s+)?\brecommend(?:s|ed|ing)?\s+(?:\w+\s+){0,2}?(?:certification|approval|authorization)\b"
           r"|(?<!non-)\b(?:certification|approval|authorization)\s+(?:\w+\s+){0,8}?(?:is|can(?:not|\s+not)?\s+be)\s+(?:not\s+)?(?:recommended|advised|granted|given|warranted|supported)"), True),
    (_turn(rf"\b{_NOW}\s+{_FILL}{_GRANTED}\b|\brecommend\s+that\s+[^.;]{{1,150}}?\b(?:not\s+)?be\s+(?:not\s+)?{_GRANTED}\b"), True),
    (_turn(rf"\b{_NOW}\s+{_FILL}{_REFUSED}\b"), False),
    (_turn(r"(?:\b(?:not|cannot|unable\s+to)\s+|n[’']t\s+)(?:\w+\s+){0,2}?(?:certify|approve|authorize|recommend|grant|endorse|support)\b"), True),
    (_turn(r"\b(?:I|we)\s+(?:would\s+|will\s+|can\s+|do\s+|therefore\s+)*(?:certify|approve|authorize|grant)\b|^\W*(?:certify|approve|authorize)\b"), True),
    (_turn(r"^\W*(?:therefore,?\s+|so\s+)?(?:not\s+)?(?:certified|approved|authorized)\b"), True),
    (_turn(r"^\W*(?:deny|denied)\b|\b(?:I|we)\s+(?:would\s+|must\s+)?deny\b"), False),
    (_turn(r"\b(?:not\s+|fail(?:s|ed)?\s+to\s+)?(?:meets?|satisf(?:y|ies)|establish(?:es)?|supports?|demonstrates?|confirms?|justif(?:y|ies))\s+(?:\w+\s+){0,4}?medical\s+necessity\b"), True),
    (_turn(rf"\b{_REQUEST}(?:\s+for\s+[^.;]{{1,150}}?)?\s+{_BE}\s+{_FILL}{_FIT}\b"), True),
    (_turn(rf"\b{_REQUEST}(?:\s+for\s+[^.;]{{1,150}}?)?\s+{_BE}\s+{_FILL}{_UNFIT}\b"), False),
)  # fmt: skip
"""What decides by itself, or is said of the request."""
_JUDGES: tuple[tuple[re.Pattern[str], bool], ...] = (
    (_turn(rf"\b(?:is|are)\s+{_FILL}(?:(?<!medically\s)necessary|warranted|indicated|justified|appropriate|reasonable)\b"), True),
    (_turn(rf"\b{_BE}\s+(?:\w+\s+){{0,2}}?not\s+{_FILL}{_FIT}\b|n[’']t\s+{_FILL}{_FIT}\b|\bcannot\s+be\s+{_FILL}{_FIT}\b"), True),
    (_turn(rf"\b{_BE}\s+{_FILL}{_UNFIT}\b"), False),
    (_turn(r"\bno\s+(?:medical\s+|clinical\s+|further\s+)?(?:need|necessity|indication|justification|basis|role|place)\s+for\b"), True),
)  # fmt: skip
"""What judges the treatment in the last sentence, where nothing decides."""
_BESIDE = re.compile(
    r"\b(?:while|although|though|since|because|as(?!\s+such\b)|if|when|where|what|which|than|who|why|only|given|suggest\w*|specify)\b[^,;]*$",
    re.IGNORECASE,
)
"""What stands before a turn that decides nothing, but says why or in what case."""
_SUPPOSED = re.compile(r"^\W*(?:if|unless|until|once|when|should)\b|\b(?:before|whether)\b", re.IGNORECASE)
_EARLIER = re.compile(
    rf"{EARLIER_REVIEW}[^.;,]{{0,40}}?\b(?:denied|declined|refused|rejected|non-?certified|certified|approved|authorized|modified|held|stated|felt|found|wrote|opined|argue[sd]|contend(?:s|ed)|reasoned|considered|believed|based)\b",
    re.IGNORECASE,
)
_THOUGHT = re.compile(r"\b(?:would|could|may|might)\b", re.IGNORECASE)
"""What grants only what is thought of: "A brace would be reasonable"."""
_OF_REVIEW = re.compile(
    r"\b(?:non-?\s?)?certif(?:y|ied|ication)\b|\bdenial\b|\b(?:original|prior|previous|earlier|UR)\s+(?:decision|determination)\b",
    re.IGNORECASE,
)
"""What no guideline speaks of."""
_LAST = 3
"""So many of the last sentences may hold the verdict."""


def verdict(letter: Letter, rationale: Section) -> Verdict | None:
    """The last verdict of the rationale's last sentences; None where they hold none.

    What decides outweighs what only judges something, which may be the treatment that should come first.
    """
    ends = [one for one in told(letter, rationale)[-_LAST:] if _is_own(one)]
    for turns, within in ((_DECIDES, ends), (_JUDGES, ends[-1:])):
        for sentence in reversed(within):
            found = [
                (match.end(), granted != bool(_NOT.search(match.group())))
                for turn, granted in turns
                for match in turn.finditer(sentence.words)
                if _counts(sentence.words, match, granted)
            ]
            if found:
                return Verdict(max(found)[1], sentence.span)
    return None


def _counts(words: str, match: re.Match[str], granted: bool) -> bool:
    if _BESIDE.search(words[: match.start()]):
        return False
    return not (granted and _THOUGHT.search(match.group()) and not _NOT.search(match.group()))


def _is_own(sentence: Told) -> bool:
    """Whether a sentence may hold the reviewer's verdict: no guideline's, no earlier reviewer's, no condition's."""
    general = sentence.general and not _OF_REVIEW.search(sentence.words)
    return not (general or _SUPPOSED.search(sentence.words) or _EARLIER.search(sentence.words))
