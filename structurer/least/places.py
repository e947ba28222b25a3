"""Models and kinds in files: `my_models.py:Note`."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from structurer.errors import KindError
from structurer.kind import LetterKind


def is_place(named: str) -> bool:
    """Whether a name is a place: a file and what it holds, with a colon between."""
    return ".py:" in named


def model_at(place: str, base: Path | None = None) -> type[BaseModel]:
    """The Pydantic model at a place such as `my_models.py:Note`, the file relative to `base`. The file is run.

    Raises KindError where there is none.
    """
    found = _at(place, base)
    if isinstance(found, type) and issubclass(found, BaseModel):
        return found
    raise KindError(f"{place} is not a Pydantic model", hint="name a class that derives from pydantic.BaseModel")


def kind_at(place: str, base: Path | None = None) -> LetterKind[Any]:
    """The kind at a place: a LetterKind, or that of the model there. Raises KindError where there is neither."""
    found = _at(place, base)
    file, _, name = place.rpartition(":")
    where = f"{((base or Path()) / file).resolve()}:{name}"
    kind = found if isinstance(found, LetterKind) else LetterKind.from_model(model_at(place, base))
    return replace(kind, place=where)


def _at(place: str, base: Path | None) -> Any:
    file, _, name = place.rpartition(":")
    path = ((base or Path()) / file).resolve()
    if not path.is_file():
        raise KindError(f"{path} is not there", hint="give a Python file and the model in it: my_models.py:Note")
    module = _module(path)
    if not hasattr(module, name):
        raise KindError(f"{path} has no {name}", hint="name a model that the file defines")
    return getattr(module, name)


@cache
def _module(path: Path) -> Any:
    """The module in a file; one of a package is imported with its package, so that it finds its neighbours."""
    package = [path.parent] if (path.parent / "__init__.py").is_file() else []
    while package and (package[-1].parent / "__init__.py").is_file():
        package.append(package[-1].parent)
    try:
        if package:
            return _packaged(path, package[-1])
        return _alone(path)
    except KindError:
        raise
    except Exception as error:
        raise KindError(f"{path} cannot be run: {type(error).__name__}: {error}", hint="correct the file") from error


def _packaged(path: Path, package: Path) -> Any:
    names = path.relative_to(package.parent).with_suffix("").parts
    if str(package.parent) not in sys.path:
        sys.path.insert(0, str(package.parent))
    return importlib.import_module(".".join(names[:-1] if names[-1] == "__init__" else names))


def _alone(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"structurer_at_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise KindError(f"{path} cannot be imported", hint="give a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # annotations are looked up there
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[spec.name]
        raise
    return module
