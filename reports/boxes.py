"""Boxes of a network: text measured with the served font's own widths, wrapped, and the outline of each shape.

Screen and paper draw the same boxes, so they break lines at the same places and agree on every size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.pdfbase.ttfonts import TTFontFile

from graph.declare import Look
from graph.settings import CHECKOUT
from reports.layout import Point, Size

Weight = Literal["Regular", "Medium", "SemiBold"]
Shape = Literal["round", "square", "hexagon", "slant", "oval", "pill", "folded", "bars"]
Segment = tuple[Literal["M", "L", "C", "Z"], tuple[Point, ...]]

FONT = "Be Vietnam Pro"
STATIC = CHECKOUT / "static"
LINE_HEIGHT = 1.32
TEXT_WIDTH = 11.5  # of a box, in font sizes
LINES = 3
LONELY = 0.35  # a last line shorter than this part of the longest is evened out
BIG = 1.3
INSETS: Mapping[Shape, Size] = {
    "round": (22, 14),
    "square": (20, 14),
    "hexagon": (40, 14),
    "slant": (38, 14),
    "oval": (46, 22),
    "pill": (28, 10),
    "folded": (28, 14),
    "bars": (34, 14),
}
ARC = 0.5523  # how far the handles of a curve stand that draws a quarter of a circle of radius 1


@dataclass(frozen=True)
class Box:
    """A node's box.

    Attributes:
        shape: its outline.
        lines: its text.
        size: of the font, in pixels.
        weight: of the font.
        width: in pixels.
        height: in pixels.
    """

    shape: Shape
    lines: tuple[str, ...]
    size: float
    weight: Weight
    width: float
    height: float

    @property
    def outline(self) -> tuple[Segment, ...]:
        """Its outline round its centre."""
        return outline(self.shape, self.width, self.height)


def box(look: Look, text: str, *, size: float = 13, big: bool = False) -> Box:
    """The box round a text.

    Args:
        look: of the node's label.
        text: what stands in it, with line breaks where wanted; at most three lines are shown.
        size: of the font, in pixels.
        big: whether it stands out, as the starting point does.

    Returns:
        The box.
    """
    size = size * BIG if big else size
    weight: Weight = "SemiBold" if look.solid else "Medium"
    lines = wrap(text, size, size * TEXT_WIDTH, weight)
    inset_x, inset_y = INSETS[look.shape]
    width = max(text_width(line, size, weight) for line in lines) + inset_x
    return Box(look.shape, lines, size, weight, round(width, 1), round(len(lines) * size * LINE_HEIGHT + inset_y, 1))


# ------------------------------------------------------------------------------------------------ text


@cache
def _widths(weight: Weight) -> dict[int, float]:
    """Advance widths of the served font, by code point, in thousandths of the font size."""
    widths: dict[int, float] = TTFontFile(str(STATIC / f"BeVietnamPro-{weight}.ttf")).charWidths
    return widths


def text_width(text: str, size: float, weight: Weight = "Medium") -> float:
    """Width of a line.

    Args:
        text: the line.
        size: of the font, in pixels.
        weight: of the font.

    Returns:
        Pixels, without kerning; letters of scripts that the font lacks are taken as wide as other fonts have them.
    """
    widths = _widths(weight)
    return size * sum(widths.get(ord(letter), _foreign_width(letter)) for letter in text) / 1000


def _foreign_width(letter: str) -> float:
    """Width of a letter that the font lacks: a full square for Chinese, Japanese and Korean."""
    if unicodedata.combining(letter):
        return 0
    return 1000 if unicodedata.east_asian_width(letter) in "WF" else 650


def wrap(text: str, size: float, limit: float, weight: Weight = "Medium", lines: int = LINES) -> tuple[str, ...]:
    """Break a text into lines; a last line of one short word gets company.

    Args:
        text: the text; a line break in it is kept.
        size: of the font, in pixels.
        limit: widest line, in pixels.
        weight: of the font.
        lines: most lines; what does not fit ends in an ellipsis.

    Returns:
        The lines, at least one.
    """
    full = [line for part in text.split("\n") for line in _even(part, size, limit, weight)]
    if len(full) > lines:
        return (*full[: lines - 1], _cut(full[lines - 1], size, limit, weight))
    return tuple(full)


def _even(text: str, size: float, limit: float, weight: Weight) -> list[str]:
    """Lines as wide as the limit allows, or narrower where the last one would be left nearly empty."""
    full = list(_break(text, size, limit, weight))
    if text_width(full[-1], size, weight) > LONELY * max(text_width(line, size, weight) for line in full):
        return full
    narrower = (list(_break(text, size, limit * part, weight)) for part in (0.5, 0.6, 0.7, 0.8, 0.9))
    return next((lines for lines in narrower if len(lines) == len(full)), full)


def _break(text: str, size: float, limit: float, weight: Weight) -> Iterator[str]:
    """Lines broken at spaces, and inside a word only where it alone is wider than a line."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if text_width(longer, size, weight) <= limit:
            line = longer
            continue
        if line:
            yield line
        line = word
        while text_width(line, size, weight) > limit and len(line) > 1:
            fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or text_width(line[:n], size, weight) <= limit)
            yield line[:fits]
            line = line[fits:]
    yield line


def _cut(line: str, size: float, limit: float, weight: Weight) -> str:
    """A line with an ellipsis at its end, within the limit."""
    while line and text_width(f"{line}…", size, weight) > limit:
        line = line[:-1]
    return f"{line.rstrip(' ,;.-–')}…"


# ------------------------------------------------------------------------------------------------ outlines


def outline(shape: Shape, width: float, height: float) -> tuple[Segment, ...]:
    """The outline of a shape round (0, 0), y downwards: move, line, curve, close.

    Args:
        shape: which one.
        width: in pixels.
        height: in pixels.

    Returns:
        Segments with their points; a curve has its two handles before its end.
    """
    x, y = width / 2, height / 2
    if shape == "oval":
        return _rounded(x, y, x, y)
    if shape in ("round", "pill"):
        radius = min(y, x) if shape == "pill" else min(9, y, x)
        return _rounded(x, y, radius, radius)
    if shape == "hexagon":
        cut = min(13, x, y)
        return _polygon((-x, 0), (cut - x, -y), (x - cut, -y), (x, 0), (x - cut, y), (cut - x, y))
    if shape == "slant":
        cut = min(11, x, y)
        return _polygon((cut - x, -y), (x, -y), (x - cut, y), (-x, y))
    if shape == "folded":
        cut = min(11, x, y)
        fold: tuple[Segment, ...] = (("M", ((x - cut, -y),)), ("L", ((x - cut, cut - y),)), ("L", ((x, cut - y),)))
        return (*_polygon((-x, -y), (x - cut, -y), (x, cut - y), (x, y), (-x, y)), *fold)
    corners = _polygon((-x, -y), (x, -y), (x, y), (-x, y))
    if shape == "square":
        return corners
    bar = min(6, x)
    return (
        *corners,
        ("M", ((bar - x, -y),)),
        ("L", ((bar - x, y),)),
        ("M", ((x - bar, -y),)),
        ("L", ((x - bar, y),)),
    )


def svg_path(segments: tuple[Segment, ...]) -> str:
    """An outline as the path data that SVG and the browser's canvas read."""
    return "".join(kind + " ".join(f"{x:.6g},{y:.6g}" for x, y in points) for kind, points in segments)


def _polygon(*corners: Point) -> tuple[Segment, ...]:
    first, *others = corners
    return (("M", (first,)), *(("L", (corner,)) for corner in others), ("Z", ()))


def _rounded(x: float, y: float, across: float, down: float) -> tuple[Segment, ...]:
    """A rectangle of half width x and half height y with elliptic corners."""
    dx, dy = across * (1 - ARC), down * (1 - ARC)
    return (
        ("M", ((across - x, -y),)),
        ("L", ((x - across, -y),)),
        ("C", ((x - dx, -y), (x, dy - y), (x, down - y))),
        ("L", ((x, y - down),)),
        ("C", ((x, y - dy), (x - dx, y), (x - across, y))),
        ("L", ((across - x, y),)),
        ("C", ((dx - x, y), (-x, y - dy), (-x, y - down))),
        ("L", ((-x, down - y),)),
        ("C", ((-x, dy - y), (dx - x, -y), (across - x, -y))),
        ("Z", ()),
    )
