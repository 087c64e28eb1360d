"""Asking in a real browser: plain words, the catalogue, one's own Cypher; what is shown stands in the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Visit

pytestmark = pytest.mark.browser
Walk = Callable[[str], Visit]
SECONDS = 30_000
ENDLESS = "MATCH (a:Entity), (b:Entity), (c:Entity), (d:Entity) WHERE a.id + b.id + c.id + d.id = 'x' RETURN a"


def state(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def test_plain_words_then_another_parameter_then_back_and_reload(walk: Walk) -> None:
    page = walk("/hoi").page
    box = page.get_by_placeholder(re.compile("^Ví dụ"))
    box.fill("ai hop tac voi son binh", timeout=SECONDS)
    box.press("Enter")
    expect(page.get_by_text("Hiểu là")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("link", name="Xiêng Thông", exact=True).first).to_be_visible(timeout=SECONDS)
    place = page.get_by_role("combobox", name=re.compile("Địa phương")).first
    place.fill("an hai")
    place.press("Enter")
    page.wait_for_url(re.compile("place=vn.an-hai"), timeout=SECONDS)
    assert state(page)["cau-hoi"] == ["partners_of_place"]
    expect(page.get_by_role("link", name="Vân Lĩnh", exact=True).first).to_be_visible(timeout=SECONDS)
    page.reload()
    expect(page.get_by_role("link", name="Vân Lĩnh", exact=True).first).to_be_visible(timeout=SECONDS)
    page.go_back()
    expect(page.get_by_text("Hiểu là")).to_be_visible(timeout=SECONDS)


def test_from_the_catalogue_to_an_answer_and_its_file(walk: Walk) -> None:
    page = walk("/hoi").page
    find = page.get_by_placeholder("Tìm trong danh mục")
    find.fill("qua han", timeout=SECONDS)
    find.press("Enter")
    page.get_by_role("link", name=re.compile("quá hạn")).first.click(timeout=SECONDS)
    page.wait_for_url(re.compile("cau-hoi=tasks_overdue"), timeout=SECONDS)
    with page.expect_download(timeout=SECONDS) as download:
        page.get_by_role("button", name="CSV").click(timeout=SECONDS)
    content = download.value.path().read_text(encoding="utf-8-sig")
    assert content.startswith("task,task_id,due_on")


def test_what_is_not_understood_leads_on(walk: Walk) -> None:
    page = walk("/hoi?cau-hoi=th%E1%BB%9Di+ti%E1%BA%BFt+s%C6%A1n+b%C3%ACnh").page
    page.get_by_role("link", name=re.compile("Ai hợp tác với một địa phương: Sơn Bình")).click(timeout=SECONDS)
    expect(page.get_by_role("link", name="Xiêng Thông", exact=True).first).to_be_visible(timeout=SECONDS)


def test_a_statement_is_stopped_and_the_next_question_answered(walk: Walk) -> None:
    page = walk("/cypher").page
    editor = page.locator("textarea")
    editor.fill(ENDLESS, timeout=SECONDS)
    editor.press("Control+Enter")
    page.get_by_role("button", name="Chạy").click(timeout=SECONDS)
    page.get_by_role("button", name="Dừng").click(timeout=SECONDS)
    expect(page.get_by_text("Câu Cypher đã được dừng.")).to_be_visible(timeout=SECONDS)
    editor.fill("RETURN 'một' AS x")
    editor.press("Control+Enter")
    page.get_by_role("button", name="Chạy").click(timeout=SECONDS)
    expect(page.get_by_text("1 dòng")).to_be_visible(timeout=SECONDS)
    page.wait_for_url(re.compile("lenh=RETURN"))
