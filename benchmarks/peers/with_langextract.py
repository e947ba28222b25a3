"""langextract, as its documentation advises: description, example, output schema, and a buffer that holds the letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import langextract as lx
from example import GUIDELINE, LETTER, RATIONALE, RECORD
from extractions import CLASSES, ITEM, as_record, attributes_of
from notes import TASK, notes

from structurer.kinds.imr.record import Basis, Category, Decision, GuidelineSource

BUFFER = 60_000
MOST_TOKENS = 4000

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}


def _one_of(codes: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [code.value for code in codes]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


ATTRIBUTES: dict[str, dict[str, Any]] = {
    "low": {"type": "number"}, "high": {"type": "number"}, "quantity": _or_null({"type": "number"}),
    "retrospective": {"type": "boolean"}, "medically_necessary": {"type": "boolean"},
    "body_parts": _TEXTS, "sections": _TEXTS, "pages": _TEXTS,
    "category": _one_of(Category), "decision": _one_of(Decision), "source": _one_of(GuidelineSource),
    "basis": {"type": "array", "items": _one_of(Basis), "maxItems": 4},
}  # fmt: skip
"""The types of attributes; those that are not here are texts or null."""


def prepare(base_url: str, key: str, model: str) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """A function from a letter's text to its record, with the places that langextract aligned as evidence."""
    config = lx.factory.ModelConfig(
        model_id=model,
        provider="OpenAILanguageModel",
        provider_kwargs={"base_url": base_url, "api_key": key, "max_output_tokens": MOST_TOKENS, "temperature": 0.0},
    )
    description = (
        f"{TASK} Extract its facts in order of appearance, with the exact words of the letter as extraction text. Classes: "
        f"{', '.join(CLASSES)}. The text of a determination is the request of one disputed item, its attributes are "
        f"{', '.join(ITEM)}; its guidelines and its rationale follow it.\nWhat the fields mean:\n{notes()}"
    )
    examples = [_example()]
    schema = _schema()

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        found = lx.extract(
            text,
            prompt_description=description,
            examples=examples,
            config=config,
            max_char_buffer=BUFFER,
            output_schema=schema,
            # Otherwise an answer that cannot be read is a letter without facts, and nobody is told.
            resolver_params={"suppress_parse_errors": False},
            show_progress=False,
        )
        return as_record(found.extractions or [])

    return structure


def _schema() -> dict[str, Any]:
    """The envelope of langextract's own helpers: extractions of any class, each with the attributes of its class."""
    made: dict[str, Any] = lx.schema.extractions_schema(
        *(
            lx.schema.extraction_item_schema(
                name, attributes={key: ATTRIBUTES.get(key, _or_null(_TEXT)) for key in attributes_of(name)}
            )
            for name in CLASSES
        )
    )
    return made


def _example() -> Any:
    """The invented letter, with what is to be found in it."""
    item = RECORD["determinations"][0]
    one = lx.data.Extraction
    rating = {"low": 6, "high": 6, "context": "at rest"}
    return lx.data.ExampleData(
        text=LETTER,
        extractions=[
            one("case_number", "CM16-0123456"), one("date_assigned", "10/03/2016"), one("date_of_injury", "02/27/2016"),
            one("priority", "Standard"), one("licensed_state", "California"), one("specialty", "Occupational Medicine"),
            one("age", "44"), one("sex", "man"), one("mechanism_of_injury", "a ladder slid"),
            one("diagnosis", "left wrist sprain"), one("complaint", "left wrist pain"),
            one("pain_score", "6/10", attributes=rating), one("exam_finding", "mild swelling"),
            one("study", "X-rays", attributes={"date": "3-2-16", "finding": "negative"}),
            one("medication", "Norco", attributes={"strength": "5/325 mg", "frequency": "twice a day"}),
            one("treatment", "splint"), one("work_status", "modified duty"),
            one("determination", item["request"], attributes={name: item[name] for name in ITEM}),
            one("reviewer_guideline", GUIDELINE, attributes=item["reviewer_guidelines"][0]),
            one("rationale", RATIONALE),
        ],
    )  # fmt: skip
