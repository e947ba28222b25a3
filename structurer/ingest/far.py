"""Letters named by a URI: in an object store or on a disk that other machines reach too. Through pyarrow's filesystems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from structurer.errors import LetterNotFound, SettingsError
from structurer.ingest.sources import LETTERS, Entry, broken

_URI = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where a letter is, as any machine may find it: a URI that names the filesystem, and the path in it."""

    uri: str
    path: str

    def read(self, most: int) -> bytes:
        """The letter's bytes, at most so many and one more. Raises LetterError."""
        try:
            with _filesystem(self.uri)[0].open_input_stream(self.path) as stream:
                found: bytes = stream.read(most + 1)
                return found
        except OSError as error:
            told = f"cannot be read: {_why(error)}"
        raise LetterNotFound(told, letter=self.name)

    @property
    def name(self) -> str:
        """What the letter is called: its URI without whatever tells how the filesystem is reached."""
        return f"{urlsplit(self.uri).scheme}://{self.path}"


def is_far(name: str) -> bool:
    """Whether a name of a source is a URI."""
    return bool(_URI.match(name))


def see_no_password(uri: str) -> None:
    """Raise SettingsError for a URI with a password in it: what is named is kept in the journal, and told in messages."""
    if urlsplit(uri).password is not None:
        raise SettingsError(
            f"{urlsplit(uri).scheme}://… names a password",
            hint="give credentials by the environment, not in the address",
        )


def far_entries(uri: str, left_out: Counter[str]) -> Iterator[Entry]:
    """The letters of a URI, of a folder those in it by name. Raises SettingsError for a URI that means nothing."""
    # It says what to do where pyarrow is not installed.
    filesystem, path = _filesystem(uri)
    from pyarrow.fs import FileType

    try:
        found = filesystem.get_file_info(path)
        waiting = _listed(filesystem, path) if found.type == FileType.Directory else []
    except OSError as error:
        raise SettingsError(f"{uri} cannot be reached: {_why(error)}", hint="check address and rights") from None
    if found.type == FileType.NotFound:
        raise SettingsError(f"there is no {uri}", hint="name a file or a folder of letters")
    if found.type == FileType.File:
        yield _entry(uri, found)
    else:
        yield from _below(filesystem, uri, waiting, left_out)


def _listed(filesystem: Any, folder: str) -> list[Any]:
    """What lies in a folder, the last by name first, so that the next is taken from the end. Raises OSError."""
    from pyarrow.fs import FileSelector

    found = filesystem.get_file_info(FileSelector(folder))
    return sorted(found, key=lambda one: str(one.base_name), reverse=True)


def _below(filesystem: Any, uri: str, waiting: list[Any], left_out: Counter[str]) -> Iterator[Entry]:
    from pyarrow.fs import FileType

    # No recursion: folders may lie deeper in each other than calls can.
    while waiting:
        found = waiting.pop()
        suffix = PurePosixPath(found.base_name).suffix.lower()
        if found.base_name.startswith("."):
            continue
        if found.type == FileType.Directory:
            try:
                waiting += _listed(filesystem, found.path)
            except OSError as error:
                told = LetterNotFound(f"the folder cannot be read: {_why(error)}")
                yield broken(Place(uri, found.path).name, told)
        elif suffix in LETTERS:
            yield _entry(uri, found)
        else:
            left_out[suffix] += 1


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _entry(uri: str, found: Any) -> Entry:
    place = Place(uri, found.path)
    return Entry(place.name, place.read, f"{found.size}:{found.mtime_ns}", place)


def _filesystem(uri: str) -> tuple[Any, str]:
    try:
        from pyarrow import ArrowInvalid
        from pyarrow.fs import FileSystem
    except ImportError:
        raise SettingsError(f"reading {uri} needs the package pyarrow", hint="pip install 'structurer[ray]'") from None
    see_no_password(uri)
    try:
        filesystem, path = FileSystem.from_uri(uri)
    except (ArrowInvalid, OSError, ValueError) as error:
        raise SettingsError(
            f"{uri} names no filesystem: {type(error).__name__}", hint="write s3://bucket/folder"
        ) from None
    return filesystem, path
