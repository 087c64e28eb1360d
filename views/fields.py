"""Fields of a form, made from the columns of a table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from graph.cells import read_date
from graph.declare import Column, Node, Table
from graph.errors import Issue
from graph.settings import get_settings
from graph.texts import language, t
from loaders.desk import HEAD, Desk, form_tables
from loaders.forms import DATE_CELLS, SEPARATOR, choice_code, read_form
from loaders.sheet import Cells
from loaders.tables import tables_of
from reports.words import choice_text, date_text
from views import look, picker, session
from views.drafts import Draft

ACROSS = 3  # fields of a line
FEW = 8  # columns a table begins with: shown at once, however seldom they are filled in
USUAL = 0.15  # share of rows that fill a column in from which it is shown at once
LAST = frozenset({"id"})  # suggested, so it comes after what a person has to say
SOURCES = (tables_of("document")[HEAD].label,)  # labels of what a source cell names

New = Callable[[Column, str, str], None]


def show(table: Table, draft: Draft, issues: Sequence[Issue], original: Cells | None, new: New) -> Cells:
    """All fields of a form: what is needed first, then what most rows have; what is seldom filled in is folded.

    Args:
        table: the table.
        draft: the form.
        issues: what is wrong with it.
        original: the row as the folders before the user's own say, where that differs.
        new: opens the form of a new entry for a column; gets the column, a label and the name that was typed.

    Returns:
        Texts by column.
    """
    held = {name for name, text in draft.start.items() if text} | {issue.column for issue in issues}
    needed = usual_columns(table, held)
    others = sorted((c for c in table.columns if c not in needed), key=lambda c: c.name in LAST)
    texts = _grid(table, needed, draft, issues, original, new)
    with st.expander(t("entry.more", count=str(len(others)))):
        texts |= _grid(table, others, draft, issues, original, new)
    return {column.name: texts[column.name] for column in table.columns}


def usual_columns(table: Table, held: Collection[str] = ()) -> list[Column]:
    """The columns that are filled in most: those needed first.

    Args:
        table: the table.
        held: codes of columns that are among them in any case.
    """
    usual = _usual(session.state(), f"{table.scope}/{table.name}")
    first = [c for c in table.columns if c.name not in LAST and (c.required or c.name in usual or c.name in held)]
    return sorted(first, key=lambda column: not column.required)


def heading(column: Column) -> str:
    """What stands above a field; a star marks what must be filled in."""
    return column.text.of(language()) + (" *" if column.required and column.name not in LAST else "")


@st.cache_resource(ttl=session.CACHED_SECONDS, show_spinner=False)
def _usual(loaded: str | None, name: str) -> frozenset[str]:
    """Columns that a table begins with, or many rows fill in; kept until the graph changes."""
    desk, table = Desk(get_settings()), form_tables()[name]
    owners = desk.documents() if table.scope == "document" else [""]
    rows = [cells for owner in owners for cells in desk.rows(table, owner).values()]
    counts = Counter(column for cells in rows for column in cells)
    first = {column.name for column in table.columns[:FEW]}
    return frozenset(first | {column for column, count in counts.items() if count >= len(rows) * USUAL})


def _grid(
    table: Table,
    columns: Sequence[Column],
    draft: Draft,
    issues: Sequence[Issue],
    original: Cells | None,
    new: New,
) -> Cells:
    texts: Cells = {}
    for start in range(0, len(columns), ACROSS):
        part = columns[start : start + ACROSS]
        for cell, column in zip(st.columns(ACROSS, gap="small"), part, strict=False):
            with cell:
                texts[column.name] = _field(column, draft, new)
                _read_as(table, column, texts[column.name])
                _told(column, draft, issues, original)
    return texts


def _told(column: Column, draft: Draft, issues: Sequence[Issue], original: Cells | None) -> None:
    """What is wrong with a field, and what stood there before it was corrected here."""
    for issue in issues:
        if issue.column == column.name:
            st.markdown(f":red[{look.esc(issue.reason)}] {look.esc(issue.hint)}")
    seen = draft.seen or {}
    if original is not None and original.get(column.name) != seen.get(column.name):
        st.caption(t("entry.original", text=shown_text(column, original.get(column.name, ""))))


def _field(column: Column, draft: Draft, new: New) -> str:
    """One field."""
    label, hint, key = heading(column), column.text.help or None, f"field-{draft.turn}-{column.name}"
    value = draft.start.get(column.name, "")
    if column.choice:
        codes = [choice.value for choice in column.choice]
        words = {choice.value: choice_text(choice) for choice in column.choice}
        code = choice_code(column, value)
        picked = codes.index(code) if code in codes else None
        return (
            st.selectbox(
                label,
                codes,
                picked,
                key=key,
                help=hint,
                format_func=words.__getitem__,
                placeholder=t("entry.choose"),
            )
            or ""
        )
    if labels := _labels(column):
        text = _references(column, labels, value, key, label, hint)
        _offer_new(column, labels, text, key, new)
        return text
    if column.cell.type == "long_text":
        return st.text_area(label, value, key=key, help=hint) or ""
    is_frozen = column.name in LAST and draft.seen is not None
    placeholder = t("entry.suggested") if column.name in LAST else None
    return st.text_input(label, value, key=key, help=hint, disabled=is_frozen, placeholder=placeholder) or ""


def _labels(column: Column) -> tuple[str, ...]:
    return column.refers_to or (SOURCES if column.cell.type == "sources" else ())


def _references(column: Column, labels: Sequence[str], value: str, key: str, label: str, hint: str | None) -> str:
    """Things by name: chosen from the list, or typed in any spelling and read as a cell is."""
    names = picker.offered(labels)
    given = [part.strip() for part in value.split(SEPARATOR) if part.strip()]
    options = [*names, *(part for part in given if part not in names)]
    common: dict[str, Any] = {
        "key": key,
        "help": hint,
        "format_func": partial(name_of, names),
        "accept_new_options": True,
        "placeholder": t("picker.placeholder"),
        "filter_mode": "contains",
    }
    if column.many:
        chosen = st.multiselect(label, options, given, select_all=False, **common)
        return SEPARATOR.join(meant(column, one) for one in chosen)
    one = st.selectbox(label, options, options.index(given[0]) if given else None, **common)
    return meant(column, str(one)) if one else ""


def name_of(names: Mapping[str, str], one: str) -> str:
    """What an id is called; with `#section` behind it, that too."""
    entity, sign, section = one.partition("#")
    name = names.get(one) or session.searcher().name(entity)
    return f"{name}, {section}" if sign and name != one else name


def meant(column: Column, text: str) -> str:
    """The id of the one entity that a name means; the name itself where it means none or several."""
    entity = text.partition("#")[0]
    if session.searcher().entry(entity):
        return text
    return session.searcher().resolve(text, frozenset(_labels(column)), None).id or text


def _offer_new(column: Column, labels: Sequence[str], text: str, key: str, new: New) -> None:
    """The forms of new entries: for what must be named, and for a name that means nothing yet."""
    unknown = next((p for p in text.split(SEPARATOR) if p and not session.searcher().entry(p.partition("#")[0])), "")
    if not (unknown or column.required):
        return
    if unknown:
        st.caption(t("entry.not_yet", text=look.esc(unknown)))
    with st.container(horizontal=True, gap="xsmall"):
        for label in labels if len(labels) < len(Node.labels) else ():
            title = t("entry.new_of", what=Node.labels[label].title.of(language()).lower())
            icon = ":material/add:"
            if st.button(title, key=f"{key}-new-{label}", type="tertiary", icon=icon):
                new(column, label, unknown)


# ------------------------------------------------------------------------------------------------ cells in words


def _read_as(table: Table, column: Column, text: str) -> None:
    """How a date was read, where it was written otherwise."""
    if column.cell.type in DATE_CELLS and text:
        cells = read_form(table, {column.name: text}, look.today()).cells
        for name, cell in cells.items():
            if cell != text and (words := _date_words(cell)):
                read = next(c for c in table.columns if c.name == name)
                said = words if read is column else f"{read.text.of(language())} {words}"
                st.caption(t("entry.read_as", text=said))


def _date_words(cell: str) -> str:
    if cell.startswith("--"):
        return t("entry.every_year", day=dt.datetime.strptime(f"2024{cell}", "%Y--%m-%d").strftime("%d/%m"))
    try:
        date = read_date(cell)
    except ValueError:
        return ""
    return date_text(date.day, date.precision)


def shown_text(column: Column, text: str) -> str:
    """A cell as a person reads it: names for ids, words for codes, dates as written in Vietnam.

    Args:
        column: its column.
        text: the cell.

    Returns:
        Plain text.
    """
    if column.choice and text:
        code = choice_code(column, text)
        return next((choice_text(choice) for choice in column.choice if choice.value == code), text)
    if _labels(column):
        return "; ".join(name_of({}, part.strip()) for part in text.split(SEPARATOR) if part.strip())
    if column.cell.type in DATE_CELLS and text:
        return _date_words(text) or text
    return text
