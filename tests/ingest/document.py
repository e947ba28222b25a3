"""The part of docs/ingest-tables.md that is made from the record's class; `python -m tests.ingest.document` renews it."""

from __future__ import annotations

from pathlib import Path

from structurer.ingest.columns import sql
from structurer.ingest.shapes import Tables
from structurer.kinds.registry import kind_named

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "ingest-tables.md"
BEGIN, END = "<!-- tables -->\n", "<!-- end of tables -->\n"


def listed(kind: str = "imr") -> str:
    lines: list[str] = []
    for table in Tables(kind_named(kind).record).tables:
        lines += [f"### {table.name}", "", f"{table.about[:1].upper()}{table.about[1:]}.", ""]
        lines += ["| column | type | what it holds |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {sql(column.type)} | {column.about} |" for column in table.columns]
        lines.append("")
    return "\n".join(lines)


def in_document(text: str) -> str:
    return text.split(BEGIN)[1].split(END)[0]


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(text.replace(in_document(text), listed()), encoding="utf-8")
