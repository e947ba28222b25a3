"""What the README shows is what the commands print."""

from __future__ import annotations

import re

from structurer.cli.main import _COMMANDS
from tests import readme


def test_the_example_is_what_the_recorded_run_prints() -> None:
    shown = readme.BLOCK.search(readme.README.read_text(encoding="utf-8"))
    assert shown is not None
    assert shown.group() == readme.block(), "run: python -m tests.readme"


def test_every_command_it_names_exists() -> None:
    blocks = re.findall(r"^```\n(.*?)^```", readme.README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    named = {name for block in blocks for name in re.findall(r"^structurer ([a-z]+)", block, re.MULTILINE)}
    assert named
    assert named <= set(_COMMANDS)
