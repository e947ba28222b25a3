"""`structurer kind list` and `show`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import click

from structurer.cli.terminal import console_for, fitting, table, telling

if TYPE_CHECKING:
    from structurer.kind import LetterKind


@click.command("list")
def list_kinds() -> int:
    """List the kinds that are installed: version, how many fields and rules, whence each comes.

    Exit code 1 where one cannot be loaded.
    """
    from structurer.evals.fields import field_names
    from structurer.kinds.registry import kind_names, kinds
    from structurer.validation import rules_of

    rows = []
    for kind in kinds():
        rows.append((kind.name, str(kind.version), str(len(field_names(kind.record))), str(len(rules_of(kind))),
                     kind.origin or "", kind.about))  # fmt: skip
    console = console_for(sys.stdout)
    columns = ("kind", "version", "fields", "rules", "from", "about")
    with telling():
        console.print(fitting(console, "", columns, rows, right=("version", "fields", "rules"), expendable=("from",)))
    return 1 if len(rows) < len(kind_names()) else 0


@click.command()
@click.argument("name")
def show(name: str) -> None:
    """Show what the kind NAME (or FILE.py:MODEL) is made of: its fields, and what it declares."""
    from rich.text import Text

    from structurer.cli.terminal import facts
    from structurer.evals.fields import faults_of_groups, field_names
    from structurer.kinds.registry import kind_named
    from structurer.prompts import names_of
    from structurer.schema import exporting, file_of

    kind = kind_named(name)
    console = console_for(sys.stdout)
    console.print(Text.assemble((kind.name, "title"), f"  version {kind.version}"), soft_wrap=True)
    console.print(Text(kind.about), soft_wrap=True)
    schema = file_of(kind)
    rows: list[tuple[str | Text, str | Text]] = [
        ("from", kind.place or kind.origin or kind.record.__module__),
        ("schema", str(schema) if schema.is_file() else f"not published: {exporting(kind)}"),
        ("recognised", _recognised(kind)),
        ("parts", ", ".join(kind.parts) or "none declared"),
        ("readers", ", ".join(f"{reader.name}{' (prose)' if reader.prose else ''}" for reader in kind.readers) or "none"),
        ("prompts", ", ".join(names_of(kind)) or "none"),
        ("rules", f"{len(kind.rules)} of its own: structurer rules --kind {name}"),
    ]  # fmt: skip
    if kind.field_groups:
        wrong = "; ".join(faults_of_groups(kind, field_names(kind.record)))
        rows.append(("field groups", Text(wrong, "bad") if wrong else ", ".join(kind.field_groups)))
    facts(console, rows)
    made = table("", "field", "holds", "compared", "what it is")
    made.columns[1].min_width = 12
    for row in _fields(kind):
        made.add_row(*row)
    console.print(made)


def _recognised(kind: LetterKind[Any]) -> str:
    from structurer.kind import anything

    if kind.recognise is anything:
        return "never by itself: name it"
    return f"from a score of {kind.threshold:g}"


def _fields(kind: LetterKind[Any]) -> Iterator[tuple[str, str, str, str]]:
    from structurer.evals.fields import leaf_specs

    described, required = _descriptions(kind.record), _required(kind.record)
    for name, spec in leaf_specs(kind.record):
        what = _held(spec.inner)
        held = f"list of {what}" if spec.shape in ("values", "codes") else what
        needed = ", required" if name in required else ""
        yield name, held + needed, spec.comparator.name, described.get(name, "")


def _held(inner: Any) -> str:
    """What a value is: its type, or the choices there are."""
    if get_origin(inner) is Literal:
        return " | ".join(map(str, get_args(inner)))
    return getattr(inner, "__name__", str(inner))


def _required(record: Any, prefix: str = "") -> set[str]:
    """The dotted names of the fields without a default; a kind that is made from a model has them in that."""
    from structurer.evals.fields import specs

    found: set[str] = set()
    for spec in specs(record):
        declared = [base.model_fields.get(spec.name) for base in record.__mro__ if hasattr(base, "model_fields")]
        if any(info is not None and info.is_required() for info in declared):
            found.add(f"{prefix}{spec.name}")
        if spec.part is not None:
            found |= _required(spec.part, f"{prefix}{spec.name}.")
    return found


def _descriptions(record: Any, prefix: str = "") -> dict[str, str]:
    from structurer.evals.fields import specs

    found: dict[str, str] = {}
    for spec in specs(record):
        found[f"{prefix}{spec.name}"] = record.model_fields[spec.name].description or ""
        if spec.part is not None:
            found |= _descriptions(spec.part, f"{prefix}{spec.name}.")
    return found
