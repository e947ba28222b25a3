"""The page's calls, each handed on to the desk's answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from structurer.printable import printable
from structurer.web.forms import form_of
from structurer.web.pages import data_block, page
from structurer.web.pictures import page_picture
from structurer.web.review.answers import Answers
from structurer.web.review.desk import Desk
from structurer.web.review.messages import Choosing, Entering, Kept, Saving


class Calls:
    """What the page asks for. Work on letters runs in threads: PDFium and files make their callers wait."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._answers = Answers(desk)

    async def page(self, request: Request) -> Response:
        desk = self._desk
        about = {
            "kind": desk.kind.name,
            "form": form_of(desk.kind.record),
            "reader": desk.reader,
            "folder": printable(desk.folder.name),
        }
        return HTMLResponse(
            page(
                "review.html",
                ("base.css", "view.css", "review.css"),
                ("dom.js", "letter_pane.js", "record_pane.js", "editor.js", "review.js"),
                served=True,
                title=printable(desk.folder.name),
                data=data_block(about),
            )
        )

    async def queue(self, request: Request) -> Response:
        """A long queue comes in parts, each from `start` on."""
        start = int(request.query_params.get("start") or 0)
        return await self._answered(lambda: self._answers.queue(max(start, 0)))

    async def letter(self, request: Request) -> Response:
        name, settle = request.path_params["name"], "settle" in request.query_params
        return await self._answered(lambda: self._answers.letter(name, settle))

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
        return await self._answered(lambda: self._answers.checked(name, kept))

    async def value(self, request: Request) -> Response:
        name = request.path_params["name"]
        entering = Entering.model_validate(await request.json())
        return await self._answered(lambda: self._answers.entered(name, entering))

    async def save(self, request: Request) -> Response:
        name = request.path_params["name"]
        saving = Saving.model_validate(await request.json())
        return await self._answered(lambda: self._answers.saved(name, saving))

    async def differences(self, request: Request) -> Response:
        name, asked = request.path_params["name"], request.query_params
        return await self._answered(lambda: self._answers.different(name, asked.get("first"), asked.get("second")))

    async def merged(self, request: Request) -> Response:
        name = request.path_params["name"]
        choosing = Choosing.model_validate(await request.json())
        return await self._answered(lambda: self._answers.merged(name, choosing))

    async def agreement(self, request: Request) -> Response:
        return await self._answered(self._answers.agreement)

    async def _answered(self, work: Callable[[], Any]) -> Response:
        return JSONResponse(await run_in_threadpool(work))
