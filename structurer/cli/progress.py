"""What a person is told while weights are fetched and the embedded model starts: on standard error, if it is a terminal."""

from __future__ import annotations

import sys
from typing import Any


def announce_model(structurer: Any) -> None:
    """Say what will be waited for. Nothing is said where standard error is not a terminal."""
    if not sys.stderr.isatty():
        return
    identity = structurer.client().identity
    sys.stderr.write(f"structuring with {identity.name} …\n")
