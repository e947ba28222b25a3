"""What the worker has and says: the answer, and how it is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from structurer.kinds.medical.asks.shared import note, verbatim_of
from structurer.kinds.medical.asks.taking import Taking
from structurer.kinds.medical.pain import read_rating
from structurer.kinds.medical.record import Clinical, PainScore
from structurer.kinds.medical.sentences import sentences
from structurer.letter import Letter
from structurer.quote import Quote, said
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

# Words that say that there was an injury, and not how it came about.
_GENERIC_INJURY = regex(
    r"(?:an?\s+|the\s+)?(?:(?:industrial|occupational|work|related|place|cumulative)[\s-]*)*(?:injur(?:y|ies)|accident|claim|trauma)",
    re.IGNORECASE,
)


class PainAnswer(BaseModel):
    rating: Quote = Field(description="the rating as printed, such as `7-8/10`")
    context: Quote | None = Field(description=note(PainScore, "context") + ", such as `without medications`; else null")


class HistoryAnswer(BaseModel):
    mechanism_of_injury: Quote | None = Field(description=note(Clinical, "mechanism_of_injury") + "; else null")
    diagnoses: list[Quote] = Field(max_length=14, description=note(Clinical, "diagnoses"))
    complaints: list[Quote] = Field(max_length=14, description=note(Clinical, "complaints"))
    pain_scores: list[PainAnswer] = Field(max_length=6, description=note(Clinical, "pain_scores"))
    work_status: Quote | None = Field(description=note(Clinical, "work_status") + "; else null")


class History(Taking):
    """What the worker has and says."""

    def take(self, answer: Mapping[str, Any]) -> None:
        if "mechanism_of_injury" in answer:  # else it was not asked for, and stays as it was read
            how = str(answer["mechanism_of_injury"] or "").strip(" .")
            if _GENERIC_INJURY.fullmatch(how) or (self.told is not None and len(how.split()) < 3):
                answer = {**answer, "mechanism_of_injury": None}
            self.one(answer, "mechanism_of_injury")
        self.many(answer, "diagnoses")
        self.many(answer, "complaints")
        if answer.get("pain_scores") is not None:
            self._pain(answer["pain_scores"])
        self.one(answer, "work_status")

    def _pain(self, entries: list[Mapping[str, Any]]) -> None:
        draft, path = self.draft, self.begin("pain_scores")
        at = 0
        for entry in entries:
            here = f"{path}/{len(draft.get(path))}"
            span = self.grounded(here, said(entry.get("rating")), at)
            rating = read_rating(span.text) if span else None
            if span is None or rating is None:
                continue
            at = span.end
            context = said(entry.get("context"))
            near = _sentence_of(draft.letter, self.section, span)
            told = draft.ground(f"{here}/context", context, near) if context else None
            placed = self.place(path, span)
            if placed is None:
                continue
            low, high = rating
            draft.put(placed, {"low": low, "high": high, "context": verbatim_of(draft, told)}, span, self.source)
            draft.put(f"{placed}/low", low, span, self.source)
            draft.put(f"{placed}/high", high, span, self.source)
            draft.put(f"{placed}/context", verbatim_of(draft, told), told, self.source)


def _sentence_of(letter: Letter, section: Section, span: Span) -> Section:
    """The sentence in which a passage stands, with the one before it."""
    found = sentences(letter, section)
    index = next((i for i, sentence in enumerate(found) if sentence.start <= span.start < sentence.end), None)
    if index is None:
        return section
    return Section(section.name, found[max(index - 1, 0)].start, found[index].end)
