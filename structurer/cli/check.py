"""`structurer check`: the validator alone, on a record from anywhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, ValidationError

from structurer.cli.options import kind_options, source_of
from structurer.cli.terminal import console_for, echo_json, telling
from structurer.errors import RecordError, StructurerError
from structurer.evals.fields import strange_fields
from structurer.kinds.recognising import kind_of_letter
from structurer.kinds.registry import kind_named
from structurer.loading import load
from structurer.result import Finding, Severity, Span
from structurer.settings import load_settings
from structurer.validation import validate


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("letter")
@kind_options
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", help="How findings are printed."
)
def check(record: Path, letter: str, kind: str | None, form: str) -> int:
    """Check RECORD (a record, or a result of `extract --format json`) against LETTER.

    Exit codes: 0 no error among the findings, 1 errors were found or a file cannot be read, 2 wrong use.
    """
    loaded = load(source_of(letter), **load_settings().bounds)
    chosen = kind_named(kind) if kind else kind_of_letter(loaded)
    values, evidence = _read(record, chosen.record)
    try:
        held = chosen.record.model_validate(values)
    except ValidationError as error:
        raise _wrong(record, error) from None
    if strange := [*strange_fields(chosen.record, values)]:
        # A class may pass over them; a name that is misspelt would be checked as if nothing were said.
        raise RecordError(
            f"{record} does not follow the schema: no such field: {', '.join(strange[:5])}",
            hint=f"correct the name; see: structurer kind show {chosen.reference}",
        )
    findings = validate(loaded, held, evidence, chosen)
    with telling():
        if form == "json":
            found = [finding.model_dump(mode="json") for finding in findings]
            echo_json(found)
        else:
            _show(findings)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


_BESIDE = frozenset({"letter", "evidence", "provenance"})
"""What stands beside the record in every result."""


def _read(path: Path, model: type[BaseModel]) -> tuple[Any, dict[str, list[Span]]]:
    """The record in a file, and the evidence that a result holds beside it. Raises RecordError."""
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}", hint="check the path") from None
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise RecordError(f"{path} is not JSON", hint="give one record, as extract --format record writes it") from None
    # A record may have a field of that name itself.
    if (
        isinstance(values, dict)
        and "record" in values
        and ("record" not in model.model_fields or values.keys() >= _BESIDE)
    ):
        try:
            evidence = {
                at: [Span.model_validate(span) for span in spans]
                for at, spans in (values.get("evidence") or {}).items()
            }
        except (ValidationError, AttributeError, TypeError):
            raise RecordError(f"{path}: its evidence is malformed", hint="give the record alone") from None
        return values["record"], evidence
    return values, {}


def _wrong(path: Path, error: ValidationError) -> StructurerError:
    problems = "; ".join(
        f"/{'/'.join(str(key) for key in problem['loc'])}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False, include_context=False)[:5]
    )
    return RecordError(f"{path} does not follow the schema: {problems}", hint="see: structurer schema export")


def _show(findings: list[Finding]) -> None:
    from structurer.cli.tables import show_findings
    from structurer.cli.words import plural, weighed

    console = console_for(sys.stdout)
    show_findings(console, findings)
    counts = f": {weighed(finding.severity for finding in findings)}" if findings else ""
    console.print(f"{plural(len(findings), 'finding')}{counts}")
