"""The recorded server as a process of its own, for clients that are killed and for measuring."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class ServerProcess:
    """A server that runs. `log` is the file that it writes what it did to."""

    base_url: str
    process: subprocess.Popen[str]
    log: Path | None

    def stats(self, keys: bool = False) -> dict[str, Any]:
        """What became of the requests so far; with `keys`, `answers` counts them by request."""
        with urllib.request.urlopen(f"{self.base_url}/stats{'?keys=1' if keys else ''}", timeout=10) as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def change(self, **given: Any) -> None:
        """Replace the `plan`, the `latency`, the `limits` or the rules of `batches`, given as in JSON."""
        request = urllib.request.Request(f"{self.base_url}/plan", json.dumps(given).encode(), method="PUT")
        urllib.request.urlopen(request, timeout=10).close()

    def events(self) -> list[dict[str, Any]]:
        """The lines of the log."""
        assert self.log is not None
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@contextmanager
def server_process(
    *arguments: str, plan: dict[str, Any] | None = None, log: Path | None = None
) -> Iterator[ServerProcess]:
    """A server with these arguments of its command line, until the end of the block."""
    command = [sys.executable, "-m", "tests.ingest.server", *arguments]
    command += ["--plan", json.dumps(plan)] if plan else []
    command += ["--log", str(log)] if log else []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield ServerProcess(json.loads(process.stdout.readline())["base_url"], process, log)
        finally:
            process.kill()
