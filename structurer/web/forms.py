"""A record's class as a form: sections, fields, and what may stand in each, read off its types and descriptions."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from structurer.evals.fields import FieldSpec, specs

Type = Literal["text", "date", "number", "yes or no", "code"]


def form_of(record: type[BaseModel]) -> list[dict[str, Any]]:
    """The fields of a record's class, in its order, as the pages read them.

    Each has `name`, `label`, `about` (its description), `shape` (value, values, codes, part or parts, as evals have
    them), `required`; a part its own `fields`; any other its `type`, for codes the `options`, whether it is `copied`
    from the letter word for word, and the `blank` that stands where the letter says nothing.
    """
    return [_field(spec, record) for spec in specs(record)]


def _field(spec: FieldSpec, record: type[BaseModel]) -> dict[str, Any]:
    info = record.model_fields[spec.name]
    field: dict[str, Any] = {
        "name": spec.name,
        "label": spec.name.replace("_", " "),
        "about": info.description or "",
        "shape": spec.shape,
        "required": info.is_required(),
    }
    if spec.part is not None:
        return {**field, "about": info.description or _first_line(spec.part), "fields": form_of(spec.part)}
    return {
        **field,
        "type": type_of(spec.inner),
        "options": options_of(spec.inner),
        "copied": spec.verbatim is not None,
        "blank": None if info.is_required() else to_jsonable_python(info.get_default(call_default_factory=True)),
    }


def type_of(inner: Any) -> Type:
    """What may stand in a field whose values are of the type `inner`."""
    if inner is bool:
        return "yes or no"
    if options_of(inner):
        return "code"
    if inner in (int, float):
        return "number"
    return "date" if isinstance(inner, type) and issubclass(inner, dt.date) else "text"


def options_of(inner: Any) -> list[str]:
    """The codes that a field may have; none where it has others than codes."""
    if get_origin(inner) is Literal:
        return [str(option) for option in get_args(inner)]
    return [str(code.value) for code in inner] if isinstance(inner, type) and issubclass(inner, Enum) else []


def code_named(inner: Any, name: str) -> Any:
    """The code of that name among `options_of`, as a record's JSON holds it; None where there is none."""
    codes = get_args(inner) if get_origin(inner) is Literal else [code.value for code in inner]
    return next((code for code in codes if str(code) == name), None)


def _first_line(part: type[BaseModel]) -> str:
    return (part.__doc__ or "").strip().split("\n")[0]
