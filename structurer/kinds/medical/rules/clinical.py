"""Rules about what the case summary says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from structurer.folding import fold
from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.heading.strengths import is_rate, is_strength
from structurer.kinds.medical.sentences import told_until
from structurer.quote import find
from structurer.regex import regex
from structurer.result import Severity, Span
from structurer.sections import Section

ReviewCase = Case[Any]


def pain_beyond_scale(case: ReviewCase) -> Iterator[Trip]:
    for index, score in enumerate(case.record.clinical.pain_scores):
        path = f"/clinical/pain_scores/{index}"
        if not 0 <= score.low <= 10 or not 0 <= score.high <= 10:
            yield Trip(path, f"{score.low:g} to {score.high:g} goes beyond the scale of 0 to 10")
        elif score.low > score.high:
            yield Trip(path, f"the lower number {score.low:g} is above the higher {score.high:g}")


def pain_not_printed(case: ReviewCase) -> Iterator[Trip]:
    summary = case.outline.part("summary")
    if summary is None:
        return
    for index, score in enumerate(case.record.clinical.pain_scores):
        for name, number in (("low", score.low), ("high", score.high)):
            path = f"/clinical/pain_scores/{index}/{name}"
            spans = case.evidence.get(path, ())
            told = " ".join(span.text for span in spans) or case.letter.text[summary.start : summary.end]
            if not re.search(rf"(?<![\d.]){re.escape(f'{number:g}')}(?!\d|\.\d)", told):
                yield Trip(path, f"{'its passage' if spans else 'the case summary'} has no number {number:g}")


def strength_without_unit(case: ReviewCase) -> Iterator[Trip]:
    for index, medication in enumerate(case.record.clinical.medications):
        if medication.strength is not None and not is_strength(medication.strength):
            yield Trip(f"/clinical/medications/{index}/strength", "this has no amount with a unit")
    for index, determination in enumerate(case.record.determinations):
        if determination.strength is not None and not is_strength(determination.strength):
            yield Trip(f"/determinations/{index}/strength", "this has no amount with a unit")


def frequency_without_rate(case: ReviewCase) -> Iterator[Trip]:
    for index, medication in enumerate(case.record.clinical.medications):
        if medication.frequency is not None and not is_rate(medication.frequency):
            yield Trip(f"/clinical/medications/{index}/frequency", "this says neither how often nor how long")


def medication_with_strength(case: ReviewCase) -> Iterator[Trip]:
    for index, medication in enumerate(case.record.clinical.medications):
        if is_strength(medication.name):
            yield Trip(
                f"/clinical/medications/{index}/name", "the name holds the strength, which has a field of its own"
            )


def requested_drug_as_medication(case: ReviewCase) -> Iterator[Trip]:
    for index, medication in enumerate(case.record.clinical.medications):
        passage = _only_in_dispute(case, medication.name)
        if passage:
            yield Trip(f"/clinical/medications/{index}/name",
                       "the summary names this drug only where it tells what was requested or denied", passage)  # fmt: skip


def requested_test_as_study(case: ReviewCase) -> Iterator[Trip]:
    for index, study in enumerate(case.record.clinical.studies):
        passage = _only_in_dispute(case, study.study)
        if passage:
            yield Trip(f"/clinical/studies/{index}/study",
                       "the summary names this test only where it tells what was requested or denied", passage)  # fmt: skip


def _only_in_dispute(case: ReviewCase, words: str) -> Span | None:
    """Where the words stand, if in the summary they stand only after the case has been told."""
    summary = case.outline.part("summary")
    if summary is None:
        return None
    told = told_until(case.letter, summary)
    if find(case.letter, words, summary.start, told):
        return None
    places = find(case.letter, words, told, summary.end)
    return case.letter.span(places[0].start, places[0].end) if places else None


_ENUMERATED = regex(r"(?<![\w.])\(?(?P<number>\d{1,2})[.)]\s+(?=[^\s\d])")
_DIAGNOSES = regex(r"\b(?:diagnos[ei]s|diagnosed|assessment|impression)\b[^.]{0,60}$", re.IGNORECASE)


def diagnoses_enumerated(case: ReviewCase) -> Iterator[Trip]:
    summary = case.outline.part("summary")
    if summary is None:
        return
    held = [fold(diagnosis).text for diagnosis in case.record.clinical.diagnoses]
    for entry in enumerated_diagnoses(case, summary):
        words = fold(entry.text).text.strip(" .,;")
        if words and not any(words in diagnosis or diagnosis in words for diagnosis in held):
            yield Trip("/clinical/diagnoses", "a diagnosis that the letter enumerates was not taken", entry)


def enumerated_diagnoses(case: ReviewCase, summary: Section) -> list[Span]:
    """The entries of a list "1) … 2) …" that follows the word diagnoses; empty where there is no such list."""
    text = case.letter.text
    marks = list(_ENUMERATED.finditer(text, summary.start, summary.end))
    for index, mark in enumerate(marks):
        if mark["number"] != "1" or not _DIAGNOSES.search(text[max(summary.start, mark.start() - 120) : mark.start()]):
            continue
        run = [mark]
        for following in marks[index + 1 :]:
            if int(following["number"]) != len(run) + 1:
                break
            run.append(following)
        if len(run) < 2:
            continue
        last = regex(r"\.(?=\s|[A-Z]|$)|$").search(text, run[-1].end(), summary.end)
        ends = [*(entry.start() for entry in run[1:]), last.start() if last else summary.end]
        return [case.letter.span(entry.end(), end) for entry, end in zip(run, ends, strict=True)]
    return []


CLINICAL_RULES: tuple[Rule[Any], ...] = (
    Rule("pain_beyond_scale", Severity.ERROR, "Pain ratings lie between 0 and 10, the lower first.", pain_beyond_scale),
    Rule("pain_not_printed", Severity.ERROR, "Pain ratings are numbers of the case summary.", pain_not_printed),
    Rule("strength_without_unit", Severity.ERROR, "A strength is an amount with a unit.", strength_without_unit),
    Rule("frequency_without_rate", Severity.WARNING, "A drug's frequency says how often or how long.",
         frequency_without_rate),
    Rule("medication_with_strength", Severity.WARNING, "A drug's name does not hold its strength.",
         medication_with_strength),
    Rule("requested_drug_as_medication", Severity.ERROR,
         "No drug that is only requested stands among the medications.", requested_drug_as_medication),
    Rule("requested_test_as_study", Severity.ERROR, "No test that is only requested stands among the studies.",
         requested_test_as_study),
    Rule("diagnoses_enumerated", Severity.ERROR, "Where the letter enumerates diagnoses, all of them are taken.",
         diagnoses_enumerated),
)  # fmt: skip
