"""A result as a table that a person can read: values, where in the letter they stand, findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from pydantic import BaseModel
from rich import box
from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from structurer.letter import verbatim
from structurer.pointer import under
from structurer.result import Finding, Severity, Source, Structured

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_SIGNS = {Source.READ: "read", Source.ASKED: "asked", Source.REPAIRED: "repaired"}
_LONGEST = 280


def console_for(out: IO[str]) -> Console:
    """A console that writes to `out`: plain where that is no terminal, wide enough for a table there."""
    return Console(file=out, width=None if out.isatty() else 120, soft_wrap=False, highlight=False)


def show(result: Structured[Any], out: IO[str]) -> None:
    """Print a result."""
    console = console_for(out)
    console.print(_headline(result))
    for title, path, part in _groups(result.record):
        table = _table(result, title, [*_rows(path, part)])
        if table.row_count:
            console.print(table)
    rest = [row for row in _rows("", result.record) if not isinstance(row[2], BaseModel)]
    if rest:
        console.print(_table(result, "letter", rest))
    if result.findings:
        console.print(_findings(result.findings))
    console.print(_footer(result), "")


def _headline(result: Structured[Any]) -> Panel:
    outcome = getattr(result.record, "outcome", None)
    review = (
        Text("needs review", style="bold yellow")
        if result.needs_review
        else Text("no findings that need review", style="green")
    )
    facts = [
        Text(result.letter.name, style="bold"),
        Text(f"{result.letter.pages} pages, {result.letter.characters:,} characters"),
    ]
    if outcome:
        facts.append(Text(f"outcome: {outcome}"))
    return Panel(Group(*facts, review), box=box.ROUNDED, expand=False)


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


def _table(result: Structured[Any], name: str, rows: list[tuple[str, str, Any]]) -> Table:
    table = Table(title=name, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("field", style="cyan", no_wrap=True)
    table.add_column("value", ratio=3, overflow="fold")
    table.add_column("where", ratio=2, style="dim", overflow="fold")
    table.add_column("by", style="dim", no_wrap=True)
    for field, path, value in rows:
        if value is None or (value is False and path not in result.evidence):
            continue
        said = _said(value)
        table.add_row(field, escape(_short(said)), escape(_where(result, path, said)), _by(result, path))
    return table


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
    return f"{value:g}" if isinstance(value, float) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 20]} … ({len(text):,} characters)"


def _where(result: Structured[Any], path: str, said: str) -> str:
    """Where the value stands, and how it is printed there where that is not how it is said here."""
    span = next((spans[0] for at, spans in result.evidence.items() if under(at, path)), None)
    if span is None:
        return "—"
    place = f"p. {span.page}, {span.start}-{span.end}"
    printed = verbatim(span.text)
    return place if printed in said else f"{place}: {_shorter(printed)}"


def _shorter(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:87]}…"


def _by(result: Structured[Any], path: str) -> str:
    """Who filled the value: itself, something in it, or the list it stands in."""
    sources = result.provenance.sources
    known = next((source for at, source in sources.items() if under(at, path)), None)
    return _SIGNS[known or sources.get(path.rpartition("/")[0], Source.READ)]


def _findings(findings: list[Finding]) -> Table:
    table = findings_table(findings)
    table.title = "findings"
    return table


def findings_table(findings: list[Finding]) -> Table:
    """Findings as a table, the weightiest first."""
    table = Table(title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("severity", no_wrap=True)
    table.add_column("at", style="cyan", overflow="fold")
    table.add_column("what", ratio=3, overflow="fold")
    table.add_column("where", ratio=2, style="dim", overflow="fold")
    for finding in findings:
        span = finding.span
        where = f"p. {span.page}, {span.start}-{span.end}: {_shorter(verbatim(span.text))}" if span else ""
        table.add_row(
            Text(finding.severity.value, style=_COLOURS[finding.severity]),
            escape(finding.path or "letter"),
            escape(f"{finding.message} ({finding.rule})"),
            escape(where),
        )
    return table


def _footer(result: Structured[Any]) -> Text:
    usage, provenance = result.usage, result.provenance
    if provenance.model is None:
        return Text(f"read by code alone, {usage.seconds:.1f} s", style="dim")
    fresh = usage.calls - usage.cached_calls
    parts = [
        provenance.model,
        f"{usage.calls} calls ({fresh} fresh, {usage.cached_calls} cached)",
        f"{usage.input_tokens:,} tokens read, {usage.output_tokens:,} written",
        f"{usage.seconds:.1f} s",
    ]
    return Text(" · ".join(parts), style="dim")
