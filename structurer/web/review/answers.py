"""What the desk has to answer to the page's calls, as data."""

from __future__ import annotations

import hashlib
import json
from itertools import combinations
from typing import Any

from structurer.errors import EvalError
from structurer.evals.agreement import agreement
from structurer.kind import Case
from structurer.result import Span
from structurer.web.letter_view import evidence_view, findings_view, letter_view
from structurer.web.review.desk import Conflict, Desk
from structurer.web.review.messages import Choosing, Entering, Kept, Saving
from structurer.web.review.places import Entered, selected, spec_at, typed
from structurer.web.review.readings import Reading
from structurer.web.review.settling import Difference, differences, merged

BATCH = 25


def _digest(found: list[Difference]) -> str:
    """Which differences these are, without what they hold."""
    return hashlib.sha256(json.dumps([vars(one) for one in found], default=str).encode()).hexdigest()


class Answers:
    """The answers of one desk. Raises StructurerError where there is none."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def queue(self, start: int) -> dict[str, Any]:
        """How many letters there are, and the entries of BATCH of them, from number `start` on."""
        names = sorted(self._desk.letters)
        entries = [vars(self._desk.entry(name)) for name in names[start : start + BATCH]]
        return {"letters": len(names), "entries": entries}

    def letter(self, name: str, settle: bool) -> dict[str, Any]:
        """A letter with this reader's reading of it, or the one that settles."""
        opened = self._desk.opened(name)
        with self._desk.turn:
            return {**letter_view(opened, pictures=False), **self._reading(name, self._desk.reading(name, settle))}

    def _reading(self, name: str, reading: Reading) -> dict[str, Any]:
        opened = self._desk.opened(name)
        told = reading.model_dump(mode="json", exclude={"evidence", "letter_digest", "format"})
        return {
            **told,
            "version": reading.version,
            "evidence": evidence_view(opened, reading.evidence),
            "findings": findings_view(opened, self._desk.findings(name, reading)),
        }

    def checked(self, name: str, kept: Kept) -> list[dict[str, Any]]:
        """The findings of a reading as the page has it."""
        reading = self._desk.reading(name).model_copy(update={"record": kept.record, "evidence": kept.evidence})
        return findings_view(self._desk.opened(name), self._desk.findings(name, reading))

    def entered(self, name: str, entering: Entering) -> dict[str, Any]:
        """The value that somebody typed or selected, where it stands, and what is wrong with it."""
        desk, opened = self._desk, self._desk.opened(name)
        spec = spec_at(desk.kind.record, entering.path) if entering.path.startswith("/") else None
        if spec is None or spec.part is not None:
            raise EvalError(f"no value stands at {entering.path!r}")
        if entering.text is not None:
            case: Case[Any] = Case(opened.letter, desk.outline(name), desk.kind.record.model_construct(), {})
            found = typed(case, spec, entering.path, entering.text)
        else:
            start, end = entering.start or 0, entering.end or 0
            whole = len(opened.letter.text)
            found = selected(opened.letter, spec, max(0, min(start, whole)), max(0, min(end, whole))) if start < end else Entered(None, (), "nothing is selected")  # fmt: skip
        spans = evidence_view(opened, {"": found.spans})[""]
        return {"value": found.value, "spans": spans, "problem": found.problem}

    def saved(self, name: str, saving: Saving) -> dict[str, Any]:
        """Save a reading: its new version and state, and the letter's entry in the queue."""
        with self._desk.turn:
            return self._saved(name, saving)

    def _saved(self, name: str, saving: Saving) -> dict[str, Any]:
        desk = self._desk
        before = desk.reading(name, settle=bool(saving.settles))
        kept = saving.model_dump(
            include={"record", "marks", "undo", "redo", "seconds", "settles", "state", "start"}, exclude_none=False
        )
        kept = {key: value for key, value in kept.items() if value is not None}
        astray = [path for path, spans in saving.evidence.items() if not self._stand(name, spans)]
        if astray:
            raise EvalError(f"the evidence at {astray[0]} is not in this letter", hint="reload the page")
        evidence = {path: [span.model_dump() for span in spans] for path, spans in saving.evidence.items()}
        reading = Reading.model_validate({**before.model_dump(), **kept, "evidence": evidence})
        saved = desk.save(name, reading, saving.version, over=saving.over)
        assert saved.saved is not None
        return {
            "version": saved.version,
            "state": saved.state,
            "saved": saved.saved.isoformat(),
            "entry": vars(desk.entry(name)),
        }

    def _stand(self, name: str, spans: list[Span]) -> bool:
        text = self._desk.opened(name).letter.text
        return all(text[span.start : span.end] == span.text for span in spans)

    def different(self, name: str, first: str | None, second: str | None) -> dict[str, Any]:
        """Where two readers differ: unless named, the first two who are done and do."""
        desk = self._desk
        done = desk.labels.readers(name)
        if len(done) < 2:
            raise EvalError(f"{name} was read by {len(done)} readers", hint="two finished readings can be compared")
        named = [(first or done[0], second or done[1])] if first or second else [*combinations(done, 2)]
        for one, other in named:
            found = differences(desk.label_of(one, name), desk.label_of(other, name))
            if found:
                break
        else:
            one, other = named[0]
        opened = desk.opened(name)
        sides = (desk.evidence_of(one, name), desk.evidence_of(other, name))
        return {
            "readers": done,
            "first": one,
            "second": other,
            "differences": [vars(one) for one in found],
            "of": _digest(found),
            "evidence": [evidence_view(opened, side) for side in sides],
        }

    def merged(self, name: str, choosing: Choosing) -> dict[str, Any]:
        """A reading that settles two others: the first one's, with what was chosen of the second. Raises Conflict where one
        of them was changed since their differences were shown."""
        desk, opened = self._desk, self._desk.opened(name)
        first, second = desk.label_of(choosing.first, name), desk.label_of(choosing.second, name)
        found = differences(first, second)
        if _digest(found) != choosing.of:
            raise Conflict("one of these readings was changed since: settle the differences anew")
        chosen = [one for one in found if one.number in choosing.taken]
        record, evidence = merged(
            first, desk.evidence_of(choosing.first, name), desk.evidence_of(choosing.second, name), chosen
        )
        reading = desk.reading(name, settle=True)
        made = reading.model_copy(
            update={
                "record": record, "evidence": evidence, "marks": {}, "undo": [], "redo": [], "start": "readers",
                "settles": [choosing.first, choosing.second], "state": "open",
            }
        )  # fmt: skip
        return {
            **self._reading(name, made),
            "version": reading.version,
            "evidence": evidence_view(opened, made.evidence),
        }

    def agreement(self) -> dict[str, Any]:
        """How far two readers agree, by field: the first two who have a letter in common."""
        desk = self._desk
        readers = desk.labels.every_reader()
        both = next((pair for pair in combinations(readers, 2) if desk.labels.shared(*pair)), None)
        if both is None:
            return {"readers": readers, "fields": []}
        place = desk.folder / "readers"
        found = agreement(place / both[0], place / both[1], desk.kind)
        fields = [
            {"field": name, "cells": tally.cells, "differ": tally.errors, "f1": tally.f1}
            for name, tally in found.fields.items()
            if tally.cells
        ]
        return {"readers": [*both], "letters": found.letters, "f1": found.total.f1, "fields": fields}
