"""Answers to pictures: which boxes and lines a view of the network has. Pure, apart from asking the catalogue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.declare import Relationship
from graph.life import AgreementState
from graph.model import AgencyKind, AgreementKind, PlaceKind
from graph.resolve import Entry
from graph.texts import language, t
from queries.runner import Answer
from reports.looks import STATES
from reports.network import NetworkEdge, NetworkNode, NetworkView
from reports.words import choice_text

MANY = 12  # more neighbours of one kind become one box
OPEN = (AgreementState.PLANNED, AgreementState.IN_PREPARATION, AgreementState.NOT_SIGNED)
LISTED = ("PARTY_TO", "SIGNS", "COOPERATES_WITH", "SUCCEEDED_BY")
HIDDEN_TYPES = frozenset({"CHAINS", "STATED_IN", "COOPERATES_WITH", "AGENCY_OF", "PART_OF"})
TYPE_WORDS = {
    PlaceKind.CITY: "picture.city",
    PlaceKind.TOWN: "picture.town",
    PlaceKind.DISTRICT: "picture.district",
    PlaceKind.URBAN_DISTRICT: "picture.urban_district",
    PlaceKind.COMMUNE: "picture.commune",
    PlaceKind.WARD: "picture.ward",
    PlaceKind.BORDER_GATE: "picture.border_gate",
}

Ask = Callable[..., Answer]


@dataclass
class Picture:
    """A picture in the making.

    Attributes:
        entry: what is known of an id.
        home: country of our side.
        nodes: id -> box.
        edges: id -> line.
        sources: id of a line -> where it stands, as (document, section, title).
    """

    entry: Callable[[str], Entry | None]
    home: str
    nodes: dict[str, NetworkNode] = field(default_factory=dict)
    edges: dict[str, NetworkEdge] = field(default_factory=dict)
    sources: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, entity: Any, *, big: bool = False) -> str:
        """A box for an entity of an answer."""
        if entity.id not in self.nodes:
            entry = self.entry(entity.id)
            caption = place_caption(entity.name, entry.kind) if entry and entity.label == "Place" else entity.name
            self.nodes[entity.id] = NetworkNode(
                id=entity.id,
                label=entity.label,
                caption=caption,
                title=caption,
                foreign=bool(entry and entry.country and entry.country != self.home),
                big=big,
            )
        return str(entity.id)

    def add_agreement(self, row: Mapping[str, Any], entity: Any) -> str:
        """A box for an agreement: its kind and period, outlined by its state."""
        if entity.id not in self.nodes:
            self.nodes[entity.id] = NetworkNode(
                id=entity.id,
                label="Agreement",
                caption=agreement_caption(row),
                title=entity.name,
                state=row["state"],
            )
        return str(entity.id)

    def join(self, kind: str, start: str, end: str, sources: list[Any], **look: Any) -> None:
        """A line between two boxes, one for each relationship."""
        key = f"{kind}|{start}|{end}"
        if start == end or key in self.edges:
            return
        title = look.pop("title", None) or Relationship.types[kind].text.of(language())
        self.edges[key] = NetworkEdge(key, start, end, title=title, **look)
        self.sources[key] = sources

    def view(self, *, heading: str = "", note: str = "") -> NetworkView:
        """The picture, in an order that does not depend on how it was made."""
        nodes = tuple(self.nodes[key] for key in sorted(self.nodes))
        return NetworkView(nodes, tuple(self.edges[key] for key in sorted(self.edges)), heading=heading, note=note)


def place_caption(name: str, kind: str) -> str:
    """A place with its type word where that is needed to know which is meant: `Huyện Lục Ngạn`, but `Bắc Giang`."""
    word = TYPE_WORDS.get(PlaceKind(kind)) if kind else None
    return t(word, name=name) if word else name


def agreement_caption(row: Mapping[str, Any]) -> str:
    """An agreement without its parties, which the lines show: `Bản ghi nhớ 2021–2025`."""
    kind = row["kind"]
    name = (kind.vi.split(",")[0] if language() == "vi" else kind.en) if isinstance(kind, AgreementKind) else ""
    first, last, signed = row["period_from"], row["period_to"], row["signed_on"]
    if first and last:
        return f"{name} {first.year}–{last.year}" if first.year != last.year else f"{name} {first.year}"
    day: dt.date | None = first or signed
    return f"{name} {day.year}" if day else name


def agreements_picture(picture: Picture, ask: Ask, root: str | None) -> None:
    """Agreements of a place, or of everybody, with their parties; bodies and units hang on the places shown."""
    rows = ask("network_agreements", **({"place": root} if root else {})).rows
    for row in rows:
        agreement = picture.add_agreement(row, row["end_node"])
        party = picture.add(row["start_node"], big=row["start_node"].id == root)
        line = STATES[row["state"]].line if row["state"] in OPEN else "solid"
        picture.join("PARTY_TO", party, agreement, row["sources"], line=line)
    for node in list(picture.nodes):
        entry = picture.entry(node)
        above = next((p for p in entry.parents if p in picture.nodes), None) if entry else None
        if above:
            kind = "AGENCY_OF" if picture.nodes[node].label == "Agency" else "PART_OF"
            picture.join(kind, node, above, [], line="dotted", width=1.0)


def places_picture(picture: Picture, ask: Ask, root: str | None) -> None:
    """Who cooperates with whom: one line a pair, as strong as it has agreements."""
    for row in ask("network_places", **({"place": root} if root else {})).rows:
        start = picture.add(row["start_node"], big=row["start_node"].id == root)
        end = picture.add(row["end_node"], big=row["end_node"].id == root)
        title = t("picture.agreements", count=row["count"])
        picture.join("COOPERATES_WITH", start, end, row["sources"], title=title, width=1 + 1.2 * min(row["count"], 6))


def neighbours_picture(picture: Picture, ask: Ask, root: str) -> None:
    """Everything one relationship away from any entity."""
    grow(picture, ask, root)
    if root in picture.nodes:
        node = picture.nodes[root]
        picture.nodes[root] = NetworkNode(**{**_fields(node), "big": True})


def _fields(node: NetworkNode) -> dict[str, Any]:
    return {name: getattr(node, name) for name in node.__dataclass_fields__}


def grow(picture: Picture, ask: Ask, entity: str, states: Mapping[str, Mapping[str, Any]] | None = None) -> None:
    """Add what is around an entity; more than twelve of one kind become one box.

    Args:
        picture: the picture.
        ask: asks the catalogue.
        entity: id.
        states: rows of agreements already known, by id.
    """
    groups: dict[tuple[str, str, bool], list[Mapping[str, Any]]] = defaultdict(list)
    for row in ask("neighbours", entity=entity, limit=2000).rows:
        if row["relationship"] in HIDDEN_TYPES:
            continue
        out = row["start_node"].id == entity
        other = row["end_node"] if out else row["start_node"]
        groups[row["relationship"], other.label, out].append(row)
    for (kind, label, out), rows in sorted(groups.items(), key=lambda item: item[0]):
        new = [r for r in rows if (r["end_node"] if out else r["start_node"]).id not in picture.nodes]
        if len(new) > MANY:
            _add_many(picture, entity, kind, label, out, rows)
            continue
        for row in rows:
            start, end = picture.add(row["start_node"]), picture.add(row["end_node"])
            picture.join(kind, start, end, row["sources"], arrow=kind not in LISTED)


def _add_many(
    picture: Picture, entity: str, kind: str, label: str, out: bool, rows: Iterable[Mapping[str, Any]]
) -> None:
    found = list(rows)
    key = f"{entity}#{kind}.{label}.{'out' if out else 'in'}"
    name = Relationship.types[kind].text.of(language())
    caption = t("picture.many", count=len(found), what=_plural(label), how=name.lower())
    picture.nodes[key] = NetworkNode(id=key, label=label, caption=caption, title=caption, members=len(found))
    start, end = (entity, key) if out else (key, entity)
    picture.join(kind, start, end, [])


def _plural(label: str) -> str:
    from graph.declare import Node

    return Node.labels[label].plural.of(language())


def kind_text(entry: Entry) -> str:
    """What kind of thing an entry is, in words."""
    from graph.declare import Node

    node = Node.labels[entry.label]
    for choices in (PlaceKind, AgencyKind, AgreementKind):
        if entry.label == choices.__name__.removesuffix("Kind") and entry.kind:
            return f"{node.title.of(language())} · {choice_text(choices(entry.kind)).split(',')[0]}"
    return node.title.of(language())
