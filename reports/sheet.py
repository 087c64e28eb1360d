"""A drawing on paper: marks with text, strokes between them and free texts, in pixels with y downwards.

A network as on screen and the leadership picture become the same few forms; `svg.py`, `png.py`, `pdf.py` and `pptx.py`
draw these and know nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from reports.boxes import LINE_HEIGHT, Box, Segment, Weight, text_width, wrap
from reports.layout import Point
from reports.looks import EDGE, INK, ON_SOLID, PAGE, STATES, TINT, Line
from reports.network import Drawing, Kind, NetworkEdge, NetworkNode
from reports.words import number_text

Anchor = Literal["start", "middle", "end"]
DASHES: Mapping[Line, tuple[float, ...]] = {"solid": (), "dashed": (6, 4), "dotted": (2, 3)}
OUTLINE = 1.4
RING = 3.0  # of an agreement that ends soon, round its box
RING_GAP = 4.0
STACKED = 4.0  # a box that stands for many casts a second outline so far up and to the right
MARGIN = 28.0
GREY_INK = "#4E5866"
HEADING, NOTE, LEGEND = 22.0, 12.0, 12.5
NUMBER = 11  # size of the number on a line
SWATCH = (22.0, 14.0)


@dataclass(frozen=True)
class Mark:
    """A box with its text.

    Attributes:
        id: unique in the drawing.
        centre: of the box.
        box: its outline and lines.
        fill: colour inside.
        line: colour of the outline.
        ink: colour of the text.
        width: of the outline.
        dash: of the outline.
        ring: colour of a ring round it.
        stack: whether it stands for many.
        title: the whole text, where the lines cut it.
    """

    id: str
    centre: Point
    box: Box
    fill: str = PAGE.light
    line: str = INK.light
    ink: str = INK.light
    width: float = OUTLINE
    dash: tuple[float, ...] = ()
    ring: str | None = None
    stack: bool = False
    title: str = ""


@dataclass(frozen=True)
class Stroke:
    """A line or curve.

    Attributes:
        path: absolute points.
        colour: of the line.
        width: of the line.
        dash: lengths of strokes and gaps; empty for a whole line.
        ends: ids of the marks it joins.
        arrow: whether it points at its end.
    """

    path: tuple[Segment, ...]
    colour: str = EDGE.light
    width: float = OUTLINE
    dash: tuple[float, ...] = ()
    ends: tuple[str, str] | None = None
    arrow: bool = False


@dataclass(frozen=True)
class Text:
    """A line of text.

    Attributes:
        at: where its baseline starts, has its middle, or ends.
        text: what it says.
        size: of the font.
        weight: of the font.
        ink: colour.
        anchor: which part of it stands at `at`.
    """

    at: Point
    text: str
    size: float = 13.0
    weight: Weight = "Regular"
    ink: str = INK.light
    anchor: Anchor = "start"


@dataclass(frozen=True)
class Sheet:
    """A drawing; strokes lie under marks, texts above all.

    Attributes:
        width: in pixels.
        height: in pixels.
        strokes: lines and curves.
        marks: boxes.
        texts: free texts.
        title: what it shows, in one line.
        head: pixels at the top that a document with a title of its own leaves out.
        foot: pixels at the bottom that a document with a list of sources of its own leaves out.
    """

    width: float
    height: float
    strokes: tuple[Stroke, ...] = field(default=(), repr=False)
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    texts: tuple[Text, ...] = field(default=(), repr=False)
    title: str = ""
    head: float = 0.0
    foot: float = 0.0

    @property
    def inner(self) -> Sheet:
        """The drawing without head and foot, for a document that says these itself."""
        kept = tuple(
            replace(text, at=(text.at[0], text.at[1] - self.head))
            for text in self.texts
            if self.head < text.at[1] <= self.height - self.foot
        )
        marks = tuple(replace(m, centre=(m.centre[0], m.centre[1] - self.head)) for m in self.marks)
        strokes = tuple(
            replace(s, path=tuple((kind, tuple((x, y - self.head) for x, y in points)) for kind, points in s.path))
            for s in self.strokes
        )
        return Sheet(self.width, self.height - self.head - self.foot, strokes, marks, kept, self.title)


def with_foot(sheet: Sheet, text: str) -> Sheet:
    """Say below a drawing where what it shows stands.

    Args:
        sheet: the drawing.
        text: what is said, cut after three lines.

    Returns:
        The drawing, higher by the lines.
    """
    lines = wrap(text, NOTE, sheet.width - 2 * MARGIN, "Regular")
    step = NOTE * LINE_HEIGHT
    said = tuple(
        Text((MARGIN, sheet.height + NOTE + at * step), line, NOTE, ink=GREY_INK) for at, line in enumerate(lines)
    )
    foot = len(lines) * step + NOTE
    return replace(sheet, height=sheet.height + foot, texts=(*sheet.texts, *said), foot=foot)


def mix(colour: str, part: float, ground: str = PAGE.light) -> str:
    """A colour laid over a ground.

    Args:
        colour: `#RRGGBB`.
        part: how much of it, 0 to 1.
        ground: `#RRGGBB`.

    Returns:
        `#RRGGBB`.
    """
    over, under = (bytes.fromhex(value[1:]) for value in (colour, ground))
    return "#" + bytes(round(part * a + (1 - part) * b) for a, b in zip(over, under, strict=True)).hex().upper()


# ------------------------------------------------------------------------------------------------ a network


def network_sheet(drawing: Drawing, *, hidden: Iterable[str] = ()) -> Sheet:
    """A network as it stands on screen, with heading, legend and note, on white.

    Args:
        drawing: boxes and places.
        hidden: ids of the kinds that the legend switches off.

    Returns:
        The sheet; boxes have the places of the drawing, moved together.
    """
    view, off = drawing.view, set(hidden)
    shown = {node.id: node for node in view.nodes if node.kind.id not in off}
    left, top, right, bottom = _frame(drawing, shown)
    head = MARGIN + (HEADING * 1.6 if view.heading else 0) + LEGEND * 2.4
    dx, dy = MARGIN - left, head - top
    places = {key: (drawing.places[key][0] + dx, drawing.places[key][1] + dy) for key in shown}
    marks = tuple(_mark(node, drawing.boxes[key], places[key]) for key, node in shown.items())
    joined = [edge for edge in view.edges if edge.source in shown and edge.target in shown]
    kinds = {kind: count for kind, count in view.legend.items() if kind.id not in off}
    swatches, words, reach = _legend(kinds, head - LEGEND * 1.4)
    texts = list(words)
    if view.heading:
        texts.append(Text((MARGIN, MARGIN + HEADING * 0.8), view.heading, HEADING, "SemiBold"))
    foot = bottom + dy + MARGIN
    if view.note:
        texts.append(Text((MARGIN, foot + NOTE), view.note, NOTE, ink=GREY_INK))
        foot += NOTE * 2.4
    width = max(right - left + 2 * MARGIN, reach + MARGIN)
    strokes = tuple(_stroke(edge, places, drawing.boxes[edge.target]) for edge in joined)
    numbers = tuple(_number(edge, places) for edge in joined if edge.count > 1)
    return Sheet(
        width, foot, strokes, (*numbers, *marks, *swatches), tuple(texts), view.heading, head=head - LEGEND * 2.4
    )


def _frame(drawing: Drawing, shown: Iterable[str]) -> tuple[float, float, float, float]:
    boxes = [(drawing.boxes[key], drawing.places[key]) for key in shown]
    if not boxes:
        return 0, 0, 0, 0
    pad = RING_GAP + RING
    left, right = (f(x + sign * (b.width / 2 + pad) for b, (x, _) in boxes) for f, sign in ((min, -1), (max, 1)))
    top, bottom = (f(y + sign * (b.height / 2 + pad) for b, (_, y) in boxes) for f, sign in ((min, -1), (max, 1)))
    return left, top, right, bottom


def _mark(node: NetworkNode, box: Box, centre: Point) -> Mark:
    look = STATES[node.state] if node.state else None
    colour, solid = node.kind.colours.light, node.kind.look.solid
    faded = look is not None and look.faded
    return Mark(
        node.id,
        centre,
        box,
        fill=PAGE.light if faded else _fill(node.kind),
        line=look.mark.light if look and faded else colour,
        ink=ON_SOLID.light if solid else INK.light,
        dash=DASHES[look.line] if look else (),
        ring=look.mark.light if look and look.ring else None,
        stack=node.members > 1,
        title=node.title or " ".join(box.lines),
    )


def _fill(kind: Kind) -> str:
    return kind.colours.light if kind.look.solid else mix(kind.colours.light, TINT[0])


def _stroke(edge: NetworkEdge, places: Mapping[str, Point], box: Box) -> Stroke:
    start, end = places[edge.source], places[edge.target]
    path: tuple[Segment, ...] = (("M", (start,)), ("L", (_border(start, end, box) if edge.arrow else end,)))
    return Stroke(path, EDGE.light, edge.width, DASHES[edge.line], (edge.source, edge.target), edge.arrow)


def _number(edge: NetworkEdge, places: Mapping[str, Point]) -> Mark:
    """How many a line stands for, on its middle."""
    (x, y), (x2, y2) = places[edge.source], places[edge.target]
    said = number_text(edge.count)
    box = Box("square", (said,), NUMBER, "Regular", text_width(said, NUMBER, "Regular") + 2, NUMBER * LINE_HEIGHT)
    return Mark(f"number:{edge.id}", ((x + x2) / 2, (y + y2) / 2), box, line=PAGE.light, width=0, title=edge.title)


def _border(start: Point, end: Point, box: Box) -> Point:
    """Where a line to the middle of a box meets the rectangle round it."""
    dx, dy = start[0] - end[0], start[1] - end[1]
    reach = max(abs(dx) / (box.width / 2), abs(dy) / (box.height / 2), 1)
    return end[0] + dx / reach, end[1] + dy / reach


def _legend(kinds: Mapping[Kind, int], y: float) -> tuple[list[Mark], list[Text], float]:
    """A row of swatches with names and counts; their right end."""
    marks, texts, x = [], [], MARGIN
    for kind, count in kinds.items():
        box = Box(kind.look.shape, (), LEGEND, "Regular", *SWATCH)
        at = (x + SWATCH[0] / 2, y - LEGEND * 0.35)
        marks.append(Mark(f"legend:{kind.id}", at, box, _fill(kind), kind.colours.light, title=kind.name))
        words = f"{kind.name} {number_text(count)}"
        texts.append(Text((x + SWATCH[0] + 7, y), words, LEGEND, ink=GREY_INK))
        x += SWATCH[0] + 7 + text_width(words, LEGEND, "Regular") + 18
    return marks, texts, x - 18
