"""Lists of documents: one a line or a bullet, without their marks."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.documents import read_documents
from structurer.letter import Letter
from structurer.sections import Outline, Section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "office visit notes of 05/01/2015\nMRI of the knee\n",
            ["office visit notes of 05/01/2015", "MRI of the knee"],
        ),
        ("o office visit notes\no  operative report\n", ["office visit notes", "operative report"]),
        ("- MRI of the knee\n\u2022 x-rays\n", ["MRI of the knee", "x-rays"]),
        ("1. MRI of the knee\n2) office notes\n", ["MRI of the knee", "office notes"]),
    ],
)
def test_each_document_is_whole_and_without_its_mark(text: str, expected: list[str]) -> None:
    outline = Outline("letter", 0, len(text), parts=(Section("documents", 0, len(text)),))
    assert [reading.value for reading in read_documents(Letter.from_text(text), outline)] == expected
