"""The model as Cypher: what is generated, word for word, and that labels and types come from the model only."""

from __future__ import annotations

import pytest

from graph import cypher
from graph.declare import Node, Relationship


def test_ids_are_unique_among_all_entities_and_within_each_label() -> None:
    assert cypher.schema()[0] == "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"
    assert len(cypher.schema()) == 1 + len(Node.labels)
    assert all(" IF NOT EXISTS " in text and " IS UNIQUE" in text for text in cypher.schema())


def test_nodes_are_created_with_two_labels_and_matched_by_one() -> None:
    assert cypher.create_nodes("Task") == (
        "UNWIND $rows AS row CREATE (n:Entity:Task {id: row.id}) SET n += row.properties"
    )
    assert cypher.set_nodes("Task") == "UNWIND $rows AS row MATCH (n:Task {id: row.id}) SET n = row.properties"
    assert cypher.delete_nodes() == "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) DETACH DELETE n"


def test_a_relationship_is_matched_from_the_end_with_fewer_edges() -> None:
    assert cypher.set_relationships("LEADS") == (
        "UNWIND $rows AS row MATCH (b:Entity {id: row.end})"
        " MATCH (b)<-[r:LEADS]-(a:Entity {id: row.start}) SET r = row.properties"
    )
    assert cypher.delete_relationships("ABOUT") == (
        "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (a)-[r:ABOUT]->(b:Entity {id: row.end}) DELETE r"
    )
    assert {kind for kind in Relationship.types if cypher.starts_at_end(kind)} == {
        "PARTY_TO",
        "SIGNS",
        "LEADS",
        "COORDINATES",
        "CHAINS",
    }


@pytest.mark.parametrize(
    ("kind", "key"), [("REPORTS_TO", "role"), ("SUCCEEDED_BY", "change"), ("PART_OF", "valid_from")]
)
def test_relationships_between_the_same_ends_are_told_apart(kind: str, key: str) -> None:
    assert f"WHERE coalesce(toString(r.{key}), '') = row.key" in cypher.set_relationships(kind)


@pytest.mark.parametrize("make", [cypher.create_nodes, cypher.set_nodes])
def test_a_label_that_is_none_of_the_model_is_refused(make: object) -> None:
    with pytest.raises(ValueError, match="no label"):
        make("Task) DETACH DELETE (n")  # type: ignore[operator]


@pytest.mark.parametrize(
    "make",
    [
        cypher.create_relationships,
        cypher.set_relationships,
        cypher.delete_relationships,
        cypher.read_relationships,
        cypher.read_some_relationships,
    ],
)
def test_a_type_that_is_none_of_the_model_is_refused(make: object) -> None:
    with pytest.raises(ValueError, match="no relationship type"):
        make("Entity")  # type: ignore[operator]


def test_nothing_is_merged_and_nothing_is_spelled_dynamically() -> None:
    texts = [*cypher.schema(), cypher.delete_nodes(), cypher.read_nodes(), cypher.read_some_nodes()]
    for label in Node.labels:
        texts += [cypher.create_nodes(label), cypher.set_nodes(label)]
    for kind in Relationship.types:
        texts += [cypher.create_relationships(kind), cypher.set_relationships(kind), cypher.delete_relationships(kind)]
    assert not [text for text in texts if "MERGE" in text or "$(" in text or "`" in text]
