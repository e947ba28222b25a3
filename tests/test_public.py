"""The public names: adding or losing one is a decision, not an accident."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import structurer


def test_the_public_names() -> None:
    assert structurer.__all__ == [
        "__version__", "Ask", "Finding", "Letter", "LetterError", "LetterKind", "Link", "ModelError", "Outcome",
        "Question", "Quote", "Reader", "Reading", "Recognition", "Rule", "Settings", "Severity", "Span", "Stage",
        "Structured", "Structurer", "StructurerError", "Trip", "Verbatim", "link", "load", "validate",
    ]  # fmt: skip
    for name in structurer.__all__:
        assert getattr(structurer, name) is not None


def test_no_module_has_a_public_name() -> None:
    """Importing a submodule sets it in the package, and would put it in the place of the function."""
    modules = {module.name for module in pkgutil.iter_modules(structurer.__path__)}
    assert not modules & set(structurer.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Structure'"):
        _ = structurer.Structure  # type: ignore[attr-defined]


def test_importing_costs_nothing_heavy() -> None:
    code = (
        "import sys, structurer\n"
        "heavy = {'openai', 'instructor', 'pydantic', 'pypdfium2', 'rich', 'click', 'diskcache'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
