"""The model as Cypher text: constraints, and how nodes and relationships are created, changed, deleted and read.

The texts run alike on the embedded engine and on Neo4j: two labels fixed at creation, never MERGE, labels and types
from the model only, and a pattern that starts at the end with fewer edges (measured, DESIGN section 4).
"""

from __future__ import annotations

from functools import cache

from graph.declare import Node, Relationship, each_edge_column

_RETURN_NODE = "RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties"
_RETURN = "RETURN a.id AS start, b.id AS end, properties(r) AS properties"


def labels() -> tuple[str, ...]:
    """All labels: `Entity`, then the family labels."""
    return ("Entity", *Node.labels)


def schema() -> list[str]:
    """Constraints, safe to run again: `id` is unique among all entities and within each label."""
    return [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in labels()
    ]


def create_nodes(label: str) -> str:
    """Create nodes of one label; rows are `{id, properties}`."""
    return f"UNWIND $rows AS row CREATE (n:Entity:{_label(label)} {{id: row.id}}) SET n += row.properties"


def set_nodes(label: str) -> str:
    """Replace the properties of nodes; rows are `{id, properties}`."""
    return f"UNWIND $rows AS row MATCH (n:{_label(label)} {{id: row.id}}) SET n = row.properties"


def delete_nodes() -> str:
    """Delete nodes and whatever still hangs on them; rows are `{id}`."""
    return "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) DETACH DELETE n"


def create_relationships(kind: str) -> str:
    """Create relationships of one type; rows are `{start, end, properties}`."""
    return (
        "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) "
        f"CREATE (a)-[r:{_type(kind)}]->(b) SET r = row.properties"
    )


def set_relationships(kind: str) -> str:
    """Replace the properties of relationships; rows are `{start, end, key, properties}`."""
    return f"{_match_relationship(kind)} SET r = row.properties"


def delete_relationships(kind: str) -> str:
    """Delete relationships; rows are `{start, end, key}`."""
    return f"{_match_relationship(kind)} DELETE r"


def read_nodes() -> str:
    """Every node: id, labels, properties."""
    return f"MATCH (n:Entity) {_RETURN_NODE}"


def read_some_nodes() -> str:
    """Nodes of `$ids`."""
    return f"UNWIND $ids AS id MATCH (n:Entity {{id: id}}) {_RETURN_NODE}"


def read_relationships(kind: str) -> str:
    """Every relationship of one type: start id, end id, properties."""
    return f"MATCH (a:Entity)-[r:{_type(kind)}]->(b:Entity) {_RETURN}"


def read_some_relationships(kind: str) -> str:
    """Relationships of `$rows` (`{start, end, key}`)."""
    return f"{_match_relationship(kind)} {_RETURN}"


def _match_relationship(kind: str) -> str:
    key = Relationship.types[_type(kind)].key
    told_apart = f" WHERE coalesce(toString(r.{key}), '') = row.key" if key else ""
    if starts_at_end(kind):
        pattern = f"MATCH (b:Entity {{id: row.end}}) MATCH (b)<-[r:{_type(kind)}]-(a:Entity {{id: row.start}})"
    else:
        pattern = f"MATCH (a:Entity {{id: row.start}}) MATCH (a)-[r:{_type(kind)}]->(b:Entity {{id: row.end}})"
    return f"UNWIND $rows AS row {pattern}{told_apart}"


@cache
def starts_at_end(kind: str) -> bool:
    """Whether the end node has the fewer edges: it is the row that the relationship is written in."""
    arrows = {c.edge.arrow for _, c in each_edge_column() if c.edge and c.edge.relationship.type == kind}
    return arrows == {"<-"} or kind == "CHAINS"


def _label(label: str) -> str:
    if label not in Node.labels:
        raise ValueError(f"{label} is no label of the model")
    return label


def _type(kind: str) -> str:
    if kind not in Relationship.types:
        raise ValueError(f"{kind} is no relationship type of the model")
    return kind
