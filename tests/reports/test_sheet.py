"""Sheets: a network on paper stands as on screen; SVG and PNG show the same, and the same twice."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from graph.life import AgreementState
from reports.network import Drawing, NetworkEdge, NetworkNode, NetworkView, arrange
from reports.png import png_bytes
from reports.sheet import Sheet, mix, network_sheet
from reports.svg import svg_text

SVG = "{http://www.w3.org/2000/svg}"
NODES = (
    NetworkNode("p1", "Place", "Thái Bình"),
    NetworkNode("p2", "Place", "Xay Nha Bu Ly", foreign=True),
    NetworkNode("a1", "Agreement", "Bản ghi nhớ 2021–2025", state=AgreementState.EXPIRING),
    NetworkNode("t", "Task", "36 nhiệm vụ <b>&", members=36),
)
EDGES = (
    NetworkEdge("e1", "p1", "a1"),
    NetworkEdge("e2", "p2", "a1", line="dotted"),
    NetworkEdge("e3", "t", "a1", arrow=True),
)


@pytest.fixture
def drawing() -> Drawing:
    return arrange(NetworkView(NODES, EDGES, heading="Hợp tác của Thái Bình", note="Tại ngày 15/08/2025"))


def test_boxes_stand_as_on_screen(drawing: Drawing) -> None:
    places = {mark.id: mark.centre for mark in network_sheet(drawing).marks if mark.id in drawing.places}
    moved = {(x - drawing.places[key][0], y - drawing.places[key][1]) for key, (x, y) in places.items()}
    assert set(places) == set(drawing.places)
    assert len({(round(dx, 6), round(dy, 6)) for dx, dy in moved}) == 1


def test_everything_lies_on_the_sheet(drawing: Drawing) -> None:
    sheet = network_sheet(drawing)
    for mark in sheet.marks:
        (x, y), box = mark.centre, mark.box
        assert box.width / 2 <= x <= sheet.width - box.width / 2
        assert box.height / 2 <= y <= sheet.height - box.height / 2
    assert all(0 < text.at[0] < sheet.width and 0 < text.at[1] < sheet.height for text in sheet.texts)


def test_an_arrow_ends_at_the_border_of_its_box(drawing: Drawing) -> None:
    sheet = network_sheet(drawing)
    arrow = next(stroke for stroke in sheet.strokes if stroke.arrow)
    target = next(mark for mark in sheet.marks if mark.id == "a1")
    (x, y), (cx, cy) = arrow.path[-1][1][0], target.centre
    assert max(abs(x - cx) / (target.box.width / 2), abs(y - cy) / (target.box.height / 2)) == pytest.approx(1)


def test_hidden_kinds_and_their_lines_are_left_out(drawing: Drawing) -> None:
    sheet = network_sheet(drawing, hidden=["Task"])
    assert {mark.id for mark in sheet.marks} == {
        "p1",
        "p2",
        "a1",
        "legend:Place",
        "legend:Place.foreign",
        "legend:Agreement",
    }
    assert [stroke.ends for stroke in sheet.strokes] == [("p1", "a1"), ("p2", "a1")]


def test_svg_keeps_text_as_text(drawing: Drawing) -> None:
    root = ElementTree.fromstring(svg_text(network_sheet(drawing)))
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert {"Thái Bình", "Hợp tác của Thái Bình", "Tại ngày 15/08/2025", "Nhiệm vụ 36"} <= words
    assert "36 nhiệm vụ <b>&" in {element.text for element in root.iter(f"{SVG}title")}
    assert not list(root.iter(f"{SVG}b"))


def test_png_is_twice_as_large_and_white_outside(drawing: Drawing) -> None:
    sheet = network_sheet(drawing)
    image = Image.open(BytesIO(png_bytes(sheet))).convert("RGB")
    assert image.size == pytest.approx((sheet.width * 2, sheet.height * 2), abs=1)
    assert image.getpixel((1, 1)) == (255, 255, 255)
    place = next(mark for mark in sheet.marks if mark.id == "p1")
    left = (round((place.centre[0] - place.box.width / 2 + 5) * 2), round(place.centre[1] * 2))
    assert image.getpixel(left) == tuple(bytes.fromhex(place.fill[1:]))


def test_the_same_sheet_gives_the_same_files(drawing: Drawing) -> None:
    sheet = network_sheet(drawing)
    assert svg_text(sheet) == svg_text(sheet)
    assert png_bytes(sheet) == png_bytes(sheet)


def test_an_empty_network_is_a_clean_sheet() -> None:
    sheet = network_sheet(arrange(NetworkView((), (), heading="Không có gì")))
    assert ElementTree.fromstring(svg_text(sheet)).tag == f"{SVG}svg"
    assert png_bytes(sheet).startswith(b"\x89PNG")


def test_names_in_any_script_are_drawn() -> None:
    view = NetworkView((NetworkNode("x", "Place", "ໄຊສົມບູນ\n南宁市"), NetworkNode("y", "Place", "$x^2$ {a}")), ())
    assert png_bytes(network_sheet(arrange(view))).startswith(b"\x89PNG")


def test_colours_mix() -> None:
    assert mix("#000000", 0.5, "#FFFFFF") == "#808080"
    assert mix("#123B63", 1) == "#123B63"
    assert Sheet(1, 1).strokes == ()
