"""Putting an answer about the case summary into the draft, among what code read of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from structurer.draft import Draft
from structurer.kind import Question
from structurer.kinds.medical.asks.shared import verbatim_of
from structurer.kinds.medical.summary import Told
from structurer.kinds.medical.summary.care import is_treatment
from structurer.kinds.medical.summary.complaints import is_complaint
from structurer.kinds.medical.summary.diagnoses import is_diagnosis
from structurer.kinds.medical.summary.examination import is_finding
from structurer.kinds.medical.summary.readings import CLINICAL
from structurer.kinds.medical.summary.study_names import is_study
from structurer.quote import locate, said
from structurer.regex import regex
from structurer.result import Source, Span
from structurer.sections import Section

# A rating of pain is a field of its own.
_RATED = regex(r",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were)\s+)?rated\b|,?\s+\d+(?:-\d+)?/10\b", re.IGNORECASE)


class Taking:
    """Puts an answer about the case summary into the draft, among what code `told`; quotes stand in the `passages`."""

    def __init__(self, told: Told | None, passages: Sequence[Section]) -> None:
        self.told = told
        self.passages = passages

    def __call__(self, answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
        self.draft, self.section, self.source = draft, question.section, source
        self.take(answer)

    def take(self, answer: Mapping[str, Any]) -> None:
        """Put the answer's fields, some of which may be absent."""
        raise NotImplementedError

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
            if span is None or not self.can_be(field, span):
                continue
            at = span.end
            entry = self.place(path, span)
            if entry is None:
                continue
            self.draft.put(entry, verbatim_of(self.draft, span), span, self.source)

    def can_be(self, field: str, span: Span) -> bool:
        """Whether a phrase out of sentences that code could not read has what an entry of its list must have."""
        return self.told is None or _CAN_BE[field](self.draft.letter.verbatim(span.start, span.end))


_CAN_BE = {
    "diagnoses": is_diagnosis,
    "complaints": is_complaint,
    "exam_findings": is_finding,
    "studies": is_study,
    "treatments": is_treatment,
}
