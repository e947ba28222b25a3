"""Finds the embedded model's server, or starts it: one on a machine for all processes of this user with the same settings."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import time
import urllib.request
from dataclasses import asdict, dataclass, field
from enum import Enum
from importlib.util import find_spec
from pathlib import Path

from structurer import child
from structurer.errors import EmbeddedModelError, SettingsError
from structurer.files import locked, own_folder
from structurer.models.local import machine
from structurer.models.local.server import ServerConfig
from structurer.models.local.state import ServerState, is_alive, read_state
from structurer.models.local.weights import Progress, Weights, ensure, path_of, weights_named
from structurer.settings import Settings
from structurer.version import __version__
from structurer.whereabouts import whereabouts

DEFAULT_CONTEXT = 4096
START_SECONDS = 180.0
PROBE_SECONDS = 10.0
STOP_SECONDS = 10.0
AT_WORK_SECONDS = 0.1
"""CPU time within a probe that tells a server at work from one that hangs."""
UNNEEDED = ("OPENAI_API_KEY", "STRUCTURER_API_KEY", "HF_TOKEN")
"""What the server's environment does not have: keys that it has no use for."""

# Children of this process. Keeping them lets a dead one be told from a running one, and not stay a zombie.
_children: list[subprocess.Popen[bytes]] = []


class Probe(Enum):
    """What a server that lives says to who asks for it."""

    ANSWERS = "it takes the key, or is too busy to say so"
    HANGS = "it says nothing, and does nothing"
    APART = "it cannot be reached from here, or is another one"


@dataclass(frozen=True)
class Endpoint:
    """A running server: `base_url` ends in /v1, `context` is tokens for each slot, `fresh` that this call started it."""

    base_url: str
    key: str = field(repr=False)
    model: str
    sha256: str
    slots: int
    context: int
    pid: int
    fresh: bool


def endpoint(settings: Settings, progress: Progress | None = None, fetch: bool = True) -> Endpoint:
    """The embedded model's server, started (and its weights fetched) if it does not run yet.

    A caller whose connection fails calls again: a server that died is replaced. Calling also keeps an idle server.
    Raises SettingsError for an unknown model or a data folder that cannot be used, WeightsError where the weights cannot be
    had, EmbeddedModelError where the server cannot be started.
    """
    config = _config(settings)
    _check_installed()
    if found := _find(config):
        return found
    weights = weights_named(settings.model)
    try:
        own_folder(Path(config.state).parent)
        # The download has a lock of its own: a server with other settings need not wait for it here.
        ensure(weights, settings.data_dir, progress, fetch)
    except OSError as error:
        raise SettingsError(
            f"{settings.data_dir} cannot hold the embedded model: {error.strerror or type(error).__name__}",
            hint="set STRUCTURER_DATA_DIR to a folder of yours",
        ) from None
    try:
        with locked(Path(config.state).with_suffix(".lock")):
            return _find(config) or _start(config, weights)
    except OSError as error:
        failed = error.strerror or type(error).__name__
    raise EmbeddedModelError(f"the embedded model's server cannot be started: {failed}")


def running(settings: Settings) -> Endpoint | None:
    """The server that `endpoint` would find with these settings, if it runs; never starts one."""
    return _find(_config(settings)) if find_spec("psutil") else None


def stop(settings: Settings) -> bool:
    """Stop every server of this machine whose state lies in the data folder, whatever its settings; whether one ran."""
    stopped = False
    for file in sorted(run_folder(settings).glob(_here("*"))):
        state = read_state(file)
        if state is not None and is_alive(state):
            machine.end(state.pid, STOP_SECONDS)
            stopped = True
        _forget(file, state)
    return stopped


def run_folder(settings: Settings) -> Path:
    """Where state files, locks and the starting server's messages lie."""
    return settings.data_dir / "run"


def _config(settings: Settings) -> ServerConfig:
    weights = weights_named(settings.model)
    threads = settings.threads or machine.cores()
    slots = settings.slots or machine.default_slots(threads)
    context = min(settings.context or DEFAULT_CONTEXT, weights.trained_context)
    # Servers that would answer differently have different names, and leave each other alone.
    identity = hashlib.sha256(json.dumps([weights.sha256, slots, context, threads, __version__]).encode())
    return ServerConfig(
        weights=str(path_of(weights, settings.data_dir).absolute()),
        model=weights.name,
        sha256=weights.sha256,
        slots=slots,
        threads=threads,
        context=context,
        idle_seconds=settings.idle_seconds,
        state=str(run_folder(settings).absolute() / _here(identity.hexdigest()[:12])),
    )


def _here(identity: str) -> str:
    """The name of a state file: machines and containers that share a folder have servers of their own."""
    place = hashlib.sha256(whereabouts("pid", "net").encode()).hexdigest()[:8]
    return f"server-{place}-{identity}.json"


def _find(config: ServerConfig) -> Endpoint | None:
    file = Path(config.state)
    state = read_state(file)
    if state is None or not is_alive(state) or _probed(state) is not Probe.ANSWERS:
        return None
    with contextlib.suppress(FileNotFoundError):
        os.utime(file)
    return _endpoint(state, fresh=False)


def _endpoint(state: ServerState, fresh: bool) -> Endpoint:
    return Endpoint(
        base_url=f"http://127.0.0.1:{state.port}/v1",
        key=state.key,
        model=state.model,
        sha256=state.sha256,
        slots=state.slots,
        context=state.context,
        pid=state.pid,
        fresh=fresh,
    )


def _probed(state: ServerState) -> Probe:
    """What becomes of asking the server whether it takes the key."""
    before = machine.worked(state.pid)
    request = urllib.request.Request(
        f"http://127.0.0.1:{state.port}/v1/models", headers={"Authorization": f"Bearer {state.key}"}
    )
    # Without this a proxy that the environment names would be asked for an address on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=PROBE_SECONDS) as response:
            return Probe.ANSWERS if response.status == 200 else Probe.APART
    except (OSError, ValueError) as error:
        if not isinstance(error, TimeoutError) and not isinstance(getattr(error, "reason", None), TimeoutError):
            return Probe.APART
        # One that computes for others may be late to say who it is.
        return Probe.ANSWERS if machine.worked(state.pid) - before > AT_WORK_SECONDS else Probe.HANGS


def _check_installed() -> None:
    for module in ("xllamacpp", "psutil"):
        if find_spec(module) is None:
            raise EmbeddedModelError(
                f"the embedded model needs the package {module}, which is not installed",
                hint="run: pip install 'structurer[local]', or use --model openai/<name>",
            )


def _is_running(file: Path) -> bool:
    """Whether the server of that state file lives."""
    state = read_state(file)
    return state is not None and is_alive(state)


def _check_memory(config: ServerConfig, weights: Weights, *, others: bool) -> None:
    """Raises EmbeddedModelError where too little is free. `others`: servers with other settings run, which hold some."""
    # The weights, the copy of most of them that is laid out for this processor, the context, and working space.
    need = int(1.8 * weights.size) + config.slots * config.context * weights.state_bytes + 300_000_000
    free = machine.free_memory()
    if free < need:
        running = "an embedded server with other settings still runs: structurer model stop; or " if others else ""
        raise EmbeddedModelError(
            f"local/{weights.name} takes {need / 1e9:.1f} GB of memory and {free / 1e9:.1f} GB are free",
            hint=f"{running}close something, set STRUCTURER_SLOTS=1 or a smaller STRUCTURER_CONTEXT, "
            "or use --model openai/<name>",
        )


def _start(config: ServerConfig, weights: Weights) -> Endpoint:
    file = Path(config.state)
    old = read_state(file)
    # One that this process cannot reach may be at work for others. Without its file it goes by itself, once it is idle.
    if old is not None and is_alive(old) and _probed(old) is Probe.HANGS:
        machine.end(old.pid, STOP_SECONDS)
    _forget(file, old)
    _check_memory(config, weights, others=any(map(_is_running, file.parent.glob(_here("*")))))
    log = file.with_suffix(".log")
    child = _launch(config, log)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        state = read_state(file)
        if state is not None and state.pid == child.pid and _probed(state) is Probe.ANSWERS:
            return _endpoint(state, fresh=True)
        if child.poll() is not None:
            raise EmbeddedModelError(f"the embedded model's server did not start: {_why(child.returncode, log)}")
        time.sleep(0.05)
    child.kill()
    raise EmbeddedModelError(f"the embedded model's server was not ready after {START_SECONDS:.0f} seconds")


def _launch(config: ServerConfig, log: Path) -> subprocess.Popen[bytes]:
    _children[:] = [server for server in _children if server.poll() is None]
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as messages:
        server = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=messages,
            cwd=Path(config.state).parent,
            env=child.environment(UNNEEDED),
            start_new_session=True,
        )
    _children.append(server)
    # A child that died at once is found by its exit, with what it said.
    with contextlib.suppress(BrokenPipeError):
        assert server.stdin is not None
        with server.stdin as pipe:
            pipe.write(json.dumps(asdict(config)).encode())
    return server


def command() -> list[str]:
    """How the server is run."""
    return child.command("structurer.models.local.server")


def _why(code: int, log: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    said = lines[-1] if lines else "it said nothing"
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        memory = ", which is what a system short of memory does" if name == "SIGKILL" else ""
        return f"it was ended by {name}{memory}; its last words: {said}"
    return f"exit code {code}; its last words: {said}"


def _forget(file: Path, state: ServerState | None) -> None:
    """Remove a state file, unless a new server has written it meanwhile."""
    if read_state(file) == state:
        file.unlink(missing_ok=True)
