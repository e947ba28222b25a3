"""structurer and its peers on the same letters, model and server, interleaved letter by letter.

make bench-peers ARGS="FOLDER_OR_SUITE --letters 3"
python benchmarks/peers/run.py [SUITE] [--half dev] [--letters N] [--only ID] [--contestants a,b] [--out FOLDER]

Each contestant's records are kept as an ordinary run file (`structurer eval report` and the like read it), its seconds,
calls and tokens in measures.jsonl; the same command with the same folder goes on where it stopped. A whole-letter call
takes minutes on a small machine: by default three letters are taken.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from counting import CountingProxy
from fitting import fitted, inventions
from table import print_table

from structurer.evals.listening import ListeningClient
from structurer.evals.running import Plan, head_of, letter_line, structured_line
from structurer.evals.runs import ResultLine, appending, read_run
from structurer.evals.suite import Labelled, Suite, load_suite
from structurer.models.local.supervisor import endpoint
from structurer.result import Usage
from structurer.settings import Settings, load_settings

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CONTESTANTS = ("structurer", "instructor", "langextract", "contextgem")
PEERS_PYTHON = HERE / ".venv" / "bin" / "python"
CONTEXT = 16384
SLOTS = 2


class Peer:
    """A peer's process. It is started again after a letter that took too long or ended it."""

    def __init__(self, name: str, server: dict[str, str]) -> None:
        self.name, self.server = name, server
        self._process: subprocess.Popen[str] | None = None

    def structure(self, text: str, timeout: float) -> dict[str, Any]:
        """The peer's reply to a letter, or {"error": …}."""
        process = self._process or self._start()
        if process is None:
            return {"error": "could not be started"}
        assert process.stdin
        assert process.stdout
        timer = threading.Timer(timeout, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps({"text": text}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            self._process = None
            return {"error": f"gave no answer within {timeout:.0f} s"}
        reply: dict[str, Any] = json.loads(line)
        return reply

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _start(self) -> subprocess.Popen[str] | None:
        process = subprocess.Popen(
            [str(PEERS_PYTHON), str(HERE / "worker.py"), self.name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "LITELLM_LOCAL_MODEL_COST_MAP": "True", "NO_PROXY": "127.0.0.1"},
        )  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(self.server) + "\n")
        process.stdin.flush()
        if not process.stdout.readline():
            return None
        self._process = process
        return process


def order(index: int, contestants: Sequence[str]) -> list[str]:
    """Who goes when at the letter of that index: each goes first in turn, so that nobody always has the warm cache."""
    turn = index % len(contestants)
    return [*contestants[turn:], *contestants[:turn]]


def main() -> None:
    """Run what is missing and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", nargs="?", default="imr")
    parser.add_argument("--half", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--letters", type=int, default=3)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--contestants", default=",".join(CONTESTANTS))
    parser.add_argument("--timeout", type=float, default=900.0, help="seconds a letter may take a peer")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    suite = load_suite(given.suite).half(given.half)
    suite = suite.only(given.only) if given.only else suite.only([case.id for case in suite.cases[: given.letters]])
    out = given.out or ROOT / "runs" / "peers" / f"{dt.date.today()}-{suite.name}"
    out.mkdir(parents=True, exist_ok=True)
    names = given.contestants.split(",")
    settings = load_settings(context=CONTEXT, slots=SLOTS, cache=False)
    found = endpoint(settings)
    # One for each, so that an answer that comes too late is counted to nobody else.
    proxies = {name: CountingProxy(found.base_url, found.key) for name in names}
    peers = {
        name: Peer(name, {"base_url": proxies[name].base_url, "key": found.key, "model": found.model})
        for name in names
        if name != "structurer"
    }
    (out / "machine.json").write_text(json.dumps(machine(found.model), indent=1))
    try:
        for index, case in enumerate(suite.cases):
            for name in order(index, names):
                if not is_done(out, name, case.id):
                    prepare(out, name, suite)
                    began, proxy = time.perf_counter(), proxies[name]
                    proxy.take()
                    line = (
                        ours(suite, case, settings, proxy)
                        if name == "structurer"
                        else theirs(suite, case, peers[name], given.timeout)
                    )
                    proxy.abandon()
                    keep(out, name, suite, case, line, time.perf_counter() - began, proxy)
    finally:
        for peer in peers.values():
            peer.close()
        for proxy in proxies.values():
            proxy.close()
    print_table(out, names)


def ours(suite: Suite, case: Labelled, settings: Settings, proxy: CountingProxy) -> ResultLine:
    """structurer's result: asked anew, through the proxy."""

    async def one() -> ResultLine:
        client = ListeningClient(
            settings, cache=None, endpoint=lambda: replace(endpoint(settings), base_url=proxy.base_url)
        )
        try:
            line, _ = await structured_line(suite.kind, client, case.id, case.letter)
        finally:
            await client.aclose()
        return line

    return asyncio.run(one())


def theirs(suite: Suite, case: Labelled, peer: Peer, timeout: float) -> ResultLine:
    """A peer's result, fitted to the record."""
    reply = peer.structure(case.letter.text, timeout)
    if "error" in reply:
        error = {"error": "PeerError", "message": reply["error"], "retryable": False}
        return ResultLine(id=case.id, repeat=0, result=None, error=error, answers=[], seconds=0.0)
    text = case.letter.text
    evidence = {
        path: [case.letter.span(start, end).model_dump(mode="json") for start, end in spans if 0 <= start < end <= len(text)]
        for path, spans in reply["evidence"].items()
    }  # fmt: skip
    result = {"record": fitted(suite.kind.record, reply["record"]), "evidence": evidence, "findings": []}
    return ResultLine(id=case.id, repeat=0, result=result, error=None, answers=[], seconds=reply["seconds"])


def prepare(out: Path, name: str, suite: Suite) -> None:
    """Begin the contestant's run file, where it is not there yet."""
    path = out / f"{name}.jsonl"
    if path.exists():
        return
    head = head_of(Plan(suite, mode="live", settings={"context": CONTEXT, "slots": SLOTS}))
    if name != "structurer":
        head = head.model_copy(update={"model": f"{name} + {head.model}", "prompts": {}})
    with appending(path) as writer:
        writer.write(head)
        for case in suite.cases:
            writer.write(letter_line(case))


def is_done(out: Path, name: str, letter: str) -> bool:
    """Whether the contestant's run holds that letter."""
    path = out / f"{name}.jsonl"
    return path.exists() and (letter, 0) in read_run(path).results


def keep(
    out: Path, name: str, suite: Suite, case: Labelled, line: ResultLine, seconds: float, proxy: CountingProxy
) -> None:
    """Add a result to the contestant's run, and what it took to the measures."""
    count = proxy.take()
    if line.result is not None and "usage" not in line.result:
        line.result["usage"] = Usage(
            calls=count.calls, cached_calls=0, attempts=count.calls, input_tokens=count.read, cached_input_tokens=0,
            output_tokens=count.written, saved_input_tokens=0, saved_output_tokens=0, seconds=round(seconds, 3), cost=0.0,
        ).model_dump()  # fmt: skip
    with appending(out / f"{name}.jsonl") as writer:
        writer.write(line)
    record = suite.kind.record.model_validate(line.result["record"]) if line.result else None
    measure = {
        "contestant": name, "letter": case.id, "seconds": round(seconds, 1), **asdict(count),
        "lost": line.error["message"] if line.error else None,
        "inventions": inventions(case.letter, record) if record else 0,
    }  # fmt: skip
    with (out / "measures.jsonl").open("a") as file:
        file.write(json.dumps(measure) + "\n")
    print(f"{case.id} {name}: {seconds:.0f} s, {measure['written']} tokens written{', LOST' if line.error else ''}", flush=True)  # fmt: skip


def machine(model: str) -> dict[str, Any]:
    """What the run was made on."""
    info = Path("/proc/cpuinfo")
    cpu = next((row.split(":")[1].strip() for row in info.read_text().splitlines() if row.startswith("model name")), "") if info.exists() else ""  # fmt: skip
    versions = subprocess.run([str(PEERS_PYTHON), "-m", "pip", "list", "--format", "json"], capture_output=True, text=True).stdout  # fmt: skip
    wanted = {"instructor", "langextract", "contextgem", "openai"}
    found = {row["name"]: row["version"] for row in json.loads(versions or "[]") if row["name"] in wanted}
    return {"date": str(dt.date.today()), "cpu": cpu or platform.processor(), "cores": os.cpu_count(), "model": model,
            "slots": SLOTS, "context": CONTEXT, "versions": found, "command": " ".join(sys.argv)}  # fmt: skip


if __name__ == "__main__":
    main()
