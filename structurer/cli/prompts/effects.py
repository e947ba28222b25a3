"""What a try is shown as: a line a letter as it is done, then scores, cells and what it took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from structurer.cli.evals.tables import show_changes, show_to_fix
from structurer.cli.terminal import fitting
from structurer.cli.words import CHANGES, VERDICTS, plural, seconds
from structurer.evals.comparison import why_inconclusive
from structurer.evals.reports.figures import bounds, number
from structurer.evals.trying.figures import Sources, Summary, Took, sources, summary, took_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from structurer.evals.trying.plan import TryPlan
    from structurer.evals.trying.running import Done, Pair


class Effects:
    """Prints one try on one console."""

    def __init__(self, console: Console, plan: TryPlan) -> None:
        self._console = console
        self._plan = plan
        self._width = max((len(letter.id) for letter in plan.letters), default=0)

    def head(self) -> None:
        """What is tried, against what, on what."""
        from rich.text import Text

        plan = self._plan
        before, after = plan.prompts
        what = f"{plan.before.said} ({before.digest[7:15]}) → {plan.after.said} ({after.digest[7:15]})"
        told = "" if plan.changed else f" · it is as in {plan.before.said}: nothing changed"
        self._console.print(Text.assemble((plan.name, "title"), f"  {what} · {plural(len(plan.letters), 'letter')} of {plan.suite} · {plan.settings.model}", (told, "doubtful")), soft_wrap=True)  # fmt: skip

    def letter(self, done: int, of: int, one: Done) -> None:
        """A letter that is done."""
        from rich.text import Text

        place = f"{done:>{len(str(of))}} of {of}  {one.subject.id:<{self._width}}  "
        if one.error is not None:
            self._console.print(Text.assemble(place, ("failed", "alarm"), f": {one.error.get('message')} ({one.error.get('hint')})"), soft_wrap=True)  # fmt: skip
            return
        told: list[Text] = []
        for what in ("won", "lost", "changed"):
            count = sum(change.what == what for change in one.changes)
            if count:
                told.append(Text(f"{count} {what}", style=CHANGES[what]))
        old, new = took_of(self._plan.name, one.before), took_of(self._plan.name, one.after)
        line = Text(place)
        line.append_text(Text(", ").join(told) if told else Text("the same", style="aside"))
        if new.answers or old.answers:
            line.append(f"  {_from_to(old, new)} · {_whence(one)}", style="aside")
        else:
            line.append("  not asked by this prompt", style="aside")
        self._console.print(line, soft_wrap=True)

    def summary(self, pairs: Sequence[Pair]) -> None:
        """What it amounts to over all letters."""
        from rich.text import Text

        for pair in pairs:
            self._pair(pair, summary(self._plan, pair), alone=len(pairs) == 1)
        whence = sources([done for pair in pairs for done in pair.done])
        self._console.print(Text(f"answers: {_told(whence)}", style="aside"), soft_wrap=True)
        for pair in pairs:
            if pair.done and all(done.error is None for done in pair.done):
                self._console.print(Text(f"runs: structurer eval compare {pair.before.path} {pair.after.path}", style="aside"), soft_wrap=True)  # fmt: skip

    def _pair(self, pair: Pair, found: Summary, alone: bool) -> None:
        from rich.text import Text

        console = self._console
        console.print()
        if not alone or not pair.labelled:
            told = "with a label" if pair.labelled else "without a label: after against before"
            console.print(Text(f"{plural(found.letters, 'letter')} {told}", style="title"))
        if found.failed:
            console.print(Text(f"{plural(found.failed, 'letter')} failed and count nowhere", style="alarm"))
        if found.rows:
            self._rows(found)
        show_changes(console, found.changes, "before", "after")
        if not found.changes and found.letters:
            console.print(Text("no cell differs", style="aside"))
        old, new = found.took
        if old.answers or new.answers:
            console.print(f"{self._plan.name}: {_from_to(old, new)}, {plural(new.answers, 'answer')}", soft_wrap=True)
        if not self._plan.changed and pair.labelled:
            show_to_fix(console, found.to_fix)

    def _rows(self, found: Summary) -> None:
        from rich.text import Text

        columns = ("F1", "before", "after", "difference", "95 %", "letters", "verdict")
        words = {"A better": "worse", "B better": "better"}
        rows = []
        for row in found.rows:
            verdict = words.get(row.verdict, "could be chance" if row.verdict == "INCONCLUSIVE" else row.verdict)
            why = why_inconclusive(row)
            rows.append((
                row.name, number(row.first), number(row.second), f"{row.difference.value or 0:+.3f}", bounds(row.difference, 3),
                f"{row.differing}", Text.assemble((verdict, VERDICTS[row.verdict]), (f" ({why})" if why and why != "may be chance" else "", "aside")),
            ))  # fmt: skip
        self._console.print(fitting(self._console, "", columns, rows, right=columns[1:6], expendable=("95 %",)))


def _from_to(old: Took, new: Took) -> str:
    """Tokens and seconds before and after."""
    return (
        f"{old.written:,} → {new.written:,} tokens written, {old.read:,} → {new.read:,} read, "
        f"{_seconds(old.seconds)} → {_seconds(new.seconds)}"
    )


def _seconds(value: float | None) -> str:
    return "seconds not known" if value is None else seconds(value)


def _whence(one: Done) -> str:
    """Where the answers after came from."""
    if one.kept[1]:
        return "kept"
    return _told(sources([one]))


def _told(found: Sources) -> str:
    """How many answers came from where."""
    counted = (
        (found.fresh, "fresh"), (found.cached, "cached"), (found.recorded, "recorded"), (found.kept, "kept from an earlier try"),
    )  # fmt: skip
    return ", ".join(f"{count:,} {word}" for count, word in counted if count) or "none"
