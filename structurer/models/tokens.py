"""How many tokens a text has: counted by the embedded model's server, else estimated."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from structurer.settings import Settings

if TYPE_CHECKING:
    from structurer.models.local.supervisor import Endpoint

CHARACTERS_A_TOKEN = 4.2
"""English prose of letters and prompts, by the embedded model's tokenizer; other models' differ little."""
_SECONDS = 30


@dataclass(frozen=True)
class Tokens:
    """Counts of tokens, in the order of the texts; `exact` says whether a tokenizer counted them."""

    counts: tuple[int, ...]
    exact: bool


def count_tokens(texts: Sequence[str], settings: Settings, *, start: bool = False) -> Tokens:
    """The tokens of each text, without those that a chat template puts around messages.

    Counted by the embedded model's server where it is the model that is set and it runs; with `start` it is started
    where its weights are here. Otherwise, or where the server does not answer, they are estimated.
    """
    server = _server(settings, start)
    try:
        if server is not None:
            return Tokens(tuple(_counted(server, text) for text in texts), exact=True)
    except (OSError, ValueError, KeyError):
        pass
    return Tokens(tuple(round(len(text) / CHARACTERS_A_TOKEN) for text in texts), exact=False)


def _server(settings: Settings, start: bool) -> Endpoint | None:
    from structurer.errors import StructurerError
    from structurer.models.local import supervisor
    from structurer.models.local.weights import is_present, weights_named

    if not settings.model.startswith("local/"):
        return None
    try:
        if start and is_present(weights_named(settings.model), settings.data_dir):
            return supervisor.endpoint(settings)
        return supervisor.running(settings)
    except StructurerError:
        return None


def _counted(server: Endpoint, text: str) -> int:
    request = urllib.request.Request(  # noqa: S310
        server.base_url.removesuffix("/v1") + "/tokenize",
        json.dumps({"content": text}).encode(),
        {"authorization": f"Bearer {server.key}", "content-type": "application/json"},
    )
    # A proxy that the environment names would see the letter.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=_SECONDS) as answer:
        return len(json.load(answer)["tokens"])
