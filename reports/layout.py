"""Where boxes stand, on screen and on paper: seeded, stable, without overlaps.

The same boxes and lines give the same picture in every process: everything is sorted first, and no set is walked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist

Size = tuple[float, float]
Point = tuple[float, float]
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

GAP = np.array([34.0, 24.0])  # between the boxes of a drawing, in pixels
TIGHT = np.array([18.0, 12.0])  # between boxes where room is looked for
BETWEEN_PARTS = np.array([60.0, 50.0])
FLAT = np.array([1.35, 0.8])  # boxes are wider than high, so rings of spots round a box are flat
DRAFTS = 7
MANY = 120  # with more boxes one draft has to do
PATIENCE = 16  # fruitless rounds before boxes get more room
ROOM = 1.05
CLASH = 6  # a line under a box counts as much as so many rings further away
WORK = 4_000_000  # boxes x lines looked at while lines are freed of boxes


def layout(
    nodes: Mapping[str, Size],
    edges: Iterable[tuple[str, str]],
    *,
    aspect: float = 1.5,
    pinned: Mapping[str, Point] | None = None,
) -> dict[str, Point]:
    """Place boxes so that none overlaps another, and few lines pass under boxes or cross.

    Args:
        nodes: id -> width and height of its box in pixels.
        edges: pairs of ids; direction, repeats, loops and pairs with an unknown id do not matter.
        aspect: width of the picture divided by its height.
        pinned: where boxes stand already; they do not move, and the others take free spots. Unknown ids are left out.

    Returns:
        id -> centre of its box in pixels, y downwards; whole numbers apart from pinned ones.
    """
    names = sorted(nodes)
    at = {name: index for index, name in enumerate(names)}
    stands = {name: point for name, point in (pinned or {}).items() if name in at}
    pairs = {(min(at[a], at[b]), max(at[a], at[b])) for a, b in edges if a in at and b in at and a != b}
    lines = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    sizes = np.array([nodes[name] for name in names], dtype=np.float64).reshape(-1, 2)
    places = np.array([stands.get(name, (np.nan, np.nan)) for name in names], dtype=np.float64).reshape(-1, 2)
    _grow(places, sizes, lines)
    _add_parts(places, sizes, lines, aspect)
    return {name: stands.get(name, (float(x), float(y))) for name, (x, y) in zip(names, places, strict=True)}


# ------------------------------------------------------------------------------------------------ connected parts


def _add_parts(places: Floats, sizes: Floats, lines: Ints, aspect: float) -> None:
    """Draw every connected part that stands nowhere yet, and set the parts in rows below what stands."""
    parts = [(members, _part(sizes[members], own, aspect)) for members, own in _parts(places, lines)]
    if not parts:
        return
    corners = [_frame(part, sizes[members]) for members, part in parts]
    spots = _rows(np.array([low_right - high_left for high_left, low_right in corners]), aspect)
    stands = _placed(places)
    if stands.any():
        (left, _), (_, bottom) = _frame(places[stands], sizes[stands])
        spots += (left, bottom + BETWEEN_PARTS[1])
    for (members, part), (corner, _), spot in zip(parts, corners, spots, strict=True):
        places[members] = np.round(part - corner + spot)


def _parts(places: Floats, lines: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Connected parts that stand nowhere yet, largest first: their boxes, and their lines numbered within the part."""
    labels = connected_components(_links(lines, len(places)), directed=False)[1]
    members = np.bincount(labels)
    for label in sorted(np.unique(labels[~_placed(places)]), key=lambda label: (-members[label], label)):
        boxes = np.flatnonzero(labels == label)
        yield boxes, np.searchsorted(boxes, lines[labels[lines[:, 0]] == label])


def _links(lines: Ints, n: int) -> csr_array:
    """Lines as the matrix that scipy's graph routines take."""
    return csr_array((np.ones(len(lines)), lines.T), shape=(n, n))


def _placed(places: Floats) -> NDArray[np.bool_]:
    """Which boxes stand somewhere."""
    return ~np.isnan(places[:, 0])


def _frame(places: Floats, sizes: Floats) -> tuple[Floats, Floats]:
    """Upper left and lower right corner round boxes."""
    return (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)


def _rows(extents: Floats, aspect: float) -> Floats:
    """Upper left corners of parts set in rows, tallest first; of some row widths the one that fits the frame best."""
    order = np.argsort(-np.round(extents[:, 1]), kind="stable")
    taken = extents + BETWEEN_PARTS
    ideal = np.sqrt(taken.prod(axis=1).sum() * aspect)
    drafts = [_fill(taken, order, max(taken[:, 0].max(), ideal * stretch)) for stretch in np.linspace(0.8, 1.8, 21)]

    def misfit(spots: Floats) -> float:
        width, height = (spots + extents).max(axis=0)
        return float(max(width / aspect, height))

    return min(drafts, key=misfit)


def _fill(taken: Floats, order: Ints, width: float) -> Floats:
    """Set parts into rows of one width."""
    spots = np.zeros_like(taken)
    x = y = row = 0.0
    for part in order:
        if x and x + taken[part, 0] > width:
            x, y, row = 0.0, y + row, 0.0
        spots[part] = x, y
        x, row = x + taken[part, 0], max(row, taken[part, 1])
    return spots


def _part(sizes: Floats, lines: Ints, aspect: float) -> Floats:
    """Draw one connected part: of some seeded drafts the one with fewest lines under boxes, then crossings."""
    n = len(sizes)
    if n == 1:
        return np.zeros((1, 2))
    hops = shortest_path(_links(lines, n), method="D", directed=False, unweighted=True)
    rounds = int(np.clip(WORK / (n * len(lines)), 2, 50))
    if n > MANY:
        return _draft(hops, 0, sizes, lines, aspect, rounds)
    best, lowest = np.zeros((n, 2)), (np.inf, np.inf)
    for seed in range(DRAFTS):
        draft = _draft(hops, seed, sizes, lines, aspect, rounds)
        score = len(_under(draft, sizes + 4, lines)[0]), _crossings(draft, lines)
        if score < lowest:
            best, lowest = draft, score
        if lowest == (0, 0):
            break
    return best


def _draft(hops: Floats, seed: int, sizes: Floats, lines: Ints, aspect: float, rounds: int) -> Floats:
    """Draw a part by its hops, lay it flat, stretch it to the frame, push boxes apart and off the lines."""
    n = len(hops)
    spaced = sizes + GAP
    places = _stress(hops, seed)
    places = (places - places.mean(axis=0)) @ _principal(places)
    area = spaced.prod(axis=1).sum() * (1.15 + 1.5 * min(1, n / 20))
    frame = np.array([np.sqrt(area * aspect), np.sqrt(area / aspect) if n > 2 else 0])
    places = _apart(places / np.maximum(np.ptp(places, axis=0), 1e-6) * frame, spaced)
    best, fewest = places, np.inf
    for turn in range(1, rounds + 1):
        boxes, push = _under(places, sizes + GAP / 2, lines)
        if len(boxes) < fewest:
            best, fewest = places, len(boxes)
        if not len(boxes):
            break
        pushed = places.copy()
        np.add.at(pushed, boxes, push)
        if turn % PATIENCE == 0:
            pushed *= ROOM
        places = _apart(pushed, spaced)
    return best


def _stress(hops: Floats, seed: int) -> Floats:
    """Positions whose distances resemble the hops between nodes.

    Stress majorization with weights hops^-2, solved with the first node held: Gansner, Koren and North,
    "Graph drawing by stress majorization", 2004. Twenty times faster than Kamada-Kawai by a general minimiser.
    """
    n = len(hops)
    weights = np.divide(1, hops**2, out=np.zeros_like(hops), where=hops > 0)
    held = cho_factor((np.diag(weights.sum(axis=1)) - weights)[1:, 1:])
    places: Floats = np.random.default_rng(seed).standard_normal((n, 2)) * hops.max() / 2
    for _ in range(60 if n <= 300 else 30):
        ratio = weights * hops / np.maximum(cdist(places, places), 1e-9)
        pull = ratio.sum(axis=1)[:, None] * places - ratio @ places
        places = np.vstack([np.zeros((1, 2)), cho_solve(held, pull[1:])])
    return places


def _principal(places: Floats) -> Floats:
    """The turn that lays the long side flat; its signs are fixed, so that it is always the same."""
    turn: Floats = np.linalg.eigh(np.cov(places.T))[1][:, ::-1]
    largest = turn[np.abs(turn).argmax(axis=0), [0, 1]]
    turn[:, largest < 0] *= -1
    return turn


# ------------------------------------------------------------------------------------------------ boxes and boxes


def _apart(places: Floats, sizes: Floats) -> Floats:
    """Push overlapping boxes apart along the axis of least effort; where that does not help, there is more room.

    Up to four pixels of overlap are left; `sizes` include the gap.
    """
    places = places.copy()
    reach = sizes.max(axis=0)
    for sweep in count(1):
        near = KDTree(places / reach).query_pairs(1, p=np.inf, output_type="ndarray")
        i, j = near[np.lexsort(near.T)].T
        between = places[i] - places[j]
        overlap = (sizes[i] + sizes[j]) / 2 - np.abs(between)
        touching = np.flatnonzero((overlap > 4).all(axis=1))
        if not len(touching):
            break
        i, j, between, overlap = i[touching], j[touching], between[touching], overlap[touching]
        axis = np.where(overlap[:, 0] < overlap[:, 1] * 1.4, 0, 1)
        rows = np.arange(len(axis))
        push = 0.45 * overlap[rows, axis] * np.where(between[rows, axis] >= 0, 1, -1)
        np.add.at(places, (i, axis), push)
        np.add.at(places, (j, axis), -push)
        if sweep % PATIENCE == 0:
            places *= ROOM
    return places


def _free_spots(
    wish: Floats, size: Floats, places: Floats, sizes: Floats, *, lead: float = 0, nearest: float = 0
) -> Iterator[Floats]:
    """Rings of whole-numbered spots round a point where a box overlaps none; they end outside the picture, never empty.

    Args:
        wish: the point.
        size: of the box.
        places: of the other boxes.
        sizes: of the other boxes.
        lead: direction in radians; spots nearest to it come first in each ring.
        nearest: radius of the first ring.
    """
    for radius in count(nearest, 16):
        turns = np.arange(int(radius / 5) + 1)
        angles = lead + (turns + 1) // 2 * np.where(turns % 2, 1, -1) * (2 * np.pi / len(turns))
        spots = np.round(wish + radius * FLAT * np.stack([np.cos(angles), np.sin(angles)], axis=1))
        need = (size + sizes) / 2 + TIGHT
        yield spots[~(np.abs(spots[:, None] - places) < need).all(axis=2).any(axis=1)]


# ------------------------------------------------------------------------------------------------ boxes and lines


def _meetings(places: Floats, sizes: Floats, starts: Floats, ends: Floats) -> tuple[Ints, Ints, Floats]:
    """Where boxes and straight lines meet (separating axes).

    Returns:
        Box, line, and the push that frees the box of the line, one entry for each meeting.
    """
    half, middle = (ends - starts) / 2, (ends + starts) / 2
    span = np.abs(half)
    beside, level = (
        np.abs(np.subtract.outer(places[:, axis], middle[:, axis])) < np.add.outer(sizes[:, axis] / 2, span[:, axis])
        for axis in (0, 1)
    )
    box, line = np.nonzero(beside & level)
    off = places[box] - middle[line]
    across = half[line, 0] * off[:, 1] - half[line, 1] * off[:, 0]
    need = (sizes[box] / 2 * span[line, ::-1]).sum(axis=1)
    meets = np.abs(across) < need
    box, line, across, need = box[meets], line[meets], across[meets], need[meets]
    length = np.hypot(*half[line].T)
    normal = np.stack([-half[line, 1], half[line, 0]], axis=1) / length[:, None]
    way = ((need - np.abs(across)) / length * 0.6 + 2) * np.where(across >= 0, 1, -1)
    return box, line, normal * way[:, None]


def _under(places: Floats, sizes: Floats, lines: Ints) -> tuple[Ints, Floats]:
    """Boxes with a line under them that does not end there, once for each such line, and the push that frees them."""
    box, line, push = _meetings(places, sizes, places[lines[:, 0]], places[lines[:, 1]])
    foreign = (lines[line] != box[:, None]).all(axis=1)
    return box[foreign], push[foreign]


def _crossings(places: Floats, lines: Ints) -> int:
    """How many pairs of lines cross."""
    a, b = places[lines[:, 0]], places[lines[:, 1]]

    def side(p: Floats, q: Floats, r: Floats) -> Floats:
        one, other = q - p, r - p
        return np.sign(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])

    parted = side(a[:, None], b[:, None], a) * side(a[:, None], b[:, None], b) < 0
    return int(np.triu(parted & parted.T).sum())


# ------------------------------------------------------------------------------------------------ a picture that grows


def _grow(places: Floats, sizes: Floats, lines: Ints) -> None:
    """Set boxes joined to placed ones into free spots near them; what stands does not move."""
    while True:
        joined = _placed(places)[lines]
        half_placed = joined.any(axis=1) & ~joined.all(axis=1)
        waiting = np.unique(lines[half_placed][~joined[half_placed]])
        if not len(waiting):
            return
        for box in waiting:
            places[box] = _spot_near(box, places, sizes, lines)


def _spot_near(box: int, places: Floats, sizes: Floats, lines: Ints) -> Floats:
    """Of the nearest free spots the one with fewest lines under boxes."""
    stands = np.flatnonzero(_placed(places))
    drawn = lines[_placed(places)[lines].all(axis=1)]
    own = lines[(lines == box).any(axis=1)]
    neighbours = np.intersect1d(own, stands)
    wish = places[neighbours].mean(axis=0)
    outward = wish - places[stands].mean(axis=0)
    spots = _free_spots(
        wish,
        sizes[box],
        places[stands],
        sizes[stands],
        lead=float(np.arctan2(outward[1], outward[0])),
        nearest=96 if len(neighbours) == 1 else 0,
    )
    rings = list(islice((ring for ring in spots if len(ring)), 16))
    choice = np.concatenate(rings)
    cost = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    wide = np.broadcast_to(sizes[box] + TIGHT, choice.shape)
    on_lines = _meetings(choice, wide, places[drawn[:, 0]], places[drawn[:, 1]])[0]
    cost += CLASH * np.bincount(on_lines, minlength=len(choice))
    for neighbour in neighbours:
        others = stands[stands != neighbour]
        ends = np.broadcast_to(places[neighbour], choice.shape)
        over_boxes = _meetings(places[others], sizes[others], choice, ends)[1]
        cost += CLASH * np.bincount(over_boxes, minlength=len(choice))
    best: Floats = choice[cost.argmin()]
    return best
