"""A model's fields as they are asked and filled: what is copied, what is read from copied words, what is chosen."""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import textwrap
import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model
from pydantic.fields import FieldInfo

from structurer.errors import KindError
from structurer.marks import Identity, Verbatim, mark_of
from structurer.quote import Quote

MOST = 24
"""Entries that a list of an answer may have: a small model may not find an end by itself."""

Sort = Literal["text", "date", "number", "code", "part"]


@dataclass(frozen=True)
class Shape:
    """One field: what sort of value it holds, whether a list of them, and whether the model requires it.

    `text` is copied; `date` and `number` are read by code from words that are copied; a `code` (an enumeration, a
    Literal, yes or no) is chosen, with the words that say so; a `part` is a model of its own. One that is not `nullable`
    keeps its default where the letter has no value.
    """

    name: str
    sort: Sort
    listed: bool
    required: bool
    inner: Any
    says: str
    nullable: bool = True


@cache
def shapes(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The model's fields. Raises KindError for one whose type nothing can be asked for."""
    if issubclass(model, RootModel):
        raise KindError(
            f"{model.__name__} has no named fields", hint="use a model with a field in place of a RootModel"
        )
    told = _docstrings(model)
    return tuple(_shape(model, name, info, told.get(name, "")) for name, info in model.model_fields.items())


def refuse_rings(model: type[BaseModel], within: tuple[type[BaseModel], ...] = ()) -> None:
    """Raises KindError where the model has itself for a part, at whatever depth: an answer of no end cannot be asked for."""
    if model in within:
        ring = " in ".join(one.__name__ for one in (model, *reversed(within[within.index(model) :])))
        raise KindError(f"a part leads back to itself: {ring}", hint="write the levels out, each as a model of its own")
    for shape in shapes(model):
        if shape.sort == "part":
            refuse_rings(shape.inner, (*within, model))


def _shape(model: type[BaseModel], name: str, info: FieldInfo, told: str) -> Shape:
    if any(_has_no_order(one) for one in _annotations(info.annotation)):
        raise KindError(
            f"{model.__name__}.{name}: a record's lists have an order, and entries of one type", hint="use list[…]"
        )
    inner, listed = _unwrapped(info.annotation)
    sort = _sort(inner)
    if sort is None:
        raise KindError(
            f"{model.__name__}.{name}: values of its type cannot be asked for",
            hint="use date: the time of day is not read"
            if isinstance(inner, type) and issubclass(inner, dt.datetime)
            else "use text, dates, numbers, yes or no, enumerations, models, or lists of one of them",
        )
    return Shape(
        name,
        sort,
        listed,
        info.is_required(),
        inner,
        info.description or told,
        info.is_required() or _takes_null(info.annotation),
    )


def _annotations(annotation: Any) -> Iterator[Any]:
    """The annotation and those within it."""
    yield annotation
    for within in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _annotations(within)


def _has_no_order(annotation: Any) -> bool:
    """Whether entries of the type have no place to point at, or are of several types."""
    origin, given = get_origin(annotation), get_args(annotation)
    return origin in (set, frozenset) or (origin is tuple and len(set(given) - {Ellipsis}) > 1)


def _takes_null(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _takes_null(get_args(annotation)[0])
    return get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation)


def _sort(inner: Any) -> Sort | None:
    if get_origin(inner) is Literal:
        return "code"
    if inner in (_NUMBER, Decimal):
        return "number"
    if not isinstance(inner, type) or issubclass(inner, dt.datetime):  # a day would be filled in as its midnight
        return None
    for classes, sort in _SORTS:
        if issubclass(inner, classes):
            return sort
    return None


_NUMBER = float | int
_SORTS: tuple[tuple[tuple[type, ...], Sort], ...] = (
    ((BaseModel,), "part"),
    ((Enum, bool), "code"),
    ((dt.date,), "date"),
    ((int, float, Decimal), "number"),
    ((str,), "text"),
)


def _unwrapped(annotation: Any) -> tuple[Any, bool]:
    """The type within Annotated, Optional and one list, and whether there was a list."""
    listed = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            options = [option for option in get_args(annotation) if option is not type(None)]
            if len(options) != 1:
                return _NUMBER if {*options} <= {int, float, Decimal} else annotation, listed
            annotation = options[0]
        elif origin in (list, tuple) and not listed:
            listed = True
            annotation = get_args(annotation)[0]
        else:
            return annotation, listed


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """The strings that stand below fields in the model's source, by the fields' names; none where it cannot be read."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(model)))
    except (OSError, TypeError, SyntaxError):
        return {}
    body = next((node.body for node in tree.body if isinstance(node, ast.ClassDef)), [])
    found: dict[str, str] = {}
    for field, below in zip(body, body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            found[field.target.id] = inspect.cleandoc(below.value.value).replace("\n", " ")
    return found


# What is asked


@cache
def answer_of(model: type[BaseModel]) -> type[BaseModel]:
    """The answer model of a record's model: quotes for what is copied or read, choices with the words that say so."""
    fields: dict[str, Any] = {shape.name: _asked(shape) for shape in shapes(model)}
    return create_model(f"{model.__name__}Answer", **fields)


_AS_PRINTED = {"date": "as printed", "number": "the number as printed"}


def _asked(shape: Shape) -> tuple[Any, Any]:
    said = ", ".join(part for part in (shape.says.rstrip(" ."), _AS_PRINTED.get(shape.sort, "")) if part)
    one: Any = Quote
    if shape.sort == "part":
        one = answer_of(shape.inner)
    elif shape.sort == "code":
        one = _choice(shape.name, shape.inner)
    if shape.listed:
        return list[one], Field(max_length=MOST, description=said or None)
    if shape.sort == "part":
        return one, Field(description=said or None)
    return one | None, Field(description=f"{said}; else null" if said else "null if not said")


def _choice(name: str, inner: Any) -> type[BaseModel]:
    return create_model(
        f"{name.title().replace('_', '')}Choice",
        value=(inner, Field(description=f"one of: {', '.join(_choices(inner))}")),
        words=(Quote, Field(description="the words of the letter that say so")),
    )


def _choices(inner: Any) -> list[str]:
    """What may be chosen, as JSON has it: constrained decoding holds a model to it, but does not show it."""
    if get_origin(inner) is Literal:
        return [str(choice) for choice in get_args(inner)]
    return ["true", "false"] if inner is bool else [str(choice.value) for choice in inner]


# What is filled


@cache
def record_of(model: type[BaseModel]) -> type[BaseModel]:
    """The model as records are of it: what it requires may be missing (a finding says so), and what is copied is marked.

    A record is an instance of the model itself.
    """
    fields: dict[str, Any] = {}
    config = _held_by_name(model)
    known = _identity(model)
    for shape in shapes(model):
        info = model.model_fields[shape.name]
        annotation: Any = _with_parts(shape, info.annotation)
        marked = shape.sort != "text" or mark_of(info, Verbatim) is not None
        told = shape.says if shape.says and not info.description else None
        if not (shape.required or told) and marked and annotation == info.annotation:
            continue
        marks = [*(info.metadata if shape.required else ()), *(() if marked else (Verbatim(),))]
        if shape.name == known:
            marks.append(Identity())
        held: Any = Annotated[(annotation, *marks)] if marks else annotation
        said: dict[str, Any] = {
            "description": shape.says or None,
            "alias": info.alias,
            "validation_alias": info.validation_alias,
        }
        if not shape.required:
            default: Any = FieldInfo.merge_field_infos(info, description=told) if told else info
        elif shape.listed:
            default = Field(default_factory=list, **said)
        elif shape.sort == "part":
            default = Field(default_factory=record_of(shape.inner), **said)
        else:
            held, default = held | None, Field(None, **said)
        fields[shape.name] = (held, default)
    if not fields and not config:
        return model
    base = type(model.__name__, (model,), {"model_config": config, "__module__": model.__module__}) if config else model
    return create_model(model.__name__, __base__=base, __doc__=model.__doc__, __module__=model.__module__, **fields)


def _held_by_name(model: type[BaseModel]) -> ConfigDict:
    """What the model's own configuration would keep from being read back as records are held: by the fields' names, as
    JSON has them, with what is computed beside what was read."""
    config = ConfigDict()
    if any(info.alias or info.validation_alias for info in model.model_fields.values()):
        config.update(ConfigDict(validate_by_name=True, validate_by_alias=True))
    if model.model_config.get("serialize_by_alias"):
        config.update(ConfigDict(serialize_by_alias=False))
    if model.model_config.get("strict"):
        config.update(ConfigDict(strict=False))
    if model.model_computed_fields and model.model_config.get("extra") == "forbid":
        config.update(ConfigDict(extra="ignore"))
    return config


def _identity(model: type[BaseModel]) -> str | None:
    """The field by which entries of the model are known again where none is marked: the first single value that it
    requires, which a record of it may lack."""
    if any(mark_of(info, Identity) is not None for info in model.model_fields.values()):
        return None
    single = (shape.name for shape in shapes(model) if shape.required and not shape.listed and shape.sort != "part")
    return next(single, None)


def _with_parts(shape: Shape, annotation: Any) -> Any:
    """The annotation with the records of its parts' models in place of them."""
    if shape.sort != "part":
        return annotation
    held = record_of(shape.inner)
    if shape.listed:
        entries: Any = list[held]  # type: ignore[valid-type]
        return entries | None if _takes_null(annotation) else entries
    return held if annotation is shape.inner else held | None


def missing(model: type[BaseModel], record: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The pointers and names of single values that the model requires and the record has not."""
    for shape in shapes(model):
        value, here = getattr(record, shape.name, None), f"{path}/{shape.name}"
        if shape.required and value is None:
            yield here, shape.name
        elif shape.sort == "part" and value is not None:
            for index, part in enumerate(value if shape.listed else [value]):
                yield from missing(shape.inner, part, f"{here}/{index}" if shape.listed else here)
