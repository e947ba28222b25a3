"""What the README shows is what the commands print."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from structurer.cli.main import _COMMANDS
from tests import readme


@pytest.mark.parametrize(("pattern", "made"), readme.BLOCKS, ids=lambda one: getattr(one, "__name__", ""))
def test_what_commands_print_is_what_they_print(pattern: re.Pattern[str], made: Callable[[], str]) -> None:
    shown = pattern.search(readme.README.read_text(encoding="utf-8"))
    assert shown is not None
    assert shown.group() == made(), "run: python -m tests.readme"


def test_every_command_it_names_exists() -> None:
    blocks = re.findall(r"^```\n(.*?)^```", readme.README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    named = {name for block in blocks for name in re.findall(r"^structurer ([a-z]+)", block, re.MULTILINE)}
    assert named
    assert named <= set(_COMMANDS)
