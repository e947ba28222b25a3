"""`structurer ingest run --engine ray`."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from structurer.ingest.engine import Engine
    from structurer.ingest.job import Job
    from structurer.ingest.onray.cluster import Cluster


def on_ray(job: Job, lists: Any, structurer: Any, shown: str, cluster: Cluster | None = None) -> int:
    """Work through the letters on a Ray cluster; the exit code, as on one machine."""
    return asyncio.run(_run(job, lists, structurer, shown, cluster))


async def _run(job: Job, lists: Any, structurer: Any, shown: str, cluster: Cluster | None) -> int:
    from structurer.cli.ingest.progress import showing
    from structurer.cli.ingest.running import tell, told
    from structurer.ingest.onray.running import run_on_ray
    from structurer.ingest.signals import heeding

    with contextlib.ExitStack() as stack:

        def watch(engine: Engine) -> None:
            stack.enter_context(heeding(engine, told))
            stack.enter_context(showing(shown, engine.progress))

        summary = await run_on_ray(job, lists, structurer, watch, cluster)
    return tell(summary, shown, job)
