"""CPU seconds of `structurer --help` and `import structurer`: the median of several whole processes."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

RUNS = 9


def cpu_seconds(command: list[str]) -> float:
    """User and system seconds of one run of the command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Print the medians beside an empty Python process and beside the bounds."""
    beside = Path(sys.executable).parent / "structurer"
    script = str(beside) if beside.exists() else shutil.which("structurer")
    if script is None:
        sys.exit("structurer is not installed in this environment")
    commands = {
        "python -c pass": ([sys.executable, "-c", "pass"], None),
        "import structurer": ([sys.executable, "-c", "import structurer"], 0.15),
        "structurer --help": ([script, "--help"], 0.2),
    }
    for name, (command, bound) in commands.items():
        cpu_seconds(command)  # the first run compiles
        times = sorted(cpu_seconds(command) for _ in range(RUNS))
        limit = f"   bound {bound:.2f} s" if bound else ""
        print(f"{name:<20} median {median(times):.3f} s CPU   {times[0]:.3f} to {times[-1]:.3f}{limit}")


if __name__ == "__main__":
    main()
