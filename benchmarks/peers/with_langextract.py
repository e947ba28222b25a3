"""langextract, as its documentation advises: description, example, output schema, and a buffer that holds the letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import langextract as lx
from example import DOCUMENTS, LETTER, RATIONALES, RECORD
from extractions import CLASSES, ITEM, as_record, attributes_of
from limits import MOST_TOKENS, PATIENCE
from notes import TASK, notes

from structurer.kinds.imr.record import Decision
from structurer.kinds.medical.record import Basis, Category, GuidelineSource

BUFFER = 60_000
MOST_EXTRACTIONS = 300

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
        f"{', '.join(CLASSES)}. The text is the phrase that tells a fact, the attributes are its parts. A determination is one "
        f"disputed item, its attributes are {', '.join(ITEM)}; its guidelines and its rationale follow it. What the letter does "
        f"not say has no extraction.\nWhat the fields mean:\n{notes()}"
    )
    examples = [_example()]
    schema = _schema()
    made = lx.factory.create_model(config=config, examples=examples, output_schema=schema)
    # Its client waits ten minutes, and then begins anew; no option of its own says otherwise.
    made._client = made._client.with_options(timeout=PATIENCE, max_retries=0)

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        found = lx.extract(
            text,
            prompt_description=description,
            examples=examples,
            model=made,
            max_char_buffer=BUFFER,
            # Otherwise an answer that cannot be read is a letter without facts, and nobody is told.
            resolver_params={"suppress_parse_errors": False},
            show_progress=False,
        )
        return as_record(found.extractions or [], text)

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
    # A small model that has begun to repeat itself finds no end without a most.
    made["properties"]["extractions"]["maxItems"] = MOST_EXTRACTIONS
    return made


def _example() -> Any:
    """The invented letter, with what is to be found in it, in the words and the order of the letter."""
    one = lx.data.Extraction
    brace, therapy = ({name: item[name] for name in ITEM} for item in RECORD["determinations"])
    guideline = {
        name: RECORD["determinations"][1][name][0]
        for name in ("claims_administrator_guidelines", "reviewer_guidelines")
    }
    return lx.data.ExampleData(
        text=LETTER,
        extractions=[
            one("case_number", "CM16-0123456"), one("date_assigned", "10/03/2016"), one("date_of_injury", "02/27/2016"),
            one("decision_date", "11/07/2016"), one("ur_denial_date", "08/30/2016"), one("priority", "Standard"),
            one("application_received", "09/12/2016"), one("licensed_state", "California"), one("licensed_state", "Nevada"),
            one("specialty", "Occupational Medicine"), *(one("document_reviewed", text) for text in DOCUMENTS), one("age", "44"), one("sex", "man"),
            one("mechanism_of_injury", "a ladder slid"), one("diagnosis", "left wrist sprain"),
            one("diagnosis", "left carpal tunnel syndrome"), one("complaint", "left wrist pain"),
            one("pain_score", "6/10 at rest", attributes={"low": 6, "high": 6, "context": "at rest"}),
            one("complaint", "numbness of the thumb"), one("exam_finding", "mild swelling"),
            one("exam_finding", "a positive Phalen test"),
            one("study", "X-rays on 3-2-16 were negative",
                attributes={"study": "X-rays", "date": "3-2-16", "finding": "negative"}),
            one("medication", "Norco 5/325 mg twice a day",
                attributes={"name": "Norco", "strength": "5/325 mg", "frequency": "twice a day"}),
            one("medication", "naproxen", attributes={"name": "naproxen", "strength": None, "frequency": None}),
            one("treatment", "splint"), one("treatment", "six visits of hand therapy"), one("work_status", "modified duty"),
            one("determination", "Left wrist brace #1: Upheld", attributes=brace),
            one("reviewer_guideline", "MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care",
                attributes=RECORD["determinations"][0]["reviewer_guidelines"][0]),
            one("rationale", RATIONALES[0]),
            one("determination", "Hand therapy 2 times a week for 3 weeks: Overturned", attributes=therapy),
            one("claims_administrator_guideline", "MTUS Physical Medicine", attributes=guideline["claims_administrator_guidelines"]),
            one("reviewer_guideline", "MTUS Physical Medicine, Page(s): 98-99", attributes=guideline["reviewer_guidelines"]),
            one("rationale", RATIONALES[1]),
        ],
    )  # fmt: skip
