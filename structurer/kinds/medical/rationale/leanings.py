"""What a rationale that uses no known turn leans to, by the words that stand together in a sentence of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.kinds.medical.rationale.judging import Told
from structurer.kinds.medical.rationale.words import BODY, DETAIL, ORDER
from structurer.kinds.medical.record import Basis
from structurer.regex import regex
from structurer.result import Span

_NOT = r"(?:no|not|none|nothing|never|neither|nor|without|cannot|n[’']t|little|hardly|barely|lacks?|missing|blank|un\w+ed|omits?|yet\s+to|un(?:clear|known|told|said))"
_EARLIER = (
    r"(?:months?|weeks?|years?|visits?|sessions?|treatments?|course|program|drug|medications?|medicine|since|after|therap\w+|injections?|blocks?|epidurals?|dose|tablets?"
    r"|antidepressants?|opioids?|use|used|using|taking|trial|prior|unit|manipulation|massage|acupuncture|discharge)"
)
_OUTCOME = r"(?:scores?|rating|VAS|pain|function\w*|lift\w*|work|goals?|relief|help(?:ful|ed|s)?|feels?|sleep\w*|index|activit\w+|walk\w*|stand\w*|motion|strength|hours|mood|insomnia|headaches?|disability|symptoms|tablets|return\w*|stronger|better)"
_NO_GAIN = r"(?:no|not|nothing|never|same|stuck|unmet|yet\s+to|unchanged|plateau\w*|different|still|remain\w*|worse\w*|hour\s+or\s+two|brief\w*|only|less|cut|poor\w*|failed|no\s+longer|identical|flat|persist\w*|continue[sd]?|gone\s+up|went\s+up|increased|yet)"
_PAPERS = r"(?:records?|reports?|notes?|narrative|slip|chart|file|packet|documents?|documentation|paperwork|letter|specifics|details?|particulars|results?|contract|agreement|screen|reviewer|told|submission|mention\w*|explan\w+|reason)"
_SIDE = rf"(?:left|right|side|number|many|often|long|{DETAIL}|directed|part|level|period|size|type|which)"
_SIMPLER = (
    r"(?:costs?|cheap\w*|price\w*|inexpensive|store-?bought|drugstore|over[\s-]the[\s-]counter|at\s+home|household|generics?|place\s+to\s+start|first\s+choice|simpl\w+|ordinary|older|by\s+(?:himself|herself|oneself)"
    r"|on\s+(?:his|her|one's)\s+own|anyone\s+can|free\s+of\s+charge|self-\w+|instead\s+of|any\s+(?:pharmacy|store|drugstore)|step\s+has\s+been\s+skipped|same\s+(?:result|effect|purpose|end))"
)
_REFUSES = (
    r"(?:(?:not|no|nor|never|any)\s+(?:\w+\s+){0,3}?(?:favou?r\w*|recommend\w*|support\w*|endors\w*|literature|evidence|stud(?:y|ies)|trials|blessing|backing|place|role)"
    r"|against(?!\s+(?:the\s+|this\s+|that\s+|any\s+)?(?:\w+\s+)?(?:guidelines?|criteria))|unfavou?rabl\w+|doubtful|disfavou?r\w*|out\s+of\s+use|skeptic\w*|scant|weak|obsolete|critical\w*|unwilling)"
)


def _together(*groups: str) -> re.Pattern[str]:
    return regex("".join(rf"(?=.*\b{group}\b)" for group in groups), re.IGNORECASE | re.DOTALL)


_ENOUGH = 8
"""More words than this before a conclusion in its own sentence say why."""
_LEANS: tuple[tuple[Basis, re.Pattern[str], bool], ...] = (
    (Basis.REQUEST_INCOMPLETE, _together(ORDER, _NOT, _SIDE), False),
    (Basis.REQUEST_INCOMPLETE, _together(ORDER, r"(?:nothing\s+(?:further|else|more)|says\s+only|reads)"), False),
    (Basis.NO_FUNCTIONAL_IMPROVEMENT, _together(_EARLIER, _OUTCOME, _NO_GAIN), False),
    (Basis.DOCUMENTATION_LACKING, _together(_PAPERS, _NOT), False),
    (Basis.DOCUMENTATION_LACKING, regex(r"\b(?:undisclosed|untold|withheld|kept\s+from)\b", re.IGNORECASE), False),
    (Basis.ALTERNATIVE_AVAILABLE, _together(_SIMPLER), False),
    (Basis.NOT_RECOMMENDED, _together(BODY, _REFUSES), True),
    (
        Basis.NOT_RECOMMENDED,
        regex(
            r"(?!.*\b(?:need|necessity)\b)(?!.*\b(?:the|this)\s+(?:request|item|service)(?:\s+for\s+[^.;,]{1,80}?)?\s+(?:is|was)\s+(?:\w+\s+)?not\b)(?=.*(?<!\bcan\s)(?<!could\s)\bnot\s+(?:(?!be\b)\w+\s+)?(?:recommended|supported|advised|endorsed))",
            re.IGNORECASE | re.DOTALL,
        ),
        True,
    ),
)
"""A reason, the words that must stand together, and whether a sentence about guidelines counts."""


def leans_to(sentences: Sequence[Told], concluded: re.Pattern[str]) -> tuple[Basis, Span] | None:
    """The first reason in order that a sentence's words lean to, with the sentence; None where none does."""
    for basis, words, of_guidelines in _LEANS:
        for sentence in sentences:
            if sentence.conditional if of_guidelines else sentence.general:
                continue
            conclusion = concluded.search(sentence.judged)
            before = sentence.judged[: conclusion.start()] if conclusion else sentence.judged
            if (conclusion is None or len(before.split()) > _ENOUGH) and words.match(before):
                return basis, sentence.span
    return None
