"""What questions fill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from structurer.evals.fields import field_names
from structurer.kind import LetterKind, Question

_INDEX = re.compile(r"/\d+(?=/|$)")


def fields_of(kind: LetterKind[Any], questions: Sequence[Question]) -> list[str]:
    """The dotted names of what the questions fill; every field, where they do not say."""
    pointers = {path for question in questions for paths in question.paths.values() for path in paths}
    filled = {_INDEX.sub("", pointer).strip("/").replace("/", ".") for pointer in pointers}
    every = field_names(kind.record)
    return [name for name in every if any(name == one or name.startswith(f"{one}.") for one in filled)] or every
