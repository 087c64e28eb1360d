"""Rows out as a workbook and back: the load finds no difference but the cells that were edited."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.errors import LoadRefused
from graph.settings import CHECKOUT, Settings
from graph.store import GraphStore
from loaders.book import rows_bytes
from loaders.diff import read_graph
from loaders.edit import accept, overlay
from loaders.load import LoadResult, load, loaded_rows
from loaders.workbook import sheet_columns, sheets
from tests.loaders.conftest import Home
from tests.loaders.test_load import PLAN, graph_of
from tests.loaders.world import make_world, write_folder

NOTHING: dict[str, dict[str, int]] = {"added": {}, "changed": {}, "removed": {}}
# sheet, column, what is written into the first empty cell of it, or the first one
EDITS: tuple[tuple[str, str, str], ...] = (
    ("agreements", "time_text", "trong nhiệm kỳ này"),
    ("agreements", "budget_text", "theo dự toán năm"),
    ("agreements", "period_to", "2031-05-06"),
    ("agreements", "renewal_months", "24"),
    ("tasks", "result", "= dòng đầu\ndòng hai; dòng ba"),
    ("tasks", "leads_text", "và các cơ quan liên quan"),
    ("tasks", "budget", "1500000000"),
    ("tasks", "status", "done"),
    ("tasks", "covers_from", "2019-01-01"),
    ("events", "time_text", "quý II"),
    ("events", "chair", "Chủ tịch UBND tỉnh"),
    ("documents", "signer_name", "Nguyễn Văn A"),
    ("documents", "author", "ThS"),
    ("documents", "budget_text", "-"),
    ("cited_documents", "url", "https://example.org/a?b=1&c=2"),
    ("places", "name_native", "ວຽງຈັນ"),
    ("places", "wikidata", "Q1"),
    ("places", "lat", "10.25"),
    ("agencies", "name_en", "Department of Foreign Affairs"),
    ("topics", "name_en", "Herbs"),
)


@pytest.fixture
def shipped_home(tmp_path: Path) -> Settings:
    """A home that lists what ships."""
    return Settings(home=tmp_path / "home", data=CHECKOUT / "data")


def seen(settings: Settings, store: GraphStore, file: Path) -> LoadResult:
    """What a load of the workbook would change."""
    return load(settings, store, dry_run=True, more=[overlay(settings, file)])


def office(file: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: files saved by it are an extra check")
    goal = file.parent / "saved"
    profile = f"-env:UserInstallation=file://{file.parent / 'profile'}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(goal),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return goal / file.name


def test_what_ships_comes_back_without_a_difference_also_through_libreoffice(
    store: GraphStore, shipped_home: Settings, tmp_path: Path
) -> None:
    load(shipped_home, store)
    first = read_graph(store)
    file = tmp_path / "all.xlsx"
    file.write_bytes(rows_bytes(loaded_rows(shipped_home, store)))
    for book in (file, office(file)):
        result = seen(shipped_home, store, book)
        assert (result.counts, result.issues) == (NOTHING, [])
    assert read_graph(store).nodes == first.nodes


def test_a_workbook_alone_builds_the_same_graph(store: GraphStore, shipped_home: Settings, tmp_path: Path) -> None:
    load(shipped_home, store)
    first = read_graph(store)
    file = tmp_path / "all.xlsx"
    file.write_bytes(rows_bytes(loaded_rows(shipped_home, store)))
    (tmp_path / "nothing").mkdir()
    empty = Settings(home=tmp_path / "other", data=tmp_path / "nothing")
    tables = overlay(empty, file)
    issues = load(empty, store, dry_run=True, more=[tables]).issues
    assert accept(empty, store, tables, issues, who="An").counts == NOTHING
    again = read_graph(store)
    assert (again.nodes, again.relationships) == (first.nodes, first.relationships)


def test_an_invented_world_comes_back_without_a_difference(store: GraphStore, tmp_path: Path) -> None:
    write_folder(make_world(11), tmp_path / "data", 11)
    settings = Settings(home=tmp_path / "home", data=tmp_path / "data")
    load(settings, store)
    file = tmp_path / "all.xlsx"
    file.write_bytes(rows_bytes(loaded_rows(settings, store)))
    result = seen(settings, store, file)
    assert (result.counts, result.issues) == (NOTHING, [])


def edited(file: Path) -> list[tuple[str, str, object]]:
    """Twenty cells of a workbook written; which fields of which entities they are."""
    book = load_workbook(file)
    changed: list[tuple[str, str, object]] = []
    own = {cell.value for cell in book["documents"]["A"]}
    for name, column, text in EDITS:
        sheet, codes = book[name], [c.name for c in sheet_columns(sheets()[name])]
        rows = [dict(zip(codes, values, strict=False)) for values in sheet.iter_rows(min_row=2, values_only=True)]
        ids = [row.get("id") or (row.get("number") and f"{row['document']}.{row['number']}") for row in rows]
        taken = {key for key, *_ in changed} | (own if name == "cited_documents" else set())
        fit = [i for i, key in enumerate(ids) if key and ids.count(key) == 1 and key not in taken]
        at = next((i for i in fit if not rows[i][column]), fit[0])
        cell = sheet.cell(at + 2, codes.index(column) + 1, text)
        cell.data_type = "s"
        changed.append((str(ids[at]), column, text))
    book.save(file)
    return changed


@pytest.mark.parametrize("through", [lambda file: file, office], ids=["as it is", "saved by LibreOffice"])
def test_twenty_edited_cells_are_twenty_changed_fields(
    store: GraphStore, shipped_home: Settings, tmp_path: Path, through: Callable[[Path], Path]
) -> None:
    load(shipped_home, store)
    file = tmp_path / "all.xlsx"
    file.write_bytes(rows_bytes(loaded_rows(shipped_home, store)))
    wanted = edited(file)
    tables = overlay(shipped_home, through(file))
    result = load(shipped_home, store, dry_run=True, more=[tables])
    assert result.issues == []
    assert {line["op"] for line in result.changes} == {"change"}
    found = sorted((line["key"], line["field"], str(line["after"]).removesuffix(".0")) for line in result.changes)
    assert found == sorted((key, column, text) for key, column, text in wanted)
    done = accept(shipped_home, store, tables, result.issues, who="An")
    assert sorted(map(str, done.changes)) == sorted(map(str, result.changes))
    assert load(shipped_home, store, verify=True).counts == NOTHING


def test_a_quantity_keeps_its_id_in_a_workbook(loaded: Home, tmp_path: Path) -> None:
    file = tmp_path / "all.xlsx"
    file.write_bytes(rows_bytes(loaded_rows(loaded.settings, loaded.store.as_store())))
    book = load_workbook(file)
    codes = [c.name for c in sheet_columns(sheets()["quantities"])]
    book["quantities"].cell(3, codes.index("value") + 1).value = 31
    book.save(file)
    tables = overlay(loaded.settings, file)
    result = loaded.load(dry_run=True, more=[tables])
    assert [(line["key"], line["field"]) for line in result.changes] == [
        ("mk.da.kh-1.1.q2", "name"),
        ("mk.da.kh-1.1.q2", "value"),
    ]
    done = accept(loaded.settings, loaded.store.as_store(), tables, result.issues, who="An")
    assert done.changes == result.changes


def test_rows_kept_from_before_are_written_too(loaded: Home, tmp_path: Path) -> None:
    before = graph_of(loaded)
    loaded.replace(f"{PLAN}/tasks.csv", "activity", "việc làm")
    assert loaded.load().issues
    assert graph_of(loaded) == before
    file = tmp_path / "all.xlsx"
    file.write_bytes(rows_bytes(loaded_rows(loaded.settings, loaded.store.as_store())))
    tables = overlay(loaded.settings, file)
    assert loaded.load(dry_run=True, more=[tables]).counts == NOTHING


def test_files_that_changed_since_they_were_loaded_are_not_passed_off_as_the_graph(loaded: Home) -> None:
    loaded.replace(f"{PLAN}/tasks.csv", "Trồng cây thuốc", "Trồng cây")
    with pytest.raises(LoadRefused):
        loaded_rows(loaded.settings, loaded.store.as_store())
