"""What a picture of a network shows, and where: boxes, lines and places, shared by screen and paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.declare import Colours, Look, Node
from graph.life import AgreementState
from graph.texts import language, t
from reports.boxes import Box, box
from reports.layout import Point, layout
from reports.looks import Line


@dataclass(frozen=True)
class NetworkNode:
    """A node of a picture.

    Attributes:
        id: of the entity, or any other id for a box that stands for many.
        label: family label; gives its shape and colour.
        caption: what stands in its box; a line break is kept.
        title: full text shown on hovering; plain text.
        foreign: whether it belongs to another country.
        state: of an agreement on the day of view.
        big: whether it stands out, as the starting point does.
        members: how many entities the box stands for.
    """

    id: str
    label: str
    caption: str
    title: str = ""
    foreign: bool = False
    state: AgreementState | None = None
    big: bool = False
    members: int = 1

    @property
    def kind(self) -> Kind:
        """Its entry of the legend."""
        return Kind(self.label, self.foreign and Node.labels[self.label].look.foreign is not None)


@dataclass(frozen=True)
class NetworkEdge:
    """A line of a picture.

    Attributes:
        id: unique in the picture.
        source: id of the node it starts at.
        target: id of the node it ends at.
        title: text shown on hovering; plain text.
        width: in pixels.
        line: its form.
        arrow: whether it points at its end.
        count: of the relationships or agreements it stands for; more than one is written on it.
    """

    id: str
    source: str
    target: str
    title: str = ""
    width: float = 1.4
    line: Line = "solid"
    arrow: bool = False
    count: int = 1


@dataclass(frozen=True)
class NetworkView:
    """What a picture shows; ids are unique, and every line joins two of its nodes.

    Attributes:
        nodes: the boxes.
        edges: the lines.
        heading: title above the picture, for presentations and paper.
        note: line below it: the day, the sources.
    """

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    heading: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        known = Counter(node.id for node in self.nodes)
        twice = [key for key, times in (known + Counter(edge.id for edge in self.edges)).items() if times > 1]
        if twice:
            raise ValueError(f"ids that are not unique in the picture: {', '.join(sorted(twice))}")
        loose = [edge.id for edge in self.edges if not {edge.source, edge.target} <= known.keys()]
        if loose:
            raise ValueError(f"lines without a node at an end: {', '.join(loose)}")

    @property
    def legend(self) -> dict[Kind, int]:
        """Kinds in the order of the model, and how many entities of each there are."""
        counts: Counter[Kind] = Counter()
        for node in self.nodes:
            counts[node.kind] += node.members
        kinds = [Kind(label, foreign) for label in Node.labels for foreign in (False, True)]
        return {kind: counts[kind] for kind in kinds if counts[kind]}


@dataclass(frozen=True)
class Kind:
    """An entry of the legend: a label, and its side where that shows."""

    label: str
    foreign: bool = False

    @property
    def id(self) -> str:
        """Its name in addresses and payloads."""
        return f"{self.label}.foreign" if self.foreign else self.label

    @property
    def look(self) -> Look:
        """The look declared on its class."""
        return Node.labels[self.label].look

    @property
    def colours(self) -> Colours:
        """Its colour on both pages."""
        return (self.foreign and self.look.foreign) or self.look.colours

    @property
    def name(self) -> str:
        """Its name in the current language."""
        if self.look.foreign is None:
            return Node.labels[self.label].title.of(language())
        return t(f"network.kind_{self.id.replace('.', '_')}")


@dataclass(frozen=True)
class Drawing:
    """A view with its boxes and their places, ready for screen or paper.

    Attributes:
        view: what is shown.
        boxes: id -> its box.
        places: id -> centre of its box in pixels, y downwards.
    """

    view: NetworkView
    boxes: Mapping[str, Box] = field(repr=False)
    places: Mapping[str, Point] = field(repr=False)

    def of(self, view: NetworkView) -> Drawing:
        """The same boxes at the same places for a view that has no others."""
        return replace(self, view=view)


def arrange(
    view: NetworkView,
    *,
    stands: Mapping[str, Point] | None = None,
    stages: Iterable[NetworkView] = (),
    aspect: float = 1.5,
    size: float = 13,
) -> Drawing:
    """Measure the boxes of a view and place them.

    Args:
        view: what is shown.
        stands: places of an earlier drawing, or where boxes were dragged to; these do not move.
        stages: what was shown after each step in which the picture grew; boxes are placed in the same order, so that a
            picture opened again stands as it stood.
        aspect: width of the picture divided by its height.
        size: of the font, in pixels.

    Returns:
        The drawing; its `places` are the `stands` of the next one.
    """
    places = dict(stands or {})
    for stage in (*stages, view):
        if not places.keys() >= {node.id for node in stage.nodes}:
            sizes = {key: (one.width, one.height) for key, one in _boxes(stage, size).items()}
            lines = [(edge.source, edge.target) for edge in stage.edges]
            places |= layout(sizes, lines, aspect=aspect, pinned=places)
    return Drawing(view, _boxes(view, size), {node.id: places[node.id] for node in view.nodes})


def _boxes(view: NetworkView, size: float) -> dict[str, Box]:
    return {node.id: box(node.kind.look, node.caption, size=size, big=node.big) for node in view.nodes}
