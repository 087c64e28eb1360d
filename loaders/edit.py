"""Accepted rows to tables in the user's own folder, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from graph.errors import Issue
from graph.model import Document
from graph.settings import Settings
from graph.store import GraphStore
from loaders.desk import Desk, Edit
from loaders.load import LoadResult, listed_folders, load
from loaders.raw import RawRow, RawTable
from loaders.saves import save
from loaders.sheet import RowKey, own_cells, row_key
from loaders.tables import DocumentTables, FolderTables, read_folder, scan_folder
from loaders.workbook import read_workbook

Spot = tuple[str, str, int | None]


def overlay(settings: Settings, workbook: Path) -> FolderTables:
    """A workbook as it would stand in the user's folder: a document it touches keeps its other rows.

    Args:
        settings: where the listed folders are.
        workbook: the XLSX file.

    Returns:
        Its registry rows, and each of its documents with the rows that the listed folders have of it, those of the
        same id replaced.

    Raises:
        LoadRefused: it is no readable workbook, or a listed folder is missing.
    """
    found = read_workbook(workbook)
    known = listed_documents(settings)
    found.documents = [_laid_over(known[d.id], d) if d.id in known else d for d in found.documents]
    desk = Desk(settings)
    found.registry = [with_rest for raw in found.registry for with_rest in _with_rest(desk, raw)]
    return found


def _with_rest(desk: Desk, raw: RawTable) -> list[RawTable]:
    """A table, and the further rows of the ids it names: the load replaces all rows of an id together."""
    given = {row_key(raw.table, row) for row in raw.rows}
    names = {row.cells.get("id") for row in raw.rows}
    rest = [
        RawRow(None, cells)
        for key, cells in desk.rows(raw.table).items()
        if cells.get("id") in names and key not in given
    ]
    return [raw, RawTable(raw.table, raw.origin, rest)] if rest else [raw]


def listed_documents(settings: Settings) -> dict[str, DocumentTables]:
    """Every document of the listed folders as it counts; its quantities have the ids that follow from their place."""
    listed = [read_folder(scan_folder(folder)) for folder in listed_folders(settings)]
    found = {document.id: document for folder in listed for document in folder.documents}
    by_name = {name: {raw.table.name: raw.rows for raw in document.tables} for name, document in found.items()}
    tasks = {f"{name}.{row.cells.get('number')}" for name, each in by_name.items() for row in each.get("tasks", ())}
    for name, each in by_name.items():
        name_quantities(name, each, tasks)
    return found


def _laid_over(base: DocumentTables, new: DocumentTables) -> DocumentTables:
    """A document's rows, those of the same key replaced by new ones."""
    for raw in new.tables:
        for row in raw.rows:
            row.problems = [p for p in row.problems if p.key != "no_such_document"]
    replaced = {(raw.table, row_key(raw.table, row)) for raw in new.tables for row in raw.rows}
    kept = [
        RawTable(
            raw.table, raw.origin, [row for row in raw.rows if (raw.table, row_key(raw.table, row)) not in replaced]
        )
        for raw in base.tables
    ]
    has_head = any(raw.table.row is Document and raw.rows for raw in new.tables)
    return DocumentTables(new.id, new.origin, [*kept, *new.tables], readable=has_head or base.readable)


def edits_of(settings: Settings, found: FolderTables, issues: Iterable[Issue]) -> list[Edit]:
    """What a workbook adds and changes, row by row.

    Args:
        settings: where the listed folders are.
        found: the overlay, as it was loaded for the dry run.
        issues: what that dry run reported; rows with an issue stay out, and so do rows that are as they were.

    Returns:
        The edits; a document's own row comes first.
    """
    bad: dict[Spot, set[str]] = {}
    for issue in issues:
        if issue.folder == found.folder:
            bad.setdefault((issue.file, issue.sheet, issue.row), set()).add(issue.column)
    documents = [
        (document.id, [raw for raw in document.tables if raw.origin.folder == found.folder])
        for document in found.documents
        if document.readable
    ]
    desk = Desk(settings)
    return [
        edit
        for name, tables in [("", found.registry), *documents]
        for raw in sorted(tables, key=lambda raw: not raw.table.file)
        for edit in _edits(desk, raw, name, bad)
    ]


def _edits(desk: Desk, raw: RawTable, document: str, bad: Mapping[Spot, set[str]]) -> Iterator[Edit]:
    known = desk.rows(raw.table, document)
    for row in _good(raw, bad):
        cells = own_cells(row.cells)
        before = known.get(key := row_key(raw.table, row))
        if cells != before:
            yield Edit(f"{raw.table.scope}/{raw.table.name}", document, before, cells)
            known[key] = cells


def accept(
    settings: Settings,
    store: GraphStore,
    found: FolderTables,
    issues: Iterable[Issue],
    *,
    who: str,
    why: str = "",
    left_out: Collection[Edit] = (),
) -> LoadResult:
    """Keep the good rows of an overlay in the user's folder as one save, and load.

    Args:
        settings: where the user's folder is.
        store: the graph, opened as writer.
        found: the overlay, as it was loaded for the dry run.
        issues: what that dry run reported; rows with an issue stay out.
        who: who accepts.
        why: as they say it.
        left_out: good rows that are not wanted; the others must then be faultless without them.

    Returns:
        The load.

    Raises:
        HopTacError: a table cannot be written, or a row needs one that is left out.
    """
    with store.writer_lock():
        unwanted = {_which(edit) for edit in left_out}
        edits = [edit for edit in edits_of(settings, found, issues) if _which(edit) not in unwanted]
        if not edits:
            return load(settings, store)
        return save(settings, store, edits, who=who, why=why, even_so=not left_out)


def _which(edit: Edit) -> tuple[str, str, RowKey]:
    return edit.table, edit.document, edit.key


def _good(raw: RawTable, bad: Mapping[Spot, set[str]]) -> list[RawRow]:
    """Rows without an issue; of a document's own row, the cells without one."""
    found = []
    for row in raw.rows:
        columns = bad.get((raw.origin.file, raw.origin.sheet, row.number), set())
        if columns and raw.table.file:
            found.append(RawRow(row.number, {c: text for c, text in row.cells.items() if c not in columns}))
        elif row.cells and not columns:
            found.append(row)
    return found


def name_quantities(
    document: str, tables: Mapping[str, Sequence[RawRow]], others: AbstractSet[str] = frozenset()
) -> None:
    """Give quantities the id that follows from their place, so that they keep it (MODEL section 6).

    Args:
        document: id of the document.
        tables: its rows by table name.
        others: ids of tasks of other documents, which a quantity may belong to.
    """
    tasks = {f"{document}.{row.cells.get('number')}" for row in tables.get("tasks", ())} | others
    numbers: Counter[str] = Counter()
    for row in tables.get("quantities", ()):
        of = row.cells.get("of", "")
        owner = next((task for task in (f"{document}.{of}", of) if task in tasks), document)
        numbers[owner] += 1
        row.cells.setdefault("id", f"{owner}.q{numbers[owner]}")
