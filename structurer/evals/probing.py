"""What identifies a scorer: its judgement of labels that are spoiled in known ways.

Not its source: code that is written otherwise and judges alike is the same scorer, and a kind's own comparators are as
much of it as the library's. A scorer that has become more lenient calls right what it called wrong, or pairs what it
left apart, and is known by that, also in a run that was made and scored by it alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from structurer.evals.cells import tally
from structurer.evals.fields import specs
from structurer.evals.scoring import score

_OPPOSITE = {"left": "right", "right": "left", "upper": "lower", "lower": "upper", "no": "some", "with": "without"}
_WORD = re.compile(r"\w+")


def scorer_of(labels: Mapping[str, BaseModel]) -> str:
    """`sha256:` and a hash of how each label, spoiled in each way, is scored against itself."""
    found = hashlib.sha256()
    for name, label in sorted(labels.items()):
        for leaf, listed in _WAYS:
            found.update(f"{name} {json.dumps(_judged(label, leaf, listed))}\n".encode(errors="surrogateescape"))
    return "sha256:" + found.hexdigest()


def _judged(label: BaseModel, leaf: Callable[[Any], Any], listed: Callable[[list[Any]], list[Any]]) -> Any:
    """The counts of each field; the error's name where a comparator makes nothing of such a value."""
    try:
        cells = score(label, _spoiled(label, leaf, listed))
    except Exception as error:
        return type(error).__name__
    names = sorted({cell.field for cell in cells})
    return [(name, tally([cell for cell in cells if cell.field == name]).counts[:5]) for name in names]


def _spoiled(record: Any, leaf: Callable[[Any], Any], listed: Callable[[list[Any]], list[Any]]) -> Any:
    """A record with every value, and every list, changed."""
    if not isinstance(record, BaseModel):
        return leaf(record)
    changed: dict[str, Any] = {}
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if spec.shape in ("value", "part"):
            changed[spec.name] = None if value is None else _spoiled(value, leaf, listed)
        elif value is not None:
            changed[spec.name] = listed([_spoiled(entry, leaf, listed) for entry in value])
    return record.model_copy(update=changed)


def _as_it_is(value: Any) -> Any:
    return value


def _next(value: Any) -> Any:
    """Another value of the same type: the next figure, day or choice."""
    if isinstance(value, Enum):
        choices = list(type(value))
        return choices[(choices.index(value) + 1) % len(choices)]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float | Decimal):
        return value + 1
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=1)
    if isinstance(value, str):
        return re.sub(r"\d", lambda digit: str((int(digit.group()) + 1) % 10), value)
    return value


def _worded(change: Callable[[str], str]) -> Callable[[Any], Any]:
    """Texts worded otherwise; codes and what is no text as it is."""
    return lambda value: change(value) if isinstance(value, str) and not isinstance(value, Enum) else value


def _turned(text: str) -> str:
    return _WORD.sub(lambda word: _OPPOSITE.get(word.group().lower(), word.group()), text)


_WAYS: tuple[tuple[Callable[[Any], Any], Callable[[list[Any]], list[Any]]], ...] = (
    (_next, _as_it_is),
    (_worded(_turned), _as_it_is),
    (_worded(str.upper), _as_it_is),
    (_worded(lambda text: f"no {text}"), _as_it_is),
    (_worded(lambda text: re.sub(r"(?=\b[a-z]{5})", "un", text, count=1)), _as_it_is),
    (_worded(lambda text: f"{text} as said"), _as_it_is),
    (_worded(lambda text: text.partition(" ")[2]), _as_it_is),
    (_worded(lambda text: text.rpartition(" ")[0]), _as_it_is),
    (_worded(lambda text: " ".join(reversed(text.split()))), _as_it_is),
    (_worded(lambda text: re.sub(r"[^\w\s]", " ", text)), _as_it_is),
    (_as_it_is, lambda entries: entries[::-1]),
    (_as_it_is, lambda entries: entries[1:]),
    (_as_it_is, lambda entries: entries * 2),
)
"""What is done to every value, and to every list."""
