"""Spans and metrics by OpenTelemetry's conventions for generative AI, where the extra `otel` is installed.

Nothing is set up and nothing is sent from here: whoever runs an OpenTelemetry SDK in the same process sees what happens.
No letter text is in any attribute, nor a letter's name; a letter is told by its kind and the hash of its text.
Source: https://opentelemetry.io/docs/specs/semconv/gen-ai/
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import Any

Attributes = Mapping[str, str | int | float | bool | list[str]]

DURATIONS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
TOKENS = (1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864)


class Told:
    """What is to be told of a span. `tell` may be called until it ends."""

    def __init__(self) -> None:
        self.attributes: dict[str, Any] = {}

    def tell(self, attributes: Attributes) -> None:
        """Add attributes."""
        self.attributes.update(attributes)


@contextmanager
def letter_span(kind: str, digest: str) -> Iterator[Told]:
    """A span over one letter."""
    told = Told()
    if not _installed():
        yield told
        return
    with _span("structure letter", {"structurer.kind": kind, "structurer.letter.digest": digest}, told, client=False):
        yield told


@contextmanager
def call_span(model: str, provider: str, host: str | None) -> Iterator[Told]:
    """A span over one logical call, and the metrics of it: its seconds, and the tokens told as `gen_ai.usage.…`."""
    told = Told()
    if not _installed():
        yield told
        return
    asked = {"gen_ai.operation.name": "chat", "gen_ai.provider.name": provider, "gen_ai.request.model": model}
    asked |= {"server.address": host} if host else {}
    began = time.perf_counter()
    failed: dict[str, str] = {}
    try:
        with _span(f"chat {model}", asked, told, client=True):
            yield told
    except BaseException as error:
        failed = {"error.type": type(error).__name__}
        raise
    finally:
        duration, tokens = _metrics()
        duration.record(time.perf_counter() - began, asked | failed)
        for kind in ("input", "output"):
            count = told.attributes.get(f"gen_ai.usage.{kind}_tokens")
            if count is not None:
                tokens.record(count, asked | {"gen_ai.token.type": kind})


@contextmanager
def _span(name: str, attributes: Attributes, told: Told, *, client: bool) -> Iterator[None]:
    from opentelemetry.trace import SpanKind, Status, StatusCode

    kind = SpanKind.CLIENT if client else SpanKind.INTERNAL
    # An exception's message and traceback are not recorded: its type says enough, and nothing of a letter is in that.
    with _tracer().start_as_current_span(
        name, kind=kind, attributes=dict(attributes), record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield
        except BaseException as error:
            span.set_attribute("error.type", type(error).__name__)
            span.set_status(Status(StatusCode.ERROR))
            raise
        finally:
            span.set_attributes(told.attributes)


@cache
def _installed() -> bool:
    """Whether OpenTelemetry's API is there; of its namespace other packages may have a share alone."""
    try:
        return all(find_spec(f"opentelemetry.{part}") is not None for part in ("trace", "metrics"))
    except (ImportError, ValueError):
        return False


def _tracer() -> Any:
    from opentelemetry import trace

    from structurer.version import __version__

    return trace.get_tracer("structurer", __version__)


@cache
def _metrics() -> tuple[Any, Any]:
    from opentelemetry import metrics

    from structurer.version import __version__

    meter = metrics.get_meter("structurer", __version__)

    def histogram(name: str, unit: str, about: str, bounds: Any) -> Any:
        try:
            return meter.create_histogram(name, unit, about, explicit_bucket_boundaries_advisory=bounds)
        except TypeError:  # an API before 1.30, which another package brought
            return meter.create_histogram(name, unit, about)

    return (
        histogram("gen_ai.client.operation.duration", "s", "Seconds of a call", DURATIONS),
        histogram("gen_ai.client.token.usage", "{token}", "Tokens of a call", TOKENS),
    )
