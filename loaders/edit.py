"""Accepted rows to tables in the user's own folder, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from graph.declare import Table
from graph.errors import Issue
from graph.settings import Settings
from graph.texts import t
from loaders.load import listed_folders
from loaders.raw import Origin, RawRow, RawTable
from loaders.tables import DocumentTables, FolderTables, read_folder, scan_folder, tables_of, write_csv, write_whole
from loaders.workbook import read_workbook

RowKey = tuple[str, ...]


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
    listed = [read_folder(scan_folder(folder)) for folder in listed_folders(settings)]
    known = {document.id: document for folder in listed for document in folder.documents}
    found.documents = [_laid_over(known.get(d.id), d) if d.id in known else d for d in found.documents]
    found.issues += [_lost(found, d) for d in found.documents if not d.readable]
    return found


def _lost(found: FolderTables, document: DocumentTables) -> Issue:
    values = {"value": document.id}
    reason, hint = t("rows.no_such_document", **values), t("row_hints.no_such_document", **values)
    return Issue(found.folder, document.origin.file, document.origin.sheet, value=document.id, reason=reason, hint=hint)


def _laid_over(base: DocumentTables | None, new: DocumentTables) -> DocumentTables:
    assert base is not None
    tables = {raw.table.name: raw for raw in new.tables}
    for raw in tables.values():
        for row in raw.rows:
            row.problems = [p for p in row.problems if p.key != "no_such_document"]
    merged = []
    for raw in base.tables:
        over = tables.pop(raw.table.name, None)
        if over is None:
            merged.append(raw)
            continue
        replaced = {row_key(raw.table, row) for row in over.rows}
        kept = [row for row in raw.rows if row_key(raw.table, row) not in replaced]
        merged.append(RawTable(raw.table, raw.origin, kept))
        merged.append(over)
    return DocumentTables(new.id, new.origin, [*merged, *tables.values()], digest=new.digest)


def row_key(table: Table, row: RawRow) -> RowKey:
    """What makes a row the same row: its id or number, or all its cells where it has neither.

    Args:
        table: its table.
        row: the row.

    Returns:
        The key within its document or registry.
    """
    if table.name == "document":
        return ("document",)
    name = row.cells.get("number") if table.name == "tasks" else row.cells.get("id")
    if table.name == "changes" or not name or (table.name == "places" and "name" not in row.cells):
        return tuple(f"{column}={text}" for column, text in sorted(row.cells.items()))
    return (name,)


def accept(settings: Settings, found: FolderTables, issues: Iterable[Issue]) -> None:
    """Keep the good rows of an overlay in the user's folder.

    Args:
        settings: where the user's folder is.
        found: the overlay, as it was loaded for the dry run.
        issues: what that dry run reported; rows with an issue stay out.
    """
    bad = {(i.file, i.sheet, i.row) for i in issues if i.folder == found.folder}
    stage = settings.home / ".accepting"
    shutil.rmtree(stage, ignore_errors=True)
    for raw in found.registry:
        rows = _good(raw, bad)
        if rows:
            _write_registry(settings.user_data, stage, raw.table, rows)
    for document in found.documents:
        if document.readable:
            _write_document(stage, document, bad)
    if stage.exists():
        _move(stage, settings.user_data)


def _good(raw: RawTable, bad: set[tuple[str, str, int | None]]) -> list[RawRow]:
    return [row for row in raw.rows if (raw.origin.file, raw.origin.sheet, row.number) not in bad]


def _write_registry(user_data: Path, stage: Path, table: Table, rows: Sequence[RawRow]) -> None:
    present = read_folder(scan_folder(user_data)).registry if user_data.is_dir() else []
    old = [row for raw in present if raw.table == table for row in raw.rows]
    names = {row.cells.get("id") for row in rows}
    kept = [row for row in old if row.cells.get("id") not in names]
    write_csv(stage / "registry" / table.file_name, table, [row.cells for row in (*kept, *rows)])


def _write_document(stage: Path, document: DocumentTables, bad: set[tuple[str, str, int | None]]) -> None:
    folder = stage / "documents" / document.id
    rows: dict[str, list[dict[str, str]]] = {}
    for raw in document.tables:
        good = raw.rows if raw.origin.folder != document.origin.folder else _good(raw, bad)
        rows.setdefault(raw.table.file_name, []).extend(row.cells for row in good)
    for file_name, cells in rows.items():
        table = tables_of("document")[file_name]
        if table.file.endswith(".yml"):
            write_whole(folder / file_name, document_text(cells[-1]).encode())
        elif cells:
            write_csv(folder / file_name, table, cells)


def document_text(cells: dict[str, str]) -> str:
    """A document's own row as the text of its document.yml.

    Args:
        cells: cells by column code.

    Returns:
        YAML; lists are written as `a;b`, which the reader takes too.
    """
    return yaml.safe_dump(cells, allow_unicode=True, sort_keys=False, width=1000)


def _move(stage: Path, target: Path) -> None:
    """Put the staged files in place; each is whole, and the last of them is the folder's own."""
    for file in sorted(p for p in stage.rglob("*") if p.is_file()):
        goal = target / file.relative_to(stage)
        goal.parent.mkdir(parents=True, exist_ok=True)
        file.replace(goal)
    shutil.rmtree(stage)


__all__ = ["Origin", "accept", "document_text", "overlay", "row_key"]
