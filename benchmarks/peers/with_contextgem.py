"""contextgem, as its documentation advises for small models: many simple concepts, one a call, all calls at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiolimiter import AsyncLimiter
from contextgem import Document, DocumentLLM, JsonObjectConcept, JsonObjectExample, StringConcept, StringExample
from example import DOCUMENTS, RECORD
from limits import MOST_TOKENS, PATIENCE
from notes import TASK, notes
from pydantic import BaseModel

from structurer.kinds.imr.record import CaseInfo, Determination, Reviewer
from structurer.kinds.medical.record import Clinical, Worker

RETRIES = 2
CALLS_A_SECOND = 100

_TEXT = str | None
_NUMBER = float | int | str | None
_TRUTH = bool | str | None
_TEXTS = list[str]
_GUIDELINES = [{"source": str, "title": _TEXT, "sections": _TEXTS, "pages": _TEXTS}]
_ITEM = {
    "request": str, "service": _TEXT, "body_parts": _TEXTS, "strength": _TEXT, "quantity": _NUMBER, "frequency": _TEXT,
    "authorized": _TEXT, "retrospective": _TRUTH, "date_of_service": _TEXT, "category": _TEXT, "decision": _TEXT,
    "medically_necessary": _TRUTH, "basis": _TEXTS,
}  # fmt: skip
_CITED = {
    "request": str,
    "claims_administrator_guidelines": _GUIDELINES,
    "reviewer_guidelines": _GUIDELINES,
    "rationale": _TEXT,
}
# Objects by name: the part of the record that their notes are of, their structure, and whether a letter has but one.
# Codes, numbers and truth may be any text: one that is misspelt would cost the whole list, where fitting leaves out a value.
_OBJECTS: dict[str, tuple[type[BaseModel], dict[str, Any], bool]] = {
    "case": (CaseInfo, dict.fromkeys(CaseInfo.model_fields, _TEXT), True),
    "reviewer": (Reviewer, dict.fromkeys(Reviewer.model_fields, _TEXTS), True),
    "worker": (Worker, {"age": _NUMBER, "sex": _TEXT}, True),
    "pain_scores": (Clinical, {"low": _NUMBER, "high": _NUMBER, "context": _TEXT}, False),
    "studies": (Clinical, {"study": str, "date": _TEXT, "finding": _TEXT}, False),
    "medications": (Clinical, {"name": str, "strength": _TEXT, "frequency": _TEXT}, False),
    "determinations": (Determination, _ITEM, False),
    "citations": (Determination, _CITED, False),
}
_SINGLE = ("mechanism_of_injury", "work_status")
_LISTED = ("diagnoses", "complaints", "exam_findings", "treatments")
_DOCUMENTS = "documents_reviewed"


def prepare(base_url: str, key: str, model: str) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """A function from a letter's text to its record.

    Its references are the paragraphs that a whole structure comes from, not the place of a value: no evidence.
    """
    llm = DocumentLLM(
        model=f"openai/{model}",
        api_base=base_url,
        api_key=key,
        # Its own temperature: a retry says the same again to the model, and at 0 it would answer the same.
        timeout=PATIENCE,
        max_tokens=MOST_TOKENS,
        max_retries_invalid_data=RETRIES,
        num_retries_failed_request=0,
        async_limiter=AsyncLimiter(CALLS_A_SECOND, 1),
    )

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        document = Document(raw_text=text)
        document.add_concepts(_concepts())
        done = llm.extract_all(document, use_concurrency=True, raise_exception_on_extraction_error=False)
        found = {
            concept.name: [item.value for item in concept.extracted_items]
            for concept in done.concepts
            if concept.extracted_items
        }
        if not found:
            raise ValueError("nothing was extracted")
        return as_record(found), {}

    return structure


def as_record(found: dict[str, list[Any]]) -> dict[str, Any]:
    """The record that the values of the concepts stand for. Citations go to the item of their request, else of their place."""
    first = {name: values[0] for name, values in found.items() if values}
    clinical: dict[str, Any] = {name: first.get(name) for name in _SINGLE}
    clinical |= {name: found.get(name, []) for name in (*_LISTED, "pain_scores", "studies", "medications")}
    items = [dict(item) for item in found.get("determinations", [])]
    requests = [item["request"] for item in items]
    for place, cited in enumerate(found.get("citations", [])):
        at = requests.index(cited["request"]) if cited["request"] in requests else place
        if at < len(items):
            items[at] |= {name: value for name, value in cited.items() if name != "request"}
    parts: dict[str, Any] = {name: first.get(name, {}) for name in ("case", "reviewer", "worker")}
    return {**parts, "clinical": clinical, "determinations": items, _DOCUMENTS: found.get(_DOCUMENTS, [])}


def _concepts() -> list[Any]:
    clinical = RECORD["clinical"]
    made: list[Any] = [_object(name) for name in _OBJECTS]
    made += [_text(name, [clinical[name]], True) for name in _SINGLE]
    made += [_text(name, clinical[name], False) for name in _LISTED]
    about = f"{TASK} Here: each document that the letter lists as reviewed, whole."
    made.append(
        StringConcept(name=_DOCUMENTS, description=about, examples=[StringExample(content=x) for x in DOCUMENTS])
    )
    return made


def _text(name: str, shown: list[str], single: bool) -> Any:
    field = Clinical.model_fields[name]
    return StringConcept(
        name=name,
        description=f"{TASK} Here: {name.replace('_', ' ')} ({field.description}).",
        examples=[StringExample(content=one) for one in shown],
        singular_occurrence=single,
    )


def _object(name: str) -> Any:
    part, structure, single = _OBJECTS[name]
    source = RECORD["determinations"] if name == "citations" else RECORD["clinical"].get(name) or RECORD.get(name)
    shown = [source] if single else source
    return JsonObjectConcept(
        name=name,
        description=f"{TASK} Here: the letter's {name.replace('_', ' ')}.\n{notes(part)}",
        structure=structure,
        examples=[JsonObjectExample(content={key: _shown(one[key]) for key in structure}) for one in shown],
        singular_occurrence=single,
    )


def _shown(value: Any) -> Any:
    """A value of an example as texts, numbers and lists. It prints examples as Python has them, and a small model copies a
    `None` or `False` into its JSON, which costs the whole list."""
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return {None: "", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else value
