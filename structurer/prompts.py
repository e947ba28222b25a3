"""Prompt files: TOML front matter, parts under headings, a content hash that names exactly what was asked.

A prompt is Markdown between which parts are told apart by first-level headings: `# Instructions`, `# Fields` (notes on
the answer's fields, made from the answer model where the file says `{{fields}}`), any number of `# Example` with
`## Shown` and `## Answer`, and `# Question`, the user's part, where `{{shown}}` and other names stand for what is asked
about. Instructions, fields and examples are the same for every letter and come first, for the server's prefix cache.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from structurer.errors import SettingsError
from structurer.resources import folder

_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_PART = re.compile(r"^# (.+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"\A\s*## Shown\n(.*?)\n## Answer\n(.*)\Z", re.DOTALL)
_INCLUDE = re.compile(r"^\{\{include ([\w./-]+)\}\}$", re.MULTILINE)
_NAME = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Example:
    """An invented example: what would be shown, and the right answer to it."""

    shown: str
    answer: str


@dataclass(frozen=True)
class Prompt:
    """A prompt file as read, its includes in place. `digest` is `sha256:` and the hash of that text."""

    id: str
    version: int
    about: str
    instructions: str
    fields: str
    examples: tuple[Example, ...]
    question: str
    digest: str

    def render(self, notes: str, shown: str, **details: str) -> list[tuple[str, str]]:
        """The messages as (role, content). What is shown is put in as it is and never read as a template."""
        system = "\n\n".join(part for part in (self.instructions, _filled(self.fields, {"fields": notes})) if part)
        messages = [("system", system)]
        for example in self.examples:
            messages += [("user", example.shown), ("assistant", example.answer)]
        messages.append(("user", _filled(self.question, {"shown": shown, **details})))
        return messages


def field_notes(model: type[BaseModel]) -> str:
    """A list of the model's fields with their descriptions; the fields of nested models indented below."""
    return "\n".join(_notes(model, ""))


def _notes(model: type[BaseModel], indent: str) -> list[str]:
    lines: list[str] = []
    for name, info in model.model_fields.items():
        lines.append(f"{indent}- {name}: {info.description or ''}".rstrip(": "))
        nested = _nested(info.annotation)
        if nested is not None:
            lines += _notes(nested, indent + "  ")
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
    """The prompts of a kind, such as `imr/history`: its Markdown files that have front matter."""
    base = root or folder("prompts")
    files = sorted((base / kind).glob("*.md"))
    return [f"{kind}/{path.stem}" for path in files if path.read_text(encoding="utf-8").startswith("+++\n")]


@cache
def load(name: str, root: Path | None = None) -> Prompt:
    """The prompt of that name, such as `imr/history`. Raises SettingsError where the file is missing or malformed."""
    base = root or folder("prompts")
    path = base / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise SettingsError(f"no prompt {name}: {path} cannot be read", hint="reinstall structurer") from None
    front = _FRONT.match(text)
    if front is None:
        raise SettingsError(f"{path} has no front matter between lines of +++", hint="see prompts/README.md")
    try:
        head = tomllib.loads(front.group(1))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: the front matter is not TOML: {error}", hint="see prompts/README.md") from None
    if head.get("id") != name:
        raise SettingsError(f"{path}: its id is {head.get('id')!r}, not {name!r}", hint="correct the front matter")
    body = _INCLUDE.sub(lambda match: (base / match.group(1)).read_text(encoding="utf-8").strip(), front.group(2))
    instructions = fields = question = ""
    examples: list[Example] = []
    pieces = _PART.split(body)
    for title, part in zip(pieces[1::2], pieces[2::2], strict=True):
        match title.strip():
            case "Instructions":
                instructions = part.strip()
            case "Fields":
                fields = part.strip()
            case "Question":
                question = part.strip()
            case "Example":
                example = _EXAMPLE.match(part)
                if example is None:
                    raise SettingsError(
                        f"{path}: an example needs ## Shown and ## Answer", hint="see prompts/README.md"
                    )
                examples.append(Example(example.group(1).strip(), example.group(2).strip()))
            case other:
                raise SettingsError(f"{path}: unknown part {other!r}", hint="see prompts/README.md")
    digest = "sha256:" + hashlib.sha256((front.group(1) + "\n" + body).encode()).hexdigest()
    return Prompt(
        name, int(head.get("version", 1)), str(head.get("about", "")), instructions, fields, tuple(examples), question, digest
    )  # fmt: skip
