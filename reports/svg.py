"""A sheet as SVG: text stays text, boxes stay shapes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from reports.boxes import FONT, LINE_HEIGHT, Weight, svg_path
from reports.looks import PAGE
from reports.sheet import RING, RING_GAP, STACKED, Mark, Sheet, Stroke, Text

WEIGHTS: dict[Weight, int] = {"Regular": 400, "Medium": 500, "SemiBold": 600}
FAMILY = f"'{FONT}', 'Segoe UI', 'Noto Sans', Arial, sans-serif"
MIDDLE = 0.36  # of the font size: from the middle of a line to its baseline


def svg_text(sheet: Sheet) -> str:
    """Draw a sheet as SVG.

    Args:
        sheet: what is drawn.

    Returns:
        An SVG document; the same sheet gives the same text.
    """
    return "\n".join(_document(sheet)) + "\n"


def _document(sheet: Sheet) -> Iterator[str]:
    width, height = f"{sheet.width:.6g}", f"{sheet.height:.6g}"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f" font-family={quoteattr(FAMILY)}>"
    )
    yield f"<title>{escape(sheet.title)}</title>"
    yield (
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto">'
        '<path d="M0,0 8,4 0,8Z" fill="context-stroke"/></marker></defs>'
    )
    yield f'<rect width="100%" height="100%" fill="{PAGE.light}"/>'
    for stroke in sheet.strokes:
        yield _stroke(stroke)
    for mark in sheet.marks:
        yield from _mark(mark)
    for text in sheet.texts:
        yield _text(text)
    yield "</svg>"


def _stroke(stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in stroke.dash)}"' if stroke.dash else ""
    arrow = ' marker-end="url(#arrow)"' if stroke.arrow else ""
    return (
        f'<path d="{svg_path(stroke.path)}" fill="none" stroke="{stroke.colour}" stroke-width="{stroke.width:g}"'
        f"{dash}{arrow}/>"
    )


def _mark(mark: Mark) -> Iterator[str]:
    x, y = mark.centre
    yield f'<g transform="translate({x:.6g} {y:.6g})"><title>{escape(mark.title)}</title>'
    path = svg_path(mark.box.outline)
    dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in mark.dash)}"' if mark.dash else ""
    if mark.ring:
        around = 2 * RING_GAP + RING
        yield f'<path d="{path}" fill="none" stroke="{mark.ring}" stroke-width="{around:g}" stroke-linejoin="round"/>'
        yield (
            f'<path d="{path}" fill="none" stroke="{PAGE.light}" stroke-width="{around - RING:g}"'
            ' stroke-linejoin="round"/>'
        )
    drawn = f'd="{path}" fill="{mark.fill}" stroke="{mark.line}" stroke-width="{mark.width:g}"{dash}'
    if mark.stack:
        yield f'<path {drawn} transform="translate({STACKED:g} {-STACKED:g})"/>'
    yield f"<path {drawn}/>"
    for line, baseline in baselines(mark):
        yield (
            f'<text y="{baseline:.6g}" text-anchor="middle" font-size="{mark.box.size:g}"'
            f' font-weight="{WEIGHTS[mark.box.weight]}" fill="{mark.ink}">{escape(line)}</text>'
        )
    yield "</g>"


def baselines(mark: Mark) -> Iterator[tuple[str, float]]:
    """The lines of a mark, each with its baseline below the mark's centre."""
    step = mark.box.size * LINE_HEIGHT
    top = -(len(mark.box.lines) - 1) / 2 * step
    for index, line in enumerate(mark.box.lines):
        yield line, top + index * step + mark.box.size * MIDDLE


def _text(text: Text) -> str:
    return (
        f'<text x="{text.at[0]:.6g}" y="{text.at[1]:.6g}" text-anchor="{text.anchor}" font-size="{text.size:g}"'
        f' font-weight="{WEIGHTS[text.weight]}" fill="{text.ink}">{escape(text.text)}</text>'
    )
