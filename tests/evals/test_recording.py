"""Recordings: which of them a suite still needs."""

from __future__ import annotations

import shutil
from pathlib import Path

from structurer.evals.recording import stray_cassettes
from structurer.evals.suite import load_suite
from tests import letters


def test_recordings_about_a_letter_that_has_no_label_yet_are_kept(tmp_path: Path) -> None:
    labelled, unlabelled = "2016-one-item", "2017-contradiction"
    for part in ("letters", "labels", "cassettes"):
        (tmp_path / part).mkdir()
    for name in (labelled, unlabelled):
        shutil.copy(letters.HERE / f"{name}.txt", tmp_path / "letters")
    shutil.copy(letters.HERE / f"{labelled}.json", tmp_path / "labels")
    for name in (labelled, unlabelled, "nobodys"):
        (tmp_path / "cassettes" / f"{name}.yaml").write_text("")
    (tmp_path / "suite.toml").write_text('kind = "imr"\npartial = true\ncassettes = "cassettes"\n')
    assert [path.stem for path in stray_cassettes(load_suite(tmp_path))] == ["nobodys"]
