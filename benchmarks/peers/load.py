"""How much of the processors others used while something was timed: a timing on a busy machine is none."""

from __future__ import annotations

import time
from collections.abc import Iterable

import psutil


class Watch:
    """Watches from when it is made. `ours` are the processes whose work is what is timed: the model server, and this
    process with all its children."""

    def __init__(self, ours: Iterable[int]) -> None:
        self._pids, self._cores = set(ours), psutil.cpu_count() or 1
        self._before = self._taken()
        self._busy, self._at = _busy_seconds(), time.monotonic()

    def others(self) -> float:
        """The share of the processors' time that went to others since: 0 is a quiet machine."""
        wall = (time.monotonic() - self._at) * self._cores
        after = self._taken()
        own = sum(seconds - self._before.get(pid, 0.0) for pid, seconds in after.items())
        return share(_busy_seconds() - self._busy, own, wall)

    def _taken(self) -> dict[int, float]:
        me = psutil.Process()
        found: dict[int, float] = {}
        for process in [me, *me.children(recursive=True), *_there(self._pids)]:
            try:
                times = process.cpu_times()
            except psutil.Error:
                continue  # it ended meanwhile
            found[process.pid] = float(times.user + times.system)
        return found


def share(busy: float, own: float, wall: float) -> float:
    """Of `wall` seconds of processors' time, the share that was worked and is not our own."""
    return round(min(max((busy - own) / wall, 0.0), 1.0), 3) if wall > 0 else 0.0


def _there(pids: Iterable[int]) -> list[psutil.Process]:
    return [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]


def _busy_seconds() -> float:
    """Seconds that all processors together have worked since the machine was started."""
    times = psutil.cpu_times()
    return float(times.user + times.system + getattr(times, "nice", 0.0) + getattr(times, "irq", 0.0) + getattr(times, "softirq", 0.0))  # fmt: skip
