"""An answer on a page: how many rows from how many documents, a reading table, why it is empty, and its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from graph.life import AgreementState, DueState
from graph.settings import get_settings
from graph.texts import Language, t, use
from queries.catalogue import Column
from queries.runner import Answer, Entity, Source, run
from reports.answer_files import FORMS, answer_file
from reports.printed import TOLD_BY_STATE
from reports.words import date_text, number_text, period_text
from views import look, session, sources

PAGE = "trang"
SHOWN = 40  # rows of a page
LISTED = 3  # of a list in a cell; how many more there are is said
CHIPS = 1
TITLED = frozenset({"Agreement", "Task", "Event", "Document"})


Further = Callable[[Mapping[str, Any]], Mapping[str, str]]  # a row -> heading -> a cell that the answer has not


def _nothing(row: Mapping[str, Any]) -> Mapping[str, str]:
    return {}


def show(answer: Answer, key: str, *, hidden: Sequence[str] = (), further: Further = _nothing) -> None:
    """Show an answer with its files.

    Args:
        answer: the answer.
        key: of the table, unique on the page; it also names the parameter of its page in the address.
        hidden: columns that the page shows elsewhere.
        further: cells that stand behind those of the answer.
    """
    if not answer.rows:
        look.empty(answer.empty_reason.text if answer.empty_reason else t("look.nothing"))
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(_count(answer), width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            files(answer, key)
    first = first_shown(len(answer.rows), key)
    table(answer, answer.rows[first : first + SHOWN], key, hidden=hidden, further=further)
    pages(len(answer.rows), key, first)


def table(
    answer: Answer,
    rows: Sequence[Mapping[str, Any]],
    key: str,
    *,
    hidden: Sequence[str] = (),
    further: Further = _nothing,
) -> None:
    """Rows of an answer as a reading table, without columns that say nothing.

    Args:
        answer: the answer.
        rows: of it.
        key: of the table.
        hidden: columns that are left out.
        further: cells that stand behind those of the answer.
    """
    out = {*hidden, *(TOLD_BY_STATE if {"state", "due", "deadline"} & {c.name for c in answer.columns} else ())}
    columns = [c for c in answer.columns if c.name not in out and c.type.base != "precision"]
    columns = [c for c in columns if any(row[c.name] not in (None, [], "", False) for row in rows)]
    records = [{**_record(answer, row, columns), **further(row)} for row in rows]
    with st.container(key=f"wide-{key}", gap="small"):
        st.html(_widths(records, columns, answer.lang, f"st-key-list-answer-{key}"))
        look.rows(records, f"answer-{key}")


def _widths(records: Sequence[Mapping[str, str]], columns: Sequence[Column], lang: Language, key: str) -> str:
    """Titles get more room than days: Streamlit's table has no widths of its own."""
    by_title = {column.title(lang): column for column in columns}
    shares = [_share(by_title.get(title)) for title in (records[0] if records else ())]
    rules = (f".{key} th:nth-child({n}) {{width: {100 * s / sum(shares):.1f}%}}" for n, s in enumerate(shares, start=1))
    return f"<style>{' '.join(rules)}</style>"


def _share(column: Column | None) -> float:
    """The room a column needs, beside that of a day."""
    if column is None or column.type.base in ("date", "integer", "yes/no", "section", "number"):
        return 1.0
    if column.type.labels & TITLED:
        return 3.0
    if column.type.base == "source":
        return 2.2
    return 1.6


def _record(answer: Answer, row: Mapping[str, Any], columns: Sequence[Column]) -> dict[str, str]:
    """Heading -> cell; the two ends of a period are one cell."""
    cells: dict[str, str] = {}
    names = {column.name for column in columns}
    for column in columns:
        if column.name == "period_from" or (column.name == "period_to" and "period_from" not in names):
            cells[t("answers.period")] = look.stated(_period(row))
        elif column.name != "period_to":
            cells[column.title(answer.lang)] = _cell(answer, row, column)
    return cells


def _period(row: Mapping[str, Any]) -> str:
    ends: list[tuple[Any, Any]] = [
        (row.get(name), row.get(f"{name}_precision") or "day") for name in ("period_from", "period_to")
    ]
    (start, exact_start), (end, exact_end) = ends
    return period_text(start, end, exact_start, exact_end)


def files(answer: Answer, key: str) -> None:
    """Buttons for the complete answer as files to work with and to print; asked again without a limit where it was cut.

    Args:
        answer: the answer.
        key: of the buttons, unique on the page.
    """
    for form in FORMS:
        st.download_button(
            form.upper(),
            partial(_file, answer, form, look.day()),
            f"{answer.question}.{form}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key=f"{key}-{form}",
        )


def _file(answer: Answer, form: str, day: dt.date) -> bytes:
    """The file, made on another thread when it is asked for."""
    use(answer.lang)
    return answer_file(_complete(answer), form, session.searcher().name, day, get_settings().organisation)


def _complete(answer: Answer) -> Answer:
    if not answer.truncated:
        return answer
    given = {name: value for name, value in answer.params.items() if value is not None}
    return run(session.store(), answer.question, given, limit=session.ALL, lang=answer.lang)


def _count(answer: Answer) -> str:
    documents = {source.document for row in answer.rows for source in row.get("sources") or ()}
    key = "answers.cut" if answer.truncated else "answers.count"
    rows, found = number_text(len(answer.rows)), number_text(len(documents))
    return t(key, rows=rows, documents=found, day=date_text(look.day()))


# ------------------------------------------------------------------------------------------------ pages


def first_shown(count: int, key: str) -> int:
    """Number of the first row shown, by the address.

    Args:
        count: how many rows there are.
        key: of the table.
    """
    written = st.query_params.get(f"{PAGE}-{key}", "1")
    number = int(written) if written.isdecimal() and len(written) < 6 else 1
    return min(max(number - 1, 0), max(count - 1, 0) // SHOWN) * SHOWN


def pages(count: int, key: str, first: int) -> None:
    """Buttons to the rows before and after; nothing where one page has them all.

    Args:
        count: how many rows there are.
        key: of the table.
        first: number of the first row shown.
    """
    if count <= SHOWN:
        return
    last = min(first + SHOWN, count)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for word, number, there in (
            ("answers.before", first // SHOWN, first > 0),
            ("answers.after", first // SHOWN + 2, last < count),
        ):
            st.button(
                t(word),
                type="tertiary",
                disabled=not there,
                key=f"{key}-{word}",
                on_click=partial(look.put, **{f"{PAGE}-{key}": str(number)}),
            )
        st.markdown(
            look.grey(t("answers.shown", first=str(first + 1), last=str(last), rows=str(count))),
            width="content",
        )


# ------------------------------------------------------------------------------------------------ cells


def _cell(answer: Answer, row: Mapping[str, Any], column: Column) -> str:
    """A cell as markdown: entities as links, states and sources as chips; what is not stated says so."""
    value = row[column.name]
    items = value if isinstance(value, list) else [] if value is None else [value]
    if not items:
        return look.grey(t("look.not_stated")) if column.type.base == "date" else ""
    if column.type.base == "source":
        return _chips(items)
    shown = "; ".join(_item(answer, row, column, item) for item in items[:LISTED])
    more = len(items) - LISTED
    return f"{shown} {look.grey(t('answers.more', count=str(more)))}" if more > 0 else shown


def _chips(found: Sequence[Source]) -> str:
    """A chip for each document, with its sections."""
    by_document: dict[str, list[Source]] = {}
    for source in found:
        by_document.setdefault(source.document, []).append(source)
    chips = [sources.chip(*group) for group in list(by_document.values())[:CHIPS]]
    more = len(by_document) - CHIPS
    return " ".join([*chips, look.grey(f"+{more}")] if more > 0 else chips)


def _item(answer: Answer, row: Mapping[str, Any], column: Column, item: object) -> str:
    match item:
        case Entity():
            return look.link(item.id, item.name)
        case AgreementState() | DueState():
            return look.chip(item)
        case dt.date():
            return date_text(item, row.get(f"{column.name}_precision") or "day")
        case bool() | int() | float() if column.type.base == "number":
            return number_text(item)
    return look.esc(answer.title(item, column))
