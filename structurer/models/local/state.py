"""The file by which a running server is found again: where it listens, its key, and what it serves."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from structurer.files import write_own
from structurer.models.local import machine


@dataclass(frozen=True)
class ServerState:
    """A server that is ready to answer. `context` is tokens for each slot, `started` seconds of Unix time, `created` what
    machine.created tells.

    A process is known by its id together with the time it was created, since ids are used again.
    """

    pid: int
    created: float
    port: int
    key: str = field(repr=False)
    model: str
    sha256: str
    slots: int
    context: int
    threads: int
    version: str
    started: float


def write_state(path: Path, state: ServerState) -> None:
    """Write the file at once and for its owner only: it holds the key."""
    write_own(path, json.dumps(asdict(state)))


def read_state(path: Path) -> ServerState | None:
    """What the file says; None where there is none, or one that another version wrote or that is not whole."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if set(found) != {f.name for f in fields(ServerState)}:
            return None
        return ServerState(**found)
    except (OSError, ValueError, TypeError):
        return None


def is_alive(state: ServerState) -> bool:
    """Whether the process that wrote the file still runs; another one with its id does not count."""
    created = machine.created(state.pid)
    # Where creation times are of Unix time the clock may be set by a second or so.
    return created is not None and abs(created - state.created) < 1.5
