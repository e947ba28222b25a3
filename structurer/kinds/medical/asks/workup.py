"""What was found and done: the answer, and how it is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from structurer.interpret import read_date
from structurer.kinds.medical.asks.settling import move_drugs, settle_twice_told
from structurer.kinds.medical.asks.shared import note, verbatim_of
from structurer.kinds.medical.asks.taking import Taking
from structurer.kinds.medical.heading.strengths import is_rate, is_strength
from structurer.kinds.medical.record import Clinical, Medication, Study
from structurer.quote import Quote, said
from structurer.regex import regex
from structurer.sections import Section

# What small models take for drugs: other treatment, and words for drugs that name none.
_NO_DRUG = regex(
    r"\btherap(?:y|ies)\b|\brestrict\w+|\bmodif\w+|\bsplint\w*|\bbrac(?:e|es|ing)\b|\bsurg\w+|\bexercis\w+|\binjection\w*|\bacupunct\w+"
    r"|\bchiropract\w+|\bcrutch\w*|\bstud(?:y|ies)\b|\bimaging\b|\bMRI\b|\bx-?rays?\b|^(?:oral\s+|pain\s+|current\s+)?medications?$|^drugs?$|\bsessions?\b"
    r"|\bvisits?\b|\brest\b|^ice$|^heat$|\bsling\b|\bboot\b|\bTENS\b",
    re.IGNORECASE,
)


class StudyAnswer(BaseModel):
    study: Quote = Field(description=note(Study, "study"))
    date: Quote | None = Field(description="its date as printed; else null")
    finding: Quote | None = Field(description=note(Study, "finding") + "; else null")


class MedicationAnswer(BaseModel):
    name: Quote = Field(description=note(Medication, "name"))
    strength: Quote | None = Field(description=note(Medication, "strength") + "; else null")
    frequency: Quote | None = Field(description=note(Medication, "frequency") + "; else null")


class WorkupAnswer(BaseModel):
    exam_findings: list[Quote] = Field(max_length=24, description=note(Clinical, "exam_findings"))
    studies: list[StudyAnswer] = Field(max_length=8, description=note(Clinical, "studies"))
    medications: list[MedicationAnswer] = Field(max_length=14, description=note(Clinical, "medications"))
    treatments: list[Quote] = Field(max_length=14, description=note(Clinical, "treatments"))


class Workup(Taking):
    """What was found and done."""

    def take(self, answer: Mapping[str, Any]) -> None:
        self.many(answer, "exam_findings")
        if answer.get("studies") is not None:
            self._studies(answer["studies"])
        if answer.get("medications") is not None:
            self._medications(answer["medications"])
        self.many(answer, "treatments")
        move_drugs(self.draft, self.source)
        settle_twice_told(self.draft, self.section)

    def _studies(self, entries: list[Mapping[str, Any]]) -> None:
        draft, path, section = self.draft, self.begin("studies"), self.section
        at = 0
        for entry in entries:
            here = f"{path}/{len(draft.get(path))}"
            span = self.grounded(f"{here}/study", said(entry.get("study")), at)
            if span is None or not self.can_be("studies", span):
                continue
            at = span.end
            near = Section(section.name, max(section.start, span.start - 250), min(section.end, span.end + 700))
            date = draft.ground(f"{here}/date", said(entry.get("date")), near)
            day = read_date(date.text) if date else None
            finding = draft.ground(f"{here}/finding", said(entry.get("finding")), near)
            placed = self.place(path, span, "study")
            if placed is None:
                continue
            draft.put(f"{placed}/study", verbatim_of(draft, span), span, self.source)
            draft.put(f"{placed}/date", day.isoformat() if day else None, date if day else None, self.source)
            draft.put(f"{placed}/finding", verbatim_of(draft, finding), finding, self.source)

    def _medications(self, entries: list[Mapping[str, Any]]) -> None:
        draft, path, section = self.draft, self.begin("medications"), self.section
        at = 0
        for entry in entries:
            here = f"{path}/{len(draft.get(path))}"
            name = said(entry.get("name"))
            if name and _NO_DRUG.search(name):
                continue
            span = self.grounded(f"{here}/name", name, at)
            if span is None:
                continue
            at = span.end
            near = Section(section.name, span.start, min(section.end, span.end + 200))
            given, often = said(entry.get("strength")), said(entry.get("frequency"))
            # A count such as "#30" is neither; code empties what cannot be a strength or a rate.
            strength = draft.ground(f"{here}/strength", given, near) if given and is_strength(given) else None
            frequency = draft.ground(f"{here}/frequency", often, near) if often and is_rate(often) else None
            placed = self.place(path, span, "name")
            if placed is None:
                continue
            draft.put(f"{placed}/name", verbatim_of(draft, span), span, self.source)
            draft.put(f"{placed}/strength", verbatim_of(draft, strength), strength, self.source)
            draft.put(f"{placed}/frequency", verbatim_of(draft, frequency), frequency, self.source)
