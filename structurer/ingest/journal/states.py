"""The states that a letter of a job goes through."""

from __future__ import annotations

from typing import Literal

State = Literal["waiting", "working", "done", "incomplete", "failed"]
FINAL = ("done", "incomplete", "failed")
"""States in which nothing is left to do."""
TRIED_AGAIN = (
    "EXISTS (SELECT 1 FROM earlier WHERE earlier.content = letters.content AND earlier.recipe = letters.recipe "
    "AND earlier.state = 'incomplete' AND letters.state IN ('waiting', 'working'))"
)
"""Which letters were put back to be tried again, and came to a record before. One that is done anew has no recipe until it
is finished."""
