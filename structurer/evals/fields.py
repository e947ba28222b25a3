"""What of a record is scored, and how: read off the record's class, its types and its marks."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AliasChoices, AliasPath, BaseModel
from pydantic.fields import FieldInfo

from structurer.comparators import EXACT, PHRASE, Comparator
from structurer.errors import KindError
from structurer.kind import LetterKind
from structurer.marks import Compared, Identity, Verbatim, mark_of


@dataclass(frozen=True)
class FieldSpec:
    """One field of a record's class, as it is scored.

    `shape` is `value`, `values` (a list of them), `codes` (a list that counts as a set), `part` (a nested record) or
    `parts` (a list of records); `part` is the class of the last two. `identity`: the field tells which record is
    which; `tie`: it decides between records that are equally alike. `optional`: a label may leave it out. `inner` is
    the type of the value, or of one entry, without None.
    """

    name: str
    shape: Literal["value", "values", "codes", "part", "parts"]
    comparator: Comparator
    identity: bool = False
    tie: bool = False
    optional: bool = False
    verbatim: Verbatim | None = None
    part: type[BaseModel] | None = None
    inner: Any = str


@cache
def specs(record: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of a record's class, in its order."""
    return tuple(_spec(name, info) for name, info in record.model_fields.items())


@cache
def identity(part: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields by which records of a list are known again: those marked, else the first that is always there, else
    all that are single values."""
    values = [spec for spec in specs(part) if spec.shape == "value"]
    marked = tuple(spec for spec in values if spec.identity)
    required = tuple(spec for spec in values if part.model_fields[spec.name].is_required())
    return marked or required[:1] or tuple(values)


@cache
def ties(part: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields that decide between records of a list that are equally alike."""
    return tuple(spec for spec in specs(part) if spec.tie)


def field_names(record: type[BaseModel], prefix: str = "") -> list[str]:
    """The dotted names of everything that is scored, such as `clinical.medications.strength`."""
    return [name for name, _ in leaf_specs(record, prefix)]


def faults_of_groups(kind: LetterKind[Any], fields: Sequence[str]) -> list[str]:
    """What is wrong with the kind's groups of fields: those in none, in several, and names that are no field."""
    if not kind.field_groups:
        return []
    members = [member for group in kind.field_groups.values() for member in group]
    held = {field: sum(within(field, member) for member in members) for field in fields}
    told = {
        "in no group": [field for field, count in held.items() if not count],
        "more than once": [field for field, count in held.items() if count > 1],
        "no such field": [member for member in members if not any(within(field, member) for field in fields)],
    }
    return [f"{what}: {', '.join(names)}" for what, names in told.items() if names]


def within(field: str, member: str) -> bool:
    """Whether a field is the one that a group names, or below it."""
    return field == member or field.startswith(member + ".")


def leaf_specs(
    record: type[BaseModel], prefix: str = "", within: tuple[type[BaseModel], ...] = ()
) -> Iterator[tuple[str, FieldSpec]]:
    """Every field that has cells of its own: its dotted name and its spec. Raises KindError for a record that has itself
    for a part."""
    if record in within:
        raise KindError(
            f"{record.__name__} has itself for a part", hint="write the levels out, each as a model of its own"
        )
    for spec in specs(record):
        name = f"{prefix}{spec.name}"
        if spec.part is not None:
            yield from leaf_specs(spec.part, f"{name}.", (*within, record))
        else:
            yield name, spec


def value_paths(record: BaseModel, path: str = "") -> Iterator[str]:
    """The pointer of every value of a record that is scored, whatever is predicted; a code said twice counts once."""
    for spec in specs(type(record)):
        value, here = getattr(record, spec.name), f"{path}/{spec.name}"
        if value is None:
            continue
        if spec.shape == "value":
            yield here
        elif spec.shape == "part":
            yield from value_paths(value, here)
        elif spec.shape == "codes":
            yield from (f"{here}/{value.index(code)}" for code in dict.fromkeys(value))
        else:
            for index, entry in enumerate(value):
                yield from value_paths(entry, f"{here}/{index}") if spec.shape == "parts" else (f"{here}/{index}",)


def strange_fields(record: type[BaseModel], given: Any, prefix: str = "") -> Iterator[str]:
    """The dotted names that data has and the record's class has not; none where the class takes any."""
    if not isinstance(given, dict):
        return
    known = {name: spec for spec in specs(record) for name in _names(spec.name, record.model_fields[spec.name])}
    takes_any = record.model_config.get("extra") == "allow"
    for name, value in given.items():
        spec = known.get(name)
        if spec is not None and spec.part is not None:
            for entry in value if isinstance(value, list) else [value]:
                yield from strange_fields(spec.part, entry, f"{prefix}{name}.")
        elif spec is None and not takes_any and name not in record.model_computed_fields:
            yield f"{prefix}{name}"


def _names(name: str, info: FieldInfo) -> Iterator[str]:
    """What a field may be called in data: by its name, and by its aliases."""
    yield name
    for alias in (info.alias, info.validation_alias):
        for one in alias.choices if isinstance(alias, AliasChoices) else (alias,):
            first = one.path[0] if isinstance(one, AliasPath) else one
            if isinstance(first, str):
                yield first


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    compared, known = mark_of(info, Compared), mark_of(info, Identity)
    verbatim = mark_of(info, Verbatim)
    inner, listed = _unwrapped(info.annotation)
    code = _is_code(inner)
    given = compared.by if compared else EXACT if code or not _is_text(inner) else PHRASE
    part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    shape: Literal["value", "values", "codes", "part", "parts"]
    if part is not None:
        shape = "parts" if listed else "part"
    elif listed:
        shape = "codes" if code else "values"
    else:
        shape = "value"
    return FieldSpec(
        name=name,
        shape=shape,
        comparator=given,
        identity=known is not None and not known.tie,
        tie=known is not None and known.tie,
        optional=bool(compared and compared.optional),
        verbatim=verbatim,
        part=part,
        inner=inner,
    )


def _unwrapped(annotation: Any) -> tuple[Any, bool]:
    """The type within Optional, Annotated and one list, and whether there was a list."""
    listed = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            options = [option for option in get_args(annotation) if option is not type(None)]
            if len(options) != 1:
                return options[0] if all(_is_number(option) for option in options) else annotation, listed
            annotation = options[0]
        elif origin in (list, tuple, set, frozenset) and not listed:
            listed = True
            annotation = get_args(annotation)[0]
        else:
            return annotation, listed


def _is_code(annotation: Any) -> bool:
    return get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum | bool))


def _is_number(annotation: Any) -> bool:
    return annotation in (int, float)


def _is_text(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, str) and not issubclass(annotation, dt.date)
