"""The workbook that comes back with its errors marked in the cells reads as before, and mended it has none."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from graph.errors import HopTacError, Issue
from loaders.edit import accept, edits_of, overlay
from loaders.load import LoadResult
from loaders.marked import cells_of, marked_bytes
from loaders.tables import FolderTables
from tests.loaders.conftest import Home
from tests.loaders.test_book import office

HEAD = ("Văn bản", "Số", "title", "kind", "leads", "start", "end", "section")
GOOD = ("mk.da.kh-1", "9", "Mở lớp", "activity", "mk.da.so", "2023", None, "II.9")
PLACE_HEAD = ("document", "id", "name", "kind", "part_of", "source", "section")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Bad cells below a title, in a merged cell, in a whole row, a sheet nobody knows, and a comment of the office."""
    book = Workbook()
    book.remove(book.worksheets[0])
    tasks = book.create_sheet("Nhiệm vụ")
    for row in (
        ("Biểu 1",),
        HEAD,
        GOOD,
        ("mk.da.kh-1", "10", "Mở lớp hai", "activity", "mk.da.so", "2023-02-31", None, "II.9"),
        ("mk.la", "11", "Mở lớp ba", "activity", "mk.da.so", None, None, "II.9"),
        (None, "Tổng cộng", None, None, None, None, None, None),
    ):
        tasks.append(row)
    tasks["F4"].comment = Comment("hỏi lại chị Lan", "Sở")
    places = book.create_sheet("places")
    for place in (PLACE_HEAD, (None, "mk.x", "Ích", "tỉnh gì", "mk", "mk.so-tay", None)):
        places.append(place)
    book.create_sheet("Ghi chép").append(("chữ",))
    book.save(tmp_path / "sai.xlsx")
    return tmp_path / "sai.xlsx"


def seen(home: Home, file: Path) -> tuple[FolderTables, LoadResult, list[Issue]]:
    """The workbook laid over the home's folders, what a load would do, and what is wrong with it."""
    tables = overlay(home.settings, file)
    result = home.load(dry_run=True, more=[tables])
    return tables, result, [issue for issue in result.issues if issue.folder == tables.folder]


def marks(content: bytes) -> dict[tuple[str, str], str]:
    """Sheet and cell -> comment of every coloured cell."""
    book = load_workbook(BytesIO(content))
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "00FFC7CE" and cell.comment
    }


def test_each_issue_is_marked_in_its_cell_with_reason_and_remedy(loaded: Home, bad: Path) -> None:
    _, _, issues = seen(loaded, bad)
    content = bad.read_bytes()
    cells = list(zip((issue.sheet for issue in issues), cells_of(content, issues), strict=True))
    assert set(cells) == {
        ("Nhiệm vụ", "F4"),
        ("Nhiệm vụ", "A5"),
        ("Nhiệm vụ", "B6"),
        ("places", "D2"),
        ("Ghi chép", "A1"),
    }
    found = marks(marked_bytes(content, issues))
    assert set(found) == set(cells)
    for issue, cell in zip(issues, cells, strict=True):
        assert issue.reason in found[cell]
        assert issue.hint in found[cell]
    assert "hỏi lại chị Lan" in found["Nhiệm vụ", "F4"]


@pytest.mark.parametrize("through", [lambda file: file, office], ids=["as it is", "saved by LibreOffice"])
def test_the_marked_copy_mended_is_faultless_and_its_marks_go(
    loaded: Home, bad: Path, tmp_path: Path, through: Callable[[Path], Path]
) -> None:
    _, before, issues = seen(loaded, bad)
    marked = tmp_path / "marked.xlsx"
    marked.write_bytes(marked_bytes(bad.read_bytes(), issues))
    marked = through(marked)
    _, again, same = seen(loaded, marked)
    assert again.counts == before.counts
    assert [(one.sheet, one.row, one.column) for one in same] == [(one.sheet, one.row, one.column) for one in issues]
    book = load_workbook(marked)
    del book["Ghi chép"]
    book["Nhiệm vụ"]["F4"], book["Nhiệm vụ"]["A5"], book["places"]["D2"] = "28/2/2023", "mk.da.kh-1", "tỉnh"
    book["Nhiệm vụ"].delete_rows(6)
    book.save(marked)
    tables, result, left = seen(loaded, marked)
    assert left == []
    rows = [edit.after or {} for edit in edits_of(loaded.settings, tables, ())]
    assert [row["number"] for row in rows if "number" in row] == ["9", "10", "11"]
    assert marks(marked_bytes(marked.read_bytes(), left)) == {}
    comment = load_workbook(BytesIO(marked_bytes(marked.read_bytes(), left)))["Nhiệm vụ"]["F4"].comment
    assert comment
    assert comment.text == "hỏi lại chị Lan"
    assert result.counts["added"]["Task"] == 3


def test_rows_are_taken_by_choice_and_the_others_stay_out(loaded: Home, bad: Path) -> None:
    book = load_workbook(bad)
    book["Nhiệm vụ"]["F4"] = "2024"
    book.save(bad)
    tables, result, _ = seen(loaded, bad)
    edits = edits_of(loaded.settings, tables, result.issues)
    assert [edit.after and edit.after["number"] for edit in edits] == ["9", "10"]
    accept(loaded.settings, loaded.store.as_store(), tables, result.issues, who="An", left_out=edits[:1])
    assert "mk.da.kh-1.10" in loaded.store.nodes
    assert "mk.da.kh-1.9" not in loaded.store.nodes


def test_a_row_that_needs_one_left_out_is_refused_and_nothing_is_taken(loaded: Home, tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    places = book.create_sheet("places")
    for row in (
        PLACE_HEAD,
        (None, "mk.moi", "Mới", "province", "mk", "mk.so-tay", None),
        (None, "mk.moi.a", "A", "district", "mk.moi", "mk.so-tay", None),
    ):
        places.append(row)
    book.save(tmp_path / "book.xlsx")
    tables, result, issues = seen(loaded, tmp_path / "book.xlsx")
    assert issues == []
    edits = edits_of(loaded.settings, tables, result.issues)
    with pytest.raises(HopTacError):
        accept(loaded.settings, loaded.store.as_store(), tables, result.issues, who="An", left_out=edits[:1])
    assert not {"mk.moi", "mk.moi.a"} & set(loaded.store.nodes)
