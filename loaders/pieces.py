"""What the pieces of the data give each other: what each offers to others, uses of others, and tells of which node."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.model import Agreement, Change, Document, SameAs, Spelling
from graph.names import norm
from graph.resolve import Entry
from loaders.check import cells_pointing, document_contexts
from loaders.merge import document_ranks
from loaders.references import NAMED, REGISTRY, Known, Resolver
from loaders.rows import Record, split_source
from loaders.sources import piece_of

# Columns of a place or body on which facts about others rest: countries, sides of agreements, names on a day.
STRUCTURE = ("id", "kind", "place", "part_of", "valid_from", "valid_to")
IDS = frozenset({"label", "unit", "member", "former", "same_as"})
TITLES = frozenset({"title", "number"})


class Offer(NamedTuple):
    """Something that cells elsewhere may mean or facts elsewhere rest on.

    Attributes:
        kind: `label` an id is declared, `unit` what a place or body is, `member` who belongs to a group, `former` a
            name before, `same_as` two ids are one (of all these the key is an id); `name` the name of a unit (the key
            is `~id`); `title` an agreement's, `number` a document's.
        key: what is looked for.
        value: what is found.
    """

    kind: str
    key: str
    value: str


@dataclass(slots=True)
class Piece:
    """A piece as it was understood.

    Attributes:
        offers: what others may rest on.
        uses: texts of its cells that point at something, and what they point at.
        tells: node -> digest of everything said of it here.
        place: the issuer's place, in which the texts are read.
        unplaced: texts that are read without a place as well: who issues a document says where it is read.
        rests: node -> what the piece uses for it; not kept.
    """

    offers: set[Offer] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    tells: dict[str, str] = field(default_factory=dict)
    place: str | None = None
    unplaced: set[str] = field(default_factory=set)
    rests: dict[str, set[str]] = field(default_factory=dict)


def understood(records: Iterable[Record], resolver: Resolver, known: Known) -> dict[str, Piece]:
    """The pieces of records that all load.

    Args:
        records: whole pieces, resolved.
        resolver: what they were resolved with.
        known: what is declared beyond them.

    Returns:
        Piece -> what it gives and takes.
    """
    records = list(records)
    pieces: dict[str, Piece] = defaultdict(Piece)
    told: dict[tuple[str, str], list[object]] = defaultdict(list)
    ranks, contexts = document_ranks(records), document_contexts(records, resolver)
    standing = _Standing(records, known)
    for record in records:
        name = piece_of(record)
        piece = pieces[name]
        used = set(_used(record, resolver))
        piece.uses |= used
        piece.place = contexts.get(record.document, REGISTRY).place
        if record.document and isinstance(record.row, Document):
            piece.unplaced.update(record.row.issuer)
        piece.offers.update(_offers(record, resolver.same_as, standing))
        content = (
            record.table.name,
            type(record.row).__name__,
            record.cells,
            record.refs,
            record.cited,
            record.inferred,
            record.sources,
            record.nth,
            ranks.get(record.document),
        )
        for node in owners(record, resolver.same_as):
            told[name, node].append(content)
            piece.rests.setdefault(node, set()).update(used)
    for (name, node), contents in told.items():
        pieces[name].tells[node] = _digest(contents)
    return dict(pieces)


def owners(record: Record, same_as: Mapping[str, str]) -> Iterator[str]:
    """Ids of the nodes of which a record says something.

    Args:
        record: a row that loads, resolved.
        same_as: id -> the id it means.
    """
    if record.label and record.id:
        yield same_as.get(record.id, record.id)
    elif isinstance(record.row, Spelling):
        yield from {same_as.get(target, target) for target in record.refs.get("entity", ())}
    elif isinstance(record.row, SameAs):
        yield same_as.get(record.row.id, record.row.id)


def _digest(content: object) -> str:
    return hashlib.blake2b(repr(content).encode(), digest_size=8).hexdigest()


def _used(record: Record, resolver: Resolver) -> Iterator[str]:
    for column, text in cells_pointing(record):
        yield text
        if "Document" in column.refers_to and text not in resolver.labels:
            for _, issuers in resolver.numbered(text):
                yield from issuers
    for targets in record.refs.values():
        yield from targets
        if isinstance(record.row, Change):
            yield from (f"~{target}" for target in targets)
    for document, _ in record.sources:
        yield document
    if not record.document:
        for source in record.cells.get("source", "").split(";"):
            yield split_source(source)[0]
    if isinstance(record.row, SameAs):
        yield record.row.id
        yield record.row.same_as


def _offers(record: Record, same_as: Mapping[str, str], standing: _Standing) -> Iterator[Offer]:
    row = record.row
    if record.id and record.label:
        yield Offer("label", record.id, record.label)
    if record.label in NAMED:
        what = standing.of(record)
        yield Offer("unit", record.id, what)
        yield Offer("name", f"~{record.id}", record.cells.get("name", ""))
        for group in () if record.id in same_as else record.refs.get("member_of", ()):
            yield Offer("member", group, f"{record.id} {what}")
    if isinstance(row, Agreement):
        yield Offer("title", norm(record.cells["title"]), record.id)
    elif isinstance(row, Document) and row.number:
        issuers = [*row.issuer, *record.refs.get("issuer", ())]
        yield Offer("number", norm(row.number), json.dumps([record.id, *row.issuer, "", *issuers], ensure_ascii=False))
    elif isinstance(row, Change):
        before = f"{record.id} {row.kind} {row.effective_on} {row.name_before} {row.kind_before}"
        for unit in record.refs.get("from", ()):
            yield Offer("former", unit, before)
    elif isinstance(row, SameAs):
        for name in (row.id, row.same_as, *record.refs.get("same_as", ())):
            yield Offer("same_as", name, f"{row.id}\t{row.same_as}")


class _Standing:
    """What places and bodies are, with all that they are part of: one digest each.

    Args:
        records: the records looked at.
        known: what is declared beyond them.
    """

    def __init__(self, records: Iterable[Record], known: Known) -> None:
        self._records: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            if record.label in NAMED and record.id:
                self._records[record.id].append(record)
        self._known = known.units
        self._found: dict[str, str] = {}

    def of(self, record: Record) -> str:
        """What one row says of it."""
        cells = [record.cells.get(column, "") for column in STRUCTURE]
        above = [t for column in ("place", "part_of") for t in record.refs.get(column, ()) if t != record.id]
        return _digest((cells, record.refs.get("member_of", ()), [(name, self._of_all(name)) for name in above]))

    def _of_all(self, name: str) -> str:
        if name not in self._found:
            self._found[name] = ""  # a circle is an issue, and ends here
            told = [self.of(record) for record in self._records.get(name, ())] + self._known.get(name, [])
            self._found[name] = _digest(sorted(told))
        return self._found[name]


def known_beyond(pieces: Mapping[str, Iterable[Offer]], looked_at: set[str], entries: Mapping[str, Entry]) -> Known:
    """What all pieces declare but those looked at.

    Args:
        pieces: piece -> its offers.
        looked_at: the pieces left out.
        entries: id -> its entry in the index of names.

    Returns:
        What is known of them.
    """
    known = Known()
    for piece, offers in pieces.items():
        if piece in looked_at:
            continue
        for kind, key, value in offers:
            if kind == "label":
                known.labels[key] = value
            elif kind == "unit":
                known.units.setdefault(key, []).append(value)
            elif kind == "title":
                known.titles.setdefault(key, []).append(value)
            elif kind == "number":
                name, *issuers = json.loads(value)
                known.numbers.setdefault(key, []).append((name, frozenset(issuers[: issuers.index("")])))
            elif kind == "same_as":
                one, other = value.split("\t")
                known.same_as[one] = other
    known.entries = {name: entry for name, entry in entries.items() if name in known.units}
    return known
