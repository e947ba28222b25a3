"""The published JSON Schema of a kind's record: made from the models, kept as a file, checked against it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

from structurer.kind import LetterKind
from structurer.resources import folder


def published(kind: LetterKind[Any]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the kind's record, with its title and identifier."""
    schema = kind.record.model_json_schema(by_alias=False, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:structurer:{kind.name}:{kind.version}",
        **schema,
    }


def text_of(kind: LetterKind[Any]) -> str:
    """The schema as the file holds it."""
    return json.dumps(published(kind), indent=2, ensure_ascii=False) + "\n"


def file_of(kind: LetterKind[Any], root: Path | None = None) -> Path:
    """Where the kind's schema is kept."""
    own = kind.home / "schemas" if kind.home is not None else folder("schemas")
    return (root or own) / f"{kind.name}-{kind.version}.schema.json"


def exporting(kind: LetterKind[Any]) -> str:
    """The command that writes the kind's schema to where it is kept."""
    place = file_of(kind).parent
    near = place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place
    return f"structurer schema export --kind {shlex.quote(kind.reference)} -o {shlex.quote(str(near))}"


def in_step(kind: LetterKind[Any], root: Path | None = None) -> bool:
    """Whether the file says what the models say."""
    path = file_of(kind, root)
    return path.is_file() and path.read_text(encoding="utf-8") == text_of(kind)
