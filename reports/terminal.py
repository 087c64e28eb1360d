"""Answers on a terminal and as CSV text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.texts import language, t
from loaders.tables import guarded
from queries.ask import example, groups, usage
from queries.catalogue import Column, questions
from queries.runner import Answer, Entity, Source
from reports.words import date_text

NARROWEST = 110
COLUMN = 20
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?")


def csv_text(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV for standard output: no UTF-8 mark, and no text that a spreadsheet takes for a formula.

    Args:
        names: column names.
        rows: cells as texts.

    Returns:
        The text, lines ended by a line feed.
    """
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell if NUMBER.fullmatch(cell) else guarded(cell) for cell in row] for row in rows)
    return content.getvalue()


def print_answer(answer: Answer) -> None:
    """Print the rows as a table, the sources below it by number; why there is no row where there is none.

    Args:
        answer: the answer.
    """
    sources: dict[Source, int] = {}
    shown = [c for c in answer.columns if c.type.base != "precision" and any(_told(row[c.name]) for row in answer.rows)]
    table = _table()
    for column in shown:
        table.add_column(column.title(answer.lang), overflow="fold", no_wrap=column.type.base == "date")
    for row in answer.rows:
        table.add_row(*(_cell(answer, row, column, sources) for column in shown))
    console = _console(len(shown))
    if answer.rows:
        console.print(table)
    if sources:
        console.print()
    listed = (f"[{number}] {source_text(source)}" for source, number in sources.items())
    for line in (*listed, *remarks(answer)):
        console.print(line, markup=False, highlight=False)


def print_texts(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print texts as a table; wide cells are folded, never cut.

    Args:
        columns: column names.
        rows: cells as texts.
    """
    table = _table()
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(width=max(Console().width, NARROWEST)).print(table)


def remarks(answer: Answer) -> list[str]:
    """What is to be said beside the rows: why there is none, or that there are more."""
    said = [answer.empty_reason.text] if answer.empty_reason else []
    return [*said, t("ask.truncated", count=len(answer.rows))] if answer.truncated else said


def _table() -> Table:
    return Table(box=None, header_style="bold", pad_edge=False)


def _console(columns: int) -> Console:
    """As wide as the terminal; in a pipe as wide as the columns need."""
    console = Console()
    wanted = NARROWEST if console.is_terminal else max(NARROWEST, COLUMN * columns)
    return Console(width=max(console.width, wanted))


def _told(value: Any) -> bool:
    return value is not None and value != []


def _cell(answer: Answer, row: Mapping[str, Any], column: Column, sources: dict[Source, int]) -> Text:
    """A cell as a person reads it: an entity above its id, lists by name, a source as its number in the list below."""
    value = row[column.name]
    items = value if isinstance(value, list) else [] if value is None else [value]
    cell = Text()
    for item in items:
        if cell:
            cell.append(" " if isinstance(item, Source) else "; ")
        match item:
            case Source():
                cell.append(f"[{sources.setdefault(item, len(sources) + 1)}]")
            case Entity() if not column.type.many:
                cell.append(item.name).append(f"\n{item.id}", style="dim")
            case dt.date():
                cell.append(date_text(item, row.get(f"{column.name}_precision") or "day"))
            case _:
                cell.append(answer.title(item, column))
    return cell


def source_text(source: Source) -> str:
    """A source in one line: title, section, id of the document."""
    where = t("ask.whole_document") if source.section == "-" else t("ask.section", section=source.section)
    return f"{source.title}, {where} ({source.document})"


def print_catalogue() -> None:
    """Print the questions by group: name, title, parameters; how to ask below."""
    console, lang = Console(), language()
    known = questions()
    first, second = max(map(len, known)), max(len(asked.title(lang)) for asked in known.values())
    for title, members in groups():
        lines = [f"{asked.name:<{first}}  {asked.title(lang):<{second}}  {usage(asked)}" for asked in members]
        console.print(Text(title, style="bold"), *lines, "", sep="\n", markup=False, highlight=False, soft_wrap=True)
    console.print(t("ask.how", example=example(next(groups())[1][0])), markup=False, highlight=False, soft_wrap=True)
