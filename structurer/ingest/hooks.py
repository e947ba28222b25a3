"""Functions that a user names: `module:function`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from pathlib import Path

from structurer.errors import SettingsError


def hook(named: str | None) -> Callable[[str], str] | None:
    """The function that is named, looked for in the working folder too; None for none. Raises SettingsError."""
    if named is None:
        return None
    module, _, name = named.partition(":")
    folder = str(Path.cwd())
    sys.path.insert(0, folder)
    try:
        importlib.invalidate_caches()
        found: Callable[[str], str] = getattr(_imported(module, folder), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError(f"{named} cannot be found: {error}", hint="write module:function") from None
    except SettingsError:
        raise
    except Exception as error:
        raise SettingsError(
            f"{module} cannot be imported: {type(error).__name__}: {error}", hint="correct the module"
        ) from None
    finally:
        sys.path.pop(0)
    if not callable(found):
        raise SettingsError(f"{named} is no function", hint="write module:function")
    return found


def _imported(module: str, folder: str) -> object:
    """The module of that name, imported; refused where another of its name stands before the working folder's.

    A function of the same name, from a module that was not meant, might hide nothing of what it was to hide.
    """
    imported = importlib.import_module(module)
    package = module.partition(".")[0]
    here = PathFinder.find_spec(package, [folder])
    spec = sys.modules[package].__spec__
    if here is None or here.origin is None or (spec and spec.origin and _one_file(spec.origin, here.origin)):
        return imported
    raise SettingsError(
        f"{here.origin} is not what {package} names here: another module of that name is imported already",
        hint="give the file another name",
    )


def _one_file(one: str, other: str) -> bool:
    """Whether two paths lead to the same file; built-in modules name none."""
    first, second = Path(one), Path(other)
    return first.exists() and second.exists() and first.samefile(second)
