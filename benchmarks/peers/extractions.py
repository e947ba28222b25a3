"""langextract's flat list of extractions, and the record that it stands for.

An extraction's own text is the phrase of the letter that tells a fact (`Norco 5/325 mg twice a day`), its attributes the
fact itself (name, strength, frequency): so its documentation has it, and so the phrase is the place of its attributes.
"""

from __future__ import annotations

from typing import Any

from structurer.letter import Letter
from structurer.quote import find

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
# The list in the clinical part, the attribute that an entry must have, and the attributes beside it.
PARTS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "pain_score": ("pain_scores", None, ("low", "high", "context")),
    "study": ("studies", "study", ("date", "finding")),
    "medication": ("medications", "name", ("strength", "frequency")),
}
ITEM = ("request", "service", "body_parts", "strength", "quantity", "frequency", "authorized", "retrospective",
        "date_of_service", "category", "decision", "medically_necessary", "basis")  # fmt: skip
GUIDELINE = ("source", "title", "sections", "pages")
COPIED = frozenset({"context", "study", "finding", "name", "strength", "frequency", "request", "service", "body_parts",
                    "authorized", "title", "sections", "pages"})  # fmt: skip
"""Attributes that are words of the letter: their place is the phrase, where the phrase holds them."""
ALIGNED = frozenset({*LISTED, *PARTS, "mechanism_of_injury", "work_status", "rationale", "document_reviewed"})
"""Classes whose texts are words of the letter: what could not be aligned is left out, as its documentation advises."""
CLASSES = (*(name for names in SINGLE.values() for name in names), *LISTED, *PARTS, "determination",
           "claims_administrator_guideline", "reviewer_guideline", "rationale", "document_reviewed")  # fmt: skip


def attributes_of(name: str) -> tuple[str, ...]:
    """The attributes that an extraction of that class has."""
    if name == "determination":
        return ITEM
    if name.endswith("guideline"):
        return GUIDELINE
    if name not in PARTS:
        return ()
    _, main, others = PARTS[name]
    return (main, *others) if main else others


def as_record(extractions: list[Any], text: str) -> tuple[dict[str, Any], dict[str, list[list[int]]]]:
    """The record of the letter's text, and its evidence by JSON pointer. Guidelines and rationales go to the determination
    before them; a rationale in several extractions is put together.

    The place of an extraction is the evidence of its own text, and of the attributes beside it: of those that are words of
    the letter, where they stand in it.
    """
    record = _Record(text)
    for extraction in extractions:
        interval = extraction.char_interval
        known = interval is not None and interval.start_pos is not None and interval.end_pos is not None
        place = [interval.start_pos, interval.end_pos] if known else None
        record.add(extraction.extraction_class, extraction.extraction_text, extraction.attributes or {}, place)
    return record.values, record.evidence


class _Record:
    def __init__(self, text: str) -> None:
        self.text = text
        self.clinical: dict[str, Any] = {name: [] for name, _, _ in PARTS.values()}
        self.items: list[dict[str, Any]] = []
        self.values: dict[str, Any] = {"case": {}, "reviewer": {}, "worker": {}, "clinical": self.clinical,
                                       "determinations": self.items, "documents_reviewed": []}  # fmt: skip
        self.evidence: dict[str, list[list[int]]] = {}

    def add(self, name: str, text: Any, given: dict[str, Any], place: list[int] | None) -> None:
        """Put an extraction where it belongs. One of an unknown class, or of no determination, is left out."""
        if name in ALIGNED and place is None:
            return
        section = next((section for section, names in SINGLE.items() if name in names), None)
        if section is not None:
            if name not in self.values[section]:
                self.values[section][name] = text
                self._stands(f"/{section}/{name}", text, place)
        elif name in LISTED:
            section, field = LISTED[name]
            parts = str(text).split(",") if section == "reviewer" else [text]
            for part in parts:
                self._append(self.values[section].setdefault(field, []), f"/{section}/{field}", part, place)
        elif name in PARTS:
            field, main, others = PARTS[name]
            entry = {key: given.get(key) for key in others} | ({main: given.get(main) or text} if main else {})
            self._append(self.clinical[field], f"/clinical/{field}", entry, place)
        elif name == "determination":
            entry = {key: given.get(key) for key in ITEM} | {"request": given.get("request") or text}
            self._append(self.items, "/determinations", entry, place)
        elif name == "document_reviewed":
            self._append(self.values["documents_reviewed"], "/documents_reviewed", text, place)
        elif self.items:
            at = f"/determinations/{len(self.items) - 1}"
            if name == "rationale":
                before = self.items[-1].get("rationale")
                self.items[-1]["rationale"] = f"{before} {text}" if before else text
                whole = place if before is None or place is None else [self.evidence[f"{at}/rationale"][0][0], place[1]]
                self._stands(f"{at}/rationale", text, whole)
            elif name.endswith("guideline"):
                entry = {key: given.get(key) for key in GUIDELINE}
                self._append(self.items[-1].setdefault(f"{name}s", []), f"{at}/{name}s", entry, place)

    def _append(self, entries: list[Any], path: str, entry: Any, place: list[int] | None) -> None:
        self._stands(f"{path}/{len(entries)}", entry, place)
        entries.append(entry)

    def _stands(self, path: str, value: Any, place: list[int] | None, copied: bool = False) -> None:
        if place is None or value is None:
            return
        if isinstance(value, dict):
            for key, one in value.items():
                self._stands(f"{path}/{key}", one, place, key in COPIED)
        elif isinstance(value, list):
            for index, one in enumerate(value):
                self._stands(f"{path}/{index}", one, place, copied)
        elif not copied or find(Letter.from_text(self.text[place[0] : place[1]]), str(value)):
            self.evidence[path] = [place]
