"""`structurer ingest run --dry-run`: what a job would take, without a call."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from structurer.cli.ingest.words import duration
from structurer.cli.terminal import console_for, facts
from structurer.cli.words import plural

if TYPE_CHECKING:
    from structurer.ingest.dry import Estimate
    from structurer.ingest.plan import Plan


def dry(lists: Any, structurer: Any, plan: Plan) -> int:
    """Print the estimate. Raises SettingsError where the job would be refused for how letters were structured before."""
    from structurer.ingest.dry import estimated
    from structurer.ingest.journal import Journal

    path = plan.journal_path if plan.out or plan.journal else None
    known = Journal(path, create=False) if path and path.exists() else None
    try:
        found = estimated(lists, structurer, known, plan)
    finally:
        if known is not None:
            known.close()
    facts(console_for(sys.stdout), rows(found))
    return 0


def rows(found: Estimate) -> list[tuple[str, str]]:
    """The estimate in words."""
    named = [("letters", plural(found.letters, "letter"))]
    named += (
        [("duplicates", f"{plural(found.duplicates, 'name')} of letters that came before")] if found.duplicates else []
    )
    named += [("finished before", f"{found.finished:,}")] if found.finished else []
    named += (
        [("would fail", ", ".join(f"{many:,} {kind}" for kind, many in found.unfit.items()))] if found.unfit else []
    )
    if found.sampled:
        sample = (
            f"asked of {plural(found.sampled, 'letter')} spread over the input" if found.sampled < found.letters else ""
        )
        named.append(("questions", f"about {found.calls:,.0f}{f' ({sample})' if sample else ''}"))
        named.append(("tokens", f"about {found.read:,.0f} read, at most {found.written:,.0f} written"))
    about = f"about ${found.cost:,.2f}, without what is asked again" if found.cost else "nothing"
    cost = "not known" if found.cost is None else about
    named.append(("cost", f"{cost} ({found.priced_by})" if found.priced_by else cost))
    if found.seconds is not None:
        named.append(("time", f"about {duration(found.seconds)} ({found.reckoned})"))
    if found.left_out:
        named.append(("left out", ", ".join(f"{many:,} {suffix}" for suffix, many in sorted(found.left_out.items()))))
    return named
