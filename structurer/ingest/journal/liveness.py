"""Which processes at a journal live: told by what they say now and then, and on one machine by their ids."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from pathlib import Path

LEASE_SECONDS = 30.0
"""Who has said nothing for so long is taken for dead."""


def here() -> str:
    """What process ids are told apart by: the machine since it was started, and where it has them the container."""
    parts = [socket.gethostname()]
    with contextlib.suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    with contextlib.suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return " ".join(parts)


def is_dead(host: str, pid: int, beat: float) -> bool:
    """Whether a process that last said at `beat` that it lives does so no more."""
    if time.time() - beat > LEASE_SECONDS:
        return True
    if host != here():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
