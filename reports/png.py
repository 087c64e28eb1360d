"""A sheet as PNG, drawn with the fonts that the pages serve; the same sheet gives the same file."""

from __future__ import annotations

import logging
import warnings
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reports.boxes import STATIC, Segment, Weight
from reports.looks import PAGE
from reports.sheet import RING, RING_GAP, STACKED, Mark, Sheet, Stroke, Text
from reports.svg import WEIGHTS, baselines

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path

DPI = 100.0
POINTS = 72 / DPI  # of a pixel
FALLBACKS = ("DejaVu Sans", "Noto Sans CJK JP", "Noto Sans Lao", "Noto Sans", "WenQuanYi Zen Hei", "MS Gothic")
ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def png_bytes(sheet: Sheet, *, scale: float = 2) -> bytes:
    """Draw a sheet as PNG.

    Args:
        sheet: what is drawn.
        scale: pixels of the file for a pixel of the sheet.

    Returns:
        The file.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((sheet.width / DPI, sheet.height / DPI), dpi=DPI * scale, facecolor=PAGE.light)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(sheet.height, 0)
    for stroke in sheet.strokes:
        _draw_stroke(axes, stroke)
    for mark in sheet.marks:
        _draw_mark(axes, mark)
    for text in sheet.texts:
        _draw_text(axes, text)
    file = BytesIO()
    FigureCanvasAgg(figure)  # nothing of a window
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a machine without a script's font draws empty boxes
        figure.savefig(file, format="png", dpi=DPI * scale, metadata={"Title": sheet.title, "Software": ""})
    return file.getvalue()


def _draw_stroke(axes: Any, stroke: Stroke) -> None:
    from matplotlib.patches import FancyArrowPatch, PathPatch

    style: dict[str, Any] = {
        "linewidth": stroke.width * POINTS,
        "zorder": 1,
        "linestyle": _dash(stroke.dash, stroke.width),
    }
    if stroke.arrow:
        axes.add_patch(
            FancyArrowPatch(
                path=_path(stroke.path),
                arrowstyle="-|>",
                mutation_scale=9,
                color=stroke.colour,
                shrinkA=0,
                shrinkB=0,
                **style,
            )
        )
        return
    axes.add_patch(PathPatch(_path(stroke.path), fill=False, edgecolor=stroke.colour, capstyle="butt", **style))


def _draw_mark(axes: Any, mark: Mark) -> None:
    from matplotlib.patches import PathPatch

    def patch(dx: float = 0, dy: float = 0, **style: Any) -> None:
        path = _path(mark.box.outline, mark.centre[0] + dx, mark.centre[1] + dy)
        axes.add_patch(PathPatch(path, zorder=2, joinstyle="round", **style))

    if mark.ring:
        around = 2 * RING_GAP + RING
        patch(fill=False, edgecolor=mark.ring, linewidth=around * POINTS)
        patch(fill=False, edgecolor=PAGE.light, linewidth=(around - RING) * POINTS)
    style = {
        "facecolor": mark.fill,
        "edgecolor": mark.line,
        "linewidth": mark.width * POINTS,
        "linestyle": _dash(mark.dash, mark.width),
    }
    if mark.stack:
        patch(STACKED, -STACKED, **style)
    patch(**style)
    for line, baseline in baselines(mark):
        at = (mark.centre[0], mark.centre[1] + baseline)
        _draw_text(axes, Text(at, line, mark.box.size, mark.box.weight, mark.ink, "middle"))


def _draw_text(axes: Any, text: Text) -> None:
    axes.text(
        *text.at,
        text.text,
        fontproperties=_font(text.weight),
        fontsize=text.size * POINTS,
        color=text.ink,
        ha=ANCHORS[text.anchor],
        va="baseline",
        zorder=3,
        parse_math=False,
    )


def _dash(dash: tuple[float, ...], width: float) -> Any:
    return (0, tuple(part * POINTS for part in dash)) if dash else "solid"


@cache
def _font(weight: Weight) -> FontProperties:
    """The served font, and after it fonts of this machine that have other scripts."""
    from matplotlib import font_manager

    logging.getLogger(font_manager.__name__).setLevel(logging.ERROR)  # a fallback without this weight is no news
    file = str(STATIC / f"BeVietnamPro-{weight}.ttf")
    font_manager.fontManager.addfont(file)
    own = font_manager.FontProperties(fname=file)
    there = {font.name for font in font_manager.fontManager.ttflist}
    families = [own.get_name(), *(name for name in FALLBACKS if name in there)]
    return font_manager.FontProperties(family=families, weight=WEIGHTS[weight])


def _path(segments: tuple[Segment, ...], dx: float = 0, dy: float = 0) -> Path:
    from matplotlib.path import Path

    codes = {"M": [Path.MOVETO], "L": [Path.LINETO], "C": [Path.CURVE4] * 3, "Z": [Path.CLOSEPOLY]}
    points: list[tuple[float, float]] = []
    drawn: list[Any] = []
    for kind, corners in segments:
        drawn += codes[kind]
        points += [(x + dx, y + dy) for x, y in corners] or [points[0]]
    return Path(points, drawn)
