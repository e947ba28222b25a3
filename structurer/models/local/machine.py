"""What this machine gives the embedded model: cores and memory."""

from __future__ import annotations

import os
from pathlib import Path

CGROUP_CPU = Path("/sys/fs/cgroup/cpu.max")
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
    import psutil

    return int(psutil.virtual_memory().available)
