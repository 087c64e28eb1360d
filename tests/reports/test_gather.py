"""Too many boxes put together: nobody is lost, lines count what they stand for, and a filter is still felt."""

from __future__ import annotations

from typing import Any

import pytest

from graph.resolve import Entry
from queries.runner import Answer, Entity
from reports import gather as gathering
from reports.gather import Scale, best_scale, gather
from reports.picture import Picture

VN, LA = Entity("vn", "Place", "Việt Nam"), Entity("la", "Place", "Lào")
NORTH, DISTRICT = Entity("vn.bac", "Place", "Bắc"), Entity("vn.bac.huyen", "Place", "Huyện")
SOUTH, BODY = Entity("vn.nam", "Place", "Nam"), Entity("vn.bac.so", "Agency", "Sở")
XE, SA = Entity("la.xe", "Place", "Xê"), Entity("la.sa", "Place", "Sa")
ONE, TWO, TASK = Entity("agr.1", "Agreement", "Một"), Entity("agr.2", "Agreement", "Hai"), Entity("t.1", "Task", "Việc")
TOPIC = Entity("topic.y-te", "Topic", "Y tế")


def place(one: Entity, level: int, *above: str) -> Entry:
    return Entry(one.id, one.label, "", one.name, (), parents=above, country=one.id.partition(".")[0], level=level)


ENTRIES = {
    entry.id: entry
    for entry in (
        place(VN, 0),
        place(LA, 0),
        place(NORTH, 1, "vn"),
        place(DISTRICT, 2, "vn.bac", "vn"),
        place(SOUTH, 1, "vn"),
        place(XE, 1, "la"),
        place(SA, 1, "la"),
        Entry(BODY.id, "Agency", "", "Sở", (), place="vn.bac", parents=("vn",), country="vn", level=1),
        Entry(TOPIC.id, "Topic", "", "Y tế", ()),
    )
}
TOPICS = {ONE.id: [TOPIC.id], TWO.id: [], TASK.id: [TOPIC.id]}


@pytest.fixture
def picture() -> Picture:
    def ask(name: str, params: Any = None, *, limit: int = 0) -> Answer:
        return Answer(name, {}, (), [])

    made = Picture(ask, ENTRIES.get, "vn")
    lines = [(DISTRICT, ONE), (XE, ONE), (SOUTH, TWO), (NORTH, TWO), (SA, TWO)]
    for actor, item in lines:
        made.add(actor)
        made.add(item)
        made.line("PARTY_TO", actor.id, item.id)
    made.add(BODY)
    made.add(TASK)
    made.line("LEADS", BODY.id, TASK.id)
    return made


def test_ours_by_province_theirs_by_country(picture: Picture) -> None:
    made = gather(picture, Scale.PROVINCE, TOPICS)
    # Bắc: itself, the district, the body and its task
    assert {key: node.members for key, node in made.nodes.items()} == {"vn.bac": 4, "vn.nam": 1, "la": 2}
    assert {key: set(items) for key, items in made.behind.items()} == {
        "COOPERATES_WITH|la|vn.bac": {"agr.1", "agr.2"},
        "COOPERATES_WITH|la|vn.nam": {"agr.2"},
        "COOPERATES_WITH|vn.bac|vn.nam": {"agr.2"},
    }
    assert made.edges["COOPERATES_WITH|la|vn.bac"].count == 2
    assert made.edges["COOPERATES_WITH|la|vn.bac"].title == "2 thỏa thuận"
    assert made.nodes["la"].foreign


def test_all_by_country(picture: Picture) -> None:
    made = gather(picture, Scale.COUNTRY, TOPICS)
    assert {key: node.members for key, node in made.nodes.items()} == {"vn": 5, "la": 2}
    assert [edge.count for edge in made.edges.values()] == [2]


def test_by_country_and_topic(picture: Picture) -> None:
    made = gather(picture, Scale.TOPIC, TOPICS)
    assert made.nodes.keys() == {"vn", "la", TOPIC.id}
    assert made.edges["ABOUT|vn|topic.y-te"].title == "1 thỏa thuận · 1 nhiệm vụ"
    assert made.behind["ABOUT|la|topic.y-te"] == ("agr.1",)


def test_lines_between_places_are_put_together_with_what_is_behind_them() -> None:
    made = Picture(lambda *_, **__: Answer("x", {}, (), []), ENTRIES.get, "vn")
    for start, end, ids in ((DISTRICT, XE, ("agr.1",)), (NORTH, SA, ("agr.1", "agr.2")), (DISTRICT, NORTH, ("agr.3",))):
        made.add(start)
        made.add(end)
        made.line("COOPERATES_WITH", start.id, end.id)
        made.behind[f"COOPERATES_WITH|{start.id}|{end.id}"] = ids
    made.behind["COOPERATES_WITH|gone|gone"] = ("agr.4",)
    found = gather(made, Scale.PROVINCE, {})
    assert {key: set(items) for key, items in found.behind.items()} == {"COOPERATES_WITH|la|vn.bac": {"agr.1", "agr.2"}}
    assert found.nodes["vn.bac"].members == 3


def test_the_finest_scale_that_can_be_read_is_taken(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert best_scale(picture, TOPICS) is Scale.PROVINCE
    monkeypatch.setattr(gathering, "COMFORTABLE", 2)
    assert best_scale(picture, TOPICS) is Scale.COUNTRY


def test_units_that_cannot_be_put_together_leave_the_busiest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST", 8)
    monkeypatch.setattr(gathering, "COMFORTABLE", 4)
    towns = [Entity(f"q.{number}", "Place", f"Phố {number}") for number in range(10)]
    entries = {town.id: Entry(town.id, "Place", "", town.name, (), country=town.id) for town in towns}
    made = Picture(lambda *_, **__: Answer("", {}, (), []), entries.get, "vn")
    for number, (one, other) in enumerate([(a, b) for a in range(10) for b in range(a) if b < 4]):
        item = Entity(f"agr.{number}", "Agreement", "")
        for end in (one, other):
            made.add(towns[end])
            made.add(item)
            made.line("PARTY_TO", towns[end].id, item.id)
    put = gather(made, Scale.COUNTRY, {})
    assert set(put.nodes) == {town.id for town in towns[:4]}
    assert put.left_out == 6
    assert {end for edge in put.edges.values() for end in (edge.source, edge.target)} <= set(put.nodes)
