"""Many letters counted as they are done: how far it is, and what they came to in the end."""

from __future__ import annotations

import time
from typing import Any

from structurer.cli.words import plural, seconds, usage
from structurer.pipeline import Outcome
from structurer.result import Usage

_COUNTED = [name for name, field in Usage.model_fields.items() if field.annotation is int]


class Tally:
    """Letters of one command: `done` are through, with a result or an error. `by` says who structures them."""

    def __init__(self, letters: int, by: str) -> None:
        self.letters = letters
        self.by = by
        self.done = 0
        self.failed = 0
        self.to_review = 0
        self._usages: list[Usage] = []
        self._began = time.perf_counter()

    def add(self, outcome: Outcome[Any]) -> None:
        """Count what became of a letter, and what it took, also where it failed."""
        self.done += 1
        self._usages.append(outcome.usage)
        if outcome.result is None:
            self.failed += 1
        else:
            self.to_review += outcome.result.needs_review

    def progress(self) -> str:
        """How far it is, in a few words."""
        if self.letters == 1:
            return f"structuring with {self.by} …"
        failed = f", {self.failed:,} failed" if self.failed else ""
        return f"{self.done:,} of {plural(self.letters, 'letter')}{failed}"

    def summary(self) -> str:
        """What the letters came to, in a line."""
        took = seconds(time.perf_counter() - self._began)
        review = plural(self.to_review, "needs review", "need review")
        letters = (
            f"{plural(self.letters, 'letter')}: {self.done - self.failed:,} done, {self.failed:,} failed, {review}"
        )
        used = self._used()
        return f"{letters} · {usage(used, took) if used.calls else f'{self.by} · {took}'}"

    def _used(self) -> Usage:
        costs = [used.cost for used in self._usages]
        return Usage(
            **{name: sum(getattr(used, name) for used in self._usages) for name in _COUNTED},
            cost=None if None in costs else sum(cost for cost in costs if cost is not None),
        )
