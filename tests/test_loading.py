"""What can be loaded as a letter, and with what words everything else is refused."""

from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path

import pytest

from structurer.errors import (
    LetterDamaged,
    LetterEmpty,
    LetterError,
    LetterNeedsOcr,
    LetterNeedsPassword,
    LetterNotFound,
    LetterNotText,
    LetterTooLarge,
)
from structurer.letter import Letter
from structurer.loading import bytes_of_text, load, load_bytes, name_of
from tests import pdfs

TEXT = "Decision rationale: The café’s waiter – aged 41 – takes ½ tablet."


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8", TEXT.encode()),
        ("utf-8 with BOM", b"\xef\xbb\xbf" + TEXT.encode()),
        ("utf-16 little endian with BOM", b"\xff\xfe" + TEXT.encode("utf-16-le")),
        ("utf-16 big endian with BOM", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("utf-16 little endian without BOM", TEXT.encode("utf-16-le")),
        ("utf-16 big endian without BOM", TEXT.encode("utf-16-be")),
        ("cp1252", TEXT.encode("cp1252")),
    ],
)
def test_text_is_read_in_the_encodings_that_turn_up(encoding: str, data: bytes) -> None:
    assert load_bytes(data, "letter.txt").text == TEXT


@pytest.mark.parametrize(
    ("data", "text", "damaged"),
    [
        ("Muñoz’s cuff".encode() + b"\xe2\x80", "Muñoz’s cuff\ufffd", 1),
        (b"\x80\x99s cuff, " + "Muñoz – left".encode(), "\ufffds cuff, Muñoz – left", 1),
        ("Muñoz ’ – ½ ".encode() + "café, née".encode("cp1252"), "Muñoz ’ – ½ caf\ufffd, n\ufffde", 2),
        ("no pain \ud83d now".encode("utf-8", "surrogatepass"), "no pain \ufffd now", 1),
        (b"\xef\xbb\xbfcaf\xe9", "caf\ufffd", 1),
        (b"caf\xe9", "café", 0),
        ("DE “CAFÉ” – d’été".encode("cp1252"), "DE “CAFÉ” – d’été", 0),
    ],
)
def test_damaged_utf8_is_marked_and_noted_not_taken_for_windows_1252(data: bytes, text: str, damaged: int) -> None:
    letter = load_bytes(data, "letter.txt")
    assert letter.text == text
    assert list(letter.notes) == ([f"its UTF-8 is damaged: {damaged} × \ufffd in the text"] if damaged else [])


@pytest.mark.parametrize("text", [TEXT, f"\ufeff{TEXT}", f"\ufeff\ufeff{TEXT}"])
def test_the_bytes_of_a_text_are_loaded_as_just_that_text(text: str) -> None:
    assert load_bytes(bytes_of_text(text), "letter.txt").text == text


def test_line_ends_stay_as_they_are() -> None:
    letter = load_bytes(b"one\r\ntwo\rthree\n", "letter.txt")
    assert letter.text == "one\r\ntwo\rthree\n"
    assert letter.verbatim(0, len(letter.text)) == "one two three"


@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028", "\u2029"])
def test_lines_that_all_end_otherwise_are_lines(end: str) -> None:
    """Else the whole letter would be one line, and none of its headings found."""
    assert load_bytes(f"one{end}two{end}".encode(), "letter.txt").text == "one\ntwo\n"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", LetterEmpty, "empty"),
        (b" \r\n\t ", LetterEmpty, "empty"),
        (b"\xef\xbb\xbf", LetterEmpty, "empty"),
        (b"\x00\x01\x02\x03" * 50, LetterNotText, "not text"),
        (bytes(range(256)) * 4, LetterNotText, "not text"),
        (b"\xff\xfe\x41\xd8x", LetterNotText, "not text"),
        (b"\x7fELF" + b"\x02\x01\x01" * 40, LetterNotText, "binary"),
        (b"PK\x03\x04rest of a docx", LetterNotText, "Office document"),
        (b"{\\rtf1 text}", LetterNotText, "RTF"),
        (b"\x89PNG\r\n\x1a\n....", LetterNotText, "picture"),
        (b"%PDF-1.7\nnot really", LetterDamaged, "cannot be opened"),
        (b"x" * 2000, LetterTooLarge, "1,000"),
    ],
)
def test_what_is_no_letter_is_refused_with_a_remedy(data: bytes, error: type[LetterError], says: str) -> None:
    with pytest.raises(error) as caught:
        load_bytes(data, "odd.bin", max_characters=1000)
    assert says in caught.value.message
    assert caught.value.letter == "odd.bin"
    assert caught.value.hint
    assert not caught.value.retryable


def test_a_pdf_gives_its_text_with_pages() -> None:
    letter = load_bytes(pdfs.of_pages(["First page", "of the letter"], ["Second page"]), "letter.pdf")
    assert letter.medium == "pdf"
    assert [page.number for page in letter.pages] == [1, 2]
    assert letter.text == "First page\nof the letter\fSecond page"
    assert letter.page_of(letter.text.index("Second")) == 2
    assert letter.text[letter.pages[1].start : letter.pages[1].end] == "Second page"


def test_a_pdf_may_have_something_before_it() -> None:
    data = b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n" + pdfs.of_pages(["The first line of a letter"])
    assert load_bytes(data, "letter.pdf").medium == "pdf"


def test_a_letter_that_speaks_of_pdfs_is_none() -> None:
    text = "Attached: scan.pdf (%PDF-1.4).\nDear Sir, the object of 3 visits is relief."
    letter = load_bytes(text.encode(), "letter.txt")
    assert (letter.medium, letter.text) == ("text", text)


def test_a_gap_between_paragraphs_of_a_pdf_is_an_empty_line() -> None:
    letter = load_bytes(pdfs.of_pages(["end of one", "", "start of the next", "and on", "and on"]), "letter.pdf")
    assert letter.text == "end of one\n\nstart of the next\nand on\nand on"


@pytest.mark.parametrize("mark", ["\x02 ", "€"])
def test_gaps_are_seen_behind_bullets_and_ticks(mark: str) -> None:
    lines = ["end of one", "and on", "", "start of the next", "and on", "", "and the last", "and on"]
    marked = load_bytes(pdfs.ticked([mark * 24 + lines[0], *lines[1:]]), "letter.pdf")
    assert marked.text.endswith("end of one\nand on\n\nstart of the next\nand on\n\nand the last\nand on")


def test_a_pdf_without_a_text_layer_needs_ocr() -> None:
    with pytest.raises(LetterNeedsOcr, match="ocrmypdf"):
        load_bytes(pdfs.of_pages([]), "scan.pdf")


def test_a_page_without_text_among_others_is_noted() -> None:
    letter = load_bytes(pdfs.of_pages(["A first page with enough text on it"], []), "part-scan.pdf")
    assert letter.notes == ("page 2 of 2 has no text: if it is a scan, run OCR over the file",)


def test_an_encrypted_pdf_opens_where_its_password_is_empty() -> None:
    data = pdfs.encrypted(["Case Number: CM16-9000000 and more"], password="")
    assert "CM16-9000000" in load_bytes(data, "letter.pdf").text


def test_an_encrypted_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(LetterNeedsPassword, match="qpdf"):
        load_bytes(pdfs.encrypted(["secret"], password="known to few"), "letter.pdf")


def test_sources_may_be_letters_paths_text_or_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert load(path).text == load(str(path)).text == TEXT
    assert load(str(path)).name == str(path)
    assert load("a text\nof two lines").text == "a text\nof two lines"
    letter = Letter.from_text("already a letter")
    assert load(letter) is letter

    class Input:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Input())
    assert load("-").name == "standard input"


def test_standard_input_is_not_read_through_its_own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process would be aborted at its end, were a thread of it still reading."""
    end, other = os.pipe()
    with os.fdopen(end, "rb") as source, os.fdopen(other, "wb") as writer:

        class Input:
            class buffer:  # noqa: N801
                fileno = source.fileno

        writer.write(TEXT.encode())
        writer.close()
        monkeypatch.setattr("sys.stdin", Input())
        assert load("-").text == TEXT
        assert not source.closed


@pytest.mark.parametrize("text", ["", " ", "\n", " \r\n\t"])
def test_a_text_of_nothing_is_an_empty_letter(text: str) -> None:
    with pytest.raises(LetterEmpty):
        load(text)


@pytest.mark.parametrize("name", ["missing.pdf", "a\x00b", "x" * 5000])
def test_a_path_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LetterNotFound):
        load(name)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\f"])
def test_a_text_of_several_lines_is_a_letter_whatever_ends_them(end: str) -> None:
    text = f"Jane Roe has neck pain.{end}She takes naproxen."
    # Where no line ends as headings are looked for, the text at hand is read as the same text in a file is.
    assert load(text).text == (text.replace("\r", "\n") if end == "\r" else text)
    assert name_of(text) == "text"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["letter.txt", "a letter of June"])
def test_a_path_may_come_with_the_line_end_of_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, end: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    letter = load(f"{name}{end}")
    assert (letter.text, letter.name) == (TEXT, name)
    assert name_of(f"{name}{end}") == name
    with pytest.raises(LetterNotFound) as caught:
        load(f"missing.pdf{end}")
    assert caught.value.letter == "missing.pdf"
    sentence = f"Jane Roe has neck pain.{end}"
    assert (load(sentence).text, name_of(sentence)) == (
        sentence if "\n" in end else sentence.replace(end, "\n"),
        "text",
    )


@pytest.mark.parametrize("text", ["Jane Roe has neck pain.", "Jane Roe has neck pain. " * 70])
def test_a_text_in_place_of_a_path_is_not_repeated(text: str) -> None:
    with pytest.raises(LetterNotFound, match=r"Letter\.from_text") as caught:
        load(text)
    assert "Jane" not in f"{caught.value} {name_of(text)}"


@pytest.mark.parametrize(
    "name", ["missing", "letters/missing.pdf", "a scan of June.pdf", "a letter of june", Path("not\nthere")]
)
def test_a_path_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str | Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a letter of june").write_bytes(b"\x00\x01")
    with pytest.raises(LetterError) as caught:
        load(name)
    assert caught.value.letter == name_of(name) == str(name)


def test_a_path_may_hold_a_line_break(tmp_path: Path) -> None:
    path = tmp_path / "two\nlines.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert load(path).text == TEXT
    assert name_of(path) == load(path).name == str(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LetterNotFound, match="folder"):
        load(tmp_path)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as out:
        out.truncate(60_000_000)
    with pytest.raises(LetterTooLarge, match="60,000,000"):
        load(path)
    assert stat.S_ISREG(path.stat().st_mode)


def test_no_more_is_read_of_a_pipe_than_a_letter_may_have(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    written = []

    def write() -> None:
        out = os.open(pipe, os.O_WRONLY)
        try:
            while sum(written) < 2_000_000:
                written.append(os.write(out, b"x" * 10_000))
        except BrokenPipeError:
            pass
        finally:
            os.close(out)

    writer = threading.Thread(target=write)
    writer.start()
    with pytest.raises(LetterTooLarge, match="1,000"):
        load(pipe, max_bytes=1000)
    writer.join()
    assert sum(written) < 1_000_000


def test_form_feeds_divide_a_text_into_pages() -> None:
    letter = Letter.from_text("one\ftwo\f")
    assert [(page.number, letter.text[page.start : page.end]) for page in letter.pages] == [(1, "one"), (2, "two")]


def test_half_a_character_in_a_text_at_hand_is_told_and_keeps_its_place() -> None:
    letter = Letter.from_text("no pain \ud83d now")
    assert letter.text == "no pain \ufffd now"
    (note,) = letter.notes
    assert "1 × \ufffd" in note
    assert Letter("again", letter.text, notes=letter.notes).notes == (note,)


def test_the_digest_is_of_the_text_alone() -> None:
    assert Letter.from_text("same", name="a").digest == Letter.from_text("same", name="b").digest
    assert Letter.from_text("same").digest != Letter.from_text("other").digest
