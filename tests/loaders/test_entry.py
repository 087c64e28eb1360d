"""Rows typed into a form: every table of the model, stopped at the field, kept whole, taken back."""

from __future__ import annotations

import pytest

from graph.errors import HopTacError
from graph.model import TABLES
from loaders.edit import row_key
from loaders.entry import Spot, check_row, form_tables, history, read_cells, rows_of, save_row, take_back
from tests.loaders.conftest import Home

DOCUMENT = "mk.da.kh-1"
TABLE = form_tables()["document/agreements"]
NEW = {
    "title": "Thỏa thuận mới", "kind": "memorandum", "parties": "mk.da; vu.n", "status": "signed",
    "period_from": "tháng 7/2024", "period_to": "Quý III/2026", "signed_on": "12/7/2024", "section": "1",
}  # fmt: skip


def save(home: Home, cells: dict[str, str], seen: dict[str, str] | None = None) -> None:
    row = read_cells(TABLE, cells, DOCUMENT)
    spot = Spot("document/agreements", DOCUMENT, row_key(TABLE, row))
    save_row(home.settings, home.store.as_store(), spot, row, seen=seen, who="An")


def held(home: Home) -> dict[tuple[str, ...], dict[str, str]]:
    return rows_of(home.settings, TABLE, DOCUMENT)


def test_every_table_of_the_model_has_a_form() -> None:
    assert set(form_tables().values()) == set(TABLES)


def test_dates_are_read_as_people_write_them() -> None:
    cells = read_cells(TABLE, NEW, DOCUMENT).cells
    assert [cells[name] for name in ("period_from", "period_to", "signed_on")] == ["2024-07", "2026-Q3", "2024-07-12"]


@pytest.mark.parametrize("name", form_tables())
def test_an_empty_required_field_is_stopped_at_that_field(loaded: Home, name: str) -> None:
    table = form_tables()[name]
    required = {c.name for c in table.columns if c.required}
    texts = {c.name: "x" for c in table.columns if not c.required and c.cell.type == "long_text"} or {"aliases": "x"}
    row = read_cells(table, {**texts, next(iter(required)): "x"})
    document = "" if table.scope == "registry" else "x" if table.file else DOCUMENT
    _, issues = check_row(loaded.settings, loaded.store.as_store(), Spot(name, document, ("new",)), row)
    assert {i.column for i in issues} & (required - set(row.cells))
    assert all(i.reason for i in issues)


def test_a_row_is_added_corrected_withdrawn_and_all_of_it_taken_back(loaded: Home) -> None:
    before = held(loaded)
    save(loaded, NEW)
    (key,) = held(loaded).keys() - before.keys()
    first = held(loaded)[key]
    save(loaded, {**first, "period_to": "2027"}, first)
    second = held(loaded)[key]
    assert second == {**first, "period_to": "2027"}
    store = loaded.store.as_store()
    save_row(loaded.settings, store, Spot("document/agreements", DOCUMENT, key), None, seen=second, who="An")
    assert held(loaded) == before
    for done in history(loaded.settings):
        take_back(loaded.settings, store, done, "Bình")
    assert held(loaded) == before
    assert [s.who for s in history(loaded.settings)] == ["Bình"] * 3 + ["An"] * 3


def test_saves_of_different_fields_are_taken_back_in_any_order_and_of_one_field_are_not(loaded: Home) -> None:
    save(loaded, NEW)
    (key,) = [k for k, cells in held(loaded).items() if cells["title"] == NEW["title"]]
    for column, text in (("period_to", "2027"), ("budget", "5"), ("budget", "6")):
        seen = held(loaded)[key]
        save(loaded, {**seen, column: text}, seen)
    _, five, period, _ = history(loaded.settings)
    store = loaded.store.as_store()
    take_back(loaded.settings, store, period, "An")
    assert held(loaded)[key]["period_to"] == "2026-Q3"
    with pytest.raises(HopTacError, match=r"budget"):
        take_back(loaded.settings, store, five, "An")


def test_a_row_changed_since_the_form_was_opened_is_not_overwritten(loaded: Home) -> None:
    save(loaded, NEW)
    with pytest.raises(HopTacError):
        save(loaded, {**NEW, "budget": "7"}, None)
    assert len(history(loaded.settings)) == 1
