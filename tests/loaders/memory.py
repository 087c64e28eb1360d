"""A graph store in memory, for tests of what a load writes; the engines themselves are tested through `store`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from graph import cypher
from graph.declare import Node, Relationship
from graph.store import GraphStore, Rows

Key = tuple[str, str, str, str]
Writing = Callable[[Mapping[str, Any]], None]


class MemoryStore:
    """Does what the statements of `graph.cypher` say, to two dicts.

    Attributes:
        nodes: id -> (label, properties).
        relationships: (type, start, end, key) -> properties.
        written: statement -> number of rows written so far.
        breaks_after: batch after which writing fails, once.
    """

    def __init__(self) -> None:
        self.nodes: dict[str, tuple[str, dict[str, Any]]] = {}
        self.relationships: dict[Key, dict[str, Any]] = {}
        self.written: dict[str, int] = {}
        self._fingerprint: str | None = None
        self._writing: dict[str, Writing] = {cypher.delete_nodes(): self._delete_node}
        for label in Node.labels:
            self._writing[cypher.create_nodes(label)] = self._creating_nodes(label)
            self._writing[cypher.set_nodes(label)] = self._set_node
        for kind in Relationship.types:
            self._writing[cypher.create_relationships(kind)] = self._creating_relationships(kind)
            self._writing[cypher.set_relationships(kind)] = self._setting_relationships(kind)
            self._writing[cypher.delete_relationships(kind)] = self._deleting_relationships(kind)

    def as_store(self) -> GraphStore:
        """Itself, where a graph store is asked for."""
        return cast(GraphStore, self)

    def ids(self, *labels: str) -> set[str]:
        """Ids of all nodes, or of those labels."""
        return {name for name, (label, _) in self.nodes.items() if not labels or label in labels}

    @contextmanager
    def writer_lock(self) -> Iterator[None]:
        yield

    def apply_schema(self, statements: Iterable[str]) -> None:
        assert list(statements)

    def fingerprint(self) -> str | None:
        return self._fingerprint

    def set_fingerprint(self, text: str | None) -> None:
        self._fingerprint = text

    def write(
        self, statement: str, rows: Iterable[Mapping[str, Any]], *, progress: Callable[[int], None] | None = None
    ) -> int:
        count = 0
        for row in rows:
            self._writing[statement](row)
            count += 1
        self.written[statement] = self.written.get(statement, 0) + count
        if progress and count:
            progress(count)
        return count

    def read(self, statement: str, params: Mapping[str, Any] | None = None) -> Rows:
        rows: list[tuple[object, ...]] = []
        if statement == cypher.read_nodes():
            rows = [(name, ["Entity", label], dict(values)) for name, (label, values) in self.nodes.items()]
        elif statement == cypher.read_some_nodes():
            wanted = [n for n in (params or {})["ids"] if n in self.nodes]
            rows = [(n, ["Entity", self.nodes[n][0]], dict(self.nodes[n][1])) for n in wanted]
        elif statement.endswith("LIMIT 1"):
            rows = [(name,) for name in list(self.nodes)[:1]]
        for kind in Relationship.types:
            if statement == cypher.read_relationships(kind):
                rows = [(k[1], k[2], dict(v)) for k, v in self.relationships.items() if k[0] == kind]
            elif statement == cypher.read_some_relationships(kind):
                keys = [(kind, r["start"], r["end"], r["key"]) for r in (params or {})["rows"]]
                rows = [(k[1], k[2], dict(self.relationships[k])) for k in keys if k in self.relationships]
        return Rows((), rows)

    def _creating_nodes(self, label: str) -> Writing:
        def create(row: Mapping[str, Any]) -> None:
            assert row["id"], row
            assert row["id"] not in self.nodes, row["id"]
            self.nodes[row["id"]] = (label, dict(row["properties"]))

        return create

    def _set_node(self, row: Mapping[str, Any]) -> None:
        self.nodes[row["id"]] = (self.nodes[row["id"]][0], dict(row["properties"]))

    def _delete_node(self, row: Mapping[str, Any]) -> None:
        del self.nodes[row["id"]]
        for key in [key for key in self.relationships if row["id"] in key[1:3]]:
            del self.relationships[key]

    def _creating_relationships(self, kind: str) -> Writing:
        told_apart = Relationship.types[kind].key

        def create(row: Mapping[str, Any]) -> None:
            assert row["start"] in self.nodes, row
            assert row["end"] in self.nodes, row
            value = row["properties"].get(told_apart)
            key = (kind, row["start"], row["end"], "" if value is None else str(value))
            assert key not in self.relationships, key
            self.relationships[key] = dict(row["properties"])

        return create

    def _setting_relationships(self, kind: str) -> Writing:
        def change(row: Mapping[str, Any]) -> None:
            key = (kind, row["start"], row["end"], row["key"])
            assert key in self.relationships, key
            self.relationships[key] = dict(row["properties"])

        return change

    def _deleting_relationships(self, kind: str) -> Writing:
        def delete(row: Mapping[str, Any]) -> None:
            del self.relationships[kind, row["start"], row["end"], row["key"]]

        return delete
