"""Results read back from files of `extract`, each with the letter that it is about."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from structurer.errors import LetterNotFound, LetterNotOfKind, RecordError, StructurerError
from structurer.kind import LetterKind
from structurer.letter import Letter
from structurer.loading import load
from structurer.printable import printable, unprinted
from structurer.result import Structured
from structurer.settings import load_settings
from structurer.web.letter_view import Opened, opened_letter

RESULTS = (".json", ".jsonl")


@dataclass(frozen=True)
class Held:
    """One entry of a results file: the result, or the error that stands in its place."""

    name: str
    result: Structured[Any] | None = None
    error: dict[str, Any] | None = None


def read_results(path: Path, kind: LetterKind[Any]) -> list[Held]:
    """The entries of a file that `extract --format json` or `jsonl` wrote, in their order; in the place of a result of
    another kind stands an error. Raises RecordError where it is no such file, or of another version of the kind's schema.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path} cannot be read: {type(error).__name__}", hint="check the path") from None
    entries = list(_objects(text, path))
    if not entries:
        raise RecordError(f"{path} holds no results", hint="give a file of: structurer extract --format json")
    return [_held(entry, path, kind) for entry in entries]


def kind_in(path: Path) -> str | None:
    """The kind that the first result in a file is of; None where the file holds only failures. Raises RecordError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path} cannot be read: {type(error).__name__}", hint="check the path") from None
    for entry in _objects(text, path):
        if isinstance(entry, dict) and isinstance(entry.get("provenance"), dict):
            return str(entry["provenance"].get("kind"))
    return None


def letter_of(result: Structured[Any], folders: Sequence[Path]) -> Opened:
    """The letter that a result is about: where it was, or by its name in one of the folders.

    Raises LetterNotFound where there is no such file, or only one with another text.
    """
    names = [Path(name) for name in dict.fromkeys((result.letter.name, unprinted(result.letter.name)))]
    places = [
        place
        for named in names
        for place in (named, *(folder / named for folder in folders), *(folder / named.name for folder in folders))
    ]
    other, bounds = False, load_settings().bounds
    for place in dict.fromkeys(places):
        if not os.path.isfile(place):  # noqa: PTH113 - Path.is_file raises where a name is too long for a file's
            continue
        try:
            letter = load(place, **bounds)
        except StructurerError:
            continue
        if letter.digest == result.letter.digest:
            return opened_letter(
                place, Letter(result.letter.name, letter.text, letter.pages, letter.medium, letter.notes)
            )
        other = True
    raise LetterNotFound(
        "the letter's file holds another text than the result is about" if other else "the letter's file is not there",
        letter=result.letter.name,
        hint="name the folder it is in with --letters, or structure it again",
    )


_GAP = re.compile(r"\s*")


def _objects(text: str, path: Path) -> Iterator[Any]:
    """JSON values one after the other, on a line each or not."""
    decoder = json.JSONDecoder()
    at = _GAP.match(text).end()  # type: ignore[union-attr]
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError:
            raise RecordError(f"{path} is not JSON", hint="give a file of: structurer extract --format json") from None
        at = _GAP.match(text, at).end()  # type: ignore[union-attr]
        yield from value if isinstance(value, list) else [value]


def _held(entry: Any, path: Path, kind: LetterKind[Any]) -> Held:
    if not isinstance(entry, dict) or not isinstance(entry.get("letter"), dict):
        raise RecordError(
            f"{path} does not hold results with their letters", hint="give a file of: structurer extract --format json"
        )
    name = printable(str(entry["letter"].get("name", "letter")))
    if isinstance(entry.get("error"), dict):
        return Held(name, error=entry["error"])
    provenance = entry.get("provenance")
    other = provenance.get("kind") if isinstance(provenance, dict) else None
    if other not in (None, kind.name):
        told = f"the result is of a letter of kind {printable(str(other))}, and here letters are of kind {kind.name}"
        hint = "look at letters of each kind by themselves: --kind or --schema says which"
        return Held(name, error=LetterNotOfKind(told, hint=hint).as_data())
    try:
        return Held(name, Structured[kind.record].model_validate(entry))  # type: ignore[name-defined]
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        where = "/".join(map(str, faults[0]["loc"]))
        raise RecordError(
            f"{path}: the result of {name} does not follow the schema of {kind.name} (at {where}: {faults[0]['msg']})",
            hint="structure the letter again",
        ) from None
