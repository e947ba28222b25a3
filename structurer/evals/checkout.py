"""What git says of a checkout. Without git, or outside of one, it says nothing."""

from __future__ import annotations

import getpass
import shutil
import subprocess
from pathlib import Path

from structurer.errors import SettingsError


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


def somebody(folder: Path, option: str) -> str:
    """Who works there: by git, else by the system's name for the user.

    Raises SettingsError that names the option where neither tells.
    """
    try:
        return user_of(folder) or getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name, as in a container
        raise SettingsError("nothing tells who you are", hint=f"say it: {option} NAME") from None


def user_of(folder: Path) -> str | None:
    """Who commits there, by git's user.name."""
    return (git(folder, "config", "user.name") or "").strip() or None
