"""The difference between what the graph shall hold and what it holds, and writing just that."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from graph import cypher
from graph.declare import Property, Relationship
from graph.store import GraphStore
from loaders.merge import Facts, RelationshipKey

Progress = Callable[[int], None]
Properties = dict[str, Property]


class ChangeLine(TypedDict):
    """One line of what a load changes."""

    op: str
    type: str
    key: str
    field: str | None
    before: object
    after: object


@dataclass(slots=True)
class Diff:
    """What has to be written.

    Attributes:
        first: the graph held nothing.
        new_nodes: ids to create.
        changed_nodes: ids whose properties differ.
        gone_nodes: id -> label to delete.
        new_relationships: keys to create.
        changed_relationships: keys whose properties differ.
        gone_relationships: keys to delete.
        lines: the changes one by one; empty for a first load.
    """

    first: bool = False
    new_nodes: list[str] = field(default_factory=list)
    changed_nodes: list[str] = field(default_factory=list)
    gone_nodes: dict[str, str] = field(default_factory=dict)
    new_relationships: list[RelationshipKey] = field(default_factory=list)
    changed_relationships: list[RelationshipKey] = field(default_factory=list)
    gone_relationships: list[RelationshipKey] = field(default_factory=list)
    lines: list[ChangeLine] = field(default_factory=list)

    def counts(self, facts: Facts) -> dict[str, dict[str, int]]:
        """Numbers of added, changed and removed items by label and type."""
        return {
            "added": _count([facts.labels[i] for i in self.new_nodes], self.new_relationships),
            "changed": _count([facts.labels[i] for i in self.changed_nodes], self.changed_relationships),
            "removed": _count(self.gone_nodes.values(), self.gone_relationships),
        }

    @property
    def size(self) -> int:
        """Number of rows to write."""
        nodes = len(self.new_nodes) + len(self.changed_nodes) + len(self.gone_nodes)
        relationships = len(self.new_relationships) + len(self.changed_relationships) + len(self.gone_relationships)
        return nodes + relationships


def _count(labels: Iterable[str], keys: Iterable[RelationshipKey]) -> dict[str, int]:
    counted = Counter(labels)
    counted.update(key[0] for key in keys)
    return dict(sorted(counted.items()))


def compare(new: Facts, held: Facts) -> Diff:
    """Find what differs.

    Args:
        new: what the graph shall hold.
        held: what it holds of the same nodes.

    Returns:
        The difference, with its lines.
    """
    diff = Diff()
    for name, values in new.nodes.items():
        if held.labels.get(name) != new.labels[name]:
            diff.new_nodes.append(name)
        elif held.nodes[name] != values:
            diff.changed_nodes.append(name)
    anew = set(diff.new_nodes)
    diff.gone_nodes = {name: label for name, label in held.labels.items() if name in anew or name not in new.nodes}
    for key, values in new.relationships.items():
        before = held.relationships.get(key)
        if before is None:
            diff.new_relationships.append(key)
        elif key[1] in diff.gone_nodes or key[2] in diff.gone_nodes:
            diff.gone_relationships.append(key)
            diff.new_relationships.append(key)
        elif before != values:
            diff.changed_relationships.append(key)
    diff.gone_relationships += [key for key in held.relationships if key not in new.relationships]
    diff.lines = _lines(diff, new, held)
    return diff


def everything(facts: Facts) -> Diff:
    """The difference from a graph that holds nothing."""
    return Diff(first=True, new_nodes=list(facts.nodes), new_relationships=list(facts.relationships))


def _lines(diff: Diff, new: Facts, held: Facts) -> list[ChangeLine]:
    """What changes, one by one."""
    lines = [_line("add", new.labels[name], name) for name in diff.new_nodes]
    lines += [_line("add", key[0], _key_text(key)) for key in diff.new_relationships]
    for name in diff.changed_nodes:
        lines += _field_lines(new.labels[name], name, held.nodes[name], new.nodes[name])
    for key in diff.changed_relationships:
        lines += _field_lines(key[0], _key_text(key), held.relationships[key], new.relationships[key])
    lines += [_line("remove", label, name) for name, label in diff.gone_nodes.items()]
    lines += [_line("remove", key[0], _key_text(key)) for key in diff.gone_relationships]
    return lines


def _line(
    op: str, kind: str, key: str, name: str | None = None, before: object = None, after: object = None
) -> ChangeLine:
    return {"op": op, "type": kind, "key": key, "field": name, "before": before, "after": after}


def _key_text(key: RelationshipKey) -> str:
    return f"{key[1]} -> {key[2]}" + (f" [{key[3]}]" if key[3] else "")


def _field_lines(kind: str, key: str, before: Properties, after: Properties) -> Iterator[ChangeLine]:
    for name in sorted({*before, *after} - {"search_text"}):
        if before.get(name) != after.get(name):
            yield _line("change", kind, key, name, _plain(before.get(name)), _plain(after.get(name)))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def read_graph(store: GraphStore) -> Facts:
    """Everything the graph holds, read back whole.

    Args:
        store: the graph.

    Returns:
        What it holds.
    """
    facts = Facts()
    for name, labels, properties in store.read(cypher.read_nodes()).rows:
        facts.labels[name], facts.nodes[name] = "".join(label for label in labels if label != "Entity"), properties
    for kind, relationship in Relationship.types.items():
        for start, end, properties in store.read(cypher.read_relationships(kind)).rows:
            facts.relationships[kind, start, end, _told_apart(properties, relationship.key)] = properties
    return facts


def _told_apart(properties: Mapping[str, Property], key: str | None) -> str:
    value = properties.get(key) if key else None
    return "" if value is None else str(value)


def _by_type(keys: Iterable[RelationshipKey]) -> dict[str, list[RelationshipKey]]:
    groups: dict[str, list[RelationshipKey]] = defaultdict(list)
    for key in keys:
        groups[key[0]].append(key)
    return groups


def write(diff: Diff, facts: Facts, store: GraphStore, progress: Progress | None = None) -> None:
    """Write a difference; a relationship never points at a node that is not there.

    Args:
        diff: the difference.
        facts: what the graph shall hold.
        store: the graph, as its one writer.
        progress: called with the number of rows written since the last call.
    """
    for kind, keys in _by_type(diff.gone_relationships).items():
        store.write(cypher.delete_relationships(kind), map(_ends, keys), progress=progress)
    store.write(cypher.delete_nodes(), ({"id": name} for name in diff.gone_nodes), progress=progress)
    for statement, names in ((cypher.create_nodes, diff.new_nodes), (cypher.set_nodes, diff.changed_nodes)):
        groups: dict[str, list[str]] = defaultdict(list)
        for name in names:
            groups[facts.labels[name]].append(name)
        for label, group in groups.items():
            rows = ({"id": name, "properties": facts.nodes[name]} for name in group)
            store.write(statement(label), rows, progress=progress)
    for kind, keys in _by_type(diff.new_relationships).items():
        rows = ({"start": k[1], "end": k[2], "properties": facts.relationships[k]} for k in keys)
        store.write(cypher.create_relationships(kind), rows, progress=progress)
    for kind, keys in _by_type(diff.changed_relationships).items():
        rows = ({**_ends(k), "properties": facts.relationships[k]} for k in keys)
        store.write(cypher.set_relationships(kind), rows, progress=progress)


def _ends(key: RelationshipKey) -> dict[str, str]:
    return {"start": key[1], "end": key[2], "key": key[3]}
