"""A Ray cluster: one that runs, or one of this machine's own for the time of a job."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from structurer.errors import ClusterError, SettingsError


@dataclass(frozen=True)
class Cluster:
    """Where a job runs. `address` is a cluster that runs (by default that of RAY_ADDRESS; where there is none Ray is
    started on this machine for the job, with `cpus` processors, by default all), `workers` how many worker processes."""

    address: str | None = None
    workers: int | None = None
    cpus: int | None = None


def ray() -> Any:
    """The package ray. Raises SettingsError where it is not installed."""
    # Ray tells its makers about each cluster unless it is told not to.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray as package
    except ImportError:
        raise SettingsError("--engine ray needs the package ray", hint="pip install 'structurer[ray]'") from None
    return package


@contextmanager
def joined(cluster: Cluster) -> Iterator[Any]:
    """The package ray, connected; what was started here ends with the block. Raises SettingsError, or ClusterError for
    a cluster that cannot be reached."""
    package = ray()
    if package.is_initialized():
        yield package
        return
    address = cluster.address or os.environ.get("RAY_ADDRESS") or "local"
    given: dict[str, Any] = {"address": address, "log_to_driver": False, "logging_level": logging.ERROR}
    if address == "local":
        # A dashboard would show names of tasks, and has a port.
        given |= {"include_dashboard": False, "num_cpus": cluster.cpus}
    try:
        package.init(**given)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        where = "on this machine" if address == "local" else f"at {address}"
        raise ClusterError(f"no Ray cluster can be had {where}: {type(error).__name__}") from None
    try:
        yield package
    finally:
        package.shutdown()
