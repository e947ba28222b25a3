"""A small OpenAI-compatible server on loopback that holds requests to the strict rules and fails as it is told.

    with FaultServer([rate_limited(after=2), says({"age": 60})]) as server:
        ...  # a client of server.base_url
        assert len(server.requests) == 2

Steps are used up in the order in which requests come. What they do not answer, `respond` does: a function of the request
that returns a step. A request that breaks the rules gets the 400 that the API would give, and uses no step.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.strict_rules import Verdict, check_format

MODEL = "fault-model"


@dataclass(frozen=True)
class Seen:
    """A request as it came. `at` is in seconds of a clock without a date."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    at: float

    @property
    def messages(self) -> list[dict[str, str]]:
        return list(self.body["messages"])

    @property
    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = self.body["response_format"]["json_schema"]["schema"]
        return schema


Step = Callable[["Handler", Seen], None]


# Answers


def says(
    content: Any,
    *,
    finish: str = "stop",
    tokens: tuple[int, int] | None = (100, 20),
    cached: int = 0,
    refusal: str | None = None,
    after: float = 0.0,
) -> Step:
    """An answer: text, or data that is written as JSON. `tokens` are those read and written, None where the server
    does not say; `after` seconds."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)

    def step(handler: Handler, seen: Seen) -> None:
        time.sleep(after)
        message = {"role": "assistant", "content": text, "refusal": refusal}
        choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
        handler.reply(200, completion("chatcmpl-fault", MODEL, choice, tokens and usage(tokens, cached)))

    return step


def completion(identity: str, model: str, choice: dict[str, Any], used: dict[str, Any] | None) -> dict[str, Any]:
    """A chat completion with one choice."""
    return {
        "id": identity,
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [choice],
        "usage": used,
    }


def usage(tokens: tuple[int, int], cached: int = 0) -> dict[str, Any]:
    """What a completion took: tokens read and written."""
    return {
        "prompt_tokens": tokens[0],
        "completion_tokens": tokens[1],
        "total_tokens": sum(tokens),
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def cut_off(text: str, tokens: tuple[int, int] = (100, 20)) -> Step:
    """An answer that reached its token limit."""
    return says(text, finish="length", tokens=tokens)


def refuses() -> Step:
    """The model declines: no content, a refusal."""
    return says(None, refusal="I cannot help with that.")


def filtered() -> Step:
    """A content filter stops the answer."""
    return says("", finish="content_filter")


def empty() -> Step:
    """An answer without content."""
    return says(None)


# Failures


def status(code: int, error_code: str = "", headers: dict[str, str] | None = None, **error: Any) -> Step:
    """An HTTP error with a body as OpenAI's."""
    body = error_body(error_code, **error)
    return lambda handler, seen: handler.reply(code, body, headers)


def error_body(error_code: str = "", **error: Any) -> dict[str, Any]:
    """The body of an HTTP error, as OpenAI's."""
    return {"error": {"message": "as the test wants it", "type": "fault", "code": error_code or None, **error}}


def rate_limited(after: float | str | None = None, milliseconds: int | None = None) -> Step:
    """429, asking to come back `after` seconds or at an HTTP date, or after milliseconds, or not saying when."""
    headers = {} if after is None else {"Retry-After": str(after)}
    if milliseconds is not None:
        headers["retry-after-ms"] = str(milliseconds)
    return status(429, "rate_limit_exceeded", headers)


def unsupported(parameter: str) -> Step:
    """400, as some models refuse a sampling parameter."""
    return status(400, "unsupported_parameter", param=parameter, message=f"Unsupported parameter: '{parameter}'")


def quotes_the_request() -> Step:
    """400 whose message holds what was sent, as some servers do."""
    return lambda handler, seen: handler.reply(
        400, {"error": {"message": f"cannot take {json.dumps(seen.body)}", "type": "invalid_request_error"}}
    )


def body(text: str, content_type: str = "application/json") -> Step:
    """200 with a body that may be anything."""
    return lambda handler, seen: handler.send(200, text.encode(), {"Content-Type": content_type})


def truncated_body() -> Step:
    """200 whose body ends before its length."""

    def step(handler: Handler, seen: Seen) -> None:
        handler.send(200, b'{"id": "chatcmpl-', {"Content-Type": "application/json", "Content-Length": "4000"})
        handler.drop()

    return step


def stalls() -> Step:
    """No answer while the server lives."""
    return lambda handler, seen: handler.wait()


def resets() -> Step:
    """The connection is reset."""
    return lambda handler, seen: handler.drop(reset=True)


def dies() -> Step:
    """The server goes, with its port; `server.come_back()` brings it back."""

    def step(handler: Handler, seen: Seen) -> None:
        handler.fault_server.go_away()
        handler.drop(reset=True)

    return step


class FaultServer:
    """The server. `requests` are those that used a step, `refused` what the rules have against others."""

    def __init__(
        self,
        steps: Iterable[Step] = (),
        *,
        respond: Callable[[Seen], Step] | None = None,
        key: str | None = None,
    ) -> None:
        self.steps = list(steps)
        self.key = key
        self.requests: list[Seen] = []
        self.refused: list[str] = []
        self.warnings: list[str] = []
        self.most_at_once = 0
        self.closing = threading.Event()
        self._respond = respond
        self._connections: set[socket.socket] = set()
        self._at_once = 0
        self._lock = threading.Lock()
        self._port = 0
        self._http: ThreadingHTTPServer | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    def __enter__(self) -> FaultServer:
        self.come_back()
        return self

    def __exit__(self, *exc: object) -> None:
        self.closing.set()
        self.go_away()

    def come_back(self, *, elsewhere: bool = False) -> None:
        """Listen, on the port of before or on another."""
        self._http = _Http(("127.0.0.1", 0 if elsewhere else self._port), Handler)
        self._http.fault_server = self  # type: ignore[attr-defined]
        self._port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def go_away(self) -> None:
        """Stop listening, and end every connection: new ones are refused."""
        http, self._http = self._http, None
        if http is None:
            return
        # In this order: a socket that is still being waited on keeps its port when it is closed.
        http.shutdown()
        http.server_close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def take(self, handler: Handler, seen: Seen) -> None:
        """Answer one request."""
        verdict = check_request(seen.body)
        self.warnings += verdict.warnings
        wrong = verdict.errors
        if wrong:
            self.refused += wrong
            refusal = status(400, "invalid_json_schema", param="response_format", message="; ".join(wrong))
            refusal(handler, seen)
            return
        if self.key is not None and seen.headers.get("authorization") != f"Bearer {self.key}":
            status(401, "invalid_api_key")(handler, seen)
            return
        with self._lock:
            self.requests.append(seen)
            step = self.steps.pop(0) if self.steps else None
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if step is None:
                step = self._respond(seen) if self._respond else status(418, "script_used_up")
            step(handler, seen)
        finally:
            with self._lock:
                self._at_once -= 1


def check_request(body: dict[str, Any]) -> Verdict:
    """The verdict on a request for a completion: its response format, its messages, its parameters."""
    verdict = check_format(body.get("response_format"))
    errors = list(verdict.errors)
    if not isinstance(body.get("model"), str):
        errors.append("no model")
    if "max_tokens" in body and "max_completion_tokens" in body:
        errors.append("max_tokens and max_completion_tokens at once")
    for message in body.get("messages") or [{}]:
        if message.get("role") not in ("system", "developer", "user", "assistant"):
            errors.append("a message without a role")
        if not isinstance(message.get("content"), str):
            errors.append("a message without content")
    return Verdict(errors, verdict.warnings)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what many tests are about."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    # Without this the second packet of a reply waits for an acknowledgement, some 40 ms.
    disable_nagle_algorithm = True

    @property
    def fault_server(self) -> FaultServer:
        server: FaultServer = self.server.fault_server  # type: ignore[attr-defined]
        return server

    def setup(self) -> None:
        super().setup()
        self.fault_server._connections.add(self.connection)

    def finish(self) -> None:
        self.fault_server._connections.discard(self.connection)
        super().finish()

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not self.path.endswith("/chat/completions"):
            self.reply(404, {"error": {"message": "no such path", "type": "invalid_request_error", "code": None}})
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.fault_server.take(self, Seen(self.path, headers, json.loads(raw), time.monotonic()))

    def reply(self, code: int, data: Any, headers: dict[str, str] | None = None) -> None:
        """Send data as JSON."""
        self.send(code, json.dumps(data).encode(), {"Content-Type": "application/json", **(headers or {})})

    def send(self, code: int, content: bytes, headers: dict[str, str]) -> None:
        """Send a response; its length is the content's unless the headers say otherwise."""
        self.send_response(code)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def drop(self, *, reset: bool = False) -> None:
        """End the connection, politely or not."""
        self.close_connection = True
        self.wfile.flush()
        if reset:
            # Lingering for zero seconds sends RST in place of FIN.
            with contextlib.suppress(OSError):
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def wait(self) -> None:
        """Hold the connection until the server goes."""
        self.fault_server.closing.wait(10)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Tests are quiet."""
