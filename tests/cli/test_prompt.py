"""`structurer prompt`: what is asked, shown as it is sent; what a change does to text and cells; trying at every save."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer.prompts import load
from structurer.resources import folder
from tests import letters, tries
from tests.cli.test_verdicts import without_a_reader
from tests.fault_server import FaultServer, quotes_the_request
from tests.tries import DEV, TEST, Model

pytestmark = [pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), tries.needs_git]

NAMES = ["imr/history", "imr/item", "imr/locate", "imr/workup"]
OTHERS = ["ur/history", "ur/item", "ur/locate", "ur/workup"]
ONE = letters.HERE / f"{DEV[0]}.txt"
UNHEADED = letters.HERE / "unheaded-letter.txt"
PATIENCE = 30.0


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("committed")
    tries.checkout(root)
    return root


@pytest.fixture
def prompts(committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The prompts that are worked on, in a checkout of their own."""
    found = shutil.copytree(committed, tmp_path / "checkout") / "prompts"
    monkeypatch.setenv("STRUCTURER_PROMPTS_DIR", str(found))
    monkeypatch.setenv("STRUCTURER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("STRUCTURER_API_KEY", "none")
    monkeypatch.setenv("STRUCTURER_ASK", "all")
    # Every client reads the certificates, 50 ms; this server has none.
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return found


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return tries.suite_at(tmp_path / "suite", [DEV[0], TEST[0]])


def edit(prompts: Path, before: str, after: str, name: str = "imr/history") -> None:
    path = prompts / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert before in text
    tries.save(path, text.replace(before, after))


def assert_no_letter(printed: str, *names: str) -> None:
    """No four words in a row of these letters' sections."""
    told = " ".join(printed.split())
    for name in names:
        words = letters.letter(name).text.split()
        assert not [run for at in range(len(words) - 3) if (run := " ".join(words[at : at + 4])) in told]


# List and show


def test_the_list_tells_version_and_state_of_every_prompt(run: Any, prompts: Path) -> None:
    tries.change(prompts)
    edit(prompts, "version = 1", "version = 12", "imr/item")
    (prompts / "imr" / "fresh.md").write_text(load("imr/workup").text.replace("imr/workup", "imr/fresh"))
    ran = run("prompt", "list")
    assert ran.code == 0
    rows = {words[0]: words for line in ran.out.splitlines() if (words := line.split()) and "/" in words[0]}
    assert sorted(rows) == sorted([*NAMES, *OTHERS, "imr/fresh"])
    assert {name: (row[1], row[3]) for name, row in rows.items()} == {
        "imr/fresh": ("1", "new"),
        "imr/history": ("1", "changed"),
        "imr/item": ("12", "changed"),
        "imr/locate": ("1", "same"),
        "imr/workup": ("1", "same"),
        **dict.fromkeys(OTHERS, ("1", "same")),
    }
    assert all(row[2] == load(name, prompts).digest[7:19] for name, row in rows.items())


def test_a_changed_include_changes_every_prompt_that_has_it(run: Any, prompts: Path) -> None:
    edit(prompts, "Add nothing", "Add nothing at all", "medical/shared-rules")
    ran = run("prompt", "list")
    changed = {line.split()[0] for line in ran.out.splitlines() if " changed " in line}
    assert changed == {name for name in [*NAMES, *OTHERS] if "medical/shared-rules.md" in load(name).includes} != set()


def test_a_prompt_is_shown_part_by_part(run: Any, prompts: Path) -> None:
    ran = run("prompt", "show", "imr/history")
    assert ran.code == 0
    prompt = load("imr/history", prompts)
    places = [ran.out.index(f"\n{title}  ") for title in ("instructions", "fields", "example 1", "question")]
    assert places == sorted(places)
    assert "includes medical/shared-rules.md, medical/material.md" in ran.out
    assert prompt.instructions in ran.out
    assert "- diagnoses: one diagnosis each" in ran.out
    assert "{{fields}}" not in ran.out
    assert "{{shown}}" in ran.out  # each letter's own
    assert "git: same" in ran.out


def test_outside_of_git_a_prompt_is_shown_all_the_same(run: Any, tmp_path: Path, monkeypatch: Any) -> None:
    shutil.copytree(folder("prompts"), tmp_path / "prompts")
    monkeypatch.setenv("STRUCTURER_PROMPTS_DIR", str(tmp_path / "prompts"))
    ran = run("prompt", "show", "imr/item")
    assert ran.code == 0
    assert "git: no git" in ran.out


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        ("show", "imr/none", ()),
        ("show", "postcard/history", ()),
        ("show", "../imr/history", ()),
        ("render", "imr/none", (ONE,)),
        ("diff", "imr/none", ("HEAD", "--text")),
        ("try", "imr/none", ()),
        ("try", "imr/none", ("--watch",)),
    ],
)
def test_an_unknown_prompt_is_answered_with_those_there_are(
    run: Any, prompts: Path, command: str, name: str, words: tuple[object, ...]
) -> None:
    ran = run("prompt", command, name, *words)
    assert ran.code == 2
    assert f"no prompt '{name}'" in ran.err
    assert ", ".join(NAMES) in ran.err


@pytest.mark.parametrize("words", [("list",), ("show", "imr/item"), ("render", "imr/item", ONE), ("try", "imr/item")])
def test_a_malformed_prompt_is_named_with_its_fault(run: Any, prompts: Path, words: tuple[object, ...]) -> None:
    edit(prompts, "# Example", "# Sample", "imr/item")
    ran = run("prompt", *words)
    assert ran.code == 2
    assert f"{prompts}/imr/item.md: unknown part 'Sample'" in ran.err


# Render


def test_what_is_sent_about_a_letter_is_shown_in_full(run: Any, prompts: Path) -> None:
    ran = run("prompt", "render", "imr/item", ONE)
    assert ran.code == 0
    prompt = load("imr/item", prompts)
    assert ran.out.count(prompt.instructions) == 1  # the same for every letter
    assert ran.out.count("[assistant]") == len(prompt.examples)
    for number, item in enumerate(letters.label(DEV[0]).determinations, 1):
        assert f"question {number} of 2 · item {number}" in ran.out
        assert f"Decision: {item.decision}" in ran.out
    assert "all questions, with what they share" in ran.out
    assert "≈ estimated" in ran.out


def test_the_bodies_are_those_that_a_server_gets(run: Any, prompts: Path) -> None:
    with FaultServer(respond=Model(DEV)) as server:
        model = ("--model", "m", "--base-url", server.base_url)
        shown = [run("prompt", "render", name, ONE, "--json", *model) for name in NAMES if name != "imr/locate"]
        assert not server.requests
        assert run("extract", ONE, "--format", "json", *model).code == 0
        sent = [seen.body for seen in server.requests]

    def ordered(bodies: list[dict[str, Any]]) -> list[str]:
        return sorted(json.dumps(body, sort_keys=True) for body in bodies)

    assert ordered([body for ran in shown for body in json.loads(ran.out)]) == ordered(sent) != []


def test_standard_input_is_a_letter(run: Any, prompts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_file = run("prompt", "render", "imr/history", ONE, "--json")

    class Input:
        buffer = io.BytesIO(ONE.read_bytes())

    monkeypatch.setattr("sys.stdin", Input())
    assert run("prompt", "render", "imr/history", "-", "--json").out == of_file.out


@pytest.mark.parametrize(
    ("name", "letter", "leads"),
    [
        ("imr/locate", ONE, "imr/history, imr/item, imr/workup"),
        ("imr/item", UNHEADED, "imr/locate"),
    ],
)
def test_a_letter_that_leads_to_no_such_question_says_what_it_leads_to(
    run: Any, prompts: Path, name: str, letter: Path, leads: str
) -> None:
    ran = run("prompt", "render", name, letter)
    assert ran.code == 2
    assert not ran.out
    assert f"leads to no question by {name}" in ran.err
    assert f"what it leads to: {leads}\n" in ran.err
    assert_no_letter(ran.err, letter.stem)


def test_a_letter_that_cannot_be_read_is_no_letter(run: Any, prompts: Path, tmp_path: Path) -> None:
    ran = run("prompt", "render", "imr/item", tmp_path / "missing.txt")
    assert ran.code == 2
    assert "missing.txt" in ran.err


# Diff


def test_a_difference_is_told_by_part(run: Any, prompts: Path) -> None:
    tries.change(prompts)
    edit(prompts, "{{shown}}", "{{shown}}\n\nMind the dates.")
    ran = run("prompt", "diff", "imr/history", "HEAD", "--text")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line[:30] for line in lines if line.startswith(("+", "-"))] == [
        "-You read the clinical case su",
        "+You study the clinical case s",
        "+Mind the dates.",
        "+",
    ]
    heads = [line for line in lines if " added, " in line]
    assert heads == [
        "instructions  1 line added, 1 removed · includes medical/shared-rules.md, medical/material.md",
        "question  2 lines added, 0 removed",
    ]


def test_a_changed_include_is_a_difference_of_the_part_that_has_it(run: Any, prompts: Path) -> None:
    edit(prompts, "Add nothing", "Add nothing at all", "medical/shared-rules")
    ran = run("prompt", "diff", "imr/history", "HEAD", "--text")
    assert "\ninstructions  1 line added, 1 removed · includes medical/shared-rules.md" in ran.out


def test_a_part_that_is_gone_is_all_removed(run: Any, prompts: Path) -> None:
    path = prompts / "imr" / "history.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text[: text.index("{{include medical/history-example.md}}")] + text[text.index("# Question") :],
        encoding="utf-8",
    )
    ran = run("prompt", "diff", "imr/history", "HEAD", "--text")
    assert "example 1  0 lines added, 6 removed" in ran.out


@pytest.mark.parametrize(("raised", "told"), [(False, True), (True, False)])
def test_a_version_that_was_not_raised_is_told(run: Any, prompts: Path, raised: bool, told: bool) -> None:
    tries.change(prompts)
    if raised:
        edit(prompts, "version = 1", "version = 2")
    ran = run("prompt", "diff", "imr/history", "HEAD", "--text")
    assert ("its version is the same" in ran.out) is told
    assert ("version 1 → 2" in ran.out) is raised


def test_the_same_text_is_said_to_be_the_same(run: Any, prompts: Path) -> None:
    ran = run("prompt", "diff", "imr/history", "HEAD", "--text")
    assert ran.code == 0
    assert "the same text" in ran.out


def test_an_earlier_revision_is_compared_as_it_was(run: Any, prompts: Path) -> None:
    tries.change(prompts)
    tries.commit(prompts)
    assert "the same text" in run("prompt", "diff", "imr/history", "HEAD", "--text").out
    assert "+You study" in run("prompt", "diff", "imr/history", "HEAD~1", "--text").out


def test_a_difference_comes_with_its_effect(run: Any, prompts: Path) -> None:
    tries.change(prompts)
    with FaultServer(respond=Model(DEV)) as server:
        ran = run("prompt", "diff", "imr/history", "HEAD", "--on", ONE, "--model", "m", "--base-url", server.base_url)
    assert ran.code == 0
    assert ran.out.index("+You study") < ran.out.index("no cell differs")


@pytest.mark.parametrize("revision", ["no-such-branch", "HEAD~1", "--output=x"])
def test_an_unknown_revision_is_refused(run: Any, prompts: Path, revision: str) -> None:
    ran = run("prompt", "diff", "imr/history", "--text", "--", revision)
    assert ran.code == 2
    assert "no revision of git" in ran.err


def test_a_revision_without_the_prompt_is_refused(run: Any, prompts: Path) -> None:
    (prompts / "imr" / "history.md").rename(prompts / "held.md")
    tries.commit(prompts)
    (prompts / "held.md").rename(prompts / "imr" / "history.md")
    ran = run("prompt", "diff", "imr/history", "HEAD", "--text")
    assert ran.code == 2
    assert "HEAD has no prompt imr/history" in ran.err


def test_outside_of_git_there_is_no_earlier_version(run: Any, tmp_path: Path, monkeypatch: Any) -> None:
    shutil.copytree(folder("prompts"), tmp_path / "prompts")
    monkeypatch.setenv("STRUCTURER_PROMPTS_DIR", str(tmp_path / "prompts"))
    ran = run("prompt", "diff", "imr/history", "HEAD", "--text")
    assert ran.code == 2
    assert "is not in git" in ran.err
    assert "hint" in ran.err


# Try


def on(suite: Path, server: FaultServer) -> list[str]:
    return ["--suite", str(suite), "--model", "m", "--base-url", server.base_url]


def worse(ask: str, answer: dict[str, Any], seen: Any) -> dict[str, Any]:
    return {**answer, "diagnoses": []} if ask == "history" and tries.is_changed(seen) else answer


def test_a_try_tells_letters_cells_and_where_answers_came_from(run: Any, prompts: Path, suite: Path) -> None:
    tries.change(prompts)
    with FaultServer(respond=Model(DEV, worse)) as server:
        first = run("prompt", "try", "imr/history", *on(suite, server))
        second = run("prompt", "try", "imr/history", *on(suite, server))
    lost = len(letters.label(DEV[0]).clinical.diagnoses)
    assert (first.code, second.code) == (0, 0)
    assert f"1 of 1  {DEV[0]}  {lost} lost" in first.out
    assert "5 fresh, 3 cached" in first.out
    assert "answers: 8 kept from an earlier try" in second.out
    assert "clinical.diagnoses" in first.out
    assert "nothing changed" not in first.out


def test_a_try_of_an_unchanged_prompt_says_so(run: Any, prompts: Path, suite: Path) -> None:
    with FaultServer(respond=Model(DEV)) as server:
        ran = run("prompt", "try", "imr/history", *on(suite, server))
    assert ran.code == 0
    assert "it is as in HEAD: nothing changed" in ran.out
    assert "no cell differs" in ran.out


def test_a_letter_that_fails_is_told_without_a_word_of_it(run: Any, prompts: Path, suite: Path) -> None:
    with FaultServer(respond=lambda seen: quotes_the_request()) as server:
        ran = run("prompt", "try", "imr/history", *on(suite, server))
    assert ran.code == 1
    assert f"1 of 1  {DEV[0]}  failed" in ran.out
    assert "1 letter failed and count" in ran.out
    assert_no_letter(ran.out + ran.err, DEV[0])


@pytest.mark.long
def test_a_watch_that_nobody_reads_any_more_ends(prompts: Path, suite: Path) -> None:
    with (
        FaultServer(respond=Model(DEV, worse)) as server,
        watching_process("imr/history", *on(suite, server)) as process,
    ):
        assert process.stdout is not None
        assert any("waiting for the next save" in line for line in process.stdout)
        process.stdout.close()
        try:
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()


@pytest.mark.parametrize("words", [("try", "imr/history"), ("diff", "imr/history", "HEAD")])
@pytest.mark.parametrize("fails", [True, False])
def test_the_exit_code_is_of_what_was_tried_where_nobody_reads(
    run: Any, prompts: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], fails: bool
) -> None:
    tries.change(prompts)
    with FaultServer(respond=(lambda seen: quotes_the_request()) if fails else Model(DEV)) as server:
        words = (*words, "--on", str(ONE), "--model", "m", "--base-url", server.base_url)
        with without_a_reader() as out:
            monkeypatch.setattr("sys.stdout", out)
            ran = run("prompt", *words)
        assert ran.code == int(fails)
        assert not ran.err
        assert server.requests


def test_letters_that_nobody_would_read_of_are_not_asked_about(
    run: Any, prompts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRUCTURER_CONCURRENCY", "1")
    larger = tries.suite_at(tmp_path / "larger")
    with FaultServer(respond=(model := Model(DEV))) as server, without_a_reader() as out:
        monkeypatch.setattr("sys.stdout", out)
        assert run("prompt", "try", "imr/history", *on(larger, server)).code == 0
    assert len({name for name, _ in model.asked}) == 1


@pytest.mark.parametrize("named", [TEST[0], str(letters.HERE / f"{TEST[0]}.txt"), "test"])
def test_a_letter_of_the_test_half_cannot_be_tried_on(run: Any, prompts: Path, suite: Path, named: str) -> None:
    with FaultServer() as server:
        ran = run("prompt", "try", "imr/history", "--on", named, *on(suite, server))
        assert not server.requests
    assert ran.code == 2
    assert not ran.out
    assert "test half" in ran.err
    assert_no_letter(ran.err, TEST[0])


# Watching


def watching_process(*words: str) -> subprocess.Popen[str]:
    root = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, "-m", "structurer", "prompt", "try", *words, "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


class Watching:
    """`structurer prompt try --watch` in a process, and what it printed so far."""

    def __init__(self, *words: str) -> None:
        self._process = watching_process(*words)
        self.printed = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.printed += line

    def until(self, times: int, text: str = "waiting for the next save") -> str:
        """What was printed, once `text` stands there so many times."""
        end = time.monotonic() + PATIENCE
        while self.printed.count(text) < times:
            assert time.monotonic() < end, self.printed
            assert self._process.poll() is None, self.printed
            time.sleep(0.02)
        return self.printed

    def interrupt(self) -> int:
        """Ctrl-C, and the exit code."""
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join(PATIENCE)


@pytest.fixture
def watched(prompts: Path, suite: Path) -> Iterator[tuple[Watching, Model]]:
    model = Model(DEV, worse)
    with FaultServer(respond=model) as server:
        watching = Watching("imr/history", *on(suite, server))
        yield watching, model
        watching.end()


@pytest.mark.long
def test_every_save_is_tried_until_ctrl_c(prompts: Path, watched: tuple[Watching, Model]) -> None:
    watching, model = watched
    assert "nothing changed" in watching.until(1)
    edit(prompts, "version = 1", "version = 2", "imr/workup")  # this prompt has nothing of it
    time.sleep(0.5)
    assert watching.printed.count("imr/history · ") == 1

    tries.change(prompts)
    said = watching.until(2)
    assert " lost" in said
    assert model.counted("history")[DEV[0]] == 2
    assert model.counted("workup")[DEV[0]] == 1

    edit(prompts, "# Question", "# Query")
    said = watching.until(3)
    assert "history.md: unknown part 'Query'" in said
    assert "hint" in said

    edit(prompts, "# Query", "# Question")
    said = watching.until(4)
    assert said.count("kept from an earlier try") >= 1

    tries.save(prompts / "medical" / "material.md", "The text is material.\n")
    watching.until(5)
    assert model.counted("history")[DEV[0]] == 3

    assert watching.interrupt() == 130
    assert watching.printed.count("imr/history · ") == 5
    assert "Traceback" not in watching.printed
    assert watching.printed.rstrip().endswith("interrupted")


@pytest.mark.parametrize("words", [("try", "imr/history"), ("diff", "imr/history", "HEAD", "--text")])
def test_without_the_packages_for_measuring_nothing_ends_in_a_traceback(prompts: Path, words: tuple[str, ...]) -> None:
    """Trying says what to install; a text can be compared without them."""
    blocked = "import sys; sys.modules.update(dict.fromkeys(('numpy', 'scipy', 'vcr', 'jinja2'))); "
    code = "import importlib.util as u; f = u.find_spec; u.find_spec = lambda n, *a: None if n in ('numpy', 'scipy', 'vcr', 'jinja2') else f(n, *a); "
    run_it = f"from structurer.cli.main import main; sys.argv = ['structurer', 'prompt', *{words!r}]; main()"
    done = subprocess.run([sys.executable, "-c", blocked + code + run_it], capture_output=True, text=True, check=False)
    assert done.returncode == (2 if words[0] == "try" else 0), done.stderr
    assert "Traceback" not in done.stderr
    assert ("structurer[eval]" in done.stderr) is (words[0] == "try")
