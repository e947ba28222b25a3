"""What code read of a case summary, as values of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from structurer.interpret import read_date
from structurer.kind import Reading
from structurer.kinds.medical.sentences import sentences, told_until
from structurer.kinds.medical.summary.asides import is_dispute
from structurer.kinds.medical.summary.care import is_drugs_unnamed
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.gathered import Told
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.told import read
from structurer.kinds.medical.summary.work import work_status
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Outline, Section

CLINICAL = "/clinical"


def told_section(letter: Letter, outline: Outline) -> Section | None:
    """The part of the case summary that tells the case, without the sentences about the dispute; None if it is empty."""
    summary = outline.part("summary")
    if summary is None:
        return None
    told = Section("summary", summary.start, told_until(letter, summary))
    return told if letter.verbatim(told.start, told.end) else None


def read_summary(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """The case summary's facts, as far as its sentences tell them in known turns of phrase."""
    section = told_section(letter, outline)
    if section is not None:
        told = _named(told_in(letter, section), letter, outline)
        status = told.work_status or _status_after(letter, outline, section)
        yield from readings(letter, replace(told, work_status=status))


def _named(told: Told, letter: Letter, outline: Outline) -> Told:
    """What was told, without "medications" among the treatments where the section names a drug, were it only planned."""
    summary = outline.part("summary")
    if summary is None or not DRUG.search(letter.text, summary.start, summary.end):
        return told
    return replace(told, treatments=[span for span in told.treatments if not is_drugs_unnamed(span.text)])


@lru_cache(maxsize=16)
def told_in(letter: Letter, section: Section) -> Told:
    """What the section tells, read once for the readers and for what is asked beside them. Not to be changed."""
    return read(letter, section)


def _status_after(letter: Letter, outline: Outline, told: Section) -> Span | None:
    """The work status where it stands among the sentences about the dispute, which follow the told case."""
    summary = outline.part("summary")
    if summary is None or summary.end <= told.end:
        return None
    found = None
    for sentence in sentences(letter, Section("summary", told.end, summary.end)):
        line = Line.of(letter, sentence)
        status = None if is_dispute(line.text) or _IN_PLAN.search(line.text) else work_status(line)
        found = status.span if status else found
    return found


_IN_PLAN = regex(r"\b(?:request|plan|recommend|treatment|therapy|medication)", re.IGNORECASE)


def readings(letter: Letter, told: Told) -> Iterator[Reading]:
    """Every field of the case summary: what was read of it, or that it is empty as far as code could read."""

    def one(path: str, span: Span | None) -> Reading:
        return Reading(path, letter.verbatim(span.start, span.end) if span else None, span)

    yield one(f"{CLINICAL}/mechanism_of_injury", told.mechanism)
    yield one(f"{CLINICAL}/work_status", told.work_status)
    for name in ("diagnoses", "complaints", "exam_findings", "treatments"):
        yield Reading(f"{CLINICAL}/{name}", [])
        for index, span in enumerate(getattr(told, name)):
            yield one(f"{CLINICAL}/{name}/{index}", span)
    yield Reading(f"{CLINICAL}/pain_scores", [])
    for index, rating in enumerate(told.pain_scores):
        path = f"{CLINICAL}/pain_scores/{index}"
        yield Reading(path, {}, rating.span)
        yield Reading(f"{path}/low", rating.low, rating.span)
        yield Reading(f"{path}/high", rating.high, rating.span)
        yield one(f"{path}/context", rating.context)
    yield Reading(f"{CLINICAL}/studies", [])
    for index, study in enumerate(told.studies):
        path = f"{CLINICAL}/studies/{index}"
        day = read_date(study.date.text) if study.date else None
        yield one(f"{path}/study", study.study)
        yield Reading(f"{path}/date", day.isoformat() if day else None, study.date if day else None)
        yield one(f"{path}/finding", study.finding)
    yield Reading(f"{CLINICAL}/medications", [])
    for index, drug in enumerate(told.medications):
        path = f"{CLINICAL}/medications/{index}"
        yield one(f"{path}/name", drug.name)
        yield one(f"{path}/strength", drug.strength)
        yield one(f"{path}/frequency", drug.frequency)
