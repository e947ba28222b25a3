"""langextract, as its documentation advises: a description, examples, one large buffer, its schema constraint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import langextract as lx
from extractions import CLASSES, ITEM, as_record, attributes_of

from structurer.kinds.imr.record import ImrRecord
from structurer.prompts import field_notes

CHECKOUT = Path(__file__).parent.parent.parent
BUFFER = 30_000
MOST_TOKENS = 4000


def prepare(base_url: str, key: str, model: str) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """A function from a letter's text to its record, with the places that langextract aligned as evidence."""
    config = lx.factory.ModelConfig(
        model_id=model,
        provider="OpenAILanguageModel",
        provider_kwargs={"base_url": base_url, "api_key": key, "max_output_tokens": MOST_TOKENS, "temperature": 0.0},
    )
    description = (
        "Extract the facts of a California workers' compensation Independent Medical Review letter, in order of "
        "appearance, with the exact words of the letter as extraction_text. Classes: "
        + ", ".join(CLASSES)
        + ". A determination is one disputed treatment: its text is the request, its attributes are "
        + ", ".join(ITEM)
        + ". Guidelines follow their determination, with source, title, sections and pages.\nWhat the fields mean:\n"
        + field_notes(ImrRecord)
    )
    examples = [_example()]

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        found = lx.extract(
            text,
            prompt_description=description,
            examples=examples,
            config=config,
            max_char_buffer=BUFFER,
            use_schema_constraints=True,
            output_schema=_schema(),
            show_progress=False,
        )
        return as_record(found.extractions or [])

    return structure


def _schema() -> dict[str, Any]:
    """langextract's own envelope: a list of extractions, each a text under its class with attributes beside it."""
    texts = {"type": "string"}
    attributes = {
        name: {"anyOf": [texts, {"type": "null"}]}
        for name in ("low", "high", "context", "date", "finding", "strength", "frequency", *ITEM, "source", "title", "sections", "pages")
    }  # fmt: skip
    entries = []
    for name in CLASSES:
        wanted = attributes_of(name)
        entries.append(
            {
                "type": "object",
                "properties": {
                    name: texts,
                    f"{name}_attributes": {
                        "type": "object",
                        "properties": {key: attributes[key] for key in wanted},
                        "required": list(wanted),
                        "additionalProperties": False,
                    },
                },
                "required": [name, f"{name}_attributes"],
                "additionalProperties": False,
            }
        )
    return {
        "type": "object",
        "properties": {"extractions": {"type": "array", "items": {"anyOf": entries}}},
        "required": ["extractions"],
        "additionalProperties": False,
    }


def _example() -> Any:
    """The project's own invented letter, shortened, with what is to be found in it."""
    text = (
        "Case Number: CM16-0123456\nState(s) of Licensure: California\nCertification(s)/Specialty: Occupational Medicine\n"
        "CLINICAL CASE SUMMARY\nA 44 year old man hurt his left wrist when a ladder slid. Diagnoses: left wrist sprain. He "
        "reports left wrist pain, 6/10. Examination showed mild swelling. X-rays on 3-2-16 were negative. He takes Norco "
        "5/325 mg twice a day and wears a splint. He is on modified duty.\nIMR ISSUES, DECISIONS AND RATIONALES\nWrist "
        "brace, left: Upheld\nMAXIMUS guideline: Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004.\nDecision "
        "rationale: A brace is already worn. The request is not medically necessary."
    )
    one = lx.data.Extraction
    return lx.data.ExampleData(
        text=text,
        extractions=[
            one("case_number", "CM16-0123456"), one("licensed_state", "California"), one("specialty", "Occupational Medicine"),
            one("age", "44"), one("sex", "man"), one("mechanism_of_injury", "a ladder slid"), one("diagnosis", "left wrist sprain"),
            one("complaint", "left wrist pain"),
            one("pain_score", "6/10", attributes={"low": "6", "high": "6", "context": "left wrist pain"}),
            one("exam_finding", "mild swelling"), one("study", "X-rays", attributes={"date": "3-2-16", "finding": "negative"}),
            one("medication", "Norco", attributes={"strength": "5/325 mg", "frequency": "twice a day"}), one("treatment", "splint"),
            one("work_status", "modified duty"),
            one("determination", "Wrist brace, left", attributes={
                "service": "Wrist brace", "body_parts": "left wrist", "strength": None, "quantity": None, "frequency": None,
                "authorized": None, "retrospective": "false", "date_of_service": None, "category": "dmepos", "decision": "upheld",
                "medically_necessary": "false", "basis": "alternative_available",
                "rationale": "A brace is already worn. The request is not medically necessary."}),
            one("reviewer_guideline", "MTUS Forearm, Wrist, and Hand Complaints 2004", attributes={
                "source": "MTUS", "title": "Forearm, Wrist, and Hand Complaints 2004", "sections": None, "pages": None}),
        ],
    )  # fmt: skip
