"""What a page needs to know of one letter: its text and pages, its record, where values stand, and what is said of them."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from structurer.letter import Letter
from structurer.loading import load
from structurer.pdf import Box, boxes, printed_pages
from structurer.pointer import under
from structurer.printable import printable
from structurer.result import Finding, Source, Span, Structured
from structurer.web.pictures import page_pictures


@dataclass(frozen=True)
class Opened:
    """A letter with the content of its file, where that is a PDF: its pages can be shown as they look."""

    letter: Letter
    data: bytes | None = None


def opened_letter(path: Path, letter: Letter | None = None) -> Opened:
    """The letter in a file (loaded, where it is not given). Raises LetterError."""
    found = letter or load(path)
    return Opened(found, path.read_bytes() if found.medium == "pdf" else None)


def result_view(opened: Opened, result: Structured[Any]) -> dict[str, Any]:
    """A letter beside its record."""
    return {
        **letter_view(opened),
        "name": result.letter.name,
        "record": result.record.model_dump(mode="json"),
        "outcome": getattr(result.record, "outcome", None) or "",
        "evidence": evidence_view(opened, result.evidence),
        "findings": findings_view(opened, result.findings),
        "flagged": result.needs_review,
        "sources": sources_view(result),
        "provenance": _provenance(result),
    }


def error_view(name: str, error: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the place of a letter that failed: what happened and what to do."""
    return {"name": printable(name), "error": {key: str(error.get(key, "")) for key in ("type", "message", "hint")}}


def letter_view(opened: Opened, *, pictures: bool = True) -> dict[str, Any]:
    """The text of a letter and its pages; of a PDF where its lines stand, and with `pictures` how they look."""
    letter = opened.letter
    pages: list[dict[str, Any]] = [
        {"number": page.number, "start": page.start, "end": page.end} for page in letter.pages
    ]
    if opened.data is not None:
        drawn = page_pictures(opened.data, letter, [page.number for page in letter.pages]) if pictures else []
        for page, printed in zip(pages, printed_pages(opened.data, letter), strict=True):
            page["proportion"] = round(printed.proportion, 4)
            page["lines"] = [[line.start, line.end, *_shares(line.box)] for line in printed.lines]
        for page, picture in zip(pages, drawn, strict=False):
            page["picture"] = "data:image/png;base64," + base64.b64encode(picture).decode()
    return {
        "name": letter.name,
        "medium": letter.medium if opened.data is not None else "text",
        "text": letter.text,
        "pages": pages,
        "notes": list(letter.notes),
    }


def evidence_view(opened: Opened, evidence: Mapping[str, Sequence[Span]]) -> dict[str, list[dict[str, Any]]]:
    """Evidence with where it is printed."""
    spans = [(path, span) for path, several in evidence.items() for span in several]
    found: dict[str, list[dict[str, Any]]] = {path: [] for path in evidence}
    for (path, span), placed in zip(spans, _placed(opened, [span for _, span in spans]), strict=True):
        found[path].append({**span.model_dump(), "boxes": placed})
    return found


def findings_view(opened: Opened, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings with where their passage is printed."""
    spans = [finding.span for finding in findings if finding.span]
    placed = iter(_placed(opened, spans))
    return [
        {
            "rule": finding.rule,
            "path": finding.path,
            "severity": finding.severity.value,
            "message": finding.message,
            "span": finding.span and {**finding.span.model_dump(exclude={"text"}), "boxes": next(placed)},
        }
        for finding in findings
    ]


def _placed(opened: Opened, spans: Sequence[Span]) -> list[list[list[float]]]:
    if opened.data is None:
        return [[] for _ in spans]
    found = boxes(opened.data, opened.letter, [(span.start, span.end) for span in spans])
    return [[[box.page, *_shares(box)] for box in several] for several in found]


def _shares(box: Box) -> list[float]:
    return [round(share, 4) for share in (box.left, box.top, box.width, box.height)]


def sources_view(result: Structured[Any]) -> dict[str, str]:
    """Who filled each value: read, parsed, asked or repaired; an answer that came from the cache says so."""
    calls = result.provenance.calls
    kept = {path for call in calls if call.cached for path in call.paths}
    fresh = {path for call in calls if not call.cached for path in call.paths}
    return {
        path: f"{source.value}, cached" if _came_from(path, source, kept, fresh) else source.value
        for path, source in result.provenance.sources.items()
    }


def _came_from(path: str, source: Source, kept: Iterable[str], fresh: Iterable[str]) -> bool:
    """Whether a value was asked for, and every call that it can be of was answered by the cache."""
    return (
        source in (Source.ASKED, Source.REPAIRED)
        and any(under(path, top) for top in kept)
        and not any(under(path, top) for top in fresh)
    )


def _provenance(result: Structured[Any]) -> dict[str, Any]:
    provenance, usage = result.provenance, result.usage
    return {
        "facts": {
            "kind": f"{provenance.kind}, schema {provenance.schema_version}",
            "model": provenance.model or "none was asked",
            "weights": (provenance.weights_sha256 or "")[:12],
            "letter": result.letter.digest[:19],
            "structurer": provenance.library_version,
            "parameters": ", ".join(f"{name} {value}" for name, value in provenance.parameters.items()),
            "time": f"{usage.seconds:,.1f} s",
            "cost": "not known" if usage.cost is None else f"${usage.cost:.4f}" if usage.cost else "none",
        },
        "calls": [
            {
                "ask": call.ask,
                "section": call.section,
                "prompt": call.prompt,
                "hash": call.prompt_hash[:19],
                "cached": call.cached,
                "read": call.saved_input_tokens if call.cached else call.input_tokens,
                "written": call.saved_output_tokens if call.cached else call.output_tokens,
                "attempts": call.attempts,
                "seconds": round(call.seconds, 1),
            }
            for call in provenance.calls
        ],
    }
