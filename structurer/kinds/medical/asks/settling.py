"""What was taken for two things, or for the wrong one: settled by code after the answers on the case summary."""

from __future__ import annotations

import re

from structurer.draft import Draft
from structurer.folding import fold
from structurer.kinds.medical.asks.shared import verbatim_of
from structurer.kinds.medical.heading.strengths import is_rate
from structurer.kinds.medical.sentences import sentences
from structurer.regex import regex
from structurer.result import Source, Span
from structurer.sections import Section

_DRUG = regex(
    r"(?P<name>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){0,2})\s+(?P<strength>\d[\d./-]*\s?(?:mg|mcg|%|units?))\b\s*,?\s*(?P<often>.*)",
    re.IGNORECASE | re.DOTALL,
)


def move_drugs(draft: Draft, source: Source) -> None:
    """A drug with its strength that was taken for a treatment goes to the medications, if it is not there yet."""
    path = "/clinical/treatments"
    for number in reversed(range(len(draft.get(path) or []))):
        span = draft.evidence[f"{path}/{number}"][0]
        drug = _DRUG.fullmatch(span.text)
        if drug is None:
            continue
        draft.remove(path, number)
        held = draft.get("/clinical/medications")
        if held is None:
            held = []
            draft.put("/clinical/medications", held, None, source)
        if any(fold(entry["name"]).text == fold(drug["name"]).text for entry in held):
            continue
        here = f"/clinical/medications/{len(held)}"
        for name, group in (("name", "name"), ("strength", "strength"), ("frequency", "often")):
            found = draft.letter.span(span.start + drug.start(group), span.start + drug.end(group))
            kept = found if found.text and (group != "often" or is_rate(found.text)) else None
            draft.put(f"{here}/{name}", verbatim_of(draft, kept), kept, source)


# What is told of an examination, as against what the worker tells.
_EXAMINED = regex(
    r"\bexam\w*|\bobjective|\bpalpat\w+|\brange\s+of\s+motion|\breflex\w*|\bsigns?\b|\btests?\b|\bpositive\b|\bnegative\b|\bgait\b",
    re.IGNORECASE,
)


def settle_twice_told(draft: Draft, section: Section) -> None:
    """A passage taken for two things is one of them. Complaint or finding: its sentence tells which. A diagnosis is no
    drug; a treatment is neither a finding, nor a named drug, nor what is only requested."""
    told = sentences(draft.letter, section)
    for number in reversed(_overlaps(draft, "exam_findings", "complaints")):
        span = draft.evidence[f"/clinical/exam_findings/{number}"][0]
        sentence = next((one for one in told if one.start <= span.start < one.end), span)
        if not _EXAMINED.search(sentence.text):
            draft.remove("/clinical/exam_findings", number)
    for fields in (("complaints", "exam_findings"), ("medications", "diagnoses"), ("treatments", "exam_findings"),
                   ("treatments", "medications")):  # fmt: skip
        for number in reversed(_overlaps(draft, *fields)):
            draft.remove(f"/clinical/{fields[0]}", number)
    requests = [str(item.get("request")) for item in draft.get("/determinations") or []]
    for number, treatment in reversed(list(enumerate(draft.get("/clinical/treatments") or []))):
        if len(treatment.split()) > 2 and any(fold(treatment).text in fold(request).text for request in requests):
            draft.remove("/clinical/treatments", number)


def _overlaps(draft: Draft, field: str, other: str) -> list[int]:
    """The entries of one list of the case summary that share a passage with an entry of another."""

    def spans(name: str) -> list[Span]:
        entries = draft.get(f"/clinical/{name}") or []
        parts = {"medications": "/name", "studies": "/study"}
        return [draft.evidence[f"/clinical/{name}/{index}{parts.get(name, '')}"][0] for index in range(len(entries))]

    others = spans(other)
    return [
        index
        for index, span in enumerate(spans(field))
        if any(span.start < taken.end and taken.start < span.end for taken in others)
    ]
