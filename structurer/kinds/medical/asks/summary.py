"""Two questions on the case summary: what the worker has and says, and what was found and done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import BaseModel, Field

from structurer.draft import Draft
from structurer.interpret import read_date
from structurer.kind import Ask, Question, part_of
from structurer.kinds.medical.asks.mentions import mentioned
from structurer.kinds.medical.asks.settling import move_drugs, settle_twice_told
from structurer.kinds.medical.asks.shared import note, verbatim_of
from structurer.kinds.medical.pain import read_rating
from structurer.kinds.medical.record import (
    Clinical,
    Medication,
    PainScore,
    Study,
)
from structurer.kinds.medical.sentences import sentences
from structurer.kinds.medical.strengths import is_rate, is_strength
from structurer.kinds.medical.summary import Told, readings, told_in, told_section
from structurer.kinds.medical.summary.care import is_treatment
from structurer.kinds.medical.summary.complaints import is_complaint
from structurer.kinds.medical.summary.diagnoses import is_diagnosis
from structurer.kinds.medical.summary.examination import is_finding
from structurer.kinds.medical.summary.readings import CLINICAL
from structurer.letter import Letter
from structurer.pointer import under
from structurer.quote import Quote, locate, said
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


def summary_ask(kind: str) -> Ask:
    """The ask on the case summary, by the prompts `history` and `workup` of the kind."""
    return Ask("summary", partial(_plan_summary, kind))


def _plan_summary(kind: str, letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
    """Two questions on the case summary: what the worker has and says, and what was found and done.

    Where code has read the summary, only the sentences are shown that it could not read, and their entries are put
    among those that it read.
    """
    if outline.part("summary") is None:
        draft.note("summary_missing", "/clinical", Severity.WARNING, "the letter has no clinical case summary")
        return
    section = told_section(letter, outline)
    if section is None:
        return
    told = told_in(letter, section) if draft.filled("/clinical") else None
    passages = [Section("summary", one.start, one.end) for one in told.unread] if told else [section]
    text = " ".join(letter.verbatim(one.start, one.end) for one in passages)
    for name, model, taking, most in (
        ("history", HistoryAnswer, _History, 500),
        ("workup", WorkupAnswer, _Workup, 700),
    ):
        fields = [
            field
            for field in mentioned(model, text, rest=told is not None)
            if told is None or field not in _SINGLE or draft.get(f"/clinical/{field}") is None
        ]
        if fields and text:
            yield Question(
                ask=name,
                prompt=f"{kind}/{name}",
                section=section,
                shown=text,
                answer_model=part_of(model, tuple(fields)),
                notes_model=model,
                paths={field: (f"/clinical/{field}",) for field in fields},
                take=taking(told, passages),
                max_tokens=most,
                label="summary",
            )


_SINGLE = ("mechanism_of_injury", "work_status")


class _Taking:
    """Puts an answer about the case summary into the draft, among what code `told`; quotes stand in the `passages`."""

    def __init__(self, told: Told | None, passages: Sequence[Section]) -> None:
        self.told = told
        self.passages = passages

    def __call__(self, answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
        self.draft, self.section, self.source = draft, question.section, source
        self._read_again([field for field in question.paths if answer.get(field) is not None])
        self.take(answer)

    def take(self, answer: Mapping[str, Any]) -> None:
        """Put the answer's fields, some of which may be absent."""
        raise NotImplementedError

    def _read_again(self, fields: list[str]) -> None:
        """Put back what code read of the fields, where it was cleared for them to be asked again."""
        cleared = [f"{CLINICAL}/{field}" for field in fields if not self.draft.filled(f"{CLINICAL}/{field}")]
        if self.told is None or not cleared:
            return
        for reading in readings(self.draft.letter, self.told):
            if any(under(reading.path, path) for path in cleared):
                self.draft.put(reading.path, reading.value, reading.evidence, Source.PARSED)

    def grounded(self, path: str, quote: str | None, after: int = 0) -> Span | None:
        """Where the quote stands in what was shown; None, and an error finding, where it stands nowhere."""
        for passage in self.passages:
            if quote and passage.end > after and locate(self.draft.letter, quote, passage.start, passage.end, after):
                return self.draft.ground(path, quote, passage, after)
        for passage in self.passages:
            if quote and locate(self.draft.letter, quote, passage.start, passage.end):
                return self.draft.ground(path, quote, passage)
        if self.told is not None and quote and locate(self.draft.letter, quote, self.section.start, self.section.end):
            return None  # it stands in a sentence that code has read
        return self.draft.ground(path, quote, self.section, after)

    def one(self, answer: Mapping[str, Any], field: str) -> None:
        """Put a single value."""
        if field in answer:
            path = f"{CLINICAL}/{field}"
            span = self.grounded(path, said(answer[field]))
            self.draft.put(path, verbatim_of(self.draft, span), span, self.source)

    def begin(self, field: str) -> str:
        """The pointer of a list, which is there from now on."""
        path = f"{CLINICAL}/{field}"
        if not self.draft.filled(path):
            self.draft.put(path, [], None, self.source)
        return path

    def place(self, path: str, span: Span, name: str = "") -> str | None:
        """The pointer for an entry with its evidence at `span`, by the letter's order; None where one stands there."""
        held = [self._span_of(f"{path}/{index}", name) for index in range(len(self.draft.get(path)))]
        if any(span.start < other.end and other.start < span.end for other in held):
            return None
        index = sum(other.start < span.start for other in held)
        self.draft.make_room(path, index)
        return f"{path}/{index}"

    def _span_of(self, entry: str, name: str) -> Span:
        return self.draft.evidence[f"{entry}/{name}" if name else entry][0]

    def many(self, answer: Mapping[str, Any], field: str) -> None:
        """Put the entries of a list of phrases."""
        if answer.get(field) is None:
            return
        path = self.begin(field)
        at = 0
        for quote in answer[field]:
            here = f"{path}/{len(self.draft.get(path))}"
            span = self.grounded(here, said(quote), at)
            rated = _RATED.search(span.text) if span and field == "complaints" else None
            if span and rated:
                span = self.draft.letter.span(span.start, span.start + rated.start())
            if span is None or not self._can_be(field, span):
                continue
            at = span.end
            entry = self.place(path, span)
            if entry is None:
                continue
            self.draft.put(entry, verbatim_of(self.draft, span), span, self.source)

    def _can_be(self, field: str, span: Span) -> bool:
        """Whether a phrase out of sentences that code could not read has what an entry of its list must have."""
        return self.told is None or _CAN_BE[field](self.draft.letter.verbatim(span.start, span.end))


_CAN_BE = {
    "diagnoses": is_diagnosis,
    "complaints": is_complaint,
    "exam_findings": is_finding,
    "treatments": is_treatment,
}


class _History(_Taking):
    """What the worker has and says."""

    def take(self, answer: Mapping[str, Any]) -> None:
        how = str(answer.get("mechanism_of_injury") or "").strip(" .")
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


class _Workup(_Taking):
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
            if span is None:
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


# Words that say that there was an injury, and not how it came about.
_GENERIC_INJURY = re.compile(
    r"(?:an?\s+|the\s+)?(?:(?:industrial|occupational|work|related|place|cumulative)[\s-]*)*(?:injur(?:y|ies)|accident|claim|trauma)",
    re.IGNORECASE,
)


# A rating of pain is a field of its own.
_RATED = re.compile(
    r",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were)\s+)?rated\b|,?\s+\d+(?:-\d+)?/10\b", re.IGNORECASE
)


def _sentence_of(letter: Letter, section: Section, span: Span) -> Section:
    """The sentence in which a passage stands, with the one before it."""
    found = sentences(letter, section)
    index = next((i for i, sentence in enumerate(found) if sentence.start <= span.start < sentence.end), None)
    if index is None:
        return section
    return Section(section.name, found[max(index - 1, 0)].start, found[index].end)


# What small models take for drugs: other treatment, and words for drugs that name none.
_NO_DRUG = re.compile(
    r"\btherap(?:y|ies)\b|\brestrict\w+|\bmodif\w+|\bsplint\w*|\bbrac(?:e|es|ing)\b|\bsurg\w+|\bexercis\w+|\binjection\w*|\bacupunct\w+"
    r"|\bchiropract\w+|\bcrutch\w*|\bstud(?:y|ies)\b|\bimaging\b|\bMRI\b|\bx-?rays?\b|^(?:oral\s+|pain\s+|current\s+)?medications?$|^drugs?$|\bsessions?\b"
    r"|\bvisits?\b|\brest\b|^ice$|^heat$|\bsling\b|\bboot\b|\bTENS\b",
    re.IGNORECASE,
)
