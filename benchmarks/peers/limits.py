"""What every peer is held to, the same for all."""

from __future__ import annotations

MOST_TOKENS = 8000
"""Tokens that an answer may have."""
PATIENCE = 12 * 3600
"""Seconds that a peer's own client waits for an answer: what ends a letter is the benchmark's `--timeout`."""
