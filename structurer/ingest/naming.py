"""What letters are called in a job: as text, and each by a name of its own, since a journal keeps one letter a name."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable


def is_file(name: str) -> bool:
    """Whether a file, or whatever else, has that name."""
    return os.path.lexists(name)


class Names:
    """Gives each letter of a source a name that no other has: one that is taken already gets a number.

    `is_taken` says which names are those of other letters besides, by default those of files.
    """

    def __init__(self, is_taken: Callable[[str], bool] = is_file) -> None:
        self._is_taken = is_taken
        self._times: Counter[str] = Counter()
        self._given: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def own(self, name: str) -> str:
        """The name, numbered where it is taken."""
        while True:
            self._times[name] += 1
            made = name if self._times[name] == 1 else f"{name} ({self._times[name]})"
            if made not in self._given and not self._is_taken(made):
                self._given.add(made)
                return made
