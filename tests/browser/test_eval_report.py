"""The report in a real browser (`make test-browser`): by mouse, by keyboard, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer.evals.plan import Plan
from structurer.evals.running import run_suite
from structurer.evals.runs import read_run
from structurer.evals.scores import keep_scores
from structurer.evals.suite import load_suite
from structurer.web.eval_report import eval_report
from tests.browser.looking import IN_BROWSER, LOOKS, chromium, least_contrast, opened_page
from tests.evals.test_gate import NAMES, suite_at

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("report")
    run = run_suite(Plan(load_suite(suite_at(root / "suite"))), root / "run.jsonl")
    keep_scores(run)
    done = read_run(root / "run.jsonl")
    line = done.letters[NAMES[0]]
    done.letters[NAMES[0]] = line.model_copy(
        update={
            "text": line.text + "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
        }
    )
    path = root / "report.html"
    path.write_text(eval_report(done), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(page_file: Path) -> Iterator[Any]:
    """A browser. It comes after the page: Playwright's loop would be in the way of the run's."""
    with chromium() as opened:
        yield opened


@pytest.fixture(params=LOOKS, ids=str)
def page(request: pytest.FixtureRequest, browser: Any, page_file: Path) -> Iterator[Any]:
    with opened_page(browser, *request.param, page_file.as_uri()) as page:
        yield page


def test_nothing_runs_from_a_letter_and_nothing_overflows(page: Any) -> None:
    page.locator("#letter-table a").first.click()
    assert "owned" not in page.title()
    assert page.locator("script").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_letter_opens_and_a_cell_shows_its_passage(page: Any) -> None:
    page.locator("#letter-table a", has_text=NAMES[0]).click()
    letter = page.locator(f"details[id='l-{NAMES[0]}']")
    assert letter.get_attribute("open") is not None
    cell = letter.locator("tr.cell", has_text="case.case_number")
    cell.focus()
    assert letter.locator("mark.lit").first.inner_text() == "CM16-9117205"
    page.keyboard.press("ArrowDown")
    assert "date_assigned" in page.locator(":focus").inner_text()


def test_a_passage_shows_its_cell(page: Any) -> None:
    page.locator("#letter-table a", has_text=NAMES[0]).click()
    letter = page.locator(f"details[id='l-{NAMES[0]}']")
    letter.locator("mark", has_text="CM16-9117205").first.click()
    assert "case.case_number" in letter.locator("tr.cell.lit").first.inner_text()


def test_letters_are_sorted_and_searched_by_keyboard(page: Any) -> None:
    rows = page.locator("#letter-table tbody tr:visible")
    assert rows.count() == len(NAMES)
    head = page.locator("#letter-table thead button", has_text="errors")
    head.focus()
    page.keyboard.press("Enter")
    errors = [int(text) for text in page.locator("#letter-table tbody tr td:nth-child(4)").all_inner_texts()]
    assert errors == sorted(errors, reverse=True)
    page.locator("#search").fill("contradiction")
    assert rows.count() == 1
    assert page.locator("#shown").inner_text() == f"1 of {len(NAMES)}"


def test_counts_are_sorted_as_numbers_whatever_stands_between_their_figures(page: Any) -> None:
    table = page.locator("#fields table").first
    cells = table.locator("tbody td:nth-child(2)")
    said = ["775", "2,318", "–", "1,426", "341", *["12"] * cells.count()][: cells.count()]
    cells.evaluate_all("(cells, said) => cells.forEach((cell, index) => { cell.textContent = said[index]; })", said)
    table.locator("thead button", has_text="cells").click()
    assert cells.all_inner_texts()[:4] == ["2,318", "1,426", "775", "341"]
    assert cells.all_inner_texts()[-1] == "–"


def test_text_stands_out_from_its_ground(page: Any) -> None:
    pairs = ["ink paper", "ink card", "soft paper", "soft card", "accent paper", "ink right", "ink omission", "ink invention", "ink wrong",
             "ink missed", "omission-ink omission", "invention-ink invention", "wrong-ink wrong", "right-ink card"]  # fmt: skip
    assert least_contrast(page, pairs) >= 4.5
