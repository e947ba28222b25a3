"""`structurer doctor`: what is installed, configured and reachable, and what to do about what is not."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.options import model_options
from structurer.cli.terminal import console_for, facts, telling
from structurer.cli.words import plural, size
from structurer.errors import KindError, StructurerError
from structurer.settings import Settings, load_settings, settings_files
from structurer.version import __version__

if TYPE_CHECKING:
    from structurer.models.names import ModelName

LIST_SECONDS = 10.0
_ENDS = "check --base-url: it most often ends in /v1"
_PACKAGES = ("openai", "instructor", "pydantic", "tenacity", "diskcache", "pypdfium2")
_LOCAL_PACKAGES = ("xllamacpp", "psutil")
_WIDTH = len("ok  ") + 2 + max(map(len, Settings.model_fields))


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: whether it is well (None: neither), what was seen, and what to do if it is not."""

    name: str
    well: bool | None
    seen: str
    hint: str = ""


@click.command()
@model_options
def doctor(refresh: bool, **settings: Any) -> int:
    """Look at everything that structuring a letter needs. Exit code 1 where something is amiss."""
    del refresh
    from rich.text import Text

    signs = {True: ("ok  ", "good"), False: ("no  ", "bad"), None: ("    ", "")}
    checks = _checks(settings)
    seen: list[Check] = []

    def rows() -> Iterator[tuple[Text, Text]]:
        for check in checks:
            seen.append(check)
            hint = ("\nhint", "title"), f": {check.hint}"
            yield (
                Text.assemble(signs[check.well], (check.name, "name")),
                Text.assemble(check.seen, *(hint if check.hint else ())),
            )

    with telling():
        facts(console_for(sys.stdout), rows(), _WIDTH)
    seen += checks  # what nobody was left to read
    return 1 if any(check.well is False for check in seen) else 0


def _checks(given: dict[str, Any]) -> Iterator[Check]:
    yield Check("structurer", True, f"{__version__} on Python {sys.version.split()[0]}")
    for package in _PACKAGES:
        yield _package(package, "install structurer again: pip install '.[local]' in its clone")
    try:
        settings = load_settings(**given)
    except StructurerError as error:
        yield Check("settings", False, error.message, "correct the setting it names")
        return
    yield from _settings(settings, given)
    yield from _kinds()
    yield from (
        _folder("cache", settings.cache_dir / "answers") if settings.cache else iter([Check("cache", None, "off")])
    )
    try:
        if settings.model.startswith("local/"):
            yield from _embedded(settings)
        else:
            yield from _hosted(settings)
    except StructurerError as error:
        yield Check("model", False, error.message, error.hint)


def _package(name: str, hint: str) -> Check:
    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, "not installed", hint)


def _settings(settings: Settings, given: dict[str, Any]) -> Iterator[Check]:
    files = settings_files()
    for path, _ in files:
        yield Check("settings file", None, str(path))
    for name in sorted(type(settings).model_fields):
        value = getattr(settings, name)
        source = _source(name, given, files)
        if source != "default":
            shown = "set (not shown)" if name == "api_key" else _open(value) if name == "base_url" else value
            yield Check(f"  {name}", None, f"{shown}   from {source}")
    if os.environ.get("OPENAI_API_KEY") and settings.api_key is None:
        yield Check("  OPENAI_API_KEY", None, "set (not shown); used only where a hosted model is named")


def _open(base_url: str) -> str:
    """A base URL without what may be a key in it: a user with a password, a path but for its /v1, a query."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(base_url)
    except ValueError:
        return "set, and no address"
    _, at, host = parts.netloc.rpartition("@")
    path = parts.path.rstrip("/")
    version = "/v1" if path.endswith("/v1") else ""
    hidden = "/…" if path.removesuffix("/v1") else ""
    query = "?…" if parts.query or parts.fragment else ""
    return f"{parts.scheme}://{'…@' if at else ''}{host}{hidden}{version}{query}"


def _source(name: str, given: dict[str, Any], files: list[tuple[Path, dict[str, Any]]]) -> str:
    if given.get(name) is not None:
        return "the command line"
    variable = f"STRUCTURER_{name.upper()}"
    if any(key.upper() == variable and value for key, value in os.environ.items()):
        return variable
    return next((str(path) for path, table in files if name in table), "default")


def _kinds() -> Iterator[Check]:
    from structurer.kinds.registry import kind_named, kind_names

    for name in kind_names():
        try:
            kind = kind_named(name)
        except KindError as error:
            yield Check(f"kind {name}", False, error.message, error.hint)
            continue
        yield Check(
            f"kind {name}", True, f"version {kind.version}: {kind.about}" if kind.about else f"version {kind.version}"
        )
    if not kind_names():
        yield Check(
            "kinds", False, "none is installed", "install structurer again: pip install '.[local]' in its clone"
        )


def _folder(name: str, folder: Path) -> Iterator[Check]:
    existing = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    if not os.access(existing, os.W_OK):
        yield Check(name, False, f"{folder} cannot be written to", "set STRUCTURER_CACHE_DIR to a folder of yours")
    elif folder.is_dir() and os.name == "posix" and folder.stat().st_mode & 0o077:
        yield Check(name, False, f"{folder} can be read by others", f"chmod -R go= {folder}")
    else:
        yield Check(name, True, str(folder))


def _embedded(settings: Settings) -> Iterator[Check]:
    from structurer.models.local.supervisor import running
    from structurer.models.local.weights import is_present, path_of, weights_named

    for package in _LOCAL_PACKAGES:
        yield _package(package, "pip install 'structurer[local]'")
    weights = weights_named(settings.model)
    if is_present(weights, settings.data_dir):
        yield Check("weights", True, str(path_of(weights, settings.data_dir)))
    else:
        yield Check(
            "weights",
            None,
            f"{settings.model} is not here yet ({size(weights.size)}); the first run fetches it",
            "run: structurer model pull",
        )
    found = running(settings)
    seen = (
        f"running, {found.slots} slots of {found.context:,} tokens"
        if found
        else "not running; the first letter starts it"
    )
    yield Check("embedded server", None, seen)


def _hosted(settings: Settings) -> Iterator[Check]:
    from structurer.models.names import parse_name

    name = parse_name(settings)
    leave = "" if name.is_served_here else ": letters leave this machine"
    yield Check("model", None, f"{settings.model}{leave}")
    if name.provider == "openai" and settings.key() is None:
        yield Check("key", False, "none is set", "set OPENAI_API_KEY")
    else:
        yield _reachable(settings, name)


def _reachable(settings: Settings, name: ModelName) -> Check:
    """Whether the server answers, asked in the way that letters go. No letter is sent."""
    import openai

    strange = "answers with something that is no list of models"
    try:
        listed = asyncio.run(_listed(settings, name))
    except StructurerError as error:
        return Check("server", False, error.message, error.hint)
    except openai.AuthenticationError:
        return Check("server", False, "reachable, but does not accept the key", "set OPENAI_API_KEY to a valid key")
    except openai.APIStatusError as error:
        unlisted = f"it does not list models: HTTP {error.status_code}"
        if error.status_code == HTTPStatus.NOT_FOUND and asyncio.run(_lists_further_down(settings, name)):
            return Check("server", False, f"{unlisted}; at /v1 below it one does", _ENDS)
        return Check("server", True, f"reachable ({unlisted})")
    except openai.APIConnectionError as error:
        return Check("server", False, f"cannot be reached: {type(error).__name__}", "check --base-url and the network")
    except Exception as error:
        # A page, no JSON, or JSON of another shape: the SDK fails at each of them in another way.
        return Check("server", False, f"{strange}: {type(error).__name__}", _ENDS)
    if not isinstance(listed, list):
        return Check("server", False, strange, _ENDS)
    return Check("server", True, f"reachable, {plural(len(listed), 'model')}")


async def _listed(settings: Settings, name: ModelName) -> Any:
    """What the server has where a list of models is looked for."""
    from structurer.models.connection import connected

    opened = await connected(settings, name)
    async with opened.client as client:
        return getattr(await client.models.list(timeout=LIST_SECONDS), "data", None)


async def _lists_further_down(settings: Settings, name: ModelName) -> bool:
    """Whether the base URL lacks the /v1 at whose end the server has its models."""
    at = (name.base_url or "").rstrip("/")
    if not at or at.endswith("/v1"):
        return False
    try:
        return isinstance(await _listed(settings, replace(name, base_url=f"{at}/v1")), list)
    except Exception:  # whatever is there, it lists no models
        return False
