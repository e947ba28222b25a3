"""What all tests share: no network, no settings of the machine's owner, cassettes that are only ever replayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

# The invented letters beside the tests are of this kind: without it, what is tried on them cannot be tried.
_OF_LETTERS = re.compile(
    r"structurer\.kinds\.imr|^from tests(?:\.web)? import [^\n]*\b(?:letters|replay|readme|tries)\b|\b(?:letters|replay|answering|tries) import",
    re.MULTILINE,
)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Without the kind `imr` the tests of everything else run."""
    if collection_path.suffix == ".py" and find_spec("structurer.kinds.imr") is None:
        source = collection_path.read_text(encoding="utf-8")
        if _OF_LETTERS.search(source.replace("tests.kinds.ur.letters", "")):
            return True
    return None


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
