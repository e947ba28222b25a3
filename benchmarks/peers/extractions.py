"""A flat list of extractions, as langextract gives it, as a record."""

from __future__ import annotations

from typing import Any

_SINGLE = {
    "case": ("case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date",
             "application_received", "priority"),
    "worker": ("age", "sex"),
    "clinical": ("mechanism_of_injury", "work_status"),
}  # fmt: skip
_PHRASES = {"diagnosis": "diagnoses", "complaint": "complaints", "exam_finding": "exam_findings", "treatment": "treatments"}  # fmt: skip
_PARTS = {
    "pain_score": ("pain_scores", None, ("low", "high", "context")),
    "study": ("studies", "study", ("date", "finding")),
    "medication": ("medications", "name", ("strength", "frequency")),
}
ITEM = ("service", "body_parts", "strength", "quantity", "frequency", "authorized", "retrospective",
         "date_of_service", "category", "decision", "medically_necessary", "basis", "rationale")  # fmt: skip
CLASSES = [*(name for names in _SINGLE.values() for name in names), "licensed_state", "specialty", *_PHRASES, *_PARTS,
           "determination", "claims_administrator_guideline", "reviewer_guideline"]  # fmt: skip


def attributes_of(name: str) -> tuple[str, ...]:
    """The attributes that an extraction of that class has."""
    if name == "determination":
        return ITEM
    if name.endswith("guideline"):
        return ("source", "title", "sections", "pages")
    return _PARTS[name][2] if name in _PARTS else ()


def as_record(extractions: list[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """langextract's flat list as the record: guidelines go to the determination before them."""
    clinical: dict[str, Any] = {name: [] for name in (*_PHRASES.values(), *(part[0] for part in _PARTS.values()))}
    record: dict[str, Any] = {"case": {}, "reviewer": {"licensed_states": [], "specialties": []}, "worker": {},
                              "clinical": clinical, "determinations": []}  # fmt: skip
    evidence: dict[str, Any] = {}

    def put(path: str, extraction: Any) -> None:
        interval = extraction.char_interval
        if interval is not None and interval.start_pos is not None:
            evidence[path] = [[interval.start_pos, interval.end_pos]]

    for extraction in extractions:
        name, text, given = extraction.extraction_class, extraction.extraction_text, extraction.attributes or {}
        section = next((section for section, names in _SINGLE.items() if name in names), None)
        if section is not None:
            record[section].setdefault(name, text)
            put(f"/{section}/{name}", extraction)
        elif name in ("licensed_state", "specialty"):
            entries = record["reviewer"]["licensed_states" if name == "licensed_state" else "specialties"]
            entries.append(text)
        elif name in _PHRASES:
            put(f"/clinical/{_PHRASES[name]}/{len(clinical[_PHRASES[name]])}", extraction)
            clinical[_PHRASES[name]].append(text)
        elif name in _PARTS:
            field, main, others = _PARTS[name]
            entry = {key: given.get(key) for key in others} | ({main: text} if main else {})
            put(f"/clinical/{field}/{len(clinical[field])}/{main or 'low'}", extraction)
            clinical[field].append(entry)
        elif name == "determination":
            put(f"/determinations/{len(record['determinations'])}/request", extraction)
            record["determinations"].append({"request": text, **{key: given.get(key) for key in ITEM}})
        elif name.endswith("guideline") and record["determinations"]:
            record["determinations"][-1].setdefault(f"{name}s", []).append(dict(given))
    return record, evidence
