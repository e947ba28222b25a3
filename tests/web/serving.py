"""A desk served on loopback, and calls to it as the page makes them."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import uvicorn

from structurer.web.review.desk import Desk
from structurer.web.review.server import application

TOKEN = "the-token"


@dataclass(frozen=True)
class Answered:
    """What came back: the status, the headers in lower case, and the body, read as JSON where it is some."""

    status: int
    headers: dict[str, str]
    body: Any


class Page:
    """Calls a served desk as its page would; `headers` go before the page's own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.base = f"http://127.0.0.1:{port}"

    def call(
        self, path: str, body: Any = None, method: str | None = None, headers: dict[str, str] | None = None
    ) -> Answered:
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            self.base + path,
            data,
            {"x-token": TOKEN, "content-type": "application/json", **(headers or {})},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return _answered(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refused:
            return _answered(refused.code, refused.headers, refused.read())

    def letter(self, name: str, rest: str = "") -> Any:
        return self.call(f"/api/letters/{quote(name)}{rest}").body

    def save(self, name: str, opened: dict[str, Any], **changes: Any) -> Answered:
        """Save a letter as it was opened, with some of it changed."""
        sent = {
            key: opened[key]
            for key in ("record", "marks", "version", "state", "start", "settles", "seconds", "undo", "redo")
        }
        sent["evidence"] = {
            path: [{key: span[key] for key in ("start", "end", "page", "text")} for span in spans]
            for path, spans in opened["evidence"].items()
        }
        return self.call(f"/api/letters/{quote(name)}", {**sent, **changes}, "PUT")


def _answered(status: int, headers: Any, body: bytes) -> Answered:
    kind = headers.get("content-type", "")
    told = json.loads(body) if kind.startswith("application/json") else body
    return Answered(status, {name.lower(): value for name, value in headers.items()}, told)


@contextmanager
def served(desk: Desk) -> Iterator[Page]:
    """The desk, served until the end of the block."""
    server = uvicorn.Server(
        uvicorn.Config(application(desk, TOKEN), port=0, log_level="critical", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield Page(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join(10)
