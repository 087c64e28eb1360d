"""The rows of each document and registry that loaded last, so that a slip in a table never takes facts away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from graph.declare import Table
from loaders.raw import Origin, RawRow, RawTable
from loaders.rows import Record
from loaders.tables import tables_of

_TABLE = """CREATE TABLE IF NOT EXISTS last_good
    (folder TEXT, below TEXT, name TEXT, digest TEXT, tables TEXT, PRIMARY KEY (folder, below, name))"""


@dataclass(frozen=True, slots=True)
class Part:
    """A document, or a registry with its gazetteer, of a listed folder.

    Attributes:
        folder: the listed folder.
        below: the folder below it that holds its tables; `registry` for the gazetteer too.
        name: id of the document; "" for the registry.
    """

    folder: str
    below: str
    name: str

    @property
    def whole(self) -> Part:
        """Everything in the same folder."""
        return Part(self.folder, self.below, "")

    @classmethod
    def of(cls, origin: Origin, name: str) -> Part:
        """The part that a table belongs to.

        Args:
            origin: where the table stands.
            name: id of the document whose it is; "" where that is not known, or for a registry.
        """
        below = origin.file.rpartition("/")[0]
        return cls(origin.folder, "registry" if below == "gazetteer" else below, name)


class Row(NamedTuple):
    """A row to keep: where its table stands, whose it is, its number, and its cells that load."""

    origin: Origin
    document: str
    table: Table
    number: int | None
    cells: dict[str, str]


class LastGood:
    """A file that keeps the rows of each part as they last loaded: of a faultless part all its rows.

    Args:
        home: the user's folder; the file lies in `last-good/` below it.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file = home / "last-good" / "tables.sqlite"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file)) as connection, connection:
            connection.execute(_TABLE)
            yield connection

    def read(self, part: Part) -> list[tuple[str, RawTable]]:
        """The tables of a part as they last loaded, each with its document; none where there never were any.

        Args:
            part: the part; one without a name means every part in its folder.
        """
        if not self._file.exists():
            return []
        with self._open() as connection:
            query = (
                "SELECT name, tables FROM last_good WHERE folder = ? AND below = ? AND ? IN (name, '') ORDER BY name"
            )
            found = connection.execute(query, (self._listed(part.folder), part.below, part.name)).fetchall()
        return [(name, _table(part.folder, *fields)) for name, tables in found for fields in json.loads(tables)]

    def keep(self, rows: Iterable[Row], digests: Mapping[Part, str]) -> None:
        """Keep the rows that load, and forget the parts that are gone on purpose.

        Args:
            rows: rows that load, at least those of every part whose files changed.
            digests: every part of the listed folders -> digest of its files; "" where it has issues.
        """
        with self._open() as connection:
            query = "SELECT folder, below, name, digest FROM last_good"
            known = {(f, b, n): digest for f, b, n, digest in connection.execute(query)}
            listed = {self._key(part) for part in digests}
            gone = [key for key in known if key not in listed]
            connection.executemany("DELETE FROM last_good WHERE folder = ? AND below = ? AND name = ?", gone)
            new = {part for part, digest in digests.items() if not digest or known.get(self._key(part)) != digest}
            texts = ((*self._key(part), digests[part], text) for part, text in _texts(rows, new))
            connection.executemany("INSERT OR REPLACE INTO last_good VALUES (?, ?, ?, ?, ?)", texts)

    def holds(self, digests: Mapping[Part, str]) -> bool:
        """Whether it holds just these parts, as these files have them."""
        if not self._file.exists():
            return False
        with self._open() as connection:
            known = {
                (f, b, n): d for f, b, n, d in connection.execute("SELECT folder, below, name, digest FROM last_good")
            }
        return known == {self._key(part): digest for part, digest in digests.items()}

    def move(self, before: Path, after: Path) -> None:
        """Say that a listed folder lies elsewhere now."""
        with self._open() as connection:
            folders = (self._listed(str(after)), self._listed(str(before)))
            connection.execute("UPDATE OR REPLACE last_good SET folder = ? WHERE folder = ?", folders)

    def _key(self, part: Part) -> tuple[str, str, str]:
        return (self._listed(part.folder), part.below, part.name)

    def _listed(self, folder: str) -> str:
        """A folder of the user's own moves with the user's folder, to another machine too."""
        path = Path(folder)
        return path.relative_to(self._home).as_posix() if path.is_relative_to(self._home) else folder


def _texts(rows: Iterable[Row], wanted: set[Part]) -> Iterator[tuple[Part, str]]:
    """The rows of each wanted part as text."""
    found: dict[Part, list[list[object]]] = {part: [] for part in wanted}
    for (_, document), group in groupby(rows, key=lambda row: (row.origin, row.document)):
        first = next(group)
        part = Part.of(first.origin, document)
        if part in found:
            cells = [[row.number, row.cells] for row in (first, *group)]
            found[part].append([first.table.scope, first.table.file_name, first.origin.file, cells])
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for part, tables in found.items():
        yield part, encode(tables)


def rows_of(records: Iterable[Record]) -> Iterator[Row]:
    """Records that load as rows to keep."""
    for record in records:
        yield Row(record.origin, record.document, record.table, record.number, record.kept_cells)


def _table(folder: str, scope: str, name: str, file: str, rows: list[tuple[int | None, dict[str, str]]]) -> RawTable:
    table = tables_of("registry" if scope == "registry" else "document")[name]
    return RawTable(table, Origin(folder, file), [RawRow(number, cells) for number, cells in rows])
