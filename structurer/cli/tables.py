"""A result as a table that a person can read: values, where in the letter they stand, findings."""

from __future__ import annotations

from typing import IO, Any

from rich import box
from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from structurer.letter import verbatim
from structurer.pointer import leaves
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
    groups: dict[str, list[tuple[str, Any]]] = {}
    for path, value in leaves(result.record):
        keys = path.split("/")[1:]
        top = f"{keys[0]} {int(keys[1]) + 1}" if len(keys) > 2 and keys[1].isdigit() else keys[0]
        groups.setdefault(top, []).append((path, value))
    for name, values in groups.items():
        table = _table(result, name, values)
        if table.row_count:
            console.print(table)
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


def _table(result: Structured[Any], name: str, values: list[tuple[str, Any]]) -> Table:
    table = Table(
        title=name.replace("_", " "), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False
    )
    table.add_column("field", style="cyan", no_wrap=True)
    table.add_column("value", ratio=3, overflow="fold")
    table.add_column("where", ratio=2, style="dim", overflow="fold")
    table.add_column("by", style="dim", no_wrap=True)
    for path, value in values:
        if value is None or value is False and path not in result.evidence:
            continue
        table.add_row(
            _field(path), escape(_short(_said(value))), escape(_where(result, path, value)), _by(result, path)
        )
    return table


def _field(path: str) -> str:
    keys = path.split("/")[1:]
    shown = keys[2:] if len(keys) > 2 and keys[1].isdigit() else keys[1:]
    return " ".join(str(int(key) + 1) if key.isdigit() else key.replace("_", " ") for key in shown) or "1"


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 20]} … ({len(text):,} characters)"


def _where(result: Structured[Any], path: str, value: Any) -> str:
    spans = result.evidence.get(path, [])
    if not spans:
        return "—"
    span = spans[0]
    place = f"p. {span.page}, {span.start}-{span.end}"
    printed = verbatim(span.text)
    return place if printed == str(value) else f"{place}: {_shorter(printed)}"


def _shorter(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:87]}…"


def _by(result: Structured[Any], path: str) -> str:
    sources = result.provenance.sources
    while path and path not in sources:
        path = path.rpartition("/")[0]
    return _SIGNS[sources[path]] if path in sources else ""


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
