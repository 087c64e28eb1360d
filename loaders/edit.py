"""Accepted rows to tables in the user's own folder, whole or not at all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import yaml

from graph.declare import Table
from graph.errors import Issue
from graph.model import Document
from graph.settings import Settings
from loaders import rows
from loaders.load import ACCEPTED, listed_folders, take_accepted
from loaders.raw import Origin, RawRow, RawTable
from loaders.tables import DocumentTables, FolderTables, read_folder, scan_folder, write_csv, write_whole
from loaders.workbook import read_workbook

RowKey = tuple[str, ...]
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
    return found


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
    return (row_class.__name__, *rows.row_key(row_class, row.cells))


def accept(settings: Settings, found: FolderTables, issues: Iterable[Issue]) -> None:
    """Keep the good rows of an overlay in the user's folder.

    Args:
        settings: where the user's folder is.
        found: the overlay, as it was loaded for the dry run.
        issues: what that dry run reported; rows with an issue stay out.
    """
    bad: dict[Spot, set[str]] = {}
    for issue in issues:
        if issue.folder == found.folder:
            bad.setdefault((issue.file, issue.sheet, issue.row), set()).add(issue.column)
    stage = settings.home / ".accepting.part"
    shutil.rmtree(stage, ignore_errors=True)
    known = listed_documents(settings)
    present = read_folder(scan_folder(settings.user_data)).registry if settings.user_data.is_dir() else []
    _write_registry(stage, present, found.registry, bad)
    for document in found.documents:
        if document.readable:
            new = [raw for raw in document.tables if raw.origin.folder == found.folder]
            _write_document(stage, known.get(document.id), DocumentTables(document.id, document.origin, new), bad)
    if stage.exists():
        stage.replace(settings.home / ACCEPTED)
        take_accepted(settings)


def _good(raw: RawTable, bad: Mapping[Spot, set[str]]) -> list[RawRow]:
    """Rows without an issue; of a document's own row, the cells without one."""
    found = []
    for row in raw.rows:
        columns = bad.get((raw.origin.file, raw.origin.sheet, row.number), set())
        if columns and raw.table.file:
            found.append(RawRow(row.number, {c: text for c, text in row.cells.items() if c not in columns}))
        elif not columns:
            found.append(row)
    return found


def _united(
    old: Iterable[RawTable], new: Iterable[RawTable], bad: Mapping[Spot, set[str]]
) -> dict[Table, list[RawRow]]:
    """Rows by table, those of the same key replaced by good new ones."""
    good = {raw.table: _good(raw, bad) for raw in new}
    replaced = {(table, row_key(table, row)) for table, found in good.items() for row in found}
    united: dict[Table, list[RawRow]] = {}
    for raw in old:
        kept = [row for row in raw.rows if (raw.table, row_key(raw.table, row)) not in replaced]
        united.setdefault(raw.table, []).extend(kept)
    for table, found in good.items():
        united.setdefault(table, []).extend(found)
    return united


def _write_registry(
    stage: Path, old: Iterable[RawTable], new: Sequence[RawTable], bad: Mapping[Spot, set[str]]
) -> None:
    touched = {raw.table for raw in new if _good(raw, bad)}
    for table, found in _united(old, new, bad).items():
        if table in touched:
            write_csv(stage / "registry" / table.file_name, table, [row.cells for row in found])


def _write_document(stage: Path, old: DocumentTables | None, new: DocumentTables, bad: Mapping[Spot, set[str]]) -> None:
    folder = stage / "documents" / new.id
    united = _united(old.tables if old else (), new.tables, bad)
    name_quantities(new.id, {table.name: found for table, found in united.items()})
    for table, found in united.items():
        if table.file:
            write_whole(folder / table.file, document_text(found[-1].cells).encode())
        elif found:
            write_csv(folder / table.file_name, table, [row.cells for row in found])


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


def document_text(cells: dict[str, str]) -> str:
    """A document's own row as the text of its document.yml.

    Args:
        cells: cells by column code.

    Returns:
        YAML; lists are written as `a;b`, which the reader takes too.
    """
    return yaml.safe_dump(cells, allow_unicode=True, sort_keys=False, width=1000)


__all__ = ["Origin", "accept", "document_text", "overlay", "row_key"]
