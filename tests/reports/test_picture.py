"""Pictures, the matrix and captions, from rows made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from graph.declare import Node, columns_of
from graph.life import AgreementState
from graph.model import AgreementKind, DocumentKind, PlaceKind
from graph.resolve import Entry
from queries.runner import Answer, Entity, Source
from reports import picture
from reports.network import NetworkNode
from reports.picture import Group, Picture, agreement_caption, agreements_picture, grow, members, place_caption
from views import overview, sources
from views.facts import value_text
from views.matrix import MatrixCell, matrix_rows

VN, LA, TH = (Entity(key, "Place", name) for key, name in (("vn", "Việt Nam"), ("la", "Lào"), ("th", "Thái Lan")))
NORTH, SOUTH = Entity("vn.bac", "Place", "Bắc"), Entity("vn.nam", "Place", "Nam")
XE, SA = Entity("la.xe", "Place", "Xê"), Entity("la.sa", "Place", "Sa")
ONE, TWO, THREE, PAST = (Entity(f"agr.{n}", "Agreement", f"Thỏa thuận {n}") for n in range(1, 5))
SOURCE = Source("vn.kh", "II.1", "Kế hoạch")
PERIOD = {"period_from": dt.date(2021, 1, 1), "period_to": dt.date(2025, 12, 31), "signed_on": None}


def pair(place: Entity, partner: Entity, country: Entity | None, agreement: Entity, **more: Any) -> dict[str, Any]:
    """A row of `cooperation_matrix`."""
    row = {"place": place, "partner": partner, "country": country, "agreement": agreement}
    return {**row, "lat": None, "state": AgreementState.IN_FORCE, **more}


PAIRS = [
    pair(SOUTH, XE, LA, ONE, lat=10.0, state=AgreementState.EXPIRING),
    pair(SOUTH, SA, LA, ONE, lat=10.0, state=AgreementState.EXPIRING),
    pair(SOUTH, SA, LA, PAST, lat=10.0, state=AgreementState.EXPIRED),
    pair(NORTH, XE, LA, THREE, lat=20.0, state=AgreementState.PLANNED),
    pair(NORTH, TH, TH, TWO, lat=20.0),
    pair(VN, TH, TH, TWO),
    pair(NORTH, SA, None, ONE, lat=20.0, state=AgreementState.EXPIRING),
]


def test_the_matrix_counts_an_agreement_once_a_pair_and_goes_from_north_to_south() -> None:
    assert matrix_rows(PAIRS) == [
        MatrixCell("vn.bac", "Bắc", "Lào", 20.0, planned=1),
        MatrixCell("vn.bac", "Bắc", "Thái Lan", 20.0, signed=1),
        MatrixCell("vn.nam", "Nam", "Lào", 10.0, signed=2, soon=1),
        MatrixCell("vn", "Việt Nam", "Thái Lan", 0.0, signed=1),
    ]


def test_two_provinces_of_one_name_are_told_apart_by_the_year_in_the_id() -> None:
    old, new = Entity("vn.bac-ninh", "Place", "Bắc Ninh"), Entity("vn.bac-ninh-2025", "Place", "Bắc Ninh")
    cells = matrix_rows([pair(old, XE, LA, ONE, lat=21.2), pair(new, XE, LA, TWO, lat=21.3), pair(old, TH, TH, TWO)])
    assert [cell.place for cell in cells] == ["Bắc Ninh (2025)", "Bắc Ninh", "Bắc Ninh"]


def test_the_sentence_counts_provinces_and_not_the_countries_themselves() -> None:
    numbers = {"ours": 2, "theirs": 2, "countries": 2, "signed": 3, "valid": 2, "soon": 1}
    assert overview.counts(PAIRS, "vn") == numbers


@pytest.mark.parametrize(
    ("parties", "period", "text"),
    [
        ([NORTH, XE], PERIOD, "Bắc – Xê 2021–2025"),
        ([NORTH, XE, SA], {**PERIOD, "period_to": None}, "Bắc – Xê – Sa 2021"),
        ([NORTH, XE], {**PERIOD, "period_from": None, "period_to": None}, "Bắc – Xê"),
        ([NORTH, SOUTH, XE, SA], PERIOD, "Thỏa thuận 1"),
        ([NORTH], PERIOD, "Thỏa thuận 1"),
    ],
)
def test_an_agreement_is_named_by_who_and_when(parties: list[Entity], period: Mapping[str, Any], text: str) -> None:
    assert overview.pair_text({"agreement": ONE, "parties": parties, **period}) == text


@pytest.mark.parametrize(
    ("name", "kind", "caption"),
    [
        ("Lục Ngạn", "district", "Huyện Lục Ngạn"),
        ("Bắc Giang", "province", "Bắc Giang"),
        ("Bắc Giang", "city", "TP Bắc Giang"),
        ("Cửa khẩu Nà Lung", "border_gate", "Cửa khẩu Nà Lung"),
        ("Lào", "country", "Lào"),
        ("Ở đâu đó", "", "Ở đâu đó"),
    ],
)
def test_a_place_has_its_type_word_only_where_it_is_needed(name: str, kind: str, caption: str) -> None:
    assert place_caption(name, kind) == caption


@pytest.mark.parametrize("kind", list(PlaceKind))
def test_every_kind_of_place_has_a_caption_with_its_name(kind: PlaceKind) -> None:
    assert "Tên" in place_caption("Tên", kind.value)


@pytest.mark.parametrize(
    ("days", "years"),
    [
        ((None, dt.date(2021, 1, 1), dt.date(2025, 12, 31)), " 2021–2025"),
        ((None, dt.date(2021, 1, 1), dt.date(2021, 12, 31)), " 2021"),
        ((dt.date(2020, 6, 1), dt.date(2021, 1, 1), None), " 2021"),
        ((dt.date(2020, 6, 1), None, None), " 2020"),
        ((dt.date(2020, 6, 1), None, dt.date(2023, 5, 31)), " 2020–2023"),
        ((None, None, None), ""),
    ],
)
def test_an_agreement_has_its_kind_and_the_years_that_are_stated(days: tuple[dt.date | None, ...], years: str) -> None:
    row = dict(zip(("signed_on", "period_from", "period_to"), days, strict=True))
    assert agreement_caption({**row, "kind": AgreementKind.MEMORANDUM}) == f"Bản ghi nhớ{years}"


# ------------------------------------------------------------------------------------------------ growing a picture


class Asked:
    """A catalogue whose answers are these rows."""

    def __init__(self, **rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def __call__(self, name: str, params: Mapping[str, Any] | None = None, *, limit: int = 500) -> Answer:
        return Answer(name, dict(params or {}), (), self.rows.get(name, [])[:limit])


def joined(kind: str, start: Entity, end: Entity) -> dict[str, Any]:
    """A row of `neighbours`."""
    return {"start_node": start, "relationship": kind, "end_node": end, "sources": [SOURCE]}


def party(start: Entity, agreement: Entity, state: AgreementState) -> dict[str, Any]:
    """A row of `network_agreements`."""
    return {**joined("PARTY_TO", start, agreement), "state": state, "kind": AgreementKind.MEMORANDUM, **PERIOD}


def entry(key: str) -> Entry | None:
    country = key.partition(".")[0]
    return None if country in ("agr", "task") else Entry(key, "Place", "province", key, (), country=country)


def many(count: int) -> list[Entity]:
    return [Entity(f"task.{n:02}", "Task", f"Việc {n}") for n in range(count)]


def test_the_picture_of_agreements_has_both_sides_states_and_sources() -> None:
    rows = [party(NORTH, ONE, AgreementState.EXPIRING), party(XE, ONE, AgreementState.EXPIRING)]
    made = Picture(Asked(network_agreements=[*rows, party(SOUTH, TWO, AgreementState.PLANNED)]), entry, "vn")
    agreements_picture(made, place="vn.bac")
    assert {node.id for node in made.nodes.values() if node.foreign} == {"la.xe"}
    assert made.nodes["agr.1"].caption == "Bản ghi nhớ 2021–2025"
    assert made.nodes["agr.1"].state is AgreementState.EXPIRING
    assert [node.id for node in made.nodes.values() if node.big] == ["vn.bac"]
    assert (made.edges["PARTY_TO|vn.bac|agr.1"].line, made.edges["PARTY_TO|vn.nam|agr.2"].line) == ("solid", "dotted")
    assert made.sources["PARTY_TO|vn.bac|agr.1"] == [SOURCE]


@pytest.mark.parametrize(("count", "boxes"), [(picture.MANY, picture.MANY), (picture.MANY + 1, 1)])
def test_more_neighbours_of_one_kind_than_can_be_read_are_one_box(count: int, boxes: int) -> None:
    asked = Asked(neighbours=[joined("LEADS", NORTH, task) for task in many(count)])
    made = Picture(asked, entry, "vn")
    made.add(NORTH)
    grow(made, NORTH.id)
    tasks = [node for node in made.nodes.values() if node.label == "Task"]
    assert (len(tasks), sum(task.members for task in tasks)) == (boxes, count)
    assert len(made.edges) == boxes
    if boxes == 1:
        group = Group.read(tasks[0].id)
        assert group == Group("vn.bac", "LEADS", "Task", outgoing=True)
        assert members(asked, group) == many(count)
        assert tasks[0].caption == f"{count} nhiệm vụ (chủ trì)"


def test_an_entity_is_no_group() -> None:
    assert Group.read("vn.bac") is None


def test_growing_leaves_out_what_is_derived_or_lies_below_and_shows_statements_of_documents_only() -> None:
    below, plan = Entity("vn.bac.xa", "Place", "Xã"), Entity("vn.kh", "Document", "Kế hoạch")
    rows = [
        joined("PART_OF", below, NORTH),
        joined("PART_OF", NORTH, VN),
        joined("COOPERATES_WITH", XE, NORTH),
        joined("CHAINS", NORTH, ONE),
        joined("STATED_IN", NORTH, plan),
        joined("PARTY_TO", NORTH, ONE),
    ]
    made = Picture(Asked(neighbours=rows), entry, "vn")
    grow(made, NORTH.id)
    assert made.edges.keys() == {"PART_OF|vn.bac|vn", "PARTY_TO|vn.bac|agr.1"}
    told = Picture(Asked(neighbours=[joined("STATED_IN", ONE, plan), joined("STATED_IN", NORTH, plan)]), entry, "vn")
    grow(told, plan.id)
    assert told.edges.keys() == {"STATED_IN|agr.1|vn.kh"}


def test_the_order_of_rows_does_not_change_the_picture() -> None:
    rows = [joined("LEADS", NORTH, task) for task in many(5)]
    views = []
    for ordered in (rows, rows[::-1]):
        made = Picture(Asked(neighbours=ordered), entry, "vn")
        grow(made, NORTH.id)
        views.append(made.view())
    assert views[0] == views[1]


def test_a_relationship_from_a_thing_to_itself_is_no_line() -> None:
    made = Picture(Asked(), entry, "vn")
    made.nodes["vn.bac"] = NetworkNode("vn.bac", "Place", "Bắc")
    made.line("PART_OF", "vn.bac", "vn.bac")
    assert made.edges == {}


# ------------------------------------------------------------------------------------------------ facts


@pytest.mark.parametrize(
    ("kind", "place", "precision", "short"),
    [
        (DocumentKind.PLAN, "Bắc Giang", None, "KH Bắc Giang 08/2022"),
        (DocumentKind.NOTICE, "Bình Định", "year", "TB Bình Định 2022"),
        (DocumentKind.NEWS, "", None, "Tin Thăm và làm việc tại các tỉ… 08/2022"),
    ],
)
def test_a_document_has_a_short_title(kind: DocumentKind, place: str, precision: str | None, short: str) -> None:
    document = Entity("x", "Document", "Thăm và làm việc tại các tỉnh Nam Lào trong tháng 8")
    row = {"document": document, "kind": kind, "issued_on": dt.date(2022, 8, 5), "issued_on_precision": precision}
    assert sources.short_title(row, place) == short


@pytest.mark.parametrize(
    ("sections", "text"),
    [
        (["-"], ""),
        (["II.1", "-", "II.1"], "II.1"),
        (["1", "2", "3"], "1, 2, 3"),
        (["1", "2", "3", "4", "5"], "1, 2, 3 +2"),
    ],
)
def test_sections_of_one_document_share_a_chip(sections: list[str], text: str) -> None:
    assert sources.sections_text(sections) == text


@pytest.mark.parametrize(
    ("label", "attribute", "value", "precision", "text"),
    [
        ("Agreement", "signed_on", dt.date(2021, 11, 20), None, "20/11/2021"),
        ("Agreement", "signed_on", dt.date(2020, 6, 1), "month", "06/2020"),
        ("Agreement", "kind", "memorandum", None, "Bản ghi nhớ"),
        ("Agreement", "auto_renewal", True, None, "có"),
        ("Agreement", "renewal_months", 24, None, "24"),
        ("Agreement", "budget", 33_400_000_000, None, "33,4 tỷ đồng"),
        ("Task", "years", [2022, 2024], None, "2022; 2024"),
        ("Task", "deadline", "--10-31", None, "31/10 hằng năm"),
        ("Task", "deadline", dt.date(2025, 11, 30), None, "30/11/2025"),
        ("Quantity", "year", 2023, None, "2023"),
        ("Quantity", "value", 1234.5, None, "1.234,5"),
    ],
)
def test_properties_are_written_as_a_reader_writes_them(
    label: str, attribute: str, value: Any, precision: Any, text: str
) -> None:
    column = next(c for c in columns_of(Node.labels[label]) if c.attribute == attribute)
    assert value_text(column, value, precision) == text


def small() -> Picture:
    """North – one – Xê, and South on a line of its own to North."""
    found = Picture(lambda *_, **__: Answer("x", {}, (), []), lambda _: None, "vn")
    for start, end in ((NORTH, ONE), (XE, ONE), (SOUTH, NORTH)):
        found.add(start)
        found.add(end)
        found.line("PARTY_TO", start.id, end.id)
    found.stress(NORTH.id)
    return found


def test_a_box_taken_out_goes_with_its_lines_and_with_what_hung_on_it_alone() -> None:
    found = small()
    found.take_out([ONE.id, "nobody"])
    assert set(found.nodes) == {NORTH.id, SOUTH.id}
    assert [(edge.source, edge.target) for edge in found.edges.values()] == [(SOUTH.id, NORTH.id)]


def test_what_stands_out_is_not_taken_out() -> None:
    found = small()
    found.take_out([NORTH.id])
    assert NORTH.id in found.nodes


def test_only_what_is_joined_to_a_box_is_kept() -> None:
    found = small()
    found.keep_around(XE.id)
    assert set(found.nodes) == {XE.id, ONE.id}
    found.keep_around("nobody")
    assert set(found.nodes) == {XE.id, ONE.id}


def test_lines_between_the_same_two_boxes_are_one_with_their_number() -> None:
    found = small()
    found.line("SIGNS", NORTH.id, ONE.id, title="Ký", width=3.0)
    found.line("PARTY_TO", NORTH.id, ONE.id, title="Bên")
    drawn = {edge.id: edge for edge in found.view().edges}
    both = drawn[f"PARTY_TO|{NORTH.id}|{ONE.id}"]
    assert found.bundles[both.id] == (both.id, f"SIGNS|{NORTH.id}|{ONE.id}")
    assert (both.count, both.width) == (2, 3.0)
    assert both.title.endswith(" · Ký")
    assert len(drawn) == len(found.edges) - 1


def test_a_group_can_be_opened_and_says_what_is_not_shown_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MANY", 2)
    made = Picture(Asked(neighbours=[joined("LEADS", NORTH, task) for task in many(4)]), entry, "vn")
    made.add(NORTH)
    group = Group("vn.bac", "LEADS", "Task", outgoing=True)
    assert picture.hidden_around(made, NORTH.id) == {group: 4}
    grow(made, NORTH.id)
    assert group.id in made.nodes
    picture.open_group(made, group)
    assert group.id not in made.nodes
    assert sum(node.label == "Task" for node in made.nodes.values()) == 4
    assert picture.hidden_around(made, NORTH.id) == {}
    assert all(edge.target != group.id for edge in made.edges.values())
