"""Where letters come from: every form, in order, with what cannot be read among them."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from structurer.errors import (
    LetterDamaged,
    LetterEmpty,
    LetterError,
    LetterNeedsPassword,
    LetterNotFound,
    SettingsError,
)
from structurer.ingest import far
from structurer.ingest.job import ingest
from structurer.ingest.lists import GivenLetters
from structurer.ingest.sources import Sources
from structurer.ingest.tables_in import Columns
from structurer.letter import Letter
from structurer.loading import load_bytes

MOST = 1000


def read(sources: Sources) -> list[tuple[str, bytes | type]]:
    """Names with content, or with the error that reading gives."""
    found: list[tuple[str, bytes | type]] = []
    for entry in sources.entries():
        try:
            found.append((entry.name, entry.read(MOST)))
        except LetterError as error:
            found.append((entry.name, type(error) if error.hint and error.letter else AssertionError))
    return found


def made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"letter {name}")
    return folder


def test_a_folder_gives_its_letters_by_name_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    made(tmp_path, "b.txt", "a.pdf", "sub/c.txt", "note.docx", "labels.json", "suite.toml", ".hidden.txt", "plain")
    sources = Sources([str(tmp_path)])
    names = [Path(name).relative_to(tmp_path).as_posix() for name, _ in read(sources)]
    assert names == ["a.pdf", "b.txt", "note.docx", "plain", "sub/c.txt"]
    assert dict(sources.left_out) == {".json": 1, ".toml": 1}
    assert sources.count() == 5


def test_a_folder_elsewhere_gives_the_same_letters_in_the_same_order(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra `ray`")
    made(tmp_path, "b.txt", "sub/c.txt", "sub/below/a.txt", "sub/z.txt", "labels.json", ".hidden/d.txt", "a/e.txt")
    sources = Sources([f"file://{tmp_path}"])
    names = [name.removeprefix(f"file://{tmp_path}/") for name, _ in read(sources)]
    assert names == ["a/e.txt", "b.txt", "sub/below/a.txt", "sub/c.txt", "sub/z.txt"]
    assert dict(sources.left_out) == {".json": 1}


def test_a_folder_elsewhere_that_may_not_be_listed_stands_among_the_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fs = pytest.importorskip("pyarrow.fs", reason="needs the extra `ray`")
    made(tmp_path, "a.txt", "b/inner.txt", "c.txt")

    class Store:
        def get_file_info(self, wanted: Any) -> Any:
            if getattr(wanted, "base_dir", "").endswith(denied):
                raise OSError("When listing objects: Access Denied")
            return fs.LocalFileSystem().get_file_info(wanted)

    monkeypatch.setattr(far, "_filesystem", lambda uri: (Store(), str(tmp_path)))
    denied = "/b"
    names = [(entry.name, entry.place is None) for entry in Sources(["s3://bucket"]).entries()]
    assert names == [(f"s3://{tmp_path}/a.txt", False), (f"s3://{tmp_path}/b", True), (f"s3://{tmp_path}/c.txt", False)]
    with pytest.raises(LetterNotFound, match=r"/b: the folder cannot be read"):
        [*Sources(["s3://bucket"]).entries()][1].read(MOST)
    denied = str(tmp_path)
    with pytest.raises(SettingsError, match="s3://bucket cannot be reached"):
        list(Sources(["s3://bucket"]).entries())


def test_a_link_to_a_folder_is_not_followed_and_not_silent(tmp_path: Path) -> None:
    made(tmp_path, "a.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    sources = Sources([str(tmp_path)])
    assert len(read(sources)) == 1
    assert dict(sources.left_out) == {"link to a folder": 1}


@pytest.mark.parametrize("pattern", ["**", "**/*.txt", "**/sub/**/*.txt", "sub/**/*.txt", "*/**/?.txt", "**/**/*.txt"])
def test_a_pattern_for_folders_at_any_depth_follows_no_link_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    made(tmp_path, "sub/a.txt", "sub/[x]/sub/b.txt", ".hidden/c.txt")
    (tmp_path / "sub" / "up").symlink_to("..", target_is_directory=True)
    wanted = {"sub/a.txt", "sub/[x]/sub/b.txt"}
    for given in (pattern, f"{tmp_path}/{pattern}"):
        monkeypatch.chdir(tmp_path)
        sources = Sources([given])
        found = {str((tmp_path / entry.name).relative_to(tmp_path)) for entry in sources.entries()}
        assert found == wanted
        assert sources.left_out["link to a folder"] == 1


@pytest.mark.parametrize("pattern", ["*", "[su]*", "*/", "*/*", "*/*.txt", "*/**", "*/**/*.txt"])
def test_a_pattern_follows_no_link_that_a_mark_of_it_stands_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    made(tmp_path, "letters/sub/a.txt", "elsewhere/b.txt")
    (tmp_path / "letters" / "up").symlink_to("../elsewhere", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    for given in (f"letters/{pattern}", f"./letters/{pattern}", f"{tmp_path}/letters/{pattern}"):
        sources = Sources([given])
        assert [Path(entry.name).name for entry in sources.entries()] == ["a.txt"]
        assert sources.left_out == {"link to a folder": 1}
    assert [Path(entry.name).name for entry in Sources(["letters/up/*"]).entries()] == ["b.txt"], "it is named"


def test_a_letter_that_is_named_twice_stands_where_it_is_named_first(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "b.txt", "c.txt")
    given = [str(tmp_path / "c.txt"), str(tmp_path), str(tmp_path / "*.txt")]
    for lists in (Sources(given), GivenLetters([Letter.from_text("d", "d"), *given])):
        names = [Path(entry.name).name for entry in lists.entries() if entry.letter is None]
        assert names == ["c.txt", "a.txt", "b.txt"]
        assert lists.count() == len(names) + isinstance(lists, GivenLetters)


def test_letters_at_hand_beside_a_folder_say_what_it_leaves_out(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "labels.json", "more/b.txt", "more/labels.json")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    lists = GivenLetters([Letter.from_text("c", "c"), tmp_path, tmp_path / "more"])
    for _ in range(2):
        assert len([entry.name for entry in lists.entries()]) == lists.count() == 3
        assert lists.left_out == {".json": 3, "link to a folder": 1}


def test_folders_may_lie_in_each_other_as_deep_as_the_system_lets_them(tmp_path: Path) -> None:
    made(tmp_path, "d.txt", "e.txt")
    folder = os.open(tmp_path, os.O_RDONLY)
    depth = sys.getrecursionlimit() + 100
    for _ in range(depth):
        os.mkdir("d", dir_fd=folder)
        above, folder = folder, os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(above)
    os.close(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)
    try:
        names = [name.removeprefix(f"{tmp_path}/") for name, _ in read(Sources([str(tmp_path)]))]
    finally:
        # Whoever clears up after the test goes into folders by calls.
        for _ in range(depth - 1):
            (tmp_path / "d" / "d").rename(tmp_path / "inner")
            (tmp_path / "d").rmdir()
            (tmp_path / "inner").rename(tmp_path / "d")
    assert names == ["d/" * depth + "a.txt", "d.txt", "e.txt"]


def test_files_patterns_and_folders_keep_the_order_in_which_they_were_named(tmp_path: Path) -> None:
    made(tmp_path, "z/1.txt", "a/2.txt", "a/3.txt", "single.json")
    given = [str(tmp_path / "z"), str(tmp_path / "a" / "*.txt"), str(tmp_path / "single.json")]
    assert [Path(name).name for name, _ in read(Sources(given))] == ["1.txt", "2.txt", "3.txt", "single.json"]


@pytest.mark.parametrize("given", ["nothing.txt", "no/*.txt"])
def test_a_name_that_means_nothing_is_wrong_use(tmp_path: Path, given: str) -> None:
    with pytest.raises(SettingsError) as caught:
        list(Sources([str(tmp_path / given)]).entries())
    assert caught.value.hint


@pytest.mark.parametrize("end", ["", "?", "\nYours"])
def test_a_letters_text_in_place_of_a_path_is_in_no_message(tmp_path: Path, end: str) -> None:
    text = f"Dear Ms Roe, your MRI is denied{end}"
    for given in (text, [text], [Letter.from_text("A letter that is of no kind."), text]):
        with pytest.raises(SettingsError, match=r"Letter\.from_text") as raised:
            ingest(given, tmp_path / "out.jsonl", kind="imr", read_only=True)
        assert "Roe" not in str(raised.value)
    for path in tmp_path.rglob("*"):
        assert b"Roe" not in path.read_bytes()


def test_an_address_with_a_password_is_refused_before_it_is_kept_anywhere(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        ingest("s3://name:secret-word@bucket/letters", tmp_path / "out.jsonl", kind="imr", read_only=True)
    assert "password" in str(raised.value)
    assert "secret-word" not in str(raised.value)
    for path in tmp_path.rglob("*"):
        assert b"secret-word" not in path.read_bytes()


def test_without_pyarrow_an_address_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyarrow", "pyarrow.fs"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SettingsError, match="needs the package pyarrow"):
        list(Sources([f"file://{tmp_path}"]).entries())


def test_a_file_that_may_not_be_read_stands_among_the_others(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    assert [kind for _, kind in read(Sources([str(tmp_path)]))] == [b"letter a.txt", LetterNotFound, b"letter c.txt"]


def test_no_more_than_a_letter_may_have_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 5 * MOST)
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"x" * 5 * MOST)
    assert [len(data) for _, data in read(Sources([str(tmp_path)]))] == [MOST + 1, MOST + 1]  # type: ignore[arg-type]


def test_zip_and_tar_are_read_without_unpacking_them(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", "1")
        archive.writestr("__MACOSX/one.txt", "no letter")
        archive.writestr("sub/two.pdf", "2")
        archive.writestr("index.csv", "no letter by its name")
    for name, mode in (("b.tar", "w"), ("c.tar.gz", "w:gz"), ("d.tar.xz", "w:xz")):
        with tarfile.open(tmp_path / name, mode) as tar:
            for inner, data in (("three.txt", b"3"), ("../four.txt", b"4")):
                info = tarfile.TarInfo(inner)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
    sources = Sources([str(tmp_path)])
    assert [(name.partition("!")[2], data) for name, data in read(sources)] == [
        ("one.txt", b"1"), ("sub/two.pdf", b"2"), *[("three.txt", b"3"), ("../four.txt", b"4")] * 3,
    ]  # fmt: skip
    assert dict(sources.left_out) == {".csv": 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.tar", "c.tar.gz", "d.tar.xz"]


def test_a_damaged_archive_gives_what_it_has_and_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no archive at all")
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for number in range(50):
            info = tarfile.TarInfo(f"{number:02}.txt")
            info.size = 500
            tar.addfile(info, io.BytesIO(os.urandom(500)))
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(whole.getvalue())[:9000])
    found = read(Sources([str(tmp_path)]))
    assert found[0] == (str(tmp_path / "a.zip"), LetterDamaged)
    assert found[-1] == (str(tmp_path / "b.tar.gz"), LetterDamaged)
    assert len(found) > 5
    assert all(isinstance(data, bytes) for _, data in found[1:-2])
    assert found[-2][1] is LetterDamaged or isinstance(found[-2][1], bytes)


def test_an_encrypted_member_and_a_broken_one_stand_among_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "good " * 50)
        archive.writestr("b.txt", "broken " * 50)
        archive.writestr("c.txt", "locked " * 50)
        broken, locked = archive.getinfo("b.txt"), archive.getinfo("c.txt")
    data = bytearray(path.read_bytes())
    data[broken.header_offset + 36 : broken.header_offset + 41] = b"\xff" * 5
    data[data.index(b"PK\x01\x02", locked.header_offset) :].find(b"c.txt")
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    path.write_bytes(bytes(data))
    assert [kind if isinstance(kind, type) else "text" for _, kind in read(Sources([str(path)]))] == [
        "text", LetterDamaged, LetterNeedsPassword,
    ]  # fmt: skip


def test_offsets_hold_for_a_text_that_begins_with_a_mark_of_byte_order(tmp_path: Path) -> None:
    text = "\ufeffDear Sir,\nshe takes naproxen."
    table = tmp_path / "a.jsonl"
    table.write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    entries = [*GivenLetters([Letter.from_text(text)]).entries(), *Sources([str(table)]).entries()]
    assert [load_bytes(entry.read(MOST), entry.name).text for entry in entries] == [text, text]


def test_tables_hold_texts_or_paths(tmp_path: Path) -> None:
    made(tmp_path, "letters/x.txt")
    (tmp_path / "a.jsonl").write_text(
        '{"id": "one", "text": "first"}\n\n{"text": "second"}\nno json\n{"text": ""}\n', encoding="utf-8"
    )
    (tmp_path / "b.csv").write_text(
        'path,name\nletters/x.txt,"x, the letter"\nletters/gone.txt,gone\n', encoding="utf-8"
    )
    (tmp_path / "c.tsv").write_text("Body\tnote\nin the body\tn\n", encoding="utf-8-sig")
    found = read(Sources([str(tmp_path / name) for name in ("a.jsonl", "b.csv", "c.tsv")]))
    assert [data for _, data in found] == [
        b"first", b"second", LetterDamaged, LetterEmpty, b"letter letters/x.txt", LetterNotFound, b"in the body",
    ]  # fmt: skip
    names = [name.removeprefix(f"{tmp_path}/") for name, _ in found]
    assert names == [
        "a.jsonl:1 one",
        "a.jsonl:3",
        "a.jsonl:4",
        "a.jsonl:5",
        "b.csv:1 x, the letter",
        "b.csv:2 gone",
        "c.tsv:1",
    ]


def test_columns_are_named_where_they_are_not_usual(tmp_path: Path) -> None:
    table = tmp_path / "a.jsonl"
    table.write_text(json.dumps({"brief": "the text", "nr": 7, "text": "not this"}) + "\n", encoding="utf-8")
    assert read(Sources([str(table)], Columns(text="brief", name="nr"))) == [(f"{table}:1 7", b"the text")]
    with pytest.raises(SettingsError, match="no column letter_text"):
        list(Sources([str(table)], Columns(text="letter_text")).entries())
    table.write_text('{"nothing": "usual"}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="--text-column"):
        list(Sources([str(table)]).entries())


@pytest.mark.parametrize("given", [["Dear Ann,", "his back."], {"name": "a.txt"}, True, 7])
def test_what_is_no_text_in_a_column_of_texts_is_no_letter(tmp_path: Path, given: Any) -> None:
    table = tmp_path / "a.jsonl"
    rows = [{"letter": given}, {"path": given}, {"text": given, "path": "a.txt"}]
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert [data for _, data in read(Sources([str(table)]))] == [LetterDamaged] * 3
    table.write_text(json.dumps({"text": "a letter", "path": given}) + "\n", encoding="utf-8")
    assert [data for _, data in read(Sources([str(table)]))] == [b"a letter"]


def test_what_a_table_is_missing_may_be_written_as_no_number(tmp_path: Path) -> None:
    made(tmp_path, "x.txt")
    table = tmp_path / "a.jsonl"
    table.write_text('{"text": NaN, "path": "x.txt"}\n{"text": NaN}\n', encoding="utf-8")
    assert [data for _, data in read(Sources([str(table)]))] == [b"letter x.txt", LetterEmpty]


def test_parquet_is_read_by_its_columns(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    table = tmp_path / "a.parquet"
    duckdb.sql(f"COPY (SELECT i AS id, 'letter ' || i AS text FROM range(150) t(i)) TO '{table}' (FORMAT parquet)")
    found = read(Sources([str(table)]))
    assert found[0] == (f"{table}:1 0", b"letter 0")
    assert found[-1] == (f"{table}:150 149", b"letter 149")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 is not enough")
    with pytest.raises(SettingsError, match="Parquet"):
        list(Sources([str(tmp_path / "b.parquet")]).entries())


def test_parquet_with_the_marks_of_a_pattern_in_its_name_is_that_file(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    folder = tmp_path / "a?[bc]*"
    for place in (folder, tmp_path / "ab*"):
        place.mkdir()
        for name in ("letters[1]*", "letters1"):
            duckdb.sql(f"SELECT 'of {name}' AS text").write_parquet(str(place / f"{name}.parquet"))
    table = folder / "letters[1]*.parquet"
    assert read(Sources([str(table)])) == [(f"{table}:1", b"of letters[1]*")]


@pytest.mark.parametrize("separator", ["\n", "\0"])
def test_a_list_on_standard_input_may_be_gone_through_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, separator: str
) -> None:
    made(tmp_path, "a.txt", "b c.txt")
    listed = separator.join(str(tmp_path / name) for name in ("b c.txt", "a.txt", "gone.txt")) + separator

    class Input:
        buffer = io.BytesIO(listed.encode())

    monkeypatch.setattr(sys, "stdin", Input)
    sources = Sources(["-"])
    expected = [b"letter b c.txt", b"letter a.txt", LetterNotFound]
    assert [data for _, data in read(sources)] == expected
    assert [data for _, data in read(sources)] == expected


def listing(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Has a list of these stand on standard input."""

    class Input:
        buffer = io.BytesIO("\n".join(names).encode())

    monkeypatch.setattr(sys, "stdin", Input)


def test_a_list_may_hold_patterns_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "a.txt", "b.txt", "c[1].txt", "sub/d.txt")
    listing(monkeypatch, *(str(tmp_path / name) for name in ("[ab].txt", "sub", "c[1].txt", "e*", "x" * 300)))
    assert [data for _, data in read(Sources(["-"]))] == [
        b"letter a.txt", b"letter b.txt", b"letter sub/d.txt", b"letter c[1].txt", LetterNotFound, LetterNotFound,
    ]  # fmt: skip


def test_an_address_with_a_password_in_a_list_is_refused_before_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing(monkeypatch, "s3://name:secret-word@bucket/letters")
    with pytest.raises(SettingsError, match="password"):
        ingest("-", tmp_path / "out.jsonl", kind="imr", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    made(tmp_path, "b.txt")
    assert [data for _, data in read(Sources([str(tmp_path)]))] == [LetterNotFound, b"letter b.txt"]


def test_a_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("a letter", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    [(name, data)] = read(Sources([str(tmp_path)]))
    assert data == b"a letter"
    assert name.encode("utf-8").decode().endswith("\\udce9.txt")


def test_members_of_one_name_are_letters_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for text in (b"first", b"second"):
            member = tarfile.TarInfo("x.txt")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
        link = tarfile.TarInfo("y.txt")
        link.type, link.linkname = tarfile.LNKTYPE, "x.txt"
        archive.addfile(link)
    sources = Sources([str(path)])
    assert read(sources) == [(f"{path}!x.txt", b"first"), (f"{path}!x.txt (2)", b"second")]
    assert sources.left_out == {"link in an archive": 1}


def test_a_member_whose_name_has_a_number_already_is_a_letter_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("x", "x", "x (2)", "y"):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    made(tmp_path, "a.tar!y")
    names = [name for name, _ in read(Sources([str(path), str(tmp_path / "a.tar!y")]))]
    assert names == [f"{path}!{name}" for name in ("x", "x (2)", "x (2) (2)", "y (2)", "y")]


def test_a_row_is_not_taken_for_a_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a row"}\n', encoding="utf-8")
    made(tmp_path, "a.jsonl:1")
    names = [name for name, _ in read(Sources([str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl:1")]))]
    assert names == [f"{tmp_path}/a.jsonl:1 (2)", f"{tmp_path}/a.jsonl:1"]


def test_names_that_are_no_text_stay_different(tmp_path: Path) -> None:
    names = [b"a\xff\xfe", b"a\xff\\udcfe", b"a\\udcff\xfe", b"a\\udcff\\udcfe"]
    try:
        for name in names:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(name)
    except OSError:
        pytest.skip("this file system takes no such names")
    found = dict(read(Sources([str(tmp_path)])))
    assert sorted(found.values()) == sorted(names)
    assert found[str(tmp_path / "a\\udcff\\udcfe")] == names[3], "a name that is text stays as it is"


def test_a_row_without_the_columns_does_not_cost_the_others(tmp_path: Path) -> None:
    table = tmp_path / "a.jsonl"
    table.write_text('{"text": "first"}\n{"id": 1}\n{"text": "third"}\n', encoding="utf-8")
    assert [data for _, data in read(Sources([str(table)]))] == [b"first", LetterEmpty, b"third"]


def test_a_table_that_breaks_off_gives_what_it_has_and_an_error(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes(b"text\n" + b"a letter\n" * 3000 + b"caf\xe9\n")
    found = read(Sources([str(table)]))
    assert len(found) > 1000
    assert found[-1] == (str(table), LetterDamaged)


def test_a_row_with_more_fields_than_columns_is_refused_and_not_cut_at_a_comma(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('text,id\nDear Jane Roe, it is denied, 1\n"Dear Sir, granted",2,\nDear all,3\n', encoding="utf-8")
    found = read(Sources([str(table)]))
    assert found == [
        (f"{table}:1", LetterDamaged),
        (f"{table}:2 2", b"Dear Sir, granted"),
        (f"{table}:3 3", b"Dear all"),
    ]


@pytest.mark.parametrize(
    "rest",
    ['2,"Dear Doctor, it is gran', '2,"a quote not closed\n3,"third letter"\n', '2,"she said "no" to it"\n3,third\n'],
    ids=["a table cut off", "a quote not closed", "quotes within quotes"],
)
def test_a_quote_not_closed_or_doubled_takes_in_no_other_letter(tmp_path: Path, rest: str) -> None:
    table = tmp_path / "a.csv"
    table.write_text('id,text\n1,"Dear Sir, it is denied"\n' + rest, encoding="utf-8")
    assert read(Sources([str(table)])) == [
        (f"{table}:1 1", b"Dear Sir, it is denied"),
        (str(table), LetterDamaged),
    ]
    table.write_text("id,text\n" + rest, encoding="utf-8")
    with pytest.raises(SettingsError, match="quote"):
        list(Sources([str(table)]).entries())


def test_what_stands_in_a_column_of_paths_is_in_no_message(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('file\n"Dear Jane Roe, ' + "your claim " * 50 + '"\nJane\0Roe\n', encoding="utf-8")
    for entry in Sources([str(table)]).entries():
        with pytest.raises(LetterNotFound) as caught:
            entry.read(MOST)
        assert "Jane" not in str(caught.value)


def test_parquet_may_hold_files(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    table = tmp_path / "a.parquet"
    duckdb.sql(f"COPY (SELECT unnest(['%PDF-1'::BLOB, NULL]) AS content) TO '{table}' (FORMAT parquet)")
    assert [data for _, data in read(Sources([str(table)]))] == [b"%PDF-1", LetterEmpty]


def test_a_list_may_hold_what_is_no_path(tmp_path: Path) -> None:
    names = [f"{tmp_path}/{'long' * 100}", "gone[1].txt", "gone.csv", "gone.parquet"]
    sources = Sources.of_names(names, Columns(), ["-"])
    assert [data for _, data in read(sources)] == [LetterNotFound] * 4
    assert sources.count() == 4


def test_counting_ends_when_it_is_enough(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "b.txt", "c.txt")
    asked: list[int] = []
    sources = Sources([str(tmp_path)])
    assert sources.count() == 3
    assert sources.count(lambda: bool(asked.append(1)) or len(asked) > 2) == 2
