"""A record in the making: values at JSON pointers, each with its evidence, its source and what is wrong with it."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from structurer.letter import Letter
from structurer.pointer import parse, under
from structurer.quote import Located, locate, negation_before
from structurer.result import Finding, Severity, Source, Span
from structurer.sections import Section


class Draft:
    """What readers and answers have filled so far. Pointers are RFC 6901, into the record."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.values: dict[str, Any] = {}
        self.evidence: dict[str, list[Span]] = {}
        self.sources: dict[str, Source] = {}
        self.findings: list[Finding] = []
        self._shifts: list[tuple[str, int, int]] = []

    def put(self, path: str, value: Any, evidence: Span | Iterable[Span] | None, source: Source) -> None:
        """Set the value at `path`, with where it stands in the letter; containers on the way are made."""
        keys = parse(path)
        place: Any = self.values
        for key, following in zip(keys, keys[1:], strict=False):
            place = _enter(place, key, [] if following.isdigit() else {})
        if isinstance(place, list):
            index = int(keys[-1])
            place[index : index + 1] = [value]
        else:
            place[keys[-1]] = value
        self.sources[path] = source
        spans = [evidence] if isinstance(evidence, Span) else list(evidence or ())
        if spans:
            self.evidence[path] = spans
        else:
            self.evidence.pop(path, None)

    def get(self, path: str) -> Any:
        """The value at `path`, or None where nothing has been put."""
        place: Any = self.values
        for key in parse(path):
            try:
                place = place[int(key)] if isinstance(place, list) else place[key]
            except (KeyError, IndexError, TypeError, ValueError):
                return None
        return place

    def filled(self, path: str) -> bool:
        """Whether something has been put at `path` or below, be it null or an empty list."""
        return any(under(known, path) for known in self.sources)

    def clear(self, path: str) -> None:
        """Take back what stands at `path` and below, with its evidence and findings; entries behind it in a list move up."""
        keys = parse(path)
        place: Any = self.values
        for key in keys[:-1]:
            place = place[int(key)] if isinstance(place, list) else place.get(key, {})
        if isinstance(place, list):
            self.remove(path.rpartition("/")[0], int(keys[-1]))
            return
        if isinstance(place, dict):
            place.pop(keys[-1], None)
        for table in (self.evidence, self.sources):
            for known in [known for known in table if under(known, path)]:
                del table[known]
        self.findings = [finding for finding in self.findings if not under(finding.path, path)]

    def remove(self, path: str, index: int) -> None:
        """Take one entry out of the list at `path`; those behind it move up, with their evidence and findings."""
        del self.get(path)[index]
        self._shift(path, index, -1)

    def make_room(self, path: str, index: int) -> None:
        """Let entry `index` and those behind it move down in the list at `path`, with evidence and findings, for one to be put."""
        entries = self.get(path)
        if index == len(entries):
            return
        entries.insert(index, None)
        self._shift(path, index, 1)

    def _shift(self, path: str, index: int, by: int) -> None:
        for table in (self.evidence, self.sources):
            moved = {_moved(known, path, index, by): held for known, held in table.items()}
            table.clear()
            table.update({known: held for known, held in moved.items() if known is not None})  # type: ignore[misc]
        self.findings = [
            finding.model_copy(update={"path": at})
            for finding in self.findings
            if (at := _moved(finding.path, path, index, by)) is not None
        ]
        self._shifts.append((path, index, by))

    def origin(self, path: str) -> str | None:
        """Where what stands at `path` stood in the draft that this one was copied from; None for an entry that room was
        made for since."""
        at: str | None = path
        for listed, index, by in reversed(self._shifts):
            at = _moved(at, listed, index, -by) if at is not None else None
        return at

    def note(self, rule: str, path: str, severity: Severity, message: str, span: Span | None = None) -> None:
        """File a finding about the making of the value at `path`."""
        self.findings.append(Finding(rule=rule, path=path, severity=severity, message=message, span=span))

    def ground(self, path: str, quote: str | None, section: Section, after: int = 0) -> Span | None:
        """Where the quote for `path` stands in the section; None, and an error finding, where it does not.

        A quote that only ever follows a negation ("no tenderness" quoted as "tenderness") says the opposite of the
        letter and is refused likewise. `after` is where the value before it in the same list ended.
        """
        if quote is None or not quote.strip():
            return None
        located: Located | None = locate(self.letter, quote, section.start, section.end, after)
        if located is None:
            # The message may not hold the quote: what a model made up about a letter is as private as the letter.
            self.note(
                "quote_not_in_letter", path, Severity.ERROR, f"the answer's words are not in {self._called(section)}"
            )
            return None
        negator = negation_before(self.letter, located.span.start)
        if negator is not None:
            self.note(
                "quote_drops_negation", path, Severity.ERROR, f'the letter says "{negator}" before these words',
                located.span,
            )  # fmt: skip
            return None
        if located.ambiguous:
            self.note(
                "quote_ambiguous", path, Severity.NOTE,
                f"the same words stand in {located.places} places of the section; the likeliest was taken", located.span,
            )  # fmt: skip
        return located.span

    def _called(self, section: Section) -> str:
        """How a finding calls the section: a kind without sections has none to speak of."""
        if section.start <= 0 and section.end >= len(self.letter.text):
            return "the letter"
        return "this stretch of the letter" if section.name == "letter" else "this section"

    def copy(self) -> Draft:
        """A draft that can be changed without changing this one."""
        twin = Draft(self.letter)
        twin.values = copy.deepcopy(self.values)
        twin.evidence = {path: list(spans) for path, spans in self.evidence.items()}
        twin.sources = dict(self.sources)
        twin.findings = list(self.findings)
        return twin


def _moved(known: str, path: str, index: int, by: int) -> str | None:
    """A pointer after entry `index` of the list at `path` is gone (`by` -1): itself, one less, or None if it pointed
    there; after room was made there (1): itself, or one more."""
    if not known.startswith(path + "/"):
        return known
    number, slash, rest = known[len(path) + 1 :].partition("/")
    if not number.isdigit() or int(number) < index:
        return known
    return None if by < 0 and int(number) == index else f"{path}/{int(number) + by}{slash}{rest}"


def _enter(place: Any, key: str, fresh: Any) -> Any:
    """The container at `key` of `place`, made where it is not there yet. Raises IndexError beyond a list's end."""
    if isinstance(place, list):
        index = int(key)
        if index == len(place):
            place.append(fresh)
        elif place[index] is None:  # room that was made for it
            place[index] = fresh
        return place[index]
    return place.setdefault(key, fresh)
