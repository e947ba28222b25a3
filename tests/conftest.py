"""What all tests share: no network, no settings of the machine's owner, cassettes that are only ever replayed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def nothing_of_the_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings, caches and weights of whoever runs the tests are out of play."""
    import os

    for name in list(os.environ):
        if name.startswith(("STRUCTURER_", "OPENAI_")) and name != "STRUCTURER_LIVE":
            monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return
