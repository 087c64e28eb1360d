"""Derived facts of touched nodes: what they follow from beyond these nodes comes from the cache."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import cast

import networkx as nx

from loaders.cache import Cache
from loaders.check import NO_CIRCLES
from loaders.derive import derive
from loaders.merge import Facts
from loaders.touched import Touched

# A country, a side, a chain and the name of a change follow from what these lead to.
LEADING = ("PARTY_TO", "PART_OF", "AGENCY_OF", "FROM", "INTO")


@dataclass(slots=True)
class Renewed:
    """What the graph shall hold of the nodes looked at, and what it holds.

    Attributes:
        owners: these nodes, and pairs of places that cooperate.
        now: what it shall hold.
        held: what it holds.
    """

    owners: set[str]
    now: Facts
    held: Facts


def renew(touched: Touched, merged: Facts, cache: Cache) -> Renewed | None:
    """The facts of touched nodes with what is derived.

    Args:
        touched: what has to be done.
        merged: the facts of all rows looked at; those of touched nodes are complete.
        cache: the load before.

    Returns:
        What is and what shall be; None where something would go round: then everything has to be looked at.
    """
    held = cache.facts(touched.owners)
    now = merged.only(touched.owners)
    if _goes_round(now, touched.owners, cache):
        return None
    beyond = _Beyond(cache, touched.owners)
    beyond.take(now, held)
    groups = {name for name in touched.owners & touched.ids if merged.labels.get(name) == "Place"}
    beyond.add(start for (_, start, end, _), _ in merged.of_type("MEMBER_OF") if end in groups)
    pairs = _pairs(now, beyond.facts) | _pairs(held, beyond.facts)
    cooperating = cache.facts(pairs)
    beyond.add(cast(str, name) for _, p in cooperating.of_type("COOPERATES_WITH") for name in p["agreements"])  # type: ignore[union-attr]
    for name in held.nodes.keys() & now.nodes.keys() - groups:
        if country := held.nodes[name].get("country"):
            now.nodes[name]["country"] = country
    world = _united(beyond.facts, now)
    derive(world, touched.records, groups)
    owners = touched.owners | pairs
    return Renewed(owners, world.only(owners), _united(held, cooperating))


class _Beyond:
    """Facts of nodes that are not touched, with all that they lead to.

    Args:
        cache: where they are.
        touched: the touched nodes.
    """

    def __init__(self, cache: Cache, touched: set[str]) -> None:
        self._cache = cache
        self._seen = set(touched)
        self.facts = Facts()

    def take(self, *facts: Facts) -> None:
        """Add everything that these facts lead to."""
        for some in facts:
            self.add(name for key, _ in some.of_type(*LEADING) for name in key[1:3])

    def add(self, names: Iterable[str]) -> None:
        """Add nodes."""
        while wanted := set(names) - self._seen:
            self._seen |= wanted
            found = self._cache.facts(wanted)
            self.facts = _united(self.facts, found)
            names = [name for key, _ in found.of_type(*LEADING) for name in key[1:3]]


def _united(some: Facts, more: Facts) -> Facts:
    return Facts(some.labels | more.labels, some.nodes | more.nodes, some.relationships | more.relationships)


def _pairs(facts: Facts, beyond: Facts) -> set[str]:
    """Owners of every cooperation that may follow from the agreements of some facts."""
    world = _united(beyond, facts)
    places = {start: end for (_, start, end, _), _ in world.of_type("AGENCY_OF")}
    parties: dict[str, set[str]] = {}
    for (_, party, agreement, _), _ in facts.of_type("PARTY_TO"):
        parties.setdefault(agreement, set()).add(places.get(party, party))
    return {f"{a}\t{b}" for found in parties.values() for a, b in combinations(sorted(found), 2)}


def _goes_round(now: Facts, touched: set[str], cache: Cache) -> bool:
    """Whether a relationship that may not go round leads back to its start."""
    graphs = {kind: nx.DiGraph() for kind in NO_CIRCLES}
    seen: set[str] = set(touched)
    facts = now
    while facts.nodes:
        ends = set()
        for (kind, start, end, _), _ in facts.of_type(*NO_CIRCLES):
            graphs[kind].add_edge(start, end)
            ends.add(end)
        facts = cache.facts(ends - seen)
        seen |= ends
    return any(not nx.is_directed_acyclic_graph(graph) for graph in graphs.values())
