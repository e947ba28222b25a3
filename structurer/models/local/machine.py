"""What this machine gives the embedded model: cores, memory, and processes that are what they seem."""

from __future__ import annotations

import contextlib
import importlib
import os
from pathlib import Path
from typing import Any

CGROUP_CPU = Path("/sys/fs/cgroup/cpu.max")
PROC = Path("/proc")
MOST_SLOTS = 8


def cores() -> int:
    """The cores this process may use: more threads than that make llama.cpp several times slower.

    Containers often give fewer than the machine has, as a quota of time; Linux tells it in `cpu.max`
    (https://docs.kernel.org/admin-guide/cgroup-v2.html).
    """
    affinity = getattr(os, "sched_getaffinity", None)
    found = len(affinity(0)) if affinity else os.cpu_count() or 1
    try:
        quota, period = CGROUP_CPU.read_text(encoding="ascii").split()
        found = min(found, max(1, int(quota) // int(period)))
    except (OSError, ValueError):
        pass
    return max(1, found)


def default_slots(cores: int) -> int:
    """Answers written side by side: two for each core, since batching shares the reading of the weights."""
    return max(2, min(MOST_SLOTS, 2 * cores))


def free_memory() -> int:
    """Bytes that can be had without swapping."""
    return int(_psutil().virtual_memory().available)


def created(pid: int) -> float | None:
    """When the process was created: seconds since Linux was started, elsewhere of Unix time; None where none runs under
    that id."""
    psutil = _psutil()
    try:
        process = psutil.Process(pid)
        # A zombie has ended; its parent only has not asked for its exit code yet.
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        # Linux tells it by a clock that nobody sets. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
        with contextlib.suppress(OSError, ValueError, IndexError):
            started = (
                (PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
            )
            return int(started) / os.sysconf("SC_CLK_TCK")
        return float(process.create_time())
    except psutil.Error:
        return None


def worked(pid: int) -> float:
    """Seconds of CPU that the process has had until now; 0 where none runs under that id."""
    psutil = _psutil()
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def end(pid: int, patience: float) -> None:
    """Ask the process to go, and make it after `patience` seconds."""
    psutil = _psutil()
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        process.terminate()
        try:
            process.wait(patience)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(patience)


def _psutil() -> Any:
    # Imported when used: it comes with the extra "local" only.
    return importlib.import_module("psutil")
