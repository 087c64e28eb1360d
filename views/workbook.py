"""A workbook: what it would change, what is wrong with it where, and the button that takes its good rows."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from graph.errors import HopTacError, Issue
from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import language, t
from loaders.book import template_bytes
from loaders.desk import Edit
from loaders.edit import accept, edits_of, overlay
from loaders.load import LoadResult, load, user_name
from loaders.marked import cells_of, marked_bytes
from loaders.tables import FolderTables
from reports.words import number_text
from views import loads, look, saved

UPLOAD, CHECKED, ACCEPTED = "workbook", "workbook-checked", "workbook-accepted"


@dataclass(frozen=True)
class Seen:
    """A workbook that was looked through.

    Attributes:
        upload: which upload it is.
        name: of the file.
        content: the file.
        tables: its rows laid over the listed folders.
        result: what a load of them would do.
        issues: what is wrong with it.
        cells: the cell of each issue.
        edits: the good rows that it adds or changes.
    """

    upload: str
    name: str
    content: bytes
    tables: FolderTables
    result: LoadResult
    issues: list[Issue]
    cells: list[str]
    edits: list[Edit]


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
        _difference(_checked(upload.file_id, upload.name, upload.getvalue()))
    elif turn:
        st.success(t("data.accepted", count=number_text(turn[-1])), icon=":material/check:")
    else:
        look.empty(t("data.workbook_what"), t("data.workbook_next"))


def _checked(file_id: str, name: str, content: bytes) -> Seen:
    """What a workbook would change; checked once an upload."""
    kept: Seen | None = st.session_state.get(CHECKED)
    if kept is None or kept.upload != file_id:
        kept = _dry_run(file_id, name, content)
        st.session_state[CHECKED] = kept
    return kept


def _dry_run(file_id: str, name: str, content: bytes) -> Seen:
    settings = get_settings()
    with tempfile.TemporaryDirectory() as folder, st.status(t("data.checking"), expanded=False):
        file = Path(folder) / Path(name).name
        file.write_bytes(content)
        tables = overlay(settings, file)
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            result = load(settings, store, dry_run=True, more=(tables,))
        own = [issue for issue in result.issues if issue.folder == tables.folder]
        edits = edits_of(settings, tables, result.issues)
        return Seen(file_id, file.name, content, tables, result, own, cells_of(content, own), edits)


def _difference(seen: Seen) -> None:
    for note in seen.tables.notes:
        st.caption(look.esc(note))
    if seen.issues:
        _issues(seen)
    st.subheader(t("data.would_change"), anchor=False)
    loads.show_counts(seen.result.counts)
    if not seen.edits:
        return
    left_out = _left_out(seen)
    with st.expander(t("data.in_the_graph")):
        loads.show_changes(seen.result.changes)
    taken = number_text(len(seen.edits) - len(left_out))
    chosen = len(left_out) < len(seen.edits)
    if st.button(t("data.accept", count=taken), type="primary", icon=":material/check:", disabled=not chosen):
        _accept(seen, left_out)


def _issues(seen: Seen) -> None:
    """What cannot be taken, by sheet and cell, and the workbook in which that is marked."""
    st.subheader(t("data.cannot_take", count=number_text(len(seen.issues))), anchor=False)
    table = [
        {
            t("data.sheet"): issue.sheet,
            t("data.cell"): cell,
            t("data.value"): issue.value,
            t("data.reason"): issue.reason,
            t("data.hint"): issue.hint,
        }
        for issue, cell in zip(seen.issues, seen.cells, strict=True)
    ]
    st.dataframe(pd.DataFrame(table), hide_index=True, row_height=loads.ROW, placeholder="")
    st.download_button(
        t("data.marked"),
        partial(marked_bytes, seen.content, seen.issues),
        f"{Path(seen.name).stem}-{t('data.marked_file')}.xlsx",
        icon=":material/download:",
        help=t("data.marked_help"),
        on_click="ignore",
    )


def _left_out(seen: Seen) -> Sequence[Edit]:
    """The good rows, each with a tick; those whose tick was taken away."""
    tick = t("data.take")
    table = pd.DataFrame({tick: True, **_line(edit)} for edit in seen.edits)
    now = st.data_editor(
        table,
        hide_index=True,
        row_height=loads.ROW,
        disabled=[name for name in table.columns if name != tick],
        key=f"take-{seen.upload}",
    )
    return [edit for edit, wanted in zip(seen.edits, now[tick], strict=True) if not wanted]


def _line(edit: Edit) -> dict[str, str]:
    table, is_new = edit.kind, edit.before is None
    changed = [f"{title}: {after}" if is_new else f"{title}: {before} → {after}"
               for title, before, after in saved.changes(edit)]  # fmt: skip
    return {
        t("data.operation"): t("data.add" if is_new else "data.change"),
        t("entry.table"): table.text.of(language()),
        t("documents.document"): edit.document,
        t("data.row"): saved.caption(edit.after or {}),
        t("data.cells"): "; ".join(changed),
    }


def _accept(seen: Seen, left_out: Sequence[Edit]) -> None:
    """Keep the good rows that are wanted in the user's folder and load them; the page then starts anew."""
    settings = get_settings()
    try:
        with (
            st.status(t("data.loading"), expanded=False),
            GraphStore.open(settings, role="writer", model_hash=model_hash()) as store,
        ):
            tables, issues = seen.tables, seen.result.issues
            done = accept(settings, store, tables, issues, who=user_name(), why=seen.name, left_out=left_out)
    except HopTacError as error:
        look.refused(error)
        return
    changes = sum(sum(found.values()) for found in done.counts.values())
    st.session_state[ACCEPTED].append(changes)
    del st.session_state[CHECKED]
    st.rerun()
