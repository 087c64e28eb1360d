"""The leadership picture: ours at the left, theirs at the right, one curve a pair in its best state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.life import AgreementState
from graph.texts import language, t
from reports.boxes import Box, Segment, text_width, wrap
from reports.layout import Point, Size
from reports.looks import ON_SOLID, STATES
from reports.sheet import DASHES, GREY_INK, Mark, Sheet, Stroke, Text
from reports.words import number_text

MOST = 60  # boxes, both sides together
OURS, THEIRS = "#123B63", "#B0560A"
WIDTH, WIDE = 760.0, 1.2  # pixels at least; and so many times its height
BOX = (220.0, 30.0)  # at least so wide
BOX_MOST, GAP = 360.0, 240.0  # at most so wide; and so much room for the curves
STEP, TIGHT, FEW = 42.0, 23.0, 14  # pixels between boxes; closer where there are more than a few
SIZE = 13.0
TOP, SIDE, FOOT = 108.0, 28.0, 64.0
HEAD = 88.0  # of it title and note


@dataclass(frozen=True)
class Pair:
    """Two parties.

    Attributes:
        ours: name at the left.
        theirs: name at the right.
        state: the best of what they have together.
        country: of the right one.
    """

    ours: str
    theirs: str
    state: AgreementState
    country: str = ""


def pairs_sheet(pairs: Sequence[Pair], *, title: str, note: str = "") -> Sheet:
    """Draw who works with whom; with too many boxes a side is put together by country, and the picture says so.

    Args:
        pairs: in the order of the picture.
        title: above it.
        note: below it.

    Returns:
        The sheet, at most 60 boxes.
    """
    shown, said = _within_bounds(pairs)
    ours = list(dict.fromkeys(pair.ours for pair in shown))
    theirs = _untangled(shown, ours)
    rows = max(len(ours), len(theirs), 1)
    step = STEP if rows <= FEW else TIGHT
    height = TOP + rows * step + FOOT
    wide = max((text_width(name, SIZE, "Medium") + 18 for name in (*ours, *theirs)), default=0)
    box = min(max(BOX[0], wide), BOX_MOST)
    width = max(WIDTH, height * WIDE, 2 * box + 2 * SIDE + GAP, _reach(shown) + SIDE)
    left = _column(ours, rows, step, SIDE, OURS, box)
    right = _column(theirs, rows, step, width - SIDE - box, THEIRS, box)
    strokes = tuple(_curve(pair, left[pair.ours], right[pair.theirs]) for pair in sorted(shown, key=_weight))
    texts = [
        Text((SIDE, 44), _cut(title, 24, width - 2 * SIDE), 24, "SemiBold"),
        Text((SIDE, 72), note, 14, ink=GREY_INK),
        *_legend(shown, height - 34),
        Text((SIDE, height - 12), " ".join([said, t("brief.no_line")]).strip(), 11.5, ink=GREY_INK),
    ]
    legend = tuple(_swatches(shown, height - 34))
    return Sheet(width, height, (*strokes, *legend), (*left.values(), *right.values()), tuple(texts), title, head=HEAD)


def _within_bounds(pairs: Sequence[Pair]) -> tuple[list[Pair], str]:
    """The pairs, put together until there are few enough boxes; what was put together, in words."""
    shown, said = list(pairs), ""
    if _boxes(shown) > MOST:
        shown, said = (
            _merged([replace(pair, theirs=pair.country or pair.theirs) for pair in pairs]),
            t("brief.by_country"),
        )
    if _boxes(shown) > MOST:
        often = sorted({pair.ours for pair in shown}, key=lambda name: (-sum(p.ours == name for p in pairs), name))
        room = MOST - len({pair.theirs for pair in shown}) - 1
        rest = set(often[max(room, 1) :])
        others = t("brief.others", count=number_text(len(rest)))
        shown = _merged([replace(pair, ours=others if pair.ours in rest else pair.ours) for pair in shown])
    return shown, said


def _boxes(pairs: Sequence[Pair]) -> int:
    return len({pair.ours for pair in pairs}) + len({pair.theirs for pair in pairs})


def _merged(pairs: Sequence[Pair]) -> list[Pair]:
    """One pair of a kind, in its best state."""
    best: dict[tuple[str, str], Pair] = {}
    for pair in pairs:
        old = best.get((pair.ours, pair.theirs))
        if old is None or _order(pair) < _order(old):
            best[pair.ours, pair.theirs] = pair
    return list(best.values())


def _untangled(pairs: Sequence[Pair], ours: Sequence[str]) -> list[str]:
    """The right side, ordered by the mean place of its partners, so that few curves cross."""
    at = {name: index for index, name in enumerate(ours)}
    partners: dict[str, list[int]] = {}
    for pair in pairs:
        partners.setdefault(pair.theirs, []).append(at[pair.ours])
    return sorted(partners, key=lambda name: (sum(partners[name]) / len(partners[name]), name))


def _column(names: Sequence[str], rows: int, step: float, x: float, colour: str, width: float) -> dict[str, Mark]:
    """Boxes below one another, in the middle of the height."""
    first = TOP + (rows - len(names)) * step / 2 + step / 2
    size = (width, min(BOX[1], step - 4))
    return {name: _box(name, (x + width / 2, first + at * step), size, colour) for at, name in enumerate(names)}


def _box(name: str, centre: Point, size: Size, colour: str) -> Mark:
    lines = wrap(name, SIZE, size[0] - 16, "Medium", lines=1)
    box = Box("round", lines, SIZE, "Medium", *size)
    side = "ours" if colour == OURS else "theirs"
    return Mark(f"{side}:{name}", centre, box, colour, colour, ON_SOLID.light, title=name)


def _curve(pair: Pair, left: Mark, right: Mark) -> Stroke:
    look = STATES[pair.state]
    start, end = (
        (left.centre[0] + left.box.width / 2, left.centre[1]),
        (right.centre[0] - right.box.width / 2, right.centre[1]),
    )
    middle = (start[0] + end[0]) / 2
    path: tuple[Segment, ...] = (("M", (start,)), ("C", ((middle, start[1]), (middle, end[1]), end)))
    return Stroke(path, look.mark.light, look.width, DASHES[look.line], (left.id, right.id))


def _order(pair: Pair) -> int:
    return list(STATES).index(pair.state)


def _weight(pair: Pair) -> tuple[int, str, str]:
    """The best states are drawn last, above the others."""
    return -_order(pair), pair.ours, pair.theirs


def _states(pairs: Sequence[Pair]) -> list[AgreementState]:
    return sorted({pair.state for pair in pairs}, key=list(STATES).index)


def _places(pairs: Sequence[Pair]) -> Mapping[AgreementState, float]:
    """Where each state's entry of the legend begins."""
    places, x = {}, SIDE
    for state in _states(pairs):
        places[state] = x
        x += 36 + text_width(_name(state), 12, "Regular") + 22
    return places


def _reach(pairs: Sequence[Pair]) -> float:
    """The right end of the legend."""
    return max(x + 36 + text_width(_name(state), 12, "Regular") for state, x in _places(pairs).items())


def _name(state: AgreementState) -> str:
    return state.vi if language() == "vi" else state.en


def _legend(pairs: Sequence[Pair], y: float) -> list[Text]:
    return [Text((x + 36, y), _name(state), 12, ink=GREY_INK) for state, x in _places(pairs).items()]


def _swatches(pairs: Sequence[Pair], y: float) -> list[Stroke]:
    looks = {state: STATES[state] for state in _states(pairs)}
    return [
        Stroke((("M", ((x, y - 4),)), ("L", ((x + 28, y - 4),))), look.mark.light, look.width + 0.6, DASHES[look.line])
        for (state, x), look in zip(_places(pairs).items(), looks.values(), strict=True)
    ]


def _cut(text: str, size: float, limit: float) -> str:
    return wrap(text, size, limit, "SemiBold", lines=1)[0]
