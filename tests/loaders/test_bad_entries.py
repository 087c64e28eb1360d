"""Bad texts typed into the forms of every table: each is stopped with a reason at its field, and nothing is saved."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.errors import HopTacError
from graph.settings import Settings
from loaders.desk import Desk, Edit, form_tables
from loaders.forms import read_form
from loaders.load import load
from loaders.raw import RawRow
from loaders.saves import check, history, laid, save
from loaders.sheet import Cells, row_key
from tests.loaders.faults import Fault, all_faults
from tests.loaders.memory import MemoryStore
from tests.loaders.world import Sheet, World, make_world, name_quantities, write_folder

SEED, EACH = 20_251_126, 18  # bad entries of each form
TODAY = dt.date(2024, 7, 1)
ONE_ROW = ("=", "before", "itself", "same as", "id of", "rename into", "upgrade with")  # faults of one row alone


@dataclass(frozen=True)
class Entry:
    """A form filled in badly.

    Attributes:
        name: what is wrong.
        edit: what it would save.
        columns: the fields at which that must be told.
    """

    name: str
    edit: Edit
    columns: set[str]


@dataclass(frozen=True)
class Office:
    """A home in which the invented world is loaded."""

    settings: Settings
    store: MemoryStore
    world: World

    def entries(self) -> Iterator[Entry]:
        """Bad entries of every table, in a seeded order."""
        for name, table in form_tables().items():
            faults = [f for f in all_faults() if f.table == (table.scope, table.name) and _is_of_a_row(f)]
            random.Random(SEED).shuffle(faults)
            found = filter(None, map(self._entry, faults))
            made = [entry for entry, _ in zip(found, range(EACH), strict=False)]
            assert made, name
            yield from made

    def _entry(self, fault: Fault) -> Entry | None:
        """The form so filled in; None where a form reads as good what a table must not hold, `2024-7-1` for one."""
        sheet, spare = self.world.spare[fault.table][0]
        table, document = sheet.table, sheet.owner if sheet.of_document else ""
        rows = Desk(self.settings).rows(table, document)
        seen = rows[row_key(table, RawRow(None, spare))]
        typed: Cells = dict(seen)
        expected = fault.spoil([(Sheet(table, sheet.owner, self.world, [typed]), typed)])
        columns = {column for row, column in expected.at if row is typed}
        cells = read_form(table, typed, TODAY, seen).cells
        if any(cells.get(name, "") != typed.get(name, "").strip() for name in columns):
            return None
        before = seen if cells.get("id") == seen.get("id") else None  # the id of a row that is there is fixed
        return Entry(fault.name, Edit(f"{table.scope}/{table.name}", document, before, cells), columns)


def _is_of_a_row(fault: Fault) -> bool:
    return fault.rows == 1 and "csv" in fault.formats and any(word in fault.name for word in ONE_ROW)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    root: Path = tmp_path_factory.mktemp("office")
    world = make_world(SEED)
    name_quantities(world)
    write_folder(world, root / "data", 0)
    made = Office(Settings(home=root / "home", data=root / "data"), MemoryStore(), world)
    assert load(made.settings, made.store.as_store()).issues == []
    return made


def test_every_bad_entry_is_stopped_at_its_field_and_nothing_is_saved(office: Office) -> None:
    nodes, relationships = dict(office.store.nodes), dict(office.store.relationships)
    count, refused = 0, set()
    for entry in office.entries():
        issues = check(office.settings, office.store.as_store(), laid(office.settings, [entry.edit])).issues
        told = {issue.column for issue in issues if issue.reason and issue.hint}
        assert entry.columns <= told, (entry.name, issues)
        if entry.edit.table not in refused:
            refused.add(entry.edit.table)
            with pytest.raises(HopTacError):
                save(office.settings, office.store.as_store(), [entry.edit], who="An")
        count += 1
    assert count >= 200
    assert history(office.settings) == []
    assert not office.settings.user_data.exists()
    assert (office.store.nodes, office.store.relationships) == (nodes, relationships)
