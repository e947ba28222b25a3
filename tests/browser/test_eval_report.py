"""The report in a real browser (`make test-browser`): by mouse, by keyboard, wide and narrow, light and dark."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer.evals.running import Plan, run_suite
from structurer.evals.runs import read_run
from structurer.evals.scores import keep_scores
from structurer.evals.suite import load_suite
from structurer.web.eval_report import eval_report
from tests.evals.test_gate import NAMES, suite_at

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.environ.get("STRUCTURER_BROWSER"), reason="run by: make test-browser"),
]


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
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")], ids=str)
def page(request: pytest.FixtureRequest, browser: Any, page_file: Path) -> Iterator[Any]:
    width, scheme = request.param
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.goto(page_file.as_uri())
    yield opened
    assert not said
    opened.close()


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


def test_text_stands_out_from_its_ground(page: Any) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, AA) for the page's inks on the page's grounds."""
    ratio = page.evaluate(
        """() => {
      const probe = document.body.appendChild(document.createElement('span'));
      const rgb = (name) => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3).map(Number); };
      const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const contrast = (one, other) => { const [a, b] = [light(rgb(one)), light(rgb(other))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
      const pairs = [['--ink', '--paper'], ['--ink', '--card'], ['--soft', '--paper'], ['--soft', '--card'], ['--accent', '--paper'], ['--ink', '--right'],
        ['--ink', '--omission'], ['--ink', '--invention'], ['--ink', '--wrong'], ['--ink', '--missed'], ['--omission-ink', '--omission'],
        ['--invention-ink', '--invention'], ['--wrong-ink', '--wrong'], ['--right-ink', '--card']];
      return Math.min(...pairs.map(([one, other]) => contrast(one, other)));
    }"""
    )
    assert ratio >= 4.5
