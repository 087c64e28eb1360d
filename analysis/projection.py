"""Networks to measure: edges as questions of the catalogue answer them, each with the evidence it rests on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from graph.errors import NotFound
from graph.store import GraphStore
from graph.texts import language
from queries.runner import Answer, Source, run
from queries.search import Searcher, read_as_of

ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes that work together.

    Attributes:
        ends: ids of both, in order of the alphabet.
        weight: how many agreements, tasks or topics join them.
        agreements: ids of the agreements it rests on.
        sources: `document#section` of where it stands.
    """

    ends: tuple[str, str]
    weight: int
    agreements: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a network shows of a node."""

    name: str
    country: str


def _all(store: GraphStore, question: str, day: dt.date) -> Answer:
    return run(store, question, as_of=day, limit=ALL, lang=language())


def _written(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(sorted({f"{source.document}#{source.section}" for source in sources}))


def _ends(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _places(store: GraphStore, day: dt.date) -> Iterator[Edge]:
    """Places joined by agreements that they, or bodies of them, have signed."""
    for row in _all(store, "network_places", day).rows:
        agreements = tuple(sorted(agreement.id for agreement in row["agreements"]))
        yield Edge(_ends(row["start_node"].id, row["end_node"].id), row["count"], agreements, _written(row["sources"]))


def _agencies(store: GraphStore, day: dt.date) -> Iterator[Edge]:
    """Agencies joined by tasks that both lead or coordinate."""
    for row in _all(store, "agencies_together", day).rows:
        yield Edge(_ends(row["agency"].id, row["other"].id), row["task_count"], (), _written(row["sources"]))


def _topics(store: GraphStore, day: dt.date) -> Iterator[Edge]:
    """Places joined by topics on which both have agreements, with each other or with anybody else."""
    about: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in _all(store, "agreements_by_period", day).rows:
        for topic in row["topics"]:
            for party in row["parties"]:
                if party.label == "Place":
                    about[topic.id][party.id].append(row)
    shared: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    weights: dict[tuple[str, str], int] = defaultdict(int)
    for parties in about.values():
        for ends in combinations(sorted(parties), 2):
            weights[ends] += 1
            shared[ends] += parties[ends[0]] + parties[ends[1]]
    for ends, rows in shared.items():
        agreements = tuple(sorted({row["agreement"].id for row in rows}))
        yield Edge(ends, weights[ends], agreements, _written(source for row in rows for source in row["sources"]))


PROJECTIONS: dict[str, Callable[[GraphStore, dt.date], Iterator[Edge]]] = {
    "places": _places,
    "agencies": _agencies,
    "topics": _topics,
}


def project(
    store: GraphStore, projection: str = "places", *, as_of: str | None = None, country: str | None = None
) -> nx.Graph[str]:
    """Read a network.

    Args:
        store: the graph.
        projection: a name of `PROJECTIONS`.
        as_of: the day whose names are shown, as text; default today. No agreement is dropped by it.
        country: only edges with an end in that country, by id or any of its names; None for all.

    Returns:
        Nodes with `name` and `country`, edges with `weight`, `agreements` and `sources`; the graph's attribute `years`
        has the year each agreement was signed. Nodes and edges stand in order of their ids.

    Raises:
        QueryError: the day cannot be read.
        NotFound: the country means nothing here.
        StoreUnavailable: the store cannot be reached.
    """
    day, searcher = read_as_of(as_of), Searcher.of(store)
    wanted = _country(searcher, country, day) if country else None
    nodes = {entry.id: Named(entry.name, entry.country or "") for entry in _entries(searcher)}
    edges = [
        edge
        for edge in PROJECTIONS[projection](store, day)
        if wanted is None or any(nodes[end].country == wanted for end in edge.ends)
    ]
    return network(edges, nodes, _years(store, day) if projection == "places" else {})


def network(edges: Iterable[Edge], nodes: dict[str, Named], years: dict[str, int] | None = None) -> nx.Graph[str]:
    """The network of edges, always in the same order, so that seeded measures give the same result.

    Args:
        edges: the edges.
        nodes: what is shown of each of their ends.
        years: agreement id -> year of signing.

    Returns:
        The graph as `project` gives it.
    """
    made: nx.Graph[str] = nx.Graph(years=years or {})
    ordered = sorted(edges, key=lambda edge: edge.ends)
    for node in sorted({end for edge in ordered for end in edge.ends}):
        made.add_node(node, name=nodes[node].name, country=nodes[node].country)
    for edge in ordered:
        made.add_edge(*edge.ends, weight=edge.weight, agreements=edge.agreements, sources=edge.sources)
    return made


def _entries(searcher: Searcher) -> Iterator[Any]:
    for label in ("Place", "Agency"):
        yield from searcher.labelled(label)


def _country(searcher: Searcher, text: str, day: dt.date) -> str:
    found = text if searcher.entry(text) else searcher.resolve(text, frozenset({"Place"}), day).id
    entry = searcher.entry(found) if found else None
    if entry is None or entry.country != entry.id:
        raise NotFound.say("analysis.no_country", value=text)
    return entry.id


def _years(store: GraphStore, day: dt.date) -> dict[str, int]:
    rows = _all(store, "agreements_by_period", day).rows
    return {row["agreement"].id: row["signed_on"].year for row in rows if row["signed_on"]}
