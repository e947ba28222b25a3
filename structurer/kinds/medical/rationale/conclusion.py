"""What a rationale concludes: medically necessary or not. Read from its last sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from structurer.kinds.medical.rationale.necessity import clause_before, established, stated
from structurer.kinds.medical.rationale.verdicts import verdict
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section


@dataclass(frozen=True)
class Conclusion:
    """What a rationale concludes, and the words that say it."""

    necessary: bool
    span: Span
    sentence: str = ""


def conclusion(letter: Letter, rationale: Section) -> Conclusion | None:
    """What the rationale concludes, from the last place where it says so for certain; None where it does not.

    Standing paragraphs may follow the conclusion (on weaning from opioids, for instance): what speaks of necessity
    there is a condition or a rule, and is passed over. A rationale that never speaks of medical necessity concludes in
    other words: "is not certified", "The denial is upheld".
    """
    found = conclusions(letter, rationale)
    if found:
        return found[-1]
    decided = verdict(letter, rationale)
    return Conclusion(decided.granted, decided.span, decided.span.text) if decided else None


@lru_cache(maxsize=24)  # the reader and several rules want the same ones
def conclusions(letter: Letter, rationale: Section) -> tuple[Conclusion, ...]:
    """Every place where the rationale says for certain that something is medically necessary or not, in its order."""
    text = letter.text[rationale.start : rationale.end]
    return tuple(
        Conclusion(
            necessary,
            letter.span(rationale.start + start, rationale.start + end),
            clause_before(text, start) + text[start:end],
        )
        for start, end, necessary in sorted([*stated(text), *established(text)])
    )
