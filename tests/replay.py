"""Letters structured from recorded replies of the embedded model."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from structurer import Letter, Structured, Structurer
from structurer.evals.cassettes import Mode, Tape, recorded_endpoint, tape
from structurer.kinds.imr.record import ImrRecord
from structurer.models.client import ModelClient
from structurer.settings import load_settings

CASSETTES = Path(__file__).parent.parent / "cassettes"
MODEL = "qwen2.5-coder-1.5b"


def structured(letter: Letter, cassette: Path, **given: Any) -> Structured[ImrRecord]:
    """The letter as the recorded model structures it: no cache, no server. It is an error if recorded replies were not
    asked for."""
    result, used = played(letter, cassette, "replay", **given)
    assert not used.unused, f"{cassette.name} holds replies that nobody asks for any more; run: make record"
    return result


def played(
    letter: Letter, cassette: Path, mode: Mode, prune: bool = False, **given: Any
) -> tuple[Structured[ImrRecord], Tape]:
    """The letter, and what its cassette held; where the mode is not `replay` the embedded model itself is asked."""
    settings = load_settings(
        model=f"local/{MODEL}", cache=False, slots=4, transport_attempts=1 if mode == "replay" else 5
    )
    endpoint = (lambda: recorded_endpoint(settings)) if mode == "replay" else None

    async def once() -> Structured[ImrRecord]:
        async with Structurer(
            "imr", client=ModelClient(settings, cache=None, endpoint=endpoint), cache=False, **given
        ) as structurer:
            return await structurer.astructure(letter)

    with tape(cassette, mode, prune=prune) as used:
        result = asyncio.run(once())
    return result, used
