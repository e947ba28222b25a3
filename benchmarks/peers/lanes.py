"""Lanes: what one letter needs to be under way beside others, a way to the server and a process of every peer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parent))

from counting import CountingProxy
from peer import PEERS_PYTHON, WORKER, Peer

T = TypeVar("T")
# A turn of a contestant is of so many letters for each lane, where there are several: fewer would leave lanes empty at the
# end of each turn, more would let a slow minute hit one contestant alone.
A_LANE = 2


@dataclass(frozen=True)
class Lane:
    """A proxy whose calls are of one letter at a time, so that they count for it, and the peers' processes that call it.
    `server` is what a client is told of it: base_url, key and model."""

    server: dict[str, str]
    proxy: CountingProxy
    peers: dict[str, Peer]

    def close(self) -> None:
        """End its processes, and answer no more calls."""
        for peer in self.peers.values():
            peer.close()
        self.proxy.close()


def lane_to(base_url: str, key: str, model: str, names: Sequence[str], root: Path) -> Lane:
    """A lane to that server. `names` are the peers that it is to have; none of them runs yet."""
    proxy = CountingProxy(base_url, key)
    server = {"base_url": proxy.base_url, "key": key, "model": model}
    return Lane(server, proxy, {name: Peer([str(PEERS_PYTHON), str(WORKER), name], server, root) for name in names})


def turns(cases: Sequence[T], lanes: int) -> Iterator[Sequence[T]]:
    """The letters that a contestant gets before the next one does: one, or with several lanes some for each."""
    size = 1 if lanes == 1 else lanes * A_LANE
    for start in range(0, len(cases), size):
        yield cases[start : start + size]


def side_by_side(lanes: Sequence[Lane], cases: Sequence[T], one: Callable[[T, Lane], Any]) -> None:
    """Do `one` with every case, each in a lane that is free. What it raises is raised at once, and no further case is begun;
    what is under way then ends when its lane is closed."""
    free: SimpleQueue[Lane] = SimpleQueue()
    for lane in lanes:
        free.put(lane)

    def in_lane(case: T) -> None:
        lane = free.get()
        try:
            one(case, lane)
        finally:
            free.put(lane)

    pool = ThreadPoolExecutor(len(lanes))
    try:
        for _ in pool.map(in_lane, cases):
            pass
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
