"""Killed at any moment and started again, a job goes on: none lost, none twice, no answer paid twice but those in flight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.killing import killed_job

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.mark.long
def test_a_job_that_is_killed_again_and_again_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    told = killed_job(tmp_path, letters=14, kills=1)
    assert told.kills >= 1
    assert told.same
    assert told.again <= told.in_flight
