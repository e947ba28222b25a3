"""What the documents show is what the commands print, and their samples run."""

from __future__ import annotations

import asyncio
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from structurer import Structurer
from structurer.cli.main import _COMMANDS
from structurer.evals.cassettes import recorded_endpoint, tape
from structurer.models.client import ModelClient
from structurer.settings import Settings, load_settings
from tests import readme, replay

DOCUMENTS = [
    *(readme.ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((readme.ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize(
    ("document", "pattern", "made"), readme.BLOCKS, ids=[made.__name__ for _, _, made in readme.BLOCKS]
)
def test_what_commands_print_is_what_they_print(
    document: Path, pattern: re.Pattern[str], made: Callable[[], str]
) -> None:
    shown = pattern.search(document.read_text(encoding="utf-8"))
    assert shown is not None
    assert shown.group() == made(), "run: python -m tests.readme"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_file_it_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    named = {name for block in blocks for name in re.findall(r"^structurer ([a-z]+)", block, re.MULTILINE)}
    assert named <= set(_COMMANDS)
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (document.parent / link).exists(), link


def test_the_sample_prints_decisions_and_where_values_stand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(model=f"local/{replay.MODEL}", cache=False, slots=4, transport_attempts=1)

    def recorded(self: Any) -> ModelClient:
        self._client = self._client or ModelClient(settings, cache=None, endpoint=lambda: recorded_endpoint(settings))
        return self._client  # type: ignore[no-any-return]

    monkeypatch.setattr(Structurer, "client", recorded)
    letter, defined = str(readme.ROOT / "examples" / "letter.txt"), runpy.run_path(str(readme.SAMPLE))
    with tape(replay.CASSETTES / "imr" / "example.yaml", "replay"):
        defined["one"](letter)
    with tape(replay.CASSETTES / "imr" / "example.yaml", "replay"):
        asyncio.run(defined["many"]([letter]))
    told = capsys.readouterr().out
    assert "EMG/NCV overturned" in told
    assert "46 year old 1 817 828" in told
    assert "letter.txt mixed" in told


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())
