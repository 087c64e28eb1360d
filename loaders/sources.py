"""The listed folders as pieces, each read only when it is asked for.

A piece is a document with all its tables, or the rows of one id in a table of the registry.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from loaders.lastgood import Part, Row
from loaders.raw import RawTable
from loaders.rows import Record, read_rows
from loaders.tables import (
    REGISTRY,
    DocumentTables,
    FolderFiles,
    FolderTables,
    digest_of,
    each_table,
    read_part,
    united,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What was listed at a load.

    Attributes:
        digests: part of a listed folder -> digest of its files.
        documents: part -> ids of the documents in it.
        states: piece -> what tells two states of it apart.
    """

    digests: Mapping[Part, str] = field(default_factory=dict)
    documents: Mapping[Part, tuple[str, ...]] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> dict[Part, str]:
        """Every registry and document of a listed folder -> digest of its files."""
        found = {part: digest for part, digest in self.digests.items() if part.below == REGISTRY}
        for part, names in self.documents.items():
            found |= {Part(part.folder, part.below, name): self.digests[part] for name in names}
        return found


def document_piece(name: str) -> str:
    """The piece of a document."""
    return f"documents/{name}"


def row_piece(table: str, name: str) -> str:
    """The piece of the rows of an id in a table of the registry."""
    return f"{REGISTRY}/{table}/{name}"


def piece_of(record: Record) -> str:
    """The piece in which a record stands."""
    if record.document:
        return document_piece(record.document)
    return row_piece(record.table.name, record.cells.get("id", ""))


class Sources:
    """What the listed folders hold.

    Args:
        files: the files of each listed folder, in order.
        more: tables on top of them.
        known: what was listed at the load before: what is as it was then need not be read to know its pieces.
    """

    def __init__(self, files: Sequence[FolderFiles], more: Sequence[FolderTables], known: Listed) -> None:
        self._more = more
        self._known = known
        self._contents = {Part(f.folder, below, ""): found for f in files for below, found in f.parts().items()}
        self.digests = {part: digest_of(contents) for part, contents in self._contents.items()}
        self._parsed: dict[Part, FolderTables] = {}
        self._folders = [f.folder for f in files]

    # -------------------------------------------------------------------------------------------- everything

    @cached_property
    def tables(self) -> list[FolderTables]:
        """All tables of all folders."""
        parts: dict[str, list[FolderTables]] = {folder: [] for folder in self._folders}
        for part in self._contents:
            parts[part.folder].append(self._read(part))
        return [*(united(folder, found) for folder, found in parts.items()), *self._more]

    def records(self) -> tuple[list[Record], list[Record]]:
        """Typed rows of all folders, and those that a later folder or the registry replaces."""
        rows = self._registry
        shadowed = [record for raw in rows.shadowed for record in read_rows(raw)]
        last = {d.id: i for i, folder in enumerate(self.tables) for d in folder.documents}
        documents: list[Record] = []
        for i, folder in enumerate(self.tables):
            for document in folder.documents:
                replaced = document.id and last[document.id] != i
                (shadowed if replaced else documents).extend(_document_rows(document))
        tables = (*rows.pieces.values(), *rows.nameless)
        return [record for raw in tables for record in read_rows(raw)] + documents, shadowed

    # -------------------------------------------------------------------------------------------- piece by piece

    @cached_property
    def documents(self) -> dict[Part, tuple[str, ...]]:
        """Ids of the documents of each part."""
        found = {}
        for part in self._contents:
            if self._known.digests.get(part) == self.digests[part]:
                found[part] = self._known.documents[part]
            else:
                found[part] = tuple(document.id for document in self._read(part).documents)
        return found

    @cached_property
    def states(self) -> dict[str, str]:
        """Every piece that counts, and what tells two states of it apart, in reading order."""
        registry = [part for part in self._contents if part.below == REGISTRY]
        known = [part for part in self._known.digests if part.below == REGISTRY]
        as_before = registry == known and all(self._known.digests[p] == self.digests[p] for p in registry)
        if as_before and not any(folder.registry for folder in self._more):
            states = {n: s for n, s in self._known.states.items() if n.startswith(f"{REGISTRY}/")}
        else:
            states = {name: _state(raw) for name, raw in self._registry.pieces.items()}
        for name, place in self._places.items():
            if isinstance(place, Part):
                states[document_piece(name)] = f"{place.folder}\t{place.below}\t{self.digests[place]}"
            else:
                states[document_piece(name)] = "\t".join(map(_state, place.tables))
        return states

    def read(self, pieces: Container[str]) -> list[Record]:
        """Typed rows of some pieces, in reading order.

        Args:
            pieces: their names.
        """
        registry = any(name.startswith(f"{REGISTRY}/") for name in self.states if name in pieces)
        rows = [raw for name, raw in self._registry.pieces.items() if name in pieces] if registry else []
        records = [record for raw in rows for record in read_rows(raw)]
        for name in self._places:
            if document_piece(name) in pieces:
                records += _document_rows(self._document(name))
        return records

    @property
    def is_faultless(self) -> bool:
        """Whether nothing is wrong with what has been read so far, the cells apart."""
        read = [*self._parsed.values(), *self._more]
        names = [(part.folder, name) for part, found in self.documents.items() for name in found]
        return (
            all(name for _, name in names)
            and len(set(names)) == len(names)
            and not any(folder.issues for folder in read)
            and not any(raw.problems or not raw.readable for raw in each_table(read))
            and all(document.readable for folder in read for document in folder.documents)
            and not (REGISTRY in {part.below for part in self._parsed} and self._registry.nameless)
        )

    def listed(self) -> Listed:
        """What is listed now."""
        return Listed(self.digests, self.documents, self.states)

    def registry_rows(self) -> Iterator[Row]:
        """The rows of the registry that count, where it had to be read."""
        if "_registry" in self.__dict__:
            for raw in self._registry.pieces.values():
                for row in raw.rows:
                    yield Row(raw.origin, "", raw.table, row.number, row.cells)

    def _read(self, part: Part) -> FolderTables:
        if part not in self._parsed:
            self._parsed[part] = read_part(part.folder, part.below, self._contents[part])
        return self._parsed[part]

    @cached_property
    def _places(self) -> dict[str, Part | DocumentTables]:
        """Where each document stands: a later folder's counts, whole."""
        found: dict[str, Part | DocumentTables] = {}
        for part, names in self.documents.items():
            for name in names:
                held = found.get(name)
                if not (isinstance(held, Part) and held.folder == part.folder):
                    found.pop(name, None)
                    found[name] = part
        for folder in self._more:
            for document in folder.documents:
                found.pop(document.id, None)
                found[document.id] = document
        return found

    def _document(self, name: str) -> DocumentTables:
        place = self._places[name]
        if isinstance(place, DocumentTables):
            return place
        return next(document for document in self._read(place).documents if document.id == name)

    @cached_property
    def _registry(self) -> _Registry:
        parts = [[self._read(part)] for part in self._contents if part.below == REGISTRY]
        return _Registry.of([*(found for part in parts for found in part), *self._more])


@dataclass(slots=True)
class _Registry:
    """The rows of all registries: a later folder, and the registry before the gazetteer, replaces all of an id.

    Attributes:
        pieces: piece -> its rows.
        nameless: rows without an id.
        shadowed: rows that others replace.
    """

    pieces: dict[str, RawTable] = field(default_factory=dict)
    nameless: list[RawTable] = field(default_factory=list)
    shadowed: list[RawTable] = field(default_factory=list)

    @classmethod
    def of(cls, folders: Iterable[FolderTables]) -> _Registry:
        found = cls()
        for folder in folders:
            for raw in folder.registry:
                found._take(raw)
        return found

    def _take(self, raw: RawTable) -> None:
        own: dict[str, RawTable] = {}
        for row in raw.rows:
            name = row.cells.get("id", "")
            if not name:
                self.nameless.append(RawTable(raw.table, raw.origin, [row]))
            elif name in own:
                own[name].rows.append(row)
            else:
                own[name] = RawTable(raw.table, raw.origin, [row])
        for name, rows in own.items():
            piece = row_piece(raw.table.name, name)
            if piece in self.pieces:
                self.shadowed.append(self.pieces[piece])
            self.pieces[piece] = rows


def _state(raw: RawTable) -> str:
    """Tells two states of rows apart; their numbers do not count."""
    cells = json.dumps([row.cells for row in raw.rows], ensure_ascii=False)
    return hashlib.blake2b(f"{raw.origin}\n{raw.table.name}\n{cells}".encode(), digest_size=8).hexdigest()


def _document_rows(document: DocumentTables) -> list[Record]:
    """Typed rows of a document; where its own row cannot be read, nothing of it loads."""
    records = [record for raw in document.tables for record in read_rows(raw, document.id)]
    document.readable = document.readable and all(record.row is not None for record in records if record.is_head)
    if not document.readable:
        for record in records:
            record.row, record.refused = None, True
    return records
