"""Which processes at a journal live: told by what they say now and then, and on one machine by their ids."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from structurer.whereabouts import whereabouts

LEASE_SECONDS = 30.0
"""Who has said nothing for so long is taken for dead: on this machine, nothing new while somebody looked."""

LOOK_SECONDS = 2.0
"""Who looks for dead workers does so again within that time."""


def here() -> str:
    """What process ids are told apart by: the machine since it was started, and where it has them the container."""
    parts = [whereabouts("pid")]
    with contextlib.suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    return " ".join(parts)


def is_dead(host: str, pid: int, beat: float) -> bool:
    """Whether a process that last said at `beat` that it lives does so no more, as far as one look can tell: on this
    machine by its id, since a clock that is set forward makes every beat old. Windows knows no such look: there
    signal 0 is Ctrl+C."""
    if host != here() or sys.platform == "win32":
        return time.time() - beat > LEASE_SECONDS
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


class Silence:
    """How long workers have said nothing new, by this process's own clock, which nobody sets. It finds those whose
    process id is another process's by now, or which hang."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[float, float]] = {}
        self._looked = time.monotonic()

    def look(self) -> float:
        """Look again: how many seconds more of silence that may tell of."""
        before, self._looked = self._looked, time.monotonic()
        # Of a longer time nothing is known: everybody may have stood still.
        return min(self._looked - before, LOOK_SECONDS)

    def is_long(self, worker: str, beat: float, more: float) -> bool:
        """Whether the worker has been silent for too long, `more` seconds of which have gone by since the last look."""
        known, silent = self._heard.get(worker, (None, 0.0))
        silent = silent + more if known == beat else 0.0
        self._heard[worker] = (beat, silent)
        return silent > LEASE_SECONDS
