"""Where prompts and schemas stand: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder of that name (`prompts` or `schemas`)."""
    shipped = _PACKAGE / "resources" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
