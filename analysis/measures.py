"""Measures of a network, each declared once; networkx computes, and each says what it means and whence it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any

import networkx as nx

from graph.errors import QueryError
from graph.texts import t

FEW = 10
EXACT_UP_TO = 1000
SAMPLES = 200
SEED = 7

Row = dict[str, Any]
Compute = Callable[["nx.Graph[str]"], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure; title and sentence stand in the texts as `analysis.<key>_title` and `analysis.<key>_means`.

    Attributes:
        key: its name.
        source: the publication that defines it.
        columns: keys of its rows, in order.
        compute: what computes the rows from a network.
        dated: whether it needs the years in which agreements were signed.
    """

    key: str
    source: str
    columns: tuple[str, ...]
    compute: Compute
    dated: bool = False

    @property
    def title(self) -> str:
        """Its title in the current language."""
        return t(f"analysis.{self.key}_title")

    @property
    def means(self) -> str:
        """What it means for cooperation, in one sentence of the current language."""
        return t(f"analysis.{self.key}_means")


@dataclass(frozen=True, slots=True)
class Result:
    """A measured network.

    Attributes:
        measure: the measure.
        rows: its rows, most notable first.
        remarks: what keeps a reader from reading too much out of it.
    """

    measure: Measure
    rows: list[Row]
    remarks: tuple[str, ...]

    def flat(self) -> list[list[str]]:
        """The rows as texts: figures with at most four digits, lists joined with `;`, absent values empty."""
        return [[_text(row[column]) for column in self.measure.columns] for row in self.rows]

    def headings(self) -> list[str]:
        """Titles of the columns in the current language."""
        return [t(f"analysis.column_{column}") for column in self.measure.columns]

    def to_json(self) -> dict[str, Any]:
        """As plain values for JSON."""
        told = self.measure
        return {
            "measure": told.key,
            "means": told.means,
            "source": told.source,
            "remarks": list(self.remarks),
            "rows": self.rows,
        }


MEASURES: dict[str, Measure] = {}
NODE = ("id", "name", "country", "value")


def measure(source: str, columns: tuple[str, ...] = NODE, *, dated: bool = False) -> Callable[[Compute], Compute]:
    """Declare the function below as a measure, under its own name.

    Args:
        source: the publication that defines it.
        columns: keys of its rows, in order.
        dated: whether it needs the years in which agreements were signed.

    Returns:
        The decorator.
    """

    def declare(compute: Compute) -> Compute:
        MEASURES[compute.__name__] = Measure(compute.__name__, source, columns, compute, dated)
        return compute

    return declare


def apply(key: str, network: nx.Graph[str]) -> Result:
    """Measure a network.

    Args:
        key: a key of `MEASURES`.
        network: the network as `analysis.projection.project` gives it.

    Returns:
        The rows with the remarks.

    Raises:
        QueryError: there is no such measure.
    """
    measured = named(key)
    rows = list(measured.compute(network))
    return Result(measured, rows, tuple(_remarks(key, network, rows)))


def named(key: str) -> Measure:
    """The measure of a key.

    Raises:
        QueryError: there is none.
    """
    if key not in MEASURES:
        raise QueryError.say("analysis.no_measure", name=key, known=", ".join(MEASURES))
    return MEASURES[key]


def _remarks(key: str, network: nx.Graph[str], rows: list[Row]) -> Iterator[str]:
    size = network.number_of_nodes()
    if size < FEW:
        yield t("analysis.few", count=size, few=FEW)
    if key == "betweenness" and size > EXACT_UP_TO:
        yield t("analysis.sampled", samples=SAMPLES, count=size)
    if size and not rows:
        yield t("analysis.no_years" if key == "growth" else "analysis.no_rows")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(_text, value))
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _told(network: nx.Graph[str], node: str) -> Row:
    return {"id": node, **{name: network.nodes[node][name] for name in ("name", "country")}}


def _ranked(network: nx.Graph[str], values: Mapping[str, float]) -> list[Row]:
    ordered = sorted(values, key=lambda node: (-values[node], node))
    return [{**_told(network, node), "value": values[node]} for node in ordered]


def _pair(network: nx.Graph[str], one: str, other: str) -> Row:
    return {
        "id": one,
        "name": network.nodes[one]["name"],
        "other_id": other,
        "other": network.nodes[other]["name"],
    }


def _evidence(network: nx.Graph[str], edges: Iterable[tuple[str, str]]) -> Row:
    found = [network.edges[edge] for edge in edges]
    return {key: sorted({one for edge in found for one in edge[key]}) for key in ("agreements", "sources")}


@measure("Freeman 1978, doi:10.1016/0378-8733(78)90021-7")
def degree(network: nx.Graph[str]) -> list[Row]:
    """How many partners."""
    return _ranked(network, dict(network.degree()))


@measure("Barrat et al. 2004, doi:10.1073/pnas.0400087101")
def weighted_degree(network: nx.Graph[str]) -> list[Row]:
    """How many agreements, tasks or topics shared with all partners together."""
    return _ranked(network, dict(network.degree(weight="weight")))


@measure("Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249")
def betweenness(network: nx.Graph[str]) -> list[Row]:
    """Share of the shortest ways that lead through the node; of a seeded sample of starts in a large network."""
    samples = SAMPLES if network.number_of_nodes() > EXACT_UP_TO else None
    return _ranked(network, nx.betweenness_centrality(network, k=samples, seed=SEED))


@measure("Freeman 1978, doi:10.1016/0378-8733(78)90021-7; Wasserman and Faust 1994")
def closeness(network: nx.Graph[str]) -> list[Row]:
    """How near all others are, corrected for networks in several parts."""
    return _ranked(network, _closeness(network))


def _closeness(network: nx.Graph[str]) -> dict[str, float]:
    """As networkx computes it, all starts at once: a set of nodes is the bits of one number.

    After step d the number of a node has the bits of all nodes within d of it; the bits that are new lie d away.
    networkx takes 105 s for 10,000 nodes and 17,400 edges, this half a second (docs/decisions.md 16).
    """
    bits = {node: 1 << index for index, node in enumerate(network)}
    within, size = dict(bits), dict.fromkeys(network, 1)
    far = dict.fromkeys(network, 0)
    distance, growing = 0, set(network)
    while growing:
        distance += 1
        reached = {node: reduce(or_, (within[other] for other in network[node]), within[node]) for node in growing}
        growing = {node for node in growing if reached[node] != within[node]}
        for node in growing:
            within[node] = reached[node]
            count = within[node].bit_count()
            far[node] += distance * (count - size[node])
            size[node] = count
    others = max(len(network) - 1, 1)
    return {node: (size[node] - 1) ** 2 / (far[node] * others) if far[node] else 0.0 for node in network}


@measure("Seidman 1983, doi:10.1016/0378-8733(83)90028-X")
def core(network: nx.Graph[str]) -> list[Row]:
    """The largest k such that the node is in a group in which each has k partners within."""
    return _ranked(network, nx.core_number(network))


@measure("Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008")
def communities(network: nx.Graph[str]) -> list[Row]:
    """Groups by Louvain's method with a fixed seed, largest first, numbered from 1."""
    if not network:
        return []
    found = nx.community.louvain_communities(network, weight="weight", seed=SEED)
    groups = sorted(map(sorted, found), key=lambda group: (-len(group), group))
    return [{**_told(network, node), "value": number} for number, group in enumerate(groups, 1) for node in group]


@measure("Tarjan 1974, doi:10.1016/0020-0190(74)90003-9", ("id", "name", "other_id", "other", "agreements", "sources"))
def bridges(network: nx.Graph[str]) -> list[Row]:
    """Edges whose loss parts the network."""
    found = sorted((min(edge), max(edge)) for edge in nx.bridges(network))
    return [{**_pair(network, *edge), **_evidence(network, [edge])} for edge in found]


@measure("Hopcroft and Tarjan 1973, doi:10.1145/362248.362272")
def articulation(network: nx.Graph[str]) -> list[Row]:
    """Nodes whose loss parts the network, with the number of parts its own part falls into."""
    parts = Counter(node for block in nx.biconnected_components(network) for node in block)
    return _ranked(network, {node: parts[node] for node in nx.articulation_points(network)})


@measure(
    "Jaccard 1912, doi:10.1111/j.1469-8137.1912.tb05611.x; Liben-Nowell and Kleinberg 2007, doi:10.1002/asi.20591",
    ("id", "name", "other_id", "other", "value", "shared", "agreements", "sources"),
)
def overlap(network: nx.Graph[str]) -> list[Row]:
    """Pairs with the same partners that do not work together: shared partners by all partners of both."""
    pairs = {
        (min(pair), max(pair))
        for partners in network.adj.values()
        for pair in combinations(partners, 2)
        if not network.has_edge(*pair)
    }
    rows = [_overlap(network, *pair) for pair in sorted(pairs)]
    return sorted(rows, key=lambda row: (-row["value"], -len(row["shared"]), row["id"], row["other_id"]))


def _overlap(network: nx.Graph[str], one: str, other: str) -> Row:
    mine, theirs = set(network[one]), set(network[other])
    shared = sorted(mine & theirs)
    return {
        **_pair(network, one, other),
        "value": len(shared) / len(mine | theirs),
        "shared": [network.nodes[node]["name"] for node in shared],
        **_evidence(network, [(end, node) for node in shared for end in (one, other)]),
    }


@measure("Rhoades 1993, The Herfindahl-Hirschman Index, Federal Reserve Bulletin 79", (*NODE, "top", "share", "total"))
def concentration(network: nx.Graph[str]) -> list[Row]:
    """Herfindahl index of the countries of the partners, by weight, with the country of the largest share."""
    rows = [{**_told(network, node), **_concentration(network, node)} for node in network]
    return sorted(rows, key=lambda row: (-row["value"], -row["total"], row["id"]))


def _concentration(network: nx.Graph[str], node: str) -> Row:
    weights: Counter[str] = Counter()
    for partner, edge in network[node].items():
        weights[network.nodes[partner]["country"]] += edge["weight"]
    total = weights.total()
    top = min(weights, key=lambda country: (-weights[country], country))
    herfindahl = sum((weight / total) ** 2 for weight in weights.values())
    return {"value": herfindahl, "top": top, "share": weights[top] / total, "total": total}


@measure("plain count of the days of signing", ("year", "signed", "edges", "nodes"), dated=True)
def growth(network: nx.Graph[str]) -> list[Row]:
    """For each year: agreements signed, pairs and nodes that appear first; undated agreements are left out."""
    years: Mapping[str, int] = network.graph["years"]
    signed: dict[int, set[str]] = defaultdict(set)
    first_edge: dict[tuple[str, str], int] = {}
    first_node: dict[str, int] = {}
    for one, other, agreements in network.edges(data="agreements"):
        for agreement in agreements:
            if agreement not in years:
                continue
            year = years[agreement]
            signed[year].add(agreement)
            first_edge[one, other] = min(year, first_edge.get((one, other), year))
            for end in (one, other):
                first_node[end] = min(year, first_node.get(end, year))
    edges, nodes = Counter(first_edge.values()), Counter(first_node.values())
    return [
        {"year": year, "signed": len(signed[year]), "edges": edges[year], "nodes": nodes[year]}
        for year in sorted(signed)
    ]
