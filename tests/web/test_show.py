"""Pages of letters beside their records: what is in them, whose files they are, and what stands where it cannot be."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from structurer.errors import LetterNotFound, RecordError
from structurer.kinds.imr import KIND
from structurer.letter import Letter
from structurer.loading import load_bytes
from structurer.pdf import Box, boxes, indices, printed_pages
from structurer.pipeline import Structurer
from structurer.web.forms import form_of
from structurer.web.letter_view import Opened, result_view
from structurer.web.pages import data_block
from structurer.web.results import letter_of, read_results
from structurer.web.review.desk import Desk
from structurer.web.show_page import show_page
from tests import letters, pdfs
from tests.answering import from_label
from tests.cli.conftest import run  # noqa: F401
from tests.fault_server import FaultServer
from tests.kinds.ur import letters as ur
from tests.web.letters import ONE, THREE, as_pdf, of_21_items, of_markup

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def data_of(page: str) -> Any:
    """The data of a page, as its script reads it."""
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert block
    return json.loads(block.group(1))


def view_of(letter: Letter, data: bytes | None = None) -> dict[str, Any]:
    return result_view(Opened(letter, data), Structurer(KIND, read_only=True).structure(letter))


# The page


def test_nothing_in_a_letter_can_leave_its_place() -> None:
    page = show_page(KIND, [view_of(Letter.from_text(of_markup(), "<b>name</b>"))])
    assert page.count("<script") == 2
    assert "<img" not in page
    assert "<b>name" not in page
    assert "<i>unloader" not in page
    told = data_of(page)["letters"][0]
    assert "<script>document.title='owned'</script>" in told["text"]
    assert told["record"]["determinations"][0]["request"].startswith("Left knee <i>unloader</i>")


@pytest.mark.parametrize(
    "text", ["half \udcff of one", "</script><script>x()</script>", "<!-- <script>", "\u2028\u2029&lt;", "\\u003c"]
)
def test_a_data_block_holds_any_text(text: str) -> None:
    block = str(data_block({"text": text}))
    assert not re.search(r"[<>&\u2028\u2029]", block)
    assert json.loads(block) == {"text": text}


def test_a_page_loads_nothing() -> None:
    page = show_page(KIND, [view_of(letters.letter(ONE))])
    assert not re.search(r"https?://|//[a-z]+\.|@import|url\(", page)
    assert "default-src &#39;none&#39;" in page


def test_a_long_letter_stays_small() -> None:
    page = show_page(KIND, [view_of(Letter.from_text(of_21_items()))])
    assert len(page) < 500_000
    assert len(data_of(page)["letters"][0]["record"]["determinations"]) == 21


def test_a_form_says_what_may_stand_where() -> None:
    form = {field["name"]: field for field in form_of(KIND.record)}
    determinations = {field["name"]: field for field in form["determinations"]["fields"]}
    assert form["determinations"]["shape"] == "parts"
    assert determinations["decision"]["options"] == ["upheld", "overturned"]
    assert determinations["retrospective"]["blank"] is False
    assert determinations["quantity"]["type"] == "number"
    assert determinations["date_of_service"]["type"] == "date"
    assert determinations["basis"]["shape"] == "codes"
    assert determinations["request"]["required"]
    assert determinations["request"]["copied"]


def test_read_asked_and_cached_are_told_apart(tmp_path: Path) -> None:
    with FaultServer(respond=from_label(letters.label(ONE))) as server:
        settings = {"model": "m", "base_url": server.base_url, "api_key": "none", "cache_dir": tmp_path, "ask": "all"}
        parsed = Structurer(KIND, **{**settings, "ask": "rest", "cache": False}).structure(letters.letter(ONE))
        first = Structurer(KIND, **settings).structure(letters.letter(ONE))
        second = Structurer(KIND, **settings).structure(letters.letter(ONE))
    assert result_view(Opened(letters.letter(ONE)), parsed)["sources"]["/clinical/diagnoses/0"] == "parsed"
    for result, asked in ((first, "asked"), (second, "asked, cached")):
        sources = result_view(Opened(letters.letter(ONE)), result)["sources"]
        assert sources["/case/case_number"] == "read"
        assert sources["/clinical/diagnoses/0"] == asked
        assert sources["/determinations/0/basis/0"] == asked


# PDFs


def test_a_value_of_a_pdf_is_boxed_where_it_is_printed() -> None:
    data = pdfs.of_pages(
        ["first line of a page", "the second has 10 mg in it"] * 9, ["a page of its own, with 20 mg here"]
    )
    letter = load_bytes(data, "x.pdf")
    start = letter.text.index("20 mg")
    (found,) = boxes(data, letter, [(start, start + 5)])
    (box,) = found
    assert box.page == 2
    assert box.top == pytest.approx((792 - 720 - 11) / 792, abs=0.02)  # pdfs sets its first line at 720 of 792 points
    whole = printed_pages(data, letter)[1].lines[0].box
    assert whole.left < box.left < box.left + box.width < whole.left + whole.width


@pytest.mark.parametrize("marked", [pdfs.of_pages(["\x02 " * 6 + "one line", "the request is Upheld"]),
                                    pdfs.ticked(["€" * 6 + "one line", "the request is Upheld"])])  # fmt: skip
def test_what_is_printed_behind_bullets_and_ticks_is_boxed_where_it_stands(marked: bytes) -> None:
    def boxed(data: bytes) -> list[list[Box]]:
        letter = load_bytes(data, "x.pdf")
        start = letter.text.index("Upheld")
        return boxes(data, letter, [(start, start + 6)])

    assert boxed(marked) == boxed(pdfs.of_pages(["one line", "the request is Upheld"]))


@pytest.mark.parametrize("crop", [b"[0 0 612 0]", b"[5 5 5 5]", b"[0 0 6i2 792]", b"[-90 -90 900 900]"])
def test_a_page_cropped_to_nothing_is_measured_as_it_is_drawn(crop: bytes) -> None:
    whole = pdfs.of_pages(["one letter with a number of words in it, enough"])
    cropped = whole.replace(b"[0 0 612 792]", b"[0 0 612 792] /CropBox " + crop)
    letter = load_bytes(cropped, "x.pdf")
    assert printed_pages(cropped, letter) == printed_pages(whole, letter)
    assert boxes(cropped, letter, [(0, 3)]) == boxes(whole, letter, [(0, 3)])


def test_a_stretch_over_two_pages_has_boxes_on_both() -> None:
    data = as_pdf()
    letter = load_bytes(data, "x.pdf")
    (found,) = boxes(data, letter, [(0, len(letter.text))])
    assert {box.page for box in found} == {1, 2}


@pytest.mark.parametrize(
    ("raw", "text", "wanted"),
    [
        ("ab\r\ncd", "ab\ncd", [0, 1, 3, 4, 5]),
        ("ab\r\ncd", "ab\n\ncd", [0, 1, 3, None, 4, 5]),
        ("a\ufffeb", "a-\nb", [0, 1, None, 2]),
        ("\U0001f5f9a\r\nb", "\U0001f5f9a\nb", [0, 2, 4, 5]),
        ("", "", []),
    ],
)
def test_characters_are_counted_as_the_page_counts_them(raw: str, text: str, wanted: list[int | None]) -> None:
    assert indices(raw, text) == wanted


# Results


def results_file(folder: Path, *names: str) -> Path:
    """A file of results, as `extract --format jsonl` writes them."""
    lines = []
    for name in names:
        shutil.copy(letters.HERE / f"{name}.txt", folder)
        result = Structurer(KIND, read_only=True).structure(folder / f"{name}.txt")
        lines.append(json.dumps(result.model_dump(mode="json")))
    path = folder / "results.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_results_find_their_letters_where_they_went(tmp_path: Path) -> None:
    path = results_file(tmp_path, ONE)
    moved = tmp_path / "moved"
    moved.mkdir()
    shutil.move(tmp_path / f"{ONE}.txt", moved)
    (held,) = read_results(path, KIND)
    assert held.result
    with pytest.raises(LetterNotFound, match="not there"):
        letter_of(held.result, [tmp_path])
    assert letter_of(held.result, [moved]).letter.digest == held.result.letter.digest
    (moved / f"{ONE}.txt").write_text("another letter")
    with pytest.raises(LetterNotFound, match="another text"):
        letter_of(held.result, [moved])


@pytest.mark.parametrize(
    "content", ["", "no json", "[]", '{"record": {}}', '{"letter": {"name": "a"}, "record": {}}', "[1]"]
)
def test_files_that_hold_no_results_are_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(content)
    with pytest.raises(RecordError):
        read_results(path, KIND)


def of_two_kinds(folder: Path) -> Path:
    """A results file of an IMR letter and of a UR letter."""
    path = results_file(folder, ONE)
    other = folder / "ur.txt"
    other.write_text(ur.SHORT, encoding="utf-8")
    result = Structurer("ur", read_only=True).structure(other)
    with path.open("a") as file:
        file.write(json.dumps(result.model_dump(mode="json")) + "\n")
    return path


def test_a_letter_of_another_kind_does_not_take_the_others_away(run: Any, tmp_path: Path) -> None:  # noqa: F811
    path, out = of_two_kinds(tmp_path), tmp_path / "page.html"
    ran = run("show", path, "-o", out)
    assert ran.code == 1
    assert "of kind ur" in ran.err
    shown = data_of(out.read_text(encoding="utf-8"))["letters"]
    assert [(Path(one["name"]).name, "error" in one) for one in shown] == [(f"{ONE}.txt", False), ("ur.txt", True)]
    assert run("show", path, "-o", out, "--kind", "ur").code == 1
    shown = data_of(out.read_text(encoding="utf-8"))["letters"]
    assert ["error" in one for one in shown] == [True, False]


def test_a_letter_of_another_kind_keeps_no_review_from_starting(
    run: Any,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desks: list[Desk] = []
    monkeypatch.setattr("structurer.web.review.serving.serve", lambda desk, port, ready: desks.append(desk))
    of_two_kinds(tmp_path)
    ran = run("review", tmp_path, "--reader", "ann", "--kind", "imr", "--no-open")
    assert ran.code == 0
    assert "1 letter of the results" in ran.err
    assert {Path(one.letter.name).stem for one in desks[0].results.values()} == {ONE}


def test_a_review_opens_its_page_wherever_the_cache_is(
    run: Any,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRUCTURER_CACHE_DIR", ".kept")
    monkeypatch.setattr("structurer.web.review.serving.serve", lambda desk, port, ready: ready("http://127.0.0.1:9/"))
    monkeypatch.setattr("click.launch", lambda address: opened.append(address) or 0)
    (tmp_path / "one.txt").write_bytes((letters.HERE / f"{ONE}.txt").read_bytes())
    ran = run("review", tmp_path, "--reader", "ann", "--kind", "imr", "--open")
    assert ran.code == 0
    assert [address.startswith("file:///") for address in opened] == [True]
    assert "http://127.0.0.1:9/" in ran.out


@pytest.mark.skipif(sys.platform != "linux", reason="names there are text")
def test_a_name_that_is_no_text_can_be_shown(run: Any, tmp_path: Path) -> None:  # noqa: F811
    odd, page = tmp_path / os.fsdecode(b"bad\xff.txt"), tmp_path / "page.html"
    odd.write_bytes((letters.HERE / f"{ONE}.txt").read_bytes())
    results = tmp_path / "results.jsonl"
    assert run("extract", odd, "--read-only", "-o", results).code == 0
    gone = tmp_path / os.fsdecode(b"gone\xff.json")
    ran = run("show", odd, results, gone, "--read-only", "-o", page)
    assert ran.code == 1
    shown = data_of(page.read_text(encoding="utf-8"))["letters"]
    assert [Path(letter["name"]).name for letter in shown] == ["bad\\udcff.txt"] * 2 + ["gone\\udcff.json"]
    assert ["error" in letter for letter in shown] == [False, False, True]


# The command


def test_show_writes_one_private_file(run: Any, tmp_path: Path) -> None:  # noqa: F811
    out = tmp_path / "page.html"
    ran = run("show", letters.HERE / f"{ONE}.txt", "--read-only", "-o", out)
    assert (ran.code, ran.out.strip()) == (0, str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    kept = run("show", letters.HERE / f"{ONE}.txt", "--read-only")
    place = Path(kept.out.strip())
    assert place.is_file()
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("words", [("--kind", "imr"), ()])
def test_a_pdf_from_standard_input_is_shown_as_text(
    run: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    class Input:
        buffer = io.BytesIO(as_pdf())

    monkeypatch.setattr("sys.stdin", Input())
    ran = run("show", "-", *words, "--read-only", "-o", "-")
    assert ran.code == 0
    [shown] = data_of(ran.out)["letters"]
    assert (shown["name"], shown["medium"]) == ("standard input", "text")
    assert shown["evidence"]["/case/case_number"]


def test_letters_and_results_stand_in_their_order(run: Any, tmp_path: Path) -> None:  # noqa: F811
    path = results_file(tmp_path, ONE, THREE)
    pdf = tmp_path / "printed.pdf"
    pdf.write_bytes(as_pdf())
    out = tmp_path / "page.html"
    ran = run("show", pdf, tmp_path / "missing.txt", path, letters.EXAMPLE, "--read-only", "-o", out)
    assert ran.code == 1
    assert "missing.txt" in ran.err
    assert "hint" in ran.err
    shown = data_of(out.read_text(encoding="utf-8"))["letters"]
    assert [Path(one["name"]).name for one in shown] == [
        "printed.pdf",
        "missing.txt",
        f"{ONE}.txt",
        f"{THREE}.txt",
        "letter.txt",
    ]
    assert "error" in shown[1]
    assert shown[0]["pages"][0]["picture"].startswith("data:image/png;base64,")
    assert shown[0]["evidence"]["/case/case_number"][0]["boxes"]
    assert not shown[2]["evidence"]["/case/case_number"][0]["boxes"]


def test_what_is_shown_is_not_written_over(run: Any, tmp_path: Path) -> None:  # noqa: F811
    path = results_file(tmp_path, ONE)
    before = path.read_bytes()
    assert run("show", path, "-o", path).code == 2
    assert path.read_bytes() == before


def test_a_results_file_that_cannot_be_read_stands_beside_the_others(run: Any, tmp_path: Path) -> None:  # noqa: F811
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    out = tmp_path / "page.html"
    ran = run("show", broken, letters.EXAMPLE, "--read-only", "-o", out)
    assert ran.code == 1
    assert "error" in data_of(out.read_text(encoding="utf-8"))["letters"][0]
