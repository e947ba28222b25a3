"""What calls cost, and that an unknown price is said to be unknown."""

from __future__ import annotations

import pytest

from structurer.models.names import ModelIdentity
from structurer.models.prices import Tokens, cost_of, source_of
from structurer.settings import Settings

OPENAI = ModelIdentity("openai/gpt-4o-mini", "openai", None, "api.openai.com")
OWN = ModelIdentity("qwen", "other", None, "127.0.0.1:8000")
TOKENS = Tokens(1_000_000, 200_000, 100_000)


def test_a_listed_model_costs_what_the_list_says_and_cached_input_less() -> None:
    cost, uncached = cost_of(Settings(), OPENAI, TOKENS), cost_of(Settings(), OPENAI, Tokens(1_000_000, 0, 100_000))
    assert cost is not None
    assert uncached is not None
    assert 0 < cost < uncached
    assert "genai-prices" in (source_of(Settings(), OPENAI) or "")


def test_prices_of_ones_own_go_first() -> None:
    settings = Settings(price_input=2.0, price_output=10.0)
    assert cost_of(settings, OPENAI, TOKENS) == pytest.approx(3.0)
    cheaper = Settings(price_input=2.0, price_cached_input=0.5, price_output=10.0)
    assert cost_of(cheaper, OWN, TOKENS) == pytest.approx(2.7)


def test_an_unknown_price_is_none_and_the_embedded_model_is_free() -> None:
    assert cost_of(Settings(), OWN, TOKENS) is None
    assert source_of(Settings(), OWN) is None
    # A known name on a server of one's own is not sold at the maker's price.
    assert cost_of(Settings(), ModelIdentity("gpt-4o-mini", "other", None, "127.0.0.1:8000"), TOKENS) is None
    assert cost_of(Settings(), ModelIdentity("local/x", "local"), TOKENS) == 0.0
