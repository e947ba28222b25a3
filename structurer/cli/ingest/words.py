"""What a job is told with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from structurer.cli.words import plural

if TYPE_CHECKING:
    from structurer.ingest.journal.looking import Counts
    from structurer.ingest.journal.money import Spent
    from structurer.ingest.plan import Summary
    from structurer.ingest.progress import Progress

_REMEDIES = {
    "interrupted": "the same command goes on where it was",
    "budget": "the same command with a higher budget goes on where it was",
    "server": "see that the server is up; the same command goes on where it was",
    "refused": "the last letters were all refused; correct the cause, and the same command goes on where it was",
    "fatal": "correct the cause, and the same command goes on where it was",
}
_STOPPED = {
    "interrupted": "interrupted",
    "budget": "stopped: the rest of the budget may not be enough",
    "server": "stopped: the server fails",
    "refused": "stopped: the server refuses letter after letter",
    "fatal": "stopped",
}


def remedy(reason: str, journal: Path) -> str:
    """What to do after a job stopped for that reason."""
    return f"{_REMEDIES[reason]}; structurer ingest export {journal} --out FILE writes what is done"


def duration(seconds: float) -> str:
    """A time that may be long."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def counted(counts: Counts) -> str:
    """How many letters there are, and what became of them."""
    parts = [f"{counts.done:,} done"]
    parts += [f"{counts.incomplete:,} incomplete"] if counts.incomplete else []
    parts += [f"{counts.failed:,} failed"]
    left = counts.waiting + counts.working
    parts += [f"{left:,} left"] if left else []
    if counts.flagged:
        parts.append(plural(counts.flagged, "needs review", "need review"))
    twice = counts.names - counts.letters
    letters = plural(counts.letters, "letter") + (f" under {counts.names:,} names" if twice > 0 else "")
    return f"{letters}: {', '.join(parts)}"


def spent_words(spent: Spent) -> str:
    """What was used."""
    cost = f"${spent.cost:,.4f}" if spent.cost else ""
    unknown = f"price of {plural(spent.unpriced, 'call')} not known" if spent.unpriced else ""
    cached = f"{plural(spent.cached, 'answer')} from the cache" if spent.cached else ""
    used = f"{spent.read:,} tokens read, {spent.written:,} written"
    parts = [plural(spent.calls, "call"), cached, used, cost, unknown]
    return " · ".join(part for part in parts if part)


def summary_lines(summary: Summary) -> list[str]:
    """What a job came to, in lines."""
    lines = [counted(summary.counts)]
    rate = summary.here / summary.seconds if summary.seconds else 0.0
    lines.append(
        f"this run: {plural(summary.here, 'letter')} in {duration(summary.seconds)}"
        + (f" ({rate:.2f} a second)" if summary.here else "") + f" · the job: {spent_words(summary.spent)}"
    )  # fmt: skip
    if summary.left_out:
        told = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(summary.left_out.items()))
        lines.append(f"left out, no letters by their names: {told}")
    for sources, count in summary.elsewhere:
        lines.append(f"{plural(count, 'letter')} of other sources of this job still wait: {_some(sources)}")
    if summary.otherwise:
        unfit = f" ({summary.unfit:,} of another kind or shape, which the output leaves out)" if summary.unfit else ""
        lines.append(f"still as it was structured otherwise before: {plural(summary.otherwise, 'letter')}{unfit}")
    if summary.stop is not None:
        lines.append(_STOPPED[summary.stop.reason] + ("" if summary.out else "; no output was written"))
    elif summary.out is not None:
        lines.append(f"written: {summary.out} ({plural(summary.rows, 'letter')})")
    if summary.dead_file is not None:
        lines.append(f"what failed, and why: {summary.dead_file} ({plural(summary.dead, 'letter')})")
    return lines


def _some(sources: list[str], most: int = 3) -> str:
    """The first of what was named, and how many more there are."""
    more = f" and {len(sources) - most:,} more" if len(sources) > most else ""
    return ", ".join(sources[:most]) + more


def summary_data(summary: Summary) -> dict[str, Any]:
    """What a job came to, for machines."""
    from dataclasses import asdict

    error = summary.stop.error if summary.stop else None
    return {
        "event": "end",
        "letters": asdict(summary.counts) | {"letters": summary.counts.letters},
        "spent": asdict(summary.spent),
        "this_run": summary.here,
        "seconds": round(summary.seconds, 3),
        "stopped": summary.stop.reason if summary.stop else None,
        "error": error.as_data() if error else None,
        "out": str(summary.out) if summary.out else None,
        "rows": summary.rows,
        "dead_letters": str(summary.dead_file) if summary.dead_file else None,
        "left_out": summary.left_out,
        "structured_otherwise": summary.otherwise,
        "of_another_shape": summary.unfit,
        "waiting_elsewhere": [{"sources": sources, "letters": count} for sources, count in summary.elsewhere],
    }


def progress_data(progress: Progress) -> dict[str, Any]:
    """How far a job is, for machines."""
    from dataclasses import asdict

    return {
        "event": "progress",
        "inputs": progress.total,
        "seen": progress.seen,
        "letters": asdict(progress.counts),
        "spent": asdict(progress.spent),
        "in_work": progress.in_work,
        "this_run": progress.together,
        "seconds": round(progress.seconds, 3),
        "waits_for_server": progress.waits_for_server,
    }


def progress_line(progress: Progress) -> str:
    """How far a job is, in a line."""
    counts = progress.counts
    of = f" of {progress.total:,}" if progress.total is not None else ""
    # What is left is left for all processes.
    rate = progress.together / progress.seconds if progress.seconds > 0 else 0.0
    parts = [f"{counts.finished:,}{of} letters", f"{rate:.2f}/s"]
    left = (progress.total or 0) - progress.seen + progress.in_work
    if progress.total is not None and rate > 0 and left > 0:
        parts.append(f"{duration(left / rate)} left")
    parts += [f"{counts.failed:,} failed"] if counts.failed else []
    parts += [f"{counts.incomplete:,} incomplete"] if counts.incomplete else []
    parts += [f"{counts.flagged:,} to review"] if counts.flagged else []
    parts.append(f"{progress.spent.read + progress.spent.written:,} tokens")
    parts += [f"${progress.spent.cost:,.4f}"] if progress.spent.cost else []
    parts += ["waiting for the server"] if progress.waits_for_server else []
    return " · ".join(parts)
