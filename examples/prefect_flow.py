"""Letters ingested by a Prefect flow; a retry of the task, or another run, goes on where it was."""

from prefect import flow, task  # pip install prefect

from structurer.ingest.job import ingest


@task(retries=3, retry_delay_seconds=60)
def structure_letters(folder: str, out: str) -> int:
    summary = ingest(folder, out, model="openai/gpt-5-mini", concurrency=32, max_cost=20)
    return summary.through().counts.failed


@flow
def letters(folder: str = "/data/letters", out: str = "/data/records.jsonl") -> int:
    return structure_letters(folder, out)


if __name__ == "__main__":
    letters()
