"""Models by name: which one a name means, who serves it, and what may therefore be sent where."""

from __future__ import annotations

import hashlib
import ipaddress
import os
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from structurer.errors import SettingsError
from structurer.settings import Settings

Provider = Literal["local", "openai", "other"]

OPENAI_HOST = "api.openai.com"


@dataclass(frozen=True)
class ModelIdentity:
    """Which model answers: the name as the user gave it, who serves it, the weights' hash where known, the host, and the
    hash of the path on it.

    `host` is None for the embedded model, whose port changes with each start. One host may serve several models of one
    name by their paths; a path may hold a key, and is told nowhere. `path_sha256` is None where there is none but /v1.
    """

    name: str
    provider: Provider
    weights_sha256: str | None = None
    host: str | None = None
    path_sha256: str | None = None


@dataclass(frozen=True)
class ModelName:
    """A parsed name: `model` is what the server is asked for, `base_url` None where the SDK or the supervisor knows."""

    name: str
    provider: Provider
    model: str
    base_url: str | None

    @property
    def is_served_here(self) -> bool:
        """Whether the server is on this machine, as far as its address says so."""
        if self.provider == "local":
            return True
        host = urlsplit(self._url or "").hostname or ""
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")
        # 0.0.0.0 is what servers say they listen on, and what is copied from there.
        return address.is_loopback or address.is_unspecified

    @property
    def _url(self) -> str | None:
        """The base URL, also where the SDK takes it from the environment; None for OpenAI's own."""
        return None if self.provider == "local" else self.base_url or os.environ.get("OPENAI_BASE_URL") or None

    def identity(self) -> ModelIdentity:
        """Which model this is. Raises SettingsError for embedded weights that do not exist."""
        if self.provider == "local":
            from structurer.models.local.weights import weights_named

            return ModelIdentity(self.name, "local", weights_named(self.name).sha256)
        if self._url is None:
            return ModelIdentity(self.name, self.provider, None, OPENAI_HOST)
        parts = urlsplit(self._url)
        path = parts.path.rstrip("/").removesuffix("/v1")
        return ModelIdentity(
            self.name,
            self.provider,
            None,
            # A name and a password before it would be told with it, and kept in journals.
            parts.netloc.rpartition("@")[2],
            hashlib.sha256(path.encode()).hexdigest() if path else None,
        )


def parse_name(settings: Settings) -> ModelName:
    """What `settings.model` means: `local/<weights>`, `openai/<name>`, or `<name>` on the server at a base URL.

    A base URL never captures `local/…`: a letter leaves the machine only where a hosted model is named.
    Raises SettingsError for a name that means nothing, and for a base URL that is none.
    """
    name = settings.model.strip()
    prefix, slash, rest = name.partition("/")
    if prefix in ("local", "openai") and slash:
        if not rest:
            raise SettingsError(f"model {name!r} names no model", hint=f"write {prefix}/<name>")
        if prefix == "local":
            return ModelName(name, "local", rest, None)
        return ModelName(name, "openai", rest, _checked(settings.base_url or _default()))
    if not name:
        raise SettingsError("no model is named", hint="use local/<weights>, openai/<name>, or <name> with a base URL")
    base_url = settings.base_url or os.environ.get("OPENAI_BASE_URL")
    if not base_url:
        raise SettingsError(
            f"model {name!r} is on no known server",
            hint=f"use openai/{name} for OpenAI, local/<weights> for the embedded model, or give a base URL",
        )
    return ModelName(name, "other", name, _checked(base_url))


def _default() -> str | None:
    """OpenAI's own base URL where the environment names an empty one, which the SDK would take; else None: then the SDK
    takes what it names. Raises SettingsError where that is no base URL."""
    named = os.environ.get("OPENAI_BASE_URL")
    if named is None or _checked(named.strip() or None):
        return None
    return f"https://{OPENAI_HOST}/v1"


def _checked(base_url: str | None) -> str | None:
    if base_url is None:
        return None
    try:
        parts = urlsplit(base_url)
        _ = parts.port  # a port that is none is found out when it is asked for
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError("the base URL is not one", hint="write it like http://127.0.0.1:8000/v1")
    return base_url
