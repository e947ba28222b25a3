"""Spans and metrics as OpenTelemetry's conventions name them, and nothing of a letter in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer import Structurer, telemetry
from structurer.errors import ModelUnreachable
from tests import letters
from tests.answering import from_label
from tests.fault_server import FaultServer, status

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Any]]:
    """The spans and metrics of this test: an exporter, and a reader."""
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    traces, metrics = TracerProvider(), MeterProvider([reader])
    traces.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr("opentelemetry.trace.get_tracer", traces.get_tracer)
    monkeypatch.setattr("opentelemetry.metrics.get_meter", metrics.get_meter)
    telemetry._metrics.cache_clear()
    yield exporter, reader
    telemetry._metrics.cache_clear()


def structurer(server: FaultServer, tmp_path: Path) -> Structurer[Any]:
    return Structurer(
        "imr", model="scripted", base_url=server.base_url, cache_dir=tmp_path, transport_attempts=1, ask="all"
    )


def test_a_letter_and_its_calls_are_spans_with_tokens(seen: tuple[Any, Any], tmp_path: Path) -> None:
    with FaultServer(respond=from_label(letters.label("example"))) as server:
        result = structurer(server, tmp_path).structure(letters.letter("example"))
    spans = seen[0].get_finished_spans()
    calls = [span for span in spans if span.name == "chat scripted"]
    [letter] = [span for span in spans if span.name == "structure letter"]
    assert len(calls) == result.usage.calls > 1
    assert {span.parent.span_id for span in calls} == {letter.context.span_id}
    told = calls[0].attributes
    assert told["gen_ai.operation.name"] == "chat"
    assert (told["gen_ai.request.model"], told["gen_ai.response.model"]) == ("scripted", "fault-model")
    assert (told["gen_ai.usage.input_tokens"], told["gen_ai.usage.output_tokens"]) == (100, 20)
    assert told["gen_ai.response.finish_reasons"] == ("stop",)
    assert letter.attributes["structurer.letter.digest"] == result.letter.digest
    metrics = {
        one.name
        for got in seen[1].get_metrics_data().resource_metrics
        for scope in got.scope_metrics
        for one in scope.metrics
    }
    assert metrics == {"gen_ai.client.operation.duration", "gen_ai.client.token.usage"}


def test_a_failure_is_told_by_its_type_alone(seen: tuple[Any, Any], tmp_path: Path) -> None:
    with FaultServer(respond=lambda seen: status(500)) as server, pytest.raises(ModelUnreachable):
        structurer(server, tmp_path).structure(letters.letter("example"))
    for span in seen[0].get_finished_spans():
        assert span.attributes["error.type"] == "ModelUnreachable"
        assert not span.events
        assert span.status.description is None


def test_nothing_of_a_letter_is_in_a_span(seen: tuple[Any, Any], tmp_path: Path) -> None:
    with FaultServer(respond=from_label(letters.label("example"))) as server:
        result = structurer(server, tmp_path).structure(letters.letter("example"))
    told = " ".join(f"{span.name} {dict(span.attributes)} {span.events}" for span in seen[0].get_finished_spans())
    assert result.record.case.case_number not in told
    assert all(value not in told for value in result.record.clinical.diagnoses)


def test_a_share_in_its_namespace_is_not_opentelemetry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "opentelemetry" / "proto").mkdir(parents=True)
    for name in [name for name in sys.modules if name.partition(".")[0] == "opentelemetry"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert not telemetry._installed.__wrapped__()


def test_without_opentelemetry_all_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(telemetry, "_installed", lambda: False)
    with FaultServer(respond=from_label(letters.label("example"))) as server:
        assert structurer(server, tmp_path).structure(letters.letter("example")).usage.calls
