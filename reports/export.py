"""The whole graph as a file: GraphML, GEXF, node-link JSON, a zip of two CSV tables, or a workbook to load again.

Nothing is left out and nothing is cut. GraphML, GEXF and CSV have no lists: a list is written as JSON text there, and a
value that is not stated is left out.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any

import networkx as nx

from graph.settings import Settings
from graph.store import GraphStore
from loaders.book import rows_bytes
from loaders.diff import read_graph
from loaders.load import loaded_rows
from loaders.merge import Facts
from reports.terminal import csv_text

NOTE = "Hợp Tác: lists are JSON text; what is not stated is left out."
DAY = (1980, 1, 1, 0, 0, 0)  # of the files in the zip: the same graph gives the same file
FIRST_NODE = ("id", "label", "name")
FIRST_EDGE = ("id", "type", "source", "target")


def whole_graph(store: GraphStore) -> Facts:
    """Everything the graph holds.

    Args:
        store: the graph.

    Returns:
        Nodes and relationships with all their properties.

    Raises:
        StoreUnavailable: the store cannot be reached.
    """
    return read_graph(store)


def network_of(facts: Facts, plain: Callable[[Any], Any]) -> nx.MultiDiGraph[str]:
    """A graph as networkx has it: nodes by id, relationships with an id of their own.

    Args:
        facts: what the graph holds.
        plain: how a value is written; None leaves it out.

    Returns:
        The graph, in an order that depends on its ids only.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(note=NOTE)
    for name in sorted(facts.nodes):
        network.add_node(name, label=facts.labels[name], **_written(facts.nodes[name], plain))
    for number, key in enumerate(sorted(facts.relationships), start=1):
        kind, start, end, _ = key
        told = _written(facts.relationships[key], plain)
        network.add_edge(start, end, key=f"r{number}", id=f"r{number}", type=kind, **told)
    return network


def _written(values: Mapping[str, Any], plain: Callable[[Any], Any]) -> dict[str, Any]:
    told = {name: plain(value) for name, value in sorted(values.items()) if name != "id"}
    return {name: value for name, value in told.items() if value is not None}


def _scalar(value: Any) -> Any:
    """A value for a format without lists and days."""
    match value:
        case list() | tuple():
            return json.dumps([_json(item) for item in value], ensure_ascii=False) if value else None
        case dt.date():
            return value.isoformat()
    return value


def _json(value: Any) -> Any:
    match value:
        case list() | tuple():
            return [_json(item) for item in value]
        case dt.date():
            return value.isoformat()
    return value


# ------------------------------------------------------------------------------------------------ formats


def graphml_bytes(facts: Facts) -> bytes:
    """A graph as GraphML.

    Args:
        facts: what the graph holds.

    Returns:
        The file.
    """
    file = BytesIO()
    nx.write_graphml(network_of(facts, _scalar), file, named_key_ids=True, edge_id_from_attribute="id")
    return file.getvalue()


def gexf_bytes(facts: Facts) -> bytes:
    """A graph as GEXF, for Gephi: names are the labels it shows.

    Args:
        facts: what the graph holds.

    Returns:
        The file.
    """
    network = network_of(facts, lambda value: None if value is None else str(_scalar(value)))
    for name, told in network.nodes(data=True):
        told["kind_of_node"] = told.pop("label")
        told["label"] = told.get("name", name)
    file = BytesIO()
    nx.write_gexf(network, file, version="1.2draft")
    return file.getvalue()


def json_bytes(facts: Facts) -> bytes:
    """A graph as node-link JSON, lists as lists.

    Args:
        facts: what the graph holds.

    Returns:
        The file.
    """
    content = nx.node_link_data(network_of(facts, _json), edges="edges")
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def csv_bytes(facts: Facts) -> bytes:
    """A graph as a zip of `nodes.csv` and `relationships.csv`.

    Args:
        facts: what the graph holds.

    Returns:
        The file; the tables begin with the UTF-8 mark, and no cell is a formula.
    """
    network = network_of(facts, _scalar)
    nodes = [{"id": name, **told} for name, told in network.nodes(data=True)]
    edges = [{**told, "source": start, "target": end} for start, end, told in network.edges(data=True)]
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows, first in (("nodes.csv", nodes, FIRST_NODE), ("relationships.csv", edges, FIRST_EDGE)):
            archive.writestr(zipfile.ZipInfo(name, DAY), _table(rows, first))
    return file.getvalue()


def _table(rows: list[dict[str, Any]], first: Iterable[str]) -> bytes:
    others = sorted({name for row in rows for name in row} - set(first))
    columns = [*first, *others]
    texts = (["" if row.get(name) is None else str(row[name]) for name in columns] for row in rows)
    return csv_text(columns, texts).encode("utf-8-sig")


GRAPH_FORMS: Mapping[str, Callable[[Facts], bytes]] = {
    ".graphml": graphml_bytes,
    ".gexf": gexf_bytes,
    ".json": json_bytes,
    ".csv": csv_bytes,
}
EXPORT_FORMS = (*GRAPH_FORMS, ".xlsx")


def export_bytes(form: str, store: GraphStore, settings: Settings) -> bytes:
    """The whole graph in one form.

    Args:
        form: one of `EXPORT_FORMS`; `.xlsx` has the rows of the tables, in the form that the load takes back.
        store: the graph.
        settings: where the tables are.

    Returns:
        The file.

    Raises:
        LoadRefused: the tables changed since they were loaded (`.xlsx` only).
        StoreUnavailable: the store cannot be reached.
    """
    if form == ".xlsx":
        return rows_bytes(loaded_rows(settings, store))
    return GRAPH_FORMS[form](whole_graph(store))
