"""The load on both engines: what it writes is what it shall hold, and reads back the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings
from graph.store import GraphStore
from loaders.diff import read_graph
from loaders.edit import accept, overlay
from loaders.load import load
from tests.loaders.conftest import Home
from tests.loaders.memory import MemoryStore
from tests.loaders.test_load import CHANGES, NEW_PLACE, NOTICE, PLAN
from tests.loaders.world import make_world, write_folder, write_workbook

NOTHING: dict[str, dict[str, int]] = {"added": {}, "changed": {}, "removed": {}}


@pytest.fixture
def world(tmp_path: Path) -> Settings:
    """A home that lists an invented world."""
    write_folder(make_world(7), tmp_path / "data", 7)
    return Settings(home=tmp_path / "home", data=tmp_path / "data")


def same(store: GraphStore, expected: MemoryStore) -> bool:
    """Whether the graph holds just that, values and types alike."""
    facts = read_graph(store)
    nodes = {name: (facts.labels[name], values) for name, values in facts.nodes.items()}
    assert nodes == expected.nodes
    assert facts.relationships == expected.relationships
    return True


def in_memory(settings: Settings, tmp_path: Path) -> MemoryStore:
    """The same folders loaded into a graph in memory, with a home of its own."""
    store = MemoryStore()
    load(settings.model_copy(update={"home": tmp_path / "memory"}), store.as_store())
    return store


def test_a_world_is_held_whole_and_the_second_load_writes_nothing(
    store: GraphStore, world: Settings, tmp_path: Path
) -> None:
    first = load(world, store)
    assert first.issues == []
    assert same(store, in_memory(world, tmp_path))
    assert load(world, store).unchanged
    assert load(world, store, verify=True).counts == NOTHING


def test_the_graph_is_a_tree_of_entities_with_one_label_more(store: GraphStore, world: Settings) -> None:
    load(world, store)
    odd = "MATCH (n) WHERE NOT n:HopTacStore AND (NOT n:Entity OR size(labels(n)) <> 2) RETURN count(n) AS n"
    assert store.read(odd).rows == [(0,)]
    unstated = "MATCH (n:Entity) WHERE NOT (n)-[:STATED_IN]->(:Document) RETURN n.id AS id"
    assert store.read(unstated).rows == []


def test_a_document_taken_away_and_put_back_leaves_the_graph_as_it_was(
    store: GraphStore, small: Home, tmp_path: Path
) -> None:
    small.write("registry/changes.csv", CHANGES)
    small.replace("registry/places.csv", "\nbac,", NEW_PLACE)
    assert small.load(store).issues == []
    first = read_graph(store)
    (small.data / NOTICE).rename(tmp_path / "aside")
    without = small.load(store)
    assert without.counts["removed"] == {
        "AT": 1, "CONCERNS": 1, "Document": 1, "Event": 1, "ISSUED_BY": 1, "LEADS": 1, "OF": 1, "Report": 1,
        "STATED_IN": 4, "WITH_PARTNER": 1,
    }  # fmt: skip
    agreement = read_graph(store).nodes["agr.da--nordia.2020"]
    assert (agreement["status"], agreement["budget"]) == ("signed", 1_000_000)
    assert same(store, in_memory(small.settings, tmp_path / "without"))
    (tmp_path / "aside").rename(small.data / NOTICE)
    small.load(store)
    again = read_graph(store)
    assert (again.labels, again.nodes, again.relationships) == (first.labels, first.nodes, first.relationships)


def test_a_slip_keeps_what_was_there_also_after_a_rebuild(store: GraphStore, small: Home) -> None:
    small.load(store)
    first = read_graph(store)
    small.replace(f"{PLAN}/tasks.csv", "2022-12-31", "2022-13-31")
    small.replace("registry/agencies.csv", "id,name", "id,ten goi")
    assert small.load(store).issues
    for _ in ("as it is", "rebuilt"):
        now = read_graph(store)
        assert (now.nodes, now.relationships) == (first.nodes, first.relationships)
        emptied(store)
        small.load(store)


def emptied(store: GraphStore) -> None:
    store.set_fingerprint(None)
    store.write("UNWIND $rows AS row MATCH (n:Entity) DETACH DELETE n", [{}])


def test_every_kind_of_change_is_written_in_place(store: GraphStore, small: Home, tmp_path: Path) -> None:
    small.write("registry/changes.csv", CHANGES)
    small.replace("registry/places.csv", "\nbac,", NEW_PLACE)
    small.replace(f"{PLAN}/tasks.csv", "section,note", "section,via")
    small.replace(f"{PLAN}/tasks.csv", "II.2,", "II.2,mk.vu.ubnd")
    assert small.load(store).issues == []
    small.replace("registry/changes.csv", "whole,,,mk.so-tay#7", "part,,,mk.so-tay#7")
    small.replace("registry/places.csv", "mk.vu,Vũ Sơn,province,mk", "mk.vu,Vũ Sơn mới,province,mk")
    small.replace("registry/agencies.csv", "vu.n.ca,Công an tỉnh Nordia,police,vu.n,,mk.so-tay\n", "")
    small.replace("registry/places.csv", "\nbac,", "\nvu.n.ca,Công viên Nordia,other,vu.n,,,mk.so-tay\nbac,")
    small.replace(f"{PLAN}/tasks.csv", "II.2,mk.vu.ubnd", "II.9,mk.vu.ubnd")
    small.replace("registry/changes.csv", "Vũ Sơn,", "Vũ Sơn mới,")
    result = small.load(store)
    assert result.issues == []
    changed = {line["type"] for line in result.changes if line["op"] == "change"}
    assert {"Place", "SUCCEEDED_BY", "FROM", "REPORTS_TO", "STATED_IN"} <= changed
    assert {line["op"] for line in result.changes if line["key"] == "vu.n.ca"} == {"add", "remove"}
    assert same(store, in_memory(small.settings, tmp_path))
    assert small.load(store, verify=True).counts == NOTHING


class Dying(Exception):
    """The engine is gone."""


@pytest.mark.parametrize("at", [1, 4, 12, 25])
def test_a_load_that_dies_is_completed_by_the_next(
    store: GraphStore, small: Home, tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = at
    write = store.write

    def dying(statement: str, rows: Iterable[Mapping[str, Any]], **options: Any) -> int:
        nonlocal left
        left -= 1
        if left == 0:
            rows = list(rows)
            write(statement, rows[: len(rows) // 2], **options)
            raise Dying
        return write(statement, rows, **options)

    with monkeypatch.context() as patch:
        patch.setattr(store, "write", dying)
        with pytest.raises(Dying):
            small.load(store)
    assert small.load(store).issues == []
    assert same(store, in_memory(small.settings, tmp_path))
    assert small.load(store).unchanged


def test_a_dry_run_writes_nothing(store: GraphStore, small: Home) -> None:
    result = small.load(store, dry_run=True)
    assert result.counts["added"]["Place"] == 8
    assert read_graph(store).nodes == {}
    assert store.fingerprint() is None


def test_a_workbook_accepted_is_loaded_like_a_folder(store: GraphStore, world: Settings, tmp_path: Path) -> None:
    write_workbook(make_world(7), tmp_path / "world.xlsx", 7)
    (tmp_path / "empty").mkdir()
    settings = Settings(home=tmp_path / "other", data=tmp_path / "empty")
    seen = overlay(settings, tmp_path / "world.xlsx")
    dry = load(settings, store, dry_run=True, more=[seen])
    assert read_graph(store).nodes == {}
    wet = accept(settings, store, seen, dry.issues, who="An")
    assert (wet.issues, wet.counts) == ([], dry.counts)
    assert same(store, in_memory(world, tmp_path))


def test_a_later_copy_of_a_document_replaces_it_whole(store: GraphStore, small: Home) -> None:
    small.load(store)
    first = read_graph(store)
    copy = small.settings.user_data / PLAN
    shutil.copytree(small.data / PLAN, copy)
    (copy / "quantities.csv").unlink()
    result = small.load(store)
    assert result.counts["removed"] == {"OF": 3, "Quantity": 3, "STATED_IN": 3}
    shutil.rmtree(small.settings.user_data)
    small.settings.user_data.mkdir()
    small.load(store)
    again = read_graph(store)
    assert (again.nodes, again.relationships) == (first.nodes, first.relationships)
