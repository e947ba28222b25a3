"""Words written out that reviewers shorten or misspell, so that the turns of phrase need to know one way of writing them."""

from __future__ import annotations

import re
from collections.abc import Callable

from structurer.kinds.medical.rationale.words import MEDICAL, NECESSARY, NECESSITY
from structurer.regex import regex

_VERB = r"do|does|did|is|are|was|were|has|have|had|could|should|would|need"
_CONTRACTED = regex(rf"\b(?P<verb>ca|wo|\w+?)n[’'´`]t\b|\b(?P<bare>{_VERB}|ca|wo)nt\b", re.IGNORECASE)
_IS = regex(r"\b(?P<who>it|that|this|there|he|she|here|what)[’'´`]s\b(?!\s+own\b)", re.IGNORECASE)
_HAS_BEEN = regex(r"\b(?P<who>[A-Za-z]+)[’'´`]s(?=\s+(?:never\s+|not\s+|already\s+|also\s+)?been\b)", re.IGNORECASE)
_WHOLE_VERB = {"ca": "can", "wo": "will"}


def _verb_and_not(match: re.Match[str]) -> str:
    verb = match["verb"] or match["bare"]
    return f"{_WHOLE_VERB.get(verb.lower(), verb)} not"


# Short forms of notes; "PT" is physical therapy, and "PTs" is nobody either.
_SHORT: tuple[tuple[str, str], ...] = (
    (r"\bw/o\b", "without"),
    (r"\bb/c\b", "because"),
    (r"\bw/(?=\s|\w)", "with "),
    (r"\b(?-i:[Pp]t)\b(?!\.?\s*(?:eval|session|visit))", "patient"),
    (r"\b(?-i:[Pp]ts)\b", "patients"),
    (r"\b(?-i:[Tt]x)\b", "treatment"),
    (r"\b(?-i:[Dd]x)\b", "diagnosis"),
    (r"\b(?-i:[Ss]x)\b", "symptoms"),
    (r"\b(?-i:[Hh]x)\b", "history"),
    (r"\b(?-i:[Ww]ks)\b", "weeks"),
    (r"\b(?-i:[Mm]os)\b", "months"),
    (r"\b(?-i:[Yy]rs)\b", "years"),
    (r"\b(?-i:RTW)\b", "return to work"),
    (r"\bfxn\b", "function"),
    (r"\bmed\.?\s+nec\b\.?", "medically necessary"),
    (
        r"\b(?P<stem>authori|utili|recogni|immobili|stabili|characteri)s(?P<end>e[ds]?|ing|ations?)\b",
        r"\g<stem>z\g<end>",
    ),
    (r"\btherefor\b", "therefore"),
    (rf"\b{MEDICAL}\s+{NECESSARY}\b", "medically necessary"),
    (rf"\b{MEDICAL}\s+{NECESSITY}\b", "medical necessity"),
    (r"\b(?P<more>more|less|fewer|longer|better|worse|rather|other)\s+then\b", r"\g<more> than"),
)
_WRITTEN_OUT: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_CONTRACTED, _verb_and_not),
    (_HAS_BEEN, r"\g<who> has"),
    (_IS, r"\g<who> is"),
    *((regex(short, re.IGNORECASE), whole) for short, whole in _SHORT),
)


def written_out(text: str) -> str:
    """The sentence with "not" written out, with short forms in full and common words spelled as they are."""
    for short, whole in _WRITTEN_OUT:
        text = short.sub(whole, text)
    return text
