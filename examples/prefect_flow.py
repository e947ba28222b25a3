"""Letters ingested by a Prefect flow; a retry of the task goes on where it was."""

from prefect import flow, task  # pip install prefect


@task(retries=3)
def structure_letters(folder: str, out: str) -> int:
    from structurer.ingest.job import ingest

    return ingest(folder, out, model="openai/gpt-5-mini", concurrency=32, max_cost=20).counts.failed


@flow
def letters(folder: str = "/data/letters", out: str = "/data/records.parquet") -> int:
    return structure_letters(folder, out)
