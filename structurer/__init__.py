"""structurer: free-text letters in, typed and verified records out.

    from structurer import Structurer

    result = Structurer().structure("letter.pdf")
    result.record.determinations[0].decision      # typed, by the kind of letter that it is
    result.evidence["/worker/age"][0].text        # where the letter says so

Everything here is imported when it is first used, so that `import structurer` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from structurer.version import __version__

if TYPE_CHECKING:
    from structurer.errors import LetterError as LetterError
    from structurer.errors import ModelError as ModelError
    from structurer.errors import StructurerError as StructurerError
    from structurer.kind import Ask as Ask
    from structurer.kind import LetterKind as LetterKind
    from structurer.kind import Question as Question
    from structurer.kind import Reader as Reader
    from structurer.kind import Reading as Reading
    from structurer.kind import Recognition as Recognition
    from structurer.kind import Rule as Rule
    from structurer.kind import Stage as Stage
    from structurer.kind import Trip as Trip
    from structurer.letter import Letter as Letter
    from structurer.linking import Link as Link
    from structurer.linking import link as link
    from structurer.loading import load as load
    from structurer.marks import Verbatim as Verbatim
    from structurer.pipeline import Outcome as Outcome
    from structurer.pipeline import Structurer as Structurer
    from structurer.quote import Quote as Quote
    from structurer.result import Finding as Finding
    from structurer.result import Severity as Severity
    from structurer.result import Span as Span
    from structurer.result import Structured as Structured
    from structurer.settings import Settings as Settings
    from structurer.validation import validate as validate

_HOMES = {
    "structurer.errors": ("LetterError", "ModelError", "StructurerError"),
    "structurer.kind": ("Ask", "LetterKind", "Question", "Reader", "Reading", "Recognition", "Rule", "Stage", "Trip"),
    "structurer.letter": ("Letter",),
    "structurer.linking": ("Link", "link"),
    "structurer.loading": ("load",),
    "structurer.marks": ("Verbatim",),
    "structurer.pipeline": ("Outcome", "Structurer"),
    "structurer.quote": ("Quote",),
    "structurer.result": ("Finding", "Severity", "Span", "Structured"),
    "structurer.settings": ("Settings",),
    "structurer.validation": ("validate",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME_OF)]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'structurer' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
