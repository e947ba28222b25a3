"""The gate on a small suite of invented letters: what passes, what fails, and what cannot be measured."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from structurer.comparators import Comparator
from structurer.errors import EvalError, RecordingsMissing
from structurer.evals import baselines, gates, scoring
from structurer.evals.cells import Cell, Mark
from structurer.evals.comparison import compare
from structurer.evals.lint import lint
from structurer.evals.plan import Plan
from structurer.evals.reports.junit import junit
from structurer.evals.reports.markdown import markdown
from structurer.evals.running import run_suite
from structurer.evals.runs import Run, read_run
from structurer.evals.scores import keep_scores, scored, scores_of, usage_of
from structurer.evals.statistics import Estimate
from structurer.evals.suite import load_suite
from structurer.web.eval_report import eval_report
from tests import letters, replay, tries
from tests.cli import conftest as commands
from tests.evals.made import DEFECT, made

run_command = commands.run
NAMES = ["2016-one-item", "2016-three-items-mixed", "2017-contradiction"]


def suite_at(root: Path, names: list[str] = NAMES) -> Path:
    """A folder with letters, labels and recordings of the tests' letters."""
    for part in ("letters", "labels"):
        (root / part).mkdir(parents=True)
    for name in names:
        shutil.copy(letters.HERE / f"{name}.txt", root / "letters")
        shutil.copy(letters.HERE / f"{name}.json", root / "labels")
    cassettes = replay.CASSETTES / "imr"
    (root / "suite.toml").write_text(f'kind = "imr"\nmodel = "local/{replay.MODEL}"\ncassettes = "{cassettes}"\n')
    return root


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ran")
    path = root / "run.jsonl"
    keep_scores(run_suite(Plan(load_suite(suite_at(root / "suite"))), path))
    return path


@pytest.fixture
def run(ran: Path, tmp_path: Path) -> Run:
    """A run of its own to spoil."""
    copy = tmp_path / "run.jsonl"
    shutil.copy(ran, copy)
    return read_run(copy)


def baseline(run: Run) -> baselines.Baseline:
    return gates.baseline_of(run, "nobody", "a test", None)


def spoiled(run: Run, change: Any, name: str = NAMES[1]) -> Run:
    """The run with one record changed, scored anew."""
    result = run.results[name, 0].result
    assert result is not None
    change(result["record"])
    keep_scores(run)
    return run


def test_a_run_passes_its_own_baseline(run: Run) -> None:
    verdict = gates.gate(run, baseline(run))
    assert verdict.exit is gates.Exit.PASS
    assert not verdict.lost
    assert not verdict.won


def test_an_invention_that_moved_in_its_list_is_no_other_and_one_more_is(run: Run) -> None:
    def diagnoses(record: dict[str, Any]) -> list[str]:
        found: list[str] = record["clinical"]["diagnoses"]
        return found

    before = baseline(spoiled(run, lambda record: diagnoses(record).append("lupus")))
    verdict = gates.gate(spoiled(run, lambda record: diagnoses(record).insert(0, diagnoses(record).pop())), before)
    assert (verdict.lost, verdict.won, verdict.exit) == ({}, {}, gates.Exit.PASS)
    verdict = gates.gate(spoiled(run, lambda record: diagnoses(record).insert(1, "gout")), before)
    assert {name: len(cells) for name, cells in verdict.lost.items()} == {NAMES[1]: 1}
    assert not verdict.won


@pytest.mark.parametrize(
    ("path", "caught"), [("/determinations/0/basis", 0.0), ("/determinations/0", 0.0), ("/determinations", 1.0)]
)
def test_what_is_found_in_one_entry_catches_no_other_that_was_left_out(
    path: str, caught: float, tmp_path: Path
) -> None:
    run = made(tmp_path / "run.jsonl", NAMES[1:2], lambda record, name, repeat: record["determinations"].pop())
    result = run.results[NAMES[1], 0].result
    assert result is not None
    result["findings"] = [{"rule": "any", "path": path, "severity": "warning", "message": "look"}]
    warned = next(one for one in scores_of(run, scored(run)).review if one.threshold == "warning")
    assert warned.errors_caught == caught


def test_a_flipped_decision_is_a_regression_that_names_field_letter_and_cell(run: Run) -> None:
    before = baseline(run)

    def flip(record: dict[str, Any]) -> None:
        record["determinations"][0]["decision"] = "upheld" if record["determinations"][0]["decision"] == "overturned" else "overturned"  # fmt: skip

    verdict = gates.gate(spoiled(run, flip), before)
    assert verdict.exit is gates.Exit.REGRESSION
    assert verdict.lost == {NAMES[1]: ["determinations.decision wrong /determinations/0/decision"]}
    named = {one.name: one for one in verdict.groups}
    assert named["printed"].fields == ("determinations.decision",)
    assert named["told"].exit is gates.Exit.PASS


def test_a_floor_holds_whatever_the_baseline_was(run: Run) -> None:
    floored = baseline(run).model_copy(update={"floors": {"printed": 1.01}})
    verdict = gates.gate(run, floored)
    assert verdict.exit is gates.Exit.REGRESSION
    assert "floor" in next(one.why for one in verdict.groups if one.name == "printed")


def test_a_baseline_that_demands_certainty_is_not_served_by_three_letters(run: Run) -> None:
    certain = baseline(run).model_copy(update={"certain": True})
    assert gates.gate(run, certain).exit is gates.Exit.INCONCLUSIVE


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"suite_digest": "sha256:0"}, "content"),
        ({"model": "openai/other"}, "model"),
        ({"half": "dev"}, "half"),
        ({"scorer": 0}, "scorer"),
        ({"margins": {"nonsense": 0.1}}, "nonsense"),
    ],
)
def test_what_cannot_be_compared_is_not_measured(run: Run, change: dict[str, Any], says: str) -> None:
    with pytest.raises(EvalError, match=says):
        gates.gate(run, baseline(run).model_copy(update=change))


def test_a_broken_scorer_is_found_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = baseline(run)
    from structurer.evals import fields

    never = Comparator("never", "", lambda one, other: False, lambda one, other: 0.0)
    broken = tuple(
        fields.FieldSpec(**{**vars(spec), "comparator": never}) if spec.name == "case_number" else spec
        for spec in fields.specs(type(letters.label(NAMES[0]).case))
    )
    real = scoring.specs
    monkeypatch.setattr(scoring, "specs", lambda model: broken if model.__name__ == "CaseInfo" else real(model))
    with pytest.raises(EvalError, match="different from itself"):
        gates.gate(run, before)


def test_a_scorer_that_judges_otherwise_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the run was scored by it alone, and it still finds every label the same as itself."""

    def older(record: dict[str, Any], name: str, repeat: int) -> None:
        record["worker"]["age"] = 99

    before = baseline(made(tmp_path / "before.jsonl"))
    real = scoring._Scorer._value

    def lenient(*given: Any) -> Cell:
        cell = real(*given)
        return replace(cell, mark=Mark.RIGHT) if cell.mark is Mark.WRONG else cell

    monkeypatch.setattr(scoring._Scorer, "_value", lenient)
    run = made(tmp_path / "run.jsonl", change=older)
    with pytest.raises(EvalError, match="not the same scorer"):
        gates.gate(run, before)


def test_a_letter_that_fails_is_a_regression_whatever_it_weighs(tmp_path: Path, run_command: Any) -> None:
    before = baseline(made(tmp_path / "before.jsonl"))
    before.margins = dict.fromkeys(["all", *before.groups], 1.0)
    run = made(tmp_path / "run.jsonl", failed=NAMES[:1], error=DEFECT)
    verdict = gates.gate(run, before)
    assert (verdict.exit, verdict.failed) == (gates.Exit.REGRESSION, NAMES[:1])
    assert f"- failed, and did not before: `{NAMES[0]}`" in markdown(run, scores_of(run), verdict)
    baselines.write_baseline(tmp_path / "baseline.json", before)
    told = run_command("eval", "gate", run.path, "--baseline", tmp_path / "baseline.json")
    assert told.code == gates.Exit.REGRESSION
    assert f"failed: 1 letter that did not before: {NAMES[0]}" in told.out
    assert gates.gate(run, baseline(run)).exit is gates.Exit.PASS


def test_a_run_of_repeats_passes_its_own_baseline_without_a_margin(tmp_path: Path) -> None:
    def once(record: dict[str, Any], name: str, repeat: int) -> None:
        if repeat == 0:
            record["worker"]["age"] = None

    run = made(tmp_path / "run.jsonl", change=once, repeats=3)
    strict = baseline(run)
    strict.margins = dict.fromkeys(["all", *strict.groups], 0.0)
    assert gates.gate(run, strict).exit is gates.Exit.PASS


@pytest.mark.parametrize(
    ("was", "now", "passes"), [(None, None, True), (0.0, None, True), (None, 0.0, False), (0.9, 0.8, False)]
)
def test_inventing_nothing_any_more_is_no_regression(was: float | None, now: float | None, passes: bool) -> None:
    code, why = gates._judged(was, now, Estimate(None), 0.005, None, False)
    assert (code is gates.Exit.PASS) is passes
    assert why


def test_scores_that_do_not_follow_from_the_records_are_found_out(run: Run) -> None:
    before = baseline(run)
    assert run.scores is not None
    run.scores.tallies[NAMES[0]][0]["worker.age"] = (9, 0, 0, 0, 0, 9)
    with pytest.raises(EvalError, match="not what its records amount to"):
        gates.gate(run, before)


def test_an_incomplete_run_has_no_score(run: Run) -> None:
    del run.results[NAMES[0], 0]
    with pytest.raises(EvalError, match="cannot be scored"):
        scored(run)


def test_a_baseline_is_read_as_it_was_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baselines.write_baseline(path, baseline(run))
    assert gates.gate(run, baselines.read_baseline(path)).exit is gates.Exit.PASS
    path.write_text(path.read_text()[:-30])
    with pytest.raises(EvalError, match="not a baseline"):
        baselines.read_baseline(path)


def test_a_baseline_that_cannot_be_read_is_written_anew(run: Run, tmp_path: Path, run_command: Any) -> None:
    path = tmp_path / "baseline.json"
    path.write_text("<<<<<<< HEAD\n")
    told = run_command("eval", "gate", run.path, "--baseline", path, "--update", "--why", "it was broken")
    assert told.code == 0
    assert "its margins and floors are lost" in told.err
    assert gates.gate(run, baselines.read_baseline(path)).exit is gates.Exit.PASS


def test_what_a_letter_took_that_failed_is_counted(run: Run) -> None:
    whole = usage_of(run, scored(run))
    line = next(line for line in run.results.values() if line.answers)
    assert line.result is not None
    line.result, line.error = None, {"type": "ModelBusy", "message": "busy"}
    left = usage_of(run, scored(run))
    names = ("calls", "cached_calls", "input_tokens", "output_tokens", "saved_input_tokens", "saved_output_tokens")
    assert [getattr(left, name) for name in names] == [getattr(whole, name) for name in names]
    assert left.cost == 0.0
    run.head.model = "openai/some"
    assert usage_of(run, scored(run)).cost is None


# Replay


def test_a_replay_always_says_the_same(run: Run, tmp_path: Path) -> None:
    again = run_suite(Plan(load_suite(suite_at(tmp_path / "again"))), tmp_path / "again.jsonl")
    keep_scores(again)
    assert again.scores == run.scores
    found = compare(run, again)
    assert not found.changes
    assert {row.verdict for row in found.overall} == {"the same"}


def test_the_environment_does_not_change_a_replay(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRUCTURER_TEMPERATURE", "1.5")
    monkeypatch.setenv("STRUCTURER_MAX_ANSWER_TOKENS", "50")
    again = run_suite(Plan(load_suite(suite_at(tmp_path / "again"))), tmp_path / "again.jsonl")
    keep_scores(again)
    assert again.scores == run.scores


def test_a_changed_prompt_scores_nothing_and_names_prompt_and_letters(tmp_path: Path) -> None:
    prompts = tmp_path / "prompts"
    from structurer.resources import folder

    shutil.copytree(folder("prompts"), prompts)
    path = prompts / "imr" / "workup.md"
    path.write_text(
        path.read_text().replace("You read the clinical case summary", "You study the clinical case summary")
    )
    run_path = tmp_path / "run.jsonl"
    plan = Plan(load_suite(suite_at(tmp_path / "suite")), settings={"prompts_dir": prompts})
    with pytest.raises(
        RecordingsMissing, match=r"recordings are stale: .*imr/workup \(2 letters: 2016-one-item, 2017-contradiction"
    ) as stale:
        run_suite(plan, run_path)
    assert stale.value.hint == f"run: structurer eval record {tmp_path / 'suite'} --prompts {prompts}"
    assert not run_path.exists()


def test_replies_of_another_model_are_not_recorded_and_the_remedy_names_place_and_model(tmp_path: Path) -> None:
    root = suite_at(tmp_path / "the suite", NAMES[2:])
    with pytest.raises(RecordingsMissing, match="replies are not recorded") as missing:
        run_suite(Plan(load_suite(root), settings={"model": "openai/other"}), tmp_path / "run.jsonl")
    assert missing.value.hint == f"run: structurer eval record '{root}' --model openai/other"


@pytest.mark.parametrize(
    "words",
    [
        ("gate", "r", "--baseline", "b", "--why", "w"),
        ("run", "s", "--concurrency", "9"),
        ("lint", "s", "--reveal"),
        ("matrix", "s", "--base-url", "http://127.0.0.1:9/v1", "-o", "m"),
    ],
)
def test_options_that_would_say_nothing_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    refused = command(*words, folder=tmp_path)
    assert refused.returncode == 2
    assert "of use with" in refused.stderr


@pytest.mark.parametrize("whole", [1, 2, 4, 5], ids=["head", "a letter", "letters", "a result"])
def test_a_run_that_was_cut_off_goes_on(run: Run, tmp_path: Path, whole: int) -> None:
    lines = run.path.read_bytes().splitlines(keepends=True)
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(b"".join(lines[:whole]) + lines[whole][: len(lines[whole]) // 2])
    resumed = run_suite(Plan(load_suite(suite_at(tmp_path / "suite"))), cut)
    keep_scores(resumed)
    assert resumed.letters == run.letters
    assert resumed.scores == run.scores
    assert gates.gate(resumed, baseline(run)).exit is gates.Exit.PASS


def test_a_run_that_was_cut_off_within_a_character_is_read(run: Run) -> None:
    with run.path.open("ab") as out:
        out.write('{"result": {"id": "é'.encode()[:-1])
    assert read_run(run.path).results == run.results


def test_cells_of_the_test_half_are_hidden_whichever_run_says_that_it_is_one(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    shutil.copy(run.path, copy)
    other = read_run(copy)
    for line in run.letters.values():
        line.half = "test"
    result = other.results[NAMES[1], 0].result
    assert result is not None
    result["record"]["worker"]["age"] = 99
    for first, second in ((run, other), (other, run)):
        found = compare(first, second)
        assert not found.changes
        assert not found.to_fix
        assert found.hidden


def test_some_letters_of_a_suite_are_no_run_of_it(run: Run) -> None:
    before = baseline(run)
    del run.letters[NAMES[1]], run.results[NAMES[1], 0]
    keep_scores(run)
    with pytest.raises(EvalError, match="not those of its suite"):
        gates.gate(run, before)


def test_a_label_that_was_altered_in_a_runs_file_is_found_out(run: Run) -> None:
    before = baseline(run)
    run.letters[NAMES[1]].label["worker"]["age"] = None
    keep_scores(run)
    with pytest.raises(EvalError, match=f"another label of {NAMES[1]}"):
        gates.gate(run, before)


@pytest.mark.parametrize(
    ("change", "fault"), [({"floors": {"all": float("nan")}}, "floors"), ({"format": 2}, "format")]
)
def test_a_baseline_that_says_nothing_is_none(run: Run, tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({**baseline(run).model_dump(mode="json"), **change}))
    with pytest.raises(EvalError, match=f"not a baseline: /{fault}"):
        baselines.read_baseline(path)


def test_a_fall_by_the_margin_itself_is_within_it() -> None:
    difference = Estimate(0.9 - 0.905, None, None)
    assert gates._judged(0.905, 0.9, difference, 0.005, None, False)[0] is gates.Exit.PASS


def test_a_file_with_another_run_is_left_alone(run: Run, tmp_path: Path) -> None:
    other = load_suite(suite_at(tmp_path / "other", NAMES[:1]))
    before = run.path.read_bytes()
    with pytest.raises(EvalError, match="holds another run"):
        run_suite(Plan(other), run.path)
    assert run.path.read_bytes() == before


def test_a_run_whose_recordings_were_made_anew_is_another_run(tmp_path: Path) -> None:
    root = suite_at(tmp_path / "suite", NAMES[:1])
    cassettes = tmp_path / "cassettes"
    cassettes.mkdir()
    shutil.copy(replay.CASSETTES / "imr" / f"{NAMES[0]}.yaml", cassettes)
    (root / "suite.toml").write_text(f'model = "local/{replay.MODEL}"\ncassettes = "{cassettes}"\n')
    path = tmp_path / "run.jsonl"
    assert not run_suite(Plan(load_suite(root)), path).unused
    cassette = cassettes / f"{NAMES[0]}.yaml"
    cassette.write_text(cassette.read_text() + "# made anew\n")
    with pytest.raises(EvalError, match="not the same recordings"):
        run_suite(Plan(load_suite(root)), path)


def test_a_run_is_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.jsonl"
    run_suite(Plan(load_suite(suite_at(tmp_path / "suite", NAMES[:1]))), path)
    assert path.stat().st_mode & 0o077 == 0


# Lint


def remarks(root: Path) -> set[tuple[str, str]]:
    return {(remark.letter, remark.rule) for remark in lint(root)[1] if remark.severity == "error"}


def test_lint_finds_nothing_amiss_in_right_labels(tmp_path: Path) -> None:
    assert not remarks(suite_at(tmp_path / "suite", NAMES[:2]))


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        (("clinical", "diagnoses"), ["a diagnosis that stands nowhere"], "value_not_in_letter"),
        (("clinical", "diagnoses"), ["LEFT MEDIAL COLLATERAL LIGAMENT SPRAIN"], "label_not_as_printed"),
        (("clinical", "diagnoses"), ["and left medial collateral ligament sprain"], "label_entry_marked"),
        (("worker", "age"), "old", "label_schema"),
    ],
)
def test_lint_finds_a_bad_label(tmp_path: Path, path: tuple[str, str], value: Any, rule: str) -> None:
    root = suite_at(tmp_path / "suite", NAMES[:1])
    label = root / "labels" / f"{NAMES[0]}.json"
    values = json.loads(label.read_text())
    values[path[0]][path[1]] = value
    label.write_text(json.dumps(values))
    assert (NAMES[0], rule) in remarks(root)


def test_lint_finds_a_letter_in_a_prompt_and_a_letter_twice(tmp_path: Path) -> None:
    root = suite_at(tmp_path / "suite", NAMES[:1])
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (prompts / "p.md").write_text((root / "letters" / f"{NAMES[0]}.txt").read_text()[900:1400])
    assert any(remark.rule == "letter_in_prompt" for remark in lint(root, prompts=prompts)[1])
    for part, end in (("letters", "txt"), ("labels", "json")):
        shutil.copy(root / part / f"{NAMES[0]}.{end}", root / part / f"twin.{end}")
    assert any(remark.rule == "letters_alike" for remark in lint(root)[1])


def test_notes_about_the_test_half_are_counted_and_shown_to_whoever_wants_to_see_them(
    tmp_path: Path, run_command: Any
) -> None:
    dev, test = tries.DEV[0], tries.TEST[0]
    root = tries.suite_at(tmp_path / "suite", [dev, test])
    for name in (dev, test):
        path = root / "labels" / f"{name}.json"
        label = json.loads(path.read_text())
        path.write_text(json.dumps({**label, "worker": {**label["worker"], "age": 99}}))
    age = "/worker/age: the letter prints this number in no form that code reads"
    told = run_command("eval", "lint", root, "--notes").out
    assert f"{dev} {age}" in told
    assert f"{test} /" not in told
    assert re.search(r"\d notes? about the test half not shown \(--reveal\)", told)
    revealed = run_command("eval", "lint", root, "--notes", "--reveal").out
    assert f"{test} {age}" in revealed
    assert "not shown" not in revealed
    assert " (--notes shows them)" in run_command("eval", "lint", root).out


# Reports


def test_reports_hold_no_letter_text_where_others_read_them(run: Run) -> None:
    scores = scores_of(run)
    for text in (markdown(run, scores, gates.gate(run, baseline(run))), junit(run, scores)):
        assert "roofer" not in text
        assert "determinations.decision" in text


@pytest.mark.parametrize(("mode", "told"), [("replay", "2 recorded"), ("live", "2 fresh")])
def test_a_replay_tells_of_recorded_calls(tmp_path: Path, mode: str, told: str) -> None:
    run = made(tmp_path / "run.jsonl", NAMES[:1], mode=mode)
    usage = markdown(run, scores_of(run)).splitlines()[-1]
    assert told in usage
    assert ("fresh" in usage) is (mode == "live")
    page = eval_report(run)
    assert f"calls, {told.split()[1]}" in page
    assert ("fresh" in page) is (mode == "live")


def test_the_page_shows_markup_in_a_letter_as_text(run: Run) -> None:
    line = run.letters[NAMES[0]]
    run.letters[NAMES[0]] = line.model_copy(update={"text": line.text + "<script>alert(1)</script>"})
    page = eval_report(run)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("<script>") == 1
    assert "http://" not in page
    assert "https://" not in page


def test_passages_know_the_cells_that_they_belong_to(run: Run) -> None:
    page = eval_report(run)
    cells = set(re.findall(r'data-owner="([^"]*)"', page))
    owners = [json.loads(html.unescape(found)) for found in re.findall(r"data-owners='([^']*)'", page)]
    assert owners
    assert {owner for of_one in owners for owner in of_one} <= cells


def test_junit_is_xml_whatever_a_letter_is_called(run: Run) -> None:
    run.letters["odd\x01name"] = run.letters.pop(NAMES[0])
    run.results["odd\x01name", 0] = run.results.pop((NAMES[0], 0)).model_copy(update={"result": None, "error": {"type": "LetterError", "message": "odd"}})  # fmt: skip
    suites = ET.fromstring(junit(run, scores_of(run)))
    assert suites[0].get("errors") == "1"
    assert suites[0].get("failures") == "0"
    assert [case.get("name") for case in suites[0].iter("testcase")][-1] == "odd?name"


def test_a_run_whose_name_is_no_text_can_be_shown(run: Run) -> None:
    page = eval_report(replace(run, path=Path(os.fsdecode(b"run\xff.jsonl"))))
    assert b"run\\udcff.jsonl" in page.encode("utf-8")


# Exit codes


def command(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run([sys.executable, "-m", "structurer", "eval", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("run", "nowhere"),
        ("run", "empty"),
        ("gate", "missing.jsonl", "--baseline", "missing.json"),
        ("gate", "broken.jsonl", "--baseline", "missing.json"),
        ("compare", "missing.jsonl", "missing.jsonl"),
        ("rescore", "broken.jsonl"),
        ("report", "missing.jsonl", "-o", "r.html"),
        ("lint", "nowhere"),
    ],
)
def test_what_cannot_be_measured_exits_2_with_a_remedy(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "empty" / "letters").mkdir(parents=True)
    (tmp_path / "broken.jsonl").write_text("{not json\n")
    done = command(*words, folder=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "hint" in done.stderr
    assert "Traceback" not in done.stderr


def test_only_letters_that_differ_in_a_field_count_for_it(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    shutil.copy(run.path, other)

    def older(record: dict[str, Any]) -> None:
        record["worker"]["age"] = 99

    found = compare(run, spoiled(read_run(other), older))
    differing = {row.name: row.differing for row in found.fields if row.differing}
    assert differing == {"worker.age": 1}
    assert {row.verdict for row in found.fields if row.name != "worker.age"} == {"the same"}
    assert [(change.field, change.what) for change in found.changes] == [("worker.age", "lost")]


def test_without_the_extra_every_command_says_what_to_install(tmp_path: Path) -> None:
    """Exit code 2, never one that could mean a regression."""
    hide = "import sys; sys.modules['numpy'] = sys.modules['scipy'] = None; sys.argv[0] = 'structurer'\n"
    hide += "import importlib.util as u; real = u.find_spec\n"
    hide += "u.find_spec = lambda name, *a: None if name in ('numpy', 'scipy') else real(name, *a)\n"
    hide += "from structurer.cli.main import main; main()"
    for words in (["run", "imr"], ["gate", "x", "--baseline", "y"], ["lint", "imr"], ["report", "x", "-o", "y"]):
        done = subprocess.run([sys.executable, "-c", hide, "eval", *words], cwd=tmp_path, capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 2, done.stderr
        assert "structurer[eval]" in done.stderr
        assert "Traceback" not in done.stderr
