"""Versions of the prompts: the shipped ones, and those that git keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from structurer.errors import EvalError
from structurer.evals.versions import prompts_of, texts_at
from structurer.resources import folder
from structurer.settings import load_settings
from tests import tries

pytestmark = tries.needs_git


def test_shipped_are_the_shipped_ones_whatever_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRUCTURER_PROMPTS_DIR", str(tmp_path))
    found = prompts_of("shipped", tmp_path, tmp_path)
    assert load_settings(prompts_dir=found).prompts_dir == folder("prompts")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a prompt, and a picture beside it."""
    (tmp_path / "note").mkdir()
    (tmp_path / "note" / "résumé.md").write_text("Read the résumé.")
    (tmp_path / "note" / "picture.png").write_bytes(b"\x89PNG")
    tries.git(tmp_path, "init", "--quiet", "--template=")
    tries.commit(tmp_path)
    return tmp_path


def test_a_prompt_is_found_whatever_it_is_called_and_lies_beside(checkout: Path) -> None:
    assert texts_at(checkout, "HEAD") == {"note/résumé.md": "Read the résumé."}


def test_a_prompt_that_git_cannot_give_is_no_empty_one(checkout: Path) -> None:
    (checkout / "note" / "latin.md").write_bytes(b"r\xe9sum\xe9")
    tries.commit(checkout)
    with pytest.raises(EvalError, match=r"note/latin\.md of HEAD cannot be read"):
        texts_at(checkout, "HEAD")
