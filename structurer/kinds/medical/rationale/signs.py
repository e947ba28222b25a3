"""A sign that a rationale says is absent: why it was decided so, and no mere history of the case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.kinds.medical.rationale.judging import Told
from structurer.kinds.medical.rationale.turns_unmet import SIGNS_ABSENT
from structurer.kinds.medical.rationale.whose import CONCLUSION
from structurer.regex import regex
from structurer.result import Span

_SIGNS = tuple(regex(turn, re.IGNORECASE) for turn in SIGNS_ABSENT)
# Where a sentence is about what is absent, and does not name it in passing.
_FIRST_OF_ALL = regex(r"\W*(?:\w+,\s+)?(?:there\s+(?:is|are|was|were)\s+no|no|in\s+this\s+\w+)\b", re.IGNORECASE)
_AND_NONE = regex(r"\band\s+there\s+(?:is|are|was|were)\s+no?$", re.IGNORECASE)
_STEM = 6
"""So many letters of a sign tell whether a guideline speaks of it: "radicular" of radiculopathy."""


def absent_sign(sentences: Sequence[Told], any_sign: bool) -> Span | None:
    """The sentence that denies a sign which a guideline asks for, or that is about nothing else.

    With `any_sign`, where the rationale gives no other reason, one that denies a sign in passing is enough.
    """
    asked = " ".join(one.words for one in sentences if one.general).lower()
    for one in sentences:
        if one.general or CONCLUSION.match(one.own):
            continue
        for match in filter(None, (turn.search(one.judged) for turn in _SIGNS)):
            if (
                any_sign
                or match["sign"][:_STEM].lower() in asked
                or _FIRST_OF_ALL.match(one.judged)
                or _AND_NONE.search(one.judged[: match.start() + 3])
            ):
                return one.span
    return None
