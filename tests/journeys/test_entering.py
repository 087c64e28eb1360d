"""From a paper letter into the graph: a city, an agreement, three tasks; corrected, withdrawn and taken back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from graph.settings import Settings
from loaders.desk import Desk, form_tables
from tests.browser import CHECKOUT, Server, Visit
from tests.journeys.conftest import hoptac

pytestmark = pytest.mark.browser
SECONDS = 9_000
WHOLE_JOURNEY, VISIBLE = 300, 2.0  # seconds: from the letter to the graph; from the click to the change
LISTED = "vn.bac-giang.kh-481-2022"
UNDOING = "hoàn lại ·"
LETTER = "Công văn về hợp tác với thành phố Mường Khổng"
CITY, AGREEMENT = "thành phố Mường Khổng", "Bản ghi nhớ Bắc Giang – Mường Khổng"
TASKS = (
    ("1", "Mở lớp tiếng Việt", "Sở Giáo dục và Đào tạo", "31/12/2025"),
    ("2", "Trao đổi giống cây", "Sở Ngoại vụ", "Quý III/2026"),
    ("3", "Báo cáo kết quả", "Sở Ngoại vụ", "31/10 hằng năm"),
)


class Form:
    """The page for entering facts, as a person uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.waits: list[float] = []

    def box(self, kind: str, label: str) -> Locator:
        return self.page.get_by_test_id(kind).filter(
            has=self.page.get_by_test_id("stWidgetLabel").get_by_text(re.compile(rf"^{re.escape(label)}( \*)?$"))
        ).first  # fmt: skip

    def settled(self) -> None:
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")

    def text(self, label: str, text: str) -> None:
        box = self.box("stTextInput", label).locator("input")
        box.fill(text)
        box.press("Enter")
        self.settled()
        expect(box).to_have_value(text)

    def choose(self, label: str, text: str, *, many: bool = False) -> None:
        box = self.box("stMultiSelect" if many else "stSelectbox", label).locator("input")
        box.click()
        box.fill(text)
        self.page.get_by_role("option").filter(has_text=text).first.click()
        if many:
            self.page.keyboard.press("Escape")
        self.settled()

    def typed(self, label: str, text: str) -> None:
        """A name typed in any spelling, not chosen."""
        box = self.box("stMultiSelect", label).locator("input")
        box.fill(text)
        box.press("Enter")
        self.page.keyboard.press("Escape")
        self.settled()

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).first.click()
        self.settled()

    def open(self, title: str) -> None:
        """A row that is there."""
        self.choose("Dòng", title)
        expect(self.box("stTextInput", "Tiêu đề").locator("input")).to_have_value(title)

    def save(self, caption: str) -> None:
        """Check what is filled in, then save it."""
        self.press("Kiểm tra")
        self.confirm(caption)

    def confirm(self, caption: str) -> None:
        """Save what is shown; what was said of the save before has gone by then."""
        button = self.page.get_by_role("button", name="Lưu", exact=True)
        expect(button).to_be_visible(timeout=SECONDS)
        expect(self.page.get_by_test_id("stAlert").get_by_text("Đã lưu và nạp")).to_have_count(0)
        with self.timed():
            button.click()
            expect(self.page.get_by_text(re.compile(f"Đã lưu và nạp:.*{re.escape(caption)}"))).to_be_visible(
                timeout=SECONDS
            )
        self.settled()

    @contextmanager
    def timed(self) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.waits.append(time.perf_counter() - start)

    def take_back(self, caption: str) -> None:
        """The button in the innermost frame that has the caption."""
        saved = self.page.get_by_test_id("stVerticalBlock").filter(has_text=caption).last
        undone = self.page.get_by_text(UNDOING)
        before = undone.count()
        saved.get_by_role("button", name="Hoàn lại").click()
        expect(undone).to_have_count(before + 1, timeout=SECONDS)
        self.settled()


@pytest.fixture
def office(chromium: str, tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Address and variables of an app on the data that ships, in a home of its own."""
    own = {"HOPTAC_HOME": str(tmp_path / "home"), "HOPTAC_DATA": str(CHECKOUT / "data"), "HOPTAC_TODAY": "2025-08-15"}
    hoptac(own, "load")
    with Server(CHECKOUT / "app.py", tmp_path / "server.log", own) as url:
        yield url, own
    hoptac(own, "db", "stop")


def tables(folder: Path) -> dict[str, bytes]:
    files = [f for f in folder.rglob("*") if f.is_file() and "history" not in f.relative_to(folder).parts]
    return {str(f.relative_to(folder)): f.read_bytes() for f in files}


def test_from_a_letter_to_the_graph_and_back(
    office: tuple[str, dict[str, str]], visit: Callable[[str], Visit], capsys: pytest.CaptureFixture[str]
) -> None:
    url, own = office
    data = Path(own["HOPTAC_HOME"]) / "data"
    page = visit(f"{url}/nhap").page
    page.set_default_timeout(SECONDS)
    form = Form(page)
    expect(form.box("stTextInput", "Người ghi")).to_be_visible(timeout=3 * SECONDS)  # a first page starts the graph
    start = time.monotonic()
    form.text("Người ghi", "Nguyễn Thị An")

    form.press("Văn bản mới")
    expect(page.get_by_text("› Thêm văn bản")).to_be_visible()
    form.choose("Loại", "Công văn")
    form.text("Tiêu đề", LETTER)
    form.text("Số", "215/UBND-NV")
    form.typed("Cơ quan ban hành", "UBND tỉnh Bắc Giang")
    form.text("Ngày ban hành", "12/7/2025")
    form.save(LETTER)
    assert "van-ban=" in page.url

    form.text("Tiêu đề", AGREEMENT)
    form.choose("Loại", "Bản ghi nhớ")
    form.choose("Các bên", "Bắc Giang (Tỉnh", many=True)
    form.typed("Các bên", CITY)
    expect(page.get_by_text(f"Chưa có «{CITY}»")).to_be_visible()
    form.press("Thêm địa phương")
    expect(page.get_by_text("Thêm thỏa thuận › Thêm địa phương")).to_be_visible()
    form.choose("Loại", "Thành phố")
    form.choose("Thuộc", "Champasak")
    form.save(CITY)
    form.choose("Trạng thái", "Đã ký")
    form.text("Từ ngày", "2025-2030")
    expect(page.get_by_text("Đọc là 2025")).to_be_visible()
    form.save(AGREEMENT)

    form.choose("Bảng", "Nhiệm vụ")
    for number, title, lead, deadline in TASKS:
        form.text("Số", number)
        form.text("Tiêu đề", title)
        form.choose("Loại", "Hoạt động")
        form.typed("Chủ trì", f"{lead} tỉnh Bắc Giang")
        form.text("Thời hạn", deadline)
        form.save(f"{number} {title}")
    took = time.monotonic() - start

    before = tables(data)
    form.open(TASKS[1][1])
    form.text("Thời hạn", "31/12/2026")
    form.save(TASKS[1][1])
    form.open(TASKS[2][1])
    form.press("Rút dòng này")
    form.confirm(TASKS[2][1])
    assert tables(data) != before
    form.take_back("31/12/2026")
    form.take_back("đã rút")
    assert tables(data) == before
    settings = Settings(home=Path(own["HOPTAC_HOME"]), data=Path(own["HOPTAC_DATA"]))
    desk = Desk(settings)
    (document,) = [name for name in desk.documents() if "215" in name]
    held = [row["title"] for row in desk.rows(form_tables()["document/tasks"], document).values()]
    assert held == [task[1] for task in TASKS]
    hoptac(own, "load", "--verify")
    with capsys.disabled():
        print(f" {took:.0f} s, saves {', '.join(f'{one:.1f}' for one in form.waits)} s", end="")
    assert took < WHOLE_JOURNEY
    assert sorted(form.waits)[len(form.waits) // 2] < VISIBLE


def test_a_block_of_cells_is_pasted_mended_saved_and_taken_back(
    office: tuple[str, dict[str, str]], visit: Callable[[str], Visit]
) -> None:
    url, own = office
    page = visit(f"{url}/nhap?bang=document/tasks&van-ban={LISTED}&cach=nhieu").page
    page.set_default_timeout(SECONDS)
    form = Form(page)
    expect(form.box("stTextInput", "Người ghi")).to_be_visible(timeout=3 * SECONDS)
    form.text("Người ghi", "Nguyễn Thị An")
    before = tables(Path(own["HOPTAC_HOME"]) / "data")
    lines = [["Tiêu đề", "Số", "Loại", "Thời hạn"]]
    lines += [[f"Việc thứ {n} trong thư", f"VIII.{n}", "Hoạt động", "30/6/2026"] for n in range(1, 13)]
    lines[5][3] = "ngày kia"
    paste(page, lines)
    form.press("Kiểm tra")
    told = page.get_by_role("row").filter(has_text="Việc thứ 5 trong thư")
    expect(told.get_by_role("cell", name="ngày kia", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Lưu", exact=True)).to_have_count(0)
    lines[5][3] = "31/12/2025"
    paste(page, lines)
    form.press("Kiểm tra")
    form.confirm("Việc thứ 12 trong thư và 11 dòng khác")
    desk = Desk(Settings(home=Path(own["HOPTAC_HOME"]), data=Path(own["HOPTAC_DATA"])))
    held = [row["title"] for row in desk.rows(form_tables()["document/tasks"], LISTED).values()]
    assert [title for title in held if "trong thư" in title] == [line[0] for line in lines[1:]]
    form.take_back("Việc thứ 12 trong thư")
    assert tables(Path(own["HOPTAC_HOME"]) / "data") == before


def paste(page: Page, lines: list[list[str]]) -> None:
    """Choose the first cell of the grid and paste a block, as a spreadsheet puts it on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", "\n".join("\t".join(line) for line in lines))
    corner = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert corner
    for below in (110, 50):  # a click on a cell that is chosen already opens it
        page.mouse.click(corner["x"] + 60, corner["y"] + below)
    page.keyboard.press("Control+V")
    page.wait_for_timeout(1500)  # the grid reports what was pasted in a moment of its own
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
