"""Weights are the pinned ones or are not used, and are fetched once."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from structurer.errors import SettingsError, WeightsError
from structurer.models.local import sources, weights
from structurer.models.local.sources import SourceFailed
from structurer.models.local.weights import Progress, Weights, ensure, is_present, path_of, remove


class Given:
    """A source that writes what it is told to, and counts how often it was asked."""

    def __init__(self, name: str, gives: bytes | Exception) -> None:
        self.name, self.gives, self.asked = name, gives, 0

    def fetch(self, weights: Weights, path: Path, progress: Progress) -> Path:
        self.asked += 1
        if isinstance(self.gives, Exception):
            raise self.gives
        part = weights_part(path)
        part.write_bytes(self.gives)
        progress(len(self.gives), weights.size, self.name)
        return part


weights_part = weights.part_of


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Given]]:
    def give(*gives: bytes | Exception) -> list[Given]:
        made = [Given(name, what) for name, what in zip(("first", "second"), gives, strict=False)]
        monkeypatch.setattr(sources, "SOURCES", tuple(made))
        return made

    return give


def test_a_file_that_its_user_placed_is_checked_and_used(tiny: Weights, placed: Path, tmp_path: Path) -> None:
    assert ensure(tiny, tmp_path, fetch=False) == placed
    assert is_present(tiny, tmp_path)


def test_a_verified_file_is_not_hashed_again(
    tiny: Weights, placed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure(tiny, tmp_path, fetch=False)
    monkeypatch.setattr(weights, "_sha256", lambda path: pytest.fail("hashed again"))
    assert ensure(tiny, tmp_path, fetch=False) == placed


def test_a_file_changed_since_is_hashed_deleted_and_refused(tiny: Weights, placed: Path, tmp_path: Path) -> None:
    ensure(tiny, tmp_path, fetch=False)
    placed.write_bytes(b"x" * tiny.size)
    os.utime(placed, ns=(1, 1))
    with pytest.raises(WeightsError, match="SHA-256"):
        ensure(tiny, tmp_path, fetch=False)
    assert not placed.exists()


@pytest.mark.parametrize("wrong", [b"short", b"x" * 102_400], ids=["size", "hash"])
def test_what_is_not_the_pinned_file_is_deleted_and_the_next_source_asked(
    wrong: bytes, tiny: Weights, tmp_path: Path, content: bytes, given: Callable[..., list[Given]]
) -> None:
    first, second = given(wrong, content)
    assert ensure(tiny, tmp_path).read_bytes() == content
    assert (first.asked, second.asked) == (1, 1)
    assert sorted(file.suffix for file in path_of(tiny, tmp_path).parent.iterdir()) == [".gguf", ".lock", ".verified"]


def test_an_error_names_both_sources_what_they_said_and_the_remedies(
    tiny: Weights, tmp_path: Path, given: Callable[..., list[Given]]
) -> None:
    given(SourceFailed("no route"), SourceFailed("no such package"))
    with pytest.raises(WeightsError) as caught:
        ensure(tiny, tmp_path)
    for said in ("first: no route", "second: no such package", str(path_of(tiny, tmp_path)), "openai/"):
        assert said in str(caught.value)


def test_missing_weights_are_not_fetched_unasked(tiny: Weights, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="structurer model pull"):
        ensure(tiny, tmp_path, fetch=False)


def test_a_full_disk_is_noticed_before_anything_is_fetched(
    tiny: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: Callable[..., list[Given]]
) -> None:
    class Usage(NamedTuple):
        free: int = 100

    (source,) = given(b"")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage())
    with pytest.raises(WeightsError, match="GB free"):
        ensure(tiny, tmp_path)
    assert source.asked == 0


def test_of_many_at_once_one_fetches(
    tiny: Weights, tmp_path: Path, content: bytes, given: Callable[..., list[Given]]
) -> None:
    # flock counts for each opened file, so threads compete for it as processes do.
    (source,) = given(content)
    callers = [threading.Thread(target=ensure, args=(tiny, tmp_path)) for _ in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert source.asked == 1
    assert is_present(tiny, tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_folder_and_file_are_their_owners_only(
    tiny: Weights, tmp_path: Path, content: bytes, given: Callable[..., list[Given]]
) -> None:
    given(content)
    path = ensure(tiny, tmp_path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_remove_takes_what_a_broken_download_left_too(tiny: Weights, placed: Path, tmp_path: Path) -> None:
    weights.part_of(placed).write_bytes(b"half")
    weights.parts_of(placed).mkdir()
    assert remove(tiny, tmp_path)
    assert [file.suffix for file in placed.parent.iterdir()] == [".lock"]
    assert not remove(tiny, tmp_path)


def test_an_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"local/qwen2\.5-coder-1\.5b"):
        weights.weights_named("local/nonesuch")
