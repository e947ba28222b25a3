"""The layout of tables is read off a record's class, and documented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, PlainSerializer, field_serializer

from structurer.errors import RecordError
from structurer.ingest.columns import Unfit, fit, sql, struct_of, type_of
from structurer.ingest.row import Row
from structurer.ingest.shapes import Tables, columns_of
from structurer.kinds.registry import kind_named
from tests.ingest.outputs import example_rows, structured

ROOT = Path(__file__).parent.parent.parent


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Leaf(BaseModel):
    """A leaf of a tree. It is green."""

    veins: list[int] = []
    position: str = ""


class Branch(BaseModel):
    leaves: list[Leaf] = []
    fallen: list[Leaf] = []
    length: float | None = None
    tags: list[str] = []


class Place(BaseModel):
    name: str = ""
    planted: dt.date | None = None


class Tree(BaseModel):
    """A record with everything that a layout can meet."""

    name: str
    home: Place = Place()
    nursery: Place | None = None
    colours: list[Colour] = Field(default_factory=list, description="as seen")
    branches: list[Branch] = []
    parent: Tree | None = None
    seen: Annotated[int | float, "a note"] | None = None
    notes: dict[str, Any] = {}
    findings: list[str] = []


def tables_of(record: type[BaseModel]) -> dict[str, list[str]]:
    return {table.name: [column.name for column in table.columns] for table in Tables(record).tables}


def test_a_record_becomes_tables() -> None:
    tables = tables_of(Tree)
    # `name` is a column of the letters already, and two places have one each.
    assert tables["letters"][-8:] == [
        "record_name", "home_name", "home_planted", "nursery_name", "nursery_planted", "parent", "seen", "notes",
    ]  # fmt: skip
    assert tables["colours"] == ["letter", "position", "value"]
    assert tables["branches"] == ["letter", "position", "length"]
    # Two fields of one model share a table; a field that is called as a column of every list gives way.
    assert tables["leafs"] == ["letter", "branch", "role", "position", "leaf_position"]
    assert tables["leaf_veins"] == ["letter", "branch", "leaf_role", "leaf", "position", "value"]
    assert tables["tags"] == ["letter", "branch", "position", "value"]
    assert tables["record_findings"] == ["letter", "position", "value"]
    assert list(tables)[-4:] == ["findings", "evidence", "names", "errors"]


def test_entries_hang_together_by_positions() -> None:
    tree = Tree(
        name="oak",
        branches=[Branch(), Branch(leaves=[Leaf(veins=[5])], fallen=[Leaf(), Leaf(veins=[7, 8], position="low")])],
    )
    row = Row(3, "a.txt", ("b.txt",), "sha256:0", "done", None, structured(tree.model_dump(mode="json")))
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name, entry in Tables(Tree).entries(row):
        found.setdefault(name, []).append(tuple(entry.values()))
    assert found["branches"] == [(3, 0, None), (3, 1, None)]
    assert found["leafs"] == [(3, 1, "leaves", 0, ""), (3, 1, "fallen", 0, ""), (3, 1, "fallen", 1, "low")]
    assert found["leaf_veins"] == [(3, 1, "leaves", 0, 0, 5), (3, 1, "fallen", 1, 0, 7), (3, 1, "fallen", 1, 1, 8)]
    assert found["names"] == [(3, 0, "a.txt"), (3, 1, "b.txt")]
    assert "errors" not in found


class Position(BaseModel):
    title: str = ""
    duties: list[str] = []


class Value(BaseModel):
    codes: list[str] = []


class Role(BaseModel):
    positions: list[Position] = []
    former: list[Position] = []


class Employment(BaseModel):
    """A record whose models are called as columns are that tables have of themselves."""

    positions: list[Position] = []
    values: list[Value] = []
    roles: list[Role] = []


def test_models_that_are_called_as_columns_of_lists_are_told_apart() -> None:
    tables = tables_of(Employment)
    assert tables["duties"] == ["letter", "positions_position", "position", "value"]
    assert tables["codes"] == ["letter", "values_value", "position", "value"]
    for name, columns in tables.items():
        assert len({column.casefold() for column in columns}) == len(columns), name
    posts = [{"title": "clerk", "duties": ["files"]}, {"title": "cook", "duties": ["soups"]}]
    row = Row(0, "a.txt", (), "sha256:0", "done", None, structured({"positions": posts, "values": [], "roles": []}))
    duties = [tuple(entry.values()) for name, entry in Tables(Employment).entries(row) if name == "duties"]
    assert duties == [(0, 0, 0, "files"), (0, 1, 0, "soups")]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (str, "VARCHAR"), (Colour, "VARCHAR"), (dt.date, "DATE"), (dt.datetime, "VARCHAR"), (int, "BIGINT"),
        (bool, "BOOLEAN"), (float, "DOUBLE"), (int | float, "DOUBLE"), (int | float | None, "DOUBLE"),
        (Decimal, "VARCHAR"), (Literal["a", "b"], "VARCHAR"), (Literal[1, 2] | None, "BIGINT"), (int | str, "VARCHAR"),
        (list[str], "VARCHAR[]"), (list[list[int]] | None, "BIGINT[][]"), (dict[str, int], "JSON"), (Any, "JSON"),
        (Place, 'STRUCT("name" VARCHAR, "planted" DATE)'), (Place | Leaf, "JSON"), (tuple[int, str], "JSON"),
    ],
)  # fmt: skip
def test_types(annotation: Any, expected: str) -> None:
    assert sql(type_of(annotation)) == expected


def test_values_fit_their_columns() -> None:
    assert fit(type_of(float), float("nan")) is None
    assert fit(type_of(float), float("inf")) is None
    assert fit(type_of(int | float), 40) == 40
    assert fit(type_of(int | float), 10**20) == 1e20
    assert isinstance(fit(type_of(int | float), 10**20), float)
    assert fit(type_of(int | str), 3) == "3"
    assert fit(type_of(str), "name of bytes \udce9") == "name of bytes ?"
    assert fit(type_of(dict[str, Any]), {"a": [float("nan"), "ü"]}) == {"a": [None, "ü"]}


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (dt.date, "next Monday"), (dt.date, "20161209"), (dt.date, 3), (int, "1"), (int, 1.5), (int, True), (float, "1"),
        (bool, 1), (str, {"name": "a"}), (list[str], "a"), (Place, "a"), (Place, {"planted": "12/09/2016"}),
    ],
)  # fmt: skip
def test_a_value_of_another_type_fits_no_column(annotation: Any, value: Any) -> None:
    with pytest.raises(Unfit, match="another type") as told:
        fit(type_of(annotation), value)
    assert "Monday" not in str(told.value)


class Visit(BaseModel):
    """A record that writes some of its dates as no SQL does."""

    seen: dt.date | None = None
    again: Annotated[dt.date | None, PlainSerializer(lambda day: f"{day:%m/%d/%Y}")] = None
    others: list[Annotated[dt.date, PlainSerializer(lambda day: f"{day:%m/%d/%Y}")]] = []
    days: list[dt.date] = []

    @field_serializer("seen", "days")
    def _american(self, value: Any) -> Any:
        return [f"{day:%m/%d/%Y}" for day in value] if isinstance(value, list) else f"{value:%m/%d/%Y}"


def test_a_field_that_its_model_writes_in_its_own_way_may_hold_anything() -> None:
    day = dt.date(2016, 12, 9)
    written = Visit(seen=day, again=day, others=[day], days=[day]).model_dump(mode="json")
    assert sql(struct_of(Visit)) == 'STRUCT("seen" JSON, "again" JSON, "others" JSON[], "days" JSON)'
    assert fit(struct_of(Visit), written) == written
    row = Row(0, "a.txt", (), "sha256:0", "done", None, structured(written))
    entries = dict(Tables(Visit).entries(row))
    assert (entries["letters"]["seen"], entries["letters"]["days"]) == ("12/09/2016", ["12/09/2016"])
    assert entries["others"]["value"] == "12/09/2016"


def test_a_number_that_no_column_holds_names_its_letter() -> None:
    class Counted(BaseModel):
        count: int

    row = Row(0, "huge.txt", (), "sha256:0", "done", None, structured({"count": 2**63}))
    with pytest.raises(RecordError, match=r"huge\.txt: .*64 bits"):
        list(Tables(Counted).entries(row))


def test_nothing_of_a_record_is_lost_in_tables() -> None:
    """As many values come out of the tables as stand in the records."""
    shape = Tables(kind_named("imr").record)
    for row in example_rows():
        if row.result is None:
            continue
        own = {table.name for table in shape.tables} - {"findings", "evidence", "names", "errors"}
        keys = {"letter", "position", "role", "determination", "guideline", "guideline_role"}
        made = {column.name for column in shape.tables[0].columns[: shape.tables[0].columns.index(first_of(shape))]}
        out = [
            value
            for name, entry in shape.entries(row)
            if name in own
            for column, value in entry.items()
            if value is not None and column not in keys and not (name == "letters" and column in made)
        ]
        assert sorted(map(str, out)) == sorted(map(str, values_in(row.result["record"])))


def first_of(shape: Tables) -> Any:
    return next(column for column in shape.tables[0].columns if column.name == "case_number")


def values_in(tree: Any) -> list[Any]:
    if isinstance(tree, dict):
        return [value for entry in tree.values() for value in values_in(entry)]
    if isinstance(tree, list):
        return [value for entry in tree for value in values_in(entry)]
    return [] if tree is None else [tree]


def test_columns_are_described() -> None:
    described = {(entry.table, entry.column): entry for entry in columns_of(kind_named("imr").record)}
    assert described["determinations", "decision"].about.endswith("; one of upheld, overturned")
    assert described["letters", "decision_date"].type == "DATE"
    assert all(entry.about for entry in described.values())
    nested = {entry.column: entry.type for entry in columns_of(kind_named("imr").record, "rows")}
    assert nested["record.determinations[].reviewer_guidelines[].sections[]"] == "VARCHAR"


def test_the_document_lists_the_tables() -> None:
    """docs/ingest-tables.md between its marks is what the record's class gives; `python -m tests.ingest.document` renews it."""
    from tests.ingest.document import DOCUMENT, in_document, listed

    assert in_document(DOCUMENT.read_text(encoding="utf-8")) == listed()
