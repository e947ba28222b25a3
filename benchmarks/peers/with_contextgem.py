"""contextgem, as its documentation advises: a concept with a structure for each part, one a call, all calls at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from aiolimiter import AsyncLimiter
from contextgem import Document, DocumentLLM, JsonObjectConcept, JsonObjectExample
from example import RECORD
from notes import TASK, notes

from structurer.kinds.imr.record import CaseInfo, Decision, Determination, Priority, Reviewer
from structurer.kinds.medical.record import Basis, Category, Clinical, GuidelineSource, Sex, Worker

MOST_TOKENS = 4000
RETRIES = 2
SECONDS = 1200
CALLS_A_SECOND = 100


def _codes(codes: Any) -> Any:
    return Literal[tuple(code.value for code in codes)]


_TEXTS = list[str]
_GUIDELINES = [{"source": _codes(GuidelineSource), "title": str | None, "sections": _TEXTS, "pages": _TEXTS}]
# Each part of the record: its class, its structure in plain types, and whether a letter has but one.
_PARTS: dict[str, tuple[type[Any], dict[str, Any], bool]] = {
    "case": (CaseInfo, {**dict.fromkeys(CaseInfo.model_fields, str | None), "priority": _codes(Priority) | None}, True),
    "reviewer": (Reviewer, dict.fromkeys(Reviewer.model_fields, _TEXTS), True),
    "worker": (Worker, {"age": int | None, "sex": _codes(Sex) | None}, True),
    "clinical": (Clinical, {
        "mechanism_of_injury": str | None, "diagnoses": _TEXTS, "complaints": _TEXTS,
        "pain_scores": [{"low": float, "high": float, "context": str | None}], "exam_findings": _TEXTS,
        "studies": [{"study": str, "date": str | None, "finding": str | None}],
        "medications": [{"name": str, "strength": str | None, "frequency": str | None}], "treatments": _TEXTS,
        "work_status": str | None}, True),
    "determinations": (Determination, {
        "request": str, "service": str | None, "body_parts": _TEXTS, "strength": str | None, "quantity": float | None,
        "frequency": str | None, "authorized": str | None, "retrospective": bool, "date_of_service": str | None,
        "category": _codes(Category), "decision": _codes(Decision), "medically_necessary": bool,
        "claims_administrator_guidelines": _GUIDELINES, "reviewer_guidelines": _GUIDELINES,
        "rationale": str | None, "basis": [_codes(Basis)]}, False),
}  # fmt: skip


def prepare(base_url: str, key: str, model: str) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """A function from a letter's text to its record.

    Its references are the paragraphs that a whole structure comes from, not the place of a value: no evidence.
    """
    llm = DocumentLLM(
        model=f"openai/{model}",
        api_base=base_url,
        api_key=key,
        temperature=0.0,
        top_p=1.0,
        timeout=SECONDS,
        max_tokens=MOST_TOKENS,
        max_retries_invalid_data=RETRIES,
        num_retries_failed_request=0,
        async_limiter=AsyncLimiter(CALLS_A_SECOND, 1),
    )

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        document = Document(raw_text=text)
        document.add_concepts([_concept(name) for name in _PARTS])
        done = llm.extract_all(document, use_concurrency=True, raise_exception_on_extraction_error=False)
        record: dict[str, Any] = {}
        for name, (_, _, single) in _PARTS.items():
            values = [item.value for item in done.get_concept_by_name(name).extracted_items]
            record[name] = (values[0] if values else {}) if single else values
        if not any(record.values()):
            raise ValueError("nothing was extracted")
        return record, {}

    return structure


def _concept(name: str) -> Any:
    part, structure, single = _PARTS[name]
    shown = [RECORD[name]] if single else RECORD[name]
    return JsonObjectConcept(
        name=name,
        description=f"{TASK} Here: the letter's {name}.\n{notes(part)}",
        structure=structure,
        examples=[JsonObjectExample(content=one) for one in shown],
        singular_occurrence=single,
    )
