"""What the last load understood and what the graph holds since, so that the next reads only what changed.

Deleting the file costs one full load, nothing else. It is believed only where the graph carries the same fingerprint.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.resolve import Entry, Index, NameForm
from loaders.lastgood import Part
from loaders.merge import Facts, owner_of
from loaders.pieces import Offer, Piece
from loaders.sources import Listed

FILE = "cache.sqlite"
SOME = 500  # values in one statement
_SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE parts (folder TEXT, below TEXT, digest TEXT, documents TEXT)",
    "CREATE TABLE pieces"
    " (piece TEXT PRIMARY KEY, state TEXT, offers TEXT, uses TEXT, tells TEXT, place TEXT, unplaced TEXT)",
    "CREATE TABLE entries (id TEXT PRIMARY KEY, entry TEXT)",
    "CREATE TABLE facts (owner TEXT PRIMARY KEY, facts TEXT) WITHOUT ROWID",
)


class CacheBroken(Exception):
    """The cache cannot be read; everything is read anew."""


@dataclass(slots=True)
class Update:
    """What a load changes in the cache.

    Attributes:
        listed: everything that is listed now.
        pieces: pieces that were looked at.
        entries: entries of the index of names that are new or changed.
        gone_entries: ids that cannot be named any more.
        facts: what the graph holds now of the owners looked at.
        owners: the owners looked at; those that are not in the facts are gone.
        is_whole: it holds everything; what was in the cache before is forgotten.
        is_clean: everything that was read loads, and nothing was kept from before.
    """

    listed: Listed
    pieces: Mapping[str, Piece] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    gone_entries: Iterable[str] = ()
    facts: Facts = field(default_factory=Facts)
    owners: Iterable[str] = ()
    is_whole: bool = True
    is_clean: bool = True


class Cache:
    """The cache of one home.

    Args:
        home: the user's folder.
        fingerprint: what the graph carries; None believes nothing.
        program: version of program and model; the pieces of another one are not believed.
    """

    def __init__(self, home: Path, fingerprint: str | None, program: str) -> None:
        self._file = home / FILE
        self._program = "\n".join((program, *_SCHEMA))  # tables of another form are not believed either
        self._meta: dict[str, str] = {}
        if fingerprint is not None and self._file.exists():
            try:
                self._meta = dict(self._select("SELECT name, value FROM meta"))
            except CacheBroken:
                self._meta = {}
        self.is_of_graph = fingerprint is not None and self._meta.get("fingerprint") == fingerprint
        self.is_clean = (
            self.is_of_graph and self._meta.get("clean") == "yes" and self._meta.get("program") == self._program
        )

    @contextmanager
    def _open(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        mode = "rwc" if write else "ro"
        with (
            closing(sqlite3.connect(f"{self._file.absolute().as_uri()}?mode={mode}", uri=True)) as connection,
            connection,
        ):
            yield connection

    def _select(self, query: str, values: Iterable[str] = ()) -> list[tuple[Any, ...]]:
        try:
            with self._open() as connection:
                return connection.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise CacheBroken(str(error)) from error

    def _select_some(self, query: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Rows of a query with `IN ()` at its end, for any number of values."""
        wanted = list(values)
        for start in range(0, len(wanted), SOME):
            some = wanted[start : start + SOME]
            yield from self._select(query.replace("()", f"({','.join('?' * len(some))})"), some)

    @cached_property
    def listed(self) -> Listed:
        """What was listed at the load before; nothing where it is not to be believed."""
        if not self.is_clean:
            return Listed()
        rows = self._select("SELECT folder, below, digest, documents FROM parts ORDER BY rowid")
        return Listed(
            {Part(folder, below, ""): digest for folder, below, digest, _ in rows},
            {Part(folder, below, ""): tuple(_read(names)) for folder, below, _, names in rows},
            dict(self._select("SELECT piece, state FROM pieces")),
        )

    @cached_property
    def offers(self) -> dict[str, set[Offer]]:
        """Piece -> what it offers."""
        rows = self._select("SELECT piece, offers FROM pieces")
        every = _read(f"[{','.join(offers for _, offers in rows)}]")
        return {piece: {Offer(*offer) for offer in offers} for (piece, _), offers in zip(rows, every, strict=True)}

    @cached_property
    def uses(self) -> dict[str, set[str]]:
        """Piece -> what it uses."""
        return {piece: set(uses.split("\n")) for piece, uses in self._select("SELECT piece, uses FROM pieces")}

    @cached_property
    def places(self) -> dict[str, tuple[str | None, set[str]]]:
        """Piece -> the place in which its texts are read, and those that are read without one as well."""
        rows = self._select("SELECT piece, place, unplaced FROM pieces")
        return {piece: (place, set(unplaced.split("\n"))) for piece, place, unplaced in rows}

    def tells(self, pieces: Iterable[str]) -> dict[str, dict[str, str]]:
        """What some pieces tell: piece -> node -> digest."""
        rows = self._select_some("SELECT piece, tells FROM pieces WHERE piece IN ()", pieces)
        return {piece: _read(tells) for piece, tells in rows}

    def telling(self, owners: Iterable[str]) -> set[str]:
        """Pieces that tell something of one of these nodes."""
        wanted = set(owners)
        if not wanted:
            return set()
        rows = self._select("SELECT piece, tells FROM pieces")
        every = _read(f"[{','.join(tells for _, tells in rows)}]")
        return {piece for (piece, _), tells in zip(rows, every, strict=True) if not wanted.isdisjoint(tells)}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Everything that can be named."""
        rows = self._select("SELECT entry FROM entries")
        return {entry.id: entry for entry in map(_entry, _read(f"[{','.join(text for (text,) in rows)}]"))}

    @cached_property
    def index(self) -> Index:
        """The index of names."""
        return Index(self.entries.values())

    def facts(self, owners: Iterable[str] | None = None) -> Facts:
        """What the graph holds.

        Args:
            owners: of what; None: everything.

        Returns:
            The nodes and the relationships that belong to them.
        """
        facts = Facts()
        query = "SELECT owner, facts FROM facts"
        rows = self._select(query) if owners is None else self._select_some(f"{query} WHERE owner IN ()", owners)
        for owner, text in rows:
            label, node, relationships = _read(text)
            if node is not None:
                facts.labels[owner], facts.nodes[owner] = label, node
            for *key, properties in relationships:
                facts.relationships[tuple(key)] = properties
        return facts

    def save(self, update: Update, fingerprint: str) -> None:
        """Keep what a load understood, whole or not at all.

        Args:
            update: what is new.
            fingerprint: what the graph will carry.
        """
        if update.is_whole:
            self._file.unlink(missing_ok=True)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._open(write=True) as connection:
            connection.execute("BEGIN")
            if update.is_whole:
                for statement in _SCHEMA:
                    connection.execute(statement)
            self._save_pieces(connection, update)
            _delete(connection, "entries", "id", update.gone_entries)
            entries = ((name, _write(_fields(entry))) for name, entry in update.entries.items())
            connection.executemany("REPLACE INTO entries VALUES (?, ?)", entries)
            _delete(connection, "facts", "owner", update.owners)
            connection.executemany("INSERT INTO facts VALUES (?, ?)", _by_owner(update.facts))
            meta = {"fingerprint": fingerprint, "program": self._program, "clean": "yes" if update.is_clean else "no"}
            connection.executemany("REPLACE INTO meta VALUES (?, ?)", meta.items())

    def _save_pieces(self, connection: sqlite3.Connection, update: Update) -> None:
        connection.execute("DELETE FROM parts")
        if not update.is_clean:
            connection.execute("DELETE FROM pieces")
            return
        listed = update.listed
        parts = ((p.folder, p.below, d, _write(listed.documents[p])) for p, d in listed.digests.items())
        connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", parts)
        held = {piece for (piece,) in connection.execute("SELECT piece FROM pieces")}
        _delete(connection, "pieces", "piece", held - listed.states.keys())
        rows = ((name, listed.states[name], *_piece(piece)) for name, piece in update.pieces.items())
        connection.executemany("REPLACE INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _delete(connection: sqlite3.Connection, table: str, column: str, values: Iterable[str]) -> None:
    connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((value,) for value in values))


def _by_owner(facts: Facts) -> Iterator[tuple[str, str]]:
    """A row for each owner: its label and properties, and its relationships."""
    relationships: dict[str, list[list[object]]] = {name: [] for name in facts.nodes}
    for key, properties in facts.relationships.items():
        relationships.setdefault(owner_of(key), []).append([*key, properties])
    for owner, own in relationships.items():
        yield owner, _write([facts.labels.get(owner), facts.nodes.get(owner), own])


# ------------------------------------------------------------------------------------------------ values as text


def _tagged(value: object) -> object:
    assert isinstance(value, dt.date)
    return {"$day": value.isoformat()}


def _untagged(value: dict[str, Any]) -> object:
    return dt.date.fromisoformat(value["$day"]) if "$day" in value else value


_write = json.JSONEncoder(ensure_ascii=False, default=_tagged, separators=(",", ":")).encode
_decode = json.JSONDecoder(object_hook=_untagged).decode


def _read(text: str) -> Any:
    try:
        return _decode(text)
    except ValueError as error:
        raise CacheBroken(str(error)) from error


def _piece(piece: Piece) -> tuple[str | None, ...]:
    uses, unplaced = ("\n".join(sorted(texts)) for texts in (piece.uses, piece.unplaced))
    return _write(sorted(piece.offers)), uses, _write(piece.tells), piece.place, unplaced


def _fields(entry: Entry) -> list[object]:
    names = [[n.text, n.canonical, n.valid_from, n.valid_to, n.kind] for n in entry.names]
    after = [entry.place, entry.parents, entry.country, entry.valid_from, entry.valid_to, entry.level]
    return [entry.id, entry.label, entry.kind, entry.name, names, *after]


def _entry(fields: list[Any]) -> Entry:
    name, label, kind, text, names, place, parents, *rest = fields
    return Entry(name, label, kind, text, tuple(NameForm(*form) for form in names), place, tuple(parents), *rest)
