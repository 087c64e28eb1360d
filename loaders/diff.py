"""The difference between what the graph shall hold and what it holds, and writing just that."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, cast

from graph import cypher
from graph.declare import Property, Relationship
from graph.store import GraphStore
from loaders.merge import Facts, RelationshipKey
from loaders.tables import write_whole

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
class Known:
    """What the graph holds: digests by key, or whole facts.

    Attributes:
        nodes: id -> (label, digest).
        relationships: key -> digest.
        facts: the values themselves, where they were read.
    """

    nodes: dict[str, tuple[str, str]] = field(default_factory=dict)
    relationships: dict[RelationshipKey, str] = field(default_factory=dict)
    facts: Facts | None = None


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


def digest(properties: Mapping[str, Property]) -> str:
    """Sixteen hex digits that tell two sets of property values apart."""
    return hashlib.blake2b(repr(sorted(properties.items())).encode(), digest_size=8).hexdigest()


def compare(facts: Facts, known: Known) -> Diff:
    """Find what differs.

    Args:
        facts: what the graph shall hold.
        known: what it holds.

    Returns:
        The difference, without its lines.
    """
    diff = Diff(first=not known.nodes)
    if diff.first:
        diff.new_nodes, diff.new_relationships = list(facts.nodes), list(facts.relationships)
        return diff
    whole = known.facts
    for name, properties in facts.nodes.items():
        before = known.nodes.get(name)
        if before is None or before[0] != facts.labels[name]:
            diff.new_nodes.append(name)
            if before is not None:
                diff.gone_nodes[name] = before[0]
        elif (properties != whole.nodes[name]) if whole else (before[1] != digest(properties)):
            diff.changed_nodes.append(name)
    diff.gone_nodes |= {name: label for name, (label, _) in known.nodes.items() if name not in facts.nodes}
    for key, properties in facts.relationships.items():
        held = known.relationships.get(key)
        if held is None:
            diff.new_relationships.append(key)
        elif key[1] in diff.gone_nodes or key[2] in diff.gone_nodes:
            diff.gone_relationships.append(key)
            diff.new_relationships.append(key)
        elif (properties != whole.relationships[key]) if whole else (held != digest(properties)):
            diff.changed_relationships.append(key)
    diff.gone_relationships += [key for key in known.relationships if key not in facts.relationships]
    return diff


def describe(diff: Diff, facts: Facts, store: GraphStore) -> None:
    """Fill in the lines of a difference: what was there is read from the graph.

    Args:
        diff: the difference; its lines are set. A first load has none.
        facts: what the graph shall hold.
        store: the graph.
    """
    if diff.first:
        return
    before = _read_some(store, [*diff.changed_nodes], diff.changed_relationships)
    lines: list[ChangeLine] = []
    for name in diff.new_nodes:
        lines.append(_line("add", facts.labels[name], name))
    for key in diff.new_relationships:
        lines.append(_line("add", key[0], _key_text(key)))
    for name in diff.changed_nodes:
        lines += _field_lines(facts.labels[name], name, before.nodes.get(name, {}), facts.nodes[name])
    for key in diff.changed_relationships:
        lines += _field_lines(key[0], _key_text(key), before.relationships.get(key, {}), facts.relationships[key])
    for name, label in diff.gone_nodes.items():
        lines.append(_line("remove", label, name))
    for key in diff.gone_relationships:
        lines.append(_line("remove", key[0], _key_text(key)))
    diff.lines = lines


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


def read_graph(store: GraphStore) -> Known:
    """Everything the graph holds, read back whole.

    Args:
        store: the graph.

    Returns:
        What it holds, with values.
    """
    facts = Facts()
    known = Known(facts=facts)
    for name, labels, properties in store.read(cypher.read_nodes()).rows:
        label = next(label for label in labels if label != "Entity")
        facts.labels[name], facts.nodes[name] = label, properties
        known.nodes[name] = (label, "")
    for kind, relationship in Relationship.types.items():
        for start, end, properties in store.read(cypher.read_relationships(kind)).rows:
            key = (kind, start, end, _told_apart(properties, relationship.key))
            facts.relationships[key] = properties
            known.relationships[key] = ""
    return known


def _read_some(store: GraphStore, names: list[str], keys: Iterable[RelationshipKey]) -> Facts:
    facts = Facts()
    if names:
        for name, _, properties in store.read(cypher.read_some_nodes(), {"ids": names}).rows:
            facts.nodes[name] = properties
    for kind, group in _by_type(keys).items():
        rows = [{"start": k[1], "end": k[2], "key": k[3]} for k in group]
        for start, end, properties in store.read(cypher.read_some_relationships(kind), {"rows": rows}).rows:
            key = (kind, start, end, _told_apart(properties, Relationship.types[kind].key))
            facts.relationships[key] = properties
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


def save_snapshot(file: Path, fingerprint: str, facts: Facts) -> None:
    """Keep what the graph now holds, as digests.

    Args:
        file: where.
        fingerprint: of what was loaded; the graph carries the same.
        facts: what it holds.
    """
    nodes = {name: f"{facts.labels[name]} {digest(properties)}" for name, properties in facts.nodes.items()}
    relationships = {"\t".join(key): digest(properties) for key, properties in facts.relationships.items()}
    content = {"fingerprint": fingerprint, "nodes": nodes, "relationships": relationships}
    write_whole(file, json.dumps(content).encode())


def read_snapshot(file: Path, fingerprint: str | None) -> Known | None:
    """What the graph held when it was last loaded.

    Args:
        file: where it was kept.
        fingerprint: what the graph carries.

    Returns:
        Its digests; None where there are none, or they are of another graph.
    """
    if fingerprint is None or not file.exists():
        return None
    try:
        content = json.loads(file.read_bytes())
        if content["fingerprint"] != fingerprint:
            return None
        nodes = {name: cast(tuple[str, str], tuple(text.split(" "))) for name, text in content["nodes"].items()}
        relationships = {
            cast(RelationshipKey, tuple(key.split("\t"))): text for key, text in content["relationships"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Known(nodes, relationships)
