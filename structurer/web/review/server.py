"""The application on loopback: a page, and the calls it makes. Nobody without the token gets an answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from json import JSONDecodeError
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from structurer.errors import EvalError, StructurerError, UnexpectedError
from structurer.evals.agreement import agreement
from structurer.kind import Case
from structurer.result import Span
from structurer.web.forms import form_of
from structurer.web.letter_view import evidence_view, findings_view, letter_view
from structurer.web.pages import data_block, page
from structurer.web.pictures import page_picture
from structurer.web.review.desk import Conflict, Desk
from structurer.web.review.places import Entered, selected, spec_at, typed
from structurer.web.review.readings import Reading
from structurer.web.review.settling import differences, merged

HOSTS = ("127.0.0.1", "localhost")
BATCH = 25
MOST_BYTES = 20_000_000
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class _Call(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Kept(_Call):
    """What the page has of a reading."""

    record: dict[str, Any]
    evidence: dict[str, list[Span]] = Field(default_factory=dict)
    marks: dict[str, str] = Field(default_factory=dict)


class Saving(Kept):
    """A reading to be saved, as it was opened in `version`; `over` saves it whatever was saved since. Without `undo` and
    `redo` those that are kept stay."""

    version: str
    over: bool = False
    state: str = "open"
    settles: list[str] = Field(default_factory=list)
    seconds: float = Field(0.0, ge=0)
    undo: list[dict[str, Any]] | None = None
    redo: list[dict[str, Any]] | None = None


class Entering(_Call):
    """A value that somebody typed (`text`) or selected ([start, end) of the letter) for the field at `path`."""

    path: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Choosing(_Call):
    """Of two readings, the numbers of the differences in which the second one is right."""

    first: str
    second: str
    taken: list[int]


def application(desk: Desk, token: str) -> ASGIApp:
    """The application for one desk. Every call must bear the token and come from its own page."""
    calls = _Calls(desk)
    routes = [
        Route("/", calls.page),
        Route("/api/queue", calls.queue),
        Route("/api/agreement", calls.agreement),
        Route("/api/letters/{name}", calls.letter),
        Route("/api/letters/{name}", calls.save, methods=["PUT"]),
        Route("/api/letters/{name}/pages/{number:int}", calls.picture),
        Route("/api/letters/{name}/check", calls.check, methods=["POST"]),
        Route("/api/letters/{name}/value", calls.value, methods=["POST"]),
        Route("/api/letters/{name}/differences", calls.differences),
        Route("/api/letters/{name}/merged", calls.merged, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers=HANDLERS), token)


class Guard:
    """Lets through who knows the token, by loopback's own name, and not on behalf of another page."""

    def __init__(self, inner: ASGIApp, token: str) -> None:
        self._inner = inner
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        request = Request(scope)
        if not self._is_ours(request):
            await _headed(Response("not allowed", 403, media_type="text/plain"), scope, receive, send)
            return
        if int(request.headers.get("content-length") or 0) > MOST_BYTES:
            await _headed(Response("too large", 413, media_type="text/plain"), scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((key.encode(), value.encode()) for key, value in HEADERS.items()),
                ]
            await send(message)

        await self._inner(scope, receive, headed)

    def _is_ours(self, request: Request) -> bool:
        host = request.headers.get("host", "")
        if urlsplit(f"//{host}").hostname not in HOSTS:
            return False  # a foreign name that leads here (DNS rebinding)
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return False
        given = request.headers.get("x-token") or (
            request.query_params.get("token", "") if request.url.path == "/" else ""
        )
        return secrets.compare_digest(given.encode(), self._token)


async def _headed(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    response.headers.update(HEADERS)
    await response(scope, receive, send)


class _Calls:
    """What the page asks for. Work on letters runs in threads: PDFium and files make their callers wait."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def page(self, request: Request) -> Response:
        desk = self._desk
        about = {
            "kind": desk.kind.name,
            "form": form_of(desk.kind.record),
            "reader": desk.reader,
            "folder": desk.folder.name,
        }
        return HTMLResponse(
            page(
                "review.html",
                ("base.css", "view.css", "review.css"),
                ("dom.js", "letter_pane.js", "record_pane.js", "editor.js", "review.js"),
                served=True,
                title=desk.folder.name,
                data=data_block(about),
            )
        )

    async def queue(self, request: Request) -> Response:
        """How many letters there are, and the entries of BATCH of them, from `start` on: a long queue comes in parts."""
        start = int(request.query_params.get("start") or 0)
        return await self._answered(lambda: self._queue(max(start, 0)))

    def _queue(self, start: int) -> dict[str, Any]:
        names = sorted(self._desk.letters)
        entries = [vars(self._desk.entry(name)) for name in names[start : start + BATCH]]
        return {"letters": len(names), "entries": entries}

    async def letter(self, request: Request) -> Response:
        name, settle = request.path_params["name"], "settle" in request.query_params
        return await self._answered(lambda: self._letter(name, settle))

    def _letter(self, name: str, settle: bool) -> dict[str, Any]:
        opened = self._desk.opened(name)
        return {**letter_view(opened, pictures=False), **self._reading(name, self._desk.reading(name, settle))}

    def _reading(self, name: str, reading: Reading) -> dict[str, Any]:
        opened = self._desk.opened(name)
        told = reading.model_dump(mode="json", exclude={"evidence", "letter_digest", "format"})
        return {
            **told,
            "version": reading.version,
            "evidence": evidence_view(opened, reading.evidence),
            "findings": findings_view(opened, self._desk.findings(name, reading)),
        }

    async def picture(self, request: Request) -> Response:
        name, number = request.path_params["name"], request.path_params["number"]
        opened = await run_in_threadpool(self._desk.opened, name)
        if opened.data is None or not 1 <= number <= len(opened.letter.pages):
            return Response("there is no such page", 404, media_type="text/plain")
        drawn = await run_in_threadpool(page_picture, opened.data, opened.letter, number)
        return Response(drawn, media_type="image/png")

    async def check(self, request: Request) -> Response:
        name = request.path_params["name"]
        kept = Kept.model_validate(await request.json())
        return await self._answered(lambda: self._checked(name, kept))

    def _checked(self, name: str, kept: Kept) -> list[dict[str, Any]]:
        reading = self._desk.reading(name).model_copy(update={"record": kept.record, "evidence": kept.evidence})
        return findings_view(self._desk.opened(name), self._desk.findings(name, reading))

    async def value(self, request: Request) -> Response:
        name = request.path_params["name"]
        entering = Entering.model_validate(await request.json())
        return await self._answered(lambda: self._entered(name, entering))

    def _entered(self, name: str, entering: Entering) -> dict[str, Any]:
        desk, opened = self._desk, self._desk.opened(name)
        spec = spec_at(desk.kind.record, entering.path)
        if spec is None or spec.part is not None:
            raise EvalError(f"no value stands at {entering.path!r}")
        if entering.text is not None:
            case: Case[Any] = Case(opened.letter, desk.outline(name), desk.kind.record.model_construct(), {})
            found = typed(case, spec, entering.path, entering.text)
        else:
            start, end = entering.start or 0, entering.end or 0
            whole = len(opened.letter.text)
            found = selected(opened.letter, spec, max(0, min(start, whole)), max(0, min(end, whole))) if start < end else Entered(None, (), "nothing is selected")  # fmt: skip
        spans = evidence_view(opened, {"": found.spans})[""]
        return {"value": found.value, "spans": spans, "problem": found.problem}

    async def save(self, request: Request) -> Response:
        name = request.path_params["name"]
        saving = Saving.model_validate(await request.json())
        return await self._answered(lambda: self._saved(name, saving))

    def _saved(self, name: str, saving: Saving) -> dict[str, Any]:
        desk = self._desk
        before = desk.reading(name, settle=bool(saving.settles))
        kept = saving.model_dump(
            include={"record", "marks", "undo", "redo", "seconds", "settles", "state"}, exclude_none=False
        )
        kept = {key: value for key, value in kept.items() if value is not None}
        astray = [path for path, spans in saving.evidence.items() if not self._stand(name, spans)]
        if astray:
            raise EvalError(f"the evidence at {astray[0]} is not in this letter", hint="reload the page")
        evidence = {path: [span.model_dump() for span in spans] for path, spans in saving.evidence.items()}
        reading = Reading.model_validate({**before.model_dump(), **kept, "evidence": evidence})
        saved = desk.save(name, reading, saving.version, over=saving.over)
        assert saved.saved is not None
        return {
            "version": saved.version,
            "state": saved.state,
            "saved": saved.saved.isoformat(),
            "entry": vars(desk.entry(name)),
        }

    def _stand(self, name: str, spans: list[Span]) -> bool:
        text = self._desk.opened(name).letter.text
        return all(text[span.start : span.end] == span.text for span in spans)

    async def differences(self, request: Request) -> Response:
        name, asked = request.path_params["name"], request.query_params
        return await self._answered(lambda: self._different(name, asked.get("first"), asked.get("second")))

    def _different(self, name: str, first: str | None, second: str | None) -> dict[str, Any]:
        desk = self._desk
        done = desk.done_readers(name)
        if len(done) < 2:
            raise EvalError(f"{name} was read by {len(done)} readers", hint="two finished readings can be compared")
        one, other = first or done[0], second or done[1]
        found = differences(desk.label_of(one, name), desk.label_of(other, name))
        opened = desk.opened(name)
        sides = (desk.evidence_of(one, name), desk.evidence_of(other, name))
        return {
            "readers": done,
            "first": one,
            "second": other,
            "differences": [vars(one) for one in found],
            "evidence": [evidence_view(opened, side) for side in sides],
        }

    async def merged(self, request: Request) -> Response:
        name = request.path_params["name"]
        choosing = Choosing.model_validate(await request.json())
        return await self._answered(lambda: self._merged(name, choosing))

    def _merged(self, name: str, choosing: Choosing) -> dict[str, Any]:
        desk, opened = self._desk, self._desk.opened(name)
        first, second = desk.label_of(choosing.first, name), desk.label_of(choosing.second, name)
        chosen = [one for one in differences(first, second) if one.number in choosing.taken]
        record, evidence = merged(
            first, desk.evidence_of(choosing.first, name), desk.evidence_of(choosing.second, name), chosen
        )
        reading = desk.reading(name, settle=True)
        made = reading.model_copy(
            update={
                "record": record, "evidence": evidence, "marks": {}, "undo": [], "redo": [], "start": "readers",
                "settles": [choosing.first, choosing.second], "state": "open",
            }
        )  # fmt: skip
        return {
            **self._reading(name, made),
            "version": reading.version,
            "evidence": evidence_view(opened, made.evidence),
        }

    async def agreement(self, request: Request) -> Response:
        return await self._answered(self._agreement)

    def _agreement(self) -> dict[str, Any]:
        desk = self._desk
        place = desk.folder / "readers"
        readers = sorted(folder.name for folder in place.iterdir() if folder.is_dir()) if place.is_dir() else []
        if len(readers) < 2:
            return {"readers": readers, "fields": []}
        found = agreement(place / readers[0], place / readers[1], desk.kind)
        fields = [
            {"field": name, "cells": tally.cells, "differ": tally.errors, "f1": tally.f1}
            for name, tally in found.fields.items()
            if tally.cells
        ]
        return {"readers": readers[:2], "letters": found.letters, "f1": found.total.f1, "fields": fields}

    async def _answered(self, work: Callable[[], Any]) -> Response:
        return JSONResponse(await run_in_threadpool(work))


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, StructurerError)
    return JSONResponse(error.as_data(), 409 if isinstance(error, Conflict) else 422)


def _misspoken(_: Request, error: Exception) -> Response:
    """A call that does not say what it must. What it did say may hold letter text, and is not repeated."""
    assert isinstance(error, ValidationError)
    places = ", ".join(
        ".".join(map(str, fault["loc"])) for fault in error.errors(include_input=False, include_url=False)[:3]
    )
    return JSONResponse({"type": "BadCall", "message": f"the call is malformed at {places}", "hint": ""}, 400)


def _no_json(_: Request, __: Exception) -> Response:
    return JSONResponse({"type": "BadCall", "message": "the call is no JSON", "hint": ""}, 400)


def _defect(_: Request, error: Exception) -> Response:
    """The message of an exception may hold letter text; its name cannot."""
    told = UnexpectedError(f"failed unexpectedly: {type(error).__name__}")
    return JSONResponse(told.as_data(), 500)


HANDLERS: dict[Any, Callable[[Request, Exception], Response]] = {
    StructurerError: _refused,
    ValidationError: _misspoken,
    JSONDecodeError: _no_json,
    Exception: _defect,
}
