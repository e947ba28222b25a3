"""Letters ingested by an Airflow task; a retry, or the next run, goes on where it was."""

from datetime import timedelta

from airflow.sdk import dag, task  # pip install apache-airflow


@task(retries=3, retry_delay=timedelta(minutes=1))
def structure_letters(folder: str, out: str) -> int:
    # Here and not above: Airflow reads this file every few seconds.
    from structurer.ingest.job import ingest

    summary = ingest(folder, out, model="openai/gpt-5-mini", concurrency=32, max_cost=20)
    return summary.through().counts.failed


@dag(schedule="@daily", catchup=False)
def letters() -> None:
    structure_letters("/data/letters", "/data/records.jsonl")


letters()
