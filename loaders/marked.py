"""A workbook with what is wrong marked in its cells, to be mended and uploaded again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import Issue
from loaders.book import AUTHOR
from loaders.raw import meant_column
from loaders.workbook import heading_row, heading_text, sheet_columns, table_of

BAD = PatternFill("solid", fgColor="FFC7CE")  # what Excel itself offers for bad cells
SIGN, REST = "✗ ", "\n———\n"  # begins what is wrong; stands before a comment that was there already


def cells_of(content: bytes, issues: Iterable[Issue]) -> list[str]:
    """Which cell of a workbook each issue is about.

    Args:
        content: the XLSX file.
        issues: what is wrong with it.

    Returns:
        `B7` for each issue, as a spreadsheet shows it; "" where its sheet is not there.
    """
    book = load_workbook(BytesIO(content))
    found = (_cell(book, issue) for issue in issues)
    return ["" if cell is None else str(cell.coordinate) for cell in found]


def marked_bytes(content: bytes, issues: Sequence[Issue]) -> bytes:
    """The workbook with bad cells coloured and the reason and the remedy as a comment; older marks are gone.

    Args:
        content: the XLSX file.
        issues: what is wrong with it.

    Returns:
        The file, which reads as the one given.
    """
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        _clear(sheet)
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for issue in issues:
        if (cell := _cell(book, issue)) is not None:
            said[issue.sheet, cell.coordinate].append(f"{SIGN}{issue.reason}\n{issue.hint}".strip())
    for (title, coordinate), texts in said.items():
        _mark(book[title][coordinate], "\n".join(texts))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(book: Workbook, issue: Issue) -> Any:
    """The cell of an issue: of a whole row its first one, of a whole sheet that of its headings."""
    if issue.sheet not in book.sheetnames:
        return None
    sheet = book[issue.sheet]
    table = table_of(issue.sheet)
    allowed = sheet_columns(table) if table else ()
    head = (heading_row(sheet, allowed) if table else None) or ()
    row = issue.row or (head[0].row if head else 1)
    for cell in head:
        text = heading_text(cell.value)
        column = meant_column(allowed, text) if text else None
        if text and issue.column in (column.name if column else text, text):
            return _shown(sheet, row, cell.column)
    filled = (cell.column for cell in sheet[row] if cell.value is not None)
    return _shown(sheet, row, next(filled, 1))


def _shown(sheet: Worksheet, row: int, column: int) -> Any:
    """A cell, or the first one of those it is merged with."""
    for span in sheet.merged_cells.ranges:
        if span.min_row <= row <= span.max_row and span.min_col <= column <= span.max_col:
            return sheet.cell(span.min_row, span.min_col)
    return sheet.cell(row, column)


def _mark(cell: Any, text: str) -> None:
    before = cell.comment.text if cell.comment else ""
    cell.comment = Comment(f"{text}{REST}{before}" if before else text, AUTHOR, width=320, height=120)
    cell.fill = BAD


def _clear(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.text.startswith(SIGN):
                before = cell.comment.text.partition(REST)[2]
                cell.comment = Comment(before, AUTHOR) if before else None
                cell.fill = PatternFill()
