"""Letters ingested as a Dagster asset; a retry, or another materialization, goes on where it was."""

from dagster import MaterializeResult, RetryPolicy, asset  # pip install dagster

from structurer.ingest.job import ingest


@asset(retry_policy=RetryPolicy(max_retries=3, delay=60))
def records() -> MaterializeResult:
    summary = ingest("/data/letters", "/data/records.jsonl", model="openai/gpt-5-mini", concurrency=32, max_cost=20)
    counts = summary.through().counts
    return MaterializeResult(metadata={"done": counts.done, "failed": counts.failed})
