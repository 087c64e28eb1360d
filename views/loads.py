"""What loads did: the ledger, counts, changes one by one, and what could not be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from graph.declare import Node, Relationship, title_of
from graph.errors import Issue
from graph.settings import get_settings
from graph.texts import language, t
from loaders.load import Counts, read_ledger
from reports.words import number_text
from views import look

ENTRIES, LINES, SEEN = 100, 500, 8
ROW, HEADER = 28, 36
OPERATIONS = {"added": "add", "changed": "change", "removed": "remove"}


def ledger() -> None:
    """Every load: when, who, how much; the one chosen with its changes."""
    entries = read_ledger(get_settings().home, ENTRIES)
    if not entries:
        look.empty(t("data.no_loads"), t("data.no_loads_next"))
        return
    picked = st.dataframe(
        pd.DataFrame(map(_ledger_line, entries)),
        hide_index=True,
        row_height=ROW,
        height=min(SEEN, len(entries)) * ROW + HEADER,
        column_config=_numbers(*OPERATIONS, "issues"),
        key="loads",
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = picked.selection.rows
    entry = entries[rows[0] if rows else 0]
    st.subheader(t("data.load_of", at=look.instant(entry["at"])), anchor=False)
    show_counts(entry["counts"])
    show_changes(entry["changes"])
    if entry["counts"]["added"] and not entry["changes"]:
        st.caption(t("data.first_load"))
    for name, count in entry["kept"].items():
        st.markdown(look.grey(t("data.kept", name=name, rows=number_text(count))))


def _ledger_line(entry: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {t(f"data.{what}"): sum(entry["counts"][what].values()) for what in OPERATIONS}
    return {
        t("data.at"): look.instant(entry["at"]),
        t("data.who"): entry["who"],
        **numbers,
        t("data.issues"): entry["issues"],
        t("data.folders"): ", ".join(Path(folder).name for folder in entry["folders"]),
    }


def show_counts(counts: Counts) -> None:
    """How many of each label and type were added, changed and removed.

    Args:
        counts: as a load gives them.
    """
    kinds = [kind for kind in (*Node.labels, *Relationship.types) if any(kind in found for found in counts.values())]
    if not kinds:
        st.markdown(look.grey(t("data.no_difference")))
        return
    table = [
        {
            t("data.what"): title_of(kind, language()),
            **{t(f"data.{what}"): counts[what].get(kind) for what in OPERATIONS},
        }
        for kind in kinds
    ]
    st.dataframe(
        pd.DataFrame(table),
        hide_index=True,
        row_height=ROW,
        height="content",
        placeholder="",
        column_config=_numbers(*OPERATIONS),
    )


def _numbers(*columns: str) -> dict[str, Any]:
    return {t(f"data.{name}"): st.column_config.NumberColumn(format="localized") for name in columns}


def show_changes(lines: Sequence[Mapping[str, Any]]) -> None:
    """Changes one by one, field by field.

    Args:
        lines: as a load gives them.
    """
    if not lines:
        return
    words = {operation: t(f"data.{operation}") for operation in OPERATIONS.values()}
    table = [
        {
            t("data.operation"): words[line["op"]],
            t("data.what"): title_of(line["type"], language()),
            t("data.key"): line["key"],
            t("data.field"): line["field"] or "",
            t("data.before"): _text(line["before"]),
            t("data.after"): _text(line["after"]),
        }
        for line in lines[:LINES]
    ]
    st.dataframe(pd.DataFrame(table), hide_index=True, row_height=ROW)
    if len(lines) > LINES:
        st.caption(t("data.more_lines", count=number_text(len(lines) - LINES)))


def show_issues(issues: Sequence[Issue]) -> None:
    """What could not be taken, where, why, and what to do.

    Args:
        issues: of a load.
    """
    if not issues:
        look.empty(t("data.no_issues"), t("data.no_issues_next"))
        return
    table = [
        {
            t("data.file"): issue.file + (f" [{issue.sheet}]" if issue.sheet else ""),
            t("data.row"): issue.row,
            t("data.column"): issue.column,
            t("data.value"): issue.value,
            t("data.reason"): issue.reason,
            t("data.hint"): issue.hint,
        }
        for issue in issues
    ]
    st.dataframe(pd.DataFrame(table), hide_index=True, row_height=ROW, placeholder="")


def _text(value: object) -> str:
    return "" if value is None else "; ".join(map(str, value)) if isinstance(value, list) else str(value)
