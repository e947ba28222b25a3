"""What evals need to know of utilization review letters: which fields are gated together, and how labels are held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.labels import SHARED_LABEL_RULES
from structurer.kinds.ur.decisions import WORD
from structurer.kinds.ur.record import UrRecord
from structurer.regex import regex
from structurer.result import Severity

FIELD_GROUPS = {
    "printed": (
        "claim", "requesting_physician", "reviewer", "determinations.request", "determinations.authorized",
        "determinations.retrospective", "determinations.date_of_service", "determinations.decision",
        "determinations.guidelines", "determinations.rationale", "determinations.deferral", "documents_reviewed",
        "imr_application",
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
_ENDS_IN_DECISION = regex(rf"[-:]\s*(?:{WORD})?$|^\(?\d{{1,2}}[.)]\s", re.IGNORECASE)


def request_with_decision(case: Case[UrRecord]) -> Iterator[Trip]:
    for index, item in enumerate(case.record.determinations):
        if _ENDS_IN_DECISION.search(item.request):
            yield Trip(f"/determinations/{index}/request", "it holds its number or the decision")


def authorized_where_not_modified(case: Case[UrRecord]) -> Iterator[Trip]:
    for index, item in enumerate(case.record.determinations):
        if item.authorized is not None and item.decision != "modified":
            yield Trip(f"/determinations/{index}/authorized", "only what was modified has something approved instead")


LABEL_RULES: tuple[Rule[UrRecord], ...] = (
    *SHARED_LABEL_RULES,
    Rule("label_request_with_decision", Severity.ERROR, "A request is without its number and the decision.",
         request_with_decision),
    Rule("label_authorized", Severity.ERROR, "What was approved instead is labelled where the request was modified.",
         authorized_where_not_modified),
)  # fmt: skip
