"""langextract's flat list of extractions, and the record that it stands for."""

from __future__ import annotations

from typing import Any

SINGLE = {
    "case": ("case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date",
             "application_received", "priority"),
    "worker": ("age", "sex"),
    "clinical": ("mechanism_of_injury", "work_status"),
}  # fmt: skip
LISTED = {
    "licensed_state": ("reviewer", "licensed_states"),
    "specialty": ("reviewer", "specialties"),
    "diagnosis": ("clinical", "diagnoses"),
    "complaint": ("clinical", "complaints"),
    "exam_finding": ("clinical", "exam_findings"),
    "treatment": ("clinical", "treatments"),
}
# The list in the clinical part, what the extraction's own text is in an entry of it, and the attributes beside it.
PARTS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "pain_score": ("pain_scores", None, ("low", "high", "context")),
    "study": ("studies", "study", ("date", "finding")),
    "medication": ("medications", "name", ("strength", "frequency")),
}
ITEM = ("service", "body_parts", "strength", "quantity", "frequency", "authorized", "retrospective",
        "date_of_service", "category", "decision", "medically_necessary", "basis")  # fmt: skip
GUIDELINE = ("source", "title", "sections", "pages")
CLASSES = (*(name for names in SINGLE.values() for name in names), *LISTED, *PARTS, "determination",
           "claims_administrator_guideline", "reviewer_guideline", "rationale", "document_reviewed")  # fmt: skip


def attributes_of(name: str) -> tuple[str, ...]:
    """The attributes that an extraction of that class has."""
    if name == "determination":
        return ITEM
    if name.endswith("guideline"):
        return GUIDELINE
    return PARTS[name][2] if name in PARTS else ()


def as_record(extractions: list[Any]) -> tuple[dict[str, Any], dict[str, list[list[int]]]]:
    """The record, and its evidence by JSON pointer. Guidelines and rationales go to the determination before them.

    The place of an extraction is the evidence of its own text and of every attribute beside it: langextract aligns
    nothing else, and an attribute is mostly a part of its text.
    """
    record = _Record()
    for extraction in extractions:
        interval = extraction.char_interval
        known = interval is not None and interval.start_pos is not None and interval.end_pos is not None
        place = [interval.start_pos, interval.end_pos] if known else None
        record.add(extraction.extraction_class, extraction.extraction_text, extraction.attributes or {}, place)
    return record.values, record.evidence


class _Record:
    def __init__(self) -> None:
        self.clinical: dict[str, Any] = {name: [] for name, _, _ in PARTS.values()}
        self.items: list[dict[str, Any]] = []
        self.values: dict[str, Any] = {"case": {}, "reviewer": {}, "worker": {}, "clinical": self.clinical,
                                       "determinations": self.items, "documents_reviewed": []}  # fmt: skip
        self.evidence: dict[str, list[list[int]]] = {}

    def add(self, name: str, text: Any, given: dict[str, Any], place: list[int] | None) -> None:
        """Put an extraction where it belongs. One of an unknown class, or of no determination, is left out."""
        section = next((section for section, names in SINGLE.items() if name in names), None)
        if section is not None:
            if name not in self.values[section]:
                self.values[section][name] = text
                self._stands(f"/{section}/{name}", text, place)
        elif name in LISTED:
            section, field = LISTED[name]
            self._append(self.values[section].setdefault(field, []), f"/{section}/{field}", text, place)
        elif name in PARTS:
            field, main, others = PARTS[name]
            entry = {key: given.get(key) for key in others} | ({main: text} if main else {})
            self._append(self.clinical[field], f"/clinical/{field}", entry, place)
        elif name == "determination":
            entry = {"request": text, **{key: given.get(key) for key in ITEM}}
            self._append(self.items, "/determinations", entry, place)
        elif name == "document_reviewed":
            self._append(self.values["documents_reviewed"], "/documents_reviewed", text, place)
        elif self.items:
            at = f"/determinations/{len(self.items) - 1}"
            if name == "rationale":
                self.items[-1]["rationale"] = text
                self._stands(f"{at}/rationale", text, place)
            elif name.endswith("guideline"):
                entry = {key: given.get(key) for key in GUIDELINE}
                self._append(self.items[-1].setdefault(f"{name}s", []), f"{at}/{name}s", entry, place)

    def _append(self, entries: list[Any], path: str, entry: Any, place: list[int] | None) -> None:
        self._stands(f"{path}/{len(entries)}", entry, place)
        entries.append(entry)

    def _stands(self, path: str, value: Any, place: list[int] | None) -> None:
        if place is None or value is None:
            return
        if isinstance(value, dict):
            for key, one in value.items():
                self._stands(f"{path}/{key}", one, place)
        elif isinstance(value, list):
            for index, one in enumerate(value):
                self._stands(f"{path}/{index}", one, place)
        else:
            self.evidence[path] = [place]
