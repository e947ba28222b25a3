"""What a result depends on besides its letter: the library, the kind, its schemas and prompts, the model, how it is asked."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from structurer.errors import SettingsError
from structurer.ingest.columns import sql, struct_of
from structurer.ingest.kinds import kind_of
from structurer.prompts import load, names_of, place_of
from structurer.settings import ANSWERING
from structurer.version import __version__

if TYPE_CHECKING:
    from pydantic import BaseModel

    from structurer.ingest.journal import Journal
    from structurer.ingest.plan import Plan
    from structurer.kind import LetterKind
    from structurer.pipeline import Structurer

_SHAPING = ("kind", "columns")
"""What of a recipe an output's shape hangs on."""


def recipe_of(structurer: Structurer[Any]) -> dict[str, Any]:
    """The recipe, as JSON takes it. Prompts by the hash of their content, weights by theirs."""
    from structurer.models.names import parse_name

    kind, settings = kind_of(structurer), structurer.settings
    made: dict[str, Any] = {
        "structurer": __version__,
        "kind": kind.name,
        "schema version": kind.version,
        "schema": _schema_digest(kind),
        "columns": _columns_digest(kind),
        "read only": structurer.read_only,
    }
    if structurer.read_only:
        return made
    identity = parse_name(settings).identity()
    return made | {
        "model": identity.name,
        "weights": identity.weights_sha256,
        "host": identity.host,
        "path": identity.path_sha256,
        **{name.replace("_", " "): getattr(settings, name) for name in ANSWERING},
        "prompts": {
            name: load(name, place_of(name, kind.home, settings.prompts_dir)).digest
            for name in names_of(kind, settings.prompts_dir)
        },
    }


def unfit_records(journal: Journal, kind: LetterKind[Any]) -> dict[int, int]:
    """The numbers of the recipes by which the journal has records of another shape than those of the kind, and how many
    letters came to such."""
    shape = {"kind": kind.name, "columns": _columns_digest(kind)}
    return {number: many for number, recipe, many in journal.recipes_of_records() if not _fits(recipe, shape)}


def _columns_digest(kind: LetterKind[Any]) -> str:
    """The hash of the columns that records have in outputs."""
    record: type[BaseModel] = kind.record
    return _columns_of_class(record)


@lru_cache(maxsize=256)
def _columns_of_class(model: type[BaseModel]) -> str:
    return hashlib.sha256(sql(struct_of(model)).encode()).hexdigest()


def _schema_digest(kind: LetterKind[Any]) -> str:
    """The hash of the record's schema and of those that answers have: a class may change and keep name and version."""
    answers = {name: _digest_of_class(model) for name, model in kind.answers.items()}
    record: type[BaseModel] = kind.record
    return digest_of({"record": _digest_of_class(record), "answers": answers})


@lru_cache(maxsize=256)
def _digest_of_class(model: type[BaseModel]) -> str:
    """The hash of a class's schema, reckoned once: that of a record takes as long as reading a letter."""
    return digest_of(model.model_json_schema(mode="serialization"))


def digest_of(recipe: dict[str, Any]) -> str:
    """What identifies a recipe, or a part of one."""
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()


def recipe_number(journal: Journal, plan: Plan, structurer: Structurer[Any]) -> int:
    """The journal's number of how letters are structured now. Raises SettingsError where others were structured
    otherwise and the plan does not say what becomes of them, or says what cannot be, or where others are just being
    structured otherwise."""
    now = planned(plan, structurer)
    number = journal.recipe(digest_of(now), now)
    see_others(journal, number, plan, now)
    return number


def planned(plan: Plan, structurer: Structurer[Any]) -> dict[str, Any]:
    """The recipe of a job: that of its structurer, and what the plan adds."""
    now = recipe_of(structurer)
    if plan.redact is not None:
        now["redact"] = plan.redact_name or getattr(plan.redact, "__qualname__", "a function")
    return now


def see_others(journal: Journal, number: int, plan: Plan, now: dict[str, Any]) -> bool:
    """Whether letters of the journal were structured by other recipes than `now`, the one of that number. Raises
    SettingsError where the plan does not say what becomes of them, or would keep what does not fit the output; and where
    another process makes further such letters now."""
    at_work = [other for other in journal.others_at_work(number) if plan.changed != "keep" or not _fits(other, now)]
    if at_work:
        raise SettingsError(
            f"another process is at this job, and structures otherwise (changed: {change(at_work[0], now)})",
            hint="let it end, or end it; or name another --out",
        )
    others = journal.other_recipes(number)
    # An output has one shape: of records that were made for another, values would be lost, or keep it from being written.
    unfit = [(before, many) for before, many in others if not _fits(before, now)]
    refused = {"refuse": others, "keep": unfit, "redo": []}[plan.changed]
    if refused:
        count = sum(many for _, many in refused)
        kept = "" if unfit else ", --changed keep leaves them"
        why = "an output is of one kind and shape: " if plan.changed == "keep" else ""
        raise SettingsError(
            f"{count:,} letters of this journal were structured otherwise (changed: {change(refused[0][0], now)})",
            hint=f"{why}--changed redo structures them anew{kept}; or name another --out",
        )
    return bool(others)


def _fits(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether records of two recipes have one shape."""
    return all(before.get(name) == now[name] for name in _SHAPING)


def change(before: dict[str, Any], now: dict[str, Any]) -> str:
    """What of a recipe changed, in words."""
    return "; ".join(differences(before, now)) or "the same names with another content"


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """In which respects two recipes differ, in words."""
    told = [
        f"{name} {_short(before.get(name))} → {_short(now.get(name))}"
        for name in dict.fromkeys([*before, *now])
        if name != "prompts" and before.get(name) != now.get(name)
    ]
    old, new = before.get("prompts", {}), now.get("prompts", {})
    changed = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    return [*told, *(f"prompt {name}" for name in changed)]


def _short(value: Any) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:12]}…"
