"""What a peer gave, made to fit the record: what does not follow the schema is left out, and nothing else is changed."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from structurer.interpret import read_date
from structurer.letter import Letter
from structurer.pointer import leaves

ROUNDS = 2000
_LISTS = ("body_parts", "basis", "sections", "pages", "licensed_states", "specialties")


def fitted(kind_record: type[BaseModel], values: dict[str, Any]) -> dict[str, Any]:
    """The values as a record of that type. Plain spellings are read for the peer: US dates, numbers and truth in words."""
    known = set(kind_record.model_fields)
    given = {name: _read(value, name) for name, value in values.items() if name in known}
    for _ in range(ROUNDS):
        try:
            return kind_record.model_validate(given).model_dump(mode="json")
        except ValidationError as error:
            problem = error.errors()[0]
            # Without a part that it must have, an entry is none.
            _leave_out(given, problem["loc"][:-1] if problem["type"] == "missing" else problem["loc"])
    return kind_record().model_dump(mode="json")


def _read(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _read(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [one if name in _LISTS else _read(one, name) for one in value if one is not None]
    if name in _LISTS and (value is None or isinstance(value, str)):
        return [part.strip() for part in re.split(r"[;,]", value or "") if part.strip()]
    if isinstance(value, str):
        text = value.strip()
        if text.lower() in ("", "null", "none", "n/a"):
            return None
        if "date" in name or name == "application_received":
            day = read_date(text)
            return day.isoformat() if day else text
        if name in ("retrospective", "medically_necessary"):
            return {"true": True, "false": False}.get(text.lower(), text)
        if name in ("category", "decision", "priority", "sex"):
            return {"man": "male", "woman": "female"}.get(text.lower(), text.lower())
        if name in ("low", "high", "quantity", "age"):
            number = re.search(r"\d+(?:\.\d+)?", text)
            return float(number[0]) if number else None
    return value


def _leave_out(values: Any, place: tuple[int | str, ...]) -> None:
    """Take out what stands at a place, or at the nearest above it: a place may end in the name of a choice of types."""
    holder, key = values, place[0]
    for following in place[1:]:
        try:
            inner = holder[key]
            inner[following]
        except (KeyError, IndexError, TypeError):
            break
        holder, key = inner, following
    if isinstance(holder, dict):
        holder.pop(key, None)
    else:
        del holder[key]


def inventions(letter: Letter, record: BaseModel) -> int:
    """How many phrases of the record stand nowhere in the letter, line breaks and case aside."""
    text = " ".join(letter.text.split()).lower()
    return sum(
        isinstance(value, str) and type(value) is str and " ".join(value.split()).lower() not in text
        for path, value in leaves(record)
        if not path.endswith(("/category", "/source", "/schema_version"))
        and not re.search(r"date|/basis/|received", path)
    )
