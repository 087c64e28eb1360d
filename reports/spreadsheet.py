"""Answers as files for a spreadsheet: CSV with the UTF-8 mark, XLSX with dates and numbers as such, no formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from queries.runner import Answer, Entity, Source
from reports.terminal import csv_text

WIDEST, LONGEST = 60, 32_767  # letters of a column; of a cell, as XLSX allows
NO_CONTROLS = dict.fromkeys(code for code in range(32) if code not in (9, 10, 13))


def answer_csv(answer: Answer) -> bytes:
    """All rows and columns of an answer as CSV.

    Args:
        answer: the answer.

    Returns:
        The file, with the UTF-8 mark.
    """
    return csv_text(*answer.flat()).encode("utf-8-sig")


def answer_xlsx(answer: Answer) -> bytes:
    """All rows and columns of an answer as XLSX: an entity is its name with its id beside it.

    Args:
        answer: the answer.

    Returns:
        The file.
    """
    headings: list[str] = []
    for column in answer.columns:
        title = column.title(answer.lang)
        headings += [title, f"{title} (id)"] if column.type.entity else [title]
    rows = (
        [cell for column in answer.columns for cell in _cells(row[column.name], answer, column)] for row in answer.rows
    )
    return xlsx_bytes(answer.question, headings, rows)


def xlsx_bytes(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as a workbook of one sheet.

    Args:
        title: of the sheet.
        headings: of the columns.
        rows: texts, numbers, days or None.

    Returns:
        The file; text that begins like a formula stays text.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for index, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = min(max(len(heading) + 2, 14), WIDEST)
    sheet.append([_written(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_written(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _written(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value if not isinstance(value, str) else value.translate(NO_CONTROLS)[:LONGEST])
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, dt.date):
        cell.number_format = "dd/mm/yyyy"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _cells(value: Any, answer: Answer, column: Any) -> list[Any]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    if column.type.entity:
        return ["; ".join(item.name for item in items), ";".join(item.id for item in items)]
    if column.type.many or column.type.base in ("source", "precision"):
        return ["; ".join(_source(item) if isinstance(item, Source) else answer.title(item, column) for item in items)]
    if isinstance(value, Entity | str) or value is None:
        return [answer.title(value, column) if value is not None else None]
    return [
        value
        if isinstance(value, int | float | dt.date) and not isinstance(value, bool)
        else answer.title(value, column)
    ]


def _source(source: Source) -> str:
    return f"{source.document}#{source.section}"
