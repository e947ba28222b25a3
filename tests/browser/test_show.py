"""Letters beside their records in a real browser: pointing, scrolling, filtering, and letters that try to be a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer.kinds.imr import KIND
from structurer.letter import Letter
from structurer.loading import load_bytes
from structurer.pipeline import Structurer
from structurer.web.letter_view import Opened, error_view, result_view
from structurer.web.show_page import show_page
from tests import letters
from tests.answering import from_label
from tests.browser.looking import IN_BROWSER, LOOKS, chromium, fits, least_contrast, nameless, opened_page, shot, until
from tests.fault_server import FaultServer
from tests.web.letters import THREE, as_pdf, of_21_items, of_markup

pytestmark = [*IN_BROWSER, pytest.mark.block_network(allowed_hosts=["127.0.0.1"])]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of four letters: one of 21 items, a PDF answered by a model, one full of markup, one that failed."""
    root = tmp_path_factory.mktemp("show")
    only = Structurer(KIND, read_only=True)
    long = Letter.from_text(of_21_items(), "long.txt")
    markup = Letter.from_text(of_markup(), "folder/<b>markup.txt")
    data = as_pdf()
    printed = load_bytes(data, "printed.pdf")
    with FaultServer(respond=from_label(letters.label(THREE))) as server:
        asked = Structurer(KIND, model="m", base_url=server.base_url, api_key="none", cache_dir=root).structure(printed)
    views = [
        result_view(Opened(long), only.structure(long)),
        result_view(Opened(printed, data), asked),
        result_view(Opened(markup), only.structure(markup)),
        error_view("scan.pdf", {"message": "this PDF has no text layer", "hint": "run OCR over it first"}),
    ]
    path = root / "page.html"
    path.write_text(show_page(KIND, views), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(page_file: Path) -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(params=LOOKS, ids=str)
def page(request: pytest.FixtureRequest, browser: Any, page_file: Path) -> Iterator[Any]:
    with opened_page(browser, *request.param, page_file.as_uri()) as page:
        yield page


def choose(page: Any, name: str) -> None:
    """Open a letter from the list."""
    if page.locator("#toggle-list").is_visible():
        page.locator("#toggle-list").click()
    page.locator("#list button", has_text=name).click()


def in_view(page: Any, box: str, inner: str) -> bool:
    """Whether the first element of that selector is within what its pane shows."""
    page.wait_for_timeout(600)  # scrolling is smooth
    found: bool = page.evaluate(
        """([box, inner]) => { const o = document.querySelector(box).getBoundingClientRect(), i = document.querySelector(inner).getBoundingClientRect();
        return i.bottom > o.top && i.top < o.bottom; }""",
        [box, inner],
    )
    return found


def test_a_value_shows_its_passage(page: Any) -> None:
    shot(page, "show-long")
    path = "/determinations/20/request"
    page.locator(f'.value-row[data-path="{path}"]').click()
    assert page.locator("#letter mark.lit").first.inner_text().startswith("Urine drug screen")
    assert in_view(page, "#letter", "#letter mark.lit")
    shot(page, "show-long-last")


def test_a_passage_shows_its_value(page: Any) -> None:
    page.locator("#letter mark", has_text="TENS unit").first.click()
    row = page.locator(".value-row.lit").first
    assert "TENS unit" in row.inner_text()
    assert in_view(page, "#record", ".value-row.lit")


def test_values_are_walked_by_keyboard(page: Any) -> None:
    page.locator('.value-row[data-path="/case/case_number"]').focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.path") == "/case/date_assigned"
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.path") == "/case/date_assigned"
    assert page.locator("#letter mark.lit").first.inner_text() == "12/16/2016"


def test_a_pdf_shows_its_pages_with_boxes_and_its_text_too(page: Any) -> None:
    choose(page, "printed.pdf")
    assert page.locator(".pdf-sheet img").count() == 2
    page.locator('.value-row[data-path="/case/case_number"]').click()
    box = page.locator(".box.lit").first.bounding_box()
    line = page.locator(".line", has_text="Case Number").first.bounding_box()
    assert line["x"] < box["x"] < line["x"] + line["width"]
    assert abs(box["y"] - line["y"]) < line["height"]
    shot(page, "show-pdf")
    page.locator("#as-text").click()
    assert page.locator("#letter pre").count() == 2
    assert "Case Number" in page.locator("#letter pre").first.inner_text()


def test_pointing_at_a_box_shows_its_value(page: Any) -> None:
    choose(page, "printed.pdf")
    page.locator('.value-row[data-path="/determinations/1/request"]').click()
    page.wait_for_timeout(600)
    box = page.locator(".box.lit").first.bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    lit = page.locator(".value-row.lit").evaluate_all("(rows) => rows.map((row) => row.dataset.path)")
    assert any(path.startswith("/determinations/1/") for path in lit)


def test_read_parsed_and_asked_are_told_apart_and_what_it_took(page: Any) -> None:
    choose(page, "printed.pdf")
    assert page.locator('.value-row[data-path="/case/case_number"] .badge').inner_text() == "read"
    assert page.locator('.value-row[data-path="/clinical/diagnoses/0"] .badge').inner_text() == "parsed"
    assert page.locator(".value-row .by-asked").count() > 0
    assert " parsed" in page.locator("#legend").inner_text()
    assert " asked" in page.locator("#legend").inner_text()
    page.locator("#below summary").click()
    assert page.locator("#calls tbody tr").count() >= 1
    assert "fresh" in page.locator("#calls tbody").inner_text()
    shot(page, "show-provenance")


def test_findings_stand_at_their_values(page: Any) -> None:
    page.locator("#with-empty").click()
    said = page.locator(".finding")
    assert said.count() > 0
    assert any(word in said.first.inner_text() for word in ("error", "warning", "note"))


def test_letters_are_searched_and_filtered(page: Any) -> None:
    if page.locator("#toggle-list").is_visible():
        page.locator("#toggle-list").click()
    assert page.locator("#shown").inner_text() == "4 of 4"
    page.locator("#search").fill("acupuncture")
    assert page.locator("#list li:visible").count() == 1
    page.locator("#search").fill("")
    page.locator("#flagged").click()
    assert page.locator("#list button", has_text="scan.pdf").is_visible()
    shot(page, "show-list")


def test_a_letter_that_failed_says_what_to_do(page: Any) -> None:
    choose(page, "scan.pdf")
    assert "run OCR over it first" in page.locator("#failure").inner_text()
    assert not page.locator("#panes").is_visible()
    choose(page, "long.txt")
    assert page.locator("#panes").is_visible()


def test_a_letter_of_markup_and_script_is_text(page: Any) -> None:
    choose(page, "markup")
    assert page.title().startswith("folder/<b>markup.txt")
    assert page.locator("script").count() == 2
    assert page.locator("#letter img, #record img, #letter b, #record i").count() == 0
    assert "<script>document.title='owned'</script>" in page.locator("#letter").inner_text()
    assert "<i>unloader</i>" in page.locator('.value-row[data-path="/determinations/0/request"]').inner_text()
    shot(page, "show-markup")


def test_an_address_leads_to_a_letter(page: Any) -> None:
    page.evaluate("location.hash = '#2'")
    until(page, "document.getElementById('name').textContent === 'printed.pdf'")
    page.reload()
    assert page.locator("#name").inner_text() == "printed.pdf"


def test_it_fits_can_be_told_apart_and_is_named(page: Any) -> None:
    assert fits(page)
    assert nameless(page) == []
    pairs = ["read-ink read", "asked-ink asked", "repaired-ink repaired", "accepted-ink accepted", "error-ink error", "warning-ink warning",
             "note-ink note", "soft card", "soft track", "soft paper", "ink read", "ink asked", "ink repaired", "error-ink card", "warning-ink card",
             "ink error", "ink warning"]  # fmt: skip
    assert least_contrast(page, pairs) >= 4.5
