"""What code read of a case summary, and each passage of it once."""

from __future__ import annotations

from dataclasses import dataclass, field

from structurer.folding import fold
from structurer.kinds.medical.summary.care import is_drugs_unnamed
from structurer.kinds.medical.summary.care_once import each_care_once
from structurer.kinds.medical.summary.medications import DrugRead, each_drug_once
from structurer.kinds.medical.summary.ratings import Rating
from structurer.kinds.medical.summary.studies import StudyRead, each_study_once
from structurer.result import Span


@dataclass
class Told:
    """What code read of a case summary, each list in the letter's order; `unread` are sentences it could not read."""

    mechanism: Span | None = None
    work_status: Span | None = None
    diagnoses: list[Span] = field(default_factory=list)
    complaints: list[Span] = field(default_factory=list)
    exam_findings: list[Span] = field(default_factory=list)
    treatments: list[Span] = field(default_factory=list)
    pain_scores: list[Rating] = field(default_factory=list)
    studies: list[StudyRead] = field(default_factory=list)
    medications: list[DrugRead] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """How many entries the lists hold that come from whole sentences."""
        lists = (self.diagnoses, self.complaints, self.exam_findings, self.treatments, self.medications, self.studies)
        return sum(len(entries) for entries in lists)


def gathered(told: Told) -> Told:
    """The lists in the letter's order, each passage once, and each drug by its first mention."""
    told.medications = each_drug_once(told.medications)
    for name in ("diagnoses", "complaints", "exam_findings", "treatments"):
        once = {(span.start, span.end): span for span in getattr(told, name)}
        setattr(told, name, sorted(once.values(), key=lambda span: span.start))
    treated: dict[str, Span] = {}
    for span in told.treatments:
        if not any(_is_within(span, other) for other in told.treatments):
            treated.setdefault(fold(span.text).text, span)
    told.treatments = each_care_once(list(treated.values()))
    told.studies = each_study_once(told.studies)
    if told.medications:
        told.treatments = [span for span in told.treatments if not is_drugs_unnamed(span.text)]
    return told


def _is_within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end and other.end - other.start > span.end - span.start
