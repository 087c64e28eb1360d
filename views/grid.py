"""Many rows at once: a grid into which a block of cells is pasted out of a spreadsheet or a letter."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.declare import Table
from graph.errors import Issue
from graph.texts import language, t
from loaders.raw import meant_column
from loaders.saves import Checked
from loaders.sheet import Cells
from views import fields, loads, look, saved
from views.drafts import Draft

LINES = 8  # empty lines a grid begins with; it grows with what is pasted
FEWEST = 2  # headings: one word alone may as well be a title


def show(table: Table, draft: Draft) -> list[Cells]:
    """The grid.

    Args:
        table: the table.
        draft: the form of new rows.

    Returns:
        Texts by column code of each line as the reader counts them; an empty line has none.
    """
    names = [column.name for column in (*fields.usual_columns(table), *table.columns)]
    columns = {name: table.column(name) for name in dict.fromkeys(names)}
    headings = {name: fields.heading(column) for name, column in columns.items() if column}
    usual = [column.name for column in fields.usual_columns(table)]
    chosen = st.multiselect(
        t("entry.columns"), list(headings), usual, format_func=headings.__getitem__, key=f"grid-columns-{draft.turn}"
    )
    st.caption(t("entry.paste"))
    typed = st.data_editor(
        pd.DataFrame("", index=range(LINES), columns=list(headings)),
        num_rows="dynamic",
        placeholder="",
        row_height=loads.ROW,
        column_order=chosen,
        column_config={
            name: st.column_config.TextColumn(heading, help=column.text.help or None)
            for name, heading in headings.items()
            if (column := columns[name])
        },
        key=f"grid-{draft.turn}",
    )
    texts = typed.fillna("").astype(str).to_dict("records")
    return _under_headings(
        table, [{str(name): text.strip() for name, text in line.items() if text.strip()} for line in texts]
    )


def _under_headings(table: Table, lines: list[Cells]) -> list[Cells]:
    """The lines by the headings in the first one, where a block was pasted with these, in whatever order."""
    first = next((number for number, line in enumerate(lines) if line), 0)
    meant = {name: meant_column(table.columns, text) for name, text in lines[first].items()} if lines else {}
    if len(meant) < FEWEST or not all(meant.values()) or any(name not in meant for line in lines for name in line):
        return lines
    below = [{column.name: line[name] for name, column in meant.items() if column and name in line} for line in lines]
    return [{} if number <= first else line for number, line in enumerate(below)]


def told(table: Table, draft: Draft, checked: Checked) -> list[Issue]:
    """What is wrong, by line and column of the grid.

    Args:
        table: the table.
        draft: the form of new rows.
        checked: what is wrong with them.

    Returns:
        Issues of other rows.
    """
    filled = [number for number, line in enumerate(draft.lines, 1) if line]
    of_place = dict(zip(checked.places, filled, strict=True))
    own = [(of_place[issue.file, issue.row], issue) for issue in checked.issues if (issue.file, issue.row) in of_place]
    if own:
        columns = {column.name: column.text.of(language()) for column in table.columns}
        rows = [
            {
                t("entry.line"): str(number),
                t("entry.of_line"): look.esc(saved.caption(draft.lines[number - 1])),
                t("data.field"): look.esc(columns.get(issue.column, "")),
                t("data.value"): look.esc(issue.value),
                t("data.reason"): f":red[{look.esc(issue.reason)}] {look.esc(issue.hint)}",
            }
            for number, issue in sorted(own, key=lambda one: one[0])
        ]
        look.rows(rows, "plain-lines")
    return [issue for issue in checked.issues if (issue.file, issue.row) not in of_place]
