"""Letters ingested as a Dagster asset; materializing it again goes on where it was."""

from dagster import MaterializeResult, RetryPolicy, asset  # pip install dagster


@asset(retry_policy=RetryPolicy(max_retries=3))
def records() -> MaterializeResult:
    from structurer.ingest.job import ingest

    summary = ingest("/data/letters", "/data/records.parquet", model="openai/gpt-5-mini", concurrency=32, max_cost=20)
    return MaterializeResult(metadata={"done": summary.counts.done, "failed": summary.counts.failed})
