"""Boxes: text stays inside, lines are within the limit, every outline fills its frame."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.declare import Look, Node
from graph.life import AgreementState
from reports.boxes import INSETS, LINE_HEIGHT, LINES, Shape, box, outline, svg_path, text_width, wrap
from reports.network import Kind

SHAPES: tuple[Shape, ...] = get_args(Shape)
TEXTS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyếềộợ0123456789 –,.\n"), max_size=80)
PLAIN = Look("square", Kind("Agency").colours)


@given(TEXTS, st.floats(40, 300))
def test_no_line_is_wider_than_the_limit_and_no_letter_is_lost(text: str, limit: float) -> None:
    lines = wrap(text, 13, limit, lines=1000)
    assert all(text_width(line, 13) <= limit for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@given(TEXTS)
def test_what_does_not_fit_in_three_lines_ends_in_an_ellipsis(text: str) -> None:
    whole, cut = wrap(text, 13, 60, lines=1000), wrap(text, 13, 60)
    assert len(cut) == min(len(whole), LINES)
    assert cut[-1].endswith("…") == (len(whole) > LINES)
    assert text_width(cut[-1], 13) <= 60


def test_a_wanted_line_break_is_kept_and_a_lonely_last_word_gets_company() -> None:
    limit = 13 * 11.5
    assert wrap("Bản ghi nhớ\n2021–2025", 13, limit) == ("Bản ghi nhớ", "2021–2025")
    assert wrap("Công an tỉnh Xay Sôm Bun", 13, limit) == ("Công an tỉnh", "Xay Sôm Bun")
    assert wrap("Thỏa thuận hợp tác 2021–2025", 13, limit) == ("Thỏa thuận hợp tác", "2021–2025")


def test_widths_are_those_of_the_font() -> None:
    """Advance widths in thousandths, as a font tool shows them."""
    assert [text_width(letter, 1000, "Medium") for letter in "eệim"] == [605, 612, 275, 894]
    assert text_width("Hà Nội", 26) == pytest.approx(2 * text_width("Hà Nội", 13))
    assert text_width("Hà Nội", 13, "SemiBold") > text_width("Hà Nội", 13, "Regular")


def test_letters_the_font_lacks_have_a_width_too() -> None:
    assert text_width("首尔", 10) == 20
    assert text_width("ວຽງ", 10) > 0


@pytest.mark.parametrize("label", sorted(Node.labels))
def test_text_fits_into_the_box_of_every_label(label: str) -> None:
    look = Node.labels[label].look
    one = box(look, "Thỏa thuận thành phố hữu nghị giữa hai địa phương")
    inset_x, inset_y = INSETS[look.shape]
    assert one.width - inset_x >= max(text_width(line, one.size, one.weight) for line in one.lines) - 0.1
    assert one.height - inset_y >= len(one.lines) * one.size * LINE_HEIGHT - 0.1
    assert box(look, "Bắc Giang", big=True).width > box(look, "Bắc Giang").width


@pytest.mark.parametrize("shape", SHAPES)
@given(width=st.floats(10, 300), height=st.floats(8, 120))
def test_an_outline_fills_its_frame_exactly(shape: Shape, width: float, height: float) -> None:
    points = [point for _, points in outline(shape, width, height) for point in points]
    for axis, size in ((0, width), (1, height)):
        assert max(p[axis] for p in points) == pytest.approx(size / 2)
        assert min(p[axis] for p in points) == pytest.approx(-size / 2)


@pytest.mark.parametrize("shape", SHAPES)
def test_path_data_has_numbers_and_the_four_commands_only(shape: Shape) -> None:
    assert re.fullmatch(r"(M\S+|L\S+|C\S+ \S+ \S+|Z)+", svg_path(outline(shape, 100, 40)))


def test_every_label_and_every_state_looks_different() -> None:
    looks = {(node.look.shape, node.look.colours, node.look.solid) for node in Node.labels.values()}
    tasks = {"Task", "Quantity", "Report"}
    assert len(looks) == len(Node.labels) - len(tasks) + 1
    assert len({state.vi for state in AgreementState}) == len(AgreementState)
