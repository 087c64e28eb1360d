"""A program killed between the click and the answer: every save is there whole or not at all, in tables and graph."""

from __future__ import annotations

import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest

from graph.settings import Settings
from graph.store import GraphStore, embedded_engine
from loaders.desk import Desk, Edit, form_tables
from loaders.load import load
from loaders.saves import history, save
from tests.loaders.conftest import Home

KILLS = 50
LONGER = 1.4  # the latest kill comes so much later than a save takes
PLAN = "mk.da.kh-1"
ALONE = get_context("forkserver")
NOTHING: dict[str, dict[str, int]] = {"added": {}, "changed": {}, "removed": {}}


def edits(settings: Settings, number: int) -> list[Edit]:
    """Rows of three tables: one corrected, one new, and one of the registry."""
    (task,) = [r for r in Desk(settings).rows(form_tables()["document/tasks"], PLAN).values() if r["number"] == "1"]
    agreement = {
        "id": f"agr.{number}", "title": f"Thỏa thuận {number}", "kind": "memorandum", "parties": "mk.da;vu.n",
        "status": "signed", "period_from": "2024", "section": "1",
    }  # fmt: skip
    place = {"id": f"mk.xa-{number}", "name": f"Xã {number}", "kind": "commune", "part_of": "mk.da", "source": PLAN}
    return [
        Edit("document/tasks", PLAN, task, {**task, "title": f"Trồng cây thuốc {number}"}),
        Edit("document/agreements", PLAN, None, agreement),
        Edit("registry/places", "", None, place),
    ]


def saving(settings: Settings, number: int, tell: Connection) -> None:
    """What the page does on the click, in a program of its own."""
    with GraphStore.open(settings, role="writer") as store:
        made = edits(settings, number)
        tell.send(None)
        save(settings, store, made, who="An")
        tell.send(None)


@pytest.fixture
def settings(small: Home) -> Iterator[Settings]:
    settings = small.settings
    ALONE.set_forkserver_preload(["loaders.saves", "graph.store"])
    yield settings
    embedded_engine(settings).stop()


def killed_after(settings: Settings, number: int, seconds: float | None) -> float:
    """How long the save took, or went on until it was killed."""
    here, there = ALONE.Pipe()
    process = ALONE.Process(target=saving, args=(settings, number, there))
    process.start()
    here.recv()
    start = time.perf_counter()
    here.poll(seconds)
    process.kill()
    process.join()
    return time.perf_counter() - start


def held(settings: Settings) -> tuple[str, bool, bool]:
    """The number in the corrected task's title; whether the agreement and the place of that number are there."""
    desk = Desk(settings)
    titles = [r["title"] for r in desk.rows(form_tables()["document/tasks"], PLAN).values() if r["number"] == "1"]
    number = titles[0].rpartition(" ")[2]
    agreements = {r["id"] for r in desk.rows(form_tables()["document/agreements"], PLAN).values()}
    places = {r["id"] for r in desk.rows(form_tables()["registry/places"]).values()}
    return number, f"agr.{number}" in agreements, f"mk.xa-{number}" in places


def test_a_save_is_there_whole_or_not_at_all_whenever_the_program_is_killed(settings: Settings) -> None:
    with GraphStore.open(settings, role="writer") as store:
        assert load(settings, store).issues == []
        whole = killed_after(settings, 0, None)
        saved = ["0"]
        for kill in range(1, KILLS + 1):
            killed_after(settings, kill, whole * LONGER * kill / KILLS)
            count = len(history(settings))
            assert count in (len(saved), len(saved) + 1)
            if count > len(saved):
                saved.append(str(kill))
            assert held(settings) == (saved[-1], True, True)
            load(settings, store)
            rows = store.read("MATCH (n:Agreement) WHERE n.name STARTS WITH 'Thỏa thuận ' RETURN n.id").rows
            assert {f"agr.{number}" for number in saved} == {name for (name,) in rows}
        assert 1 < len(saved) <= KILLS
        result = load(settings, store, verify=True)
        assert (result.issues, result.counts) == ([], NOTHING)
