"""Prompt files: TOML front matter, parts under headings, a content hash that names exactly what was asked.

A prompt is Markdown between which parts are told apart by first-level headings: `# Instructions`, `# Fields` (notes on
the answer's fields, made from the answer model where the file says `{{fields}}`), any number of `# Example` with
`## Shown` and `## Answer`, and `# Question`, the user's part, where `{{shown}}` and other names stand for what is asked
about. Instructions, fields and examples are the same for every letter and come first, for the server's prefix cache.
What several prompts say stands in a file of its own, and `{{include <kind>/<name>.md}}` puts it in place.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from structurer.errors import SettingsError
from structurer.kind import LetterKind
from structurer.resources import folder

_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_PART = re.compile(r"^# (.+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"\A\s*## Shown\n(.*?)\n## Answer\n(.*)\Z", re.DOTALL)
_INCLUDE = re.compile(r"\{\{include\s+([^{}\n]*?)\s*\}\}")
_NAME = re.compile(r"\{\{(\w+)\}\}")
_SEE = "see prompts/README.md"


@dataclass(frozen=True)
class Example:
    """An invented example: what would be shown, and the right answer to it."""

    shown: str
    answer: str


@dataclass(frozen=True)
class Part:
    """A part of a prompt file: its title, its text with includes in place, and the files it includes."""

    title: str
    text: str
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prompt:
    """A prompt file as read, its includes in place. `digest` is `sha256:` and the hash of that text.

    `parts` are the file's parts in its order, the front matter first; `includes` the files they include, by their
    paths in the folder of prompts; `text` the whole file with its includes in place, a prompt file by itself.
    """

    id: str
    version: int
    about: str
    instructions: str
    fields: str
    examples: tuple[Example, ...]
    question: str
    digest: str
    parts: tuple[Part, ...] = ()
    includes: tuple[str, ...] = ()
    text: str = ""

    def render(self, notes: str, shown: str, **details: str) -> list[tuple[str, str]]:
        """The messages as (role, content). What is shown is put in as it is and never read as a template."""
        return [*self.fixed(notes), ("user", _filled(self.question, {"shown": shown, **details}))]

    def fixed(self, notes: str) -> list[tuple[str, str]]:
        """The messages that are the same for every letter; they come first."""
        system = "\n\n".join(part for part in (self.instructions, _filled(self.fields, {"fields": notes})) if part)
        messages = [("system", system)]
        for example in self.examples:
            messages += [("user", example.shown), ("assistant", example.answer)]
        return messages

    def field_part(self, notes: str) -> str:
        """The part on the answer's fields, with the notes in place."""
        return _filled(self.fields, {"fields": notes})


def field_notes(model: type[BaseModel]) -> str:
    """A list of the model's fields with their descriptions; the fields of nested models indented below, but for those of a
    model within itself."""
    return "\n".join(_notes(model, ""))


def _notes(model: type[BaseModel], indent: str, within: tuple[type[BaseModel], ...] = ()) -> list[str]:
    lines: list[str] = []
    for name, info in model.model_fields.items():
        lines.append(f"{indent}- {name}: {info.description or ''}".rstrip(": "))
        nested = _nested(info.annotation)
        if nested is not None and nested not in (*within, model):
            lines += _notes(nested, indent + "  ", (*within, model))
    return lines


def _nested(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        nested = _nested(argument)
        if nested is not None:
            return nested
    return None


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its names replaced in one pass, so that a value that looks like a name stays as it is."""
    return _NAME.sub(lambda match: values.get(match.group(1), match.group()), template)


def names(kind: str, root: Path | None = None) -> list[str]:
    """The prompts of a kind, such as `ur/history`: its Markdown files that have front matter."""
    base = root or folder("prompts")
    files = sorted((base / kind).glob("*.md"))
    return [f"{kind}/{path.stem}" for path in files if _read(path).startswith("+++\n")]


def place_of(name: str, home: Path | None, given: Path | None) -> Path | None:
    """The folder of prompts that the prompt of that name comes from; None for the library's own.

    A folder that is `given` (the setting prompts_dir) goes before that of the kind's `home`, where it has the prompt. A
    prompt that nobody has is missing from the home.
    """
    if home is None or (given is not None and (given / f"{name}.md").is_file()):
        return given
    own = home / "prompts"
    shared = not (own / f"{name}.md").is_file() and ((given or folder("prompts")) / f"{name}.md").is_file()
    return given if shared else own


def names_of(kind: LetterKind[Any], given: Path | None = None) -> list[str]:
    """The prompts that a kind has in its folder, and those that it asks by besides."""
    own = kind.home / "prompts" if kind.home is not None else None
    return sorted({*(names(kind.name, given) if own is None else names(kind.name, own)), *kind.answers})


def _read(path: Path) -> str:
    """A file's text, without a mark of its encoding. Raises SettingsError where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {type(error).__name__}", hint="save it as UTF-8") from None


def load(name: str, root: Path | None = None) -> Prompt:
    """The prompt of that name, such as `ur/history`, as its file is now.

    Raises SettingsError where the file is missing or malformed, or includes what is missing, itself, or outside the
    folder of prompts.
    """
    base = root or folder("prompts")
    path = base / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        if root is None:
            remedy = "reinstall structurer"
        elif (base.parent / "__init__.py").is_file():
            remedy = "the package lacks it: write it, and see that what is installed has it"
        else:
            remedy = f"write it, or name a prompt that {base} has"
        raise SettingsError(f"no prompt {name}: {path} cannot be read", hint=remedy) from None
    front = _FRONT.match(text)
    if front is None:
        raise SettingsError(f"{path} has no front matter between lines of +++", hint=_SEE)
    body, places = _expanded(front.group(2), path, base)
    return _parsed(name, path, front.group(1), body, places)


def sources(name: str, root: Path | None = None) -> list[Path]:
    """The files that a prompt is made of: its own, and those it includes."""
    base = root or folder("prompts")
    return [base / f"{name}.md", *(base / include for include in load(name, root).includes)]


# Where includes stand in a text: start, end, the file's path.
_Places = tuple[tuple[int, int, str], ...]


def _expanded(text: str, path: Path, base: Path, above: tuple[Path, ...] = ()) -> tuple[str, _Places]:
    """The text with its includes in place, and where they stand in it."""
    pieces: list[str] = []
    places: list[tuple[int, int, str]] = []
    at = length = 0
    for match in _INCLUDE.finditer(text):
        before = text[at : match.start()]
        inner, nested = _included(match.group(1), path, base, (*above, path))
        start = length + len(before)
        places += [
            (start, start + len(inner), match.group(1)),
            *((start + a, start + b, file) for a, b, file in nested),
        ]
        pieces += [before, inner]
        at, length = match.end(), start + len(inner)
    pieces.append(text[at:])
    return "".join(pieces), tuple(places)


def _included(name: str, path: Path, base: Path, above: tuple[Path, ...]) -> tuple[str, _Places]:
    """The stripped text of an included file. `above` are the files that led to it."""
    file = base / name
    if not name or not file.resolve().is_relative_to(base.resolve()):
        raise SettingsError(f"{path} includes {name!r}, which is not in {base}", hint="include a file of that folder")
    if file in above:
        raise SettingsError(f"{path} includes {name}, which includes it in turn", hint="take one of the includes out")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"{path} includes {name}, which cannot be read", hint=f"write {file}, or correct the include"
        ) from None
    whole, places = _expanded(text, file, base, above)
    left = len(whole) - len(whole.lstrip())
    inner = whole.strip()
    return inner, tuple((max(0, a - left), min(len(inner), b - left), file_) for a, b, file_ in places)


@lru_cache(maxsize=256)
def _parsed(name: str, path: Path, front: str, body: str, places: _Places) -> Prompt:
    try:
        head = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: the front matter is not TOML: {error}", hint=_SEE) from None
    if head.get("id") != name:
        raise SettingsError(f"{path}: its id is {head.get('id')!r}, not {name!r}", hint="correct the front matter")
    version = head.get("version", 1)
    if type(version) is not int:
        raise SettingsError(f"{path}: its version is no whole number", hint="correct the front matter")
    said: dict[str, str] = {"Instructions": "", "Fields": "", "Question": ""}
    examples: list[Example] = []
    parts = [Part("front matter", front)]
    for title, text, includes in _parts(body, places):
        if title == "Example":
            examples.append(_example(text, path))
            parts.append(Part(f"example {len(examples)}", text, includes))
        elif title in said:
            said[title] = text
            parts.append(Part(title.lower(), text, includes))
        else:
            raise SettingsError(f"{path}: unknown part {title!r}", hint=_SEE)
    if "{{shown}}" not in said["Question"]:
        raise SettingsError(
            f"{path}: its question has no {{{{shown}}}}, so that nothing would be asked about", hint=_SEE
        )
    return Prompt(
        id=name,
        version=version,
        about=str(head.get("about", "")),
        instructions=said["Instructions"],
        fields=said["Fields"],
        examples=tuple(examples),
        question=said["Question"],
        digest="sha256:" + hashlib.sha256((front + "\n" + body).encode()).hexdigest(),
        parts=tuple(parts),
        includes=tuple(dict.fromkeys(file for _, _, file in places)),
        text=f"+++\n{front}\n+++\n{body}",
    )


def _parts(body: str, places: _Places) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The parts of a file: title, text, and the files included there."""
    headings = list(_PART.finditer(body))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        end = following.start() if following else len(body)
        included = dict.fromkeys(file for a, b, file in places if a < end and b > heading.end())
        yield heading.group(1).strip(), body[heading.end() : end].strip(), tuple(included)


def _example(text: str, path: Path) -> Example:
    match = _EXAMPLE.match(text)
    if match is None:
        raise SettingsError(f"{path}: an example needs ## Shown and ## Answer", hint=_SEE)
    answer = match.group(2).strip()
    try:
        json.loads(answer)
    except ValueError as error:
        raise SettingsError(f"{path}: the answer of an example is not JSON: {error}", hint="correct it") from None
    return Example(match.group(1).strip(), answer)
