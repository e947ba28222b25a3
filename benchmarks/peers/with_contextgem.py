"""contextgem, as its documentation advises for small models: many simple concepts, one a call, all calls at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Optional, Union

from aiolimiter import AsyncLimiter
from contextgem import Document, DocumentLLM, JsonObjectConcept, JsonObjectExample, StringConcept, StringExample
from example import DOCUMENTS, RECORD
from limits import MOST_TOKENS, PATIENCE
from notes import DETAILS, TASK, notes, rules
from pydantic import BaseModel

from structurer.kinds.imr.record import CaseInfo, Determination, Reviewer
from structurer.kinds.medical.record import Clinical, Worker

RETRIES = 2
CALLS_A_SECOND = 100

# As it knows what may be lacking: a key is required that is of a type such as `str | None`, and a list must not be null.
_TEXT = Optional[str]  # noqa: UP045
_NUMBER = Union[float, int, str, None]  # noqa: UP007
_TRUTH = Union[bool, str, None]  # noqa: UP007
_TEXTS = list[str] | None
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
    """The record that the values of the concepts stand for."""
    first = {name: values[0] for name, values in found.items() if values}
    clinical: dict[str, Any] = {name: first.get(name) for name in _SINGLE}
    clinical |= {name: found.get(name, []) for name in (*_LISTED, "pain_scores", "studies", "medications")}
    items = _with_citations(found.get("determinations", []), found.get("citations", []))
    parts: dict[str, Any] = {name: first.get(name, {}) for name in ("case", "reviewer", "worker")}
    return {**parts, "clinical": clinical, "determinations": items, _DOCUMENTS: found.get(_DOCUMENTS, [])}


def _with_citations(items: list[dict[str, Any]], citations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items with what was cited for each: for the item of the same request, else for the one in the same place. What is cited
    for none of them is an item of its own."""
    made = [dict(item) for item in items]
    free, others = set(range(len(made))), []
    for place, cited in enumerate(citations):
        same = next((at for at in sorted(free) if made[at]["request"] == cited["request"]), None)
        if same is None:
            others.append((place, cited))
        else:
            free.remove(same)
            made[same] |= cited
    for place, cited in others:
        if place in free:
            free.remove(place)
            made[place] = cited | made[place]
        else:
            made.append(dict(cited))
    return made


def _concepts() -> list[Any]:
    clinical = RECORD["clinical"]
    made: list[Any] = [_object(name) for name in _OBJECTS]
    made += [_text(name, [clinical[name]], True) for name in _SINGLE]
    made += [_text(name, clinical[name], False) for name in _LISTED]
    documents = "each document that the letter lists as reviewed, whole"
    made.append(StringConcept(name=_DOCUMENTS, description=_described(documents, rules()), examples=_texts(DOCUMENTS)))
    return made


def _text(name: str, shown: list[str], single: bool) -> Any:
    about = f"{name.replace('_', ' ')} ({Clinical.model_fields[name].description})"
    return StringConcept(
        name=name,
        description=_described(about, f"{rules()}\n{DETAILS[Clinical]}"),
        examples=_texts(shown),
        singular_occurrence=single,
    )


def _object(name: str) -> Any:
    part, structure, single = _OBJECTS[name]
    source = RECORD["determinations"] if name == "citations" else RECORD["clinical"].get(name) or RECORD.get(name)
    shown = [source] if single else source
    return JsonObjectConcept(
        name=name,
        description=_described(f"the letter's {name.replace('_', ' ')}", notes(part)),
        structure=structure,
        examples=[_Object(content={key: one[key] for key in structure}) for one in shown],
        singular_occurrence=single,
    )


def _described(what: str, told: str) -> str:
    return f"{TASK} Here: {what}. The examples are of another letter.\n{told}"


def _texts(shown: Sequence[str]) -> list[Any]:
    return [_Text(content=one) for one in shown]


class _Text(StringExample):  # type: ignore[misc]
    """An example that the model is shown as it is. Its own would stand in the prompt as Python has it, `custom_data={}
    content='splint'`, and a small model copies that, and the `None` and `False` of an object, into its answer."""

    def __str__(self) -> str:
        return str(self.content)


class _Object(JsonObjectExample):  # type: ignore[misc]
    """The same of an object, shown as JSON."""

    def __str__(self) -> str:
        return json.dumps(self.content, ensure_ascii=False)
