"""Whose defect it is when code fails: an exception's name and place, never its message, which may hold letter text."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from structurer.errors import StructurerError, UnexpectedError

if TYPE_CHECKING:
    from structurer.kind import LetterKind

_OWN = Path(__file__).parent


@contextmanager
def blaming(kind: LetterKind[Any], part: str, code: Callable[..., Any]) -> Iterator[None]:
    """Run a part that a kind declares (`part` says which, `code` is what it declares).

    Where a part from elsewhere fails, UnexpectedError says which, and where in its package. What fails in structurer's
    own kinds is a defect like any other here, and goes on as it is.
    """
    try:
        yield
    except StructurerError:
        raise
    except Exception as error:
        home = _home(code)
        if home is None or home == _OWN:
            raise
        told = UnexpectedError(
            f"{part} of kind {kind.name} failed: {told_with_place(error, home)}; the defect is in that package",
            hint=f"correct it there, or tell those who made {kind.origin}" if kind.origin else "correct it there",
        )
        raise told from error


def told_with_place(error: BaseException, home: Path | None = None) -> str:
    """An exception as `ZeroDivisionError at reading.py:38`: the innermost place, of those in `home` where it is given."""
    name = type(error).__name__
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return f"{name} at {Path(error.filename).name}:{error.lineno}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith("<") and (home is None or _within(Path(frame.filename), home))
    ]
    return f"{name} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else name


def _home(code: Callable[..., Any]) -> Path | None:
    """The folder of the package that the code stands in; its file, where that is in no package."""
    while isinstance(code, partial):
        code = code.func
    file = getattr(sys.modules.get(getattr(code, "__module__", None) or ""), "__file__", None)
    if file is None:
        return None
    place = Path(file).resolve()
    while (place.parent / "__init__.py").is_file():
        place = place.parent
    return place


def _within(file: Path, home: Path) -> bool:
    return file.resolve().is_relative_to(home)
