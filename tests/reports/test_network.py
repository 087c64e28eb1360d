"""A view: what it refuses, its legend, and that a drawing has all it shows."""

from __future__ import annotations

import pytest

from graph.declare import Node
from graph.life import AgreementState
from graph.texts import LANGUAGES, use
from reports.network import Kind, NetworkEdge, NetworkNode, NetworkView, arrange

PLACE = NetworkNode("vn.bac-giang", "Place", "Bắc Giang", big=True)
PARTNER = NetworkNode("la.xaysomboun", "Place", "Xay Sôm Bun", foreign=True)
AGREEMENT = NetworkNode("agr.x", "Agreement", "Thỏa thuận hợp tác\n2021–2025", state=AgreementState.EXPIRING)
TASKS = NetworkNode("agr.x#tasks", "Task", "36 nhiệm vụ", members=36)
LINES = (
    NetworkEdge("1", "vn.bac-giang", "agr.x"),
    NetworkEdge("2", "la.xaysomboun", "agr.x"),
    NetworkEdge("3", "agr.x", "agr.x#tasks"),
)
VIEW = NetworkView((PLACE, PARTNER, AGREEMENT, TASKS), LINES)


def test_the_legend_counts_entities_in_the_order_of_the_model_ours_first() -> None:
    assert [(kind.id, count) for kind, count in VIEW.legend.items()] == [
        ("Place", 1),
        ("Place.foreign", 1),
        ("Agreement", 1),
        ("Task", 36),
    ]


def test_a_side_shows_only_where_the_label_has_one() -> None:
    assert NetworkNode("t", "Topic", "Y tế", foreign=True).kind == Kind("Topic")
    assert PARTNER.kind.colours != PLACE.kind.colours


def test_every_kind_has_a_name_in_every_language() -> None:
    for language in LANGUAGES:
        use(language)
        kinds = [Kind(label, foreign) for label in Node.labels for foreign in (False, True)]
        names = {kind.name for kind in kinds if not kind.foreign or kind.look.foreign}
        assert len(names) == len(Node.labels) + 2
    use(None)


@pytest.mark.parametrize(
    ("nodes", "edges", "named"),
    [
        ((PLACE, PLACE), (), "vn.bac-giang"),
        ((PLACE, PARTNER), (NetworkEdge("1", PLACE.id, PARTNER.id),) * 2, "1"),
        ((PLACE,), (NetworkEdge("loose", PLACE.id, "agr.x"),), "loose"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(
    nodes: tuple[NetworkNode, ...], edges: tuple[NetworkEdge, ...], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        NetworkView(nodes, edges)


def test_a_drawing_has_a_box_and_a_place_for_every_node_and_keeps_places_given() -> None:
    first = arrange(VIEW)
    assert first.boxes.keys() == first.places.keys() == {node.id for node in VIEW.nodes}
    more = NetworkView((*VIEW.nodes, NetworkNode("t1", "Task", "Việc mới")), VIEW.edges)
    second = arrange(more, stands=first.places)
    assert {key: second.places[key] for key in first.places} == first.places
    assert arrange(VIEW, size=26).boxes["agr.x"].height > first.boxes["agr.x"].height


def test_a_picture_opened_again_stands_as_it_stood_when_it_grew() -> None:
    nodes = tuple(NetworkNode(f"n{i}", "Place", f"Nơi {i}") for i in range(9))
    edges = tuple(NetworkEdge(f"e{i}", f"n{i // 3}", f"n{i}") for i in range(1, 9))
    late = NetworkEdge("late", "n1", "n2")  # a line that a later step added between boxes that stood already
    steps = [NetworkView(nodes[:count], edges[: count - 1]) for count in (4, 7)]
    steps.append(NetworkView(nodes, (*edges, late)))
    stands: dict[str, tuple[float, float]] = {}
    for step in steps:
        stands = dict(arrange(step, stands=stands).places)
    assert arrange(steps[-1], stages=steps).places == stands
    assert arrange(steps[-1]).places != stands
