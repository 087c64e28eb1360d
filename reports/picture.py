"""Answers to pictures: which boxes and lines a view of the network has. Pure, apart from asking the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from graph.declare import Node, Relationship
from graph.life import AgreementState
from graph.model import AgencyKind, AgreementKind, PlaceKind
from graph.resolve import Entry
from graph.texts import language, t
from queries.runner import Answer, Entity, Source
from reports.looks import STATES
from reports.network import NetworkEdge, NetworkNode, NetworkView
from reports.words import choice_text, number_text

MANY = 12  # more neighbours of one kind become one box
NEIGHBOURS = 2000
LINES = 20_000
WIDEST = 6  # agreements beyond which a line between two places grows no wider
NOT_YET = (AgreementState.PLANNED, AgreementState.IN_PREPARATION, AgreementState.NOT_SIGNED)
MUTUAL = ("PARTY_TO", "SIGNS", "COOPERATES_WITH", "SUCCEEDED_BY")  # drawn without an arrow
DERIVED = ("CHAINS", "COOPERATES_WITH")
UPWARDS = ("AGENCY_OF", "PART_OF")
CONTENTS = ("Agreement", "Task", "Event")
TYPE_WORDS = {
    PlaceKind.CITY: "picture.city",
    PlaceKind.TOWN: "picture.town",
    PlaceKind.DISTRICT: "picture.district",
    PlaceKind.URBAN_DISTRICT: "picture.urban_district",
    PlaceKind.COMMUNE: "picture.commune",
    PlaceKind.WARD: "picture.ward",
    PlaceKind.BORDER_GATE: "picture.border_gate",
}
KINDS = {"Place": PlaceKind, "Agency": AgencyKind, "Agreement": AgreementKind}

Row = Mapping[str, Any]


class Ask(Protocol):
    """Asks the catalogue."""

    def __call__(self, name: str, params: Mapping[str, Any] | None = None, *, limit: int = ...) -> Answer:
        """The answer to a question."""


@dataclass(frozen=True)
class Group:
    """Neighbours that one box stands for: of one label, joined to one entity by one type in one direction."""

    entity: str
    relationship: str
    label: str
    outgoing: bool

    @property
    def id(self) -> str:
        """Id of its box; no entity's id has a `#`."""
        return f"{self.entity}#{self.relationship}.{self.label}.{'out' if self.outgoing else 'in'}"

    @classmethod
    def read(cls, box: str) -> Group | None:
        """The group that a box of this id stands for; None where it stands for one entity."""
        entity, mark, rest = box.partition("#")
        if not mark:
            return None
        relationship, label, way = rest.split(".")
        return cls(entity, relationship, label, way == "out")

    @property
    def caption(self) -> str:
        """What it holds, and how that is joined, without the number."""
        what = Node.labels[self.label].plural.of(language()).lower()
        return t("picture.group", what=what, how=relation_text(self.relationship, outgoing=self.outgoing).lower())


@dataclass
class Picture:
    """A picture in the making.

    Attributes:
        ask: asks the catalogue.
        entry: what is known of an id.
        home: country of our side.
        nodes: id -> box.
        edges: id -> line.
        sources: id of a line -> where it stands.
        behind: id of a line between two places -> the agreements it stands for.
        left_out: how many boxes have no room in it.
    """

    ask: Ask
    entry: Callable[[str], Entry | None]
    home: str
    nodes: dict[str, NetworkNode] = field(default_factory=dict)
    edges: dict[str, NetworkEdge] = field(default_factory=dict)
    sources: dict[str, Sequence[Source]] = field(default_factory=dict)
    behind: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: int = 0

    def add(self, entity: Entity, *, big: bool = False) -> None:
        """A box for an entity; an agreement's has its kind and period, and is outlined by its state."""
        if entity.id in self.nodes:
            return
        entry, terms = self.entry(entity.id), self.agreements.get(entity.id)
        caption = entity.name
        if entry and entity.label == "Place":
            caption = place_caption(entity.name, entry.kind)
        self.nodes[entity.id] = NetworkNode(
            id=entity.id,
            label=entity.label,
            caption=agreement_caption(terms) if terms else caption,
            title=caption,
            foreign=bool(entry and entry.country and entry.country != self.home),
            state=terms["state"] if terms else None,
            big=big,
        )

    @cached_property
    def parties(self) -> dict[str, tuple[str, ...]]:
        """Id of an agreement -> its parties."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.ask("network_agreements", limit=LINES).rows:
            found[row["end_node"].id] = (*found.get(row["end_node"].id, ()), row["start_node"].id)
        return found

    @cached_property
    def agreements(self) -> dict[str, Row]:
        """Id of an agreement -> a row with its kind, period and state."""
        return {row["end_node"].id: row for row in self.ask("network_agreements", limit=LINES).rows}

    def join(self, row: Row, **drawn: Any) -> None:
        """A line for a row of an answer, one for each relationship; both its ends get their boxes.

        Args:
            row: start_node, relationship, end_node, sources.
            **drawn: how the line is drawn, as `NetworkEdge` has it.
        """
        self.add(row["start_node"])
        self.add(row["end_node"])
        self.line(row["relationship"], row["start_node"].id, row["end_node"].id, row["sources"], **drawn)

    def line(self, kind: str, start: str, end: str, sources: Sequence[Source] = (), **drawn: Any) -> None:
        """A line between two boxes."""
        key = f"{kind}|{start}|{end}"
        if start != end and key not in self.edges:
            drawn = {"title": Relationship.types[kind].text.of(language()), **drawn}
            self.edges[key] = NetworkEdge(key, start, end, **drawn)
            self.sources[key] = sources

    def stress(self, entity: str) -> None:
        """Make a box stand out."""
        if entity in self.nodes:
            self.nodes[entity] = replace(self.nodes[entity], big=True)

    def take_out(self, entities: Iterable[str]) -> None:
        """Leave boxes out, with their lines, and what then hangs on nothing; a box that stands out stays."""
        out = {key for key in entities if key in self.nodes and not self.nodes[key].big}
        if not out:
            return
        joined = self._ends()
        self.nodes = {key: node for key, node in self.nodes.items() if key not in out}
        self.keep_lines()
        left = self._ends()
        self.nodes = {key: node for key, node in self.nodes.items() if node.big or key in left or key not in joined}

    def keep_around(self, entity: str) -> None:
        """Keep a box and what is joined to it only."""
        if entity not in self.nodes:
            return
        ends = ({edge.source, edge.target} for edge in self.edges.values())
        near = {entity}.union(*(pair for pair in ends if entity in pair))
        self.nodes = {key: node for key, node in self.nodes.items() if key in near}
        self.keep_lines()

    def _ends(self) -> set[str]:
        """Boxes that a line ends at."""
        return {end for edge in self.edges.values() for end in (edge.source, edge.target)}

    def keep_lines(self) -> None:
        """Leave out lines that have lost a box at an end."""
        self.edges = {
            key: edge for key, edge in self.edges.items() if edge.source in self.nodes and edge.target in self.nodes
        }

    @property
    def bundles(self) -> dict[str, tuple[str, ...]]:
        """Id of the line that is drawn -> ids of all lines between the same two boxes, itself first."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for key in sorted(self.edges):
            edge = self.edges[key]
            found[tuple(sorted((edge.source, edge.target)))].append(key)
        return {keys[0]: tuple(keys) for keys in found.values()}

    def view(self, *, heading: str = "", note: str = "") -> NetworkView:
        """The picture, in an order that does not depend on how it was made; one line between two boxes."""
        nodes = tuple(self.nodes[key] for key in sorted(self.nodes))
        lines = tuple(_one([self.edges[key] for key in keys]) for keys in self.bundles.values())
        return NetworkView(nodes, lines, heading=heading, note=note)

    def copy(self) -> Picture:
        """A picture of its own with the same boxes and lines."""
        return replace(
            self, nodes=dict(self.nodes), edges=dict(self.edges), sources=dict(self.sources), behind=dict(self.behind)
        )


def _one(lines: Sequence[NetworkEdge]) -> NetworkEdge:
    """One line for several between the same two boxes, with their number."""
    first = lines[0]
    if len(lines) == 1:
        return first
    return replace(
        first,
        title=" · ".join(dict.fromkeys(line.title for line in lines)),
        width=max(line.width for line in lines),
        line="solid" if any(line.line == "solid" for line in lines) else first.line,
        arrow=all(line.arrow and line.target == first.target for line in lines),
        count=len(lines),
    )


# ------------------------------------------------------------------------------------------------ words in boxes


def place_caption(name: str, kind: str) -> str:
    """A place with its type word where that is needed to know which is meant.

    Args:
        name: its name.
        kind: a code of `PlaceKind`; "" where it is not known.

    Returns:
        `Huyện Lục Ngạn`, but `Bắc Giang`; a name that has the word already stays.
    """
    word = TYPE_WORDS.get(PlaceKind(kind)) if kind else None
    if word is None:
        return name
    caption = t(word, name=name)
    first = caption.partition(name)[0]
    return name if name.startswith(first) else caption


def agreement_caption(row: Row) -> str:
    """An agreement without its parties, which the lines show: `Bản ghi nhớ 2021–2025`.

    Args:
        row: kind, period_from, period_to, signed_on.

    Returns:
        Its kind with its years; the year it was signed where no period is stated.
    """
    kind: AgreementKind = row["kind"]
    days = (row["period_from"] or row["signed_on"], row["period_to"])
    years = "–".join(dict.fromkeys(str(day.year) for day in days if day))
    return f"{choice_text(kind).partition(',')[0]} {years}".strip()


def relation_text(kind: str, *, outgoing: bool) -> str:
    """A relationship type as read from one of its ends: an agreement's PARTY_TO are `Các bên`."""
    return Relationship.types[kind].text.of(language()) if outgoing else t(f"picture.in_{kind}")


def kind_text(entry: Entry) -> str:
    """What kind of thing an entry is: `Địa phương · Tỉnh`, `Nhiệm vụ`."""
    words = (Node.labels[entry.label].title.of(language()), kind_word(entry))
    return " · ".join(dict.fromkeys(filter(None, words)))


def kind_word(entry: Entry) -> str:
    """The kind of a place, agency or agreement in a word; "" for other labels."""
    kinds = KINDS.get(entry.label)
    return choice_text(kinds(entry.kind)).partition(",")[0] if kinds and entry.kind else ""


# ------------------------------------------------------------------------------------------------ views


def agreements_picture(picture: Picture, *, place: str | None = None, topic: str | None = None) -> None:
    """Agreements with their parties; bodies and units hang on the places shown.

    Args:
        picture: gets the boxes and lines.
        place: only of this place, the units below it and their bodies.
        topic: only about this topic and narrower ones.
    """
    given = {name: value for name, value in (("place", place), ("topic", topic)) if value}
    for row in picture.ask("network_agreements", given, limit=LINES).rows:
        picture.join(row, line=STATES[row["state"]].line if row["state"] in NOT_YET else "solid")
    for node in list(picture.nodes.values()):
        entry = picture.entry(node.id)
        above = next((p for p in entry.parents if p in picture.nodes), None) if entry else None
        if above:
            kind = "AGENCY_OF" if node.label == "Agency" else "PART_OF"
            picture.line(kind, node.id, above, line="dotted", width=1.0)
    picture.stress(place or "")


def places_picture(picture: Picture, place: str | None = None) -> None:
    """Who cooperates with whom: one line a pair, the wider the more agreements it has.

    Args:
        picture: gets the boxes and lines.
        place: only pairs with this place.
    """
    for row in picture.ask("network_places", {"place": place} if place else {}, limit=LINES).rows:
        picture.join(row, **weight(row["count"]))
        key = f"{row['relationship']}|{row['start_node'].id}|{row['end_node'].id}"
        picture.behind[key] = tuple(one.id for one in row["agreements"])
    picture.stress(place or "")


def weight(agreements: int) -> dict[str, Any]:
    """How a line that stands for so many agreements is drawn: the more, the wider, with their number."""
    title = t("picture.agreements", count=number_text(agreements))
    return {"title": title, "width": 1 + 1.2 * min(agreements, WIDEST), "count": agreements}


def grow(picture: Picture, entity: str) -> None:
    """Add what is around an entity; more than twelve new ones of one kind become one box.

    Args:
        picture: gets the boxes and lines.
        entity: id.
    """
    for group, rows in around(picture, entity).items():
        if sum(_other(row, entity).id not in picture.nodes for row in rows) > MANY:
            _add_group(picture, group, rows)
        else:
            _join_all(picture, rows)


def open_group(picture: Picture, group: Group) -> None:
    """Add everything that one box stands for, or would stand for.

    Args:
        picture: gets the boxes and lines.
        group: which neighbours.
    """
    picture.nodes.pop(group.id, None)
    picture.keep_lines()
    _join_all(picture, around(picture, group.entity).get(group, []))


def around(picture: Picture, entity: str) -> dict[Group, list[Row]]:
    """What can be drawn round an entity, by relationship, direction and label.

    Args:
        picture: asks the catalogue.
        entity: id.

    Returns:
        Group -> rows of `neighbours`, in an order of their own.
    """
    groups: dict[Group, list[Row]] = defaultdict(list)
    for row in neighbours(picture.ask, entity):
        outgoing = row["start_node"].id == entity
        if _drawn(row, outgoing):
            groups[Group(entity, row["relationship"], _other(row, entity).label, outgoing)].append(row)
    return {group: groups[group] for group in sorted(groups, key=lambda group: group.id)}


def hidden_around(picture: Picture, entity: str) -> dict[Group, int]:
    """How many of each group round an entity are not in the picture yet.

    Args:
        picture: with the boxes that are shown.
        entity: id.

    Returns:
        Group -> number, without those that are shown whole.
    """
    counts = {
        group: len({other for row in rows if (other := _other(row, entity).id) not in picture.nodes})
        for group, rows in around(picture, entity).items()
    }
    return {group: count for group, count in counts.items() if count}


def _join_all(picture: Picture, rows: Iterable[Row]) -> None:
    for row in rows:
        picture.join(row, arrow=row["relationship"] not in MUTUAL)


def neighbours(ask: Ask, entity: str, relationship: str | None = None) -> list[Row]:
    """Rows of what an entity is joined to, without itself.

    Args:
        ask: asks the catalogue.
        entity: id.
        relationship: only of this type.
    """
    given = {"entity": entity, **({"relationship": relationship} if relationship else {})}
    return [row for row in ask("neighbours", given, limit=NEIGHBOURS).rows if _other(row, entity).id != entity]


def members(ask: Ask, group: Group) -> list[Entity]:
    """The entities that a box stands for, in the order of the answer."""
    rows = neighbours(ask, group.entity, group.relationship)
    same_way = [row for row in rows if (row["start_node"].id == group.entity) is group.outgoing]
    found = [_other(row, group.entity) for row in same_way]
    return list(dict.fromkeys(other for other in found if other.label == group.label))


def _other(row: Row, entity: str) -> Entity:
    other: Entity = row["end_node"] if row["start_node"].id == entity else row["start_node"]
    return other


def _drawn(row: Row, outgoing: bool) -> bool:
    """Whether a relationship is worth a line: not derived ones, not what lies below; statements only of a document."""
    kind = row["relationship"]
    if kind == "STATED_IN":
        return not outgoing and row["start_node"].label in CONTENTS
    return kind not in DERIVED and (outgoing or kind not in UPWARDS)


def _add_group(picture: Picture, group: Group, rows: Iterable[Row]) -> None:
    count = len({_other(row, group.entity).id for row in rows})
    caption = f"{number_text(count)} {group.caption}"
    picture.nodes[group.id] = NetworkNode(group.id, group.label, caption, title=caption, members=count)
    start, end = (group.entity, group.id) if group.outgoing else (group.id, group.entity)
    picture.line(group.relationship, start, end)
