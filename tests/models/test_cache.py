"""The cache keeps text for its owner, runs nobody's code, and never fails a letter."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import pickle
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from structurer.errors import FileError
from structurer.models.cache import AnswerCache, cache_key
from structurer.models.calls import Message
from structurer.models.names import ModelIdentity

MIB = 1 << 20


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "cache")


def test_what_is_put_is_got_also_by_another_process(cache: AnswerCache) -> None:
    assert cache.get("a") is None
    cache.put("a", "the answer, mit Umlauten: ä")
    assert cache.get("a") == "the answer, mit Umlauten: ä"
    assert AnswerCache(cache.folder.parent).get("a") == "the answer, mit Umlauten: ä"


def test_nothing_is_made_before_something_is_kept(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "cache")
    assert cache.stats().entries == cache.clear() == 0
    assert not (tmp_path / "cache").exists()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        cache = AnswerCache(tmp_path / "cache")
        cache.put("a", "x" * 200_000)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in cache.folder.iterdir()}
    finally:
        os.umask(previous)
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    assert "cache.db" in modes


def test_stats_and_clear(cache: AnswerCache) -> None:
    for n in range(5):
        cache.put(str(n), "x" * 1000)
    stats = cache.stats()
    assert (stats.entries, stats.folder) == (5, cache.folder)
    assert stats.bytes > 5000
    assert cache.clear() == 5
    assert cache.stats().entries == 0
    assert cache.get("1") is None


@pytest.mark.usefixtures("leaving_sqlite")
def test_what_is_cleared_does_not_stay_in_a_file(cache: AnswerCache) -> None:
    said = "the worker has a tender knee"
    for n in range(50):
        cache.put(str(n), said * 100)
    assert cache.clear() == 50
    assert [file.name for file in cache.folder.iterdir() if said.encode() in file.read_bytes()] == []
    assert cache._opened()._sql("PRAGMA secure_delete").fetchall() == [(1,)]


@pytest.mark.usefixtures("leaving_sqlite")
def test_every_thread_overwrites_what_it_removes(cache: AnswerCache) -> None:
    cache.put("a", "kept by this thread")
    with ThreadPoolExecutor(1) as another:
        assert another.submit(lambda: cache._opened()._sql("PRAGMA secure_delete").fetchall()).result() == [(1,)]


def test_beyond_its_limit_the_oldest_answers_go(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path, size_limit=MIB)
    for n in range(60):
        cache.put(str(n), "x" * 60_000)
        cache.get("0")
    assert cache.get("59") is not None
    assert cache.get("0") is None
    assert cache.stats().bytes < 2 * MIB


# Code that is not ours


class Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> Any:
        return (Path.write_text, (self.file, "boom"))


def _plant(cache: AnswerCache, **columns: Any) -> None:
    """Write a row past the library, as somebody with access to the file could."""
    row = {"key": "a", "raw": 1, "store_time": 1.0, "access_time": 1.0, "mode": 1, "size": 0, **columns}
    with sqlite3.connect(cache.folder / "cache.db") as database:
        database.execute("DELETE FROM Cache")
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        database.execute(f"INSERT INTO Cache ({names}) VALUES ({marks})", list(row.values()))


def test_a_planted_pickle_does_not_run(cache: AnswerCache, tmp_path: Path) -> None:
    cache.put("a", "good")
    boom = tmp_path / "boom"
    _plant(cache, mode=4, value=pickle.dumps(Bomb(boom)))
    assert cache.get("a") is None
    assert not boom.exists()
    planted = cache.folder / "planted.val"
    planted.write_bytes(pickle.dumps(Bomb(boom)))
    fresh = AnswerCache(cache.folder.parent)
    _plant(fresh, mode=4, filename="planted.val")
    assert fresh.get("a") is None
    assert not boom.exists()


def test_a_planted_pickled_key_does_not_run(cache: AnswerCache, tmp_path: Path) -> None:
    cache.put("a", "good")
    boom = tmp_path / "boom"
    _plant(cache, key=pickle.dumps(Bomb(boom)), raw=0, value="x")
    assert cache.get("a") is None
    with pytest.raises(ValueError, match="no text"):
        list(cache._opened())
    assert not boom.exists()


def test_a_planted_row_cannot_read_or_delete_files(cache: AnswerCache, tmp_path: Path) -> None:
    cache.put("a", "good")
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for mode in (2, 3):
        _plant(cache, mode=mode, filename="../../secret", size=10)
        assert AnswerCache(cache.folder.parent).get("a") is None
    assert AnswerCache(cache.folder.parent).clear() == 1
    assert secret.read_text() == "secret"


@pytest.mark.parametrize("value", [b"bytes", 1, {"a": 1}, None, Bomb(Path("boom"))])
def test_only_text_is_stored(cache: AnswerCache, value: Any) -> None:
    with pytest.raises(ValueError, match="no text"):
        cache._opened().set("a", value)
    with pytest.raises(ValueError, match="no text"):
        cache._opened().set(value, "a")


# A cache that cannot be used


def _overwritten(folder: Path) -> None:
    (folder / "answers").mkdir(parents=True)
    (folder / "answers" / "cache.db").write_bytes(b"this is no database" * 100)


def _a_file_instead(folder: Path) -> None:
    folder.mkdir()
    (folder / "answers").write_text("not a folder")


def _a_link(folder: Path) -> None:
    (folder / "elsewhere").mkdir(parents=True)
    (folder / "answers").symlink_to(folder / "elsewhere")


@pytest.mark.parametrize("damage", [_overwritten, _a_file_instead, _a_link])
def test_an_unusable_cache_warns_once_and_holds_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: Any
) -> None:
    damage(tmp_path / "cache")
    cache = AnswerCache(tmp_path / "cache")
    with caplog.at_level(logging.WARNING):
        for n in range(3):
            assert cache.get(str(n)) is None
            cache.put(str(n), "a secret answer")
    assert len(caplog.records) == 1
    assert "going on without it" in caplog.text
    assert "secret" not in caplog.text
    assert cache.stats().entries == 0


def test_a_damaged_cache_works_again_once_cleared(tmp_path: Path) -> None:
    _overwritten(tmp_path)
    cache = AnswerCache(tmp_path)
    assert cache.get("a") is None
    cache.clear()
    cache.put("a", "again")
    assert cache.get("a") == "again"


@pytest.mark.parametrize("is_open", [True, False])
def test_a_locked_cache_is_not_given_up(cache: AnswerCache, is_open: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.models.cache.LOCK_SECONDS", 0.05)
    cache.put("a", "kept")
    if not is_open:
        cache.close()
    other = sqlite3.connect(cache.folder / "cache.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache.put("b", "lost")
    other.execute("ROLLBACK")
    other.close()
    cache.put("c", "kept")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == ("kept", None, "kept")


def test_a_locked_cache_is_not_cleared_under_who_holds_it(cache: AnswerCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.models.cache.LOCK_SECONDS", 0.05)
    cache.put("a", "kept")
    with contextlib.closing(sqlite3.connect(cache.folder / "cache.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileError, match="busy"):
            AnswerCache(cache.folder.parent).clear()
        other.execute("ROLLBACK")
    cache.put("b", "kept too")
    found = AnswerCache(cache.folder.parent)
    assert (found.get("a"), found.get("b"), found.clear()) == ("kept", "kept too", 2)


def _fill(folder: str, name: str) -> None:
    cache = AnswerCache(Path(folder))
    for n in range(50):
        cache.put(f"{name}{n}", name)


def test_processes_share_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_fill, args=(str(tmp_path), name)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert AnswerCache(tmp_path).stats().entries == 100


class LetGo(AnswerCache):
    """A cache of which another thread lets go as soon as it is opened."""

    _store: Any = property(lambda self: None, lambda self, store: None)


def test_a_cache_that_another_thread_lets_go_of_is_not_given_up(tmp_path: Path) -> None:
    cache = LetGo(tmp_path)
    cache.put("key", "text")
    assert cache.get("key") == "text"


# Keys

IDENTITY = ModelIdentity("local/x", "local", "abc")
MESSAGES = (Message("user", "a letter"),)
SCHEMA = {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
PARAMETERS = {"temperature": 0.0, "seed": 7, "max_tokens": 100}


@pytest.mark.parametrize(
    "other",
    [
        (ModelIdentity("local/y", "local", "abc"), MESSAGES, SCHEMA, PARAMETERS),
        (ModelIdentity("local/x", "local", "abd"), MESSAGES, SCHEMA, PARAMETERS),
        (ModelIdentity("local/x", "other", "abc", "a-host"), MESSAGES, SCHEMA, PARAMETERS),
        (ModelIdentity("local/x", "local", "abc", None, "a-path"), MESSAGES, SCHEMA, PARAMETERS),
        (IDENTITY, (Message("user", "another letter"),), SCHEMA, PARAMETERS),
        (IDENTITY, (Message("system", "a letter"),), SCHEMA, PARAMETERS),
        (IDENTITY, (Message("user", "a"), Message("user", " letter")), SCHEMA, PARAMETERS),
        (IDENTITY, MESSAGES, {"properties": dict(reversed(SCHEMA["properties"].items()))}, PARAMETERS),
        (IDENTITY, MESSAGES, SCHEMA, {**PARAMETERS, "seed": 8}),
    ],
)
def test_whatever_an_answer_depends_on_changes_its_key(other: Any) -> None:
    key = cache_key(IDENTITY, MESSAGES, SCHEMA, PARAMETERS)
    assert key == cache_key(ModelIdentity("local/x", "local", "abc"), MESSAGES, dict(SCHEMA), dict(PARAMETERS))
    assert len(key) == 64
    assert cache_key(*other) != key


def test_a_key_stays_what_it_is_so_that_kept_answers_are_found() -> None:
    key = cache_key(IDENTITY, MESSAGES, SCHEMA, PARAMETERS)
    assert key == "96411bd102bfd323d1d43274ea0ddf41971a6797afcae3053d777b791e94822f"
