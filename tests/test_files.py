"""Files that are there whole or not at all, and what is no file."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from structurer.files import locked, whole

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices are POSIX's")


def test_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    with whole(pipe) as out:
        out.write("text")
    reader.join()
    assert read == ["text"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_device_is_written_into(tmp_path: Path) -> None:
    device = tmp_path / "null"
    device.symlink_to(os.devnull)
    with whole(device) as out:
        out.write("text")
    assert device.is_symlink()
    assert stat.S_ISCHR(device.stat().st_mode)


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path, there: bool) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "target"
    if there:
        target.write_text("before")
    link = tmp_path / "link"
    link.symlink_to(target)
    with whole(link) as out:
        out.write("after")
    assert link.is_symlink()
    assert target.read_text() == "after"
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_a_shared_lock_is_held_beside_others_that_are_and_beside_no_other(tmp_path: Path) -> None:
    with locked(tmp_path / "lock", shared=True):
        with locked(tmp_path / "lock", timeout=0, shared=True):
            pass
        with pytest.raises(TimeoutError), locked(tmp_path / "lock", timeout=0):
            pass
    with (
        locked(tmp_path / "lock"),
        pytest.raises(TimeoutError),
        locked(tmp_path / "lock", timeout=0, shared=True),
    ):
        pass


def test_a_disk_without_locks_is_told_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", none)
    with pytest.raises(OSError, match="No locks"), locked(tmp_path / "lock"):
        pass


def test_an_error_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "out", tmp_path / "none" / "out"):
        with pytest.raises(OSError, match="out") as failed, whole(place):
            pass
        assert failed.value.filename == str(place)
    with pytest.raises(OSError, match="full") as failed, whole(tmp_path / "full"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert failed.value.filename == str(tmp_path / "full")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_that_is_full_is_named() -> None:
    with pytest.raises(OSError, match="space") as failed, whole(Path("/dev/full")) as out:
        out.write("text")
    assert failed.value.filename == "/dev/full"
