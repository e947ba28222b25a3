"""Cassettes: replies of the real embedded model, recorded once, replayed in the tests with the network blocked.

A request is matched on its whole body: a changed prompt, schema or letter finds no reply, and the test says so. What is
kept of a request is its body, of a reply its body and content type.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import vcr
from vcr.record_mode import RecordMode

from structurer import Letter, Structured, Structurer
from structurer.kinds.imr.record import ImrRecord
from structurer.models.local import supervisor
from structurer.models.local.weights import WEIGHTS

CASSETTES = Path(__file__).parent.parent / "cassettes"
MODEL = "qwen2.5-coder-1.5b"
# Requests are recorded as if they had gone here, since the port and the key of the real server change with each start.
BASE_URL = "http://127.0.0.1:9/v1"


def structured(letter: Letter, cassette: Path, **given: Any) -> Structured[ImrRecord]:
    """The letter as the recorded model structures it: no cache, no server."""
    settings: dict[str, Any] = {"model": f"local/{MODEL}", "cache": False, "slots": 4, "transport_attempts": 1, **given}
    with _server_of_the_cassette(), tape(cassette, RecordMode.NONE):
        return Structurer("imr", **settings).structure(letter)


@contextmanager
def tape(cassette: Path, mode: RecordMode) -> Iterator[Any]:
    """Record to, or replay from, a cassette; in a replay it is an error if recorded replies were not asked for."""
    recorder = vcr.VCR(
        record_mode=mode,
        match_on=["method", "path", "body"],
        decode_compressed_response=True,
        before_record_request=_request,
        before_record_response=_response,
    )
    with recorder.use_cassette(str(cassette)) as held:
        yield held
    if mode is RecordMode.NONE:
        assert held.all_played, f"{cassette.name} holds replies that nobody asks for any more; run: make record"


def _request(request: Any) -> Any:
    if request.path != "/v1/chat/completions":
        return None
    request.uri = f"{BASE_URL}/chat/completions"
    request.headers = {"content-type": "application/json"}
    return request


def _response(response: Any) -> Any:
    response["headers"] = {name: value for name, value in response["headers"].items() if name.lower() == "content-type"}
    return response


@contextmanager
def _server_of_the_cassette() -> Iterator[None]:
    real = supervisor.endpoint

    def recorded(*_: Any, **__: Any) -> supervisor.Endpoint:
        return supervisor.Endpoint(BASE_URL, "none", MODEL, WEIGHTS[MODEL].sha256, 4, 4096, 0, fresh=False)

    supervisor.endpoint = recorded
    try:
        yield
    finally:
        supervisor.endpoint = real
