"""Data page: loads, what could not be taken, what is to be mended, a workbook to check, and what the words mean."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.declare import Column, Node, Relationship, Table, columns_of
from graph.model import TABLES
from graph.settings import get_settings
from graph.texts import language, t
from loaders.load import read_issues, read_ledger
from reports.words import choice_text, number_text
from views import loads, look, quality, workbook

PART = "phan"
LOADS, ISSUES, QUALITY, WORKBOOK, DICTIONARY = "lan-nap", "loi", "chat-luong", "nap-xlsx", "tu-dien"
PARTS = (LOADS, ISSUES, QUALITY, WORKBOOK, DICTIONARY)
COUNTED = 1000


def page() -> None:
    """The page."""
    home = get_settings().home
    issues = read_issues(home)
    number = number_text(len(read_ledger(home, COUNTED)))
    look.head(t("data.title"), t("data.sentence", loads=number, issues=number_text(len(issues))))
    match _part():
        case "loi":
            loads.show_issues(issues)
        case "chat-luong":
            quality.show()
        case "nap-xlsx":
            workbook.show()
        case "tu-dien":
            _dictionary()
        case _:
            loads.ledger()


def _part() -> str:
    names = dict(zip(PARTS, ("loads", "issues", "quality", "workbook", "dictionary"), strict=True))
    chosen = st.segmented_control(
        t("data.part"),
        PARTS,
        format_func=lambda part: t(f"data.{names[part]}"),
        required=True,
        label_visibility="collapsed",
        **look.linked(PART, PARTS, LOADS),
    )
    return str(chosen or LOADS)


# ------------------------------------------------------------------------------------------------ what the words mean


def _dictionary() -> None:
    """Labels with their properties, relationship types and tables, from the model."""
    st.subheader(t("data.labels"), anchor=False)
    for label, node in Node.labels.items():
        with st.expander(f"{node.title.of(language())} · {label}"):
            _frame([_column_line(column) for column in columns_of(node)])
    st.subheader(t("data.relationships"), anchor=False)
    _frame([_relationship_line(relationship) for relationship in Relationship.types.values()])
    st.subheader(t("data.tables"), anchor=False)
    _frame([_table_line(table) for table in TABLES])


def _frame(lines: list[dict[str, str]]) -> None:
    st.dataframe(pd.DataFrame(lines), hide_index=True, row_height=loads.ROW)


def _column_line(column: Column) -> dict[str, str]:
    choices = ", ".join(map(choice_text, column.choice)) if column.choice else ""
    refers_to = ", ".join(_title(label) for label in column.refers_to)
    return {
        t("data.name"): column.text.of(language()),
        t("data.code"): column.name,
        t("data.holds"): choices or refers_to or t(f"data.cell_{column.cell.type}"),
        t("data.help"): column.text.help,
    }


def _relationship_line(relationship: Relationship) -> dict[str, str]:
    return {
        t("data.name"): relationship.text.of(language()),
        t("data.code"): relationship.type,
        t("data.ends"): ", ".join(f"{_title(start)} → {_title(end)}" for start, end in relationship.ends),
    }


def _table_line(table: Table) -> dict[str, str]:
    return {
        t("data.name"): table.text.of(language()),
        t("data.file"): table.file_name,
        t("data.columns"): ", ".join(column.name + "!" * column.required for column in table.columns),
    }


def _title(label: str) -> str:
    return Node.labels[label].title.of(language()) if label in Node.labels else label
