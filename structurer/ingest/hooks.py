"""Functions that a user names: `module:function`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from structurer.errors import SettingsError


def hook(named: str | None) -> Callable[[str], str] | None:
    """The function that is named, looked for in the working folder too; None for none. Raises SettingsError."""
    if named is None:
        return None
    module, _, name = named.partition(":")
    sys.path.insert(0, str(Path.cwd()))
    try:
        found: Callable[[str], str] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError(f"{named} cannot be found: {error}", hint="write module:function") from None
    finally:
        sys.path.pop(0)
    return found
