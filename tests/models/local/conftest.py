"""Invented weights of a few bytes, and places to put them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from structurer.models.local import weights as weights_module
from structurer.models.local.weights import Mirror, Weights, path_of

CONTENT = bytes(range(256)) * 400


@pytest.fixture
def content() -> bytes:
    return CONTENT


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> Weights:
    """Pinned weights of 100 KB, known under the name local/tiny."""
    weights = Weights(
        name="tiny",
        file="tiny.gguf",
        size=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        repo="invented/tiny",
        revision="0123abcd",
        licence="Apache-2.0",
        trained_context=2048,
        state_bytes=16,
        mirror=Mirror("invented-tiny-part{}", 12, "1.0"),
    )
    monkeypatch.setitem(weights_module.WEIGHTS, "tiny", weights)
    return weights


@pytest.fixture
def placed(tiny: Weights, tmp_path: Path) -> Path:
    """The tiny weights where their user put them; nothing has checked them yet."""
    path = path_of(tiny, tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    return path
