"""A scripted model for the pipeline's tests: it answers each ask from the label of an invented letter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from structurer.kinds.imr.record import ImrRecord
from tests.fault_server import Seen, Step, says

Twist = Callable[[str, dict[str, Any], Seen], Any]


def from_label(label: ImrRecord, twist: Twist | None = None) -> Callable[[Seen], Step]:
    """Right answers to whatever is asked. `twist` may change one: given the ask, the answer and the request, it returns
    another answer or a step."""

    def respond(seen: Seen) -> Step:
        ask, answer = _answer(label, seen)
        asked = list(seen.schema["properties"])
        answer = {name: answer[name] for name in asked}
        twisted = twist(ask, answer, seen) if twist else answer
        return says(json.dumps(twisted)) if isinstance(twisted, dict) else twisted

    return respond


def is_again(seen: Seen) -> bool:
    """Whether a request asks again what did not hold."""
    return seen.messages[-1]["content"].startswith("Parts of this answer do not hold")


def _answer(label: ImrRecord, seen: Seen) -> tuple[str, dict[str, Any]]:
    fields = set(seen.schema["properties"])
    clinical = label.clinical.model_dump(mode="json")
    if fields & {"diagnoses", "complaints", "work_status", "mechanism_of_injury"} or fields == {"pain_scores"}:
        pain = [{"rating": f"{score['low']:g}/10", "context": score["context"]} for score in clinical["pain_scores"]]
        return "history", {**clinical, "pain_scores": _ratings(seen, pain)}
    if fields & {"exam_findings", "studies", "medications", "treatments"}:
        return "workup", {**clinical, "studies": [{**study, "date": None} for study in clinical["studies"]]}
    number = _item_number(label, seen)
    item = label.determinations[number].model_dump(mode="json")
    reasons = [{"reason": basis, "sentence": 1} for basis in item["basis"]]
    count = str(item["quantity"]) if item["quantity"] is not None else None
    return f"item {number + 1}", {**item, "basis": reasons, "quantity": count}


def _ratings(seen: Seen, pain: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ratings as the letter prints them."""
    shown = "\n".join(message["content"] for message in seen.messages if message["role"] == "user")
    for score in pain:
        number = score["rating"].split("/")[0]
        printed = re.search(rf"\b{number}(?:\s*/\s*10| out of 10|-\d+/10)", shown)
        score["rating"] = printed.group() if printed else score["rating"]
    return pain


def _item_number(label: ImrRecord, seen: Seen) -> int:
    shown = next(m["content"] for m in reversed(seen.messages) if m["content"].startswith("Request: "))
    request = shown.split("\n")[0].removeprefix("Request: ")
    return next(
        index
        for index, item in enumerate(label.determinations)
        if item.request == request or item.request.endswith(request)
    )
