"""The words that every command says the same things with, and the style that goes with each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from structurer.result import Severity, Source, Usage

if TYPE_CHECKING:
    from structurer.evals.scores import UsageSum

SEVERITIES = {Severity.ERROR: "alarm", Severity.WARNING: "doubtful", Severity.NOTE: "aside"}
SOURCES = {Source.READ: "aside", Source.PARSED: "aside", Source.ASKED: "aside", Source.REPAIRED: "doubtful"}

MARKS = {"right": "right", "omission": "omitted", "invention": "invented", "wrong": "wrong value", "nothing": "nothing"}
"""What became of a cell of an eval, in a word."""

VERDICTS = {
    "PASS": "good",
    "REGRESSION": "bad",
    "A better": "bad",
    "B better": "good",
    "the same": "aside",
    "INCONCLUSIVE": "doubtful",
}
CHANGES = {"won": "good", "lost": "bad", "changed": "doubtful"}


def plural(count: int, one: str, many: str = "") -> str:
    """A count of things: "1 letter", "1,200 letters"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words where there are any."""
    if len(text) <= most:
        return text
    kept = text[:most]
    return f"{kept.rpartition(' ')[0] or kept[:-1]}…"


def seconds(value: float) -> str:
    """A duration."""
    return f"{value:,.1f} s"


def size(count: int) -> str:
    """A number of bytes."""
    return f"{count / 1e9:,.2f} GB" if count >= 1e8 else f"{count / 1e6:,.1f} MB"


def weighed(severities: Iterable[Severity]) -> str:
    """How many there are of each severity."""
    given = [*severities]
    return ", ".join(plural(given.count(severity), severity.value) for severity in Severity)


def usage(used: Usage | UsageSum, took: str, answered: str = "fresh") -> str:
    """What the answers took: calls, tokens, cost, time. What is `answered` here was not cached: fresh or recorded."""
    new = used.calls - used.cached_calls
    kinds = ", ".join(f"{count:,} {word}" for count, word in ((new, answered), (used.cached_calls, "cached")) if count)
    parts = [f"{plural(used.calls, 'call')} ({kinds})" if kinds else "no calls"]
    if used.attempts > new:
        parts.append(plural(used.attempts, "attempt"))
    parts.append(f"{used.input_tokens:,} tokens read, {used.output_tokens:,} written")
    if used.saved_input_tokens or used.saved_output_tokens:
        parts.append(f"{used.saved_input_tokens:,} and {used.saved_output_tokens:,} spared by the cache")
    if used.cost is None:
        parts.append("cost not known")
    elif used.cost:
        parts.append(f"${used.cost:,.2f}")
    return " · ".join([*parts, took])
