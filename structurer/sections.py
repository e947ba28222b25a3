"""Sections: named parts of a letter, as a tree. Generic; which headings there are is for a kind to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A named part [start, end) of a letter's text, with its parts. `number` counts sections of one name from 0."""

    name: str
    start: int
    end: int
    number: int = 0
    parts: tuple[Section, ...] = ()

    def part(self, name: str) -> Section | None:
        """The first direct part of that name, or None."""
        return next((part for part in self.parts if part.name == name), None)

    def all(self, name: str) -> list[Section]:
        """The direct parts of that name, in the letter's order."""
        return [part for part in self.parts if part.name == name]

    def walk(self) -> Iterator[Section]:
        """This section and everything in it, depth first."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Outline(Section):
    """The whole letter as a section. `layout` names the form that was recognised, "" where none was.

    `found_by` is `headings` (read by code), `model` (asked over numbered lines) or `none` (one section, the letter).
    """

    layout: str = ""
    found_by: str = "headings"


def reaches(starts: list[int], end: int) -> list[int]:
    """How far each of several stretches reaches that begin at `starts`: to the next one's start, the last to `end`."""
    return [*starts[1:], end] if starts else []
