"""structurer and its peers on the same letters, model and server, interleaved letter by letter.

make bench-peers ARGS="SUITE_OR_FOLDER --letters 3 --out FOLDER"
python benchmarks/peers run [SUITE_OR_FOLDER] [--half dev] [--letters N | --only ID …] [--contestants a,b] [--out FOLDER]

Each contestant's records are kept as an ordinary run file (`structurer eval report`, `compare` and `rescore` read it), its
seconds, calls and tokens in measures.jsonl. The same command with the same --out goes on where it stopped; more letters
may be asked for then. A whole-letter call takes minutes on a small machine: three letters of the dev half are the default,
about an hour on two cores; where peers run out of time at every letter it may take five. With --at-once N a contestant
has N letters under way at once, as a job over many letters would: sooner through, and a letter's seconds are those beside
the others.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import hashlib
import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from counting import Count
from fitting import fitted
from lanes import Lane, lane_to, side_by_side, turns
from load import Watch
from notes import notes
from peer import LATE, PEERS_PYTHON, Peer
from table import MACHINE, draw, machine_of, print_table

from structurer.errors import EvalError, StructurerError
from structurer.evals.checkout import commit_of
from structurer.evals.listening import ListeningClient
from structurer.evals.plan import Plan
from structurer.evals.running import head_of, letter_line, structured_line
from structurer.evals.runs import Head, ResultLine, appending, read_run
from structurer.evals.suite import Half, Labelled, Suite, load_suite
from structurer.files import locked
from structurer.models.local import machine
from structurer.models.local.supervisor import Endpoint, endpoint
from structurer.resources import folder
from structurer.result import Usage
from structurer.settings import ANSWERING, Settings, load_settings
from structurer.version import __version__

ROOT = Path(__file__).parent.parent.parent
OURSELVES = "structurer"
CONTESTANTS = (OURSELVES, "instructor", "langextract", "contextgem")
TOLD = ("notes.py", "example.py", "extractions.py", "fitting.py", "limits.py", "worker.py")
"""What decides, beside its own file, what a peer is asked and what becomes of its answer."""
PACKAGES = ("instructor", "openai", "langextract", "contextgem", "litellm", "pydantic")
LETTERS = 3
# The longest prompt of a peer holds notes, an example and a whole letter, and its answer may have 8,000 tokens.
CONTEXT = 16384
SLOTS = 2
OF_THE_MACHINE = ("data_dir", "cache_dir", "threads", "idle_seconds")
"""Settings that the user's own are in force of: they change no answer."""
REST_SECONDS = 60.0


def order(index: int, contestants: Sequence[str]) -> list[str]:
    """Who goes when at the turn of that index: each goes first in turn, so that nobody always has the warm cache."""
    turn = index % len(contestants)
    return [*contestants[turn:], *contestants[:turn]]


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="peers run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("suite", nargs="?", default="imr", help="a suite, or a folder with letters/ and labels/")
    made.add_argument("--half", choices=("dev", "test", "all"), default=None, help="of a suite with halves: dev")
    made.add_argument("--letters", type=int, default=LETTERS, help=f"how many, from the first on ({LETTERS})")
    made.add_argument("--only", action="append", default=[], metavar="ID", help="these letters alone")
    made.add_argument("--contestants", default=",".join(CONTESTANTS), help=",".join(CONTESTANTS))
    made.add_argument("--timeout", type=float, default=1800.0, help="seconds until a letter counts as lost (1800)")
    made.add_argument("--at-once", type=int, default=1, metavar="N", help="letters that a contestant has under way (1)")
    made.add_argument(
        "--slots", type=int, help=f"answers the server writes side by side ({SLOTS}, or as many as letters)"
    )
    made.add_argument("--out", type=Path, help="the run's folder; by default runs/peers/<date>-<suite>")
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is missing and print the table."""
    given = parser().parse_args(arguments)
    names = given.contestants.split(",")
    unknown = [name for name in names if name not in CONTESTANTS]
    if unknown:
        parser().error(f"nobody is called {unknown[0]!r}; there are {', '.join(CONTESTANTS)}")
    try:
        whole = load_suite(given.suite)
        half: Half = given.half or ("dev" if whole.halves else "all")
        whole = whole.half(half)
        chosen = whole.only(given.only or [case.id for case in whole.cases[: max(given.letters, 1)]])
        out = given.out or ROOT / "runs" / "peers" / f"{dt.date.today()}-{whole.name.rpartition('/')[2]}"
        at_once = max(given.at_once, 1)
        settings = settings_of(given.slots or max(SLOTS, at_once))
        bench = Bench(whole, half, out, names, given.timeout, settings, at_once)
        bench.run(chosen)
    except StructurerError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(f"stopped; with --out {out} it goes on")
    print_table(out, names)
    draw(out, names, out / "peers.svg")


def settings_of(slots: int) -> Settings:
    """structurer as shipped, whatever this user's own settings are but for places and the machine's, on the server that
    everybody gets. No cache."""
    shipped = {name: one.default for name, one in Settings.model_fields.items() if name not in OF_THE_MACHINE}
    asked = {"cache": False, "context": CONTEXT, "slots": slots, "prompts_dir": folder("prompts")}
    return load_settings().model_copy(update=shipped | asked)


class Bench:
    """One run's folder: what is in it, and what is still to be added."""

    def __init__(
        self,
        suite: Suite,
        half: Half,
        out: Path,
        names: Sequence[str],
        timeout: float,
        settings: Settings,
        at_once: int = 1,
    ) -> None:
        self.suite, self.half, self.out, self.names = suite, half, out, list(names)
        self.timeout, self.settings, self.at_once = timeout, settings, at_once
        self._writing = threading.Lock()
        self._stopped = False

    def run(self, chosen: Suite) -> None:
        """Give each letter to each contestant that has not had it. Raises EvalError where the folder holds another run, or
        one that still goes on."""
        self.out.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with locked(self.out / ".lock", timeout=0):
                self._run(chosen)
        except TimeoutError:
            raise EvalError(f"a run with --out {self.out} goes on already", hint="wait for it, or stop it") from None

    def _run(self, chosen: Suite) -> None:
        for name in self.names:
            self.begin(name)
        found = endpoint(self.settings)
        peers = [name for name in self.names if name != OURSELVES]
        lanes = [lane_to(found.base_url, found.key, found.model, peers, ROOT) for _ in range(self.at_once)]
        try:
            warm_up(lanes[0].server)
            broken = {name: peer.broken for lane in lanes for name, peer in lane.peers.items() if not peer.ready()}
            self.note(found, broken)
            for name, why in broken.items():
                print(f"{name} {why}", flush=True)
            names = [name for name in self.names if name not in broken]
            for index, cases in enumerate(turns(chosen.cases, self.at_once)):
                for name in order(index, names) if names else []:
                    self.turn(name, [case for case in cases if not self.has(name, case.id)], lanes, found.pid)
        finally:
            self._stopped = True
            for lane in lanes:
                lane.close()

    def turn(self, name: str, cases: Sequence[Labelled], lanes: Sequence[Lane], server_pid: int) -> None:
        """Some letters to one contestant, once the server answers nobody else."""
        lanes[0].proxy.settle(REST_SECONDS)
        side_by_side(lanes, cases, lambda case, lane: self.one(name, case, lane, server_pid))

    def one(self, name: str, case: Labelled, lane: Lane, server_pid: int) -> None:
        """One letter to one contestant, once the contestant is there."""
        peer = lane.peers.get(name)
        if peer is not None:
            peer.ready()
        lane.proxy.take()
        watch = Watch([server_pid])
        began = time.perf_counter()
        line = self.ours(case, lane) if peer is None else theirs(self.suite, case, peer, self.timeout)
        seconds = time.perf_counter() - began
        others = watch.others()
        # What was still under way when the time ran out is broken off, and counted as such.
        lane.proxy.finish(REST_SECONDS)
        with self._writing:
            if not self._stopped:
                self.keep(name, case, line, seconds, lane.proxy.take(), others)

    def ours(self, case: Labelled, lane: Lane) -> ResultLine:
        """structurer's result: asked anew, through the proxy."""

        async def one() -> ResultLine:
            found = replace(endpoint(self.settings), base_url=lane.proxy.base_url)
            client = ListeningClient(self.settings, cache=None, endpoint=lambda: found)
            try:
                async with asyncio.timeout(self.timeout):
                    line, _ = await structured_line(self.suite.kind, client, case.id, case.letter)
            except TimeoutError:
                line = lost(case, f"{LATE} {self.timeout:.0f} s")
            finally:
                await client.aclose()
            return line

        return asyncio.run(one())

    def begin(self, name: str) -> None:
        """Write the head of the contestant's run file, or see that the one there is of the same run.

        Raises EvalError where it is of another one, or was made with more or fewer letters at once.
        """
        at_once = machine_of(self.out).get("at_once", 1)
        if (self.out / MACHINE).exists() and at_once != self.at_once:
            raise EvalError(
                f"{self.out} was made with --at-once {at_once}", hint="give another --out, or the same number"
            )
        path = self.path(name)
        head = self.head(name)
        if not path.exists() or not path.stat().st_size:
            with appending(path) as writer:
                writer.write(head)
            return
        other = read_run(path).head.differs_from(head)
        if other:
            raise EvalError(f"{path} holds another run: its {', '.join(other)} differ", hint="give another --out")

    def head(self, name: str) -> Head:
        """What is run, as an eval run tells it. `suite_digest` is of the whole half, so that letters may be added."""
        given = {name: getattr(self.settings, name) for name in ("context", "slots", "model", "prompts_dir")}
        head = head_of(Plan(replace(self.suite, model=None), mode="live", half=self.half, settings=given))
        if name == OURSELVES:
            return head.model_copy(update={"parameters": {one: getattr(self.settings, one) for one in ANSWERING}})
        return head.model_copy(
            update={
                "model": f"{name} on {head.model}",
                "prompts": {},
                "parameters": {
                    "packages": self._packages,
                    "context": self.settings.context,
                    "slots": self.settings.slots,
                },
                "code": told_to(name),
            }
        )

    @cached_property
    def _packages(self) -> dict[str, str]:
        return _peers_versions()

    def has(self, name: str, letter: str) -> bool:
        """Whether the contestant's run holds that letter. One that was lost for want of time is none where it may have more
        now."""
        found = read_run(self.path(name)).results.get((letter, 0))
        if found is None or found.error is None:
            return found is not None
        return not found.error["message"].startswith(LATE) or found.seconds >= self.timeout

    def keep(
        self, name: str, case: Labelled, line: ResultLine, seconds: float, count: Count, others: float = 0.0
    ) -> None:
        """Add what a letter took to the measures, and the result to the contestant's run. `others` is the share of the
        processors that went to other processes meanwhile."""
        if line.result is not None and "usage" not in line.result:
            line.result["usage"] = Usage(
                calls=count.calls, attempts=count.calls, input_tokens=count.read, output_tokens=count.written,
                seconds=round(seconds, 3), cost=0.0,
            ).model_dump()  # fmt: skip
        line.seconds = round(seconds, 3)
        why = line.error["message"] if line.error else None
        measure = {"contestant": name, "letter": case.id, "seconds": round(seconds, 1), **asdict(count), "lost": why,
                   "others": others}  # fmt: skip
        # The result goes last: a letter without it is asked anew, and its later measure counts.
        with (self.out / "measures.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(measure) + "\n")
        known = read_run(self.path(name)).letters
        with appending(self.path(name)) as writer:
            if case.id not in known:
                writer.write(letter_line(case))
            writer.write(line)
        said = f", LOST: {why}" if why else ""
        print(
            f"{case.id} {name}: {seconds:.0f} s, {count.calls} calls, {count.written} tokens written{said}", flush=True
        )

    def path(self, name: str) -> Path:
        """The contestant's run file."""
        return self.out / f"{name}.jsonl"

    def note(self, found: Endpoint, broken: dict[str, str | None]) -> None:
        """Tell in machine.json what the run is made on, and who cannot take part; each command is added."""
        path = self.out / MACHINE
        before = machine_of(self.out)
        told = described(found, self.settings)
        other = [name for name in ("cpu", "cores", "weights_sha256") if before and before.get(name) != told[name]]
        if other:
            raise EvalError(
                f"{self.out} was made on another machine or model: its {', '.join(other)} differ",
                hint="give another --out",
            )
        told["date"] = before.get("date", told["date"])
        told["at_once"] = self.at_once
        told["commands"] = [*before.get("commands", []), command(sys.argv[1:])]
        told["broken"] = {**before.get("broken", {}), **broken}
        for name in self.names:
            if name not in broken:
                told["broken"].pop(name, None)
        path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def told_to(name: str) -> str:
    """What identifies how a peer is used: the files that make its questions and a record of its answers, and what structurer
    tells of the fields."""
    found = hashlib.sha256(notes().encode())
    for file in (*TOLD, f"with_{name}.py"):
        found.update((Path(__file__).parent / file).read_bytes())
    return "sha256:" + found.hexdigest()


def theirs(suite: Suite, case: Labelled, peer: Peer, timeout: float) -> ResultLine:
    """A peer's result, fitted to the record."""
    reply = peer.structure(case.letter.text, timeout)
    if "error" in reply:
        return lost(case, reply["error"])
    record, stands = fitted(suite.kind.record, reply["record"], reply["evidence"])
    text = case.letter.text
    evidence = {
        path: [case.letter.span(start, end).model_dump(mode="json") for start, end in spans if 0 <= start < end <= len(text)]
        for path, spans in stands.items()
    }  # fmt: skip
    result = {"record": record, "evidence": evidence, "findings": []}
    return ResultLine(id=case.id, repeat=0, result=result, error=None, answers=[], seconds=0.0)


def lost(case: Labelled, why: str) -> ResultLine:
    """The result of a letter that nothing came of."""
    error = {"type": "PeerError", "message": why, "hint": "", "retryable": False}
    return ResultLine(id=case.id, repeat=0, result=None, error=error, answers=[], seconds=0.0)


def warm_up(server: dict[str, str]) -> None:
    """Have the weights read from the disk, and what structurer imports with its first call imported."""
    import instructor  # noqa: F401
    import openai

    http = openai.DefaultHttpxClient(trust_env=False)
    client = openai.OpenAI(base_url=server["base_url"], api_key=server["key"], max_retries=0, http_client=http)
    client.chat.completions.create(
        model=server["model"], messages=[{"role": "user", "content": "Say yes."}], max_tokens=2
    )


def command(arguments: Sequence[str]) -> str:
    """The command as it is told in machine.json: of places in this machine the last part alone."""
    told = [Path(one).name if Path(one).is_absolute() else one for one in arguments]
    return " ".join(["python", "benchmarks/peers", *told])


def described(found: Endpoint, settings: Settings) -> dict[str, Any]:
    """What the run is made on: no name of a user, a machine or a place."""
    info = Path("/proc/cpuinfo")
    rows = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    cpu = next((row.partition(":")[2].strip() for row in rows if row.startswith("model name")), platform.processor())
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "date": str(dt.date.today()),
        "cpu": cpu,
        "cores": machine.cores(),
        "memory_gb": round(pages / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "model": found.model,
        "weights_sha256": found.sha256,
        "slots": found.slots,
        "context": found.context,
        "threads": settings.threads or machine.cores(),
        "versions": {OURSELVES: __version__, "xllamacpp": _own_version("xllamacpp"), **_peers_versions()},
        "commit": commit_of(ROOT),
    }


def _own_version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _peers_versions() -> dict[str, str]:
    try:
        listed = subprocess.run(
            [str(PEERS_PYTHON), "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"],
            capture_output=True, text=True, timeout=60, check=True,
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return {}
    return {row["name"]: row["version"] for row in json.loads(listed) if row["name"] in PACKAGES}


if __name__ == "__main__":
    main()
