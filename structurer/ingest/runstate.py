"""One run of a job, as the parts of its engine share it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from structurer.errors import RecordError, SettingsError, StructurerError
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
    ) -> Status | None:
        """Note what became of a letter that this worker holds: where no output could hold its record, it failed. None,
        and nothing is noted, where it was asked about otherwise than the recipe says: then the job is stopped."""
        changed = self._changed_prompt(result) if result is not None else None
        if changed is not None:
            hint = "give the command again; --changed says what becomes of the letters before"
            self.stop("fatal", SettingsError(f"the prompt {changed} was changed while the job ran", hint=hint))
            return None
        given = result.model_dump(mode="json") if result is not None else None
        if result is not None and given is not None:
            try:
                see_fits(type(result.record), given["record"])
            except RecordError as unfit:
                status, given, error = "failed", None, error_of(unfit, "answer")
        if self.journal.finish(content, self.worker, status, self.recipe, given, error):
            self.here += 1
        return status

    def _changed_prompt(self, result: Structured[Any]) -> str | None:
        """A prompt that a letter was asked about by and that is not as the recipe has it: its file is read anew for each
        question."""
        for call in result.provenance.calls:
            name = call.prompt.rpartition("@")[0]
            if self._prompts.get(name, call.prompt_hash) != call.prompt_hash:
                return name
        return None

    @cached_property
    def _prompts(self) -> dict[str, str]:
        return dict(self.journal.recipe_by(self.recipe).get("prompts", {}))
