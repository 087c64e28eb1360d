"""1,000 seeded bad cells in CSV and XLSX: each is reported at its place, and everything else loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import Issue
from graph.settings import Settings
from loaders.edit import accept, overlay
from loaders.load import load
from tests.loaders.faults import Expected, all_faults, capacity_of, deal, spoil
from tests.loaders.memory import MemoryStore
from tests.loaders.world import Cells, Place, World, make_world, name_quantities, write_folder, write_workbook

SEED = 20_251_125
SPARE = 40
WORLDS = {
    kind: deal([f for f in all_faults() if kind in f.formats], capacity_of(make_world(0, SPARE)), SEED)
    for kind in ("csv", "xlsx")
}


def test_there_are_a_thousand() -> None:
    assert all(sum(map(len, worlds)) >= 1000 for worlds in WORLDS.values())


@pytest.mark.parametrize("number", range(len(WORLDS["csv"])))
def test_csv(number: int, tmp_path: Path) -> None:
    world = make_world(SEED + number, SPARE)
    name_quantities(world)
    expected = [e for _, e in spoil(world, WORLDS["csv"][number])]
    places = write_folder(world, tmp_path / "bad", number)
    settings = Settings(home=tmp_path / "home", data=tmp_path / "bad")
    store = MemoryStore()
    result = load(settings, store.as_store())
    _same_places(_reported(result.issues), _wanted(expected, places, tmp_path / "bad"))
    _take_out(world, expected)
    write_folder(world, tmp_path / "good", number)
    good = _loaded(tmp_path / "good", tmp_path / "home of good")
    assert store.nodes == good.nodes
    assert store.relationships == good.relationships


@pytest.mark.parametrize("number", range(len(WORLDS["xlsx"])))
def test_xlsx(number: int, tmp_path: Path) -> None:
    world = make_world(SEED + number, SPARE)
    name_quantities(world)
    expected = [e for _, e in spoil(world, WORLDS["xlsx"][number])]
    places = write_workbook(world, tmp_path / "bad.xlsx", number)
    (tmp_path / "empty").mkdir()
    settings = Settings(home=tmp_path / "home", data=tmp_path / "empty")
    store = MemoryStore()
    seen = overlay(settings, tmp_path / "bad.xlsx")
    result = load(settings, store.as_store(), dry_run=True, more=[seen])
    _same_places(_reported(result.issues), _wanted(expected, places, None))
    assert not store.nodes
    assert accept(settings, store.as_store(), seen, result.issues, who="An").issues == []
    _take_out(world, expected)
    write_folder(world, tmp_path / "good", number)
    good = _loaded(tmp_path / "good", tmp_path / "home of good")
    assert store.nodes == good.nodes
    assert store.relationships == good.relationships


def _loaded(folder: Path, home: Path) -> MemoryStore:
    store = MemoryStore()
    found = load(Settings(home=home, data=folder), store.as_store()).issues
    assert found == [], found[:3]
    return store


def _take_out(world: World, expected: list[Expected]) -> None:
    lost = {id(row) for e in expected for row in e.lost}
    for e in expected:
        for row, column in e.cleared:
            del row[column]
    for sheet in world.sheets:
        sheet.rows = [row for row in sheet.rows if id(row) not in lost]
    world.sheets = [sheet for sheet in world.sheets if sheet.rows]


def _reported(issues: list[Issue]) -> set[Place]:
    for issue in issues:
        assert issue.reason, issue
        assert issue.hint, issue
        assert "{" not in issue.reason + issue.hint, issue
    return {(i.file, i.sheet, i.row, i.column) for i in issues}


def _wanted(expected: list[Expected], places: dict[int, Place], folder: Path | None) -> set[Place]:
    return {_at(places[id(row)], row, column, folder) for e in expected for row, column in e.at}


def _at(place: Place, row: Cells, column: str, folder: Path | None) -> Place:
    file, sheet, number, _ = place
    if folder and file.endswith(".yml"):
        lines = (folder / file).read_text(encoding="utf-8").splitlines()
        number = next((n for n, line in enumerate(lines, 1) if line.startswith(f"{column}:")), None)
    return file, sheet, number, column


def _same_places(reported: set[Place], wanted: set[Place]) -> None:
    missed, unwanted = sorted(map(str, wanted - reported)), sorted(map(str, reported - wanted))
    assert not missed, missed
    assert not unwanted, unwanted
