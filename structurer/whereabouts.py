"""Where a process is: what machines, and the containers on one of them, are told apart by."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path


def whereabouts(*namespaces: str) -> str:
    """The machine's name, and where the system has them this process's namespaces of those kinds (`pid`, `net`): process
    ids mean the same in one `pid`, loopback is the same in one `net`."""
    parts = [socket.gethostname()]
    for kind in namespaces:
        with contextlib.suppress(OSError):
            parts.append(str(Path(f"/proc/self/ns/{kind}").readlink()))
    return " ".join(parts)
