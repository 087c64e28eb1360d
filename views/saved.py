"""Who enters facts, and the last saves, each with its way back."""

from __future__ import annotations

import streamlit as st

from graph.errors import HopTacError
from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import language, t
from loaders.desk import Edit
from loaders.forms import entity_of
from loaders.saves import Save, history, revocable, take_back
from loaders.sheet import Cells
from views import drafts, fields, look

WHO, DONE = "entry-who", "entry-done"
SHOWN, EDITS = 12, 4


def known() -> str:
    """Who entered facts here last; "" for nobody yet."""
    return st.session_state.get(WHO) or next((one.who for one in history(get_settings())), "")


def who() -> str:
    """The name under which saves are kept; asked once on this machine."""
    return st.text_input(t("entry.who"), value=known(), key=WHO).strip()


def caption(cells: Cells) -> str:
    """A row in a few words."""
    named = cells.get("title") or cells.get("name")
    number = cells.get("number", "") if "section" in cells else ""
    return " ".join(filter(None, (number, named))) if named else " · ".join(list(cells.values())[:3])


def show(name: str) -> None:
    """The last saves.

    Args:
        name: who takes back; "" where nobody said so yet.
    """
    found = history(get_settings())
    st.subheader(t("entry.saves"), anchor=False)
    if not found:
        st.markdown(look.grey(t("entry.no_saves")))
    back = revocable(found)
    for one in found[:SHOWN]:
        with st.container(border=True, gap="xsmall"):
            st.markdown(_line(one))
            if one in back and st.button(
                t("entry.take_back"), key=f"back-{one.at}", type="tertiary", icon=":material/undo:", disabled=not name
            ):
                _take_back(one, name)


def history_of(entity: str) -> None:
    """The saves that touched an entity, for its profile; nothing where there is none.

    Args:
        entity: its id.
    """
    found = [one for one in history(get_settings()) if any(entity in _entities(edit) for edit in one.edits)]
    if found:
        st.subheader(t("entry.history"), anchor=False)
        look.rows([{"": _line(one)} for one in found[:SHOWN]], "plain-saves", header=False)


def _entities(edit: Edit) -> set[str]:
    return {entity_of(edit.kind, cells, edit.document) for cells in (edit.before, edit.after) if cells}


def _take_back(one: Save, name: str) -> None:
    settings = get_settings()
    try:
        with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
            take_back(settings, store, one, name)
    except HopTacError as error:
        look.refused(error)
        return
    drafts.stack().clear()
    st.session_state[DONE] = t("entry.taken_back")
    st.rerun()


def _line(one: Save) -> str:
    """What was saved, when, by whom and why."""
    said = " · ".join(map(look.esc, filter(None, (look.instant(one.at), one.who, one.why))))
    undone = f"{look.grey(t('entry.undoing'))} " if one.undoes else ""
    lines = [*map(_edit_line, one.edits[:EDITS])]
    if len(one.edits) > EDITS:
        lines.append(look.grey(t("entry.more_rows", count=str(len(one.edits) - EDITS))))
    return "  \n".join([*lines, f"{undone}:gray[{said}]"])


def _edit_line(edit: Edit) -> str:
    what = f"**{look.esc(caption(edit.after or edit.before or {}))}** ({look.esc(edit.kind.text.of(language()))})"
    if edit.before is None or edit.after is None:
        return f"{what} · {t('entry.added' if edit.before is None else 'entry.withdrawn')}"
    changed = [
        f"{look.esc(title)}: {look.stated(before)} → {look.stated(after)}" for title, before, after in changes(edit)
    ]
    return f"{what} · {'; '.join(changed)}"


def changes(edit: Edit) -> list[tuple[str, str, str]]:
    """The cells that an edit changes, as a person reads them.

    Args:
        edit: the edit.

    Returns:
        Heading, what stood there, what stands there now.
    """
    before, after = edit.before or {}, edit.after or {}
    return [
        (
            column.text.of(language()),
            fields.shown_text(column, before.get(column.name, "")),
            fields.shown_text(column, after.get(column.name, "")),
        )
        for column in edit.kind.columns
        if column.name in edit.touched
    ]
