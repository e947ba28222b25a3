"""By which recipes the letters of a journal were structured."""

from __future__ import annotations

import json
import time
from typing import Any

from structurer.ingest.journal.database import Database
from structurer.ingest.journal.liveness import is_dead
from structurer.ingest.journal.states import TRIED_AGAIN

_BY_RECIPE = (
    "(state IN ('done', 'incomplete') OR state = 'failed' AND coalesce(json_extract(error, '$.stage'), '') != 'load')"
)
"""Which letters are finished in a way that another recipe might change."""


class Recipes(Database):
    """The recipes of a job, each by its number."""

    def recipe(self, digest: str, recipe: dict[str, Any]) -> int:
        """The number of a recipe, noted where it is new."""
        self.execute(
            "INSERT OR IGNORE INTO recipes(digest, recipe, first_used) VALUES (?, ?, ?)",
            digest, json.dumps(recipe), time.time(),
        )  # fmt: skip
        return int(self.query("SELECT id FROM recipes WHERE digest = ?", digest)[0][0])

    def known_recipe(self, digest: str) -> int | None:
        """The number of a recipe, None where it is not noted."""
        found = self.query("SELECT id FROM recipes WHERE digest = ?", digest)
        return int(found[0][0]) if found else None

    def recipe_by(self, number: int) -> dict[str, Any]:
        """The recipe of that number."""
        [(text,)] = self.query("SELECT recipe FROM recipes WHERE id = ?", number)
        return dict(json.loads(text))

    def other_recipes(self, recipe: int) -> list[tuple[dict[str, Any], int]]:
        """The other recipes by which letters of this journal were structured, or failed, with how many were. A letter
        that could not be loaded is none: no recipe changes that."""
        found = self.query(
            "SELECT recipes.recipe, count(*) FROM letters JOIN recipes ON recipes.id = letters.recipe "  # noqa: S608
            f"WHERE letters.recipe != ? AND ({_BY_RECIPE} OR {TRIED_AGAIN}) GROUP BY recipes.id",
            recipe,
        )
        return [(json.loads(text), count) for text, count in found]

    def is_by_another(self, content: str, recipe: int) -> bool:
        """Whether a letter was structured, or failed, by another recipe."""
        found = self.query(
            "SELECT 1 FROM letters WHERE content = ? AND recipe != ? AND " + _BY_RECIPE,  # noqa: S608
            content, recipe,
        )  # fmt: skip
        return bool(found)

    def others_at_work(self, recipe: int) -> list[dict[str, Any]]:
        """The other recipes that processes which live structure by."""
        found = self.query(
            "SELECT host, pid, beat, recipes.recipe FROM working_by JOIN workers ON workers.id = working_by.worker "
            "JOIN recipes ON recipes.id = working_by.recipe WHERE working_by.recipe != ?",
            recipe,
        )
        return [json.loads(text) for host, pid, beat, text in found if not is_dead(host, pid, beat)]

    def recipes_of_records(self) -> list[tuple[int, dict[str, Any], int]]:
        """The recipes that letters came to a record by, also those that are tried again: number, recipe, and how many they
        are."""
        found = self.query(
            "SELECT recipes.id, recipes.recipe, count(*) FROM letters JOIN recipes ON recipes.id = letters.recipe "  # noqa: S608
            f"WHERE letters.state IN ('done', 'incomplete') OR {TRIED_AGAIN} GROUP BY recipes.id"
        )
        return [(int(number), json.loads(text), int(count)) for number, text, count in found]
