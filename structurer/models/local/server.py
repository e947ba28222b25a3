"""The child process that runs llama.cpp's OpenAI-compatible server on loopback, and goes when nobody asks it."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from structurer.models.local import machine
from structurer.models.local.state import ServerState, is_alive, read_state, write_state
from structurer.version import __version__

POLL_SECONDS = 2.0
LAST_CALL_SECONDS = 3.0
CACHE_MIB = 512
CONNECTIONS = 128
"""Calls that are listened to at the same time; as many as there are slots are answered, the others wait their turn."""


@dataclass(frozen=True)
class ServerConfig:
    """What one server is to be. `context` is tokens for each slot; `state` the file that tells clients where it is."""

    weights: str
    model: str
    sha256: str
    slots: int
    threads: int
    context: int
    idle_seconds: float
    state: str


def main() -> None:
    """Read a ServerConfig as JSON from the standard input and serve until idle, SIGTERM or SIGINT."""
    config = ServerConfig(**json.loads(sys.stdin.read()))
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    key = secrets.token_urlsafe(32)
    server = start(config, key)
    state_file = Path(config.state)
    write_state(state_file, _state(config, key, server.listening_address))
    silence()
    try:
        wait_until_idle(server.handle_metrics, state_file, config.idle_seconds, stop, POLL_SECONDS, LAST_CALL_SECONDS)
    finally:
        forget(state_file)
        # llama.cpp waits for open connections when it is taken down in order; nobody is left to answer.
        os._exit(0)


def start(config: ServerConfig, key: str) -> Any:
    """The running server, with the weights loaded. It logs errors only, and no request ever."""
    # Imported by name: its stub file, which type checkers read, does not say what the package exports.
    xllamacpp: Any = importlib.import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = config.weights
    params.model_alias = {config.model}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.n_parallel = config.slots
    params.n_ctx = config.slots * config.context
    params.cpuparams.n_threads = config.threads
    params.cpuparams_batch.n_threads = config.threads
    params.endpoint_metrics = True
    params.endpoint_slots = False
    # Unless told, six on two cores: a call beyond that waits until another ends, even one that only asks who is there.
    params.n_threads_http = CONNECTIONS
    params.ui = False
    # llama.cpp keeps the state of prompts that left their slot in memory, up to 8 GiB unless told otherwise.
    params.cache_ram_mib = CACHE_MIB
    params.verbosity = 1
    return xllamacpp.Server(params)


def silence() -> None:
    """Send what the native code may still print to nowhere: a library's error message could quote a letter."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def wait_until_idle(
    metrics: Callable[[], str],
    state_file: Path,
    idle_seconds: float,
    stop: threading.Event,
    poll: float,
    last_call: float,
) -> None:
    """Return when told to stop, or when for `idle_seconds` no call ran and no client touched the state file.

    The state file goes first, so that no new client comes; a call that arrives in the `last_call` seconds after is
    still answered. Without its state file (somebody removed it, or another server wrote its own) the server is of no use
    and goes as if idle.
    """
    seen: object = None
    since = time.monotonic()
    while not stop.wait(min(poll, idle_seconds)):
        activity, touched = _activity(metrics()), _touched(state_file)
        if (activity, touched) != seen or is_busy(activity):
            seen, since = (activity, touched), time.monotonic()
        if touched is None or (not is_busy(activity) and time.monotonic() - since >= idle_seconds):
            forget(state_file)
            break
    while not stop.wait(last_call):
        before, activity = activity, _activity(metrics())
        if activity == before and not is_busy(activity):
            return


def is_busy(activity: dict[str, float]) -> bool:
    """Whether a call is being answered or waits for a slot."""
    return any(activity.get(name, 0) > 0 for name in ("requests_processing", "requests_deferred"))


def forget(state_file: Path) -> None:
    """Remove the state file, if it is this process's own."""
    if _is_own(state_file):
        with contextlib.suppress(FileNotFoundError):
            state_file.unlink()


def _is_own(state_file: Path) -> bool:
    state = read_state(state_file)
    return state is not None and state.pid == os.getpid() and is_alive(state)


def _activity(metrics: str) -> dict[str, float]:
    """The counters of llama.cpp that move when it works, from its metrics in the Prometheus text format."""
    wanted = ("prompt_tokens_total", "tokens_predicted_total", "requests_processing", "requests_deferred")
    found: dict[str, float] = {}
    for line in metrics.splitlines():
        name, _, value = line.removeprefix("llamacpp:").partition(" ")
        if name in wanted:
            found[name] = float(value)
    return found


def _touched(state_file: Path) -> int | None:
    """When a client last looked for this process's server; None where its file is gone."""
    try:
        return state_file.stat().st_mtime_ns if _is_own(state_file) else None
    except FileNotFoundError:
        return None


def _state(config: ServerConfig, key: str, address: str) -> ServerState:
    return ServerState(
        pid=os.getpid(),
        created=machine.created(os.getpid()) or 0.0,
        port=int(urlsplit(address).port or 0),
        key=key,
        model=config.model,
        sha256=config.sha256,
        slots=config.slots,
        context=config.context,
        threads=config.threads,
        version=__version__,
        started=time.time(),
    )


if __name__ == "__main__":
    main()
