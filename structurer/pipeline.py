"""The flow: letter, sections, read, ask, ground, check, repair, result. Nothing else; a kind says what is particular."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from structurer.answers import Answers
from structurer.aside import aside
from structurer.asked import Again
from structurer.attempt import Attempt, attempted
from structurer.defects import blaming
from structurer.draft import Draft
from structurer.errors import SettingsError, StructurerError, UnexpectedError
from structurer.kind import LetterKind
from structurer.letter import Letter
from structurer.loading import is_endless, load, name_of
from structurer.reading import outline_of, planned, read, recognised
from structurer.result import (
    LetterInfo,
    Provenance,
    Severity,
    Structured,
    Usage,
    needs_review,
)
from structurer.sections import Outline
from structurer.telemetry import letter_span
from structurer.version import __version__

if TYPE_CHECKING:
    from structurer.models.client import ModelClient
    from structurer.models.local.weights import Progress
    from structurer.settings import Settings

RecordT = TypeVar("RecordT", bound=BaseModel)

_making = threading.Lock()


@dataclass(frozen=True)
class Outcome(Generic[RecordT]):
    """What became of one letter of many: its place in the input, its name, and a result or an error.

    `usage` is what its calls took, those too that were answered before the letter failed.
    """

    index: int
    name: str
    result: Structured[RecordT] | None = None
    error: StructurerError | None = None
    usage: Usage = field(default_factory=lambda: Usage(cost=0.0))


class Structurer(Generic[RecordT]):
    """Structures letters with one model. Without a `kind` each letter's is recognised; with one they are of that kind.

    `settings` are named settings that go before the environment and files (model=…, cache=False, …). With
    `read_only` no model is asked: what code cannot read stays empty. `refresh` asks anew what the cache holds.
    `progress` is told (bytes so far, bytes in all, source) while the embedded model's weights are fetched.
    Threads and event loops may share one: its limits (`concurrency`, `rpm`, `tpm`) are for all letters together.
    To let go of connections use it as an async context manager, or await `aclose`; the embedded model's server stays for
    the next run.
    """

    def __init__(
        self,
        kind: str | LetterKind[RecordT] | None = None,
        *,
        read_only: bool = False,
        force: bool = False,
        refresh: bool = False,
        progress: Progress | None = None,
        client: ModelClient | None = None,
        **settings: Any,
    ) -> None:
        from structurer.kinds.registry import kind_named
        from structurer.settings import load_settings

        self._kind: LetterKind[RecordT] | None = kind_named(kind) if isinstance(kind, str) else kind
        self.settings: Settings = load_settings(**settings)
        self.read_only = read_only
        self.force = force
        self.refresh = refresh
        self.fetching = progress
        self._client = client

    @property
    def kind(self) -> LetterKind[RecordT]:
        """The kind that letters are structured as. Raises SettingsError where none was given: then each has its own."""
        if self._kind is None:
            raise SettingsError("no kind was given: each letter's is recognised", hint="give one: Structurer(kind=…)")
        return self._kind

    def of_kind(self, kind: LetterKind[Any]) -> Structurer[Any]:
        """The same for letters of that kind."""
        return Structurer(
            kind, read_only=self.read_only, force=self.force, refresh=self.refresh, progress=self.fetching,
            client=self._client, **self.settings.model_dump(),
        )  # fmt: skip

    @property
    def recognises(self) -> bool:
        """Whether no kind was given, so that each letter's is recognised."""
        return self._kind is None

    # One letter

    def structure(self, source: Letter | Path | str) -> Structured[RecordT]:
        """The letter as data. `source` is a Letter, a path, or the letter's text (of more than one line).

        Raises LetterError where the letter cannot be structured, ModelError where the model cannot be asked. What is
        wrong with single values is no error: it stands in `findings`. Within a running event loop (a notebook, a web
        server) await `astructure` instead.
        """
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(self._once(source))
        raise SettingsError(
            "structure() cannot be called within a running event loop", hint="use: await structurer.astructure(...)"
        )

    async def _once(self, source: Letter | Path | str) -> Structured[RecordT]:
        try:
            return await self.astructure(source)
        finally:
            # Connections end with the event loop; the client stays, with its limits.
            await self.aclose()

    async def astructure(self, source: Letter | Path | str) -> Structured[RecordT]:
        """As `structure`, within a running event loop."""
        return await self._through(source, [])

    async def _through(self, source: Letter | Path | str, asked: list[Answers]) -> Structured[RecordT]:
        """The letter as data; what the model was asked about it joins `asked`, also where the letter fails later."""
        began = time.perf_counter()
        # A file can be read to its end; who writes to standard input or a pipe may never come to one.
        letter = await (aside if is_endless(source) else asyncio.to_thread)(lambda: self.load(source))
        try:
            kind = self._kind_of(letter)
            with letter_span(kind.name, letter.digest) as told:
                answers = Answers(kind, self.settings, None if self.read_only else self.client())
                asked.append(answers)
                result = await self._structured(kind, letter, answers, began)
                told.tell({"structurer.needs_review": result.needs_review, "structurer.calls": result.usage.calls})
                return result
        except StructurerError as error:
            raise error.about(letter.name) from error.__cause__

    def load(self, source: Letter | Path | str) -> Letter:
        """The letter that `source` means, by the settings' limits. Raises LetterError."""
        return load(
            source,
            max_bytes=self.settings.max_letter_bytes,
            max_characters=self.settings.max_letter_characters,
        )

    async def _structured(
        self, kind: LetterKind[RecordT], letter: Letter, answers: Answers, began: float
    ) -> Structured[RecordT]:
        recognition = recognised(kind, letter)
        outline = await self._outline(letter, answers)
        draft = read(kind, letter, outline, prose=self.settings.ask == "rest")
        if recognition.score < kind.threshold:
            reason = f"score {recognition.score:.2f}, {kind.threshold:.2f} needed; structured by force"
            draft.note("kind_doubtful", "", Severity.WARNING, reason)
        for note in letter.notes:
            draft.note("letter_incomplete", "", Severity.WARNING, note)
        draft.findings += answers.problems
        if self.read_only:
            draft.note("read_only", "", Severity.NOTE, "the model was not asked: what code cannot read is left empty")
        else:
            await answers.ask_all(planned(kind, letter, outline, draft))
        attempt = await self._best(kind, draft, outline, answers)
        return Structured[kind.record](  # type: ignore[name-defined]
            letter=_info(letter),
            record=attempt.record,
            evidence=attempt.draft.evidence,
            findings=attempt.findings,
            needs_review=needs_review(attempt.findings),
            provenance=_provenance(kind, attempt.draft, answers),
            usage=answers.usage(time.perf_counter() - began),
        )

    def _kind_of(self, letter: Letter) -> LetterKind[RecordT]:
        """The kind that the letter is structured as. Raises LetterNotOfKind where it does not look like one of it."""
        from structurer.kinds.recognising import kind_of_letter, refusal

        if self._kind is None:
            return kind_of_letter(letter)
        recognition = recognised(self._kind, letter)
        if recognition.score < self._kind.threshold and not self.force:
            raise refusal(letter, [(self._kind, recognition)])
        return self._kind

    async def _outline(self, letter: Letter, answers: Answers) -> Outline:
        """The letter's sections by its headings; where there are none, asked over numbered lines; else the whole."""
        kind: LetterKind[RecordT] = answers.kind
        outline = outline_of(kind, letter)
        if outline.found_by != "none" or self.read_only:
            return outline
        with blaming(kind, "locate", kind.locate):
            question = kind.locate(letter)
        if question is None:
            return outline
        answer = await answers.ask(question)
        with blaming(kind, "outline_from", kind.outline_from):
            located = kind.outline_from(letter, answer) if answer else None
        return located or outline

    async def _best(
        self, kind: LetterKind[RecordT], draft: Draft, outline: Outline, answers: Answers
    ) -> Attempt[RecordT]:
        """What comes of the answers, after what errors stand against was asked again with the errors as the reason.

        A second answer takes a first one's place field by field, where it has at least as many values that hold and no
        more errors; and any does only where less is wrong then in all.
        """
        best = attempted(kind, answers, draft, outline, asked=not self.read_only)
        for _ in range(self.settings.repairs):
            again = await answers.ask_again(best.errors())
            if not again:
                break
            kept, fewer = [one for one in again if one.values is not None], list[Again]()
            while True:
                answers.choose(again, kept, fewer)
                try:
                    attempt = attempted(kind, answers, draft, outline, asked=True)
                except UnexpectedError:  # no record can be made with them: the first answers stand
                    if not kept:
                        raise
                    kept = []
                    continue
                fewer += [one for one in kept if attempt.grounded(one.paths) < best.grounded(one.paths)]
                no_worse = [one for one in kept if one not in fewer and not _has_more_errors(one, attempt, best)]
                if no_worse == kept:
                    break
                kept = no_worse
            if not attempt.weight < best.weight:
                answers.choose(again, [], fewer)
                return attempted(kind, answers, draft, outline, asked=True)
            best = attempt
        return best

    # Many letters

    async def stream(
        self, sources: Iterable[Letter | Path | str], concurrency: int | None = None
    ) -> AsyncIterator[Outcome[RecordT]]:
        """The outcomes of many letters, in their order, each as soon as it and those before it are done.

        At most `concurrency` letters are in work at once (by default as many as the model answers side by side), and
        no more are taken from `sources` than that. A letter that fails is an outcome with its error; the others go on.
        Raises SettingsError for a `concurrency` below 1, and for one letter in place of many.
        """
        if isinstance(sources, str | Path | Letter):
            raise SettingsError("stream takes many letters, and was given one", hint="give a list: stream([letter])")
        limit: int = concurrency if concurrency is not None else await asyncio.to_thread(self._side_by_side)
        if limit < 1:
            raise SettingsError(f"a concurrency of {limit} lets no letter through", hint="give 1 or more, or none")
        waiting: list[asyncio.Task[Outcome[RecordT]]] = []
        entries = iter(enumerate(sources))
        try:
            while True:
                while len(waiting) < limit:
                    entry = next(entries, None)
                    if entry is None:
                        break
                    waiting.append(asyncio.create_task(self._outcome(*entry)))
                if not waiting:
                    return
                yield await waiting[0]
                waiting.pop(0)
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _outcome(self, index: int, source: Letter | Path | str) -> Outcome[RecordT]:
        name, began, asked = name_of(source), time.perf_counter(), list[Answers]()
        try:
            result = await self._through(source, asked)
        except StructurerError as error:
            failure = error.about(name)
        except Exception as error:
            # One letter's defect must not lose the others. The message may hold letter text; the name cannot.
            failure = UnexpectedError(f"failed unexpectedly: {type(error).__name__}", letter=name)
            failure.__cause__ = error
        else:
            return Outcome(index, result.letter.name, result=result, usage=result.usage)
        took = time.perf_counter() - began
        return Outcome(
            index, name, error=failure, usage=asked[0].usage(took) if asked else Usage(seconds=took, cost=0.0)
        )

    def _side_by_side(self) -> int:
        return 4 if self.read_only else self.client().concurrency

    # The model

    def client(self) -> ModelClient:
        """The client of the settings' model, made at the first call."""
        from structurer.models.client import ModelClient

        with _making:
            if self._client is None:
                self._client = ModelClient(self.settings, refresh=self.refresh, progress=self.fetching)
            return self._client

    async def aclose(self) -> None:
        """Let go of this event loop's connections; a later letter opens new ones. The embedded model's server stays for
        the next run."""
        if self._client is not None:
            await self._client.aclose()

    async def __aenter__(self) -> Structurer[RecordT]:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.aclose()


def _has_more_errors(again: Again, attempt: Attempt[Any], before: Attempt[Any]) -> bool:
    """Whether a field has more errors since it was asked again; those in an answer to what had none before are no loss."""
    return again.first_is_usable and attempt.errors_at(again.paths) > before.errors_at(again.paths)


def _info(letter: Letter) -> LetterInfo:
    return LetterInfo(
        name=letter.name,
        digest=letter.digest,
        medium=letter.medium,
        pages=len(letter.pages),
        characters=len(letter.text),
    )


def _provenance(kind: LetterKind[Any], draft: Draft, answers: Answers) -> Provenance:
    identity = answers.identity
    return Provenance(
        kind=kind.name,
        schema_version=kind.version,
        kind_from=kind.origin,
        library_version=__version__,
        model=identity.name if identity else None,
        weights_sha256=identity.weights_sha256 if identity else None,
        parameters=answers.parameters() if identity else {},
        sources=draft.sources,
        calls=answers.calls,
    )
