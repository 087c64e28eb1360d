"""The way back from a backup: what it would change is shown before anything is replaced."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from graph.errors import HopTacError
from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import t, use
from loaders.backup import restore_backup, staged_by
from loaders.load import LoadResult, load
from views import loads, look, session

SEEN, DONE = "restore-seen", "restore-done"


@dataclass(frozen=True)
class Seen:
    """A backup that was looked through.

    Attributes:
        upload: which upload it is.
        result: what a load of it would do.
    """

    upload: str
    result: LoadResult


def show() -> None:
    """Choose a backup, see the difference, take it."""
    turn = st.session_state.setdefault(DONE, 0)
    upload = st.file_uploader(t("settings.choose_backup"), type=["zip"], key=f"restore-{turn}")
    if upload is None:
        if turn:
            st.success(t("settings.restored"), icon=":material/check:")
        return
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "hop-tac.zip"
            file.write_bytes(upload.getvalue())
            _offer(upload.file_id, file)
    except HopTacError as error:
        look.refused(error)


def _offer(upload: str, file: Path) -> None:
    result = _checked(upload, file)
    if result.issues:
        loads.show_issues(result.issues)
    st.markdown(t("data.would_change"))
    loads.show_counts(result.counts)
    loads.show_changes(result.changes)
    st.caption(t("settings.restore_note"))
    if st.button(t("settings.restore"), type="primary", icon=":material/settings_backup_restore:"):
        _take(file)


def _checked(upload: str, file: Path) -> LoadResult:
    """What taking a backup would do; looked at once an upload."""
    kept: Seen | None = st.session_state.get(SEEN)
    if kept is None or kept.upload != upload:
        settings = get_settings()
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            kept = Seen(upload, load(settings, store, dry_run=True, staged=staged_by(settings, file)))
        st.session_state[SEEN] = kept
    return kept.result


def _take(file: Path) -> None:
    """Replace what is the user's, and load it; the page then starts anew."""
    restore_backup(get_settings(), file)
    get_settings.cache_clear()
    use(None)
    session.forget_answers()
    settings = get_settings()
    with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
        load(settings, store)
    del st.session_state[SEEN]
    st.session_state[DONE] += 1
    st.rerun()
