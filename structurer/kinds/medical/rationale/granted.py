"""Another service that is granted, and that the item goes with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from structurer.kinds.medical.rationale.judging import Told
from structurer.kinds.medical.rationale.matching import compiled, matches
from structurer.kinds.medical.rationale.turns_for import GRANTED_BY, GRANTED_CARE, NEEDED_FOR, SUPPORTS
from structurer.regex import regex
from structurer.result import Span

_UNGRANTED = regex(
    r"(?:\bnot|\bnever|n[’']t)\s+(?:\w+\s+){0,2}?(?:approved|authorized|certified|granted|found|deemed|scheduled|necessary)|\bnon-?\s?certified\b",
    re.IGNORECASE,
)

# What a last sentence gives a reason by: "Since the fusion was approved, ...", "Given that he cannot walk, ...".
WHY = regex(
    r"\b(?:since|because|given|based\s+on|due\s+to|as|with|also|itself|above|which|in\s+the\s+preceding)\b",
    re.IGNORECASE,
)
_JUDGED = regex(r"necessary|appropriate|warranted|supported|indicated|reasonable|justified", re.IGNORECASE)


def supports(one: Told, last: bool) -> Iterator[re.Match[str]]:
    """What a sentence says of another service's being granted; the last one, where it gives no reason, concludes."""
    for match in matches(SUPPORTS, one.judged):
        concludes = last and _JUDGED.search(match.group()) and not WHY.search(one.judged)
        if not concludes and not _UNGRANTED.search(match.group()):
            yield match


_PORTION = regex(r"\b(?:remain\w*|further|additional|more|another|previous\w*|prior(?!\s+to)|earlier)\b", re.IGNORECASE)


def granted_care(sentences: Sequence[Told]) -> Span | None:
    """The sentence that tells of other care, short of an operation, that is granted and that this item is needed for.

    Where more of the same is asked for, what was granted is a part of it.
    """
    if any(_PORTION.search(one.words) for one in sentences):
        return None
    for number, one in enumerate(sentences):
        for match in matches((GRANTED_CARE, GRANTED_BY), one.judged):
            needed = compiled((NEEDED_FOR.replace("{care}", re.escape(match["care"])),))[0]
            rest = [one.judged[match.end() :], *(other.words for other in sentences[number + 1 :])]
            if not _UNGRANTED.search(match.group()) and any(needed.search(words) for words in rest):
                return one.span
    return None
