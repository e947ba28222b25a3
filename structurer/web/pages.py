"""Templates into pages: everything escaped, styles and script inside, a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def page(template: str, style: str, script: str, **values: Any) -> str:
    """A whole page. `style` and `script` are names of assets; what is put in besides is text, and is escaped."""
    css, js = asset(style), asset(script)
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(js)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )  # fmt: skip
    # Ours, not a letter's: they are put in as they are.
    shown = {"css": Markup(css), "js": Markup(js), "policy": policy}  # noqa: S704
    return _environment().get_template(template).render(**values, **shown)


@cache
def asset(name: str) -> str:
    """The text of a file among the assets."""
    return files("structurer.web").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
