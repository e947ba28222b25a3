"""The states that a letter of a job goes through."""

from __future__ import annotations

from typing import Literal

State = Literal["waiting", "working", "done", "incomplete", "failed"]
FINAL = ("done", "incomplete", "failed")
"""States in which nothing is left to do."""
