"""A peer's process, seen from the benchmark: started apart from any letter, stopped when a letter takes too long."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PEERS_PYTHON = HERE / ".venv" / "bin" / "python"
WORKER = HERE / "worker.py"
START_SECONDS = 600.0
LATE = "no answer within"
"""How the reason begins of a letter that was lost for want of time."""
# Neither a key nor a proxy of the user's has any business in a peer: everything is on loopback.
UNWANTED = ("API_KEY", "_PROXY", "_proxy", "BASE_URL", "API_BASE")


class Peer:
    """A long-lived child process that answers letters by lines of JSON, as worker.py tells.

    `broken` is why it cannot be used at all, where it cannot. After a letter that took too long, or ended it, it is
    started anew.
    """

    def __init__(self, command: Sequence[str], server: dict[str, str], root: Path) -> None:
        self.command, self.server, self.root = list(command), server, root
        self.broken: str | None = None
        self._process: subprocess.Popen[str] | None = None

    def ready(self) -> bool:
        """Start the process where none runs, so that what it takes to start counts for no letter; whether it runs."""
        if self.broken is None and (self._process is None or self._process.poll() is not None):
            self._start()
        return self.broken is None

    def structure(self, text: str, timeout: float) -> dict[str, Any]:
        """The peer's reply to a letter, or {"error": why there is none}."""
        if not self.ready():
            return {"error": self.broken}
        reply, late = self._exchange({"text": text}, timeout)
        if reply is not None:
            return reply
        self.close()
        return {"error": f"{LATE} {timeout:.0f} s" if late else "its process ended"}

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):  # what was still to be sent to it
                        stream.close()

    def _start(self) -> None:
        self.close()
        kept = {name: value for name, value in os.environ.items() if not name.endswith(UNWANTED)}
        try:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                # LiteLLM would fetch a list of prices when it is imported.
                env={**kept, "PYTHONPATH": str(self.root), "LITELLM_LOCAL_MODEL_COST_MAP": "True"},
            )
        except OSError as error:
            self.broken = f"cannot be started: {error.strerror}"
            return
        reply, late = self._exchange(self.server, START_SECONDS)
        if reply is None or "error" in reply:
            ended = f"not ready after {START_SECONDS:.0f} s" if late else "its process ended at once"
            self.broken = f"cannot be used: {reply['error'] if reply else ended}"
            self.close()

    def _exchange(self, line: dict[str, Any], timeout: float) -> tuple[dict[str, Any] | None, bool]:
        """A line in, the line that comes out (None where none does), and whether the time ran out."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(timeout, stop)
        timer.start()
        try:
            process.stdin.write(json.dumps(line) + "\n")
            process.stdin.flush()
            reply: dict[str, Any] = json.loads(process.stdout.readline())
        except (OSError, ValueError):
            return None, late.is_set()
        finally:
            timer.cancel()
        return reply, False
