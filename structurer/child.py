"""This very structurer in a process of its own: how it is called, and in which environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path


def command(module: str) -> list[str]:
    """How a module of it is run. -P keeps files that happen to lie in the working folder from being imported."""
    return [sys.executable, "-P", "-m", module]


def environment(unneeded: Collection[str] = ()) -> dict[str, str]:
    """The process's environment: able to import this very structurer, and without what it has no use for."""
    given = {name: value for name, value in os.environ.items() if name not in unneeded}
    root = Path(__file__).parents[1]
    if root.name not in ("site-packages", "dist-packages"):
        before = given.get("PYTHONPATH")
        given["PYTHONPATH"] = f"{root}{os.pathsep}{before}" if before else str(root)
    return given
