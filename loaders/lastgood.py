"""The last faultless tables of each document and registry, so that a slip in a table never takes facts away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.raw import Origin, RawRow, RawTable
from loaders.tables import tables_of

_TABLE = """
CREATE TABLE IF NOT EXISTS last_good (folder TEXT, part TEXT, digest TEXT, tables TEXT, PRIMARY KEY (folder, part))
"""


@dataclass(slots=True)
class Part:
    """A document or a registry of a listed folder.

    Attributes:
        folder: the listed folder.
        name: id of the document; "" for the registry with its gazetteer.
        digest: of its files.
        tables: its tables.
    """

    folder: str
    name: str
    digest: str
    tables: list[RawTable]


class LastGood:
    """A file that keeps, for each part, its tables as they last were without any issue.

    Args:
        home: the user's folder; the file lies in `last-good/` below it.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / "last-good" / "tables.sqlite"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file)) as connection, connection:
            connection.execute(_TABLE)
            yield connection

    def read(self, folder: str, name: str) -> list[RawTable]:
        """The last faultless tables of a part; none where there never were any.

        Args:
            folder: the listed folder.
            name: id of the document, "" for the registry.
        """
        if not self._file.exists():
            return []
        with self._open() as connection:
            query = "SELECT tables FROM last_good WHERE folder = ? AND part = ?"
            found = connection.execute(query, (folder, name)).fetchone()
        return [_table(folder, *fields) for fields in json.loads(found[0])] if found else []

    def keep(self, parts: Iterable[Part], listed: dict[str, set[str]]) -> None:
        """Keep faultless parts, and forget those that are gone on purpose.

        Args:
            parts: parts without any issue.
            listed: listed folder -> names of all its parts; others are forgotten.
        """
        with self._open() as connection:
            known = {(f, p): d for f, p, d in connection.execute("SELECT folder, part, digest FROM last_good")}
            gone = [key for key in known if key[1] not in listed.get(key[0], ())]
            connection.executemany("DELETE FROM last_good WHERE folder = ? AND part = ?", gone)
            new = (part for part in parts if known.get((part.folder, part.name)) != part.digest)
            rows = ((part.folder, part.name, part.digest, _text(part.tables)) for part in new)
            connection.executemany("INSERT OR REPLACE INTO last_good VALUES (?, ?, ?, ?)", rows)


def _text(tables: Iterable[RawTable]) -> str:
    content = [[t.table.scope, t.table.file_name, t.origin.file, [[r.number, r.cells] for r in t.rows]] for t in tables]
    return json.dumps(content, ensure_ascii=False)


def _table(folder: str, scope: str, name: str, file: str, rows: list[tuple[int | None, dict[str, str]]]) -> RawTable:
    table = tables_of("registry" if scope == "registry" else "document")[name]
    return RawTable(table, Origin(folder, file), [RawRow(number, cells) for number, cells in rows])
