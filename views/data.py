"""Data page: what the words mean, what was loaded when, what could not be taken, and a workbook to check."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from graph.declare import Node, Relationship, columns_of
from graph.errors import HopTacError
from graph.model import TABLES, model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import language, t
from loaders.edit import accept, overlay
from loaders.load import LoadResult, load, read_issues, read_ledger
from loaders.tables import FolderTables
from loaders.workbook import template_bytes
from views import look

LINES = 500


def page() -> None:
    """The page."""
    look.head(
        t("data.title"), t("data.sentence", loads=len(read_ledger(get_settings().home, 1000)), issues=_issue_count())
    )
    parts: dict[str, Callable[[], None]] = {
        "lan-nap": _loads,
        "loi": _issues,
        "nap-xlsx": _workbook,
        "tu-dien": _dictionary,
    }
    names = {"lan-nap": "data.loads", "loi": "data.issues", "nap-xlsx": "data.workbook", "tu-dien": "data.dictionary"}
    chosen = st.segmented_control(
        t("data.part"),
        list(parts),
        format_func=lambda part: t(names[part]),
        required=True,
        label_visibility="collapsed",
        **look.linked("phan", list(parts), "lan-nap"),
    )
    parts[str(chosen or "lan-nap")]()


def _issue_count() -> int:
    return len(read_issues(get_settings().home))


def _loads() -> None:
    """Every load: when, who, how much; the one chosen with its changes."""
    entries = read_ledger(get_settings().home, 100)
    if not entries:
        look.empty(t("data.no_loads"), t("data.no_loads_next"))
        return
    table = [
        {
            t("data.at"): look.instant(entry["at"]),
            t("data.who"): entry["who"],
            t("data.added"): sum(entry["counts"]["added"].values()),
            t("data.changed"): sum(entry["counts"]["changed"].values()),
            t("data.removed"): sum(entry["counts"]["removed"].values()),
            t("data.issues"): entry["issues"],
            t("data.folders"): ", ".join(Path(folder).name for folder in entry["folders"]),
        }
        for entry in entries
    ]
    picked = st.dataframe(
        pd.DataFrame(table),
        hide_index=True,
        row_height=28,
        height=min(9, len(table) + 1) * 28 + 10,
        key="loads",
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = picked.selection.rows  # type: ignore[attr-defined]
    entry = entries[rows[0] if rows else 0]
    st.subheader(t("data.load_of", at=look.instant(entry["at"])), anchor=False)
    _show_counts(entry["counts"])
    _show_lines(entry["changes"], first=bool(entry["counts"]["added"]) and not entry["changes"])
    for name, count in entry["kept"].items():
        st.markdown(f":gray[{look.esc(t('data.kept', name=name, rows=count))}]")


def _show_counts(counts: dict[str, dict[str, int]]) -> None:
    kinds = sorted({kind for found in counts.values() for kind in found}, key=_kind_order)
    if not kinds:
        st.markdown(f":gray[{t('data.no_difference')}]")
        return
    heads = {"added": t("data.added"), "changed": t("data.changed"), "removed": t("data.removed")}
    table = [{t("data.what"): _kind_name(k), **{h: counts[op].get(k) for op, h in heads.items()}} for k in kinds]
    st.dataframe(pd.DataFrame(table), hide_index=True, row_height=28, placeholder="")


def _kind_order(kind: str) -> tuple[int, int, str]:
    labels = list(Node.labels)
    return (0, labels.index(kind), "") if kind in labels else (1, 0, kind)


def _kind_name(kind: str) -> str:
    text = Node.labels[kind].title if kind in Node.labels else Relationship.types[kind].text
    return text.of(language())


def _show_lines(lines: list[dict[str, Any]], *, first: bool = False) -> None:
    if not lines:
        if first:
            st.caption(t("data.first_load"))
        return
    words = {"add": t("data.add"), "change": t("data.change"), "remove": t("data.remove")}
    table = [
        {
            t("data.operation"): words[line["op"]],
            t("data.what"): _kind_name(line["type"]),
            t("data.key"): line["key"],
            t("data.field"): line["field"] or "",
            t("data.before"): _text(line["before"]),
            t("data.after"): _text(line["after"]),
        }
        for line in lines[:LINES]
    ]
    st.dataframe(pd.DataFrame(table), hide_index=True, row_height=28)
    if len(lines) > LINES:
        st.caption(t("data.more_lines", count=len(lines) - LINES))


def _text(value: object) -> str:
    return "" if value is None else "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _issues() -> None:
    """What the last load could not take."""
    _show_issues(read_issues(get_settings().home))


def _show_issues(issues: list[Any]) -> None:
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
    st.dataframe(pd.DataFrame(table), hide_index=True, row_height=28, placeholder="")


def _workbook() -> None:
    """A workbook: what it would change, what is wrong with it, and the button that takes it."""
    left, right = st.columns([70, 30], vertical_alignment="bottom")
    upload = left.file_uploader(t("data.choose_workbook"), type=["xlsx"], key="workbook")
    right.download_button(
        t("data.template"),
        template_bytes,
        file_name="hoptac-mau.xlsx",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    if upload is None:
        look.empty(t("data.workbook_what"), t("data.workbook_next"))
        return
    try:
        tables, result = _dry_run(upload.name, upload.getvalue())
    except HopTacError as error:
        look.refused(error)
        return
    for note in tables.notes:
        st.caption(note)
    st.subheader(t("data.would_change"), anchor=False)
    _show_counts(result.counts)
    _show_lines(list(result.changes))  # type: ignore[arg-type]
    own = [issue for issue in result.issues if issue.folder == tables.folder]
    if own:
        st.subheader(t("data.cannot_take", count=len(own)), anchor=False)
        _show_issues(own)
    if result.changes and st.button(t("data.accept"), type="primary", icon=":material/check:"):
        accept(get_settings(), tables, result.issues)
        done = _load_now()
        st.success(t("data.accepted", count=len(done.changes)))


def _dry_run(name: str, content: bytes) -> tuple[FolderTables, LoadResult]:
    """What a workbook would change."""
    settings = get_settings()
    with tempfile.TemporaryDirectory() as folder, st.status(t("data.checking"), expanded=False):
        file = Path(folder) / Path(name).name
        file.write_bytes(content)
        tables = overlay(settings, file)
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            return tables, load(settings, store, dry_run=True, more=(tables,))


def _load_now() -> LoadResult:
    settings = get_settings()
    with (
        st.status(t("data.loading"), expanded=False),
        GraphStore.open(settings, role="writer", model_hash=model_hash()) as store,
    ):
        return load(settings, store)


def _dictionary() -> None:
    """Labels, relationship types and tables, from the model."""
    st.subheader(t("data.labels"), anchor=False)
    for label, node in Node.labels.items():
        with st.expander(f"{node.title.of(language())} · {label}"):
            st.caption((node.__doc__ or "").strip().partition("\n")[0])
            rows = [_column_row(c) for c in columns_of(node)]
            st.dataframe(pd.DataFrame(rows), hide_index=True, row_height=28)
    st.subheader(t("data.relationships"), anchor=False)
    rows = [
        {
            t("data.name"): r.text.of(language()),
            t("data.code"): kind,
            t("data.ends"): ", ".join(f"{a} → {b}" for a, b in r.ends),
        }
        for kind, r in Relationship.types.items()
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, row_height=28)
    st.subheader(t("data.tables"), anchor=False)
    rows = [
        {
            t("data.name"): table.text.of(language()),
            t("data.file"): table.file_name,
            t("data.columns"): ", ".join(c.name + ("!" if c.required else "") for c in table.columns),
        }
        for table in TABLES
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, row_height=28)


def _column_row(column: Any) -> dict[str, str]:
    choices = ", ".join(c.vi if language() == "vi" else c.en for c in column.choice) if column.choice else ""
    return {
        t("data.name"): column.text.of(language()),
        t("data.code"): column.name,
        t("data.holds"): choices or ", ".join(column.refers_to) or column.cell.type,
        t("data.help"): column.text.help,
    }
