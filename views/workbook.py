"""A workbook: what it would change, what is wrong with it, and the button that takes its good rows."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import t
from loaders.book import template_bytes
from loaders.edit import accept, overlay
from loaders.load import LoadResult, load, user_name
from loaders.tables import FolderTables
from reports.words import number_text
from views import loads, look

UPLOAD, CHECKED, ACCEPTED = "workbook", "workbook-checked", "workbook-accepted"


def show() -> None:
    """Choose a file, see the difference, accept it."""
    left, right = st.columns([70, 30], vertical_alignment="bottom")
    turn = st.session_state.setdefault(ACCEPTED, [])
    upload = left.file_uploader(t("data.choose_workbook"), type=["xlsx"], key=f"{UPLOAD}-{len(turn)}")
    right.download_button(
        t("data.template"),
        template_bytes,
        file_name="hoptac-mau.xlsx",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    if upload is not None:
        _difference(*_checked(upload.file_id, upload.name, upload.getvalue()))
    elif turn:
        st.success(t("data.accepted", count=number_text(turn[-1])), icon=":material/check:")
    else:
        look.empty(t("data.workbook_what"), t("data.workbook_next"))


def _checked(file_id: str, name: str, content: bytes) -> tuple[FolderTables, LoadResult]:
    """What a workbook would change; checked once an upload."""
    kept = st.session_state.get(CHECKED)
    if kept is None or kept[0] != file_id:
        kept = file_id, *_dry_run(name, content)
        st.session_state[CHECKED] = kept
    return kept[1], kept[2]


def _dry_run(name: str, content: bytes) -> tuple[FolderTables, LoadResult]:
    settings = get_settings()
    with tempfile.TemporaryDirectory() as folder, st.status(t("data.checking"), expanded=False):
        file = Path(folder) / Path(name).name
        file.write_bytes(content)
        tables = overlay(settings, file)
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            return tables, load(settings, store, dry_run=True, more=(tables,))


def _difference(tables: FolderTables, result: LoadResult) -> None:
    for note in tables.notes:
        st.caption(look.esc(note))
    st.subheader(t("data.would_change"), anchor=False)
    loads.show_counts(result.counts)
    loads.show_changes(result.changes)
    own = [issue for issue in result.issues if issue.folder == tables.folder]
    if own:
        st.subheader(t("data.cannot_take", count=number_text(len(own))), anchor=False)
        loads.show_issues(own)
    if any(result.counts.values()) and st.button(t("data.accept"), type="primary", icon=":material/check:"):
        _accept(tables, result)


def _accept(tables: FolderTables, result: LoadResult) -> None:
    """Keep the good rows in the user's folder and load them; the page then starts anew."""
    settings = get_settings()
    with (
        st.status(t("data.loading"), expanded=False),
        GraphStore.open(settings, role="writer", model_hash=model_hash()) as store,
    ):
        done = accept(settings, store, tables, result.issues, who=user_name(), why=Path(tables.folder).name)
    changes = sum(sum(found.values()) for found in done.counts.values())
    st.session_state[ACCEPTED].append(changes)
    del st.session_state[CHECKED]
    st.rerun()
