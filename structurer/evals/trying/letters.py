"""The letters that a prompt is tried on: of the suite's dev half, or any files. Never one of the test half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from structurer.errors import EvalError, StructurerError
from structurer.evals.suite import (
    Half,
    Labelled,
    Suite,
    find_suite,
    half_of,
    label_hash,
    letter_files,
    load_suite,
    read_label,
)
from structurer.kind import LetterKind
from structurer.kinds.registry import kind_named
from structurer.letter import Letter
from structurer.loading import load
from structurer.printable import printable

DEV = "dev"


@dataclass(frozen=True)
class Subject:
    """A letter to try on. `label` is None where nobody labelled it, `cassette` where nothing about it is recorded."""

    id: str
    letter: Letter
    letter_hash: str
    half: Half = "all"
    tags: tuple[str, ...] = ()
    label: BaseModel | None = None
    cassette: Path | None = None

    @property
    def label_hash(self) -> str | None:
        """What identifies the label."""
        return label_hash(self.label) if self.label is not None else None


@dataclass(frozen=True)
class Subjects:
    """The letters to try on, and the suite that they are measured by; None where only files are given and no suite is
    there."""

    kind: LetterKind[Any]
    suite: Suite | None
    letters: tuple[Subject, ...]


def subjects(kind: str, on: Sequence[str] = (), suite: str | None = None) -> Subjects:
    """The letters that `on` names: `dev` (which no name means too), letters of the suite by their ids, files.

    Raises EvalError for a letter of the test half, under whatever name, and for one that is not there.
    """
    wanted = list(dict.fromkeys(on)) or [DEV]
    loaded = _suite(kind, suite, wanted)
    chosen = loaded.kind if loaded else kind_named(kind)
    found: dict[str, Subject] = {}
    for name in wanted:
        for one in _named(name, loaded, chosen):
            if one.id in found and found[one.id].letter_hash != one.letter_hash:
                raise EvalError(f"two different letters are called {one.id}", hint="rename one of the files")
            found.setdefault(one.id, one)
    return Subjects(chosen, loaded, tuple(found.values()))


def _suite(kind: str, named: str | None, wanted: Sequence[str]) -> Suite | None:
    """The suite that is named, else the kind's. A suite that is there and cannot be loaded is an error even where only
    files are wanted: nobody could tell which of them are of its test half."""
    if named is None:
        try:
            find_suite(kind)
        except EvalError:
            if all(name != DEV and Path(name).is_file() for name in wanted):
                return None
            raise
    return load_suite(named or kind)


def _named(name: str, suite: Suite | None, kind: LetterKind[Any]) -> list[Subject]:
    if suite is not None and name == DEV:
        chosen = suite.half("dev") if suite.halves else suite
        return [_of_suite(case, suite) for case in chosen.cases]
    known = {case.id: case for case in suite.cases} if suite else {}
    if suite is not None and name in known:
        return [_allowed(known[name], suite)]
    if Path(name).is_file():
        return [_of_file(Path(name), suite, kind)]
    if name in ("test", "all"):
        raise _refusal(f"the {name} half" if name == "test" else "all letters")
    raise EvalError(
        f"there is no letter {name!r}, neither a file nor in the suite",
        hint="give `dev`, the id of a letter of the dev half, or a file",
    )


def _of_suite(case: Labelled, suite: Suite) -> Subject:
    cassette = suite.cassettes / f"{case.id}.yaml" if suite.cassettes else None
    return Subject(case.id, case.letter, case.letter_hash, case.half, case.tags, case.label, cassette)


def _allowed(case: Labelled, suite: Suite) -> Subject:
    if case.half == "test":
        raise _refusal(case.id)
    return _of_suite(case, suite)


def _of_file(path: Path, suite: Suite | None, kind: LetterKind[Any]) -> Subject:
    """A letter file; one that the suite has is the suite's, whatever it is called."""
    letter = load(path)
    digest = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    if suite is not None:
        for case in suite.cases:
            if case.letter_hash == digest or case.letter.text == letter.text:
                return _allowed(case, suite)
        for name, kept in _held_back(suite):
            # Saved with other line ends or blanks it is the same letter.
            if kept.folded.text == letter.folded.text:
                raise _refusal(name)
    name = printable(path.stem)
    own = Letter(name, letter.text, letter.pages, letter.medium, letter.notes)
    labels = (
        path.resolve().parent.parent / "labels" if path.resolve().parent.name == "letters" else path.parent / "labels"
    )
    label = labels / f"{name}.json"
    return Subject(name, own, digest, label=read_label(label, kind) if label.is_file() else None)


def _held_back(suite: Suite) -> Iterator[tuple[str, Letter]]:
    """The letters of the test half, those included that have no label yet."""
    yield from ((case.id, case.letter) for case in suite.cases if case.half == "test")
    if suite.halves and suite.unlabelled:
        files = letter_files(suite.folder)
        for name in suite.unlabelled:
            if half_of(files[name].read_bytes()) != "test":
                continue
            try:
                letter = load(files[name])
            except StructurerError:
                continue  # nor can it be tried on
            yield name, letter


def _refusal(what: str) -> EvalError:
    return EvalError(
        f"{what}: a prompt is never tried on letters of the test half, which would no longer tell how good it is on "
        "letters that nobody tuned it to",
        hint="try on `dev`, and measure the test half once, at the end, with: structurer eval run",
    )
