"""A table as it stands in its file, changed cell by cell: what nobody touches keeps its bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import yaml

from graph.declare import Column, Table
from graph.errors import HopTacError
from graph.names import clean
from loaders import rows
from loaders.raw import Origin, RawRow, RawTable, meant_column
from loaders.tables import DOCUMENT_COLUMN, guarded, parse_csv, parse_document, unguarded

Cells = dict[str, str]
RowKey = tuple[str, ...]
MARK = "\ufeff"
_LINE_ENDS = ("\r\n", "\n", "\r", "")
_CELLS = {
    sign: re.compile(rf'(?P<cell>"(?:[^"]|"")*"|[^{sign}\r\n]*)(?P<end>{sign}|\r\n|\n|\r|\Z)') for sign in (",", ";")
}


class Sheet(Protocol):
    """The rows of one file, each of which can be changed, added and taken out."""

    @property
    def rows(self) -> list[RawRow]:
        """Its rows, numbered as a spreadsheet shows them now."""

    def find(self, key: RowKey, document: str = "") -> RawRow | None:
        """The row of that key; in a table of many documents, that of the document."""

    def change(self, row: RawRow, cells: Mapping[str, str]) -> None:
        """Give a row these cells."""

    def add(self, cells: Mapping[str, str]) -> RawRow:
        """A further row at the end."""

    def remove(self, row: RawRow) -> None:
        """Take a row out."""

    def content(self) -> bytes:
        """The file; empty where it has no row."""


def row_key(table: Table, row: RawRow) -> RowKey:
    """What makes a row the same row: what its class is told by, or all its cells where it has none of that.

    Args:
        table: its table.
        row: the row.

    Returns:
        The key within its document or registry.
    """
    if table.file.endswith(".yml"):
        return ("document",)
    further = table.node.further if table.node else None
    row_class = further if further and "name" not in row.cells else table.row
    return (row_class.__name__, *rows.row_key(row_class, own_cells(row.cells)))


def own_cells(cells: Mapping[str, str]) -> Cells:
    """The cells of a row, without the document that a table of many documents names first."""
    return {name: text for name, text in cells.items() if name != DOCUMENT_COLUMN.name}


def document_of(table: Table, row: RawRow) -> str:
    """Whose row it is in a table of many documents."""
    return row.cells.get("id" if table.file else DOCUMENT_COLUMN.name, "")


def open_sheet(path: str, table: Table, content: bytes, *, shared: bool) -> Sheet:
    """The rows of a file.

    Args:
        path: of the file below its listed folder.
        table: what it is.
        content: the file; empty for a new one.
        shared: whether it holds the rows of many documents.

    Returns:
        The sheet.

    Raises:
        HopTacError: the file cannot be read as a table.
    """
    return _Head(path, table, content) if table.file and not shared else _Csv(path, table, content, shared=shared)


def _readable(raw: RawTable) -> RawTable:
    if not raw.readable:
        raise HopTacError.say("entry.unreadable", file=raw.origin.file)
    return raw


@dataclass(eq=False, slots=True)
class _Line:
    """One record of a CSV file: its cells as they stand, how it ends, and what it says."""

    cells: list[str]
    end: str
    row: RawRow | None = None


class _Csv:
    """A CSV file."""

    def __init__(self, path: str, table: Table, content: bytes, *, shared: bool) -> None:
        self._table, self._shared = table, shared and not table.file
        extra = (DOCUMENT_COLUMN,) if self._shared else ()
        self._columns = (*extra, *table.columns)
        content = content or f"{MARK}{','.join(c.name for c in self._columns)}\n".encode()
        raw = _readable(parse_csv(content, table, Origin("", path), extra))
        text = content.decode()
        self._mark, text = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
        head = text.partition("\n")[0]
        self._sign = ";" if head.count(";") > head.count(",") else ","
        self._lines = list(_split(text, self._sign))
        by_number = {row.number: row for row in raw.rows if row.cells}
        for number, line in enumerate(self._lines, 1):
            line.row = by_number.get(number)
        self._of_row = {id(line.row): line for line in self._lines if line.row}
        self._found: dict[tuple[str, RowKey], list[RawRow]] = defaultdict(list)
        for row in raw.rows:
            self._found[self._place(row)].append(row)

    @property
    def rows(self) -> list[RawRow]:
        """Its rows, numbered as a spreadsheet shows them now."""
        found = []
        for number, line in enumerate(self._lines, 1):
            if line.row:
                line.row.number = number
                found.append(line.row)
        return found

    def _place(self, row: RawRow) -> tuple[str, RowKey]:
        return document_of(self._table, row) if self._shared or self._table.file else "", row_key(self._table, row)

    def find(self, key: RowKey, document: str = "") -> RawRow | None:
        place = (document if self._shared or self._table.file else "", key)
        return next(iter(self._found.get(place, ())), None)

    def change(self, row: RawRow, cells: Mapping[str, str]) -> None:
        line = self._of_row[id(row)]
        new = self._with_document(row, cells)
        self._found[self._place(row)].remove(row)
        for column in self._columns:
            text = new.get(column.name, "")
            if text != row.cells.get(column.name, ""):
                self._put(line, self._position(column), text)
        row.cells = new
        self._found[self._place(row)].append(row)

    def _with_document(self, row: RawRow, cells: Mapping[str, str]) -> Cells:
        owner = {DOCUMENT_COLUMN.name: row.cells[DOCUMENT_COLUMN.name]} if self._shared else {}
        return {**owner, **own_cells(cells)}

    def add(self, cells: Mapping[str, str]) -> RawRow:
        last = self._lines[-1]
        last.end = last.end or "\n"
        row = RawRow(None, dict(cells))
        line = _Line([], self._lines[0].end, row)
        for column in self._columns:
            if text := row.cells.get(column.name, ""):
                self._put(line, self._position(column), text)
        line.cells += [""] * (len(self._lines[0].cells) - len(line.cells))
        self._lines.append(line)
        self._of_row[id(row)] = line
        self._found[self._place(row)].append(row)
        return row

    @cached_property
    def _places(self) -> dict[Column | None, int]:
        heads = [meant_column(self._columns, clean(_unquoted(raw))) for raw in self._lines[0].cells]
        return {column: place for place, column in enumerate(heads)}

    def _position(self, column: Column) -> int:
        """Where a column stands; a heading that is missing comes last."""
        if column not in self._places:
            self._lines[0].cells.append(column.name)
            self._places[column] = len(self._lines[0].cells) - 1
        return self._places[column]

    def _put(self, line: _Line, place: int, text: str) -> None:
        line.cells += [""] * (place + 1 - len(line.cells))
        line.cells[place] = _quoted(guarded(text), self._sign)

    def remove(self, row: RawRow) -> None:
        self._lines.remove(self._of_row.pop(id(row)))
        self._found[self._place(row)].remove(row)

    def content(self) -> bytes:
        if not any(line.row for line in self._lines):
            return b""
        return (self._mark + "".join(self._sign.join(line.cells) + line.end for line in self._lines)).encode()


def _split(text: str, sign: str) -> Iterator[_Line]:
    """The records of a text that the CSV reader took."""
    cells: list[str] = []
    for match in _CELLS[sign].finditer(text):
        if match.start() == len(text) and not cells:
            return
        cells.append(match["cell"])
        if match["end"] in _LINE_ENDS:
            yield _Line(cells, match["end"])
            cells = []


def _quoted(text: str, sign: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(one in text for one in (sign, '"', "\r", "\n")) else text


def _unquoted(raw: str) -> str:
    return unguarded(raw[1:-1].replace('""', '"') if raw.startswith('"') else raw)


class _Head:
    """A `document.yml`: one row, each key as it stands."""

    def __init__(self, path: str, table: Table, content: bytes) -> None:
        self._path, self._table = path, table
        self._text = content.decode()
        self.rows: list[RawRow] = []
        if content:
            self.rows = _readable(parse_document(content, self._folder, Origin("", path))).rows

    @property
    def _folder(self) -> str:
        return self._path.split("/")[-2]

    def find(self, key: RowKey, document: str = "") -> RawRow | None:
        return next(iter(self.rows), None)

    def change(self, row: RawRow, cells: Mapping[str, str]) -> None:
        parts = self._parts(row)
        for column in self._table.columns:
            text = cells.get(column.name, "")
            if text != row.cells.get(column.name, ""):
                parts[column.name] = document_text({column.name: text}) if text else ""
        text = "".join(part if part.endswith("\n") or not part else f"{part}\n" for part in parts.values())
        self._take(text if self._says(text, cells) else document_text(cells), row)

    def _parts(self, row: RawRow) -> dict[str, str]:
        """Key -> its lines; what stands before the first key is under ""."""
        lines = self._text.splitlines(keepends=True)
        starts = sorted((line - 1, key) for key, line in (row.lines or {}).items())
        ends = [*(start for start, _ in starts[1:]), len(lines)]
        before = lines[: starts[0][0]] if starts else lines
        return {"": "".join(before)} | {
            key: "".join(lines[start:end]) for (start, key), end in zip(starts, ends, strict=True)
        }

    def _says(self, text: str, cells: Mapping[str, str]) -> bool:
        """Whether the text is read as these cells: a mapping in one line has no lines of its own for its keys."""
        raw = parse_document(text.encode(), self._folder, Origin("", self._path))
        return raw.readable and [row.cells for row in raw.rows] == [dict(cells)]

    def _take(self, text: str, row: RawRow) -> None:
        self._text = text
        read = _readable(parse_document(text.encode(), self._folder, Origin("", self._path))).rows[0]
        row.cells, row.lines = read.cells, read.lines

    def add(self, cells: Mapping[str, str]) -> RawRow:
        row = RawRow(None, {})
        self._take(document_text(cells), row)
        self.rows = [row]
        return row

    def remove(self, row: RawRow) -> None:
        self.rows = []

    def content(self) -> bytes:
        return self._text.encode() if self.rows else b""


def document_text(cells: Mapping[str, str]) -> str:
    """A document's own row as the text of its document.yml.

    Args:
        cells: cells by column code.

    Returns:
        YAML; lists are written as `a;b`, which the reader takes too.
    """
    return yaml.safe_dump(dict(cells), allow_unicode=True, sort_keys=False, width=1000)


def fill(path: str, table: Table, found: Iterable[Mapping[str, str]]) -> bytes:
    """A file of these rows.

    Args:
        path: of the file below its listed folder.
        table: what it is.
        found: cells of each row.

    Returns:
        Its content; empty where there is no row.
    """
    sheet = open_sheet(path, table, b"", shared=False)
    for cells in found:
        sheet.add(cells)
    return sheet.content()
