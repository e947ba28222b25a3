"""What all tests share: no network, no settings of the machine's owner, cassettes that are only ever replayed."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

# The invented letters beside the tests are of this kind: without it, what is tried on them cannot be tried.
_OF_LETTERS = re.compile(
    r"structurer\.kinds\.imr|\b(?:Structurer|kind_named|load_suite)\(\"imr\"|\bkind(?:: str )?\s*=\s*\"imr\"|/ \"imr\"|\"--kind\", \"imr\""
)
_IMPORTED = re.compile(r"^from (tests[\w.]*) import (?:\(([^)]*)\)|([^\n]*))", re.MULTILINE)
_HERE = Path(__file__).parent


def pytest_configure() -> None:
    """What runs in the background is started deaf to Ctrl-C, and so is what it starts: the tests press it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Without the kind `imr` the tests of everything else run."""
    if collection_path.suffix == ".py" and find_spec("structurer.kinds.imr") is None:
        return True if _of_letters(collection_path) else None
    return None


@cache
def _of_letters(path: Path) -> bool:
    """Whether a module of the tests is about the letters of that kind, or imports one that is."""
    if path.parent.name == "letters" and path.parent.parent == _HERE:
        return True
    source = path.read_text(encoding="utf-8")
    return bool(_OF_LETTERS.search(source)) or any(_of_letters(other) for other in _imported(source) if other != path)


def _imported(source: str) -> Iterator[Path]:
    """The files of the tests that a module imports, or names out of."""
    for module, several, one in _IMPORTED.findall(source):
        base = _HERE.parent.joinpath(*module.split("."))
        names = [
            name.split()[0] for name in (several or one).split("#")[0].replace("\n", " ").split(",") if name.strip()
        ]
        for place in (base, *(base / name for name in names)):
            yield from (
                file
                for file in (place.with_suffix(".py"), place / "__init__.py")
                if file.is_file() and file != _HERE / "__init__.py"
            )


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


@pytest.fixture
def leaving_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite as it is by its own default, whatever it was built with: what is deleted stays in the file."""
    import sqlite3

    connect = sqlite3.connect

    def connected(*given: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*given, **named)
        connection.execute("PRAGMA secure_delete=OFF")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connected)
