"""XLSX workbooks, read as offices make them."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.declare import ORIGIN, Column, Problem, Table, columns_of
from graph.errors import LoadRefused
from graph.model import TABLES
from graph.names import clean, fold
from graph.texts import LANGUAGES, catalogue, t
from loaders.raw import (
    DATE_CELLS,
    Origin,
    RawRow,
    RawTable,
    make_row,
    make_totals_row,
    match_headings,
    meant_column,
    read_slash_dates,
)
from loaders.tables import DOCUMENT_COLUMN, FolderTables, split_documents, tables_of

HEADING_ROWS = 10
GUIDES = frozenset(catalogue(known)["workbook.guide_sheet"] for known in LANGUAGES)


def sheets() -> dict[str, Table]:
    """The tables of a workbook by sheet name; places and agencies stand once, for registry and documents."""
    found: dict[str, Table] = {}
    for table in TABLES:
        found.setdefault(table.sheet_name, table)
    return found


def table_of(title: str) -> Table | None:
    """The table that a sheet is, by code or label in either language.

    Args:
        title: of the sheet.
    """
    return _titles().get(fold(title))


@cache
def _titles() -> dict[str, Table]:
    labels = {fold(label): table for table in sheets().values() for label in (table.text.vi, table.text.en)}
    return {fold(name): table for name, table in sheets().items()} | labels


def in_both(table: Table) -> bool:
    """Whether its sheet holds rows of the registry and of documents."""
    return table.file_name in tables_of("registry") and table.file_name in tables_of("document")


@cache
def sheet_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a sheet.

    Args:
        table: the table of the sheet.

    Returns:
        A first column `document` in every table of documents; places and agencies have the columns of both scopes.
    """
    if in_both(table):
        optional = (replace(c, required=False) for c in (*table.columns, *columns_of(ORIGIN["document"])))
        own = {c.name for c in table.own_columns if c.required}
        return (
            replace(DOCUMENT_COLUMN, required=False),
            *(replace(c, required=True) if c.name in own else c for c in optional),
        )
    if table.scope == "document" and not table.file.endswith(".yml"):
        return (DOCUMENT_COLUMN, *table.columns)
    return table.columns


def read_workbook(file: Path) -> FolderTables:
    """Read a workbook as if it were a data folder.

    Args:
        file: the XLSX file.

    Returns:
        Its tables, with what is wrong with its sheets.

    Raises:
        LoadRefused: it is no readable workbook.
    """
    try:
        content = file.read_bytes()
        book = load_workbook(BytesIO(content))
    except OSError as error:
        raise LoadRefused(t("tables.no_access", value=file), t("tables.no_access_hint")) from error
    except Exception as error:
        raise LoadRefused(t("workbook.broken", file=file.name), t("workbook.broken_hint")) from error
    found = FolderTables(str(file))
    raws: list[RawTable] = []
    for sheet in book.worksheets:
        table = table_of(sheet.title)
        origin = Origin(str(file), file.name, sheet.title)
        if table is not None:
            raws.append(_read_sheet(sheet, table, origin, found))
        elif sheet.title in GUIDES:
            continue
        elif any(_texts(row) for row in sheet.iter_rows(max_row=HEADING_ROWS)):
            near = difflib.get_close_matches(sheet.title, sheets(), 1, 0.3)
            problem = Problem("", "unknown_sheet", {"value": sheet.title, "near": ", ".join(near or sheets())})
            raws.append(RawTable(next(iter(sheets().values())), origin).refuse(None, problem))
    _sort_into(found, raws)
    return found


def _sort_into(found: FolderTables, raws: Sequence[RawTable]) -> None:
    """Registry tables to the registry, rows of documents to their documents, in the model's order like a folder's."""
    raws = sorted(raws, key=lambda raw: TABLES.index(raw.table))
    head_table = tables_of("document")["document.yml"]
    heads = next((r for r in raws if r.table == head_table), RawTable(head_table, Origin(found.folder, "")))
    of_documents = [r for r in raws if r.table.scope == "document" and r is not heads]
    for raw in raws:
        if raw.table.scope != "registry":
            continue
        if in_both(raw.table):
            theirs = RawTable(tables_of("document")[raw.table.file_name], raw.origin)
            theirs.rows = [row for row in raw.rows if "document" in row.cells]
            raw.rows = [row for row in raw.rows if "document" not in row.cells]
            if theirs.rows:
                of_documents.append(theirs)
        found.registry.append(raw)
    found.documents = split_documents(heads, of_documents)


def _read_sheet(sheet: Worksheet, table: Table, origin: Origin, found: FolderTables) -> RawTable:
    raw = RawTable(table, origin)
    allowed = sheet_columns(table)
    head = heading_row(sheet, allowed)
    if head is None:
        if any(_texts(row) for row in sheet.iter_rows()):
            raw.refuse(None, Problem("", "no_headings_found"))
        return raw
    start = head[0].row
    columns = match_headings(raw, tuple(heading_text(cell.value) for cell in head), start, allowed)
    if columns is None:
        return raw
    spans = _merged(sheet)
    hidden = 0
    for row in sheet.iter_rows(min_row=start + 1):
        if made := _read_row(row, columns, spans):
            raw.rows.append(made)
            hidden += bool(sheet.row_dimensions[made.number or 0].hidden)
    if hidden:
        found.notes.append(t("workbook.hidden_rows", sheet=sheet.title, count=hidden))
    read_slash_dates(raw)
    return raw


def heading_row(sheet: Worksheet, allowed: tuple[Column, ...]) -> tuple[Any, ...] | None:
    """The cells of the headings: the first of ten rows with three known ones.

    Args:
        sheet: of a workbook.
        allowed: the columns it may have.
    """
    return next(
        (
            row
            for row in sheet.iter_rows(max_row=HEADING_ROWS)
            if sum(meant_column(allowed, text) is not None for text in _texts(row)) >= min(3, len(allowed))
        ),
        None,
    )


def _texts(row: Sequence[Any]) -> list[str]:
    return [text for cell in row if (text := heading_text(cell.value))]


def heading_text(value: object) -> str:
    """A cell of the headings as a text."""
    return "" if value is None else clean(str(value))


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells below the first of a merged range in its first column -> that first cell."""
    return {
        (row, span.min_col): (span.min_row, span.min_col)
        for span in sheet.merged_cells.ranges
        for row in range(span.min_row + 1, span.max_row + 1)
    }


def _read_row(
    row: Sequence[Any], columns: Sequence[Column | None], spans: dict[tuple[int, int], tuple[int, int]]
) -> RawRow | None:
    number: int = row[0].row
    sheet = row[0].parent
    own = _texts(row)
    if not own:
        return None
    if totals := make_totals_row(number, own):
        return totals
    texts: list[str] = []
    problems: list[Problem] = []
    for i, cell in enumerate(row):
        source = sheet.cell(*spans[number, cell.column]) if (number, cell.column) in spans else cell
        text, problem = _cell_text(source, columns[i] if i < len(columns) else None)
        texts.append(text)
        if problem:
            problems.append(problem)
    made = make_row(number, columns, texts)
    if made is None and problems:
        made = RawRow(number, {})
    if made is not None:
        made.problems += problems
    return made


def _cell_text(cell: Any, column: Column | None) -> tuple[str, Problem | None]:
    """A cell as text, or why it cannot be one."""
    value = cell.value
    name = column.name if column else ""
    if value is None:
        return "", None
    if cell.data_type == "f":
        return "", Problem(name, "formula", {"value": str(getattr(value, "text", value))[:200]})
    if cell.data_type == "e":
        return "", Problem(name, "error_value", {"value": str(value)})
    if isinstance(value, str) or column is None:
        return str(value), None
    if isinstance(value, bool):
        return ("yes" if value else "no"), None
    dates = column.cell.type in DATE_CELLS
    if isinstance(value, dt.datetime | dt.date) and dates:
        return (value.date() if isinstance(value, dt.datetime) else value).isoformat(), None
    if isinstance(value, int | float):
        whole = float(value).is_integer()
        if column.cell.numeric and not (dates and not (whole and 1900 <= value <= 2100)):
            return (str(int(value)) if whole else repr(value)), None
        if dates and whole and 1900 <= value <= 2100:
            return str(int(value)), None
    return "", Problem(name, "number_in_text", {"value": str(value)})
