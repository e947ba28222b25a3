"""instructor alone, as its documentation advises: the record as response model, field notes, an example, re-asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import instructor
from example import LETTER, RECORD
from limits import MOST_TOKENS, PATIENCE
from notes import TASK, notes
from openai import OpenAI
from openai.lib._pydantic import to_strict_json_schema

from structurer.kinds.imr.record import ImrRecord

MOST_ENTRIES = 40
RETRIES = 2


def prepare(base_url: str, key: str, model: str) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """A function from a letter's text to its record; instructor gives no evidence."""
    client = instructor.from_openai(
        OpenAI(base_url=base_url, api_key=key, timeout=PATIENCE, max_retries=0), mode=instructor.Mode.JSON_SCHEMA
    )
    # Its mode does not say strict; without it a server may leave fields out.
    schema = {"name": "ImrRecord", "strict": True, "schema": bounded(to_strict_json_schema(ImrRecord))}

    def made_strict(*_: Any, **given: Any) -> None:
        given["response_format"].update(json_schema=schema)

    client.on("completion:kwargs", made_strict)
    fixed: list[Any] = [
        {"role": "system", "content": f"{TASK} Answer in JSON.\nWhat the fields mean:\n{notes()}"},
        {"role": "user", "content": LETTER},
        {"role": "assistant", "content": json.dumps(RECORD)},
    ]

    def structure(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        record = client.create(
            model=model,
            response_model=ImrRecord,
            messages=[*fixed, {"role": "user", "content": text}],
            max_retries=RETRIES,
            max_tokens=MOST_TOKENS,
            temperature=0,
        )
        return record.model_dump(mode="json"), {}

    return structure


def bounded(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with every list given a most: a small model that has begun to repeat itself finds no end without one."""
    if isinstance(schema, dict):
        limit = {"maxItems": MOST_ENTRIES} if schema.get("type") == "array" else {}
        return {name: bounded(part) for name, part in schema.items()} | limit
    return [bounded(part) for part in schema] if isinstance(schema, list) else schema
