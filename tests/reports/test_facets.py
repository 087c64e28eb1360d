"""Filters of a network, on a picture made by hand: what is kept, and what each choice would leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from graph.life import AgreementState
from graph.model import AgreementKind
from graph.resolve import Entry
from queries.runner import Answer, Entity
from reports.facets import Choice, Facet, Facets, Years
from reports.picture import Picture, agreements_picture, places_picture

ROOT, HANOI = Entity("vn.bac", "Place", "Bắc"), Entity("vn.ha", "Place", "Hà")
XE, DAEGU = Entity("la.xe", "Place", "Xê"), Entity("kr.daegu", "Place", "Daegu")
ENTRIES = {
    one.id: Entry(one.id, "Place", "province", one.name, (), country=one.id.partition(".")[0], level=1)
    for one in (ROOT, HANOI, XE, DAEGU)
}
ENTRIES["vn.bac.so"] = Entry(
    "vn.bac.so", "Agency", "", "Sở", (), place=ROOT.id, parents=(ROOT.id,), country="vn", level=1
)
AGENCY = Entity("vn.bac.so", "Agency", "Sở")
ONE, TWO, OLD = (Entity(f"agr.{n}", "Agreement", f"Thỏa thuận {n}") for n in ("1", "2", "cu"))
YEARS = {"agr.1": (2021, 2025), "agr.2": (None, None), "agr.cu": (2010, 2015)}
STATES = {"agr.1": AgreementState.IN_FORCE, "agr.2": AgreementState.NO_TERM, "agr.cu": AgreementState.EXPIRED}
TOPICS = {"agr.1": ["topic.y-te", "topic.giao-duc"], "agr.2": ["topic.y-te"], "agr.cu": []}
DOCUMENTS = {"agr.1": {"vn.kh"}, "agr.2": {"vn.tin"}, "agr.cu": {"vn.tin"}}


def party(start: Entity, agreement: Entity) -> dict[str, Any]:
    first, last = YEARS[agreement.id]
    return {
        "start_node": start,
        "relationship": "PARTY_TO",
        "end_node": agreement,
        "state": STATES[agreement.id],
        "kind": AgreementKind.AGREEMENT,
        "signed_on": None,
        "period_from": first and dt.date(first, 1, 1),
        "period_to": last and dt.date(last, 12, 31),
        "sources": [],
    }


PARTIES = [
    *(party(one, ONE) for one in (ROOT, XE)),
    *(party(one, TWO) for one in (ROOT, DAEGU)),
    *(party(one, OLD) for one in (AGENCY, HANOI, DAEGU)),
]
PAIRS = [
    {"start_node": ROOT, "relationship": "COOPERATES_WITH", "end_node": XE, "agreements": [ONE], "count": 1},
    {"start_node": HANOI, "relationship": "COOPERATES_WITH", "end_node": DAEGU, "agreements": [TWO, OLD], "count": 2},
]


class Asked:
    def __call__(self, name: str, params: Any = None, *, limit: int = 0) -> Answer:
        rows = {"network_agreements": PARTIES, "network_places": [{**row, "sources": []} for row in PAIRS]}
        return Answer(name, {}, (), rows.get(name, []))


@pytest.fixture
def agreements() -> Facets:
    picture = Picture(Asked(), ENTRIES.get, "vn")
    agreements_picture(picture)
    return Facets(picture, TOPICS, DOCUMENTS)


@pytest.fixture
def places() -> Facets:
    picture = Picture(Asked(), ENTRIES.get, "vn")
    places_picture(picture)
    return Facets(picture, TOPICS, DOCUMENTS)


def only(facet: Facet, *values: str) -> Choice:
    return Choice({facet: frozenset(values)})


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        (Choice(), {"vn.bac", "vn.ha", "la.xe", "kr.daegu", "vn.bac.so", "agr.1", "agr.2", "agr.cu"}),
        (only(Facet.COUNTRY, "la"), {"vn.bac", "la.xe", "agr.1"}),
        (only(Facet.TOPIC, "topic.giao-duc"), {"vn.bac", "la.xe", "agr.1"}),
        (only(Facet.STATE, "expired"), {"vn.ha", "kr.daegu", "vn.bac.so", "agr.cu"}),
        (only(Facet.DOCUMENT, "vn.kh", "vn.khac"), {"vn.bac", "la.xe", "agr.1"}),
        (only(Facet.LEVEL, "2"), set()),
        (Choice(years=Years(2024, None)), {"vn.bac", "la.xe", "agr.1"}),
        (Choice(years=Years(None, 2012)), {"vn.ha", "kr.daegu", "vn.bac.so", "agr.cu"}),
        (Choice({Facet.COUNTRY: frozenset({"kr"}), Facet.TOPIC: frozenset({"topic.giao-duc"})}), set()),
    ],
)
def test_what_agrees_is_kept_with_what_is_joined_to_it(agreements: Facets, choice: Choice, left: set[str]) -> None:
    kept = agreements.keep(choice)
    assert set(kept.nodes) == left
    assert all({edge.source, edge.target} <= left for edge in kept.edges.values())
    assert len(agreements.picture.nodes) == 8


def test_the_start_stays(agreements: Facets) -> None:
    agreements.picture.stress("vn.ha")
    assert "vn.ha" in agreements.keep(only(Facet.COUNTRY, "la")).nodes


def test_each_choice_says_what_it_would_leave_under_the_other_filters(agreements: Facets) -> None:
    assert agreements.counts(Facet.TOPIC, Choice()) == {"topic.y-te": 2, "topic.giao-duc": 1}
    # Daegu itself, and the two agreements with it
    assert agreements.counts(Facet.COUNTRY, Choice()) == {"kr": 3, "la": 2}
    lao = only(Facet.COUNTRY, "la")
    assert agreements.counts(Facet.COUNTRY, lao) == {"kr": 3, "la": 2}
    assert agreements.counts(Facet.TOPIC, lao) == {"topic.giao-duc": 1, "topic.y-te": 1}
    late = Choice(years=Years(2024))
    assert agreements.counts(Facet.STATE, late) == {"in_force": 1}


def test_years_are_those_that_are_stated(agreements: Facets) -> None:
    assert agreements.years() == list(range(2010, 2026))
    assert agreements.undated() == 1


def test_a_line_between_places_stands_for_the_agreements_that_are_left(places: Facets) -> None:
    key = "COOPERATES_WITH|vn.ha|kr.daegu"
    whole, kept = places.picture, places.keep(only(Facet.STATE, "no_term"))
    assert set(kept.nodes) == {"vn.ha", "kr.daegu"}
    assert (whole.edges[key].count, kept.edges[key].count) == (2, 1)
    assert kept.edges[key].width < whole.edges[key].width
    assert kept.behind[key] == ("agr.2",)
    assert places.counts(Facet.TOPIC, Choice()) == {"topic.y-te": 2, "topic.giao-duc": 1}


def test_filters_are_counted() -> None:
    assert Choice().count == 0
    assert replace(only(Facet.LEVEL, "1"), years=Years(2020)).count == 2
