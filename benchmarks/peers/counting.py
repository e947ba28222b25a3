"""A loopback proxy in front of the model server that counts: every contestant's calls and tokens the same way."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

TIMEOUT = 1200


@dataclass
class Count:
    """Calls that were answered, tokens read and written, as the server tells them in its replies."""

    calls: int = 0
    read: int = 0
    written: int = 0


class CountingProxy:
    """Forwards to `upstream` (ends in /v1) and counts. `base_url` is where clients call it."""

    def __init__(self, upstream: str, key: str) -> None:
        self._upstream = urlsplit(upstream)
        self._key = key
        self._count = Count()
        self._lock = threading.Lock()
        self._open: set[http.client.HTTPConnection] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def take(self) -> Count:
        """What was counted since the last time."""
        with self._lock:
            counted, self._count = self._count, Count()
        return counted

    def abandon(self) -> None:
        """End the calls under way, so that the server does not go on with what nobody waits for."""
        with self._lock:
            under_way = list(self._open)
        for connection in under_way:
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Answer no more calls."""
        self._server.shutdown()
        self._server.server_close()

    def forward(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """The server's answer to a call: status and body."""
        connection = http.client.HTTPConnection(self._upstream.hostname or "", self._upstream.port, timeout=TIMEOUT)
        with self._lock:
            self._open.add(connection)
        try:
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}
            connection.request(method, self._upstream.path.removesuffix("/v1") + path, body, headers)
            reply = connection.getresponse()
            content = reply.read()
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()
        self._note(content)
        return reply.status, content

    def _note(self, content: bytes) -> None:
        try:
            usage = json.loads(content)["usage"]
            read, written = int(usage["prompt_tokens"]), int(usage["completion_tokens"])
        except (ValueError, KeyError, TypeError):
            return
        with self._lock:
            self._count = Count(self._count.calls + 1, self._count.read + read, self._count.written + written)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                try:
                    status, content = proxy.forward(self.command, self.path, body)
                except (OSError, http.client.HTTPException) as error:
                    status, content = 502, json.dumps({"error": {"message": type(error).__name__}}).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # nobody waits for it any more
                    self.wfile.write(content)

            do_GET = do_POST = _pass  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing: a request may hold a letter."""

        return Handler
