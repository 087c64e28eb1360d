"""Measures on networks drawn by hand, whose results are known."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import networkx as nx
import pytest

from analysis.measures import EXACT_UP_TO, MEASURES, SAMPLES, SEED, apply
from analysis.projection import Edge, Named, network
from graph.errors import QueryError
from graph.settings import CHECKOUT
from graph.texts import LANGUAGES, catalogue

COUNTRIES = {"a": "vn", "b": "la", "c": "cn", "d": "vn", "e": "vn"}


def drawn(*pairs: str, weights: dict[str, int] | None = None, years: dict[str, int] | None = None) -> nx.Graph[str]:
    """A network of nodes with one letter; the agreement of `ab` is `ab`, its source `doc#ab`."""
    edges = [Edge((pair[0], pair[1]), (weights or {}).get(pair, 1), (pair,), (f"doc#{pair}",)) for pair in pairs]
    nodes = {node: Named(node.upper(), COUNTRIES.get(node, "vn")) for pair in pairs for node in pair}
    return network(edges, nodes, years)


def values(key: str, measured: nx.Graph[str]) -> dict[str, Any]:
    return {row["id"]: row["value"] for row in apply(key, measured).rows}


def test_a_star_has_all_ways_through_its_middle() -> None:
    star = drawn("ab", "ac", "ad", weights={"ab": 3})
    assert values("degree", star) == {"a": 3, "b": 1, "c": 1, "d": 1}
    assert values("weighted_degree", star) == {"a": 5, "b": 3, "c": 1, "d": 1}
    assert values("betweenness", star) == {"a": 1.0, "b": 0.0, "c": 0.0, "d": 0.0}
    assert values("closeness", star) == pytest.approx({"a": 1.0, "b": 0.6, "c": 0.6, "d": 0.6})
    assert values("articulation", star) == {"a": 3}


def test_a_triangle_with_a_tail_has_its_core_its_bridge_and_the_evidence_of_it() -> None:
    tailed = drawn("ab", "ac", "bc", "cd")
    assert values("core", tailed) == {"a": 2, "b": 2, "c": 2, "d": 1}
    assert apply("bridges", tailed).rows == [
        {"id": "c", "name": "C", "other_id": "d", "other": "D", "agreements": ["cd"], "sources": ["doc#cd"]}
    ]
    assert values("articulation", tailed) == {"c": 2}


def test_two_triangles_with_a_bridge_are_two_groups_every_time() -> None:
    two = drawn("ab", "ac", "bc", "cd", "de", "df", "ef")
    assert values("communities", two) == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 2}
    assert values("communities", two) == values("communities", two)


def test_overlap_is_of_pairs_without_a_tie_and_shows_why() -> None:
    square = drawn("ab", "bc", "cd", "ad")
    first, second = apply("overlap", square).rows
    assert (first["id"], first["other_id"], first["value"], first["shared"]) == ("a", "c", 1.0, ["B", "D"])
    assert first["agreements"] == ["ab", "ad", "bc", "cd"]
    assert first["sources"] == ["doc#ab", "doc#ad", "doc#bc", "doc#cd"]
    assert (second["id"], second["other_id"]) == ("b", "d")
    assert apply("overlap", drawn("ab", "bc", "ac")).rows == []


def test_concentration_is_the_sum_of_squared_shares_of_countries() -> None:
    rows = {row["id"]: row for row in apply("concentration", drawn("ab", "ac", weights={"ab": 3})).rows}
    assert rows["a"]["value"] == pytest.approx(0.75**2 + 0.25**2)
    assert (rows["a"]["top"], rows["a"]["share"], rows["a"]["total"]) == ("la", 0.75, 4)
    assert (rows["b"]["value"], rows["b"]["top"]) == (1.0, "vn")


def test_growth_counts_each_pair_and_node_once_and_leaves_out_what_has_no_day() -> None:
    grown = drawn("ab", "ac", "bd", years={"ab": 2019, "ac": 2021})
    assert apply("growth", grown).rows == [
        {"year": 2019, "signed": 1, "edges": 1, "nodes": 2},
        {"year": 2021, "signed": 1, "edges": 1, "nodes": 1},
    ]


def test_the_order_in_which_edges_come_changes_nothing() -> None:
    pairs = ("ab", "ac", "bc", "cd", "de")
    for key in MEASURES:
        assert apply(key, drawn(*pairs)).flat() == apply(key, drawn(*reversed(pairs))).flat()


def test_below_ten_nodes_it_says_so_and_from_ten_on_not() -> None:
    letters = "abcdefghij"
    nine = drawn(*(f"{one}{other}" for one, other in pairwise(letters[:9])))
    ten = drawn(*(f"{one}{other}" for one, other in pairwise(letters)))
    assert any("9" in remark for remark in apply("degree", nine).remarks)
    assert apply("degree", ten).remarks == ()


def test_a_large_network_is_sampled_with_a_seed_and_says_so() -> None:
    large = nx.path_graph(EXACT_UP_TO + 1)
    nx.set_node_attributes(large, "n", "name")
    nx.set_node_attributes(large, "vn", "country")
    result = apply("betweenness", large)
    assert {row["id"]: row["value"] for row in result.rows} == nx.betweenness_centrality(large, k=SAMPLES, seed=SEED)
    assert any(str(SAMPLES) in remark for remark in result.remarks)


@pytest.mark.parametrize("key", MEASURES)
def test_an_empty_network_has_no_rows(key: str) -> None:
    assert apply(key, drawn()).rows == []


def test_an_unknown_measure_is_refused_with_the_known_ones() -> None:
    with pytest.raises(QueryError) as refused:
        apply("fame", drawn("ab"))
    assert "betweenness" in refused.value.next_step


def test_every_measure_and_column_has_its_texts_and_its_line_in_the_documentation() -> None:
    written = (CHECKOUT / "docs" / "analysis.md").read_text(encoding="utf-8")
    keys = {f"{key}_{part}" for key in MEASURES for part in ("title", "means")}
    keys |= {f"column_{column}" for told in MEASURES.values() for column in told.columns}
    for language in LANGUAGES:
        assert {f"analysis.{key}" for key in keys} <= catalogue(language).keys()
    listed = [line for line in written.splitlines() if line.startswith("| `")]
    assert listed == [f"| `{m.key}` | {m.compute.__doc__} | {m.source} |" for m in MEASURES.values()]


@pytest.mark.parametrize("seed", range(12))
def test_closeness_is_that_of_networkx(seed: int) -> None:
    plain: nx.Graph[str] = nx.relabel_nodes(nx.gnm_random_graph(5 + 6 * seed, 7 * seed, seed=seed), str)
    edges = [Edge((min(a, b), max(a, b)), 1, (), ()) for a, b in plain.edges]
    made = network(edges, {node: Named(node, "x") for node in plain})
    plain.remove_nodes_from(list(nx.isolates(plain)))
    measured = {row["id"]: row["value"] for row in apply("closeness", made).rows}
    assert measured == pytest.approx(nx.closeness_centrality(plain))
