"""How far two readers agree: the same whoever of them is named first."""

from __future__ import annotations

from pathlib import Path

from structurer.evals.agreement import agreement
from structurer.evals.cells import Tally
from structurer.kinds.registry import kind_named
from tests import letters


def test_what_one_reader_may_leave_out_is_agreed_on_whoever_comes_first(tmp_path: Path) -> None:
    label = letters.label("2016-one-item").model_copy(update={"documents_reviewed": []})
    listed = label.model_copy(update={"documents_reviewed": ["Operative report dated 1/2/2016"]})
    for reader, said in (("first", label), ("second", listed), ("third", listed)):
        (tmp_path / reader).mkdir()
        (tmp_path / reader / "letter.json").write_text(said.model_dump_json())
    kind = kind_named("imr")
    for pair in (("first", "second"), ("second", "first")):
        found = agreement(*(tmp_path / reader for reader in pair), kind)
        assert found.total.errors == 0
        assert found.fields["documents_reviewed"] == Tally()
    both = agreement(tmp_path / "second", tmp_path / "third", kind)
    assert both.fields["documents_reviewed"].right == 1
