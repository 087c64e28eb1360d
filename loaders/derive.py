"""What follows from the facts: countries of places, cooperation, succession, chains for paths, composed names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable
from itertools import combinations
from typing import cast

from graph.declare import Property
from graph.model import Change, ChangeKind
from graph.names import search_text
from loaders.merge import Facts
from loaders.rows import Record

BINDING = ("signed", "terminated")


def derive(facts: Facts, records: Iterable[Record], groups: Container[str] | None = None) -> None:
    """Add what is derived.

    Args:
        facts: the merged facts; changed in place.
        records: rows that load, for the pairs of each change.
        groups: groups of places of which all members are there; None: of all.
    """
    set_countries(facts, groups)
    add_cooperation(facts)
    add_succession(facts, records)
    add_chains(facts)
    name_changes(facts)


def set_countries(facts: Facts, groups: Container[str] | None = None) -> None:
    """Give each place the id of its country; a group of places has one where all its members agree."""
    above: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    members: dict[str, list[str]] = defaultdict(list)
    for (kind, start, end, _), properties in facts.of_type("PART_OF", "MEMBER_OF"):
        if facts.labels.get(start) != "Place":
            continue
        if kind == "PART_OF":
            above[start].append(("valid_to" in properties, end))
        else:
            members[end].append(start)
    for place, label in facts.labels.items():
        if label == "Place" and (country := _top(place, above, facts)):
            facts.nodes[place]["country"] = country
    for group, places in members.items():
        if groups is not None and group not in groups:
            continue
        countries = {facts.nodes[p].get("country") for p in places}
        if "country" not in facts.nodes[group] and len(countries) == 1 and None not in countries:
            facts.nodes[group]["country"] = cast(str, countries.pop())


def _top(place: str, above: dict[str, list[tuple[bool, str]]], facts: Facts) -> str | None:
    seen = {place}
    while above.get(place):
        place = min(above[place])[1]
        if place in seen:
            return None
        seen.add(place)
    return place if facts.nodes.get(place, {}).get("kind") == "country" else None


def add_cooperation(facts: Facts) -> None:
    """COOPERATES_WITH between places on different sides of an agreement signed or terminated (MODEL rule 2)."""
    places = {start: end for (_, start, end, _), _ in facts.of_type("AGENCY_OF")}
    parties: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for (_, party, agreement, _), stated in facts.of_type("PARTY_TO"):
        place = places.get(party, party)
        parties[agreement].setdefault(place, set()).update(cast(list[str], stated["sources"]))
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for agreement in sorted(parties):
        if facts.nodes[agreement].get("status") not in BINDING:
            continue
        of = parties[agreement]
        countries = {p: facts.nodes[p].get("country") for p in of}
        one_country = len(set(countries.values())) == 1
        for a, b in combinations(sorted(of), 2):
            if one_country or countries[a] != countries[b]:
                pairs[a, b].append(agreement)
                sources[a, b] |= of[a] | of[b]
    for (a, b), agreements in pairs.items():
        properties: dict[str, Property] = {"agreements": agreements, "count": len(agreements)}
        since = [d for n in agreements if (d := facts.nodes[n].get("signed_on") or facts.nodes[n].get("period_from"))]
        until = [d for n in agreements if (d := facts.nodes[n].get("period_to"))]
        if since:
            properties["since"] = min(cast(list[dt.date], since))
        if until and len(until) == len(agreements):
            properties["until"] = max(cast(list[dt.date], until))
        properties |= {"sources": sorted(sources[a, b]), "inferred": True}
        facts.relationships["COOPERATES_WITH", a, b, ""] = properties


def add_succession(facts: Facts, records: Iterable[Record]) -> None:
    """SUCCEEDED_BY: the from-to pairs of each change but renamings and upgrades."""
    for record in records:
        row = record.row
        if not isinstance(row, Change) or row.kind in (ChangeKind.RENAME, ChangeKind.UPGRADE):
            continue
        for old in record.refs.get("from", ()):
            for new in record.refs.get("to", ()):
                if old == new:
                    continue
                properties: dict[str, Property] = {"change": row.id}
                if row.effective_on:
                    properties["effective_on"] = row.effective_on
                if row.share:
                    properties["share"] = row.share.value
                said = [f"{document}#{section}" for document, section in record.sources]
                facts.relationships["SUCCEEDED_BY", old, new, row.id] = {
                    **properties,
                    "sources": said,
                    "inferred": False,
                }


def add_chains(facts: Facts) -> None:
    """CHAINS: a copy of PARTY_TO except from countries and from groups."""
    for (_, party, agreement, _), properties in list(facts.of_type("PARTY_TO")):
        if facts.nodes[party].get("kind") not in ("country", "group"):
            said = list(cast(list[str], properties["sources"]))
            facts.relationships["CHAINS", party, agreement, ""] = {"sources": said, "inferred": properties["inferred"]}


def name_changes(facts: Facts) -> None:
    """Name each change after its kind, its day and its units."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for (kind, change, unit, _), _ in facts.of_type("FROM", "INTO"):
        name = str(facts.nodes[unit]["name"])
        side = before if kind == "FROM" else after
        if name not in side[change]:
            side[change].append(name)
    for change, label in facts.labels.items():
        if label != "Change":
            continue
        node = facts.nodes[change]
        day = cast(dt.date, node["effective_on"])
        old = str(node["name_before"]) if node.get("name_before") else ", ".join(before[change])
        new = ", ".join(after[change])
        node["name"] = f"{ChangeKind.read(str(node['kind'])).vi} {day:%d/%m/%Y}: {old}" + (f" → {new}" if new else "")
        node["search_text"] = search_text([str(node["name"])])
