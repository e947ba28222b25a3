"""Outputs are whole or absent, private, in order, and say the same in every format."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from structurer.errors import OutputError, SettingsError
from structurer.ingest.row import Row
from structurer.ingest.shapes import Tables
from structurer.ingest.sinks import duck, places, sink_for
from structurer.ingest.sinks.places import placed, stage
from structurer.ingest.sinks.writing import writing
from structurer.kinds.registry import kind_named
from tests.ingest.outputs import example_rows, failed, failure, structured

IMR = kind_named("imr").record
ENDINGS = (".jsonl", ".parquet", ".duckdb", ".sqlite", ".db")
QUERIES = Path(__file__).parent.parent.parent / "examples" / "queries.sql"
BOTH: tuple[Any, ...] = ("rows", "tables")


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    """What a database answers."""
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(query).fetchall()
    if path.suffix in (".sqlite", ".db"):
        with closing(sqlite3.connect(path)) as database:
            return database.execute(query).fetchall()
    return duckdb.connect().execute(query).fetchall()


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def names_in(out: Path) -> list[str]:
    """The letters' names in the order that they stand in."""
    if out.suffix == ".jsonl":
        file = out / "letters.jsonl" if out.is_dir() else out
        return [json.loads(line)["name"] for line in file.read_text(encoding="utf-8").splitlines()]
    file = out / "letters.parquet" if out.is_dir() else out
    table = "letters" if out.suffix != ".parquet" else f"read_parquet('{file}')"
    return [name for (name,) in asked(out, f"SELECT name FROM {table}")]


@pytest.mark.parametrize("shape", BOTH)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_letter_once_and_in_order(tmp_path: Path, ending: str, shape: Any) -> None:
    out = tmp_path / "new" / f"records{ending}"
    rows = example_rows()
    assert sink_for(out, IMR, shape).write(iter(rows)) == len(rows)
    assert names_in(out) == [row.name for row in rows]
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert stat.S_IMODE(out.parent.stat().st_mode) == 0o700
    for path in (out, *out.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_many_groups_of_rows_stand_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "GROUP_BYTES", 20_000)
    rows = [
        Row(number, f"letter-{number}-{'x' * (number * 7 % 300)}", (), f"sha256:{number}", "failed", None, None)
        for number in range(7000)
    ]
    out = tmp_path / "records.parquet"
    sink_for(out, IMR).write(rows)
    groups = asked(out, f"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{out}')")
    assert groups[0][0] > 2
    assert names_in(out) == [row.name for row in rows]


@pytest.mark.parametrize("shape", BOTH)
@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_job_has_its_columns(tmp_path: Path, ending: str, shape: Any) -> None:
    out = tmp_path / f"records{ending}"
    assert sink_for(out, IMR, shape).write([]) == 0
    assert names_in(out) == []


@pytest.mark.parametrize("shape", BOTH)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt])
def test_what_fails_midway_leaves_everything_as_it_was(
    tmp_path: Path, ending: str, shape: Any, stop: type[BaseException]
) -> None:
    def interrupted() -> Iterator[Row]:
        yield from example_rows()[:3]
        raise stop

    sink = sink_for(tmp_path / f"records{ending}", IMR, shape)
    with pytest.raises(stop):
        sink.write(interrupted())
    assert listing(tmp_path) == []
    sink.write(example_rows()[:1])
    before = listing(tmp_path)
    with pytest.raises(stop):
        sink.write(interrupted())
    assert listing(tmp_path) == before
    assert names_in(sink.out) == [example_rows()[0].name]
    sink.write(example_rows()[:2])
    assert len(names_in(sink.out)) == 2
    assert listing(tmp_path) == before


def test_rows_are_written_as_they_come(tmp_path: Path) -> None:
    """Chunks go into the database one by one, and their order is that of the input."""
    result = example_rows()[0].result

    def many() -> Iterator[Row]:
        for number in range(300):
            yield Row(number, f"{number}.txt", (), "sha256:0", "done", None, result)

    out = tmp_path / "records.parquet"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck, "CHUNK_BYTES", 100_000)
        sink_for(out, IMR).write(many())
    assert names_in(out) == [f"{number}.txt" for number in range(300)]


def test_large_letters_get_the_memory_that_they_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "MEMORY_MB", 12)
    out = tmp_path / "records.parquet"
    sink_for(out, IMR).write(example_rows())
    assert names_in(out) == [row.name for row in example_rows()]


def test_nested_columns_are_those_of_the_result(tmp_path: Path) -> None:
    rows = example_rows()
    lines, table = tmp_path / "a.jsonl", tmp_path / "a.parquet"
    sink_for(lines, IMR).write(rows)
    sink_for(table, IMR).write(rows)
    written = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [entry["record"] for entry in written] == [row.result and row.result["record"] for row in rows]
    assert written[1]["other_names"] == ["again/zweiter Brief.txt"]
    assert written[-1]["error"] == failure("ModelUnreachable", "ask", retryable=True)
    for entry, row in zip(written, rows, strict=True):
        spans = [span for found in (row.result or {"evidence": {}})["evidence"].values() for span in found]
        assert [{key: span[key] for key in ("start", "end", "page", "text")} for span in entry["evidence"]] == spans
    # The types are there also where they matter: dates are dates, and lists can be taken apart.
    dates = f'SELECT record."case".decision_date, typeof(record."case".decision_date) FROM \'{table}\''
    assert [(str(day) if day else None, kind) for day, kind in asked(table, dates)] == [
        ((entry["record"] or {"case": {"decision_date": None}})["case"]["decision_date"], "DATE") for entry in written
    ]
    decisions = f"SELECT unnest(record.determinations).decision FROM '{table}'"
    assert [decision for (decision,) in asked(table, decisions)] == [
        item["decision"] for entry in written if entry["record"] for item in entry["record"]["determinations"]
    ]


def test_both_databases_and_the_files_agree(tmp_path: Path) -> None:
    rows = example_rows()
    for ending in (".duckdb", ".sqlite", ".parquet", ".jsonl"):
        sink_for(tmp_path / f"a{ending}", IMR, "tables").write(rows)
    for table in Tables(IMR).tables:
        found = [plain(entry) for entry in asked(tmp_path / "a.duckdb", f'SELECT * FROM "{table.name}"')]
        assert found == [plain(entry) for entry in asked(tmp_path / "a.sqlite", f'SELECT * FROM "{table.name}"')]
        parquet = tmp_path / "a.parquet" / f"{table.name}.parquet"
        assert found == [plain(entry) for entry in asked(parquet, f"SELECT * FROM '{parquet}'")]
        lines = (tmp_path / "a.jsonl" / f"{table.name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert found == [plain(tuple(json.loads(line).values())) for line in lines]
    assert asked(tmp_path / "a.duckdb", "SELECT count(*) FROM determinations")[0][0] > 10


def plain(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    """Dates as text, truth values as numbers: what SQLite has no types for."""
    return tuple(
        value if value is None or isinstance(value, int | float) else str(value) for value in entry
    )  # True == 1 and 4.0 == 4


def test_letters_with_nothing_in_them(tmp_path: Path) -> None:
    """A record of no determinations and only absent values, and text that is hard to keep."""
    empty = structured(IMR().model_dump(mode="json"))
    hard = structured(IMR().model_dump(mode="json"))
    text = "quote \" and ' and \\ and \n and \x00 and \u2028 and 中文 🦴 naïve"
    hard["record"]["clinical"]["diagnoses"] = [text]
    rows = [
        Row(0, "a.txt", (), "sha256:0", "done", None, empty),
        Row(
            1,
            "Übung/中文 \udce9.txt",
            (),
            "sha256:1",
            "incomplete",
            failure("AnswerEmpty", "ask", retryable=False),
            hard,
        ),
        failed(2, "c.txt", failure("LetterEmpty", "load", retryable=False)),
    ]
    for ending in (".duckdb", ".sqlite"):
        out = tmp_path / f"a{ending}"
        sink_for(out, IMR).write(rows)
        assert asked(out, "SELECT count(*) FROM determinations") == [(0,)]
        assert asked(out, "SELECT value FROM diagnoses") == [(text,)]
        assert asked(out, "SELECT name FROM names WHERE letter = 1") == [("Übung/中文 ?.txt",)]
        assert asked(out, "SELECT letter, type FROM errors") == [(1, "AnswerEmpty"), (2, "LetterEmpty")]
    for ending in (".parquet", ".jsonl"):
        sink_for(tmp_path / f"a{ending}", IMR).write(rows)
    query = f"SELECT record.clinical.diagnoses, len(record.determinations), status FROM '{tmp_path / 'a.parquet'}'"
    assert asked(tmp_path / "a.parquet", query) == [
        ([], 0, "done"), ([text], 0, "incomplete"), (None, None, "failed"),
    ]  # fmt: skip


# Parts


@pytest.mark.parametrize("shape", BOTH)
@pytest.mark.parametrize("ending", ENDINGS)
def test_parts(tmp_path: Path, ending: str, shape: Any) -> None:
    rows = example_rows()[:7]
    out = tmp_path / f"records{ending}"
    sink = sink_for(out, IMR, shape, part_letters=3)
    assert sink.write(iter(rows)) == 7
    parts = [out / f"part-0000{number}{ending}" for number in range(3)]
    assert sorted(out.iterdir()) == parts
    assert [name for part in parts for name in names_in(part)] == [row.name for row in rows]
    # Fewer parts than before: none of the old ones stays.
    assert sink.write(rows[:3]) == 3
    assert sorted(out.iterdir()) == parts[:1]
    assert sink.write([]) == 0
    assert names_in(parts[0]) == []
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("ending", ENDINGS)
def test_parts_stay_as_they_were_when_a_later_one_fails(tmp_path: Path, ending: str) -> None:
    def interrupted() -> Iterator[Row]:
        yield from example_rows()[:5]
        raise ValueError

    out = tmp_path / f"records{ending}"
    sink = sink_for(out, IMR, part_letters=2)
    sink.write(example_rows()[:6])
    before = {path: path.read_bytes() for path in out.iterdir()}
    assert len(before) == 3
    with pytest.raises(ValueError):  # noqa: PT011
        sink.write(interrupted())
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


# What stands in the way


@pytest.mark.parametrize("name", ["thesis.docx", "data.parquet", "part-1.parquet"])
def test_a_folder_of_other_files_is_not_replaced(tmp_path: Path, name: str) -> None:
    out = tmp_path / "records.parquet"
    out.mkdir()
    (out / name).write_text("mine")
    with pytest.raises(SettingsError, match="holds other files"):
        sink_for(out, IMR).write(example_rows()[:1])
    assert (out / name).read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
def test_a_pipe_in_the_outputs_place_stays(tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    os.mkfifo(out)
    with pytest.raises(SettingsError, match="neither a file nor a folder"):
        sink_for(out, IMR).write(example_rows()[:1])
    assert stat.S_ISFIFO(out.stat().st_mode)


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / ".records.jsonl.abc.part"
    left.mkdir()
    (left / "records.jsonl").write_text("half")
    (left / "lock").touch()
    sink = sink_for(tmp_path / "records.jsonl", IMR)
    sink.write([])
    assert left.is_dir(), "so young a folder may be another process's"
    old = time.time() - 2 * places.ABANDONED_SECONDS
    os.utime(left / "lock", (old, old))
    with places.locked(left / "lock"):
        sink.write([])
        assert left.is_dir(), "its process lives"
    sink.write([])
    assert listing(tmp_path) == ["records.jsonl"]


def test_the_log_of_a_database_that_is_replaced_goes_with_it(tmp_path: Path) -> None:
    out = tmp_path / "records.sqlite"
    for name in ("records.sqlite", "records.sqlite-wal", "records.sqlite.wal"):
        (tmp_path / name).write_bytes(b"old")
    sink_for(out, IMR).write([])
    assert listing(tmp_path) == ["records.sqlite", "records.sqlite.wal"], "what SQLite writes, and nothing else"


@pytest.mark.parametrize("name", ["records.sqlite-journal", "records.duckdb.wal"])
def test_a_file_that_would_be_taken_for_a_part_of_a_database_that_is_not_there_is_left(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine")
    out = tmp_path / name.removesuffix("-journal").removesuffix(".wal")
    with pytest.raises(SettingsError, match="move it away"):
        sink_for(out, IMR).write([])
    assert (tmp_path / name).read_text() == "mine"
    sink_for(tmp_path / "records.jsonl", IMR).write([])


def test_unknown_endings_and_packages_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"\.jsonl, \.parquet"):
        sink_for(tmp_path / "records.xlsx", IMR)
    with pytest.raises(SettingsError, match="at least 1"):
        sink_for(tmp_path / "records.jsonl", IMR, part_letters=0)
    monkeypatch.setattr(duck, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'structurer\[tables\]'"):
        sink_for(tmp_path / "records.parquet", IMR)
    sink_for(tmp_path / "records.sqlite", IMR)


# Questions


def queries() -> list[tuple[str, str]]:
    """Heading and text of every query."""
    found = []
    for block in QUERIES.read_text(encoding="utf-8").split("\n\n")[1:]:
        heading, query = block.split("\n", 1)
        assert heading.startswith("-- ")
        found.append((heading[3:], query))
    return found


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("databases")
    made = {ending: folder / f"records{ending}" for ending in (".duckdb", ".sqlite")}
    for out in made.values():
        sink_for(out, IMR).write(example_rows())
    return made


@pytest.mark.parametrize(("heading", "query"), queries(), ids=[heading for heading, _ in queries()])
def test_questions_have_answers(databases: dict[str, Path], heading: str, query: str) -> None:
    found = asked(databases[".duckdb"], query)
    if "bases" not in heading:
        assert found
    if "(DuckDB)" not in heading:
        assert [plain(entry) for entry in asked(databases[".sqlite"], query)] == [plain(entry) for entry in found]


def test_overturn_rate_by_category(databases: dict[str, Path]) -> None:
    """The query counts what the records say."""
    items = [
        item
        for row in example_rows()
        if row.result
        for item in row.result["record"]["determinations"]
        if item["decision"]
    ]
    query = next(query for heading, query in queries() if heading == "Overturn rate by service category")
    for category, decided, overturned, percent in asked(databases[".duckdb"], query):
        of_it = [item for item in items if item["category"] == category]
        assert (decided, overturned) == (len(of_it), sum(item["decision"] == "overturned" for item in of_it))
        assert percent == pytest.approx(100 * overturned / decided, abs=0.05)


def test_reasons_of_denials_by_drug(tmp_path: Path) -> None:
    record = IMR().model_dump(mode="json")
    item = {"category": "pharmaceuticals", "claims_administrator_guidelines": [], "reviewer_guidelines": []}
    record["determinations"] = [
        {**item, "request": "Norco", "service": "Norco", "decision": "upheld", "basis": ["documentation_lacking"]},
        {**item, "request": "norco", "service": "norco", "decision": "upheld", "basis": ["documentation_lacking"]},
        {**item, "request": "Soma", "service": "Soma", "decision": "overturned", "basis": ["criteria_met"]},
    ]
    record["clinical"]["medications"] = [{"name": "Soma", "strength": None, "frequency": None}]
    out = tmp_path / "records.duckdb"
    sink_for(out, IMR).write([Row(0, "a.txt", (), "sha256:0", "done", None, structured(record))])
    by_heading = dict(queries())
    requested = next(query for heading, query in by_heading.items() if "drug that was requested" in heading)
    taken = next(query for heading, query in by_heading.items() if "drug that the worker takes" in heading)
    assert asked(out, requested) == [("norco", "documentation_lacking", 2)]
    assert asked(out, taken) == [("soma", "documentation_lacking", 2)]


def test_two_processes_may_put_a_folder_in_its_place_at_once(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def put(number: int) -> None:
        for _ in range(150):
            with stage(out) as folder:
                made = folder / out.name
                made.mkdir()
                (made / "part-00000.jsonl").write_text(str(number), encoding="utf-8")
                placed(made, out)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(put, range(2)))
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert [path.name for path in out.iterdir()] == ["part-00000.jsonl"]


@pytest.mark.parametrize("ending", [".jsonl", ".parquet", ".duckdb", ".sqlite"])
def test_a_disk_that_is_full_is_told(tmp_path: Path, ending: str) -> None:
    resource = pytest.importorskip("resource")
    out = tmp_path / f"out{ending}"
    out.write_text("before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, limits[1]))
    try:
        with pytest.raises(OutputError, match="cannot be written") as told, writing(out):
            sink_for(out, IMR).write(example_rows())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert told.value.retryable
    assert out.read_text() == "before"
    assert listing(tmp_path) == [out.name]


@pytest.mark.parametrize("ending", duck.ENDINGS)
def test_what_duckdb_refuses_is_told_without_what_it_was_to_write(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck, "line", lambda entry: '{"letter": "next Monday"}\n')
    out = tmp_path / f"out{ending}"
    with pytest.raises(OutputError, match=r"cannot be written: DuckDB .*Exception") as told, writing(out):
        sink_for(out, IMR).write(example_rows())
    assert "Monday" not in str(told.value)
    assert listing(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="names elsewhere are text")
def test_a_name_that_is_no_text_is_refused_for_duckdb_alone(tmp_path: Path) -> None:
    for ending in ENDINGS:
        out = tmp_path / os.fsdecode(b"out\xff" + ending.encode())
        if ending in duck.ENDINGS:
            with pytest.raises(SettingsError, match="UTF-8"):
                sink_for(out, IMR)
        else:
            sink_for(out, IMR)
