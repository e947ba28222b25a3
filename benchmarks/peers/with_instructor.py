"""instructor alone, as its documentation advises: the record as response model, the field notes in the prompt, re-asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import instructor
from openai import OpenAI
from openai.lib._pydantic import to_strict_json_schema

from structurer.kinds.imr.record import ImrRecord
from structurer.prompts import field_notes

INSTRUCTIONS = (
    "You read a California workers' compensation Independent Medical Review determination letter and answer in JSON by "
    "the schema. Copy words exactly as they stand in the letter. Lists keep the letter's order. What the letter does "
    "not state is null or an empty list. Dates are ISO 8601.\n\nFields:\n"
)
MOST_TOKENS = 4000
RETRIES = 2


def prepare(base_url: str, key: str, model: str) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """A function from a letter's text to its record; instructor gives no evidence."""
    client = instructor.from_openai(
        OpenAI(base_url=base_url, api_key=key, timeout=1200, max_retries=0), mode=instructor.Mode.JSON_SCHEMA
    )
    # Its mode does not say strict; without it a server may leave fields out.
    schema = {"name": "ImrRecord", "strict": True, "schema": to_strict_json_schema(ImrRecord)}
    client.on(
        "completion:kwargs",
        lambda *_, **given: given["response_format"].update(json_schema=schema) if "response_format" in given else None,
    )
    notes = INSTRUCTIONS + field_notes(ImrRecord)

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        record = client.create(
            model=model,
            response_model=ImrRecord,
            messages=[{"role": "system", "content": notes}, {"role": "user", "content": text}],
            max_retries=RETRIES,
            max_tokens=MOST_TOKENS,
            temperature=0,
        )
        return record.model_dump(mode="json"), {}

    return structure
