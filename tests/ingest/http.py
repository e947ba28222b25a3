"""HTTP/1.1 on loopback, as little of it as the SDK speaks: kept-alive connections, bodies of a given length, and the
ways in which a connection can end badly. Some 0.1 ms a request."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

MOST_HEADER_BYTES = 1 << 16
REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 418: "I'm a teapot", 429: "Too Many Requests"}


@dataclass
class HttpRequest:
    """A request as it came. `gone` tells whether its client has hung up since."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    gone: Callable[[], bool]

    def json(self) -> Any:
        """The body as data. Raises ValueError."""
        return json.loads(self.body)


@dataclass(frozen=True)
class HttpResponse:
    """A response. `then` says what becomes of the connection: it stays, or ends with the body cut in the middle."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    then: Literal["stays", "cut"] = "stays"


RESET: Literal["reset"] = "reset"
"""In place of a response: the connection is reset."""

Handler = Callable[[HttpRequest], Awaitable[HttpResponse | Literal["reset"]]]


def data(status: int, content: Any, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A response of JSON."""
    return HttpResponse(status, json.dumps(content).encode(), {"content-type": "application/json", **(headers or {})})


class HttpServer:
    """Listens on loopback, on the event loop that it is opened in."""

    def __init__(self, handler: Handler, port: int = 0) -> None:
        self.port = port
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._starting = asyncio.Lock()

    async def listen(self) -> None:
        """Accept connections, on the port of before if there was one."""
        # Deaths that overlap end in one return.
        async with self._starting:
            if self._server is None:
                self._server = await asyncio.start_server(
                    self._serve, "127.0.0.1", self.port, limit=MOST_HEADER_BYTES, backlog=1024
                )
                self.port = self._server.sockets[0].getsockname()[1]

    def go_away(self) -> None:
        """Stop listening, and reset every connection: new ones are refused."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for writer in list(self._open):
            _reset(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # a client that hung up, or a server that is to go
        finally:
            self._open.discard(writer)
            with contextlib.suppress(Exception):
                writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its response; whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head[:-4].split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        parts = urlsplit(target)

        def gone() -> bool:
            return reader.at_eof() or reader.exception() is not None or writer.transport.is_closing()

        request = HttpRequest(method, parts.path, dict(parse_qsl(parts.query)), headers, body, gone)
        response = await self._handler(request)
        if response == RESET or writer.transport.is_closing():
            _reset(writer)
            return False
        assert isinstance(response, HttpResponse)
        length = len(response.body) + (4_000 if response.then == "cut" else 0)
        told = "".join(f"{name}: {value}\r\n" for name, value in response.headers.items())
        writer.write(
            f"HTTP/1.1 {response.status} {REASONS.get(response.status, 'Other')}\r\n{told}content-length: {length}\r\n\r\n".encode(
                "latin-1"
            )
            + response.body
        )
        await writer.drain()
        return response.then == "stays" and headers.get("connection", "").lower() != "close"


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with RST, which lingering for zero seconds sends in place of FIN."""
    with contextlib.suppress(OSError, AttributeError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
