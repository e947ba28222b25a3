"""A connection to the model's server: the embedded one, a hosted one, or one of the user's own."""

from __future__ import annotations

import os
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from structurer.aside import aside
from structurer.errors import ModelDenied, SettingsError, StructurerError
from structurer.models.failures import where
from structurer.models.names import ModelName
from structurer.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from structurer.models.local.supervisor import Endpoint
    from structurer.models.local.weights import Progress

CONNECT_SECONDS = 10.0
UNASKED_SECONDS = 2.0
"""An embedded server that was asked nothing for so long may have gone, and its port be another's by now."""


@dataclass
class Connection:
    """A client and the model's name on its server; the calls through it that are under way, and when the last one ended."""

    client: AsyncOpenAI
    model: str
    under_way: int = 0
    asked_at: float = field(default_factory=time.monotonic)

    @property
    def is_unasked(self) -> bool:
        """Whether the server was asked nothing for a while."""
        return not self.under_way and time.monotonic() - self.asked_at > UNASKED_SECONDS

    @asynccontextmanager
    async def asked(self) -> AsyncIterator[None]:
        """While a call is under way."""
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1
            self.asked_at = time.monotonic()


async def connected(
    settings: Settings,
    name: ModelName,
    endpoint: Callable[[], Endpoint] | None = None,
    progress: Progress | None = None,
) -> Connection:
    """A new connection, to be closed by whoever asked for it.

    `endpoint` finds the embedded model's server, which else is started where it does not run yet. Raises SettingsError
    where none can be made, which is so for every letter; ModelDenied without a key, EmbeddedModelError and WeightsError
    from the embedded model.
    """
    try:
        return await (
            _to_embedded(settings, endpoint, progress) if name.provider == "local" else _to_other(settings, name)
        )
    except StructurerError:
        raise
    except Exception as error:
        # Not the message: an address in it may hold a password.
        failed = type(error).__name__
    raise SettingsError(
        f"no connection to {where(name)} can be opened: {failed}",
        hint="check the base URL, and the proxies and certificates that the environment names, such as HTTPS_PROXY",
    )


async def _to_embedded(
    settings: Settings, endpoint: Callable[[], Endpoint] | None, progress: Progress | None
) -> Connection:
    import openai

    from structurer.models.local import supervisor

    left = threading.Event()
    telling = _unless(left, progress)
    try:
        found = await aside(endpoint or (lambda: supervisor.endpoint(settings, telling)))
    finally:
        left.set()
    client = openai.AsyncOpenAI(
        base_url=found.base_url, api_key=found.key, max_retries=0, http_client=_directly(settings)
    )
    return Connection(_by_itself(client), found.model)


async def _to_other(settings: Settings, name: ModelName) -> Connection:
    import openai

    # The SDK insists on a key; a server of one's own often has none.
    key = settings.key() or ("none" if name.provider == "other" else None)
    # Left to itself it would take a blank one from the environment, or an administrator's.
    if key is None:
        raise ModelDenied(f"no key for {name.name}")
    client = openai.AsyncOpenAI(
        base_url=name.base_url,
        api_key=key,
        max_retries=0,
        timeout=_timeout(settings),
        http_client=_directly(settings) if name.is_served_here else None,
    )
    return Connection(client if name.provider == "openai" else _by_itself(client), name.model)


def _by_itself(client: AsyncOpenAI) -> AsyncOpenAI:
    """The client without what the environment says of OpenAI's own service: its headers may hold a gateway's secrets, and
    another key in place of the server's."""
    client._custom_headers = {}
    client.organization = client.project = None
    return client


def _directly(settings: Settings) -> Any:
    """Connections to a server on this machine: a proxy that the environment names would see the letter."""
    import openai

    # Certificates that the environment names count all the same.
    named = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    verify = _certificates(*named) if named != (None, None) else True
    return openai.DefaultAsyncHttpxClient(trust_env=False, verify=verify, timeout=_timeout(settings))


@lru_cache(maxsize=1)
def _certificates(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """The certificates that the environment names: loading them takes as long as a question's way."""
    return ssl.create_default_context()


def _timeout(settings: Settings) -> Any:
    import openai

    return openai.Timeout(settings.timeout, connect=min(CONNECT_SECONDS, settings.timeout))


class _Left(Exception):
    """Nobody waits any more for what a thread is at."""


def _unless(left: threading.Event, progress: Progress | None) -> Progress:
    """The same, which ends a download where nobody waits for it any more. What came of it stays for the next."""

    def told(done: int, total: int, source: str) -> None:
        if left.is_set():
            raise _Left
        if progress is not None:
            progress(done, total, source)

    return told
