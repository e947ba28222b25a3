"""What git says of a checkout. Without git, or outside of one, it says nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def git(folder: Path, *words: str) -> str | None:
    """What `git words…` prints in that folder; None where it fails or there is no git."""
    program = shutil.which("git")
    if program is None:
        return None
    try:
        said = subprocess.run(
            [program, "-C", str(folder), *words], capture_output=True, check=True, timeout=30, encoding="utf-8"
        )
    except (OSError, UnicodeDecodeError, subprocess.SubprocessError):
        return None
    return said.stdout


def commit_of(folder: Path) -> str | None:
    """The commit that a folder's checkout is at, with `+changes` where files differ from it; None outside of git."""
    commit = git(folder, "rev-parse", "HEAD")
    if commit is None:
        return None
    changed = (git(folder, "status", "--porcelain", "--untracked-files=no") or "").strip()
    return commit.strip()[:12] + ("+changes" if changed else "")


def user_of(folder: Path) -> str | None:
    """Who commits there, by git's user.name."""
    return (git(folder, "config", "user.name") or "").strip() or None
