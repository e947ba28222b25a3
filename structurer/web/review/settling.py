"""Two readings of one letter: where they differ, and the record that comes of choosing between them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from structurer.evals.alignment import pairs, record_alikeness, value_alikeness
from structurer.evals.fields import specs
from structurer.pointer import lookup, parse, under
from structurer.result import Span

Evidence = Mapping[str, Sequence[Span]]


@dataclass(frozen=True)
class Difference:
    """One place where the second reading is not as the first. `what` it would take to be so: `set` the value at `path`
    to the second's, `remove` the entry at `path`, or `insert` the second's entry into the list at `path` behind its
    entry number `after` (-1 before all). `same`: evals would count the two values as the same."""

    number: int
    field: str
    what: Literal["set", "remove", "insert"]
    path: str
    first: Any
    second: Any
    second_path: str = ""
    after: int = -1
    same: bool = False


def differences(first: BaseModel, second: BaseModel) -> list[Difference]:
    """Where two records of one class differ, in the record's order."""
    found = _records(type(first), "", "", "", first, second)
    return [Difference(number, **values) for number, values in enumerate(found)]


def merged(
    first: BaseModel,
    evidence: Evidence,
    second_evidence: Evidence,
    chosen: Sequence[Difference],
) -> tuple[dict[str, Any], dict[str, list[Span]]]:
    """The first record with the chosen differences taken from the second: the record as data, and its evidence."""
    tree = _Tree(copy.deepcopy(first.model_dump(mode="json")), {path: list(spans) for path, spans in evidence.items()})
    edits: dict[str, _Edit] = {}
    for one in chosen:
        theirs = {path[len(one.second_path) :]: list(spans) for path, spans in second_evidence.items() if under(path, one.second_path)}  # fmt: skip
        if one.what == "set":
            tree.put(one.path, one.second, theirs)
        elif one.what == "remove":
            listed, _, index = one.path.rpartition("/")
            edits.setdefault(listed, _Edit()).removed.add(int(index))
        else:
            edits.setdefault(one.path, _Edit()).inserted.append((one.after, one.second, theirs))
    # The deepest lists first: then the pointers of those around them still hold.
    for path in sorted(edits, key=lambda path: -len(parse(path))):
        tree.rebuild(path, edits[path])
    return tree.record, tree.evidence


def _records(
    model: type[BaseModel], name: str, here: str, there: str, first: BaseModel, second: BaseModel
) -> Iterator[dict[str, Any]]:
    for spec in specs(model):
        ours, theirs = getattr(first, spec.name), getattr(second, spec.name)
        field_, at, other = f"{name}{spec.name}", f"{here}/{spec.name}", f"{there}/{spec.name}"
        if spec.shape == "part" and ours is not None and theirs is not None:
            assert spec.part is not None
            yield from _records(spec.part, f"{field_}.", at, other, ours, theirs)
        elif spec.shape in ("part", "value"):
            if ours != theirs:
                both = ours is not None and theirs is not None
                same = both and spec.comparator.same(ours, theirs)
                yield _told(field_, "set", at, ours, theirs, second_path=other, same=same)
        else:
            yield from _lists(spec, field_, at, other, ours or [], theirs or [])


def _lists(spec: Any, name: str, at: str, other: str, ours: list[Any], theirs: list[Any]) -> Iterator[dict[str, Any]]:
    alike = record_alikeness if spec.shape == "parts" else value_alikeness(spec)
    matched, omitted, invented = pairs(ours, theirs, alike)
    for mine, its in matched:
        if spec.shape == "parts":
            yield from _records(spec.part, f"{name}.", f"{at}/{mine}", f"{other}/{its}", ours[mine], theirs[its])
        elif ours[mine] != theirs[its]:
            same = spec.comparator.same(ours[mine], theirs[its])
            yield _told(name, "set", f"{at}/{mine}", ours[mine], theirs[its], second_path=f"{other}/{its}", same=same)
    for index in omitted:
        yield _told(name, "remove", f"{at}/{index}", ours[index], None)
    partner = {its: mine for mine, its in matched}
    for index in invented:
        after = max((partner[before] for before in range(index) if before in partner), default=-1)
        yield _told(name, "insert", at, None, theirs[index], second_path=f"{other}/{index}", after=after)


def _told(name: str, what: str, path: str, first: Any, second: Any, **more: Any) -> dict[str, Any]:
    sides = {"first": to_jsonable_python(first), "second": to_jsonable_python(second)}
    return {"field": name, "what": what, "path": path, **sides, **more}


@dataclass
class _Edit:
    """What becomes of one list: entries removed, and others inserted behind an entry's number, with their evidence."""

    removed: set[int] = field(default_factory=set)
    inserted: list[tuple[int, Any, dict[str, list[Span]]]] = field(default_factory=list)


@dataclass
class _Tree:
    """A record as data with its evidence, which moves with it."""

    record: dict[str, Any]
    evidence: dict[str, list[Span]]

    def put(self, path: str, value: Any, evidence: Mapping[str, list[Span]]) -> None:
        top, _, key = path.rpartition("/")
        place = lookup(self.record, top)
        place[int(key) if isinstance(place, list) else key] = value
        self._forget(path)
        self.evidence.update({path + below: spans for below, spans in evidence.items()})

    def rebuild(self, path: str, edit: _Edit) -> None:
        if lookup(self.record, path) is None:
            self.put(path, [], {})
        entries = lookup(self.record, path)
        kept: list[tuple[Any, dict[str, list[Span]]]] = []
        for index in range(-1, len(entries)):
            if index >= 0 and index not in edit.removed:
                top = f"{path}/{index}"
                kept.append(
                    (entries[index], {at[len(top) :]: spans for at, spans in self.evidence.items() if under(at, top)})
                )
            kept += [(value, evidence) for after, value, evidence in edit.inserted if after == index]
        self._forget(path)
        entries[:] = [value for value, _ in kept]
        for index, (_, evidence) in enumerate(kept):
            self.evidence.update({f"{path}/{index}{below}": spans for below, spans in evidence.items()})

    def _forget(self, path: str) -> None:
        for known in [known for known in self.evidence if under(known, path)]:
            del self.evidence[known]
