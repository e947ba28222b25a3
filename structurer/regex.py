"""Regular expressions that are compiled when they are first used, and long lists of words in them.

A kind has many hundreds; compiling them takes longer than reading a letter by them. Who names a kind to list it, to show
its prompts or to compare two runs uses none of them, and a letter uses those that its text comes to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Later:
    """Stands for a `re.Pattern` that does not exist yet: the first use of a method, or of a property other than
    `pattern`, compiles it. From then on its methods are the compiled pattern's own, found as quickly."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # who looks an object over, a copier or a debugger, compiles nothing
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return regex, (self.pattern, self._flags)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r}, {re.RegexFlag(self._flags)!r})"


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first used; `re.error` comes then, and from the test that compiles
    all. To be used by its methods: `re.search` and its like refuse it with a TypeError."""
    return cast("re.Pattern[str]", _Later(pattern, flags))


def any_of(words: Iterable[str]) -> str:
    """A part of a pattern that fits any of the words, as they are written: of two where one begins the other, the longer.

    It branches where the words do: each letter of a text is looked at once, where of alternatives side by side every
    one is tried at every place.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _branches(branch) for letter, branch in tree.items() if letter]
    if not ways:
        return ""
    if "" in tree:
        return f"(?:{'|'.join(ways)})?"
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
