"""Chains between two boxes, from rows made by hand."""

from __future__ import annotations

from typing import Any

from graph.resolve import Entry
from queries.runner import Answer, Entity, Source
from reports.network_views import Sight, chains, start
from reports.picture import Picture

OFFICE, NORTH = Entity("vn.bac.so", "Agency", "Sở"), Entity("vn.bac", "Place", "Bắc")
XE, TOPIC = Entity("la.xe", "Place", "Xê"), Entity("topic.y-te", "Topic", "Y tế")
ONE, TWO = (Entity(f"agr.{n}", "Agreement", f"Thỏa thuận {n}") for n in (1, 2))
SOURCE = Source("vn.kh", "II.1", "Kế hoạch")
LABELS = {one.id: one for one in (OFFICE, NORTH, XE, TOPIC)}


def entry(key: str) -> Entry | None:
    one = LABELS.get(key)
    return Entry(one.id, one.label, "", one.name, (), country=key.partition(".")[0]) if one else None


def step(chain: int, number: int, node: Entity, kind: str | None) -> dict[str, Any]:
    return {"chain": chain, "step": number, "node": node, "relationship": kind, "sources": [SOURCE] if kind else None}


ROWS = [
    *(
        step(1, n, *one)
        for n, one in enumerate([(OFFICE, None), (NORTH, "AGENCY_OF"), (ONE, "CHAINS"), (XE, "CHAINS")])
    ),
    *(
        step(2, n, *one)
        for n, one in enumerate([(OFFICE, None), (NORTH, "AGENCY_OF"), (TWO, "CHAINS"), (XE, "CHAINS")])
    ),
]


def picture(rows: list[dict[str, Any]]) -> Picture:
    def ask(name: str, params: Any = None, *, limit: int = 0) -> Answer:
        return Answer(name, {}, (), rows if name == "path_between" else [])

    return Picture(ask, entry, "vn")


def test_chains_of_the_graph_join_the_picture_with_their_sources() -> None:
    made = picture(ROWS)
    found = chains(made, OFFICE.id, XE.id)
    assert found == [[OFFICE.id, NORTH.id, ONE.id, XE.id], [OFFICE.id, NORTH.id, TWO.id, XE.id]]
    assert found.boxes == set(made.nodes) == {OFFICE.id, NORTH.id, ONE.id, TWO.id, XE.id}
    assert "AGENCY_OF|vn.bac.so|vn.bac" in made.edges
    assert made.sources["PARTY_TO|la.xe|agr.1"] == [SOURCE]
    assert found.lines(made) == set(made.edges)


def test_between_others_a_chain_goes_along_the_lines_of_the_picture() -> None:
    made = picture([])
    for one, other in ((NORTH, ONE), (ONE, TOPIC), (XE, TWO)):
        made.add(one)
        made.add(other)
        made.line("ABOUT", one.id, other.id)
    assert chains(made, NORTH.id, TOPIC.id) == [[NORTH.id, ONE.id, TOPIC.id]]
    assert not chains(made, NORTH.id, TWO.id)
    assert not chains(made, NORTH.id, "nobody")


def test_every_view_starts_from_the_whole_country() -> None:
    for sight in Sight:
        made = picture([])
        start(made, sight, None)
        assert made.nodes == {}
