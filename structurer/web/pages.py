"""Templates into pages: everything escaped, styles and script inside, a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def page(template: str, styles: Sequence[str], scripts: Sequence[str], *, served: bool = False, **values: Any) -> str:
    """A whole page. `styles` and `scripts` are names of assets, put in one after the other; `values` are text, and
    escaped. A page that is `served` may call back the server that it came from."""
    css, js = "".join(map(asset, styles)), "".join(map(asset, scripts))
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(js)}'; img-src data: blob:; base-uri 'none'; "
        "form-action 'none'" + ("; connect-src 'self'" if served else "")
    )
    # Ours, not a letter's: they are put in as they are.
    shown = {"css": Markup(css), "js": Markup(js), "policy": policy}  # noqa: S704
    return _environment().get_template(template).render(**values, **shown)


def data_block(value: Any) -> Markup:
    """A value as JSON for a `<script type="application/json">`: nothing in it can end the element or begin another, and
    half a character, which no page can hold, is told by its number."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text))  # noqa: S704


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
