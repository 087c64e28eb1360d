"""Workbooks as offices make them; what is accepted becomes tables in the user's folder, whole or not at all."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import LoadRefused
from graph.texts import LANGUAGES, use
from loaders import load as loads
from loaders.book import write_template
from loaders.edit import accept, overlay
from loaders.load import LoadResult
from loaders.raw import meant_column
from loaders.tables import FolderTables
from loaders.workbook import read_workbook, sheet_columns, sheets
from tests.loaders.conftest import Home
from tests.loaders.test_load import AGREEMENT, PLAN, graph_of, held

Rows = Iterable[Iterable[Any]]
TASK_HEAD = ["document", "number", "title", "kind", "leads", "start", "end", "budget", "section"]
TASK = ["mk.da.kh-1", "9", "Mở lớp", "activity", "mk.da.so", None, None, None, "II.9"]
EVENT_HEAD = ["document", "id", "title", "kind", "status", "starts_on", "section"]
PLACE_HEAD = ["document", "id", "name", "kind", "part_of", "source", "section"]


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of one sheet."""

    def write(name: str, rows: Rows, change: Callable[[Worksheet], None] | None = None, **more: Rows) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, content in {name: rows, **more}.items():
            page = book.create_sheet(title)
            for row in content:
                page.append(list(row))
            if change and title == name:
                change(page)
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return write


def look(home: Home, file: Path) -> tuple[FolderTables, LoadResult]:
    """The workbook laid over the home's folders, and what a load of it would do."""
    seen = overlay(home.settings, file)
    return seen, home.load(dry_run=True, more=[seen])


def where(result: LoadResult) -> list[tuple[str, int | None, str]]:
    return [(issue.sheet, issue.row, issue.column) for issue in result.issues]


def task_with(**cells: Any) -> list[Any]:
    return [cells.get(name, value) for name, value in zip(TASK_HEAD, TASK, strict=True)]


# ------------------------------------------------------------------------------------------------ reading


def test_a_real_date_is_read_under_the_workbooks_own_date_system(
    loaded: Home, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    file = sheet("tasks", [TASK_HEAD, task_with(start=dt.datetime(2024, 3, 9), end=dt.date(2024, 3, 10))])
    _, result = look(loaded, file)
    assert result.issues == []
    book = load_workbook(file)
    book.epoch = CALENDAR_MAC_1904
    book.save(tmp_path / "mac.xlsx")
    for name in ("book.xlsx", "mac.xlsx"):
        found = read_workbook(tmp_path / name).documents[0].tables[-1].rows[0].cells
        assert (found["start"], found["end"]) == ("2024-03-09", "2024-03-10")


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["5/3/2024", "25/3/2024", "1/12/2024"], ["2024-03-05", "2024-03-25", "2024-12-01"]),
        (["5/3/2024", "3/25/2024", "2024-01-01"], None),
    ],
)
def test_slash_dates_are_read_day_first_unless_their_column_contradicts(
    loaded: Home, sheet: Callable[..., Path], texts: list[str], wanted: list[str] | None
) -> None:
    rows = [task_with(number=f"9.{i}", start=text) for i, text in enumerate(texts)]
    file = sheet("tasks", [TASK_HEAD, *rows])
    _, result = look(loaded, file)
    if wanted is None:
        assert where(result) == [("tasks", 2, "start"), ("tasks", 3, "start")]
    else:
        assert result.issues == []
        assert [row.cells["start"] for row in read_workbook(file).documents[0].tables[-1].rows] == wanted


def test_a_number_is_a_year_in_a_date_column_and_nothing_else(loaded: Home, sheet: Callable[..., Path]) -> None:
    rows = [task_with(number=f"9.{i}", start=value) for i, value in enumerate((2024, 1899, 45000, 12.5))]
    _, result = look(loaded, sheet("tasks", [TASK_HEAD, *rows, task_with(budget=1500000, number="9.9")]))
    assert where(result) == [("tasks", row, "start") for row in (3, 4, 5)]


def test_plain_numbers_are_fine_where_numbers_belong(loaded: Home, sheet: Callable[..., Path]) -> None:
    tasks = [[*TASK_HEAD, "years"], [*task_with(number="9.1", budget=1500000), 2024]]
    agreements = [
        [
            "document",
            "id",
            "title",
            "kind",
            "parties",
            "status",
            "renewal_months",
            "notice_months",
            "budget",
            "section",
        ],
        ["mk.da.kh-1", "agr.x", "Ghi nhớ x", "memorandum", "mk.da;vu.s", "signed", 12, 3.0, 5e9, "II"],
    ]
    places = [
        [*PLACE_HEAD, "lat", "lon"],
        [None, "mk.moi", "Mới", "province", "mk", "mk.so-tay#2", None, 21.25, -105],
    ]
    seen, result = look(loaded, sheet("tasks", tasks, agreements=agreements, places=places))
    assert result.issues == []
    accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert held(loaded, "mk.da.kh-1.9.1")["years"] == [2024]
    assert held(loaded, "mk.da.kh-1.9.1")["budget"] == 1_500_000
    assert held(loaded, "agr.x")["budget"] == 5_000_000_000
    assert (held(loaded, "agr.x")["renewal_months"], held(loaded, "agr.x")["notice_months"]) == (12, 3)
    assert (held(loaded, "mk.moi")["lat"], held(loaded, "mk.moi")["lon"]) == (21.25, -105)


def test_below_the_heading_a_merged_cell_counts_for_every_row(loaded: Home, sheet: Callable[..., Path]) -> None:
    rows = [task_with(number="9.1", leads="mk.da.so"), task_with(number="9.2", leads=None), task_with(number="9.3")]

    def merge(page: Worksheet) -> None:
        page.merge_cells("E2:E3")
        page.merge_cells("A2:A4")

    file = sheet("tasks", [TASK_HEAD, *rows], merge)
    assert look(loaded, file)[1].issues == []
    found = read_workbook(file).documents[0].tables[-1].rows
    assert [row.cells.get("leads") for row in found] == ["mk.da.so"] * 3
    assert len(found) == 3


def test_hidden_and_filtered_rows_are_read_and_said(loaded: Home, sheet: Callable[..., Path]) -> None:
    rows = [task_with(number=f"9.{i}") for i in range(4)]

    def hide(page: Worksheet) -> None:
        page.row_dimensions[3].hidden = True
        page.row_dimensions[5].hidden = True

    seen, result = look(loaded, sheet("tasks", [TASK_HEAD, *rows], hide))
    assert result.counts["added"]["Task"] == 4
    assert [note for note in seen.notes if "tasks" in note and "2" in note]


def test_the_heading_is_the_first_row_of_ten_with_three_known_ones(loaded: Home, sheet: Callable[..., Path]) -> None:
    above = [["Sở Ngoại vụ tỉnh Đá Bạc"], [], ["Biểu 3: title và kind"], []]
    labels = ["Văn bản", "Số", "TIÊU ĐỀ", "loại", "Led by", "Start", "Kết thúc", "Kinh phí", "muc"]
    _, result = look(loaded, sheet("Nhiệm vụ", [*above, labels, TASK]))
    assert result.issues == []
    assert result.counts["added"]["Task"] == 1


def test_a_sheet_without_headings_is_one_issue(loaded: Home, sheet: Callable[..., Path]) -> None:
    _, result = look(loaded, sheet("tasks", [["việc", "ai làm"], ["Mở lớp", "Sở"]]))
    assert where(result) == [("tasks", None, "")]


def test_an_unknown_sheet_is_an_issue_with_the_nearest_name(loaded: Home, sheet: Callable[..., Path]) -> None:
    _, result = look(loaded, sheet("tasks", [TASK_HEAD, TASK], task=[["a", "b"]], trong=[[]]))
    assert where(result) == [("task", None, "")]
    assert "tasks" in result.issues[0].hint


def test_empty_formatted_rows_are_nothing(loaded: Home, sheet: Callable[..., Path]) -> None:
    def paint(page: Worksheet) -> None:
        for row in range(3, 400):
            page.cell(row, 2).number_format = "@"

    _, result = look(loaded, sheet("tasks", [TASK_HEAD, TASK], paint))
    assert result.issues == []
    assert result.counts["added"]["Task"] == 1


@pytest.mark.parametrize("word", ["Tổng", "CỘNG", "Tổng cộng", "tổng số:"])
def test_a_totals_row_is_one_issue_also_beside_a_merged_cell(
    loaded: Home, sheet: Callable[..., Path], word: str
) -> None:
    total = [None, word, None, None, None, None, None, "=SUM(H2:H2)", None]
    file = sheet("tasks", [TASK_HEAD, TASK, total], lambda page: page.merge_cells("A2:A3"))
    assert where(look(loaded, file)[1]) == [("tasks", 3, "")]


def test_a_row_with_a_document_is_its_and_one_without_is_of_the_registry(
    loaded: Home, sheet: Callable[..., Path]
) -> None:
    rows = [
        PLACE_HEAD,
        [None, "mk.moi", "Mới", "province", "mk", "mk.so-tay#2", None],
        ["mk.da.kh-1", "mk.da.xa", "xã Xa", "commune", "mk.da", None, "II.1"],
        ["mk.da.kh-1", "mk.da.xb", "xã Xb", "commune", "mk.da", None, None],
        [None, "mk.xc", "Xc", "commune", "mk.da", None, "II.1"],
    ]
    seen, result = look(loaded, sheet("places", rows))
    assert where(result) == [("places", 4, "section"), ("places", 5, "section"), ("places", 5, "source")]
    assert accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An").issues == []
    assert ("STATED_IN", "mk.da.xa", "mk.da.kh-1", "") in loaded.store.relationships
    assert ("STATED_IN", "mk.moi", "mk.so-tay", "") in loaded.store.relationships


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_a_broken_workbook_is_refused(loaded: Home, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.xlsx").write_bytes(content)
    with pytest.raises(LoadRefused, match=r"broken\.xlsx"):
        overlay(loaded.settings, tmp_path / "broken.xlsx")


def test_a_workbook_that_is_not_there_is_refused(loaded: Home, tmp_path: Path) -> None:
    with pytest.raises(LoadRefused):
        overlay(loaded.settings, tmp_path / "none.xlsx")


# ------------------------------------------------------------------------------------------------ accepting


def test_single_rows_are_accepted_beside_the_others_of_their_document(loaded: Home, sheet: Callable[..., Path]) -> None:
    first = graph_of(loaded)
    file = sheet("tasks", [TASK_HEAD, TASK, task_with(number="1", title="Trồng cây mới")])
    seen, result = look(loaded, file)
    assert result.issues == []
    assert result.counts["added"]["Task"] == 1
    assert graph_of(loaded) == first
    wet = accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert wet.to_dict() == result.to_dict()
    assert loaded.store.ids("Task") == {f"mk.da.kh-1.{n}" for n in ("1", "2", "3", "9")}
    assert held(loaded, "mk.da.kh-1.1")["name"] == "Trồng cây mới"
    assert "deadline" not in held(loaded, "mk.da.kh-1.1")
    copied = {p.name for p in (loaded.settings.user_data / PLAN).iterdir()}
    assert copied == {p.name for p in (loaded.data / PLAN).iterdir()}
    for file in (loaded.settings.user_data / PLAN).iterdir():
        file.unlink()
    (loaded.settings.user_data / PLAN).rmdir()
    loaded.load()
    assert graph_of(loaded) == first


def test_a_rejected_row_takes_nothing_away(loaded: Home, sheet: Callable[..., Path]) -> None:
    before = held(loaded, "mk.da.kh-1.1")
    seen, result = look(loaded, sheet("tasks", [TASK_HEAD, TASK, task_with(number="1", kind="việc")]))
    assert where(result) == [("tasks", 3, "kind")]
    assert result.counts["removed"] == {}
    assert accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An").issues == []
    assert held(loaded, "mk.da.kh-1.1") == before
    assert "mk.da.kh-1.9" in loaded.store.nodes


def test_accepting_twice_is_accepting_once(loaded: Home, sheet: Callable[..., Path]) -> None:
    met = ["mk.da.kh-1", "mk.da.kh-1.e1", "Gặp", "talks", "held", 2024, "I"]
    file = sheet("tasks", [TASK_HEAD, TASK], events=[EVENT_HEAD, met])
    for _ in range(2):
        seen, result = look(loaded, file)
        accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert look(loaded, file)[1].counts == {"added": {}, "changed": {}, "removed": {}}


def test_quantities_get_the_ids_they_have_by_their_place(loaded: Home, sheet: Callable[..., Path]) -> None:
    head = ["document", "of", "value", "unit", "year", "section"]
    rows = [["mk.da.kh-1", "1", 7, "lớp", 2023, "II"], ["mk.da.kh-1", AGREEMENT, 2.5, "tỷ", None, "II"]]
    seen, result = look(loaded, sheet("quantities", [head, *rows]))
    assert accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An").counts == result.counts
    written = (loaded.settings.user_data / PLAN / "quantities.csv").read_text(encoding="utf-8-sig").splitlines()
    at = written[0].split(",").index("id")
    ids = [line.split(",")[at] for line in written[1:]]
    assert ids == ["mk.da.kh-1.1.q1", "mk.da.kh-1.1.q2", "mk.da.kh-1.q1", "mk.da.kh-1.1.q3", "mk.da.kh-1.q2"]
    assert set(ids) == loaded.store.ids("Quantity")
    assert held(loaded, "mk.da.kh-1.1.q3")["value"] == 7


def test_registry_rows_join_those_accepted_before(loaded: Home, sheet: Callable[..., Path]) -> None:
    for name in ("mk.x1", "mk.x2"):
        rows = [PLACE_HEAD, [None, name, f"Tỉnh {name}", "province", "mk", "mk.so-tay", None]]
        seen, result = look(loaded, sheet("places", rows))
        accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert {"mk.x1", "mk.x2"} <= loaded.store.ids("Place")


def test_a_new_document_with_a_bad_optional_cell_is_accepted_without_it(
    loaded: Home, sheet: Callable[..., Path]
) -> None:
    head = ["id", "kind", "title", "issued_on", "issuer", "number"]
    rows = [
        head,
        ["mk.da.cv-3", "letter", "Công văn", "2023-02-31", "mk.da.ubnd", "3/UBND"],
        ["mk.da.cv-4", "giấy tờ", "Công văn", "2023-02-01", "mk.da.ubnd", "4/UBND"],
    ]
    events = [EVENT_HEAD] + [[f"mk.da.cv-{n}", f"mk.da.cv-{n}.e1", "Gặp", "talks", "held", None, "I"] for n in (3, 4)]
    seen, result = look(loaded, sheet("documents", rows, events=events))
    assert where(result) == [("documents", 2, "issued_on"), ("documents", 3, "kind")]
    assert accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An").issues == []
    assert held(loaded, "mk.da.cv-3")["number"] == "3/UBND"
    assert "issued_on" not in held(loaded, "mk.da.cv-3")
    assert "mk.da.cv-3.e1" in loaded.store.nodes
    assert not {i for i in loaded.store.nodes if i.startswith("mk.da.cv-4")}


def test_rows_of_a_document_that_is_nowhere_are_rejected(loaded: Home, sheet: Callable[..., Path]) -> None:
    seen, result = look(loaded, sheet("tasks", [TASK_HEAD, task_with(document="mk.la"), task_with(document=None)]))
    assert where(result) == [("tasks", 2, "document"), ("tasks", 3, "document")]
    accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert not loaded.settings.user_data.exists()


def test_a_status_accepted_counts_like_one_from_a_file(loaded: Home, sheet: Callable[..., Path]) -> None:
    head = ["document", "id", "title", "kind", "parties", "status", "status_on", "section"]
    row = ["mk.da.kh-1", AGREEMENT, "Ghi nhớ", "Bản ghi nhớ", "Đá Bạc;Nordia", "Đã ký", "1/7/2022", "2"]
    seen, result = look(loaded, sheet("Thỏa thuận", [head, row]))
    assert result.issues == []
    accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert held(loaded, AGREEMENT)["status"] == "signed"
    assert held(loaded, AGREEMENT)["status_on"] == dt.date(2022, 7, 1)


def test_a_program_that_ends_while_accepting_is_completed_or_forgotten(
    loaded: Home, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, result = look(loaded, sheet("tasks", [TASK_HEAD, TASK]))

    def dying(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(loads, "write_whole", dying)
        with pytest.raises(KeyboardInterrupt):
            accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert loaded.load().unchanged
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda path, **_: dying() if path.name == loads.ACCEPTED else None)
        with pytest.raises(KeyboardInterrupt):
            accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert loaded.load().counts["added"]["Task"] == 1


def test_text_like_a_formula_is_kept_guarded(loaded: Home, sheet: Callable[..., Path]) -> None:
    def as_text(page: Worksheet) -> None:
        page["C2"].value = "=Mở lớp"
        page["C2"].data_type = "s"

    seen, result = look(loaded, sheet("tasks", [TASK_HEAD, TASK], as_text))
    assert result.issues == []
    accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert "'=Mở lớp" in (loaded.settings.user_data / PLAN / "tasks.csv").read_text(encoding="utf-8-sig")
    assert held(loaded, "mk.da.kh-1.9")["name"] == "=Mở lớp"


# ------------------------------------------------------------------------------------------------ the template


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_template_is_read_as_nothing_in_either_language(loaded: Home, tmp_path: Path, lang: Any) -> None:
    use(lang)
    try:
        write_template(tmp_path / "mau.xlsx")
    finally:
        use(None)
    seen, result = look(loaded, tmp_path / "mau.xlsx")
    assert result.issues == []
    assert not any(raw.rows for raw in seen.registry)
    assert result.counts == {"added": {}, "changed": {}, "removed": {}}


def test_a_filled_template_is_loaded(loaded: Home, tmp_path: Path) -> None:
    write_template(tmp_path / "mau.xlsx")
    book = load_workbook(tmp_path / "mau.xlsx")
    page = book["tasks"]
    labels = {page.cell(1, i).value: i for i in range(1, page.max_column + 1)}
    by_column = {column.name: labels[column.text.vi] for column in sheet_columns(sheets()["tasks"])}
    for name, value in zip(TASK_HEAD, task_with(section="2.10"), strict=True):
        page.cell(2, by_column[name]).value = value
    book.save(tmp_path / "mau.xlsx")
    seen, result = look(loaded, tmp_path / "mau.xlsx")
    assert result.issues == []
    accept(loaded.settings, loaded.store.as_store(), seen, result.issues, who="An")
    assert loaded.store.relationships["STATED_IN", "mk.da.kh-1.9", "mk.da.kh-1", ""]["sections"] == ["2.10"]


def test_in_the_template_ids_numbers_sections_and_dates_are_text_and_choices_are_offered(tmp_path: Path) -> None:
    write_template(tmp_path / "mau.xlsx")
    book = load_workbook(tmp_path / "mau.xlsx")
    for name, table in sheets().items():
        page = book[name]
        for i, column in enumerate(sheet_columns(table), 1):
            plain = column.cell.type in ("number", "integer", "year")
            assert page.cell(2, i).number_format == ("General" if plain else "@"), (name, column.name)
            assert column.name in page.cell(1, i).comment.text  # type: ignore[union-attr]
    offered = [v.formula1 for v in book["events"].data_validations.dataValidation]
    assert '"planned,held,postponed,cancelled"' in offered


def test_headings_of_every_sheet_tell_its_columns_apart() -> None:
    for table in sheets().values():
        columns = sheet_columns(table)
        for column in columns:
            for heading in (column.name, column.text.vi, column.text.en, column.text.vi.upper()):
                assert meant_column(columns, heading) is column, (table.name, heading)
