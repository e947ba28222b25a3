"""A result as a table that a person can read: values, where in the letter they stand, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from pydantic import BaseModel
from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from structurer.cli.terminal import NARROW, console_for, facts, shown, table
from structurer.cli.words import SEVERITIES, SOURCES, cut, plural, seconds, usage
from structurer.letter import verbatim
from structurer.pointer import under
from structurer.printable import figures
from structurer.result import Finding, Severity, Source, Structured

_LONGEST = 280
_PASSAGE = 90
_NARROW_FIELD = 20


def show(result: Structured[Any], out: IO[str]) -> None:
    """Print a result."""
    console = console_for(out)
    console.print(_headline(result))
    for title, path, part in _groups(result.record):
        _show_values(console, result, title, [*_rows(path, part)])
    _show_values(
        console, result, "letter", [row for row in _rows("", result.record) if not isinstance(row[2], BaseModel)]
    )
    if result.findings:
        console.print(Text("findings\n", style="title"))
        show_findings(console, result.findings)
        console.print()
    console.print(_footer(result))
    console.print()


def _headline(result: Structured[Any]) -> Panel:
    outcome = getattr(result.record, "outcome", None)
    review = (
        Text("needs review", style="doubtful")
        if result.needs_review
        else Text("no findings that need review", style="good")
    )
    lines = [
        Text(result.letter.name, style="title"),
        Text(f"{plural(result.letter.pages, 'page')}, {plural(result.letter.characters, 'character')}"),
    ]
    if outcome:
        lines.append(Text(f"outcome: {outcome}"))
    return Panel(Group(*lines, review), box=box.ROUNDED, expand=False)


def _groups(record: BaseModel) -> Iterator[tuple[str, str, BaseModel]]:
    """The parts of a record that get a table of their own: title, pointer, part."""
    for name in type(record).model_fields:
        value, title = getattr(record, name), name.replace("_", " ")
        if isinstance(value, BaseModel):
            yield title, f"/{name}", value
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, BaseModel):
                    yield f"{title} {index + 1} of {len(value)}", f"/{name}/{index}", entry


def _rows(path: str, part: BaseModel) -> Iterator[tuple[str, str, Any]]:
    """A part's values as (field, pointer, value); a list gives a row an entry, a small object within it one row."""
    for name in type(part).model_fields:
        value, here, field = getattr(part, name), f"{path}/{name}", name.replace("_", " ")
        if isinstance(value, list):
            for index, entry in enumerate(value):
                yield field if index == 0 else "", f"{here}/{index}", entry
        else:
            yield field, here, value


def _show_values(console: Console, result: Structured[Any], title: str, rows: list[tuple[str, str, Any]]) -> None:
    there = [
        (field, path, value)
        for field, path, value in rows
        if value is not None and not (value is False and path not in result.evidence)
    ]
    if not there:
        return
    narrow = console.width < NARROW
    made = table(title, "field", "value", "where", "by", whole=not narrow)
    field, _, where, by = made.columns
    by.no_wrap = True
    where.style = "aside"
    if narrow:
        # Names go on in a second line before a word of them breaks; the passage itself stands in the letter.
        words = [word for name, *_ in there for word in name.split()]
        field.min_width = max(map(len, words))
        field.max_width = max(field.min_width, _NARROW_FIELD)
        where.no_wrap = True
    for name, path, value in there:
        said = shown(_said(value))
        source = _source(result, path)
        made.add_row(
            Text(name),
            Text(_short(said)),
            Text(_where(result, path, said, brief=narrow)),
            Text(source.value, style=SOURCES[source]) if source else Text("default", style="aside"),
        )
    console.print(made)


def _said(value: Any) -> str:
    if isinstance(value, BaseModel):
        told = [
            _said(entry) for name in type(value).model_fields if (entry := getattr(value, name)) not in (None, [], "")
        ]
        return " · ".join(dict.fromkeys(told))
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return figures(value) if isinstance(value, float) else str(value)


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{cut(text, _LONGEST - 20)} ({plural(len(text), 'character')})"


def _where(result: Structured[Any], path: str, said: str, *, brief: bool) -> str:
    """Where the value stands, and how it is printed there where that is not how it is said here."""
    span = next((spans[0] for at, spans in result.evidence.items() if under(at, path)), None)
    if span is None:
        return "—"
    place = f"p. {span.page}, {span.start}-{span.end}"
    printed = verbatim(span.text)
    return place if brief or printed in said else f"{place}: {cut(shown(printed), _PASSAGE)}"


def _source(result: Structured[Any], path: str) -> Source | None:
    """Who filled the value: itself, something in it, or the list it stands in; None where it is the model's default."""
    sources = result.provenance.sources
    known = next((source for at, source in sources.items() if under(at, path)), None)
    return known or sources.get(path.rpartition("/")[0])


def show_findings(console: Console, findings: Iterable[Finding]) -> None:
    """What rules have to say, each with its place in the record and in the letter."""
    rows = []
    for finding in findings:
        severity, said = remark(finding.severity, finding.path or "the whole record", finding.message, finding.rule)
        if span := finding.span:
            said.append(
                f"\np. {span.page}, {span.start}-{span.end}: {cut(shown(verbatim(span.text)), _PASSAGE)}", style="aside"
            )
        rows.append((severity, said))
    facts(console, rows)


def remark(severity: Severity, place: str, message: str, rule: str) -> tuple[Text, Text]:
    """Something that a rule has to say, as two cells: how much it weighs, and the rest."""
    said = Text.assemble((place, "name"), f": {message} ", (f"({rule})", "aside"))
    return Text(severity.value, style=SEVERITIES[severity]), said


def _footer(result: Structured[Any]) -> Text:
    took = seconds(result.usage.seconds)
    model = result.provenance.model
    told = f"read by code alone · {took}" if model is None else f"{model} · {usage(result.usage, took)}"
    return Text(told, style="aside")
