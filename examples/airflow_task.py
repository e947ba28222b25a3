"""Letters ingested by an Airflow task; a retry of the task goes on where it was."""

from airflow.sdk import dag, task  # pip install apache-airflow


@task(retries=3)
def structure_letters(folder: str, out: str) -> int:
    from structurer.ingest.job import ingest

    return ingest(folder, out, model="openai/gpt-5-mini", concurrency=32, max_cost=20).counts.failed


@dag(schedule="@daily")
def letters() -> None:
    structure_letters("/data/letters", "/data/records.parquet")


letters()
