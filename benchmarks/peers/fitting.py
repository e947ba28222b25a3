"""What a peer gave, made to fit the record: what does not follow the schema is left out, and nothing else is changed."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from structurer.interpret import find_number, read_date
from structurer.pointer import leaves, under
from structurer.quote import said

ROUNDS = 2000
_LISTS = ("body_parts", "basis", "sections", "pages", "licensed_states", "specialties")
_PARTED = ("licensed_states", "specialties")
"""Lists whose entries hold no comma: one that does is several."""
_CODES = ("category", "decision", "priority", "basis")
_TRUTHS = ("retrospective", "medically_necessary")
_NUMBERS = ("low", "high", "quantity", "age")
_SEXES = {
    **dict.fromkeys(("male", "man", "gentleman", "boy", "he", "his", "him", "mr"), "male"),
    **dict.fromkeys(("female", "woman", "lady", "girl", "she", "her", "hers", "ms", "mrs", "miss"), "female"),
}

Places = list[list[int]]


def fitted(
    kind_record: type[BaseModel], values: dict[str, Any], evidence: dict[str, Places] | None = None
) -> tuple[dict[str, Any], dict[str, Places]]:
    """The values as a record of that type, and the evidence by pointers into that record.

    Plain spellings are read for the peer: US dates, numbers and truth in words, a list written as one text, the sex by any
    word that tells it.
    """
    known = set(kind_record.model_fields)
    given = {name: _read(value, name) for name, value in values.items() if name in known and value is not None}
    stands = dict(evidence or {})
    record = kind_record()
    for _ in range(ROUNDS):
        try:
            record = kind_record.model_validate(given)
            break
        except ValidationError as error:
            problem = error.errors()[0]
            # Without a part that it must have, an entry is none.
            stands = _leave_out(given, problem["loc"][:-1] if problem["type"] == "missing" else problem["loc"], stands)
    found = {path: stands.get(path) or stands.get(path.rpartition("/")[0]) for path, _ in leaves(record)}
    return record.model_dump(mode="json"), {path: spans for path, spans in found.items() if spans}


def _read(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _read(one, key) for key, one in value.items()}
    if isinstance(value, list) and name in _PARTED:
        value = [part.strip() for one in value for part in (one.split(",") if isinstance(one, str) else [one])]
    if isinstance(value, list):
        return [_single(one, name) for one in value]
    if name in _LISTS and (value is None or isinstance(value, str)):
        return [_single(part.strip(), name) for part in re.split(r"[;,]", value or "") if part.strip()]
    return _single(value, name)


def _single(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return _read(value, name)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if said(text) is None:
        return None
    if "date" in name or name == "application_received":
        day = read_date(text)
        return day.isoformat() if day else text
    if name in _TRUTHS:
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
    if name == "sex":
        word = re.match(r"[a-z]*", text.lower())
        return _SEXES.get(word[0], text) if word else text
    if name in _CODES:
        return re.sub(r"[\s-]+", "_", text.lower())
    if name == "source":
        return "other" if text.lower() == "other" else text.upper()
    if name in _NUMBERS:
        return find_number(text)
    return value


def _leave_out(values: Any, place: tuple[int | str, ...], evidence: dict[str, Places]) -> dict[str, Places]:
    """Take out what stands at a place, or at the nearest above it: a place may end in the name of a choice of types.

    Gives the evidence as it is then: without that of what went, and with what followed it in a list moved up by one.
    """
    holder, key, path = values, place[0], ""
    for following in place[1:]:
        try:
            inner = holder[key]
            inner[following]
        except (KeyError, IndexError, TypeError):
            break
        holder, key, path = inner, following, f"{path}/{key}"
    if isinstance(holder, dict):
        holder.pop(key, None)
        return {at: spans for at, spans in evidence.items() if not under(at, f"{path}/{key}")}
    del holder[key]
    return {moved: spans for at, spans in evidence.items() if (moved := _moved(at, path, int(key))) is not None}


def _moved(at: str, path: str, gone: int) -> str | None:
    """The pointer once the entry `gone` has left the list at `path`; None for what went with it."""
    if not at.startswith(path + "/"):
        return at
    index, slash, rest = at[len(path) + 1 :].partition("/")
    if int(index) < gone:
        return at
    return None if int(index) == gone else f"{path}/{int(index) - 1}{slash}{rest}"
