"""A relative name given in two folders: where it means other files, no letter takes another's place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from structurer.errors import SettingsError
from structurer.ingest.job import ingest
from structurer.ingest.whence import see_same_files
from tests.ingest.jobs import FEW, rows


def years(folder: Path) -> tuple[Path, Path]:
    """Two folders, each with a folder letters/ of one letter of the same name."""
    places = folder / "2016", folder / "2017"
    for place, letter in zip(places, FEW, strict=False):
        (place / "letters").mkdir(parents=True)
        shutil.copy(letter, place / "letters" / "a.txt")
    return places


def test_letters_of_one_name_in_two_folders_are_both_of_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = years(tmp_path)
    out = tmp_path / "all.jsonl"
    monkeypatch.chdir(first)
    assert ingest("letters", out, read_only=True, kind="imr").ok
    before = rows(out)
    monkeypatch.chdir(second)
    with pytest.raises(SettingsError, match="other letters under the name letters") as refused:
        ingest("letters", out, read_only=True, kind="imr")
    assert refused.value.hint == f"give the whole path: {second / 'letters'}"
    assert rows(out) == before
    assert ingest(second / "letters", out, read_only=True, kind="imr").ok
    assert [row["name"] for row in rows(out)] == ["letters/a.txt", str(second / "letters" / "a.txt")]
    assert rows(out)[0] == before[0]


def test_a_job_that_was_moved_with_its_letters_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = years(tmp_path)
    monkeypatch.chdir(first)
    assert ingest("letters", "out.jsonl", read_only=True, kind="imr").here == 1
    moved = first.rename(tmp_path / "moved")
    monkeypatch.chdir(moved)
    summary = ingest("letters", "out.jsonl", read_only=True, kind="imr")
    assert (summary.ok, summary.here, summary.rows) == (True, 0, 1)


NAMES = [
    ("letters", "letters/a.txt"),
    ("letters/a.txt", "letters"),
    ("letters/*.txt", "letters"),
    (".", "letters"),
    ("letters", "./letters/"),
]


@pytest.mark.parametrize(("now", "before"), NAMES)
def test_what_lies_in_what_was_named_counts_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str, before: str
) -> None:
    first, second = years(tmp_path)
    monkeypatch.chdir(second)
    with pytest.raises(SettingsError):
        see_same_files([now], [(str(first), before)])
    see_same_files([now], [(str(second), before), ("", before), (str(tmp_path / "gone"), before)])
    see_same_files([str(second / "letters")], [(str(first), before)])
    see_same_files([now], [(str(first), str(first / "letters")), (str(first), "others")])


def test_one_folder_by_two_ways_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = years(tmp_path)
    link = tmp_path / "link"
    link.symlink_to(first)
    monkeypatch.chdir(first)
    see_same_files(["letters"], [(str(link), "letters")])
