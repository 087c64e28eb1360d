"""What a reader does, from page to page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import SIZE, Visit

pytestmark = pytest.mark.browser
Walk = Callable[[str], Visit]

SECONDS = 30_000
AGREEMENT = "agr.son-binh--xieng-thong.2021"
VIEW = """(() => { for (const host of document.querySelectorAll("*")) {
  const frame = host.shadowRoot && host.shadowRoot.querySelector(".frame"); if (frame) return frame.view; } })()"""
RESTING = "document.querySelector('[data-test-script-state=notRunning]')"


# ------------------------------------------------------------------------------------------------ the network's hook


def drawn(page: Page, box: str) -> None:
    """Wait until a box is in the picture, and the page has come to rest."""
    page.wait_for_function(f"{RESTING} && {VIEW}?.boxes?.has({box!r}) && {VIEW}.network", timeout=SECONDS)


def ask(page: Page, expression: str) -> Any:
    return page.evaluate(f"(() => {{ const view = {VIEW}; return {expression}; }})()")


def places(page: Page) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = ask(page, "view.network.getPositions()")
    return found


def spot(page: Page, box: str) -> tuple[float, float]:
    """Where a box is on the screen, once the picture has come to rest."""
    place = f"{VIEW}.network.canvasToDOM({VIEW}.network.getPositions([{box!r}])[{box!r}])"
    at = f"(() => {{ const at = {place}; return at.x + ' ' + at.y; }})()"
    page.wait_for_function(f"window.lastSpot === (window.lastSpot = {at})", polling=100)
    corner = ask(page, "view.surface.getBoundingClientRect()")
    x, y = map(float, page.evaluate(at).split())
    return corner["x"] + x, corner["y"] + y


def panel(page: Page) -> Any:
    return page.locator(".st-key-panel")


def state(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def select(page: Page, box: str) -> None:
    drawn(page, box)
    page.mouse.click(*spot(page, box))
    page.wait_for_url(re.compile(f"nut={re.escape(box)}"))


# ------------------------------------------------------------------------------------------------ journeys


def test_from_a_number_of_the_overview_to_its_list_and_an_agreement(walk: Walk) -> None:
    page = walk("/").page
    page.get_by_role("link", name=re.compile("thỏa thuận đã ký")).click(timeout=SECONDS)
    page.wait_for_url(re.compile(r"/thoa-thuan\?tinh-trang=da-ky$"), timeout=SECONDS)
    page.get_by_role("link", name=re.compile("Sơn Bình – Xiêng Thông 2021")).first.click(timeout=SECONDS)
    page.wait_for_url(re.compile(rf"/ho-so\?id={re.escape(AGREEMENT)}"), timeout=SECONDS)
    listed = page.get_by_role("heading", name="Thỏa thuận", exact=True)
    expect(listed).to_have_count(0, timeout=SECONDS)
    page.go_back()
    expect(listed).to_be_visible(timeout=SECONDS)
    page.go_back()
    expect(page.get_by_role("heading", name="Tổng quan")).to_be_visible(timeout=SECONDS)


def test_from_a_dot_of_the_matrix_to_the_network_of_its_province(walk: Walk) -> None:
    page = walk("/").page
    dots = page.locator("[data-testid=stVegaLiteChart] .mark-symbol path")
    dots.first.click(timeout=SECONDS, force=True)
    page.wait_for_url(re.compile(r"/mang\?goc=vn\.son-binh$"), timeout=SECONDS)
    expect(panel(page)).to_contain_text("Địa phương · Tỉnh", timeout=SECONDS)
    page.go_back()
    expect(dots.first).to_be_visible(timeout=SECONDS)
    assert state(page) == {}


def test_any_spelling_finds_a_starting_point(walk: Walk) -> None:
    page = walk("/mang").page
    drawn(page, "la.xieng-thong")
    search = page.get_by_role("combobox").first
    search.fill("tinh xieng tong")
    search.press("Enter")
    page.wait_for_url(re.compile("goc=la.xieng-thong"), timeout=SECONDS)
    expect(panel(page)).to_contain_text("Địa phương · Tỉnh")
    drawn(page, AGREEMENT)
    search.fill("không có nơi nào như thế")
    search.press("Enter")
    expect(page.get_by_text("Không tìm thấy «không có nơi nào như thế»")).to_be_visible()


def test_a_click_on_a_box_shows_its_facts_with_document_and_section(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    select(page, AGREEMENT)
    expect(panel(page)).to_contain_text("20/11/2021")
    chip = panel(page).get_by_role("link", name=re.compile("KH Sơn Bình 03.2022 · 1$"))
    expect(chip).to_be_visible()
    chip.click()
    page.wait_for_url(re.compile(r"/van-ban\?id=vn\.son-binh\.kh-12-2022&muc=1$"), timeout=SECONDS)
    expect(page.get_by_text("12/KH-UBND").first).to_be_visible(timeout=SECONDS)


def test_a_click_on_a_line_shows_where_it_stands(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    (x, y), (x2, y2) = spot(page, "vn.son-binh"), spot(page, AGREEMENT)
    page.mouse.click((x + x2) / 2, (y + y2) / 2)
    expect(panel(page)).to_contain_text("Là một bên của", timeout=SECONDS)
    expect(panel(page).get_by_role("link", name=re.compile(" · 1$"))).to_have_count(1, timeout=SECONDS)


def test_a_double_click_expands_and_moves_nothing(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    before = places(page)
    page.mouse.dblclick(*spot(page, AGREEMENT))
    drawn(page, "topic.y-te")
    after = places(page)
    assert after.keys() > before.keys()
    assert {key: after[key] for key in before} == before
    assert state(page)["mo"] == [AGREEMENT]


def test_reload_and_a_copied_address_show_the_same(walk: Walk, launched: Browser) -> None:
    page = walk("/mang?goc=vn.son-binh&ngay=2024-01-01").page
    drawn(page, AGREEMENT)
    page.mouse.dblclick(*spot(page, AGREEMENT))
    drawn(page, "topic.y-te")
    select(page, "topic.y-te")
    address, boxes = page.url, places(page).keys()
    wanted = {"goc": ["vn.son-binh"], "ngay": ["2024-01-01"], "mo": [AGREEMENT], "nut": ["topic.y-te"]}
    assert state(page) == wanted
    page.reload()
    same(page, boxes)
    with launched.new_context(viewport=SIZE) as other:
        copied = other.new_page()
        copied.goto(address)
        same(copied, boxes)
        assert state(copied) == wanted


def same(page: Page, boxes: Any) -> None:
    """The picture has these boxes, and the panel the facts of the topic."""
    drawn(page, "topic.y-te")
    assert places(page).keys() == boxes
    expect(panel(page)).to_contain_text("Lĩnh vực")
    expect(page.get_by_text("Tại ngày 01/01/2024")).to_be_visible()
    assert ask(page, "view.chosen.id") == "topic.y-te"


def test_back_goes_through_what_was_selected(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    select(page, AGREEMENT)
    select(page, "la.xieng-thong")
    expect(panel(page)).to_contain_text("Xiengthong")
    page.go_back()
    expect(panel(page)).to_contain_text("20/11/2021", timeout=SECONDS)
    page.wait_for_function(f"{VIEW}.chosen?.id === {AGREEMENT!r}")
    page.go_forward()
    expect(panel(page)).to_contain_text("Xiengthong", timeout=SECONDS)


def test_the_table_selects_a_box_from_the_keyboard(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    page.get_by_role("tab", name="Chi tiết").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    table = page.get_by_test_id("data-grid-canvas")
    expect(table).to_be_visible()
    table.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.wait_for_url(re.compile("nut="), timeout=SECONDS)
    page.wait_for_function(f"{VIEW}.boxes.has({VIEW}.chosen?.id)")


def test_the_view_and_the_legend_are_kept_in_the_address(walk: Walk) -> None:
    page = walk("/mang?goc=vn.son-binh").page
    drawn(page, AGREEMENT)
    page.get_by_role("button", name=re.compile("^Địa phương nước ngoài")).click()
    page.wait_for_url(re.compile("an=Place.foreign"))
    page.get_by_role("combobox", name=re.compile("Xem theo")).click()
    page.get_by_role("option", name="Địa phương", exact=True).click()
    page.wait_for_url(re.compile("xem=dia-phuong"))
    page.reload()
    drawn(page, "la.xieng-thong")
    assert ask(page, "[...view.hidden]") == ["Place.foreign"]


def test_the_data_page_tells_what_was_loaded_and_takes_no_broken_file(walk: Walk) -> None:
    page = walk("/du-lieu").page
    expect(page.get_by_text(re.compile("Đã nạp 1 lần"))).to_be_visible(timeout=SECONDS)
    page.goto(page.url + "?phan=nap-xlsx")
    page.locator("input[type=file]").set_input_files(
        {"name": "hỏng.xlsx", "mimeType": "application/octet-stream", "buffer": b"no workbook"}
    )
    expect(page.get_by_text(re.compile("Không đọc được sổ tính hỏng.xlsx"))).to_be_visible(timeout=SECONDS)


def test_every_page_of_the_menu_opens(walk: Walk) -> None:
    page = walk("/").page
    drawn_or_headed = ".frame, .stHeading"
    everyday = ("Mạng lưới", "Hỏi", "Thỏa thuận", "Nhiệm vụ", "Văn bản", "Báo cáo", "Tổng quan")
    for group, names in {
        "": everyday,
        "Cập nhật": ("Nhập liệu", "Dữ liệu", "Cài đặt"),
        "Nâng cao": ("Phân tích", "Cypher"),
    }.items():
        for name in names:
            before = page.url
            if group:
                expect(page.get_by_role("menuitem")).to_have_count(0, timeout=SECONDS)
                page.get_by_role("button", name=group).click(timeout=SECONDS)
            page.get_by_role("menuitem" if group else "link", name=name, exact=True).first.click(timeout=SECONDS)
            expect(page).not_to_have_url(before, timeout=SECONDS)
            expect(page.locator(drawn_or_headed).first).to_be_visible(timeout=SECONDS)
