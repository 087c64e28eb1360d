"""Workbooks that the load takes back: an empty one that fits the model, and rows in the form they were read in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from graph.declare import Column, Table
from graph.texts import language, t
from loaders.rows import Record
from loaders.tables import write_whole
from loaders.workbook import sheet_columns, sheets

NUMBERS = frozenset({"number", "integer", "year"})
TEXT = "@"  # Excel turns section 2.10 into 2.1 in any other format
SPARE = 200  # empty rows that are Text too, for what is typed below
LAST = 5000  # row down to which choices are offered
LONGEST_LIST = 255  # letters of a list of choices, as XLSX allows
AUTHOR = "Hợp Tác"


def write_template(file: Path) -> None:
    """Write an empty workbook from the model, with choices and notes.

    Args:
        file: where; replaced whole.
    """
    write_whole(file, template_bytes())


def template_bytes() -> bytes:
    """The empty workbook as a file's content."""
    return _book_bytes({name: [] for name in sheets()})


def rows_bytes(records: Iterable[Record]) -> bytes:
    """Rows as a workbook that the load takes back without a difference.

    Args:
        records: rows that load, of any tables; rows of a document have its id in the first column.

    Returns:
        The file: a sheet for each table that has rows.
    """
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for record in records:
        owner = {"document": record.document} if record.document and not record.table.file else {}
        found[record.table.sheet_name].append({**owner, **record.kept_cells})
    return _book_bytes({name: found[name] for name in sheets() if name in found})


def _book_bytes(content: dict[str, list[dict[str, str]]]) -> bytes:
    book = Workbook(write_only=True)
    guide = book.create_sheet(t("workbook.guide_sheet"))
    guide.column_dimensions["A"].width = 110
    for line in t("workbook.guide").splitlines():
        guide.append([line])
    known = sheets()
    for name, rows in content.items():
        _write_sheet(book.create_sheet(name), known[name], rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_sheet(sheet: Any, table: Table, rows: Sequence[dict[str, str]]) -> None:
    """Headings in the current language with notes and choices; everything but plain numbers is Text."""
    columns = sheet_columns(table)
    sheet.freeze_panes = "A2"
    for i, column in enumerate(columns, 1):
        letter = get_column_letter(i)
        sheet.column_dimensions[letter].width = 34 if column.cell.type in ("long_text", "refs") else 18
        if column.cell.type not in NUMBERS:
            sheet.column_dimensions[letter].number_format = TEXT
        if column.choice and len(codes := ",".join(column.choice)) <= LONGEST_LIST:
            allowed = DataValidation("list", formula1=f'"{codes}"', allow_blank=True, showErrorMessage=False)
            allowed.add(f"{letter}2:{letter}{max(LAST, len(rows) + SPARE)}")
            sheet.data_validations.append(allowed)
    sheet.append([_heading(sheet, column) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column, row.get(column.name)) for column in columns])
    for _ in range(SPARE):
        sheet.append([_cell(sheet, column, None) for column in columns])


def _heading(sheet: Any, column: Column) -> Any:
    head = WriteOnlyCell(sheet, column.text.of(language()))
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", fgColor="E8F0F8" if column.required else "F5F6F7")
    head.alignment = Alignment(wrap_text=True, vertical="top")
    head.comment = Comment(_note(column), AUTHOR, width=320, height=120)
    return head


def _note(column: Column) -> str:
    parts = [column.name, column.text.help]
    if column.required:
        parts.append(t("workbook.required"))
    if column.many:
        parts.append(t("workbook.several"))
    if column.choice:
        parts += [f"{c.value} = {c.vi if language() == 'vi' else c.en}" for c in column.choice]
    if column.refers_to:
        parts.append(t("workbook.refers", labels=", ".join(column.refers_to)))
    return "\n".join(p for p in parts if p)


def _cell(sheet: Any, column: Column, text: str | None) -> Any:
    """A text never becomes a formula, and a number only where it reads back as the same text."""
    number = _number(text) if text and column.cell.type in NUMBERS else None
    cell = WriteOnlyCell(sheet, text if number is None else number)
    if number is None and text is not None:
        cell.data_type = "s"
    if column.cell.type not in NUMBERS:
        cell.number_format = TEXT
    return cell


def _number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if repr(number) == text and len(text) <= 15:  # digits that a spreadsheet keeps
            return number
    return None
