"""What the browser gets: plain values, nothing but pyvis's own nodes and edges, styles for whatever is drawn."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from graph.life import AgreementState
from reports.network import NetworkEdge, NetworkNode, NetworkView, arrange
from views.network import Chosen, payload

NODES = (
    NetworkNode("vn.bac-giang", "Place", "Bắc Giang", title="Bắc Giang", big=True),
    NetworkNode("la.xaysomboun", "Place", "Xay Sôm Bun", title="tỉnh Xay Sôm Bun", foreign=True),
    NetworkNode("agr.x", "Agreement", "Thỏa thuận", state=AgreementState.EXPIRING),
    NetworkNode("agr.y", "Agreement", "Thỏa thuận", state=AgreementState.IN_FORCE),
    NetworkNode("agr.z", "Agreement", "Thỏa thuận", state=AgreementState.EXPIRED),
    NetworkNode("many", "Task", "36 nhiệm vụ", members=36),
)
EDGES = (
    NetworkEdge("1", "vn.bac-giang", "agr.x", title="bên tham gia", line="dashed"),
    NetworkEdge("2", "vn.bac-giang", "agr.x", title="ký", arrow=True, width=3),
    NetworkEdge("3", "agr.x", "many"),
)
VIEW = NetworkView(NODES, EDGES)
SENT = payload(arrange(VIEW))
BY_ID = {node["id"]: node for node in SENT["nodes"]}


def test_it_is_plain_json() -> None:
    assert json.loads(json.dumps(SENT)) == SENT


def test_parallel_lines_are_kept_with_their_form() -> None:
    lines = {edge["id"]: edge for edge in SENT["edges"]}
    assert {(e["from"], e["to"]) for e in SENT["edges"]} == {(e.source, e.target) for e in EDGES}
    assert len(lines) == 3
    assert lines["1"]["dashes"]
    assert not lines["2"]["dashes"]
    assert (lines["1"]["arrows"], lines["2"]["arrows"]) == ("", "to")


def test_boxes_stand_where_the_drawing_has_them() -> None:
    drawing = arrange(VIEW)
    for key, node in BY_ID.items():
        assert (node["x"], node["y"]) == drawing.places[key]
        assert (node["w"], node["h"]) == (drawing.boxes[key].width, drawing.boxes[key].height)
        assert tuple(node["lines"]) == drawing.boxes[key].lines


def test_every_style_that_is_named_is_there() -> None:
    named = {node["style"] for node in SENT["nodes"]} | {entry["style"] for entry in SENT["legend"] + SENT["states"]}
    assert named <= SENT["styles"].keys()


def test_a_state_shows_in_the_outline_and_only_those_that_occur_are_explained() -> None:
    styles = SENT["styles"]
    assert styles[BY_ID["agr.x"]["style"]]["ring"]
    assert styles[BY_ID["agr.z"]["style"]]["fill"] is None
    assert BY_ID["agr.y"]["style"] == "Agreement"
    assert [entry["name"] for entry in SENT["states"]] == ["sắp hết hạn", "đã hết hạn"]


def test_the_hover_text_does_not_repeat_the_box() -> None:
    assert BY_ID["vn.bac-giang"]["title"] == ""
    assert BY_ID["la.xaysomboun"]["title"] == "tỉnh Xay Sôm Bun"


def test_the_legend_has_counts_and_a_box_for_many_is_a_stack() -> None:
    assert [(entry["kind"], entry["count"]) for entry in SENT["legend"]][-1] == ("Task", 36)
    assert [key for key, node in BY_ID.items() if node["stack"]] == ["many"]


def test_physics_is_off_and_no_address_is_sent() -> None:
    assert SENT["options"]["physics"] == {"enabled": False}
    assert not re.search(r"https?:|//", json.dumps(SENT))


def test_what_is_chosen_and_hidden_is_sent_as_given() -> None:
    sent = payload(arrange(VIEW), chosen=Chosen("edge", "2"), hidden={"Task", "Place"}, presenting=True)
    assert sent["selected"] == {"kind": "edge", "id": "2"}
    assert sent["hidden"] == ["Place", "Task"]
    assert sent["presenting"]
    assert SENT["selected"] is None


def test_large_pictures_leave_lines_out_while_dragged() -> None:
    many = tuple(replace(NODES[0], id=f"n{number}") for number in range(401))
    assert payload(arrange(NetworkView(many, ())))["options"]["interaction"]["hideEdgesOnDrag"]
    assert not SENT["options"]["interaction"]["hideEdgesOnDrag"]
