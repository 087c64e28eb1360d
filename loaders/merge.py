"""Records of many documents to the facts of one graph: nodes and relationships, each with its sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from graph.cells import Choice, CutDate
from graph.declare import Edge, Node, Property, Relationship, Row, columns_of, stored
from graph.model import Agreement, Document, DocumentKind, FurtherParent, SameAs, Spelling, Task
from graph.names import search_text
from loaders.rows import Record

WEAK = frozenset({"unnamed", "other"})
Rank = tuple[int, dt.date, str]
RelationshipKey = tuple[str, str, str, str]


@dataclass(slots=True)
class Facts:
    """What the graph shall hold.

    Attributes:
        labels: id -> family label.
        nodes: id -> properties, `id`, `name` and `search_text` among them.
        relationships: (type, from id, to id, key) -> properties, `sources` among them (STATED_IN apart).
    """

    labels: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, dict[str, Property]] = field(default_factory=dict)
    relationships: dict[RelationshipKey, dict[str, Property]] = field(default_factory=dict)

    def only(self, owners: Container[str]) -> Facts:
        """The part that goes with some nodes, and with pairs of nodes (`owner_of`)."""
        return Facts(
            {name: label for name, label in self.labels.items() if name in owners},
            {name: values for name, values in self.nodes.items() if name in owners},
            {key: values for key, values in self.relationships.items() if owner_of(key) in owners},
        )

    def of_type(self, *types: str) -> Iterable[tuple[RelationshipKey, dict[str, Property]]]:
        """Relationships of these types."""
        return ((key, properties) for key, properties in self.relationships.items() if key[0] in types)


@cache
def _told_by_end() -> frozenset[str]:
    """Types of which the row that declares one is about its end."""
    rows = (*Node.labels.values(), FurtherParent)
    edges = [column.edge for row in rows for column in columns_of(row) if column.edge]
    return frozenset(edge.relationship.type for edge in edges if edge.arrow == "<-") | {"CHAINS"}


def owner_of(key: RelationshipKey) -> str:
    """What a relationship goes with: the node whose rows say it; of derived ones, what they follow from.

    Args:
        key: the relationship.

    Returns:
        An id; of a cooperation, its two places with a tab between them.
    """
    kind, start, end, told_apart = key
    if kind == "COOPERATES_WITH":
        return f"{start}\t{end}"
    if kind == "SUCCEEDED_BY":
        return told_apart
    return end if kind in _told_by_end() else start


@dataclass(slots=True)
class _Names:
    """Everything an entity is called: by its own rows, and by others."""

    own: list[str] = field(default_factory=list)
    others: set[str] = field(default_factory=set)

    @property
    def all(self) -> list[str]:
        """In an order that does not depend on the order of reading."""
        return [*self.own, *sorted(self.others)]


def merge(records: Iterable[Record], same_as: Mapping[str, str]) -> Facts:
    """Unite what the documents state.

    Relationships unite their sources; a scalar comes from the newest document that has it, a registry row before any
    document's own row; lists are replaced (MODEL rule 25).

    Args:
        records: rows that load, resolved.
        same_as: id -> the id it means; such an id is no node.

    Returns:
        The facts, without what is derived.
    """
    records = list(records)
    ranks = document_ranks(records)
    groups: dict[str, list[Record]] = defaultdict(list)
    lent: dict[str, list[Record]] = defaultdict(list)
    facts = Facts()
    for record in records:
        if record.label and record.id and record.id not in same_as:
            groups[record.id].append(record)
        elif record.id in same_as:
            lent[same_as[record.id]].append(record)
    names: dict[str, _Names] = {}
    for name, rows in groups.items():
        if len(rows) > 1:
            rows.sort(key=lambda r: _rank(r, ranks))
        _add_node(facts, names, name, rows, ranks)
    for name, rows in groups.items():
        for record in rows:
            _add_relationships(facts, name, record, ranks)
    for target, rows in lent.items():
        if target in facts.nodes:
            _lend(facts, names[target], target, rows, ranks)
    _add_spellings(facts, names, records, same_as)
    for name, called in names.items():
        facts.nodes[name]["search_text"] = search_text(called.all)
    return facts


def document_ranks(records: Iterable[Record]) -> dict[str, tuple[dt.date, str]]:
    """How new each document is: as_of, else issued_on (a cut date counts as its first day), then its id.

    Args:
        records: rows, those of documents among them.

    Returns:
        Document id -> what it is compared by.
    """
    ranks = {}
    for record in records:
        row = record.row
        if isinstance(row, Document) and record.table.scope == "document":
            date = row.as_of or row.issued_on
            ranks[record.document] = (date.first if date else dt.date.min, record.document)
    return ranks


def _rank(record: Record, ranks: Mapping[str, tuple[dt.date, str]]) -> Rank:
    """Order of statements, the one that counts last."""
    if record.document:
        own = isinstance(record.row, Document)
        return (2 if own else 0, *ranks.get(record.document, (dt.date.min, record.document)))
    return (1, dt.date.min, "")


def _add_node(
    facts: Facts, names: dict[str, _Names], name: str, rows: list[Record], ranks: Mapping[str, tuple[dt.date, str]]
) -> None:
    nodes = [r.row for r in rows if isinstance(r.row, Node)]
    if not nodes:
        return
    values = nodes[0].values() if len(nodes) == 1 else _merged_values(rows, ranks)
    if basis := next((record.refs["legal_basis"] for record in rows if "legal_basis" in record.refs), ()):
        values = {**values, "legal_basis": basis[0]}
    properties: dict[str, Property] = {"id": name, **nodes[-1].defaults, **stored(values)}
    properties["id"] = name
    properties["name"] = str(values.get("name") or nodes[-1].caption() or name)
    facts.labels[name] = rows[0].label
    facts.nodes[name] = properties
    called = names[name] = _Names()
    for attribute in ("name", "name_en", "name_before"):
        if text := properties.get(attribute):
            called.own.append(str(text))
    for alias in properties.get("aliases") or ():  # type: ignore[union-attr]
        called.own.append(str(alias))


def _merged_values(rows: Iterable[Record], ranks: Mapping[str, tuple[dt.date, str]]) -> dict[str, Any]:
    """Attributes of several rows of one id, oldest first."""
    values: dict[str, Any] = {}
    status_day: tuple[dt.date, str] | None = None
    for record in rows:
        if not isinstance(record.row, Node):
            continue
        for attribute, value in record.row.values().items():
            if value is None or value == ():
                continue
            if attribute == "kind" and isinstance(value, Choice) and value.value in WEAK and "kind" in values:
                continue
            if isinstance(record.row, Agreement) and attribute in ("status", "status_on"):
                continue
            values[attribute] = value
        if isinstance(record.row, Agreement):
            day = _status_day(record, record.row, ranks)
            if status_day is None or day >= status_day:
                status_day = day
                values["status"], values["status_on"] = record.row.status, record.row.status_on
    return values


def _status_day(record: Record, row: Agreement, ranks: Mapping[str, tuple[dt.date, str]]) -> tuple[dt.date, str]:
    """The day of an agreement's status: the row's own, else the document's (MODEL rule 5)."""
    day, name = ranks.get(record.document, (dt.date.min, record.document))
    return (row.status_on.first if row.status_on else day, name)


@cache
def _edge_columns(row: type[Row]) -> dict[str, Edge]:
    return {c.name: c.edge for c in columns_of(row) if c.edge}


def _add_relationships(facts: Facts, name: str, record: Record, ranks: Mapping[str, tuple[dt.date, str]]) -> None:
    row = record.row
    assert row is not None
    sources = _united([f"{document}#{section}" for document, section in record.sources])
    edges = _edge_columns(type(row))
    for column, targets in record.refs.items():
        if column not in edges:
            continue
        edge = edges[column]
        own = {**edge.fixed, **{prop: _edge_value(row, other) for prop, other in edge.properties.items()}}
        inferred = column in record.inferred
        cited = record.cited.get(column) if record.document else None
        for i, target in enumerate(targets):
            said = _united([f"{record.document}#{s}" for s in cited[i].split(",")]) if cited else sources
            start, end = edge.ends(name, target)
            _unite(facts, edge.relationship, start, end, own, said, inferred)
    if isinstance(row, Document):
        for target in record.refs.get("also_from", ()):
            _state(facts, name, target, ("-",), None)
    if not isinstance(row, FurtherParent):
        _state_record(facts, name, record, ranks)
    else:
        for document, section in record.sources:
            _state(facts, name, document, (section,), None)


def _edge_value(row: Row, column: str) -> Any:
    attribute = {c.name: c.attribute for c in columns_of(type(row))}[column]
    value = getattr(row, attribute)
    return value.value if isinstance(value, Choice) else value


def _unite(
    facts: Facts, kind: Relationship, start: str, end: str, own: Mapping[str, Any], sources: list[str], inferred: bool
) -> None:
    told_apart = own.get(kind.key) if kind.key else None
    key = (kind.type, start, end, "" if told_apart is None else str(told_apart))
    filled = {name: value for name, value in own.items() if value is not None}
    known = facts.relationships.get(key)
    if known is None:
        facts.relationships[key] = {**filled, "sources": sources, "inferred": inferred}
        return
    known.update(filled)
    known["sources"] = _united(cast(list[str], known["sources"]), sources)
    known["inferred"] = bool(known["inferred"]) and inferred


def _united(known: Sequence[str], more: Iterable[str] = ()) -> list[str]:
    """A list in an order that does not depend on the order of reading; never changed afterwards."""
    return sorted({*known, *more})


def _state_record(facts: Facts, name: str, record: Record, ranks: Mapping[str, tuple[dt.date, str]]) -> None:
    """STATED_IN of the documents that declare a row."""
    row = record.row
    by_document: dict[str, list[str]] = defaultdict(list)
    for document, section in record.sources:
        by_document[document].append(section)
    for document, sections in by_document.items():
        stated = _state(facts, name, document, sections, record)
        if isinstance(row, Agreement):
            stated["status"] = row.status.value
            day = _status_day(record, row, ranks)[0]
            if day != dt.date.min:
                stated["status_on"] = day


def _state(
    facts: Facts, name: str, document: str, sections: Iterable[str], record: Record | None
) -> dict[str, Property]:
    stated = facts.relationships.setdefault(("STATED_IN", name, document, ""), {"sections": []})
    stated["sections"] = _united(cast(list[str], stated["sections"]), sections)
    if record is not None and record.inferred:
        properties = {c.name: c.attribute for c in columns_of(type(record.row)) if c.is_property}  # type: ignore[arg-type]
        if inferred := [properties[c] for c in record.inferred if c in properties]:
            stated["inferred_properties"] = inferred
    return stated


def _lend(
    facts: Facts, called: _Names, target: str, rows: Iterable[Record], ranks: Mapping[str, tuple[dt.date, str]]
) -> None:
    """What a same_as entry gives to the one it means: its id, its names, its sources."""
    node = facts.nodes[target]
    for record in sorted(rows, key=lambda r: (r.id, _rank(r, ranks))):
        given = [record.id, record.cells.get("name") or record.cells.get("title", "")]
        given += [a.strip() for a in record.cells.get("aliases", "").split(";")]
        given = [g for g in given if g and g != node["name"]]
        called.others.update(given)
        if "aliases" in {c.attribute for c in columns_of(Node.labels[facts.labels[target]])}:
            aliases: list[str] = list(node.get("aliases") or ())  # type: ignore[arg-type]
            node["aliases"] = aliases + [g for g in given if g not in aliases]
        for document, section in record.sources:
            _state(facts, target, document, (section,), None)


def _add_spellings(
    facts: Facts, names: Mapping[str, _Names], records: Iterable[Record], same_as: Mapping[str, str]
) -> None:
    for record in records:
        if isinstance(record.row, Spelling):
            for target in record.refs.get("entity", ()):
                entity = same_as.get(target, target)
                if entity not in facts.nodes:
                    continue
                for document, section in record.sources:
                    stated = _state(facts, entity, document, (section,), None)
                    known = cast(list[str], stated.get("as_written", []))
                    stated["as_written"] = _united(known, record.row.as_written)
                names[entity].others.update(record.row.as_written)
        elif isinstance(record.row, SameAs) and record.id == "":
            target = same_as.get(record.row.id, "")
            if target in facts.nodes:
                names[target].others.add(record.row.id)
                for document, section in record.sources:
                    _state(facts, target, document, (section,), None)


def fill_plan_tasks(records: Iterable[Record]) -> None:
    """Tasks of a plan that name nothing they carry out: all that the plan implements, inferred (MODEL section 3).

    Args:
        records: rows that load, resolved; tasks are changed in place.
    """
    records = list(records)
    implemented = {
        r.document: r.refs["implements"]
        for r in records
        if isinstance(r.row, Document) and r.row.kind is DocumentKind.PLAN and r.document and "implements" in r.refs
    }
    for record in records:
        if isinstance(record.row, Task) and record.document in implemented and "under" not in record.refs:
            record.refs["under"] = implemented[record.document]
            record.inferred = (*record.inferred, "under")


__all__ = ["CutDate", "Facts", "RelationshipKey", "fill_plan_tasks", "merge"]
