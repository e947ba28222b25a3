"""Recorded replies: vcrpy cassettes, one a letter, matched on the whole request body, without secrets.

The body names the model; to which server it went is kept, and not matched, so that a replay needs no address. Requests to
a server on this machine are kept as if they had gone to one fixed address, since port and key of the embedded model's
change with each start. vcrpy patches the whole process: one tape runs at a time.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from structurer.errors import EvalError
from structurer.settings import Settings

if TYPE_CHECKING:
    from structurer.models.local.supervisor import Endpoint

BASE_URL = "http://127.0.0.1:9/v1"
"""Where recorded requests to a server on this machine are said to have gone."""

COMPLETIONS = "/chat/completions"
REFUSALS = (400, 422)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Mode = Literal["replay", "anew", "add"]
"""replay: nothing leaves the process. anew: everything is asked and recorded. add: only what is not recorded is asked."""


@dataclass
class Tape:
    """A cassette in use. After the run: how many recordings were asked for, how many of the same model not, and how many are
    new."""

    path: Path
    played: int = 0
    unused: int = 0
    fresh: int = 0


@contextmanager
def tape(path: Path, mode: Mode = "replay", *, model: str | None = None, prune: bool = False) -> Iterator[Tape]:
    """Answer the model's calls from the cassette at `path`, or record them there.

    In a replay a request that is not recorded fails as CassetteMissing. `model`, by its name on the server, is whose
    recordings count as not asked for, by default any model's; with `prune` these are removed from the file at the end.
    Raises EvalError for a file that is no cassette.
    """
    try:
        import vcr
        from vcr.record_mode import RecordMode
    except ImportError:
        raise EvalError("replaying needs the package vcrpy", hint="run: pip install 'structurer[eval]'") from None

    modes = {"replay": RecordMode.NONE, "anew": RecordMode.ALL, "add": RecordMode.NEW_EPISODES}
    if mode == "anew":
        path.unlink(missing_ok=True)
    passing: list[int] = []
    recorder = vcr.VCR(
        record_mode=modes[mode],
        match_on=["method", "body"],
        decode_compressed_response=True,
        before_record_request=_request,
        before_record_response=lambda response: _response(response, passing),
    )
    # It would warn with a traceback where a file is no cassette, and then go on as if it were empty.
    logging.getLogger("vcr").setLevel(logging.CRITICAL)
    written = path.is_file() and path.stat().st_size > 0
    used = Tape(path)
    with recorder.use_cassette(str(path)) as held:
        before = len(held)
        if written and not before and not passing:
            raise EvalError(f"{path} holds no recordings that can be read", hint="remove it and record again")
        yield used
        used.fresh = len(held) - before
        used.played = sum(1 for index, count in held.play_counts.items() if count and index < before)
        idle = {
            index
            for index, (request, _) in enumerate(held.data[:before])
            if not held.play_counts[index] and model in (None, _model_of(request))
        }
        used.unused = len(idle)
        if prune and idle:
            held.data = [kept for index, kept in enumerate(held.data) if index not in idle]
            held.dirty = True
        is_empty = not held.data
    if prune and is_empty:
        path.unlink(missing_ok=True)  # a letter about which nothing is asked has no recordings


def recorded_endpoint(settings: Settings) -> Endpoint:
    """The embedded model's server as cassettes know it. Nothing listens there."""
    from structurer.models.local.supervisor import Endpoint
    from structurer.models.local.weights import weights_named

    weights = weights_named(settings.model)
    return Endpoint(BASE_URL, "none", weights.name, weights.sha256, settings.slots or 4, 4096, 0, fresh=False)


def recorded_model(settings: Settings) -> str:
    """The model's name on its server, as recorded requests have it."""
    from structurer.models.names import parse_name

    name = parse_name(settings)
    return recorded_endpoint(settings).model if name.provider == "local" else name.model


def recorded_host(host: str | None) -> str:
    """The host that recorded requests to `host` are said to have gone to; None is the embedded model's."""
    if host is None or urlsplit(f"//{host}").hostname in _LOOPBACK:
        return urlsplit(BASE_URL).netloc
    return host


def _request(request: Any) -> Any:
    """The request as it is kept: without headers beyond the content's type, and only if it asks for a completion."""
    if not request.path.endswith(COMPLETIONS):
        return None
    parts = urlsplit(request.uri)
    if parts.hostname in _LOOPBACK:
        request.uri = f"{BASE_URL}{COMPLETIONS}"
    else:
        # A name and a password before the host are not kept.
        request.uri = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    request.headers = {"content-type": "application/json"}
    return request


def _response(response: Any, passing: list[int]) -> Any:
    """The reply as it is kept: without headers beyond the content's type; None for one that does not last, whose status is
    noted in `passing`. In a replay, which tries once, such a one would stand before the answer for good."""
    if not is_lasting(response):
        passing.append(response["status"]["code"])
        return None
    response["headers"] = {name: value for name, value in response["headers"].items() if name.lower() == "content-type"}
    return response


def is_lasting(response: Mapping[str, Any]) -> bool:
    """Whether a reply is kept: a completion, or the refusal of a parameter or of the request as it is. What else a server
    says (busy, a wrong key, a proxy's page) may be something else the next time."""
    status = response["status"]["code"]
    if status not in (200, *REFUSALS):
        return False
    try:
        said = json.loads(response["body"]["string"])
    except ValueError:
        return False
    return isinstance(said, dict) and (status != 200 or bool(said.get("choices")))


def _model_of(request: Any) -> str | None:
    """The model that a recorded request names."""
    try:
        model = json.loads(request.body)["model"]
    except (ValueError, KeyError, TypeError):
        return None
    return str(model)
