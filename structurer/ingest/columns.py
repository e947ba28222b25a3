"""Columns: what type the values of a record's fields have in SQL, and values made to fit it."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import math
import pathlib
import types
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, PlainSerializer, WrapSerializer
from pydantic.fields import FieldInfo

INT64 = 2**63
TOO_LARGE = (
    "a whole number of more than 64 bits fits no column",
    "see whether the letter says it; numbers of cases and accounts are better declared as text (str)",
)
OF_ANOTHER_TYPE = (
    "a value is of another type than its field's column",
    "declare the field as what its model writes, or Any; structure anew what was structured by another model",
)
_LISTS = (list, tuple, set, frozenset)
_TEXTS = (str, dt.datetime, dt.time, dt.timedelta, decimal.Decimal, uuid.UUID, pathlib.PurePath, bytes)
"""What becomes a string in a record's JSON. A datetime is a date too, so that this is looked at first."""


@dataclass(frozen=True)
class Scalar:
    """One value: VARCHAR, BIGINT, DOUBLE, BOOLEAN, DATE, or JSON for what has no fixed form."""

    name: str


@dataclass(frozen=True)
class ListOf:
    """Values of one type, in order."""

    inner: Type


@dataclass(frozen=True)
class StructOf:
    """Named values, each with its type."""

    fields: tuple[Column, ...]


Type: TypeAlias = Scalar | ListOf | StructOf


@dataclass(frozen=True)
class Column:
    """One column of a table or one field of a struct."""

    name: str
    type: Type
    about: str = ""


class Unfit(Exception):
    """A value that no column of its field's type can hold. `hint` is what to do; neither tells the value."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


VARCHAR, BIGINT, DOUBLE, BOOLEAN, DATE, JSON = map(Scalar, ("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "JSON"))


def sql(of: Type) -> str:
    """The type as DuckDB writes it."""
    if isinstance(of, Scalar):
        return of.name
    if isinstance(of, ListOf):
        return f"{sql(of.inner)}[]"
    return f"STRUCT({', '.join(f'{quoted(column.name)} {sql(column.type)}' for column in of.fields)})"


def quoted(name: str) -> str:
    """The name of a table or column as SQL takes any."""
    return '"' + name.replace('"', '""') + '"'


# Types of fields


def written(model: type[BaseModel], name: str, info: FieldInfo) -> Any:
    """The annotation of a field as its values are written: anything, where the model writes them in a way of its own."""
    serializers = model.__pydantic_decorators__.field_serializers.values()
    is_own = any({name, "*"}.intersection(made.info.fields) for made in serializers) or _writes(info.metadata)
    return Any if is_own else info.annotation


def plain(annotation: Any) -> Any:
    """The annotation without None and without what is only a name or a note around it."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *notes = get_args(annotation)
            if _writes(notes):
                return Any
        elif get_origin(annotation) in (Union, types.UnionType):
            rest = [entry for entry in get_args(annotation) if entry is not type(None)]
            if len(rest) != 1:
                return annotation
            annotation = rest[0]
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        elif hasattr(annotation, "__value__"):
            annotation = annotation.__value__
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel) and _is_root(annotation):
            annotation = annotation.model_fields["root"].annotation
        else:
            return annotation


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that the annotation is, if it is one with fields."""
    kind = plain(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.model_fields else None


def entry_in(annotation: Any) -> Any | None:
    """The type of a list's entries; None where the annotation is no list of entries of one type."""
    kind = plain(annotation)
    inner = [entry for entry in get_args(kind) if entry is not Ellipsis]
    return inner[0] if get_origin(kind) in _LISTS and len(inner) == 1 else None


def type_of(annotation: Any, within: tuple[type[BaseModel], ...] = ()) -> Type:
    """The SQL type of a field's values. A model that holds itself is JSON where it does."""
    entry = entry_in(annotation)
    if entry is not None:
        return ListOf(type_of(entry, within))
    model = model_in(annotation)
    if model is not None:
        return JSON if model in within else struct_of(model, within)
    return _scalar(plain(annotation))


def struct_of(model: type[BaseModel], within: tuple[type[BaseModel], ...] = ()) -> StructOf:
    """A model as nested columns."""
    return StructOf(
        tuple(
            Column(name, type_of(written(model, name, info), (*within, model)), about(name, info))
            for name, info in model.model_fields.items()
        )
    )


def about(name: str, info: FieldInfo) -> str:
    """What a field's column holds: its description (without one its name, or what its model is), and its codes."""
    annotation = info.annotation
    model = model_in(annotation) or model_in(entry_in(annotation))
    said = info.description or (first_sentence(model) if model is not None else "") or name.replace("_", " ")
    codes = _codes(plain(annotation)) or _codes(plain(entry_in(annotation)))
    return f"{said}; one of {', '.join(codes)}" if codes else said


def first_sentence(model: type[BaseModel]) -> str:
    """What the model says it is, in its first sentence, to stand in a list."""
    text = " ".join((model.__dict__.get("__doc__") or "").split())
    sentence = text.split(". ")[0].rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _writes(notes: Sequence[Any]) -> bool:
    """Whether a note at an annotation says how values are written."""
    return any(isinstance(note, PlainSerializer | WrapSerializer) for note in notes)


def _is_root(model: type[BaseModel]) -> bool:
    return bool(getattr(model, "__pydantic_root_model__", False))


def _codes(kind: Any) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(member.value) for member in kind]
    return [str(value) for value in get_args(kind)] if get_origin(kind) is Literal else []


def _scalar(kind: Any) -> Scalar:
    if get_origin(kind) in (Union, types.UnionType):
        return _common([type_of(entry) for entry in get_args(kind) if entry is not type(None)])
    if get_origin(kind) is Literal:
        return _common([_scalar(type(value)) for value in get_args(kind)])
    if isinstance(kind, TypeVar) or not isinstance(kind, type):
        return JSON
    if issubclass(kind, Enum):
        return _common([_scalar(type(member.value)) for member in kind])
    for names, scalar in ((_TEXTS, VARCHAR), (bool, BOOLEAN), (int, BIGINT), (float, DOUBLE), (dt.date, DATE)):
        if issubclass(kind, names):
            return scalar
    return JSON


def _common(kinds: list[Any]) -> Scalar:
    """The one type that holds values of all of them."""
    if not kinds or not all(isinstance(kind, Scalar) and kind is not JSON for kind in kinds):
        return JSON
    found = set(kinds)
    if len(found) == 1:
        return found.pop()  # type: ignore[no-any-return]
    return DOUBLE if found <= {BIGINT, DOUBLE} else VARCHAR


# Values


def fit(of: Type, value: Any) -> Any:
    """A value of a record's JSON as a column of the type holds it. What is absent is None, a number that is none too.

    Raises Unfit for a value of another type, and for a whole number of more than 64 bits but where any number may stand.
    """
    if value is None:
        return None
    if isinstance(of, ListOf):
        return [fit(of.inner, entry) for entry in _seen(value, list, tuple)]
    if isinstance(of, StructOf):
        values = _seen(value, dict)
        return {column.name: fit(column.type, values.get(column.name)) for column in of.fields}
    if of is JSON:
        return _any(value)
    if of is VARCHAR:
        value = _seen(value, str, bool, int, float)
        return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    if of is BOOLEAN:
        return _seen(value, bool)
    if of is DATE:
        return _date(_seen(value, str))
    return _number(of, value)


def _number(of: Type, value: Any) -> Any:
    if isinstance(value, bool):
        raise Unfit(*OF_ANOTHER_TYPE)
    value = _seen(value, int) if of is BIGINT else _seen(value, int, float)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if -INT64 <= value < INT64:
        return value
    if of is BIGINT:
        raise Unfit(*TOO_LARGE)
    return float(value)


def _date(value: str) -> str:
    """The text, if it is a date as JSON and SQL write it."""
    try:
        if dt.date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise Unfit(*OF_ANOTHER_TYPE)


def _seen(value: Any, *types: type) -> Any:
    """The value, if it is of one of the types."""
    if not isinstance(value, types):
        raise Unfit(*OF_ANOTHER_TYPE)
    return value


def _any(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {_text(str(key)): _any(entry) for key, entry in value.items()}
    return [_any(entry) for entry in value] if isinstance(value, list | tuple) else value


def _text(text: str) -> str:
    """The text as UTF-8 can hold it: names of files may have bytes in them that are no characters."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def leaves(column: Column, prefix: str = "") -> Iterator[Column]:
    """The column, or what is nested in it, by names such as `record.determinations[].service`."""
    name, of = f"{prefix}{column.name}", column.type
    while isinstance(of, ListOf):
        name, of = f"{name}[]", of.inner
    if isinstance(of, StructOf):
        for inner in of.fields:
            yield from leaves(inner, f"{name}.")
    else:
        yield Column(name, of, column.about)
