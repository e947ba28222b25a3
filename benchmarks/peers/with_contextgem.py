"""contextgem, as its documentation advises: concepts with descriptions and structures, extracted concurrently."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiolimiter import AsyncLimiter
from contextgem import Document, DocumentLLM, JsonObjectConcept

from structurer.kinds.imr.record import CaseInfo, Clinical, Determination, ImrRecord, Reviewer, Worker
from structurer.prompts import field_notes

_TEXTS = list[str]
_STRUCTURES: dict[str, tuple[type, dict[str, Any], bool]] = {
    "case": (CaseInfo, dict.fromkeys(CaseInfo.model_fields, str | None), True),
    "reviewer": (Reviewer, dict.fromkeys(Reviewer.model_fields, _TEXTS), True),
    "worker": (Worker, {"age": int | None, "sex": str | None}, True),
    "clinical": (Clinical, {
        "mechanism_of_injury": str | None, "diagnoses": _TEXTS, "complaints": _TEXTS,
        "pain_scores": [{"low": float, "high": float, "context": str | None}], "exam_findings": _TEXTS,
        "studies": [{"study": str, "date": str | None, "finding": str | None}],
        "medications": [{"name": str, "strength": str | None, "frequency": str | None}], "treatments": _TEXTS,
        "work_status": str | None}, True),
    "determinations": (Determination, {
        "request": str, "service": str, "body_parts": _TEXTS, "strength": str | None, "quantity": float | None,
        "frequency": str | None, "authorized": str | None, "retrospective": bool, "date_of_service": str | None,
        "category": str, "decision": str, "medically_necessary": bool,
        "claims_administrator_guidelines": [{"source": str, "title": str | None, "sections": _TEXTS, "pages": _TEXTS}],
        "reviewer_guidelines": [{"source": str, "title": str | None, "sections": _TEXTS, "pages": _TEXTS}],
        "rationale": str, "basis": _TEXTS}, False),
}  # fmt: skip


def prepare(base_url: str, key: str, model: str) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """A function from a letter's text to its record. Its references are paragraphs, too wide to be evidence."""
    assert ImrRecord
    llm = DocumentLLM(
        model=f"openai/{model}", api_base=base_url, api_key=key, temperature=0.0, timeout=900, max_tokens=4000,
        max_completion_tokens=4000, max_retries_invalid_data=2, num_retries_failed_request=1,
    )  # fmt: skip
    llm.async_limiter = AsyncLimiter(100, 1)

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        document = Document(raw_text=text)
        document.add_concepts(
            [
                JsonObjectConcept(
                    name=name, structure=structure, singular_occurrence=single,
                    description=f"The letter's {name}. Words copied exactly; null or empty where not stated.\n{field_notes(part)}",
                )
                for name, (part, structure, single) in _STRUCTURES.items()
            ]
        )  # fmt: skip
        done = llm.extract_all(document, use_concurrency=True, raise_exception_on_extraction_error=False)
        record: dict[str, Any] = {}
        for name, (_, _, single) in _STRUCTURES.items():
            values = [item.value for item in done.get_concept_by_name(name).extracted_items]
            record[name] = (values[0] if values else {}) if single else values
        if not any(record.values()):
            raise ValueError("nothing was extracted")
        return record, {}

    return structure
