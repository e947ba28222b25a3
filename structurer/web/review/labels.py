"""What finished readings come to: each reader's label of a letter, and the one in force."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from structurer.errors import EvalError
from structurer.evals.suite import label_files, read_label
from structurer.files import write_own
from structurer.kind import LetterKind
from structurer.web.review.settling import differences

SUITE = """kind = {kind}
about = "Letters labelled by hand"
partial = true   # letters without a label are left out, and counted
"""


@dataclass(frozen=True)
class Labels:
    """The labels of one folder.

    ```
    FOLDER/readers/<reader>/<letter>.json    the label that a reader's finished reading comes to
    FOLDER/labels/<letter>.json              the label in force: the only reader's, the one that all agree on, or the settled one
    ```

    A label that is in force although readers differ, or is not what any of them says, is somebody's decision: made by
    hand, or settled elsewhere. No reading takes its place but the first that began from it, and one that settles.
    """

    folder: Path
    kind: LetterKind[Any]

    @property
    def in_force(self) -> dict[str, Path]:
        """The files of the labels in force, by their letters."""
        return label_files(self.folder) if (self.folder / "labels").is_dir() else {}

    def every_reader(self) -> list[str]:
        """All who are done with some letter."""
        place = self.folder / "readers"
        return sorted(folder.name for folder in place.iterdir() if folder.is_dir()) if place.is_dir() else []

    def shared(self, one: str, other: str) -> bool:
        """Whether there is a letter that both readers are done with."""
        return bool(
            label_files(self.folder / "readers" / one).keys() & label_files(self.folder / "readers" / other).keys()
        )

    def readers(self, letter: str) -> list[str]:
        """Those who are done with the letter."""
        return [reader for reader in self.every_reader() if self._place(reader, letter).is_file()]

    def of(self, reader: str, letter: str) -> BaseModel:
        """The label that a reader's finished reading came to. Raises EvalError."""
        return read_label(self._place(reader, letter), self.kind)

    def agree(self, letter: str) -> bool | None:
        """Whether all who are done with the letter say the same; None where that is but one, or nobody.

        A label that cannot be read agrees with none: whoever compares the two is told what is wrong with it.
        """
        readers = self.readers(letter)
        if len(readers) < 2:
            return None
        try:
            first, *others = (self.of(reader, letter) for reader in readers)
        except EvalError:
            return False
        return all(_same(first, other) for other in others)

    def is_decided(self, letter: str) -> bool:
        """Whether there is a label in force that does not come of readers' finished readings; so one that cannot be read."""
        path = self.in_force.get(letter)
        if path is None:
            return False
        if self.agree(letter) is False:
            return True
        try:
            held = read_label(path, self.kind)
        except EvalError:
            return True
        own = (self._said(reader, letter) for reader in self.readers(letter))
        return not any(label is not None and _same(label, held) for label in own)

    def keep(self, reader: str, letter: str, label: BaseModel, *, stays: bool) -> None:
        """Keep a reader's label. Unless what is in force `stays`, this one comes into force, or none does where readers
        differ: what each of them said is kept."""
        _folder(_folder(self.folder / "readers") / reader)
        write_own(self._place(reader, letter), _json(label))
        if stays:
            return
        if self.agree(letter) is False:
            (self.folder / "labels" / f"{letter}.json").unlink(missing_ok=True)
        else:
            self.enforce(letter, label)

    def enforce(self, letter: str, label: BaseModel) -> None:
        """Make this the label in force; the folder becomes a suite with its first one."""
        write_own(_folder(self.folder / "labels") / f"{letter}.json", _json(label))
        if not (self.folder / "suite.toml").is_file():
            write_own(self.folder / "suite.toml", SUITE.format(kind=_toml(self._reference)))

    @property
    def _reference(self) -> str:
        """What names the kind in the folder's `suite.toml`: a place is relative to it, so that both can be moved."""
        if self.kind.place is None:
            return self.kind.name
        file, _, name = self.kind.place.rpartition(":")
        try:
            return f"{Path(os.path.relpath(file, self.folder.resolve())).as_posix()}:{name}"
        except ValueError:  # on another drive
            return self.kind.place

    def _said(self, reader: str, letter: str) -> BaseModel | None:
        try:
            return self.of(reader, letter)
        except EvalError:
            return None

    def _place(self, reader: str, letter: str) -> Path:
        return self.folder / "readers" / reader / f"{letter}.json"


def _folder(place: Path) -> Path:
    """The folder, made for its owner alone where it is not there yet; one that is there stays as it is."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _same(one: BaseModel, other: BaseModel) -> bool:
    return one == other or not differences(one, other)


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON escapes TOML does, in the same way


def _json(label: BaseModel) -> str:
    return json.dumps(label.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
