"""The whole graph as files: read back by other readers it is the same graph, on both engines."""

from __future__ import annotations

import csv
import datetime as dt
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.errors import QueryError
from graph.settings import Settings
from graph.store import GraphStore
from loaders.merge import Facts
from reports.export import GRAPH_FORMS, NOTE, csv_bytes, gexf_bytes, graphml_bytes, json_bytes, whole_graph
from reports.output import write_export


@pytest.fixture(scope="module")
def facts(loaded: GraphStore) -> Facts:
    return whole_graph(loaded)


def same(network: Any, facts: Facts) -> None:
    assert set(network.nodes) == set(facts.nodes)
    assert network.number_of_edges() == len(facts.relationships)
    types = sorted((start, end, told["type"]) for start, end, told in network.edges(data=True))
    assert types == sorted((start, end, kind) for kind, start, end, _ in facts.relationships)
    ids = [told["id"] for *_, told in network.edges(data=True)]
    assert len(set(ids)) == len(ids)


def plain(values: Any) -> dict[str, Any]:
    """Values as a format has them that knows neither lists nor days."""
    told = {
        key: json.dumps(v, ensure_ascii=False, default=str) if isinstance(v, list) else v for key, v in values.items()
    }
    told = {key: v.isoformat() if isinstance(v, dt.date) else v for key, v in told.items() if v not in (None, "[]")}
    return without(told, "id")


def told_nodes(facts: Facts) -> dict[str, dict[str, Any]]:
    """The nodes as such a format has them."""
    return {name: plain(values) for name, values in facts.nodes.items()}


def without(told: Any, *names: str) -> dict[str, Any]:
    """Values without some."""
    return {key: value for key, value in told.items() if key not in names}


def in_order(edges: Any) -> list[str]:
    """Relationships in an order of their own."""
    return sorted(json.dumps([*ends, sorted(told.items())], ensure_ascii=False) for *ends, told in edges)


def test_node_link_json_is_the_graph_with_its_lists(facts: Facts) -> None:
    network = nx.node_link_graph(json.loads(json_bytes(facts)), edges="edges")
    same(network, facts)
    assert network.graph["note"] == NOTE
    for name, values in facts.nodes.items():
        told = network.nodes[name]
        assert told["label"] == facts.labels[name]
        assert told["name"] == values["name"]
    lists = [told for *_, told in network.edges(data=True) if "sources" in told]
    assert lists
    assert all(isinstance(told["sources"], list) for told in lists)


def test_graphml_read_back_is_the_graph(facts: Facts) -> None:
    network = nx.read_graphml(BytesIO(graphml_bytes(facts)), force_multigraph=True)
    assert {name: without(told, "label") for name, told in network.nodes(data=True)} == told_nodes(facts)
    edges = [(a, b, key["type"], without(key, "id", "type")) for a, b, key in network.edges(data=True)]
    assert in_order(edges) == in_order((a, b, kind, plain(v)) for (kind, a, b, _), v in facts.relationships.items())


def test_gexf_read_back_is_the_graph(facts: Facts) -> None:
    network = nx.read_gexf(BytesIO(gexf_bytes(facts)))
    as_text = {name: {key: str(value) for key, value in told.items()} for name, told in told_nodes(facts).items()}
    assert {name: without(told, "label", "kind_of_node") for name, told in network.nodes(data=True)} == as_text
    assert network.number_of_edges() == len(facts.relationships)
    assert all(network.nodes[name]["label"] == values["name"] for name, values in facts.nodes.items())


def test_the_tables_hold_every_node_and_relationship(facts: Facts) -> None:
    with zipfile.ZipFile(BytesIO(csv_bytes(facts))) as archive:
        tables = {name: archive.read(name) for name in archive.namelist()}
    assert all(content.startswith("\ufeff".encode()) for content in tables.values())
    read = {name: list(csv.DictReader(StringIO(content.decode("utf-8-sig")))) for name, content in tables.items()}
    assert {row["id"] for row in read["nodes.csv"]} == set(facts.nodes)
    assert len(read["relationships.csv"]) == len(facts.relationships)
    formulas = [
        cell for rows in read.values() for row in rows for cell in row.values() if cell[:1] in "=+@" and len(cell) > 1
    ]
    assert not [cell for cell in formulas if not cell.lstrip("+").isdecimal()]


@pytest.mark.parametrize("suffix", GRAPH_FORMS)
def test_the_same_graph_gives_the_same_file(suffix: str, facts: Facts) -> None:
    assert GRAPH_FORMS[suffix](facts) == GRAPH_FORMS[suffix](facts)


def test_an_unknown_form_writes_nothing(loaded: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        write_export(loaded, tmp_path / "a.xyz", Settings(home=tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert write_export(loaded, tmp_path / "a.csv", Settings(home=tmp_path)).name == "a.csv.zip"
