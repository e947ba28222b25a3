"""Tries letters until each is finished, or is to be given back."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from structurer.errors import (
    AwaitsBatch,
    BudgetReached,
    ClusterError,
    JournalError,
    KindError,
    LetterError,
    LetterNotOfKind,
    ModelDenied,
    ModelError,
    ModelRequestRefused,
    SettingsError,
    UnexpectedError,
    WeightsError,
)
from structurer.ingest.hands import Hands, Work
from structurer.ingest.outcome import error_of, incomplete
from structurer.ingest.row import Status
from structurer.ingest.runstate import RunState
from structurer.models.retry import Sleep
from structurer.result import Structured

log = logging.getLogger(__name__)

REFUSED_IN_A_ROW = 5
LONGEST_WAIT = 30.0
DEATHS_BESIDE_OTHERS = 2
"""So often a worker may have died that had a letter in work among others: then it is tried alone, to see which it was."""

KILLING = "look at the file, and at how much memory there is; structurer ingest retry tries it again"


class Tries:
    """Has letters structured by `hands`, each tried at most `attempts` times. `is_steady` says that the model answers
    the same when it is asked again. `refused` are the letters that the server refused since one worked."""

    def __init__(
        self, hands: Hands, state: RunState, attempts: int, *, is_steady: bool = False, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.hands, self.state, self.attempts, self.is_steady = hands, state, attempts, is_steady
        self.journal, self.breaker = state.journal, state.breaker
        self.refused: list[str] = []
        self._sleep = sleep
        self._last: ModelError | None = None
        self._blamed: set[str] = set()
        self._blamed_since_worked = False
        self._finding_out = asyncio.Lock()

    def is_suspect(self, work: Work) -> bool:
        """Whether the letter may be what its workers died of: then nothing else is to be in work beside it."""
        return self.journal.deaths(work.content) >= DEATHS_BESIDE_OTHERS

    async def work(self, work: Work) -> None:
        """Try a letter that this worker holds until it is finished or given back."""
        began = time.monotonic()
        status: Status | None = None
        try:
            status = await self._surely_finished(work)
        except JournalError as error:
            # What would be paid for now could not be kept.
            self.state.stop("fatal", error)
        finally:
            if status is None:
                with suppress(JournalError):
                    self.journal.release(work.content, self.state.worker)
        if status is None:
            return
        log.info("letter %s: %s in %.1f s", work.content[7:19], status, time.monotonic() - began)

    async def _surely_finished(self, work: Work) -> Status | None:
        try:
            return await self._until_finished(work)
        except JournalError:
            raise
        except Exception as error:
            # Nobody looks at this task: without a note the letter would be paid for anew at each run.
            self.breaker.passed()
            failed = UnexpectedError(f"failed unexpectedly: {type(error).__name__}", letter=work.name)
        return self.state.finish(work.content, "failed", None, error_of(failed, "unexpected"))

    async def _until_finished(self, work: Work) -> Status | None:
        """Try until the letter is finished: its status, or None where it is to be given back."""
        tries = 0
        last: ModelError | None = None
        deaths = self.journal.deaths(work.content)
        if deaths >= DEATHS_BESIDE_OTHERS + self.attempts:
            killing = UnexpectedError(f"each of the {deaths} processes that had it in work died", hint=KILLING)
            return self.state.finish(work.content, "failed", None, error_of(killing, "unexpected"))
        while True:
            if not await self.breaker.passage() and not await self._server_is_there():
                return None
            if last is not None and work.content in self._blamed:
                # It may be the one that was to try for all others.
                self.breaker.passed()
                return self.state.finish(work.content, "failed", None, error_of(last, "model"))
            self.journal.attempt(work.content)
            try:
                result = await self.hands.structured(work)
            except AwaitsBatch:
                self.breaker.passed()
                return None
            except (
                BudgetReached,
                ModelDenied,
                WeightsError,
                SettingsError,
                KindError,
                ClusterError,
                JournalError,
            ) as error:
                self.breaker.passed()
                self.state.stop("budget" if isinstance(error, BudgetReached) else "fatal", error)
                return None
            except LetterError as error:
                self.breaker.passed()
                return self.state.finish(work.content, "failed", None, error_of(error, _stage(error)))
            except ModelError as error:
                tries += self._server_failed(work.content, error)
                last = self._last = error
                if isinstance(error, ModelRequestRefused) and self._is_refused_again(work.content, error):
                    return None
                if error.retryable and self.state.stopped:
                    # Who was told to stop does not wait for a server.
                    return None
                if not error.retryable or tries >= self.attempts:
                    return self.state.finish(work.content, "failed", None, error_of(error, "model"))
                if not self.breaker.is_open:
                    await self._sleep(min(2.0**tries, LONGEST_WAIT))
            except UnexpectedError as error:
                # One letter's defect must not lose the others.
                self.breaker.passed()
                return self.state.finish(work.content, "failed", None, error_of(error, "unexpected"))
            else:
                self._server_worked(result)
                wrong = incomplete(result)
                tries += 1
                if wrong is None:
                    return self.state.finish(work.content, "done", result, None)
                if self.is_steady or tries >= self.attempts:
                    return self.state.finish(work.content, "incomplete", result, wrong)

    def _server_failed(self, content: str, error: ModelError) -> int:
        """Tell the breaker; how many tries of the letter that counts as."""
        if error.retryable:
            self.breaker.failed(content)
        else:
            self.breaker.passed()
        if self.state.stopped and self.breaker.is_open:
            self.breaker.give_up()
        # While the server is away it is not the letter's fault.
        return 0 if self.breaker.is_open else 1

    async def _server_is_there(self) -> bool:
        """Whether a server that was given up works all the same, found out once for all letters: then it is those that it
        failed, or no job that has such letters would ever end. Stops the job where it does not."""
        async with self._finding_out:
            if not self.breaker.given_up.is_set():
                return True
            if self.state.stopped is None and await self._are_letters_at_fault():
                self._blamed |= self.breaker.blame_letters()
                self._blamed_since_worked = True
                return True
            self.state.stop("server", self._last)
            return False

    async def _are_letters_at_fault(self) -> bool:
        """Whether it is the letters that fail, and not the server."""
        others_left = not self.state.is_read_out
        if others_left and self._blamed_since_worked:
            # A server that answers small questions only must not fail letter after letter.
            return False
        try:
            answers = await self.hands.server_answers()
        except BudgetReached as error:
            self.state.stop("budget", error)
            return False
        if answers is None:
            answers = self.breaker.is_of_few and not others_left
        return answers and self.state.stopped is None

    def _server_worked(self, result: Structured[Any]) -> None:
        if any(call.attempts for call in result.provenance.calls):
            self.breaker.worked()
            self.refused.clear()
            self._blamed_since_worked = False
        else:
            self.breaker.passed()

    def _is_refused_again(self, content: str, error: ModelRequestRefused) -> bool:
        """Whether so many letters in a row were refused that the reason is not in them: then the job is stopped."""
        self.refused.append(content)
        if len(self.refused) < REFUSED_IN_A_ROW:
            return False
        for one in self.refused:
            self.journal.reopen(one)
        self.state.stop("refused", error)
        return True


def _stage(error: LetterError) -> str:
    return "kind" if isinstance(error, LetterNotOfKind) else "load"
