"""Texts typed into a form, read as a row of a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from graph.cells import CutDate, MonthDay
from graph.declare import Column, Table
from graph.ids import numbered
from graph.names import fold
from graph.times import Time, read_written
from loaders.raw import Origin, RawRow, RawTable, make_row, read_slash_dates
from loaders.sheet import Cells

FORM = "form"
SEPARATOR = ";"
DATE_CELLS = frozenset({"first_day", "last_day", "deadline", "day", "occurrence"})
EVERY_YEAR = re.compile(r"(?:ngay )?(\d{1,2})[ /-]+(?:thang )?(\d{1,2}) (?:hang nam|moi nam|every year|yearly)")


def read_form(table: Table, texts: Mapping[str, str], today: dt.date, seen: Mapping[str, str] | None = None) -> RawRow:
    """Texts of a form as a row.

    Args:
        table: its table.
        texts: column code -> text as typed; empty ones are nothing.
        today: the day that "this year" is counted from.
        seen: the cells the form was opened with: what says the same is left as it was written.

    Returns:
        The row, cleaned, its dates in the written form of MODEL.
    """
    typed = {c.name: _list(c, texts.get(c.name, "")) for c in table.columns}
    for column in table.columns:
        if column.cell.type in DATE_CELLS:
            typed |= _date(table, column, typed, today)
    row = make_row(1, table.columns, list(typed.values())) or RawRow(None, {})
    read_slash_dates(RawTable(table, Origin(FORM, table.file_name), [row]))
    for name, before in (seen or {}).items():
        known = table.column(name)
        if known and name in row.cells and meaning(known, row.cells[name]) == meaning(known, before):
            row.cells[name] = before
    return row


def with_id(table: Table, cells: Cells, document: str, taken: Callable[[str], bool]) -> Cells:
    """A new row with the id that its class suggests, where it needs one and has none.

    Args:
        table: its table.
        cells: its cells.
        document: id of its document; "" in the registry.
        taken: whether an id is somebody else's.

    Returns:
        The cells.
    """
    if cells.get("id") or not table.node or not table.column("id"):
        return cells
    found = next((one for one in table.node.suggested_ids(cells, document) if not taken(one)), "")
    return {"id": found, **cells} if found else cells


def entity_of(table: Table, cells: Mapping[str, str], document: str) -> str:
    """The id of a row's node; "" where it has none, or cannot be read.

    Args:
        table: its table.
        cells: its cells.
        document: id of its document; "" in the registry.
    """
    if table.node is None or cells.get("id"):
        return cells.get("id", "") if table.node else ""
    own = {column.name for column in table.own_columns}
    row, _ = table.node.read({name: text for name, text in cells.items() if name in own})
    owner = next((cells[c.name] for c in table.own_columns if c.required and c.edge and not c.many), document)
    return row.entity_id(owner, 1) if isinstance(row, table.node) else ""


def office_note(day: dt.date, place: str, who: str, title: str, taken: Callable[[str], bool]) -> Cells:
    """What was heard by word of mouth, as a document of the office: every fact needs one.

    Args:
        day: when it was heard.
        place: id of the office's place; "" where that is not set.
        who: who heard it.
        title: of the note.
        taken: whether an id is somebody else's.

    Returns:
        The cells of its own row.
    """
    stem = ".".join(filter(None, (place, f"gc-{day.isoformat()}")))
    name = next(one for one in numbered(stem) if not taken(one))
    cells = {"id": name, "kind": "other", "title": title, "issued_on": day.isoformat(), "author": who}
    return {column: text for column, text in cells.items() if text}


def meaning(column: Column, text: str) -> object:
    """What a cell says, whichever way it is written: two cells that mean the same are equal.

    Args:
        column: its column.
        text: the cell.
    """
    if column.many:
        return [part.strip() for part in text.split(SEPARATOR) if part.strip()]
    return choice_code(column, text) if column.choice else text.strip()


def choice_code(column: Column, text: str) -> str:
    """The code of a choice written as code or label; the text itself where it is none.

    Args:
        column: a column with choices.
        text: the cell.
    """
    try:
        return column.choice.read(text).value if column.choice and text else text
    except ValueError:
        return text


def _list(column: Column, text: str) -> str:
    """A list as the tables have it."""
    return SEPARATOR.join(filter(None, map(str.strip, text.split(SEPARATOR)))) if column.many else text


def _date(table: Table, column: Column, typed: Cells, today: dt.date) -> Cells:
    """The cell of a date, and that of its end where a stretch is written into its start."""
    text = typed[column.name]
    if column.cell.type == "deadline" and (found := EVERY_YEAR.fullmatch(fold(text).strip())):
        return {column.name: str(MonthDay(int(found[2]), int(found[1])))}
    time = read_written(text, today) if text else None
    if time is None:
        return {}
    if not _is_stretch(time):
        return {column.name: str(CutDate(time.first, time.precision))}
    late = dict(table.row.ordered).get(column.name)
    if late is None or typed.get(late):
        return {}
    return {
        column.name: str(CutDate(time.first, time.precision)),
        late: str(CutDate(time.last, time.precision)),
    }


def _is_stretch(time: Time) -> bool:
    """Whether it is more than one day, month, quarter or year."""
    return CutDate(time.first, time.precision).last != time.last
