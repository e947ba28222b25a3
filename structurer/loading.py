"""From a file, bytes or standard input to a Letter: PDF by pypdfium2, text in the encodings that turn up."""

from __future__ import annotations

import codecs
import os
import re
import stat
import sys
from pathlib import Path

from structurer.errors import (
    LetterEmpty,
    LetterNotFound,
    LetterNotText,
    LetterTooLarge,
)
from structurer.letter import Letter
from structurer.pdf import is_pdf, read_pdf
from structurer.printable import mended, printable

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 400_000

# First bytes of what is often sent in place of a letter, with the remedy.
_FOREIGN = (
    (b"PK\x03\x04", "an Office document or an archive", "save the letter as PDF or plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save the letter as PDF or plain text"),
    (b"{\\rtf", "rich text (RTF)", "save the letter as PDF or plain text"),
    (b"\x89PNG", "a picture", "run OCR over it first"),
    (b"\xff\xd8\xff", "a picture", "run OCR over it first"),
    (b"II*\x00", "a picture", "run OCR over it first"),
    (b"MM\x00*", "a picture", "run OCR over it first"),
    (b"\x1f\x8b", "compressed data", "unpack it first"),
)


_OTHER_LINE_END = re.compile(r"[\r\x85\u2028\u2029]")
"""Ends of lines as other systems have them, each one character as a line feed is."""
_LINE_END = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")
_LONGEST_NAME = 300
_WORDED_AS_PATH = re.compile(
    rf"\S{{1,{_LONGEST_NAME}}}|[^\n\r]{{1,{_LONGEST_NAME}}}\.(?i:pdf|te?xt|md|docx?|rtf|odt|html?|eml|msg|tiff?|png|jpe?g|jsonl?|csv)"
)


def load(source: Letter | Path | str, *, max_bytes: int = MAX_BYTES, max_characters: int = MAX_CHARACTERS) -> Letter:
    """The letter that `source` means: a Letter as it is, a Path, `-` for standard input, or a string.

    A string of more than one line is the letter's text; one of a single line is a path, with or without the line end
    of a list of paths. Raises a LetterError that says what to do: not found, empty, too large, neither PDF nor text,
    needs OCR, needs a password, damaged.
    """
    if isinstance(source, Letter):
        return _within(source, max_characters)
    if isinstance(source, str) and not source.strip():
        raise LetterEmpty("the letter holds no text", letter="text")
    source = _without_line_end(source)
    if _is_text(source):
        return _within(Letter.from_text(_with_line_ends(str(source))), max_characters)
    if source == "-":
        data = standard_input(max_bytes + 1)
        return load_bytes(data, "standard input", max_bytes=max_bytes, max_characters=max_characters)
    path = Path(source)
    try:
        if path.is_dir():
            raise LetterNotFound("is a folder, not a letter", letter=str(source), hint="name the files in it")
        size = path.stat().st_size
        if size > max_bytes:
            raise LetterTooLarge(
                f"{size:,} bytes, more than the {max_bytes:,} that a letter may have",
                letter=str(source),
                hint="split the file into letters, or raise max_letter_bytes",
            )
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)  # a pipe or a device has no size beforehand
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        name = name_of(source)
        hint = "give a path, or a letter's text as Letter.from_text(...)" if name == _NO_PATH else ""
        raise LetterNotFound(f"cannot be read: {reason}", letter=name, hint=hint) from None
    return load_bytes(data, str(source), max_bytes=max_bytes, max_characters=max_characters)


def standard_input(most: int = -1) -> bytes:
    """All of it, or at most so many bytes. A reader of its own takes them: that of `sys.stdin` must not be in use by a
    thread when the process ends."""
    try:
        number = sys.stdin.buffer.fileno()
    except OSError:
        return sys.stdin.buffer.read(most)
    with os.fdopen(number, "rb", closefd=False) as reader:
        return reader.read(most)


_NO_PATH = "a text in place of a path"


def name_of(source: Letter | Path | str) -> str:
    """What messages call the letter that `source` means; never its text.

    A string is named where there is such a file, or where it is worded as paths are; a Path unless it is longer than
    paths are. Anything else may be a letter's text.
    """
    if isinstance(source, Letter):
        return printable(source.name)
    source = _without_line_end(source)
    if _is_text(source):
        return "text"
    if source == "-":
        return "standard input"
    name = str(source)
    meant = isinstance(source, Path) and len(name) <= _LONGEST_NAME
    return printable(name) if meant or _is_path(name) else _NO_PATH


def is_endless(source: Letter | Path | str) -> bool:
    """Whether reading what `source` means may never come to an end: standard input, a pipe, a device."""
    if isinstance(source, Letter) or _is_text(source):
        return False
    if source == "-":
        return True
    try:
        mode = os.stat(_without_line_end(source)).st_mode  # noqa: PTH116 - a text is no path
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _is_path(text: str) -> bool:
    """Whether there is such a file, or the text is worded as paths are."""
    return os.path.exists(text) or _WORDED_AS_PATH.fullmatch(text) is not None  # noqa: PTH110 - Path.exists raises on text


def _without_line_end(source: Path | str) -> Path | str:
    """A path as it stands in a file with one path a line, without what ends its line; anything else as it is."""
    bare = source.rstrip("\r\n") if isinstance(source, str) else source
    return bare if isinstance(bare, str) and bare and not _is_text(bare) and _is_path(bare) else source


def _is_text(source: Path | str) -> bool:
    return isinstance(source, str) and _LINE_END.search(source) is not None


def load_bytes(data: bytes, name: str, *, max_bytes: int = MAX_BYTES, max_characters: int = MAX_CHARACTERS) -> Letter:
    """The letter in a file's content. Raises as `load` does, naming the letter by `name`."""
    if len(data) > max_bytes:
        raise LetterTooLarge(
            f"more than the {max_bytes:,} bytes that a letter may have",
            letter=name,
            hint="split the file into letters, or raise max_letter_bytes",
        )
    if not data.strip():
        raise LetterEmpty("the file is empty", letter=name)
    if is_pdf(data):
        return _within(read_pdf(data, name), max_characters)
    text, notes = _decode(data, name)
    return _within(Letter(name=name, text=text, notes=notes), max_characters)


def bytes_of_text(text: str) -> bytes:
    """The content of a file that is loaded as this text: a mark of byte order at its beginning is of the text."""
    data = text.encode("utf-8", "surrogatepass")
    return codecs.BOM_UTF8 + data if data.startswith(codecs.BOM_UTF8) else data


def _within(letter: Letter, max_characters: int) -> Letter:
    if len(letter.text) > max_characters:
        raise LetterTooLarge(
            f"{len(letter.text):,} characters, more than the {max_characters:,} that a letter may have",
            letter=letter.name,
        )
    return letter


# Text


_DAMAGED = "\ufffd"
_STRAY = re.compile(r"[\udc80-\udcff]+")


def _decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, and what a reader of its record should know."""
    for start, what, hint in _FOREIGN:
        if data.startswith(start):
            raise LetterNotText(f"this is {what}, not a letter", letter=name, hint=hint)
    text, damaged = _decoded(data)
    if text is None:
        raise LetterNotText("this is not text in an encoding that is read here", letter=name)
    odd = sum(1 for character in text if character < " " and character not in "\t\n\r\f\v\x1b") + text.count("\x7f")
    if odd > len(text) / 200 or "\x00" in text:
        raise LetterNotText("this is binary data, not text", letter=name)
    if not text.strip():
        raise LetterEmpty("the file is empty", letter=name)
    text = _with_line_ends(text)
    told = f"its UTF-8 is damaged: {damaged:,} × {_DAMAGED} in the text"
    return text, (told,) if damaged else ()


def _with_line_ends(text: str) -> str:
    """The text with the line ends that headings are found by: a system, or a database, may end lines otherwise."""
    return text if "\n" in text else _OTHER_LINE_END.sub("\n", text)


def _decoded(data: bytes) -> tuple[str | None, int]:
    """The text, None where it is in no encoding that is read here; and how many of its characters are damaged."""
    for bom, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(bom):
            return _try(data, encoding), 0
    if b"\x00" in data:
        return _utf16_without_bom(data), 0
    text = _try(data, "utf-8-sig")
    return (text, 0) if text is not None else _mostly_utf8(data) or (_try(data, "cp1252"), 0)


def _mostly_utf8(data: bytes) -> tuple[str, int] | None:
    """Text in UTF-8 that was cut inside a character, or holds half a pair of surrogates, as JSON may. None where no more
    characters are UTF-8 than are not: in Windows-1252 hardly ever are two in a row what would be one."""
    text = _try(data, "utf-8-sig", "surrogatepass")
    if text is not None:
        return mended(text)
    text = data.decode("utf-8-sig", "surrogateescape")
    right = sum(character > "\x7f" for character in _STRAY.sub("", text))
    text, damaged = _STRAY.subn(_DAMAGED, text)
    return (text, damaged) if right >= damaged or data.startswith(codecs.BOM_UTF8) else None


def _utf16_without_bom(data: bytes) -> str | None:
    """Mostly Latin text in UTF-16 has a zero in every other byte, and in no other place."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and odd > len(sample) * 0.3 and even < len(sample) * 0.01:
        return _try(data, "utf-16-le")
    if len(data) % 2 == 0 and even > len(sample) * 0.3 and odd < len(sample) * 0.01:
        return _try(data, "utf-16-be")
    return None


def _try(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
