"""What evals need to know of IMR letters: which fields are gated together, and the conventions of hand labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.imr.record import ImrRecord
from structurer.kinds.medical.labels import SHARED_LABEL_RULES
from structurer.result import Severity

FIELD_GROUPS = {
    "printed": (
        "case", "reviewer", "determinations.request", "determinations.authorized", "determinations.retrospective",
        "determinations.date_of_service", "determinations.decision", "determinations.medically_necessary",
        "determinations.claims_administrator_guidelines", "determinations.reviewer_guidelines",
        "determinations.rationale", "documents_reviewed",
    ),
    "heading": (
        "determinations.service", "determinations.body_parts", "determinations.strength", "determinations.quantity",
        "determinations.frequency", "determinations.category",
    ),
    "facts": (
        "worker", "clinical.mechanism_of_injury", "clinical.diagnoses", "clinical.medications", "clinical.studies",
        "clinical.pain_scores", "clinical.work_status",
    ),
    "told": ("clinical.complaints", "clinical.exam_findings", "clinical.treatments"),
    "reasons": ("determinations.basis",),
}  # fmt: skip


def request_with_decision(case: Case[ImrRecord]) -> Iterator[Trip]:
    for index, item in enumerate(case.record.determinations):
        if re.search(r":$|\b(?:upheld|overturned)$", item.request, re.IGNORECASE):
            yield Trip(f"/determinations/{index}/request", "it goes on into the colon or the decision word")


LABEL_RULES: tuple[Rule[ImrRecord], ...] = (
    *SHARED_LABEL_RULES,
    Rule("label_request_with_decision", Severity.ERROR, "A request ends before the colon of the decision.", request_with_decision),
)  # fmt: skip
