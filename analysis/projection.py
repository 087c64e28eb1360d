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
from queries.runner import Source, run
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


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the graph a network is made of.

    Attributes:
        country: only edges with an end in that country, by id or any of its names; None for all.
        topic: only agreements or tasks about that topic or a narrower one, by id.
        year: only agreements in force in that year, or tasks that name it.
    """

    country: str | None = None
    topic: str | None = None
    year: int | None = None


EVERYTHING = Scope()


def _all(store: GraphStore, question: str, day: dt.date, **params: Any) -> list[dict[str, Any]]:
    return run(store, question, params, as_of=day, limit=ALL, lang=language()).rows


def _written(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(sorted({f"{source.document}#{source.section}" for source in sources}))


def _ends(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _agreements(store: GraphStore, day: dt.date, scope: Scope) -> dict[str, dict[str, Any]]:
    """The agreements of the scope: id -> its row."""
    given = {"from": dt.date(scope.year, 1, 1), "to": dt.date(scope.year, 12, 31)} if scope.year else {}
    rows = {row["agreement"].id: row for row in _all(store, "agreements_by_period", day, **given)}
    if scope.topic:
        about = {row["agreement"].id for row in _all(store, "agreements_on_topic", day, topic=scope.topic)}
        rows = {agreement: row for agreement, row in rows.items() if agreement in about}
    return rows


def _tasks(store: GraphStore, day: dt.date, scope: Scope) -> set[str] | None:
    """Ids of the tasks of the scope; None for all."""
    asked: list[tuple[str, dict[str, Any]]] = []
    if scope.topic:
        asked.append(("tasks_on_topic", {"topic": scope.topic}))
    if scope.year:
        asked.append(("tasks_in_year", {"year": scope.year}))
    found = [{row["task"].id for row in _all(store, question, day, **params)} for question, params in asked]
    return set.intersection(*found) if found else None


def _places(store: GraphStore, day: dt.date, scope: Scope) -> Iterator[Edge]:
    """Places joined by agreements that they, or bodies of them, have signed."""
    every = scope.topic is None and scope.year is None
    within = {} if every else _agreements(store, day, scope)
    for row in _all(store, "network_places", day):
        ends = _ends(row["start_node"].id, row["end_node"].id)
        agreements = tuple(sorted(agreement.id for agreement in row["agreements"]))
        if every:
            yield Edge(ends, row["count"], agreements, _written(row["sources"]))
        elif kept := tuple(one for one in agreements if one in within):
            yield Edge(ends, len(kept), kept, _written(source for one in kept for source in within[one]["sources"]))


def _agencies(store: GraphStore, day: dt.date, scope: Scope) -> Iterator[Edge]:
    """Agencies joined by tasks that both lead or coordinate."""
    wanted = _tasks(store, day, scope)
    bodies: dict[str, dict[str, set[Source]]] = defaultdict(lambda: defaultdict(set))
    for row in _all(store, "network_tasks", day):
        if row["start_node"].label == "Agency" and (wanted is None or row["end_node"].id in wanted):
            bodies[row["end_node"].id][row["start_node"].id].update(row["sources"])
    tasks: dict[tuple[str, str], int] = defaultdict(int)
    sources: dict[tuple[str, str], set[Source]] = defaultdict(set)
    for taking_part in bodies.values():
        for ends in combinations(sorted(taking_part), 2):
            tasks[ends] += 1
            sources[ends] |= taking_part[ends[0]] | taking_part[ends[1]]
    for ends, count in tasks.items():
        yield Edge(ends, count, (), _written(sources[ends]))


def _topics(store: GraphStore, day: dt.date, scope: Scope) -> Iterator[Edge]:
    """Places joined by topics on which both have agreements, with each other or with anybody else."""
    about: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in _agreements(store, day, scope).values():
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


PROJECTIONS: dict[str, Callable[[GraphStore, dt.date, Scope], Iterator[Edge]]] = {
    "places": _places,
    "agencies": _agencies,
    "topics": _topics,
}


def project(
    store: GraphStore,
    projection: str = "places",
    *,
    as_of: str | None = None,
    scope: Scope = EVERYTHING,
    years: bool = False,
) -> nx.Graph[str]:
    """Read a network.

    Args:
        store: the graph.
        projection: a name of `PROJECTIONS`.
        as_of: the day whose names are shown, as text; default today. No agreement is dropped by it.
        scope: what part of the graph it is made of.
        years: whether the graph's attribute `years` has the year each agreement was signed, as growth needs it.

    Returns:
        Nodes with `name` and `country`, edges with `weight`, `agreements` and `sources`. Nodes and edges stand in order
        of their ids.

    Raises:
        QueryError: the day cannot be read.
        NotFound: the country or the topic means nothing here.
        StoreUnavailable: the store cannot be reached.
    """
    day, searcher = read_as_of(as_of), Searcher.of(store)
    wanted = _country(searcher, scope.country, day) if scope.country else None
    nodes = {entry.id: Named(entry.name, entry.country or "") for entry in _entries(searcher)}
    edges = [
        edge
        for edge in PROJECTIONS[projection](store, day, scope)
        if wanted is None or any(nodes[end].country == wanted for end in edge.ends)
    ]
    return network(edges, nodes, _years(store, day) if years and projection == "places" else {})


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
    rows = _all(store, "agreements_by_period", day)
    return {row["agreement"].id: row["signed_on"].year for row in rows if row["signed_on"]}
