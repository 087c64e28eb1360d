"""Reads the tables of a data folder, and writes tables back."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from graph.declare import Cell, Column, Problem, Scope, Table, Text
from graph.errors import Issue, LoadRefused
from graph.model import TABLES
from graph.names import clean
from graph.texts import t
from loaders.raw import (
    Origin,
    RawRow,
    RawTable,
    RowReader,
    is_plain,
    match_headings,
    near,
    read_slash_dates,
    unreadable_text,
)

REGISTRY, GAZETTEER = "registry", "gazetteer"
DOCUMENT_COLUMN = Column("document", "document", Text("Văn bản", "Document"), Cell("id"), required=True)
NO_TABLES = frozenset({"spans.csv", "issues.csv"})
TABLE_ENDINGS = (".csv", ".xlsx", ".yml")
csv.field_size_limit(2**27)


@dataclass(slots=True)
class DocumentTables:
    """The tables of one document: its own row first.

    Attributes:
        id: the document's id.
        origin: where its row or file stands.
        tables: its tables.
        readable: False where its own row cannot be read: then nothing of it is taken.
        digest: of the files it stands in.
    """

    id: str
    origin: Origin
    tables: list[RawTable] = field(default_factory=list)
    readable: bool = True
    digest: str = ""


@dataclass(slots=True)
class FolderFiles:
    """The files of a listed folder that may hold tables, read once.

    Attributes:
        folder: its path as listed.
        contents: path below it, with `/` -> content; only .csv and .yml are read.
    """

    folder: str
    contents: dict[str, bytes] = field(default_factory=dict)

    def parts(self) -> dict[str, dict[str, bytes]]:
        """Its files by part: `registry` (the gazetteer too, always there), each folder of documents, "" for strays."""
        parts: dict[str, dict[str, bytes]] = {REGISTRY: {}}
        for path, content in self.contents.items():
            below = path.rpartition("/")[0]
            parts.setdefault(REGISTRY if below == GAZETTEER else below, {})[path] = content
        return parts


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Tells two states of files apart.

    Args:
        contents: path -> content.

    Returns:
        32 hex digits.
    """
    found = hashlib.blake2b(digest_size=16)
    for name, content in contents.items():
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


@dataclass(slots=True)
class FolderTables:
    """All tables of one listed folder or workbook.

    Attributes:
        folder: its path as listed.
        registry: registry tables, those of the gazetteer first.
        documents: its documents in reading order.
        issues: what is wrong with files as such.
        notes: what a person should know, without being wrong.
        digest: of the files of its registry and gazetteer.
    """

    folder: str
    registry: list[RawTable] = field(default_factory=list)
    documents: list[DocumentTables] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    digest: str = ""


@cache
def tables_of(scope: Scope) -> dict[str, Table]:
    """Tables of a scope by file name."""
    return {table.file_name: table for table in TABLES if table.scope == scope}


def scan_folder(folder: Path) -> FolderFiles:
    """Read the files of a data folder.

    Args:
        folder: a folder with `registry/`, `gazetteer/` and `documents/` below it, each optional.

    Returns:
        Its files in a fixed order. A file that is no table of ours has an empty content.

    Raises:
        LoadRefused: a file cannot be read at all.
    """
    files = FolderFiles(str(folder))
    try:
        for below in ("", "gazetteer", "registry", "documents"):
            _scan(folder / below, f"{below}/" if below else "", files)
        documents = folder / "documents"
        for name in sorted(e.name for e in os.scandir(documents) if e.is_dir()) if documents.is_dir() else ():
            _scan(documents / name, f"documents/{name}/", files)
    except OSError as error:
        raise LoadRefused(t("tables.no_access", value=error.filename or folder), t("tables.no_access_hint")) from error
    return files


def reading_order(file: tuple[str, bytes]) -> tuple[int, str, str]:
    """Sorts path and content as `scan_folder` meets them.

    Args:
        file: path below the listed folder, and content.
    """
    below, _, name = file[0].rpartition("/")
    known = ("", "gazetteer", "registry", "documents")
    return known.index(below) if below in known else len(known), below, name


def _scan(folder: Path, below: str, files: FolderFiles) -> None:
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        name = entry.name
        if entry.is_file() and name.lower().endswith(TABLE_ENDINGS) and not name.startswith(("~$", ".")):
            files.contents[below + name] = b"" if name.endswith(".xlsx") else Path(entry.path).read_bytes()


def read_folder(files: FolderFiles) -> FolderTables:
    """Understand which file is which table.

    Args:
        files: the files of a data folder.

    Returns:
        Its tables, with what is wrong with the files.
    """
    return united(files.folder, (read_part(files.folder, below, found) for below, found in files.parts().items()))


def read_part(folder: str, below: str, contents: Mapping[str, bytes]) -> FolderTables:
    """Understand the files of one part of a folder.

    Args:
        folder: the listed folder.
        below: the part, as `FolderFiles.parts` names it.
        contents: path below the listed folder -> content.

    Returns:
        The tables of that part.
    """
    found = FolderTables(folder)
    places: dict[str, dict[str, bytes]] = {}
    for path, content in contents.items():
        place, _, name = path.rpartition("/")
        places.setdefault(place, {})[name] = content
    digest = digest_of(contents)
    if below == REGISTRY:
        found.digest = digest
        for place, names in places.items():
            _read_registry(place, names, found)
    elif below.startswith("documents/"):
        _read_document_folder(below, places[below], found, digest)
    else:
        _note_strays(below, places[below], found)
    return found


def united(folder: str, parts: Iterable[FolderTables]) -> FolderTables:
    """The parts of a folder as one; of two folders of one document the later is an issue.

    Args:
        folder: the listed folder.
        parts: its parts in order.

    Returns:
        All its tables.
    """
    whole = FolderTables(folder)
    taken: set[str] = set()
    for part in parts:
        whole.registry += part.registry
        whole.digest = whole.digest or part.digest
        whole.issues += part.issues
        for document in part.documents:
            if document.id and document.id in taken:
                whole.issues.append(_issue(whole, document.origin.file, "document_twice", {"value": document.id}))
            else:
                taken.add(document.id)
                whole.documents.append(document)
    return whole


def _read_registry(below: str, names: dict[str, bytes], found: FolderTables) -> None:
    for file_name, table in tables_of("registry").items():
        if file_name in names:
            origin = Origin(found.folder, f"{below}/{file_name}")
            found.registry.append(parse_csv(names.pop(file_name), table, origin))
    _note_strays(below, names, found)


def _read_document_folder(below: str, names: dict[str, bytes], found: FolderTables, digest: str) -> None:
    if "documents.csv" in names and "document.yml" not in names:
        found.documents = _read_shared_folder(below, names, found)
    elif set(names) & set(tables_of("document")):
        found.documents = [_read_own_folder(below, names, found)]
    for document in found.documents:
        document.digest = digest
    _note_strays(below, names, found)


def _read_own_folder(below: str, names: dict[str, bytes], found: FolderTables) -> DocumentTables:
    folder_name = below.rpartition("/")[2]
    origin = Origin(found.folder, f"{below}/document.yml")
    if "document.yml" not in names:
        found.issues.append(_issue(found, origin.file, "no_document_file", {"value": folder_name}))
        document = DocumentTables(folder_name, origin, readable=False)
    else:
        head = parse_document(names.pop("document.yml"), folder_name, origin)
        document = DocumentTables(folder_name, origin, [head], head.readable)
    for file_name, table in tables_of("document").items():
        if file_name in names:
            csv_origin = Origin(found.folder, f"{below}/{file_name}")
            document.tables.append(parse_csv(names.pop(file_name), table, csv_origin))
    return document


def _read_shared_folder(below: str, names: dict[str, bytes], found: FolderTables) -> list[DocumentTables]:
    """A folder that holds the tables of many documents: a first column `document` in each."""
    known = tables_of("document")
    heads = parse_csv(names.pop("documents.csv"), known["document.yml"], Origin(found.folder, f"{below}/documents.csv"))
    tables = [
        parse_csv(names.pop(name), table, Origin(found.folder, f"{below}/{name}"), (DOCUMENT_COLUMN,))
        for name, table in known.items()
        if name in names
    ]
    return split_documents(heads, tables)


def split_documents(heads: RawTable, tables: Iterable[RawTable]) -> list[DocumentTables]:
    """Give each document its own tables, out of tables that hold many.

    Args:
        heads: a row for each document.
        tables: tables with a column `document`.

    Returns:
        The documents in the order of their rows. Rows of a document that has no row of its own stay together under
        its id, marked unreadable; rows that name none, and what is wrong with the tables themselves, under "".
    """
    rest = DocumentTables("", heads.origin, readable=False)
    documents: dict[str, DocumentTables] = {"": rest}
    for row in heads.rows:
        name = row.cells.get("id", "")
        if name and name in documents:
            row.problems.append(Problem("id", "duplicate_id", {"value": name, "first": name}))
        if not name or (row.problems and name in documents):
            rest.tables.append(RawTable(heads.table, heads.origin, [row]))
        else:
            documents[name] = DocumentTables(name, heads.origin, [RawTable(heads.table, heads.origin, [row])])
    for raw in (heads, *tables):
        if raw.problems:
            rest.tables.append(RawTable(raw.table, raw.origin, [], raw.problems, raw.readable))
    for raw in tables:
        _share_out(raw, documents, heads.readable)
    return [document for document in documents.values() if document.tables]


def _share_out(raw: RawTable, documents: dict[str, DocumentTables], heads_are_known: bool) -> None:
    """Give the rows of a table to their documents."""
    parts: dict[str, RawTable] = {}
    for row in raw.rows:
        name = row.cells.pop("document", "")
        if row.cells and not name:
            row.problems.append(Problem("document", "required"))
        elif name and name not in documents:
            documents[name] = DocumentTables(name, raw.origin, readable=False)
        if name and heads_are_known and not _has_head(documents[name]):
            row.problems.append(Problem("document", "no_such_document", {"value": name}))
        parts.setdefault(name, RawTable(raw.table, raw.origin)).rows.append(row)
    for name, part in parts.items():
        documents[name].tables.append(part)


def _has_head(document: DocumentTables) -> bool:
    return bool(document.tables) and document.tables[0].table.file_name == "document.yml"


def _note_strays(below: str, names: Iterable[str], found: FolderTables) -> None:
    """An unknown table is an issue: it may be a fact that nobody sees missing."""
    for name in names:
        if name not in NO_TABLES:
            values = {"value": name, "near": _near_file(name)}
            found.issues.append(_issue(found, f"{below}/{name}".lstrip("/"), "unknown_file", values))


def _near_file(name: str) -> str:
    names = sorted({*tables_of("registry"), *tables_of("document")})
    return (difflib.get_close_matches(name, names, 1, 0.4) or [", ".join(names)])[0]


def _issue(found: FolderTables, file: str, key: str, values: Mapping[str, object]) -> Issue:
    reason, hint = t(f"tables.{key}", **values), t(f"tables.{key}_hint", **values)
    return Issue(found.folder, file, value=str(values["value"]), reason=reason, hint=hint)


def parse_csv(content: bytes, table: Table, origin: Origin, extra: tuple[Column, ...] = ()) -> RawTable:
    """Read a CSV table.

    Args:
        content: the file: UTF-8 with or without mark; `,` or `;` by its heading line.
        table: what it is.
        origin: where it stands.
        extra: further columns it must have.

    Returns:
        The table; unreadable ones say why.
    """
    raw = RawTable(table, origin)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return raw.refuse(content.count(b"\n", 0, error.start) + 1, Problem("", "not_utf8"))
    if text.count("\0") * 100 > len(text):
        return raw.refuse(1, Problem("", "not_utf8"))
    head = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True
    )
    number = 0
    try:
        if (headings := next(reader, None)) is None:
            return raw.refuse(1, Problem("", "no_heading"))
        number = 1
        columns = match_headings(raw, tuple(headings), number, (*extra, *table.columns))
        if columns is None:
            return raw
        read = RowReader(columns, plain=is_plain(text))
        for number, texts in enumerate(reader, 2):
            if row := read.row(number, texts):
                raw.rows.append(row)
    except csv.Error as error:
        return raw.refuse(number + 1, Problem("", "broken_csv", {"value": str(error)}))
    if "\n'" in text or ",'" in text or ";'" in text or "\"'" in text:
        _take_off_apostrophes(raw)
    if "/" in text:
        read_slash_dates(raw)
    return raw


def _take_off_apostrophes(raw: RawTable) -> None:
    """Undo the guard that our CSV files carry against spreadsheet formulas."""
    for row in raw.rows:
        row.cells = {column: unguarded(text) for column, text in row.cells.items()}


def parse_document(content: bytes, folder_name: str, origin: Origin) -> RawTable:
    """Read a `document.yml`.

    Args:
        content: the file.
        folder_name: name of its folder, which the id must be.
        origin: where it stands.

    Returns:
        A table of one row; unreadable ones say why.
    """
    table = tables_of("document")["document.yml"]
    raw = RawTable(table, origin)
    try:
        text = content.decode("utf-8-sig")
        if any(sign in text for sign in "&*!") and (line := _anchor_or_tag(text)):
            return raw.refuse(line, Problem("", "anchor_or_tag"))
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except UnicodeDecodeError as error:
        return raw.refuse(content.count(b"\n", 0, error.start) + 1, Problem("", "not_utf8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return raw.refuse(mark.line + 1 if mark else None, Problem("", "broken_yaml", {"value": error.problem or ""}))
    except yaml.YAMLError as error:
        return raw.refuse(None, Problem("", "broken_yaml", {"value": str(error).partition("\n")[0]}))
    if not isinstance(root, yaml.MappingNode):
        return raw.refuse(1, Problem("", "no_mapping"))
    row = RawRow(None, {}, lines={})
    lines: dict[str, int] = {}
    for key_node, value_node in root.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        if key in lines:
            return raw.refuse(line, Problem(key, "double_key", {"value": key}))
        lines[key] = line
        _take_key(raw, row, key, value_node)
    row.lines = lines
    if (named := row.cells.get("id")) is not None and named != folder_name:
        return raw.refuse(lines["id"], Problem("id", "not_folder_name", {"value": named, "folder": folder_name}))
    raw.rows.append(row)
    read_slash_dates(raw)
    return raw


def _anchor_or_tag(text: str) -> int | None:
    """The line of the first anchor, alias or tag."""
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            mark = event.start_mark
            return mark.line + 1 if mark else 1
    return None


def _take_key(raw: RawTable, row: RawRow, key: str, node: yaml.Node) -> None:
    """One key of document.yml as a cell."""
    column = raw.table.column(key)
    if column is None:
        row.problems.append(Problem(key, "unknown_key", {"value": key, "near": near(raw.table.columns, key)}))
        return
    text = _cell_text(node)
    if text is None:
        row.problems.append(Problem(key, "wrong_shape", {"value": key}))
        return
    cleaned = clean(text, keep_breaks=column.cell.type == "long_text")
    if cleaned:
        row.cells[key] = cleaned
        if problem := unreadable_text(key, text, cleaned):
            row.problems.append(problem)


def _cell_text(node: yaml.Node) -> str | None:
    """A value as the text a sheet would have: lists with `;`, `{ref, section}` as `ref#section`."""
    if isinstance(node, yaml.ScalarNode):
        return "" if node.value in ("~", "null") else str(node.value)
    if not isinstance(node, yaml.SequenceNode):
        return None
    parts = []
    for item in node.value:
        if isinstance(item, yaml.ScalarNode):
            parts.append(str(item.value))
        elif isinstance(item, yaml.MappingNode):
            values = {str(k.value): _cell_text(v) for k, v in item.value}
            rest = (values.get("section") or values.get("fields") or "").replace(";", ",")
            if not values.get("ref") or set(values) - {"ref", "section", "fields"}:
                return None
            parts.append(f"{values['ref']}#{rest}" if rest else str(values["ref"]))
        else:
            return None
    return ";".join(parts)


def write_csv(file: Path, table: Table, rows: Iterable[Mapping[str, str]], extra: Sequence[str] = ()) -> None:
    """Write a table as CSV, whole or not at all.

    Args:
        file: where.
        table: what it is.
        rows: cells by column code.
        extra: column codes that come first.
    """
    content = io.StringIO(newline="")
    names = [*extra, *(c.name for c in table.columns)]
    writer = csv.DictWriter(content, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({k: guarded(v) for k, v in row.items()} for row in rows)
    write_whole(file, ("\ufeff" + content.getvalue()).encode())


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; the reader takes the apostrophe off again."""
    return f"'{text}" if len(text) > 1 and text[0] in "=+-@\t" else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t" else text


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def each_table(folders: Iterable[FolderTables]) -> Iterator[RawTable]:
    """Every table of the folders, in reading order."""
    for folder in folders:
        yield from folder.registry
        for document in folder.documents:
            yield from document.tables
