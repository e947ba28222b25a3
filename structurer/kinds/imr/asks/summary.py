"""Two questions on the case summary: what the worker has and says, and what was found and done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, Field

from structurer.draft import Draft
from structurer.interpret import read_date
from structurer.kind import Question, part_of
from structurer.kinds.imr.asks.mentions import mentioned
from structurer.kinds.imr.asks.settling import move_drugs, settle_twice_told
from structurer.kinds.imr.asks.shared import note, said, verbatim_of
from structurer.kinds.imr.pain import read_rating
from structurer.kinds.imr.record import (
    Clinical,
    Medication,
    PainScore,
    Study,
)
from structurer.kinds.imr.sentences import sentences, told_until
from structurer.kinds.imr.strengths import is_rate, is_strength
from structurer.letter import Letter
from structurer.quote import Quote
from structurer.result import Severity, Source, Span
from structurer.sections import Outline, Section


class PainAnswer(BaseModel):
    rating: Quote = Field(description="the rating as printed, such as `7-8/10`")
    context: Quote | None = Field(description=note(PainScore, "context") + ", such as `without medications`; else null")


class HistoryAnswer(BaseModel):
    mechanism_of_injury: Quote | None = Field(description=note(Clinical, "mechanism_of_injury") + "; else null")
    diagnoses: list[Quote] = Field(max_length=14, description=note(Clinical, "diagnoses"))
    complaints: list[Quote] = Field(max_length=14, description=note(Clinical, "complaints"))
    pain_scores: list[PainAnswer] = Field(max_length=6, description=note(Clinical, "pain_scores"))
    work_status: Quote | None = Field(description=note(Clinical, "work_status") + "; else null")


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


def plan_summary(letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
    """Two questions on the case summary: what the worker has and says, and what was found and done."""
    summary = outline.part("summary")
    if summary is None:
        draft.note("summary_missing", "/clinical", Severity.WARNING, "the letter has no clinical case summary")
        return
    told = Section("summary", summary.start, told_until(letter, summary))
    text = letter.verbatim(told.start, told.end)
    if not text:
        return
    for name, model, take, most in (
        ("history", HistoryAnswer, take_history, 500),
        ("workup", WorkupAnswer, take_workup, 700),
    ):
        fields = mentioned(model, text)
        if fields:
            yield Question(
                ask=name,
                prompt=f"imr/{name}",
                section=told,
                shown=text,
                answer_model=part_of(model, tuple(fields)),
                notes_model=model,
                paths={field: (f"/clinical/{field}",) for field in fields},
                take=take,
                max_tokens=most,
                label="summary",
            )


def take_history(answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
    """Put an answer about the history into the draft; only its fields that were asked."""
    section = question.section
    if _GENERIC_INJURY.fullmatch(str(answer.get("mechanism_of_injury") or "").strip(" .")):
        answer = {**answer, "mechanism_of_injury": None}
    _one(answer, "mechanism_of_injury", draft, section, source)
    _many(answer, "diagnoses", draft, section, source)
    _many(answer, "complaints", draft, section, source)
    if answer.get("pain_scores") is not None:
        _pain(answer["pain_scores"], draft, section, source)
    _one(answer, "work_status", draft, section, source)


# Words that say that there was an injury, and not how it came about.
_GENERIC_INJURY = re.compile(
    r"(?:an?\s+|the\s+)?(?:(?:industrial|occupational|work|related|place|cumulative)[\s-]*)*(?:injur(?:y|ies)|accident|claim|trauma)",
    re.IGNORECASE,
)


def take_workup(answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
    """Put an answer about examination, studies and treatment into the draft; only its fields that were asked."""
    section = question.section
    _many(answer, "exam_findings", draft, section, source)
    if answer.get("studies") is not None:
        _studies(answer["studies"], draft, section, source)
    if answer.get("medications") is not None:
        _medications(answer["medications"], draft, section, source)
    _many(answer, "treatments", draft, section, source)
    move_drugs(draft, source)
    settle_twice_told(draft, section)


def _one(answer: Mapping[str, Any], field: str, draft: Draft, section: Section, source: Source) -> None:
    if field not in answer:
        return
    path = f"/clinical/{field}"
    span = draft.ground(path, said(answer[field]), section)
    draft.put(path, verbatim_of(draft, span), span, source)


# A rating of pain is a field of its own.
_RATED = re.compile(
    r",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were)\s+)?rated\b|,?\s+\d+(?:-\d+)?/10\b", re.IGNORECASE
)


def _many(answer: Mapping[str, Any], field: str, draft: Draft, section: Section, source: Source) -> None:
    if answer.get(field) is None:
        return
    path = f"/clinical/{field}"
    draft.put(path, [], None, source)
    at = 0
    taken: set[tuple[int, int]] = set()
    for quote in answer[field]:
        here = f"{path}/{len(draft.get(path))}"
        span = draft.ground(here, said(quote), section, at)
        rated = _RATED.search(span.text) if span and field == "complaints" else None
        if span and rated:
            span = draft.letter.span(span.start, span.start + rated.start())
        if span is None or (span.start, span.end) in taken:
            continue
        taken.add((span.start, span.end))
        at = span.end
        draft.put(here, verbatim_of(draft, span), span, source)


def _pain(entries: list[Mapping[str, Any]], draft: Draft, section: Section, source: Source) -> None:
    path = "/clinical/pain_scores"
    draft.put(path, [], None, source)
    at = 0
    for entry in entries:
        here = f"{path}/{len(draft.get(path))}"
        span = draft.ground(here, said(entry.get("rating")), section, at)
        rating = read_rating(span.text) if span else None
        if span is None or rating is None:
            continue
        at = span.end
        context = said(entry.get("context"))
        told = draft.ground(f"{here}/context", context, _sentence_of(draft.letter, section, span)) if context else None
        low, high = rating
        draft.put(here, {"low": low, "high": high, "context": verbatim_of(draft, told)}, span, source)
        draft.put(f"{here}/low", low, span, source)
        draft.put(f"{here}/high", high, span, source)
        draft.put(f"{here}/context", verbatim_of(draft, told), told, source)


def _sentence_of(letter: Letter, section: Section, span: Span) -> Section:
    """The sentence in which a passage stands, with the one before it."""
    found = sentences(letter, section)
    index = next((i for i, sentence in enumerate(found) if sentence.start <= span.start < sentence.end), None)
    if index is None:
        return section
    return Section(section.name, found[max(index - 1, 0)].start, found[index].end)


def _studies(entries: list[Mapping[str, Any]], draft: Draft, section: Section, source: Source) -> None:
    path = "/clinical/studies"
    draft.put(path, [], None, source)
    at = 0
    for entry in entries:
        here = f"{path}/{len(draft.get(path))}"
        span = draft.ground(f"{here}/study", said(entry.get("study")), section, at)
        if span is None:
            continue
        at = span.end
        near = Section(section.name, max(section.start, span.start - 250), min(section.end, span.end + 700))
        date = draft.ground(f"{here}/date", said(entry.get("date")), near)
        day = read_date(date.text) if date else None
        finding = draft.ground(f"{here}/finding", said(entry.get("finding")), near)
        draft.put(f"{here}/study", verbatim_of(draft, span), span, source)
        draft.put(f"{here}/date", day.isoformat() if day else None, date if day else None, source)
        draft.put(f"{here}/finding", verbatim_of(draft, finding), finding, source)


# What small models take for drugs: other treatment, and words for drugs that name none.
_NO_DRUG = re.compile(
    r"\btherap(?:y|ies)\b|\brestrict\w+|\bmodif\w+|\bsplint\w*|\bbrac(?:e|es|ing)\b|\bsurg\w+|\bexercis\w+|\binjection\w*|\bacupunct\w+"
    r"|\bchiropract\w+|\bcrutch\w*|\bstud(?:y|ies)\b|\bimaging\b|\bMRI\b|\bx-?rays?\b|^(?:oral\s+|pain\s+|current\s+)?medications?$|^drugs?$|\bsessions?\b"
    r"|\bvisits?\b|\brest\b|^ice$|^heat$|\bsling\b|\bboot\b|\bTENS\b",
    re.IGNORECASE,
)


def _medications(entries: list[Mapping[str, Any]], draft: Draft, section: Section, source: Source) -> None:
    path = "/clinical/medications"
    draft.put(path, [], None, source)
    at = 0
    for entry in entries:
        here = f"{path}/{len(draft.get(path))}"
        name = said(entry.get("name"))
        if name and _NO_DRUG.search(name):
            continue
        span = draft.ground(f"{here}/name", name, section, at)
        if span is None:
            continue
        at = span.end
        near = Section(section.name, span.start, min(section.end, span.end + 200))
        given, often = said(entry.get("strength")), said(entry.get("frequency"))
        # A count such as "#30" is neither; code empties what cannot be a strength or a rate.
        strength = draft.ground(f"{here}/strength", given, near) if given and is_strength(given) else None
        frequency = draft.ground(f"{here}/frequency", often, near) if often and is_rate(often) else None
        draft.put(f"{here}/name", verbatim_of(draft, span), span, source)
        draft.put(f"{here}/strength", verbatim_of(draft, strength), strength, source)
        draft.put(f"{here}/frequency", verbatim_of(draft, frequency), frequency, source)
