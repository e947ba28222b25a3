"""A server that answers as the recorded model did, as fast as it is told, and fails by a plan.

    with RecordedServer(latency=0.1, plan=Plan(rate=0.2, most_a_key=2)) as server:
        ...  # a client of server.base_url
        assert max(server.books.answered.values()) == 1  # nothing was paid twice

As a process of its own (`python -m tests.ingest.server --latency 0.25 --log FILE`) it prints one line of JSON with its
`base_url` and stays until it is stopped; `tests.ingest.process` starts one so. `GET /stats` tells what became of the
requests, with `?keys=1` request by request; `PUT /plan` changes the plan, the latency, the limits and the rules of batches while it runs.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import threading
import time
from pathlib import Path
from typing import Any, Literal

from tests.fault_server import error_body
from tests.ingest.answering import Answering, Asked, Books
from tests.ingest.batches import BatchApi, BatchRules, rules_of
from tests.ingest.faults import Fault, Plan, plan_of
from tests.ingest.http import RESET, HttpRequest, HttpResponse, HttpServer, data
from tests.ingest.limits import Limits
from tests.ingest.recorded import Recorded, recorded

LOOKS = 0.02
"""Seconds between two looks at whether a client that gets no answer is still there."""

HTML = b"<!doctype html><title>Sign in</title><p>Please sign in to the network."


class RecordedServer:
    """The server, in a thread and an event loop of its own while it is entered.

    `latency` is the seconds that an answer takes. With `key` others are refused. `books` tell what became of the
    requests; the plan can be replaced at any time. `batches` is the provider's Batch API on the same recordings and
    books.
    """

    def __init__(
        self,
        *,
        recordings: Recorded | None = None,
        latency: float = 0.0,
        plan: Plan | None = None,
        limits: Limits | None = None,
        batches: BatchRules | None = None,
        synthetic: bool = False,
        key: str | None = None,
        log: Path | None = None,
        port: int = 0,
    ) -> None:
        self.latency = latency
        self.plan = plan or Plan()
        self.limits = limits
        self.key = key
        self.books = Books(log)
        self.most_at_once = 0
        self.answering = Answering(recordings or recorded(), self.books, synthetic)
        self.batches = BatchApi(self.answering, batches)
        self._http = HttpServer(self._handle, port)
        self._at_once = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._returning: set[asyncio.Task[None]] = set()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.port}/v1"

    # Running

    def __enter__(self) -> RecordedServer:
        loop = self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=loop.run_forever, daemon=True)
        self._thread.start()
        self.come_back()
        return self

    def __exit__(self, *exc: object) -> None:
        self.go_away()
        assert self._loop is not None
        assert self._thread is not None
        asyncio.run_coroutine_threadsafe(_end_all(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
        self.books.close()

    def come_back(self) -> None:
        """Listen again, on the port of before."""
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self.listen(), self._loop).result(5)

    def go_away(self) -> None:
        """Refuse connections, and reset those that there are."""
        assert self._loop is not None

        async def gone() -> None:
            self._http.go_away()

        asyncio.run_coroutine_threadsafe(gone(), self._loop).result(5)

    async def listen(self) -> None:
        """Listen on the running event loop, for a process that has nothing else to do."""
        await self._http.listen()

    def stats(self, keys: bool = False) -> dict[str, Any]:
        """What became of the requests so far."""
        told = {
            **self.books.stats(),
            "violations": self.limits.violations if self.limits else 0,
            "most_at_once": self.most_at_once,
            "batches": self.batches.stats(),
            "cpu_seconds": round(time.process_time(), 3),
        }
        if keys:
            told["answers"] = dict(self.books.answered)
            told["unrecorded_keys"] = list(self.books.unrecorded)
        return told

    # Answering

    async def _handle(self, request: HttpRequest) -> HttpResponse | Literal["reset"]:
        path = request.path.removeprefix("/v1")
        if request.method == "GET" and path == "/stats":
            return data(200, self.stats(keys="keys" in request.query))
        if request.method == "PUT" and path == "/plan":
            self._change(request.json())
            return data(200, {})
        if self.key is not None and request.headers.get("authorization") != f"Bearer {self.key}":
            return data(401, error_body("invalid_api_key"))
        if request.method == "POST" and path == "/chat/completions":
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            try:
                return await self._complete(request)
            finally:
                self._at_once -= 1
        if path.startswith(("/files", "/batches")):
            return await self.batches.handle(request, path)
        return data(404, error_body("not_found", message=f"no such path: {request.method} {request.path}"))

    async def _complete(self, request: HttpRequest) -> HttpResponse | Literal["reset"]:
        number = self.books.requests
        self.books.requests += 1
        try:
            body = request.json()
        except ValueError:
            return data(400, error_body("invalid_json"))
        asked = self.answering.look_up(body)
        greeted = self.answering.greeting(body)
        if greeted is not None:
            fault = self.plan.fault(number, "greeting", ["greeting"])
            return _status(fault, self.plan) if fault else data(200, greeted)
        if asked.found is None:
            return data(*self.answering.reply(asked))
        refusal = self.limits.take(asked.tokens) if self.limits else None
        if refusal is not None:
            self.books.limited += 1
            self.books.note("limited", asked.key)
            return data(429, error_body("rate_limit_exceeded"), refusal)
        fault = self.plan.fault(number, asked.base, asked.letters)
        if fault is None:
            return await self._answered(request, asked)
        self.answering.enter(asked, fault)
        return await self._failed(request, asked, fault)

    async def _answered(
        self, request: HttpRequest, asked: Asked, fault: Fault | None = None, after: float = 0.0
    ) -> HttpResponse:
        """The answer, right or wrong, once it is written. Nobody pays for one that nobody was there to take."""
        if self.latency + after:
            await asyncio.sleep(self.latency + after)
        if request.gone():
            self.books.gone += 1
            self.books.note("gone", asked.key)
            return data(499, {})
        return data(*self.answering.reply(asked, fault))

    async def _failed(self, request: HttpRequest, asked: Asked, fault: Fault) -> HttpResponse | Literal["reset"]:
        plan = self.plan
        if fault.is_answer:
            return await self._answered(request, asked, fault)
        if fault is Fault.SLOW:
            return await self._answered(request, asked, after=plan.slow_seconds)
        if fault is Fault.NEVER:
            while not request.gone():  # noqa: ASYNC110 - what there is to wait for is a flag of the connection
                await asyncio.sleep(LOOKS)
            return RESET
        if fault is Fault.DIES:
            self._http.go_away()
            task = asyncio.create_task(self._return(plan.down_seconds))
            self._returning.add(task)
            task.add_done_callback(self._returning.discard)
            return RESET
        if fault is Fault.RESET:
            return RESET
        if fault is Fault.CUT_BODY:
            return HttpResponse(200, b'{"id": "chatcmpl-', then="cut")
        if fault is Fault.PAGE:
            return HttpResponse(200, HTML, {"content-type": "text/html; charset=utf-8"})
        return _status(fault, plan)

    async def _return(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._http.listen()

    def _change(self, given: dict[str, Any]) -> None:
        if "plan" in given:
            self.plan = plan_of(given["plan"])
        if "latency" in given:
            self.latency = float(given["latency"])
        if "limits" in given:
            self.limits = Limits(**given["limits"]) if given["limits"] is not None else None
        if "batches" in given:
            self.batches.rules = rules_of(given["batches"])


def _status(fault: Fault, plan: Plan) -> HttpResponse:
    """The faults that are an HTTP error."""
    status, code, headers = {
        Fault.LIMITED: (429, "rate_limit_exceeded", {}),
        Fault.LIMITED_SECONDS: (429, "rate_limit_exceeded", {"retry-after": f"{plan.retry_after:g}"}),
        Fault.LIMITED_MILLISECONDS: (429, "rate_limit_exceeded", {"retry-after-ms": str(plan.retry_after_ms)}),
        Fault.FAILS: (500, "server_error", {}),
        Fault.UNAVAILABLE: (503, "service_unavailable", {}),
        Fault.TOO_LONG: (400, "context_length_exceeded", {}),
        Fault.BAD_KEY: (401, "invalid_api_key", {}),
        Fault.NO_QUOTA: (429, "insufficient_quota", {}),
    }[fault]
    return data(status, error_body(code), headers)


async def _end_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def main(arguments: list[str] | None = None) -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that an answer takes")
    parser.add_argument("--plan", type=json.loads, default={}, help='JSON, such as {"rate": 0.2, "most_a_key": 2}')
    parser.add_argument("--batches", type=json.loads, default={}, help='JSON, such as {"seconds": 2}')
    parser.add_argument("--rpm", type=int, help="requests a window")
    parser.add_argument("--tpm", type=int, help="tokens a window")
    parser.add_argument("--window", type=float, default=60.0, help="seconds")
    parser.add_argument("--synthetic", action="store_true", help="answer what is not recorded with its smallest answer")
    parser.add_argument("--key", help="refuse other keys")
    parser.add_argument("--log", type=Path, help="append a line of JSON for every request that is done with")
    given = parser.parse_args(arguments)
    limited = given.rpm is not None or given.tpm is not None
    server = RecordedServer(
        latency=given.latency,
        plan=plan_of(given.plan),
        limits=Limits(given.rpm, given.tpm, given.window) if limited else None,
        batches=rules_of(given.batches),
        synthetic=given.synthetic,
        key=given.key,
        log=given.log,
        port=given.port,
    )

    async def serve() -> None:
        await server.listen()
        print(json.dumps({"base_url": server.base_url}), flush=True)
        await asyncio.Event().wait()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


if __name__ == "__main__":
    main()
