"""What calls cost: by the settings' own prices, else by the package genai-prices, which is dated by its version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from structurer.models.names import ModelIdentity

if TYPE_CHECKING:
    from structurer.settings import Settings

MILLION = 1_000_000
BATCH_SHARE = 0.5
"""What OpenAI's Batch API costs of the usual price: https://platform.openai.com/docs/guides/batch"""


@dataclass(frozen=True)
class Tokens:
    """Tokens of a call. `cached` input tokens are among `input`."""

    input: int
    cached: int
    output: int


def cost_of(settings: Settings, identity: ModelIdentity, tokens: Tokens) -> float | None:
    """US dollars for the tokens; None where the price is not known, 0 for the embedded model."""
    if identity.provider == "local":
        return 0.0
    if settings.price_input is not None and settings.price_output is not None:
        cached_price = settings.price_input if settings.price_cached_input is None else settings.price_cached_input
        fresh = tokens.input - tokens.cached
        spent = fresh * settings.price_input + tokens.cached * cached_price + tokens.output * settings.price_output
        return spent / MILLION
    return _listed(identity, tokens)


def source_of(settings: Settings, identity: ModelIdentity) -> str | None:
    """Where the price comes from, in words; None where there is none."""
    if identity.provider == "local":
        return "the embedded model costs nothing"
    if settings.price_input is not None and settings.price_output is not None:
        return "prices by the settings"
    if _listed(identity, Tokens(1, 0, 1)) is None:
        return None
    from importlib.metadata import version

    return f"prices by genai-prices {version('genai-prices')}"


def _listed(identity: ModelIdentity, tokens: Tokens) -> float | None:
    from genai_prices import Usage, calc_price

    name = identity.name.removeprefix("openai/") if identity.provider == "openai" else identity.name
    usage = Usage(input_tokens=tokens.input, cache_read_tokens=tokens.cached, output_tokens=tokens.output)
    try:
        if identity.provider == "openai" and identity.host == "api.openai.com":
            price = calc_price(usage, model_ref=name, provider_id="openai")
        else:
            # A server of one's own, or a gateway: only a host that the list knows has a price.
            price = calc_price(usage, model_ref=name, provider_api_url=f"https://{identity.host}/v1")
    except LookupError:
        return None
    return float(price.total_price)
