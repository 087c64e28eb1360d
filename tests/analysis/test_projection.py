"""Measures of the frozen data equal networkx on the same edges read by Cypher."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import pytest

from analysis.measures import SEED, apply
from analysis.projection import Scope, project
from graph.errors import NotFound
from graph.store import GraphStore

PLACES = "MATCH (a:Place)-[r:COOPERATES_WITH]->(b:Place) RETURN a.id, b.id, r.count"
AGENCIES = """
MATCH (a:Agency)-[:LEADS|COORDINATES]->(t:Task)<-[:LEADS|COORDINATES]-(b:Agency) WHERE a.id < b.id
RETURN a.id, b.id, count(DISTINCT t)
"""
ABOUT = "MATCH (p:Place)-[:PARTY_TO]->(:Agreement)-[:ABOUT]->(t:Topic) RETURN DISTINCT t.id, p.id"


def read(store: GraphStore, projection: str) -> nx.Graph[str]:
    """The network from plain Cypher, in order of ids."""
    if projection == "topics":
        weights: dict[tuple[str, str], int] = {}
        rows = store.read(ABOUT).rows
        for topic in {str(row[0]) for row in rows}:
            for pair in combinations(sorted({str(row[1]) for row in rows if row[0] == topic}), 2):
                weights[pair] = weights.get(pair, 0) + 1
    else:
        found: list[Any] = store.read(PLACES if projection == "places" else AGENCIES).rows
        weights = {(min(a, b), max(a, b)): count for a, b, count in found}
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted({end for ends in weights for end in ends}))
    plain.add_weighted_edges_from((*ends, weights[ends]) for ends in sorted(weights))
    return plain


@pytest.mark.parametrize("projection", ["places", "agencies", "topics"])
def test_measures_equal_networkx_on_edges_read_by_cypher(loaded: GraphStore, projection: str) -> None:
    plain, made = read(loaded, projection), project(loaded, projection)
    assert plain.number_of_edges() > 0
    assert {(*edge,): made.edges[edge]["weight"] for edge in made.edges} == nx.get_edge_attributes(plain, "weight")
    expected = {
        "degree": dict(plain.degree()),
        "weighted_degree": dict(plain.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(plain),
        "closeness": nx.closeness_centrality(plain),
        "core": nx.core_number(plain),
    }
    for key, known in expected.items():
        assert {row["id"]: row["value"] for row in apply(key, made).rows} == pytest.approx(known)
    groups: dict[int, set[str]] = {}
    for row in apply("communities", made).rows:
        groups.setdefault(row["value"], set()).add(row["id"])
    assert sorted(map(sorted, groups.values())) == sorted(
        map(sorted, nx.community.louvain_communities(plain, weight="weight", seed=SEED))
    )
    assert {frozenset((r["id"], r["other_id"])) for r in apply("bridges", made).rows} == set(
        map(frozenset, nx.bridges(plain))
    )
    joints = {row["id"]: row["value"] for row in apply("articulation", made).rows}
    assert joints.keys() == set(nx.articulation_points(plain))
    for node, parts in joints.items():
        without = nx.restricted_view(plain, [node], [])
        before, after = map(nx.number_connected_components, (plain, without))
        assert after - before + 1 == parts
    for row in apply("overlap", made).rows:
        pair = (row["id"], row["other_id"])
        assert [row["value"]] == pytest.approx([value for *_, value in nx.jaccard_coefficient(plain, [pair])])


def test_every_edge_has_its_evidence(loaded: GraphStore) -> None:
    for _, _, edge in project(loaded).edges(data=True):
        assert len(edge["agreements"]) == edge["weight"]
        assert edge["sources"]


def test_a_country_keeps_only_its_edges(loaded: GraphStore) -> None:
    lao = project(loaded, scope=Scope(country="la"))
    assert 0 < lao.number_of_edges() < project(loaded).number_of_edges()
    for edge in lao.edges:
        assert "la" in {lao.nodes[end]["country"] for end in edge}


def test_what_is_no_country_is_refused(loaded: GraphStore) -> None:
    with pytest.raises(NotFound, match="Atlantis"):
        project(loaded, scope=Scope(country="Atlantis"))


TOPICS_OF = """
MATCH (a:Place)-[:PARTY_TO]->(g:Agreement)<-[:PARTY_TO]-(b:Place), (g)-[:ABOUT]->(:Topic {id: $topic})
WHERE a.id < b.id AND a.country <> b.country AND g.status = "signed" RETURN a.id, b.id, count(DISTINCT g)
"""
NAMING_A_YEAR = """
MATCH (a:Agency)-[:LEADS|COORDINATES]->(t:Task)<-[:LEADS|COORDINATES]-(b:Agency)
WHERE a.id < b.id AND 2022 IN t.years RETURN DISTINCT a.id, b.id
"""


def test_only_agreements_about_a_topic_join_places(loaded: GraphStore) -> None:
    made = project(loaded, scope=Scope(topic="topic.y-te"))
    rows = loaded.read(TOPICS_OF, {"topic": "topic.y-te"}).rows
    assert rows
    for one, other, count in rows:
        assert made.edges[one, other]["weight"] == count
    assert made.number_of_edges() < project(loaded).number_of_edges()


def test_only_agreements_in_force_in_a_year_join_places(loaded: GraphStore) -> None:
    assert project(loaded, scope=Scope(year=1980)).number_of_edges() == 0
    then, whole = project(loaded, scope=Scope(year=2024)), project(loaded)
    assert then.number_of_edges() > 0
    for one, other, told in then.edges(data=True):
        assert set(told["agreements"]) <= set(whole.edges[one, other]["agreements"])


def test_only_tasks_that_name_a_year_join_agencies(loaded: GraphStore) -> None:
    made = project(loaded, "agencies", scope=Scope(year=2022))
    rows = loaded.read(NAMING_A_YEAR).rows
    assert rows
    assert all(made.has_edge(one, other) for one, other in rows)
    assert made.number_of_edges() < project(loaded, "agencies").number_of_edges()


def test_topic_and_year_narrow_shared_topics(loaded: GraphStore) -> None:
    made = project(loaded, "topics", scope=Scope(topic="topic.y-te", year=2024))
    assert 0 < made.number_of_edges() < project(loaded, "topics").number_of_edges()
