"""Dates behind a label or a standing phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from structurer.interpret import DATE, date_of
from structurer.kind import Reading
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Section, reaches

_VALUE = regex(r"\s*:\s*(?P<value>[^\n\r\f]*)")
_NOT_TOLD = regex(r"\b(?:unknown|not|none|n/a)\b", re.IGNORECASE)


class DateLabels:
    """The labels of a header: those of dates, by the pointers that they fill, and `others`, which end a date's reach."""

    def __init__(self, labels: Mapping[str, str], others: str) -> None:
        self.paths = list(labels)
        self.pattern = regex(
            "|".join(rf"(?P<l{index}>{pattern})" for index, pattern in enumerate(labels.values()))
            + rf"|(?P<other>{others})",
            re.IGNORECASE,
        )

    def path(self, match: re.Match[str]) -> str:
        """The pointer that the label fills; "" where it is no date's."""
        return next((path for index, path in enumerate(self.paths) if match[f"l{index}"]), "")


def labelled_dates(letter: Letter, section: Section, labels: DateLabels) -> Iterator[Reading]:
    """The dates behind labels that end in a colon, each on its label's line or, where nothing else stands there, on the
    next one with text; within 60 characters and before the next label."""
    found = [
        (match, labels.path(match))
        for match in labels.pattern.finditer(letter.text, section.start, section.end)
        if re.match(r"\s*:", letter.text[match.end() : match.end() + 4])
    ]
    for (label, path), following in zip(
        found, reaches([label.start() for label, _ in found], section.end), strict=True
    ):
        line = _VALUE.match(letter.text, label.end(), min(following, label.end() + 60)) if path else None
        day = dated(letter, path, *line.span("value")) if line else None
        if day and line and not _NOT_TOLD.search(letter.text[line.start("value") : line.end()]):
            yield day


def dated(letter: Letter, path: str, start: int, end: int) -> Reading | None:
    """The first date of letter.text[start:end], as the value at `path`; None where there is none."""
    match = DATE.search(letter.text, start, end)
    day = date_of(match) if match else None
    return Reading(path, day.isoformat(), letter.span(*match.span())) if match and day else None
