"""A loopback proxy in front of the model server that counts: every contestant's calls and tokens the same way."""

from __future__ import annotations

import http.client
import json
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

# Longer than any letter may take: what ends a call is its caller.
TIMEOUT = 12 * 3600.0
POLL_SECONDS = 0.25
BUSY = ("llamacpp:requests_processing", "llamacpp:requests_deferred")


@dataclass(frozen=True)
class Count:
    """Calls that were answered, and the tokens read and written by the server's own count.

    `abandoned` are calls that the caller hung up on before they were answered; how much of an answer was written by
    then nobody tells, so their tokens are not among the others.
    """

    calls: int = 0
    read: int = 0
    written: int = 0
    abandoned: int = 0


class CountingProxy:
    """Forwards to `upstream` (ends in /v1) and counts. `base_url` is where clients call it.

    A call whose caller hangs up is broken off at the server too: a contestant that ran out of time must not go on
    writing while the next one is being timed.
    """

    def __init__(self, upstream: str, key: str) -> None:
        self._upstream = urlsplit(upstream)
        self._key = key
        self._count = Count()
        self._under_way = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def take(self) -> Count:
        """What was counted since the last time."""
        with self._lock:
            counted, self._count = self._count, Count()
        return counted

    def settle(self, patience: float) -> bool:
        """Wait until the server answers nobody, at most `patience` seconds; whether it came to rest.

        A server that tells no metrics is taken to be at rest.
        """
        return _over(self._is_busy, patience)

    def finish(self, patience: float) -> bool:
        """Wait until no call goes through here any more, at most `patience` seconds; whether that came.

        What was broken off is counted by then, whoever else the server answers.
        """
        return _over(lambda: self._under_way > 0, patience)

    def close(self) -> None:
        """Answer no more calls."""
        self._server.shutdown()
        self._server.server_close()

    def _is_busy(self) -> bool:
        connection = self._connect()
        try:
            connection.request("GET", self._path("/metrics"), headers=self._headers())
            reply = connection.getresponse()
            content = reply.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return reply.status == 200 and is_busy(content.decode("utf-8", errors="replace"))

    def _forward(self, method: str, path: str, body: bytes, caller: socket.socket) -> tuple[int, bytes] | None:
        """The server's answer to a call, status and body; None where the caller hung up before it came."""
        connection = self._connect()
        self._begin(1)
        try:
            connection.request(method, self._path(path), body, self._headers())
            if not _answer_comes(connection.sock, caller):
                self._add(Count(abandoned=1))
                return None
            reply = connection.getresponse()
            content = reply.read()
            self._add(counted(content))
        finally:
            connection.close()
            self._begin(-1)
        return reply.status, content

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._upstream.hostname or "", self._upstream.port, timeout=TIMEOUT)

    def _path(self, path: str) -> str:
        return self._upstream.path.removesuffix("/v1") + path

    def _headers(self) -> dict[str, str]:
        return {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}

    def _begin(self, calls: int) -> None:
        with self._lock:
            self._under_way += calls

    def _add(self, more: Count) -> None:
        with self._lock:
            was = self._count
            self._count = replace(
                was,
                calls=was.calls + more.calls,
                read=was.read + more.read,
                written=was.written + more.written,
                abandoned=was.abandoned + more.abandoned,
            )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                try:
                    answer = proxy._forward(self.command, self.path, body, self.connection)
                except (OSError, http.client.HTTPException) as error:
                    answer = 502, json.dumps({"error": {"message": type(error).__name__}}).encode()
                if answer is None:
                    self.close_connection = True
                    return
                status, content = answer
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = _pass  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing: a request may hold a letter."""

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that was stopped while its answer was sent is no news; anything else is a defect, told by its name."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            print(f"the counting proxy failed: {type(error).__name__}", file=sys.stderr, flush=True)


def counted(content: bytes) -> Count:
    """What a reply counts for: nothing, where it tells no usage (a list of models, an error)."""
    try:
        usage = json.loads(content)["usage"]
        return Count(1, int(usage["prompt_tokens"]), int(usage["completion_tokens"]))
    except (ValueError, KeyError, TypeError):
        return Count()


def is_busy(metrics: str) -> bool:
    """Whether llama.cpp's metrics, in the Prometheus text format, tell of calls being answered or waiting."""
    found = (line.partition(" ") for line in metrics.splitlines() if line.startswith(BUSY))
    return any(float(value) > 0 for _, _, value in found)


def _over(lasts: Callable[[], bool], patience: float) -> bool:
    """Wait until it lasts no longer, at most `patience` seconds; whether that came."""
    deadline = time.monotonic() + patience
    while lasts():
        if time.monotonic() >= deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _answer_comes(server: socket.socket, caller: socket.socket) -> bool:
    """Wait for whichever comes first: the server's answer, or the caller hanging up.

    Raises TimeoutError where neither comes within TIMEOUT.
    """
    with selectors.DefaultSelector() as waiting:
        waiting.register(server, selectors.EVENT_READ)
        waiting.register(caller, selectors.EVENT_READ)
        deadline = time.monotonic() + TIMEOUT
        while (left := deadline - time.monotonic()) > 0:
            ready = [key.fileobj for key, _ in waiting.select(left)]
            if server in ready:
                return True
            if caller in ready:
                try:
                    gone = not caller.recv(1, socket.MSG_PEEK)
                except OSError:
                    gone = True
                if gone:
                    return False
                # It sent more than one request before the first was answered: nothing to watch for any longer.
                waiting.unregister(caller)
    raise TimeoutError
