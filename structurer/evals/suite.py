"""Suites: letters with their labels. Any folder of letters and labels is one; a `suite.toml` says more about it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from structurer.errors import EvalError, StructurerError
from structurer.evals.fields import strange_fields
from structurer.kind import LetterKind
from structurer.kinds.recognising import kind_of_letter
from structurer.kinds.registry import kind_named
from structurer.letter import Letter
from structurer.loading import load
from structurer.printable import printable
from structurer.settings import Bounds, load_settings

Half = Literal["dev", "test", "all"]

LETTERS = (".txt", ".pdf")


@dataclass(frozen=True)
class Labelled:
    """One letter with its label. `letter_hash` is of the file's bytes, `label_hash` of the label as data."""

    id: str
    path: Path
    letter: Letter
    label: BaseModel
    letter_hash: str
    label_hash: str
    half: Half = "all"
    tags: tuple[str, ...] = ()


class SuiteFile(BaseModel):
    """`suite.toml`. Places are relative to it."""

    model_config = ConfigDict(extra="forbid")

    kind: str | None = Field(
        None, description="the kind of the letters, or a model as my_models.py:Note; by default recognised"
    )
    about: str = Field("", description="what the suite is")
    model: str | None = Field(None, description="the model whose replies are recorded")
    cassettes: str | None = Field(None, description="where recorded replies stand")
    halves: bool = Field(False, description="whether the letters are divided into a dev and a test half")
    partial: bool = Field(False, description="whether letters may lack a label: they are left out, and counted")
    tags: dict[str, list[str]] = Field(default_factory=dict, description="tags of letters, by their ids")


@dataclass(frozen=True)
class Suite:
    """Letters with labels, of one kind. `cassettes` is None where nothing is recorded. `unlabelled` are the letters of
    a partial suite that are left out because they have no label yet, `named` what commands were told to find it."""

    name: str
    folder: Path
    kind: LetterKind[Any]
    cases: tuple[Labelled, ...]
    named: str = ""
    about: str = ""
    model: str | None = None
    cassettes: Path | None = None
    halves: bool = False
    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unlabelled: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """What identifies the suite's content: `sha256:` and the hash of its letters' and labels' hashes."""
        return content_digest((case.id, case.letter_hash, case.label_hash) for case in self.cases)

    def half(self, half: Half) -> Suite:
        """The suite with the letters of one half alone."""
        kept = tuple(case for case in self.cases if half in ("all", case.half))
        return self._with(kept, f"the suite {self.name} has no letters in its {half} half")

    def only(self, ids: Sequence[str]) -> Suite:
        """The suite with the letters of these ids alone. Raises EvalError for an id it does not have."""
        known = {case.id: case for case in self.cases}
        unknown = [name for name in ids if name not in known]
        if unknown:
            raise EvalError(f"the suite {self.name} has no letter {unknown[0]!r}", hint=f"it has: {_some(list(known))}")
        return self._with(tuple(case for case in self.cases if case.id in ids), "no letter is named")

    def _with(self, cases: tuple[Labelled, ...], nothing: str) -> Suite:
        if not cases:
            raise EvalError(nothing)
        return replace(self, cases=cases)


def content_digest(letters: Iterable[tuple[str, str, str]]) -> str:
    """What identifies letters with their labels: `sha256:` and a hash of the id, letter's hash and label's hash of each."""
    lines = sorted(" ".join(letter) for letter in letters)
    return "sha256:" + hashlib.sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()


def load_suite(named: str | Path, kind: str | None = None) -> Suite:
    """The suite of that name (a folder in `evals/`), or in that folder. `kind` goes before what the suite says.

    Raises EvalError where there is none, where it is empty, where a letter has no label or a label no letter, and for
    a label that does not follow its kind's schema.
    """
    folder = find_suite(named)
    said = suite_file(folder)
    letters, labels = letter_files(folder), label_files(folder)
    chosen = kind_of_suite(folder, said, kind)
    if not letters:
        raise EvalError(f"{folder} holds no letters", hint="put them into its folder letters/ as .txt or .pdf")
    unlabelled = tuple(sorted(set(letters) - set(labels))) if said.partial else ()
    if len(unlabelled) == len(letters):
        raise EvalError(f"no letter of {folder} has a label yet", hint=f"label some: structurer review {folder}")
    letters = {name: path for name, path in letters.items() if name not in unlabelled}
    _matched(letters, labels, folder)
    bounds = load_settings().bounds
    return Suite(
        name=printable(folder.name if (folder / "suite.toml").is_file() else str(named)),
        folder=folder,
        kind=chosen,
        cases=tuple(
            _labelled(name, letters[name], labels[name], chosen, said.halves, said.tags.get(name, ()), bounds)
            for name in sorted(letters)
        ),
        named=str(named),
        about=said.about,
        model=said.model,
        cassettes=(folder / said.cassettes).resolve() if said.cassettes else None,
        halves=said.halves,
        tags=said.tags,
        unlabelled=unlabelled,
    )  # fmt: skip


def kind_of_suite(folder: Path, said: SuiteFile, kind: str | None = None) -> LetterKind[Any]:
    """The kind of a folder's letters: the one given, else what its `suite.toml` says, else what its first letter is."""
    if kind or said.kind:
        return kind_named(kind) if kind else kind_named(said.kind or "", folder)
    for path in letter_files(folder).values():
        try:
            return kind_of_letter(load(path, **load_settings().bounds))
        except StructurerError:
            continue
    raise EvalError(
        f"the letters of {folder} are of no kind that is known", hint='say which: --kind, or kind = "…" in suite.toml'
    )


def find_suite(named: str | Path) -> Path:
    """The folder of a suite: the path itself, else `evals/<name>` from here upwards or beside the package."""
    path = Path(named)
    if path.is_dir() and ((path / "suite.toml").is_file() or letter_files(path)):
        return path.resolve()
    if len(path.parts) == 1:
        package = Path(__file__).parents[2]
        for root in (Path.cwd(), *Path.cwd().parents, package):
            if (root / "evals" / path).is_dir():
                return (root / "evals" / path).resolve()
    if path.is_dir():
        raise EvalError(f"{path} holds no letters", hint="put them into its folder letters/ as .txt or .pdf")
    raise EvalError(f"there is no suite {str(named)!r}", hint="name a folder with letters/ and labels/")


def suite_file(folder: Path) -> SuiteFile:
    """What the folder's `suite.toml` says, or its defaults where there is none."""
    path = folder / "suite.toml"
    if not path.is_file():
        return SuiteFile()
    try:
        return SuiteFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EvalError(f"{path} cannot be read as TOML: {error}", hint="correct the file") from None
    except ValidationError as error:
        raise EvalError(f"{path}: {_faults(error)}", hint="correct the file") from None


def letter_files(folder: Path) -> dict[str, Path]:
    """The letters of a folder by their ids: the files in its `letters/`, or its own where that is not there."""
    place = folder / "letters" if (folder / "letters").is_dir() else folder
    found: dict[str, Path] = {}
    for path in sorted(place.iterdir()):
        if path.suffix.lower() not in LETTERS or not path.is_file():
            continue
        name = printable(path.stem)
        if name in found:
            raise EvalError(f"{place} has two letters called {name}", hint="rename one: letters go by their names")
        found[name] = path
    return found


def label_files(folder: Path) -> dict[str, Path]:
    """The labels of a folder by their ids: the JSON files in its `labels/`, or its own where that is not there."""
    place = folder / "labels" if (folder / "labels").is_dir() else folder
    return {printable(path.stem): path for path in sorted(place.glob("*.json"))}


def read_label(path: Path, kind: LetterKind[Any]) -> BaseModel:
    """The label in a file. Raises EvalError where it does not follow the kind's schema, or has a field that it has not:
    a name that is misspelt would count as nothing."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        record: BaseModel = kind.record.model_validate_json(text)
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{path} cannot be read: {type(error).__name__}", hint="check the file") from None
    except ValidationError as error:
        raise EvalError(f"{path} does not follow the schema of {kind.name}: {_faults(error)}",
                        hint=f"see: structurer schema export --kind {kind.reference}") from None  # fmt: skip
    strange = list(strange_fields(kind.record, json.loads(text)))
    if strange:
        raise EvalError(f"{path} does not follow the schema of {kind.name}: no such field: {_some(strange)}",
                        hint=f"correct the name; see: structurer kind show {kind.reference}")  # fmt: skip
    return record


def half_of(content: bytes) -> Half:
    """The half that a letter belongs to: by its content's hash, so that nobody chooses."""
    return "dev" if hashlib.sha256(content).digest()[0] % 2 == 0 else "test"


def label_hash(label: BaseModel) -> str:
    """What identifies a label's content."""
    text = json.dumps(label.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _labelled(
    name: str, path: Path, label_path: Path, kind: LetterKind[Any], halves: bool, tags: Sequence[str], bounds: Bounds
) -> Labelled:
    content = path.read_bytes()
    label = read_label(label_path, kind)
    try:
        letter = load(path, **bounds)
    except StructurerError as error:
        raise EvalError(f"{path} cannot be loaded: {error.message}", hint=error.hint) from None
    return Labelled(
        id=name,
        path=path,
        letter=Letter(name, letter.text, letter.pages, letter.medium, letter.notes),
        label=label,
        letter_hash="sha256:" + hashlib.sha256(content).hexdigest(),
        label_hash=label_hash(label),
        half=half_of(content) if halves else "all",
        tags=tuple(tags),
    )


def _matched(letters: Mapping[str, Path], labels: Mapping[str, Path], folder: Path) -> None:
    unlabelled = sorted(set(letters) - set(labels))
    stray = sorted(set(labels) - set(letters))
    if unlabelled:
        raise EvalError(f"{folder}: letters without a label: {_some(unlabelled)}", hint="add labels/<letter>.json")
    if stray:
        raise EvalError(f"{folder}: labels without a letter: {_some(stray)}", hint="add the letter or remove the label")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _faults(error: ValidationError) -> str:
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"/{'/'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults[:3])
