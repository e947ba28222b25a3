"""One run of a job, as the parts of its engine share it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from structurer.errors import RecordError, StructurerError
from structurer.ingest.breaker import Breaker
from structurer.ingest.journal import Journal
from structurer.ingest.outcome import error_of
from structurer.ingest.progress import Stop, StopReason
from structurer.ingest.row import Status
from structurer.ingest.shapes import see_fits
from structurer.result import Structured


class RunState:
    """What is known of the run: why it stopped (`stopped`), how many letters were finished in it (`here`), whether the
    input was read to its end (`is_read_out`). `recipe` and `listing` are the journal's numbers, `worker` its name for
    this process."""

    def __init__(self, journal: Journal, recipe: int, listing: int, breaker: Breaker) -> None:
        self.journal, self.recipe, self.listing, self.breaker = journal, recipe, listing, breaker
        self.worker = ""
        self.here = 0
        self.is_read_out = False
        self.stopped: Stop | None = None
        self.on_stop: Callable[[], None] = lambda: None

    def stop(self, reason: StopReason, error: StructurerError | None = None) -> None:
        """Take no further letter; what is in work is finished."""
        if self.stopped is None:
            self.stopped = Stop(reason, error)
            self.on_stop()
        # Who waits for a server that is away waits for nothing now.
        if self.breaker.is_open or reason in ("server", "fatal", "refused"):
            self.breaker.give_up()

    def finish(
        self, content: str, status: Status, result: Structured[Any] | None, error: dict[str, Any] | None
    ) -> Status:
        """Note what became of a letter that this worker holds: where no output could hold its record, it failed."""
        given = result.model_dump(mode="json") if result is not None else None
        if result is not None and given is not None:
            try:
                see_fits(type(result.record), given["record"])
            except RecordError as unfit:
                status, given, error = "failed", None, error_of(unfit, "answer")
        if self.journal.finish(content, self.worker, status, self.recipe, given, error):
            self.here += 1
        return status
