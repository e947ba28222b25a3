"""JSON pointers (RFC 6901): the addresses of values in a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def parse(path: str) -> list[str]:
    """The keys of a pointer: `/worker/age` gives ["worker", "age"]; "" the whole, an empty list."""
    if not path:
        return []
    if not path.startswith("/"):
        raise ValueError(f"a JSON pointer begins with a slash: {path!r}")
    return [key.replace("~1", "/").replace("~0", "~") for key in path[1:].split("/")]


def escaped(key: str) -> str:
    """A key as it stands in a pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def under(path: str, top: str) -> bool:
    """Whether `path` is `top` or stands below it."""
    return path == top or path.startswith(top + "/")


def lookup(tree: Any, path: str) -> Any:
    """The value at `path` in nested models, dicts and lists. Raises KeyError where there is none."""
    place = tree
    for key in parse(path):
        try:
            if isinstance(place, BaseModel):
                place = getattr(place, key)
            elif isinstance(place, list | tuple):
                place = place[int(key)]
            else:
                place = place[key]
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            raise KeyError(path) from None
    return place


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is not a container, with its pointer, in the record's order."""
    if isinstance(tree, BaseModel):
        for name in type(tree).model_fields:
            yield from leaves(getattr(tree, name), f"{path}/{name}")
    elif isinstance(tree, dict):
        for name, value in tree.items():
            yield from leaves(value, f"{path}/{escaped(str(name))}")
    elif isinstance(tree, list | tuple):
        for index, value in enumerate(tree):
            yield from leaves(value, f"{path}/{index}")
    else:
        yield path, tree
