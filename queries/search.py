"""Search over everything in the graph, by any spelling, and names to ids."""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from graph import resolve
from graph.declare import Node
from graph.errors import QueryError
from graph.model import model_hash
from graph.names import squash
from graph.resolve import Entry, Index, NameForm, Resolution
from graph.settings import Settings, get_settings
from graph.store import GraphStore
from graph.texts import t
from queries.days import read_as_of

ENTITIES = """
MATCH (n:Entity)
RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Entity'][0] AS label, n.kind AS kind, n.name AS name,
       n.name_en AS name_en, n.name_native AS name_native, n.aliases AS aliases, n.number AS number,
       n.country AS country, n.valid_from AS valid_from, n.valid_to AS valid_to
"""
ABOVE = """
MATCH (a:Entity)-[r:PART_OF|AGENCY_OF]->(b:Place)
RETURN a.id AS id, b.id AS above, type(r) AS relationship
ORDER BY r.valid_to IS NULL, coalesce(r.valid_from, date('0001-01-01')), above
"""
MEMBERS = """
MATCH (member:Place)-[:MEMBER_OF]->(g:Place) WHERE g.country IS NULL AND NOT (g)-[:PART_OF]->(:Place)
RETURN g.id AS id, collect(member.id) AS members
"""
SPELLINGS = """
MATCH (n:Entity)-[r:STATED_IN]->(:Document) WHERE r.as_written IS NOT NULL
RETURN n.id AS id, r.as_written AS as_written
"""
FORMER = """
MATCH (c:Change)-[:FROM]->(n:Entity) WHERE c.name_before IS NOT NULL OR c.kind_before IS NOT NULL
RETURN n.id AS id, c.name_before AS name, c.kind_before AS kind, c.effective_on AS effective_on
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity found.

    Attributes:
        id: its id.
        label: its label.
        name: its name.
        kind: its kind on the day asked about, a code; "" where it has none.
        matched: the spelling that matched.
        valid_from: first day it exists, None if not known.
        valid_to: first day it exists no more, None if not known.
        guess: only a near spelling matched.
    """

    id: str
    label: str
    name: str
    kind: str
    matched: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    guess: bool = False

    def to_dict(self) -> dict[str, str | None]:
        """As an object of the JSON form of `hoptac find`."""
        return {
            "id": self.id,
            "label": self.label,
            "name": self.name,
            "kind": self.kind,
            "matched": self.matched,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }


class Searcher:
    """Finds entities of one state of the graph.

    Args:
        entries: everything that can be named.
    """

    _built: ClassVar[dict[str, Searcher]] = {}
    _building: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._index = Index(tuple(self._entries.values()))

    @classmethod
    def of(cls, store: GraphStore) -> Searcher:
        """The searcher of what the graph holds now; made once for each fingerprint of the graph.

        Args:
            store: the graph.

        Returns:
            The searcher.

        Raises:
            StoreUnavailable: the store cannot be reached.
        """
        fingerprint = store.fingerprint()
        if fingerprint is None:
            return cls(entries(store))
        with cls._building:
            if fingerprint not in cls._built:
                cls._built = {fingerprint: cls(entries(store))}
            return cls._built[fingerprint]

    def find(self, text: str, label: str | None = None, day: dt.date | None = None, limit: int = 20) -> list[Hit]:
        """Search by any spelling.

        Args:
            text: what is looked for.
            label: only of this label.
            day: the day whose units come first among equals; default today.
            limit: how many at most.

        Returns:
            What was found, best first.

        Raises:
            QueryError: there is no such label.
        """
        if label is not None and label not in Node.labels:
            raise QueryError(
                t("queries.no_label", label=label), t("queries.no_label_next", labels=", ".join(Node.labels))
            )
        labels = frozenset({label}) if label else frozenset(Node.labels)
        on = day or read_as_of(None)
        found = self._index.search(text, labels=labels, day=on, limit=limit)
        return [_hit(hit, self._entries[hit.id].kind_on(on)) for hit in found]

    def resolve(self, text: str, labels: frozenset[str], day: dt.date | None) -> Resolution:
        """The one entity a name means to the office that asks, or the candidates; a former unit can be meant too.

        Args:
            text: the name.
            labels: labels it may have.
            day: the day; None for any day.

        Returns:
            The id; else the candidates and the reason.
        """
        place = get_settings().office or None
        return self._index.resolve(text, labels=labels, day=day, place=place, whenever=True)

    def suggest(self, text: str, labels: frozenset[str]) -> tuple[str, ...]:
        """Ids of near spellings of a name that means nothing."""
        return self._index.suggest(text, labels=labels, place=get_settings().office or None)

    def entry(self, entity: str) -> Entry | None:
        """What is known of an entity: label, kind, names, country, validity; None where there is no such id."""
        return self._entries.get(entity)

    def labelled(self, label: str) -> Iterator[Entry]:
        """What is known of all entities of a label."""
        return (entry for entry in self._entries.values() if entry.label == label)

    def name(self, entity: str) -> str:
        """The name of an entity; its id where there is no such entity."""
        entry = self._entries.get(entity)
        return entry.name if entry else entity

    def caption(self, entity: str) -> str:
        """An entity's name with its id, as a list of candidates shows it."""
        entry = self._entries.get(entity)
        return f"{entry.name} ({entity})" if entry else entity


def _hit(found: resolve.Hit, kind: str) -> Hit:
    """What the index found, with the kind of the day."""
    guess = found.rank == "near"
    return Hit(found.id, found.label, found.name, kind, found.matched, found.valid_from, found.valid_to, guess)


def entries(store: GraphStore) -> list[Entry]:
    """Everything in the graph that can be named, with all its spellings.

    Args:
        store: the graph.

    Returns:
        An entry for each entity.
    """
    above: dict[str, dict[str, str]] = {"PART_OF": {}, "AGENCY_OF": {}}
    for entity, higher, relationship in store.read(ABOVE).rows:
        above[relationship][entity] = higher  # the parent of today stands last
    written: dict[str, list[str]] = defaultdict(list)
    for entity, spellings in store.read(SPELLINGS).rows:
        written[entity] += spellings
    former: dict[str, list[NameForm]] = defaultdict(list)
    for entity, name, kind, day in store.read(FORMER).rows:
        former[entity].append(NameForm(name or "", canonical=False, valid_to=day, kind=kind))
    known = {row["id"]: _entry(row, above, written, former) for row in store.read(ENTITIES).dicts()}
    for group, members in store.read(MEMBERS).rows:
        countries = {known[member].country for member in members}
        known[group] = replace(known[group], country=countries.pop() if len(countries) == 1 else None)
    return list(known.values())


def _entry(
    row: Mapping[str, Any],
    above: Mapping[str, Mapping[str, str]],
    written: Mapping[str, list[str]],
    former: Mapping[str, list[NameForm]],
) -> Entry:
    name, entity = row["name"], row["id"]
    old = former.get(entity, ())
    forms = [NameForm(name, canonical=True, valid_from=max((f.valid_to for f in old if f.valid_to), default=None))]
    forms += [form if form.text else replace(form, text=name, canonical=True) for form in old]  # only its kind changed
    spelled = (text for text in written.get(entity, ()) if row["label"] != "Place" or squash(text) != squash(name))
    others = [row["name_en"], row["name_native"], row["number"], *(row["aliases"] or ()), *spelled]
    forms += [NameForm(text, canonical=False) for text in others if text]
    place = above["AGENCY_OF"].get(entity)
    chain = _chain(place or entity, above["PART_OF"])
    parents = (place, *chain) if place else chain
    return Entry(
        id=entity,
        label=row["label"],
        kind=row["kind"] or "",
        name=name,
        names=tuple(dict.fromkeys(forms)),
        place=place,
        parents=parents,
        country=row["country"] or (entity, *parents)[-1]
        if row["label"] == "Place"
        else parents[-1]
        if parents
        else None,
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        level=len(parents) if row["label"] == "Place" else max(len(parents) - 1, 0),
    )


def _chain(entity: str, above: Mapping[str, str]) -> tuple[str, ...]:
    """All places above, nearest first."""
    chain: list[str] = []
    while (entity := above.get(entity, "")) and entity not in chain:
        chain.append(entity)
    return tuple(chain)


@contextmanager
def open_reader(settings: Settings) -> Iterator[GraphStore]:
    """The graph, opened for reading.

    Args:
        settings: where the store is.

    Yields:
        The store.

    Raises:
        StoreUnavailable: it cannot be reached or started.
    """
    with GraphStore.open(settings, role="reader", model_hash=model_hash()) as store:
        yield store


__all__ = ["Hit", "Searcher", "entries", "open_reader", "read_as_of"]
