"""Reviewing in a real browser: correcting, undoing, saving, two tabs, a reload in the middle, two readers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from structurer.evals.suite import load_suite
from tests import letters
from tests.browser.looking import IN_BROWSER, LOOKS, chromium, fits, least_contrast, nameless, opened_page, shot, until
from tests.web.letters import ONE, as_pdf, of_21_items, of_markup

pytestmark = IN_BROWSER
REFUSED = ("409 (Conflict)", "ERR_CONNECTION_REFUSED", "Failed to load resource")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text, a letter of 21 items, a PDF and a letter full of markup; nothing labelled."""
    root = tmp_path / "desk"
    (root / "letters").mkdir(parents=True)
    shutil.copy(letters.HERE / f"{ONE}.txt", root / "letters" / "a-one.txt")
    (root / "letters" / "long.txt").write_text(of_21_items(), encoding="utf-8")
    (root / "letters" / "markup.txt").write_text(of_markup(), encoding="utf-8")
    (root / "letters" / "printed.pdf").write_bytes(as_pdf())
    return root


@contextmanager
def reviewing(folder: Path, reader: str = "Ann") -> Iterator[str]:
    """The command itself, at work; its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "structurer", "review", str(folder), "--no-open", "--reader", reader],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(10)
        assert code == 0


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with reviewing(folder) as found:
        yield found


@pytest.fixture(params=LOOKS, ids=str)
def page(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Any]:
    with opened_page(browser, *request.param, address, REFUSED) as page:
        page.wait_for_selector(".value-row")
        choose(page, "a-one")
        yield page


@pytest.fixture
def wide(browser: Any, address: str) -> Iterator[Any]:
    with opened_page(browser, 1280, "light", address, REFUSED) as page:
        page.wait_for_selector(".value-row")
        choose(page, "a-one")
        yield page


def choose(page: Any, name: str) -> None:
    if page.locator("#toggle-list").is_visible():
        page.locator("#toggle-list").click()
    page.locator("#list button", has_text=name).click()
    until(page, f"document.getElementById('name').textContent === '{name}'")
    page.wait_for_selector(".value-row")


def row(page: Any, path: str) -> Any:
    return page.locator(f'.value-row[data-path="{path}"]')


def value(page: Any, path: str) -> str:
    return str(row(page, path).locator(".value").inner_text())


def saved(page: Any) -> None:
    """Wait until everything is saved."""
    until(page, "!state.dirty && state.saving === null")


def select(page: Any, words: str) -> None:
    """Select words of the letter, as with the mouse."""
    page.evaluate(
        """(words) => {
      const lines = [...document.querySelectorAll('#letter [data-at]')];
      const text = state.letter.text, start = text.indexOf(words), end = start + words.length;
      const place = (offset) => { const line = lines.filter((one) => Number(one.dataset.at) <= offset).pop(); return [line.firstChild, Math.min(offset - Number(line.dataset.at), line.textContent.length)]; };
      const range = document.createRange();
      range.setStart(...place(start)); range.setEnd(...place(end));
      const selection = document.getSelection(); selection.removeAllRanges(); selection.addRange(range);
    }""",
        words,
    )


def reading(folder: Path, name: str = "a-one", reader: str = "Ann") -> Any:
    return json.loads((folder / "reviews" / reader / f"{name}.json").read_text())


# Correcting


def test_a_value_is_corrected_checked_while_typed_and_undone(page: Any, folder: Path) -> None:
    path = "/determinations/0/service"
    was = value(page, path)
    row(page, path).click()
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("knee unloader br")
    row(page, path).locator(".finding", has_text="value_not_in_letter").wait_for()
    shot(page, "review-typing")
    page.keyboard.type("ace")
    row(page, path).locator(".finding").first.wait_for(state="detached")
    page.keyboard.press("Enter")
    until(page, f"valueAt(editor.record, '{path}') === 'knee unloader brace'")
    assert row(page, path).locator(".badge").inner_text() == "corrected"
    saved(page)
    assert reading(folder)["record"]["determinations"][0]["service"] == "knee unloader brace"
    assert reading(folder)["evidence"][path][0]["text"] == "knee unloader brace"
    page.keyboard.press("Control+z")
    assert value(page, path) == was
    page.keyboard.press("Control+Shift+z")
    assert value(page, path) == "knee unloader brace"
    page.keyboard.press("u")
    saved(page)
    assert reading(folder)["record"]["determinations"][0]["service"] == was


def test_words_selected_become_values_with_their_evidence(page: Any, folder: Path) -> None:
    page.locator('.listed[data-path="/clinical/diagnoses"] .adder').focus()
    select(page, "left medial collateral \nligament sprain, grade I")
    page.locator("#pick").wait_for()
    shot(page, "review-selected")
    page.locator("#pick-add").click()
    page.wait_for_selector('.value-row[data-path="/clinical/diagnoses/0"]')
    assert value(page, "/clinical/diagnoses/0") == "left medial collateral ligament sprain, grade I"
    # an earlier passage comes before it in the list
    row(page, "/clinical/diagnoses/0").click()
    select(page, "twisted the left knee")
    page.keyboard.press("+")
    page.wait_for_selector('.value-row[data-path="/clinical/diagnoses/1"]')
    assert value(page, "/clinical/diagnoses/0") == "twisted the left knee"
    row(page, "/clinical/diagnoses/0").click()
    page.keyboard.press("x")
    page.wait_for_selector('.value-row[data-path="/clinical/diagnoses/1"]', state="detached")
    row(page, "/clinical/work_status").click()
    select(page, "He has returned to regular work")
    page.keyboard.press("s")
    until(page, "editor.record.clinical.work_status !== null")
    saved(page)
    kept = reading(folder)
    assert kept["record"]["clinical"]["diagnoses"] == ["left medial collateral ligament sprain, grade I"]
    assert kept["evidence"]["/clinical/diagnoses/0"][0]["text"].startswith("left medial collateral")
    assert kept["record"]["clinical"]["work_status"] == "He has returned to regular work"


def test_entries_of_several_fields_are_added_by_hand(wide: Any, folder: Path) -> None:
    wide.locator('.listed[data-path="/clinical/medications"] .adder').click()
    wide.keyboard.type("ibuprofen")
    wide.keyboard.press("Enter")
    until(wide, "editor.record.clinical.medications[0]?.name === 'ibuprofen'")
    row(wide, "/clinical/medications/0/strength").click()
    wide.keyboard.press("Enter")
    wide.keyboard.type("600 mg")
    wide.keyboard.press("Tab")
    until(wide, "editor.record.clinical.medications[0].strength === '600 mg'")
    saved(wide)
    assert reading(folder)["record"]["clinical"]["medications"] == [
        {"name": "ibuprofen", "strength": "600 mg", "frequency": None}
    ]
    wide.locator('.small-entry[data-path="/clinical/medications/0"] .remover').click()
    assert wide.locator('.small-entry[data-path="/clinical/medications/0"]').count() == 0


def test_codes_are_chosen_and_words_that_mean_nothing_are_told(wide: Any, folder: Path) -> None:
    row(wide, "/determinations/0/category").click()
    wide.keyboard.press("e")
    wide.locator(".editing select").select_option("dmepos")
    wide.keyboard.press("Enter")
    until(wide, "editor.record.determinations[0].category === 'dmepos'")
    row(wide, "/case/decision_date").click()
    wide.keyboard.press("e")
    wide.keyboard.press("Control+A")
    wide.keyboard.type("next week")
    wide.keyboard.press("Enter")
    until(wide, "document.querySelector('.problem').textContent.includes('no date')")
    wide.keyboard.press("Escape")
    assert value(wide, "/case/decision_date") == "2017-01-11"


def test_values_are_accepted_by_keyboard_alone(page: Any, folder: Path) -> None:
    row(page, "/case/case_number").focus()
    for _ in range(3):
        page.keyboard.press("a")
    assert page.evaluate("document.activeElement.dataset.path") == "/case/decision_date"
    page.keyboard.press("A")
    until(page, "document.getElementById('state').textContent.includes('7 of')")
    saved(page)
    assert list(reading(folder)["marks"].values()).count("accepted") == 7


def test_what_is_typed_stays_with_its_letter(wide: Any, folder: Path) -> None:
    row(wide, "/clinical/mechanism_of_injury").click()
    wide.keyboard.press("Enter")
    wide.keyboard.type("twisted the left knee")
    wide.locator("#list button", has_text="markup").click()
    until(wide, "state.id === 'markup'")
    saved(wide)
    assert reading(folder)["record"]["clinical"]["mechanism_of_injury"] == "twisted the left knee"
    assert not (folder / "reviews" / "Ann" / "markup.json").exists()
    choose(wide, "a-one")
    row(wide, "/worker/age").click()
    wide.keyboard.press("e")
    wide.keyboard.type("many")
    wide.locator("#list button", has_text="markup").click()
    until(wide, "document.getElementById('toast').textContent.includes('correct the value')")
    assert wide.evaluate("state.id") == "a-one"


def test_a_letter_that_cannot_be_saved_is_not_left(browser: Any, folder: Path) -> None:
    with reviewing(folder) as address, opened_page(browser, 1280, "light", address, REFUSED) as page:
        page.wait_for_selector(".value-row")
        choose(page, "a-one")
        page.route("**/api/**", lambda route: route.abort())
        page.keyboard.press("a")
        page.locator("#list button", has_text="printed").click()
        until(page, "document.getElementById('banner').textContent.includes('not saved')")
        page.unroute("**/api/**")
        saved(page)
        assert page.evaluate("state.id") == "a-one"
        assert reading(folder)["marks"]["/case/case_number"] == "accepted"
        assert not (folder / "reviews" / "Ann" / "printed.json").exists()


def test_an_entry_without_a_value_was_never_there(wide: Any) -> None:
    whole = "JSON.stringify([editor.record, editor.done.length])"
    before = wide.evaluate(whole)
    for where in (
        "/clinical/diagnoses",
        "/clinical/medications",
        "/determinations/0/basis",
        "/determinations/0/reviewer_guidelines",
    ):
        for key in ("Escape", "Enter"):
            wide.locator(f'.listed[data-path="{where}"] > .entries > .adder').click()
            wide.locator(".editing").wait_for()
            wide.keyboard.press(key)
            until(wide, "edit === null")
            assert wide.evaluate(whole) == before, (where, key)


ADDER = '.listed[data-path="{}"] > .entries > .adder'
REMOVER = '.small-entry[data-path="/clinical/medications/{}"] .remover'
NAMES = "editor.record.clinical.medications.map((one) => one.name).join()"


def medicated(page: Any, *names: str) -> None:
    for name in names:
        page.locator(ADDER.format("/clinical/medications")).click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        until(page, f"edit === null && {NAMES}.endsWith('{name}')")


def test_an_entry_is_taken_out_while_another_is_being_edited(wide: Any) -> None:
    medicated(wide, "ibuprofen", "naproxen", "tramadol")
    row(wide, "/clinical/medications/1/name").click()
    wide.keyboard.press("Enter")
    wide.keyboard.type("naproxen sodium")
    wide.locator(REMOVER.format(0)).click()
    until(wide, f"{NAMES} === 'naproxen sodium,tramadol'")
    row(wide, "/clinical/medications/0/name").click()
    wide.keyboard.press("Enter")
    wide.keyboard.type("nobody takes this")
    wide.locator(REMOVER.format(0)).click()
    wide.wait_for_timeout(400)
    assert wide.evaluate(NAMES) == "tramadol"


def test_an_entry_that_is_only_begun_is_gone_where_another_is_begun(wide: Any) -> None:
    before = wide.evaluate("editor.record.clinical.medications.length")
    wide.locator(ADDER.format("/clinical/medications")).click()
    wide.locator(".editing").wait_for()
    wide.locator(ADDER.format("/clinical/diagnoses")).click()
    until(wide, "edit !== null && edit.path.startsWith('/clinical/diagnoses/')")
    assert wide.evaluate("editor.record.clinical.medications.length") == before
    wide.keyboard.press("Escape")
    until(wide, "edit === null")


def test_a_done_letter_stays_done_while_an_entry_is_added_to_it(wide: Any, folder: Path) -> None:
    wide.locator("#done").click()
    until(wide, "state.status === 'done' && state.saving === null")
    wide.locator(ADDER.format("/clinical/medications")).click()
    wide.wait_for_timeout(500)
    assert reading(folder)["state"] == "done"
    wide.keyboard.type("ibuprofen")
    wide.wait_for_timeout(500)
    wide.keyboard.press("Enter")
    saved(wide)
    assert reading(folder)["state"] == "done"
    label = json.loads((folder / "labels" / "a-one.json").read_text())
    assert [drug["name"] for drug in label["clinical"]["medications"]] == ["ibuprofen"]


def test_the_link_to_the_record_leaves_the_letter_open(wide: Any) -> None:
    wide.locator(".skip").focus()
    wide.keyboard.press("Enter")
    wide.wait_for_timeout(300)
    assert wide.evaluate("[state.id, document.activeElement.className.includes('value-row')]") == ["a-one", True]


def test_words_selected_while_an_entry_is_being_added_are_one_step(wide: Any) -> None:
    before = wide.evaluate("JSON.stringify(editor.record)")
    for where in ("/clinical/diagnoses", "/clinical/medications"):
        wide.locator(f'.listed[data-path="{where}"] > .entries > .adder').click()
        wide.locator(".editing").wait_for()
        select(wide, "unloader brace")
        wide.locator("#pick-set").dispatch_event("click")  # the words may stand outside of what is seen
        until(wide, "edit === null")
        until(wide, f"JSON.stringify(editor.record) !== {json.dumps(before)}")
        wide.keyboard.press("u")
        assert wide.evaluate("JSON.stringify(editor.record)") == before, where


def test_what_is_done_while_done_is_being_saved_goes_into_the_label(wide: Any, folder: Path) -> None:
    wide.evaluate(
        "{ const sent = fetch; fetch = async (...given) => { await new Promise((go) => setTimeout(go, 400)); return sent(...given); }; }"
    )
    row(wide, "/worker/age").click()
    wide.keyboard.press("d")
    wide.keyboard.press("x")
    saved(wide)
    until(wide, "state.status === 'done' && !state.dirty && state.saving === null")
    assert reading(folder)["state"] == "done"
    assert json.loads((folder / "labels" / "a-one.json").read_text())["worker"]["age"] is None


def test_whole_entries_are_taken_out_by_key(wide: Any) -> None:
    row(wide, "/determinations/0/reviewer_guidelines/0/title").click()
    wide.keyboard.press("X")
    assert wide.evaluate("editor.record.determinations[0].reviewer_guidelines.length") == 0
    wide.keyboard.press("u")
    assert wide.evaluate("editor.record.determinations[0].reviewer_guidelines.length") == 1


MODELS = """
from pydantic import BaseModel


class Pain(BaseModel):
    where: str | None = None
    sides: list[str] | None = None


class Note(BaseModel):
    topic: str | None = None
    pain: Pain | None = None
    tags: list[str] | None = None
"""


def test_what_is_null_is_filled_and_undone(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("It hurts in the left arm.\n")
    (tmp_path / "models.py").write_text(MODELS)
    (tmp_path / "suite.toml").write_text('kind = "models.py:Note"\n')
    with reviewing(tmp_path) as address, opened_page(browser, 1280, "light", address, REFUSED) as page:
        row(page, "/pain/where").click()
        page.keyboard.press("e")
        page.keyboard.type("arm")
        page.keyboard.press("Enter")
        until(page, "editor.record.pain?.where === 'arm'")
        page.keyboard.press("u")
        until(page, "editor.record.pain === null")
        page.keyboard.press("a")
        page.keyboard.press("u")
        until(page, "editor.record.pain === null && editor.done.length === 0")
        page.locator('.listed[data-path="/pain/sides"] .adder').focus()
        select(page, "left")
        page.keyboard.press("+")
        until(page, "editor.record.pain?.sides?.[0] === 'left'")
        page.locator('.listed[data-path="/tags"] .adder').click()
        page.keyboard.type("arm")
        page.keyboard.press("Enter")
        until(page, "editor.record.tags?.[0] === 'arm'")
        for _ in ("its value", "the entry"):
            page.keyboard.press("u")
        until(page, "editor.record.tags === null")
        for _ in ("the entry", "its value"):
            page.keyboard.press("r")
        until(page, "editor.record.tags?.[0] === 'arm'")
        page.locator("#done").click()
        until(page, "state.status === 'done'")
    label = json.loads((tmp_path / "labels" / "note.json").read_text())
    assert label == {"topic": None, "pain": {"where": None, "sides": ["left"]}, "tags": ["arm"]}


def test_what_readers_agree_in_is_told_or_why_not(wide: Any) -> None:
    wide.route("**/api/agreement", lambda route: route.abort())
    wide.locator("#open-agreement").click()
    until(wide, "!document.getElementById('banner').hidden")
    wide.unroute("**/api/agreement")
    wide.locator("#open-agreement").click()
    until(wide, "document.getElementById('agreement').open")
    assert "Fewer than two readers" in wide.locator("#agreement-body").inner_text()


def test_characters_beyond_the_basic_plane_shift_nothing(browser: Any, folder: Path) -> None:
    text = (letters.HERE / f"{ONE}.txt").read_text(encoding="utf-8")
    (folder / "letters" / "plane.txt").write_text("\U0001f600 \U0001d518\n" + text, encoding="utf-8")
    with reviewing(folder) as address, opened_page(browser, 1280, "light", address, REFUSED) as page:
        page.wait_for_selector(".value-row")
        choose(page, "plane")
        row(page, "/case/case_number").click()
        assert page.locator("#letter mark.lit").first.inner_text() == "CM16-9117205"
        page.evaluate(
            """() => { const mark = [...document.querySelectorAll('#letter mark')].find((one) => one.textContent === 'CM16-9117205');
            const range = document.createRange(); range.selectNodeContents(mark); document.getSelection().removeAllRanges(); document.getSelection().addRange(range); }"""
        )
        row(page, "/clinical/work_status").evaluate("(one) => { state.current = one.dataset.path; }")
        page.keyboard.press("s")
        until(page, "editor.record.clinical.work_status === 'CM16-9117205'")


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_can_be_undone_and_evidence_stays_with_its_values(wide: Any, folder: Path, seed: int) -> None:
    choose(wide, "printed")
    told = wide.evaluate(
        """(seed) => {
      const random = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
      const any = (several) => several[Math.floor(random() * several.length)];
      const lists = () => { const found = []; const walk = (fields, value, top) => { for (const field of fields) { const path = `${top}/${field.name}`, held = value?.[field.name];
        if (field.shape === 'part') walk(field.fields, held, path);
        else if (field.shape !== 'value') { found.push(path); if (field.shape === 'parts') held.forEach((one, index) => walk(field.fields, one, `${path}/${index}`)); } } };
        walk(ABOUT.form, editor.record, ''); return found; };
      const span = () => { const start = Math.floor(random() * 1000); return { start, end: start + 5, page: 1, text: state.letter.text.slice(start, start + 5), boxes: [] }; };
      const whole = () => JSON.stringify([editor.record, Object.entries(editor.evidence).sort(), Object.entries(editor.marks).sort()]);
      const astray = () => [editor.evidence, editor.marks].flatMap((table) => Object.keys(table)).filter((path) => valueAt(editor.record, path) === undefined);
      const before = whole(); const wrong = [];
      const steps = [
        () => editor.set(any(leafPaths()), `words ${random()}`, random() < 0.5 ? [span()] : []),
        () => editor.clear(any(leafPaths())),
        () => { const list = any(lists()); const entries = valueAt(editor.record, list); if (entries.length) editor.clear(`${list}/${Math.floor(random() * entries.length)}`); },
        () => { const list = any(lists()); const field = editor.fieldAt(list); editor.add(list, field.shape === 'codes' ? any(field.options) : `new ${random()}`, random() < 0.7 ? [span()] : []); },
        () => editor.accept([any(leafPaths()), any(leafPaths()), any(leafPaths())]),
        () => editor.back(false), () => editor.back(true),
      ];
      for (let step = 0; step < 80; step += 1) { any(steps)(); const lost = astray(); if (lost.length) wrong.push([step, ...lost]); }
      while (editor.back(false)); const undone = whole() === before;
      while (editor.back(true));
      const lost = astray();
      while (editor.back(false));
      return { wrong: [...wrong, ...lost], undone, again: whole() === before };
    }""",
        seed + 1,
    )
    assert told == {"wrong": [], "undone": True, "again": True}
    saved(wide)
    kept = reading(folder, "printed")
    text = wide.evaluate("state.letter.text")
    assert all(
        text[span["start"] : span["end"]] == span["text"] for spans in kept["evidence"].values() for span in spans
    )


# Saving


def test_done_makes_a_label_and_the_folder_a_suite(page: Any, folder: Path) -> None:
    row(page, "/determinations/0/category").click()
    page.locator("#done").click()
    until(page, "state.status === 'done'")
    shot(page, "review-done")
    suite = load_suite(folder)
    assert [case.id for case in suite.cases] == ["a-one"]
    assert reading(folder)["state"] == "done"
    page.keyboard.press("]")
    until(page, "state.id !== 'a-one'")


def test_a_reload_in_the_middle_loses_nothing(page: Any, folder: Path) -> None:
    row(page, "/worker/age").click()
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    until(page, "editor.record.worker.age === 30")
    page.reload()
    page.wait_for_selector(".value-row")
    assert page.locator("#name").inner_text() == "a-one"
    assert value(page, "/worker/age") == "30"
    page.keyboard.press("u")
    assert value(page, "/worker/age") == "29"


def test_two_tabs_on_one_letter(browser: Any, wide: Any, address: str, folder: Path) -> None:
    with opened_page(browser, 1280, "light", address, REFUSED) as other:
        other.wait_for_selector(".value-row")
        choose(other, "a-one")
        row(wide, "/worker/age").click()
        wide.keyboard.press("a")
        saved(wide)
        row(other, "/worker/sex").click()
        other.keyboard.press("a")
        other.locator("#banner button", has_text="load what was saved").wait_for()
        shot(other, "review-conflict")
        assert "saved from elsewhere" in other.locator("#banner").inner_text()
        assert reading(folder)["marks"]["/worker/sex"] == "read"
        other.locator("#banner button", has_text="load what was saved").click()
        until(other, "editor.marks['/worker/age'] === 'accepted'")
        assert not other.locator("#banner").is_visible()
        row(other, "/worker/sex").click()
        other.keyboard.press("a")
        saved(other)
        row(wide, "/case/priority").click()
        wide.keyboard.press("a")
        wide.locator("#banner button", has_text="save mine over it").click()
        saved(wide)
        assert reading(folder)["marks"]["/case/priority"] == "accepted"


def test_a_server_that_is_gone_is_told(browser: Any, folder: Path) -> None:
    with reviewing(folder) as address, opened_page(browser, 1280, "light", address, REFUSED) as page:
        page.wait_for_selector(".value-row")
        page.route("**/api/**", lambda route: route.abort())
        page.keyboard.press("a")
        until(page, "document.getElementById('banner').textContent.includes('not saved')")
        page.unroute("**/api/**")
        until(page, "!state.dirty && state.saving === null")
        assert not page.locator("#banner").is_visible()


# Letters


def test_a_letter_of_21_items_is_walked(page: Any) -> None:
    choose(page, "long")
    row(page, "/determinations/20/request").click()
    assert page.locator("#letter mark.lit").first.inner_text().startswith("Urine drug screen")
    page.keyboard.press("a")
    assert row(page, "/determinations/20/request").locator(".badge").inner_text() == "accepted"
    shot(page, "review-long")


def test_words_of_a_pdf_page_are_selected(page: Any, folder: Path) -> None:
    choose(page, "printed")
    until(page, "[...document.querySelectorAll('.pdf-sheet img')].every((one) => one.naturalWidth > 0)")
    row(page, "/clinical/work_status").click()
    line = page.locator(".line", has_text="light duty").first
    words = page.evaluate("(line) => line.textContent", line.element_handle())
    at = words.index("light duty")
    page.evaluate(
        """([line, at]) => { const range = document.createRange(); range.setStart(line.firstChild, at); range.setEnd(line.firstChild, at + 10);
        document.getSelection().removeAllRanges(); document.getSelection().addRange(range); }""",
        [line.element_handle(), at],
    )
    page.locator("#pick-set").click()
    until(page, "editor.record.clinical.work_status === 'light duty'")
    assert page.locator(".box.lit").count() == 1
    shot(page, "review-pdf")
    saved(page)
    assert reading(folder, "printed")["evidence"]["/clinical/work_status"][0]["text"] == "light duty"


def test_words_of_a_pdf_page_are_selected_with_the_mouse(page: Any) -> None:
    """Over two lines, between which the pointer passes where no line is."""
    choose(page, "printed")
    page.locator(".line", has_text="anatomic").first.scroll_into_view_if_needed()
    start, end = page.evaluate(
        """() => { const lines = [...document.querySelectorAll('#letter .line')], first = lines.findIndex((one) => one.textContent.includes('anatomic'));
        const at = (line, k) => { const range = document.createRange(); range.setStart(line.firstChild, k); range.setEnd(line.firstChild, k + 1); return range.getBoundingClientRect(); };
        const one = at(lines[first], lines[first].textContent.indexOf('anatomic')), two = lines[first + 1], other = at(two, two.textContent.indexOf('tender') + 5);
        return [[one.left + 0.3, one.top + one.height / 2], [other.right - 0.3, other.top + other.height / 2]]; }"""
    )
    page.mouse.move(*start)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(*(a + (b - a) * step / 8 for a, b in zip(start, end, strict=True)))
    page.mouse.up()
    stretch = page.evaluate("letterPane.selected()")
    assert (
        page.evaluate(f"state.letter.text.slice({stretch['start']}, {stretch['end']})").split()
        == "anatomic snuffbox was tender".split()
    )


def test_a_letter_of_markup_is_text(page: Any) -> None:
    choose(page, "markup")
    assert page.locator("script").count() == 2
    assert page.locator("#letter img, #record img, #letter b").count() == 0
    assert "<script>document.title='owned'</script>" in page.locator("#letter").inner_text()
    row(page, "/clinical/work_status").click()
    page.keyboard.press("e")
    page.keyboard.type("<img src=x onerror=document.title='owned'>")
    page.keyboard.press("Enter")
    until(page, "editor.record.clinical.work_status !== null")
    assert "owned" not in page.title()
    assert page.locator("#record img").count() == 0


# Readers


def test_two_readers_differ_and_one_settles(browser: Any, folder: Path) -> None:
    for reader, age in (("Ann", "29"), ("Bo", "28")):
        with reviewing(folder, reader) as address, opened_page(browser, 1280, "light", address, REFUSED) as page:
            page.wait_for_selector(".value-row")
            choose(page, "a-one")
            row(page, "/worker/age").click()
            page.keyboard.press("e")
            page.keyboard.press("Control+A")
            page.keyboard.type(age)
            page.keyboard.press("Enter")
            until(page, f"editor.record.worker.age === {age}")
            page.locator("#done").click()
            until(page, "state.status === 'done'")
            if reader == "Ann":
                continue
            page.locator("#settle").click()
            page.locator("#differences fieldset").first.wait_for()
            shot(page, "review-settling")
            assert page.locator("#merge").is_disabled()
            page.locator("#differences fieldset label", has_text="28").click()
            page.reload()
            page.wait_for_selector(".value-row")
            choose(page, "a-one")
            page.locator("#settle").click()
            page.locator("#differences fieldset").first.wait_for()
            assert page.locator("#differences fieldset label", has_text="28").locator("input").is_checked()
            page.locator("#merge").click()
            until(page, "state.settles.length === 2")
            page.locator("#done").click()
            until(page, "state.status === 'done'")
            page.locator("#open-agreement").click()
            page.locator("#agreement-body table").wait_for()
            assert "worker.age" in page.locator("#agreement-body").inner_text()
            shot(page, "review-agreement")
    assert load_suite(folder).cases[0].label.worker.age == 28  # type: ignore[attr-defined]


# The page


def test_the_queue_is_filtered_and_searched(page: Any) -> None:
    if page.locator("#toggle-list").is_visible():
        page.locator("#toggle-list").click()
    page.locator("#search").fill("print")
    assert page.locator("#list button").count() == 1
    page.locator("#search").fill("")
    page.locator("#which").select_option("differ")
    assert page.locator("#list button").count() == 0
    page.locator("#which").select_option("todo")
    assert page.locator("#list button").count() == 4


def test_keys_are_told(page: Any) -> None:
    row(page, "/worker/age").focus()
    page.keyboard.press("?")
    assert "accept the value" in page.locator("#keys").inner_text()
    shot(page, "review-keys")
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_it_fits_and_is_named(page: Any) -> None:
    assert fits(page)
    assert nameless(page) == []
    pairs = [
        "warning-ink warning",
        "accepted-ink accepted",
        "asked-ink asked",
        "error-ink error",
        "error-ink track",
        "soft track",
        "soft paper",
        "paper ink",
    ]
    assert least_contrast(page, pairs) >= 4.5


def test_the_address_without_its_token_shows_nothing(browser: Any, address: str) -> None:
    with opened_page(browser, 1280, "light", address.split("?")[0], REFUSED) as page:
        assert page.locator("body").inner_text() == "not allowed"
