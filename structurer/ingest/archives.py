"""What archives hold: their members by name, each read as it goes by, and nothing unpacked to disk."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from structurer.errors import LetterDamaged, LetterNeedsPassword

ZIPS = (".zip",)
TARS = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
DAMAGES = (
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)
"""What reading a damaged archive, or a member of one, may raise."""

Inner = Iterator[tuple[str, Callable[[int], bytes] | None]]
"""Members of an archive, by name; None of a link, which is read where it leads to."""


def is_archive(name: str) -> bool:
    """Whether a file is an archive by its name."""
    return name.lower().endswith((*ZIPS, *TARS))


def members(path: Path) -> Inner:
    """The members of an archive, in its order. Raises one of DAMAGES where it cannot be read from here on."""
    return _zipped(path) if path.name.lower().endswith(ZIPS) else _tarred(path)


def _zipped(path: Path) -> Inner:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, lambda most, info=info: _unzipped(archive, info, str(path), most)  # type: ignore[misc]


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, most: int) -> bytes:
    name = f"{path}!{info.filename}"
    if info.flag_bits & 1:
        raise LetterNeedsPassword("the archive is encrypted", letter=name, hint="unpack it first")
    try:
        with archive.open(info) as file:
            return file.read(most + 1)
    except DAMAGES as error:
        raise _damaged(error, name) from None


def _tarred(path: Path) -> Inner:
    # As a stream: every member is read as it goes by, and nothing is looked for backwards.
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            if member.isfile():
                yield member.name, lambda most, member=member: _untarred(archive, member, str(path), most)  # type: ignore[misc]
            elif member.issym() or member.islnk():
                yield member.name, None


def _untarred(archive: tarfile.TarFile, member: tarfile.TarInfo, path: str, most: int) -> bytes:
    try:
        file = archive.extractfile(member)
        return file.read(most + 1) if file is not None else b""
    except DAMAGES as error:
        raise _damaged(error, f"{path}!{member.name}") from None


def _damaged(error: Exception, name: str) -> LetterDamaged:
    told = f"cannot be unpacked: {type(error).__name__}"
    return LetterDamaged(told, letter=name, hint="make or fetch the archive again")
