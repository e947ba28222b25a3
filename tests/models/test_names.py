"""Which model a name means, and where a letter may therefore go."""

from __future__ import annotations

import pytest

from structurer.errors import SettingsError
from structurer.models.names import parse_name
from structurer.settings import Settings

ELSEWHERE = "http://elsewhere.example/v1"


@pytest.mark.parametrize(
    ("model", "base_url", "provider", "asked", "host"),
    [
        ("local/qwen2.5-coder-1.5b", None, "local", "qwen2.5-coder-1.5b", None),
        ("openai/gpt-x", None, "openai", "gpt-x", "api.openai.com"),
        ("openai/gpt-x", "https://gateway.example/v1", "openai", "gpt-x", "gateway.example"),
        ("mistral-small", "http://127.0.0.1:8000/v1", "other", "mistral-small", "127.0.0.1:8000"),
        ("Qwen/Qwen3-8B", "http://127.0.0.1:8000/v1", "other", "Qwen/Qwen3-8B", "127.0.0.1:8000"),
        ("mistral-small", "https://anna:s3cr@t@gateway.example/v1", "other", "mistral-small", "gateway.example"),
        (" mistral-small ", "http://127.0.0.1:8000/v1", "other", "mistral-small", "127.0.0.1:8000"),
    ],
)
def test_a_name_says_who_is_asked(model: str, base_url: str | None, provider: str, asked: str, host: str) -> None:
    name = parse_name(Settings(model=model, base_url=base_url))
    assert (name.provider, name.model, name.base_url) == (provider, asked, base_url)
    identity = name.identity()
    assert (identity.name, identity.provider, identity.host) == (model.strip(), provider, host)
    assert (identity.weights_sha256 is not None) == (provider == "local")


def test_a_leftover_base_url_does_not_capture_the_embedded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", ELSEWHERE)
    name = parse_name(Settings(model="local/qwen2.5-coder-1.5b", base_url=ELSEWHERE))
    assert (name.provider, name.base_url, name.identity().host) == ("local", None, None)


@pytest.mark.parametrize("named", ["api.example.com/v1", "http://[::1/v1", "ftp://x/v1"])
def test_a_server_of_the_environment_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", named)
    for model in ("openai/x", "x"):
        with pytest.raises(SettingsError, match="the base URL is not one"):
            parse_name(Settings(model=model))


def test_the_environment_names_the_server_of_a_bare_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", ELSEWHERE)
    assert parse_name(Settings(model="mistral-small")).base_url == ELSEWHERE
    assert parse_name(Settings(model="openai/gpt-x")).identity().host == "elsewhere.example"


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_variable_names_no_server(monkeypatch: pytest.MonkeyPatch, empty: str) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", empty)
    name = parse_name(Settings(model="openai/gpt-x"))
    assert (name.base_url, name.identity().host) == ("https://api.openai.com/v1", "api.openai.com")
    with pytest.raises(SettingsError):
        parse_name(Settings(model="mistral-small"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://h/a/v1", "http://h/b/v1", False),
        ("http://h/a/v1", "http://h/v1", False),
        ("http://h/a/v1", "http://h/a/v1/", True),
        ("http://h/v1", "http://h", True),
        ("http://h/a/v1", "http://anna:s3cret@h/a/v1?x=1", True),
    ],
)
def test_servers_of_one_host_are_told_apart_by_their_paths(one: str, other: str, same: bool) -> None:
    first, second = (parse_name(Settings(model="m", base_url=url)).identity() for url in (one, other))
    assert (first == second) == same
    assert "/a" not in str(first), "a path may hold a key"


@pytest.mark.parametrize(
    ("model", "base_url", "said"),
    [
        ("mistral-small", None, "openai/mistral-small"),
        ("", None, "no model is named"),
        ("local/", None, "local/<name>"),
        ("openai/", None, "openai/<name>"),
        ("mistral-small", "127.0.0.1:8000", "http://127.0.0.1:8000/v1"),
        ("openai/gpt-x", "ftp://somewhere/v1", "the base URL is not one"),
        ("mistral-small", "http://[::1/v1", "the base URL is not one"),
        ("mistral-small", "http://127.0.0.1:port/v1", "the base URL is not one"),
    ],
)
def test_a_name_that_means_nothing_says_what_to_write(model: str, base_url: str | None, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_name(Settings(model=model, base_url=base_url))
    assert said in str(caught.value)


def test_embedded_weights_that_do_not_exist_are_refused() -> None:
    with pytest.raises(SettingsError, match="no embedded model"):
        parse_name(Settings(model="local/nothing")).identity()


@pytest.mark.parametrize(
    ("model", "base_url", "here"),
    [
        ("local/qwen2.5-coder-1.5b", ELSEWHERE, True),
        ("m", "http://127.0.0.1:8000/v1", True),
        ("m", "http://127.1.2.3/v1", True),
        ("m", "http://LOCALHOST:8000/v1", True),
        ("m", "http://vllm.localhost:8000/v1", True),
        ("m", "https://[::1]:8000/v1", True),
        ("m", "http://0.0.0.0:8000/v1", True),
        ("openai/gpt-x", "http://localhost:8000/v1", True),
        ("openai/gpt-x", None, False),
        ("m", ELSEWHERE, False),
        ("m", "http://localhost.example/v1", False),
        ("m", "http://127.0.0.1@elsewhere.example/v1", False),
        ("m", "http://10.0.0.1/v1", False),
    ],
)
def test_a_server_on_this_machine_is_known_by_its_address(model: str, base_url: str | None, here: bool) -> None:
    assert parse_name(Settings(model=model, base_url=base_url)).is_served_here == here


def test_the_environment_may_name_a_server_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8000/v1")
    assert parse_name(Settings(model="openai/gpt-x")).is_served_here
