"""The network page in a real browser: what a reader does with the picture, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from graph.texts import t
from tests.browser import CHECKOUT, SIZE, Server, Visit
from tests.journeys.conftest import BASE_PATH, hoptac
from tests.journeys.test_journeys import (
    AGREEMENT,
    SECONDS,
    VIEW,
    Walk,
    ask,
    drawn,
    panel,
    places,
    select,
    spot,
    state,
)

pytestmark = pytest.mark.browser


def test_opened_before_the_first_load_it_says_so_and_draws_when_that_ends(
    visit: Callable[[str], Visit], tmp_path: Path
) -> None:
    own = {"HOPTAC_HOME": str(tmp_path / "home"), "HOPTAC_DATA": str(CHECKOUT / "tests" / "data")}
    with Server(CHECKOUT / "app.py", tmp_path / "server.log", own) as url:
        opened = visit(f"{url}/mang?goc=vn.son-binh")
        expect(opened.page.get_by_text(t("frame.loading"))).to_be_visible(timeout=2 * SECONDS)
        hoptac(own, "load")
        drawn(opened.page, AGREEMENT)
        expect(opened.page.get_by_text(t("frame.loading"))).to_have_count(0)
    hoptac(own, "db", "stop")
    assert [text for text in opened.complaints if not BASE_PATH.search(text)] == []


# ------------------------------------------------------------------------------------------------ journeys


def wait_boxes(page: Page, condition: str) -> None:
    page.wait_for_function(
        f"(({VIEW}) && {VIEW}.boxes && ((ids) => {condition})([...{VIEW}.boxes.keys()]))", timeout=SECONDS
    )


def ids(page: Page) -> set[str]:
    return set(ask(page, "[...view.boxes.keys()]"))


def bar(page: Page, name: str) -> None:
    """Press a button of the tool bar or the panel."""
    page.get_by_role("button", name=name, exact=True).first.click(timeout=SECONDS)


def test_what_is_found_is_added_to_the_picture_and_undone(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    before, stood = ids(page), places(page)
    page.get_by_text("Thêm vào hình").click()
    search = page.get_by_role("combobox").first
    search.fill("trung son")
    search.press("Enter")
    page.wait_for_url(re.compile(r"mo=%2Bvn\.trung-son"), timeout=SECONDS)
    drawn(page, "vn.trung-son")
    assert ids(page) > before
    assert {key: at for key, at in places(page).items() if key in stood} == stood
    bar(page, "Hoàn tác")
    wait_boxes(page, "!ids.includes('vn.trung-son')")
    assert ids(page) == before


def test_a_filter_keeps_what_agrees_and_the_places(walk: Walk) -> None:
    page = walk("/mang?goc=tat-ca&xem=thoa-thuan").page
    drawn(page, AGREEMENT)
    before, stood = ids(page), places(page)
    bar(page, "Bộ lọc")
    page.get_by_role("combobox", name="Nước đối tác").click(timeout=SECONDS)
    page.get_by_role("option", name=re.compile("^Lào")).click(timeout=SECONDS)
    page.wait_for_url(re.compile("nuoc=la"), timeout=SECONDS)
    wait_boxes(page, f"ids.length < {len(before)}")
    left = places(page)
    assert AGREEMENT in left
    assert left == {key: stood[key] for key in left}
    page.reload()
    drawn(page, AGREEMENT)
    assert places(page) == left


def test_a_path_is_picked_by_two_clicks(walk: Walk, launched: Browser) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    select(page, "vn.an-hai")
    bar(page, "Tìm đường từ đây")
    expect(panel(page)).to_contain_text("bấm ô ở đầu kia", timeout=SECONDS)
    page.mouse.click(*spot(page, "la.xieng-thong"))
    page.wait_for_url(re.compile("duong=vn.an-hai&duong=la.xieng-thong"), timeout=SECONDS)
    expect(panel(page)).to_contain_text("→", timeout=SECONDS)
    page.wait_for_function(f"['vn.an-hai', 'la.xieng-thong'].every((end) => {VIEW}.lit?.has(end))", timeout=SECONDS)
    lit = set(ask(page, "[...view.lit]"))
    assert {"vn.an-hai", "la.xieng-thong"} < lit < ids(page)
    with launched.new_context(viewport=SIZE) as other:
        copied = other.new_page()
        copied.goto(page.url)
        drawn(copied, "la.xieng-thong")
        copied.wait_for_function(f"{VIEW}.lit", timeout=SECONDS)
        assert set(ask(copied, "[...view.lit]")) == lit
        assert places(copied) == places(page)
    bar(page, "Bỏ đường")
    page.wait_for_function(f"!{VIEW}.lit", timeout=SECONDS)


def test_a_view_is_saved_with_what_was_dragged_and_opened_again(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    x, y = spot(page, "la.xieng-thong")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    dragged = places(page)["la.xieng-thong"]
    bar(page, "Góc nhìn")
    name = page.get_by_role("textbox", name="Lưu góc nhìn này với tên")
    name.fill("Sơn Bình đã xếp", timeout=SECONDS)
    name.press("Enter")
    bar(page, "Lưu")
    page.wait_for_url(re.compile("ban-luu=son-binh-da-xep"), timeout=SECONDS)
    expect(panel(page)).to_contain_text("không có gì mới", timeout=SECONDS)
    page.goto(page.url.partition("?")[0] + "?goc=tat-ca")
    drawn(page, "la.xieng-thong")
    bar(page, "Góc nhìn")
    page.get_by_role("link", name="Sơn Bình đã xếp").click(timeout=SECONDS)
    drawn(page, AGREEMENT)
    assert places(page)["la.xieng-thong"] == pytest.approx(dragged)


def test_the_picture_is_taken_as_svg_and_png_with_what_is_on_the_screen(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh&an=Agreement").page
    drawn(page, AGREEMENT)
    with page.expect_download(timeout=SECONDS) as download:
        bar(page, "SVG")
    drawing = download.value.path().read_text(encoding="utf-8")
    shown = ask(page, "view.data.nodes.filter((node) => !view.isHidden(node)).map((node) => node.lines.join(' '))")
    assert drawing.count("<g transform") == len(shown) + 4  # and the swatches of the legend
    assert "Địa phương nước ngoài" in drawing
    with page.expect_download(timeout=SECONDS) as download:
        bar(page, "PNG")
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_the_other_language_keeps_everything_else(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    select(page, AGREEMENT)
    page.get_by_role("link", name="English").click(timeout=SECONDS)
    expect(panel(page)).to_contain_text("Agreement", timeout=SECONDS)
    expect(page.get_by_role("button", name="Undo")).to_be_visible(timeout=SECONDS)
    assert state(page) == {"goc": ["vn.son-binh"], "nut": [AGREEMENT], "ngu": ["en"]}
    page.mouse.click(*spot(page, "la.xieng-thong"))
    page.wait_for_url(re.compile("nut=la.xieng-thong"), timeout=SECONDS)
    expect(panel(page)).to_contain_text("Place", timeout=SECONDS)
    page.get_by_role("link", name="Overview").first.click(timeout=SECONDS)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible(timeout=SECONDS)
    page.get_by_role("link", name="Tiếng Việt").click(timeout=SECONDS)
    expect(page.get_by_role("heading", name="Tổng quan")).to_be_visible(timeout=SECONDS)


def tab_to(page: Page, target: Locator) -> None:
    """Go to an element by the tab key alone."""
    expect(target).to_be_visible(timeout=SECONDS)
    for _ in range(80):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the tab key does not lead there")


def test_from_the_keyboard_alone_to_an_expanded_box(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    search = page.get_by_role("combobox").first
    tab_to(page, search)
    page.keyboard.type("xieng thong")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("goc=la.xieng-thong"), timeout=SECONDS)
    drawn(page, AGREEMENT)
    tab_to(page, page.get_by_role("tab", name="Chi tiết"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    table = page.get_by_test_id("data-grid-canvas")
    tab_to(page, table)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.wait_for_url(re.compile("nut="), timeout=SECONDS)
    before = ids(page)
    page.keyboard.press("Shift+Tab")
    tab = page.get_by_role("tab", name="Bảng")
    for _ in range(20):
        if tab.evaluate("(element) => element === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    tab_to(page, panel(page).get_by_role("button", name=re.compile("^Mở rộng")))
    page.keyboard.press("Enter")
    every = page.get_by_role("button", name=re.compile("^Tất cả:"))
    tab_to(page, every)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("mo="), timeout=SECONDS)
    wait_boxes(page, f"ids.length > {len(before)}")


def test_what_of_a_box_is_expanded_can_be_chosen(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    select(page, AGREEMENT)
    panel(page).get_by_role("button", name="Mở rộng").click(timeout=SECONDS)
    page.get_by_role("button", name=re.compile(r"^lĩnh vực \(.*\): \d+$")).click(timeout=SECONDS)
    page.wait_for_url(re.compile("mo=.*%23ABOUT"), timeout=SECONDS)
    drawn(page, "topic.y-te")


def test_presented_and_back(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    bar(page, "Góc nhìn")
    bar(page, "Trình chiếu")
    page.wait_for_function(f"{VIEW}?.data?.presenting && {VIEW}.data.heading === 'Sơn Bình'", timeout=SECONDS)
    expect(panel(page)).to_have_count(0)
    bar(page, "Thoát trình chiếu")
    expect(panel(page)).to_be_visible(timeout=SECONDS)
