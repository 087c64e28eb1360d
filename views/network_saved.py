"""Named views of the network: kept, opened, renamed, passed on as a file; and what has changed since one was kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from graph.settings import get_settings
from graph.texts import t
from reports.layout import Point
from reports.network import Drawing
from reports.picture import Picture
from reports.saved_views import LONGEST, BadViewError, SavedView, Shelf, SinceThen, compare
from reports.words import date_text, number_text
from views import look
from views import network_state as state

SHOWN, NAME, RENAME, GIVEN, SAID = "net-shown", "net-name", "net-rename", "net-file", "net-said"
LISTED = 12
LARGEST = 5_000_000  # bytes of a file


@dataclass(frozen=True)
class Shown:
    """What the page shows now."""

    boxes: dict[str, str]
    lines: dict[str, tuple[str, str]]
    places: dict[str, Point]


def shelf() -> Shelf:
    """The named views of this person."""
    return Shelf(get_settings().home)


def opened() -> SavedView | None:
    """The named view that the address names."""
    key = st.query_params.get(state.SAVED)
    return shelf().get(key) if key else None


def note_shown(picture: Picture, drawing: Drawing) -> None:
    """Note what is shown, for whoever saves it."""
    st.session_state[SHOWN] = Shown(
        {key: node.title for key, node in picture.nodes.items()},
        {key: (edge.source, edge.target) for key, edge in picture.edges.items()},
        {key: drawing.places[key] for key in picture.nodes},
    )


# ------------------------------------------------------------------------------------------------ the popover


def popover() -> None:
    """Presentation, and everything that can be done with named views."""
    with st.popover(t("network_page.sight"), icon=":material/visibility:", type="tertiary"):
        present = t("network_page.present")
        st.button(present, icon=":material/slideshow:", type="tertiary", on_click=state.present, key="net-present")
        _mine()
        name = st.text_input(t("network_page.save_as"), key=NAME, max_chars=LONGEST)
        save = t("network_page.save")
        st.button(save, icon=":material/bookmark_add:", on_click=_save, disabled=not name.strip(), key="net-save")
        st.file_uploader(t("network_page.from_file"), type=["json"], key=GIVEN, on_change=_take)
        if said := st.session_state.pop(SAID, None):
            st.error(said)


def _mine() -> None:
    """The named views as links, and what can be done with the open one."""
    views, here = shelf().all(), st.query_params.get(state.SAVED, "")
    if views:
        st.markdown(f"**{look.esc(t('network_page.saved'))}**")
    for key, view in views.items():
        day = look.grey(date_text(view.saved_on))
        if key != here:
            st.markdown(f"[{look.esc(view.name)}]({address(key, view)}) {day}")
            continue
        st.markdown(f"**{look.esc(view.name)}** {day}")
        st.session_state.setdefault(RENAME, view.name)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(t("network_page.rename"), key=RENAME, max_chars=LONGEST, on_change=_rename, args=(key,))
            file, text = f"{key}.json", view.to_json()
            st.download_button(
                t("network_page.to_file"), text, file, icon=":material/download:", type="tertiary", on_click="ignore"
            )
            again = t("network_page.save_again")
            st.button(again, icon=":material/save:", type="tertiary", on_click=_save_again, args=(key,))
            st.button(
                t("network_page.forget"), icon=":material/delete:", type="tertiary", on_click=_forget, args=(key,)
            )


def address(key: str, view: SavedView) -> str:
    """The address that opens a view."""
    return look.address(look.NETWORK, **{**view.params, state.SAVED: key})


def _now(name: str) -> SavedView:
    shown: Shown = st.session_state[SHOWN]
    params = {key: values for key, values in state.params().items() if key != state.SAVED}
    return SavedView(name.strip(), look.today(), params, shown.places, shown.boxes, tuple(shown.lines))


def _save() -> None:
    key = shelf().add(_now(st.session_state[NAME]))
    st.session_state[NAME] = ""
    st.session_state[RENAME] = shelf().all()[key].name
    look.put(**{state.SAVED: key})


def _save_again(key: str) -> None:
    shelf().put(key, _now(shelf().all()[key].name))


def _rename(key: str) -> None:
    name = st.session_state[RENAME].strip()
    if name:
        shelf().put(key, replace(shelf().all()[key], name=name))


def _forget(key: str) -> None:
    shelf().remove(key)
    look.put(**{state.SAVED: None})


def _take() -> None:
    """Keep a view that somebody passed on, and open it."""
    given = st.session_state[GIVEN]
    if given is None:
        return
    try:
        view = SavedView.read(given.getvalue()[:LARGEST].decode("utf-8"))
    except (BadViewError, UnicodeDecodeError):
        st.session_state[SAID] = f"{t('network_page.bad_view')} {t('network_page.bad_view_next')}"
        return
    key = shelf().add(view)
    look.put(**{**dict.fromkeys(state.STATE), **view.params, state.SAVED: key})


# ------------------------------------------------------------------------------------------------ what has changed


def changes(picture: Picture) -> None:
    """Say what is new and what is gone since the open view was kept, as long as nothing else is shown.

    Args:
        picture: what is shown.
    """
    view = opened()
    if view is None:
        return
    here = {key: values for key, values in state.params().items() if key != state.SAVED}
    day = date_text(view.saved_on)
    if here != view.params:
        st.markdown(look.grey(t("network_page.since_moved", name=view.name)))
        return
    lines = {key: (edge.source, edge.target) for key, edge in picture.edges.items()}
    since = compare(view, picture.nodes, lines)
    if not since:
        st.markdown(look.grey(t("network_page.since_same", name=view.name, day=day)))
        return
    counts = {"new": len(since.new) + len(since.new_lines), "gone": len(since.gone) + since.gone_lines}
    said = {name: number_text(count) for name, count in counts.items()}
    with st.expander(t("network_page.since", name=look.esc(view.name), day=day, **said), expanded=True):
        _listed(picture, since)


def _listed(picture: Picture, since: SinceThen) -> None:
    for key in since.new[:LISTED]:
        said = t("network_page.is_new", name=picture.nodes[key].title)
        st.button(said, type="tertiary", on_click=_select, args=(key,), key=f"grow-new-{key}")
    for key in since.new_lines[:LISTED]:
        edge = picture.edges[key]
        ends = " – ".join(picture.nodes[end].title for end in (edge.source, edge.target))
        said = t("network_page.is_new", name=f"{ends} ({edge.title})")
        st.button(said, type="tertiary", on_click=_select, args=(key,), key=f"grow-new-{key}")
    if since.gone:
        st.markdown("  \n".join(look.esc(t("network_page.is_gone", name=name)) for name in since.gone[:LISTED]))
    if since.gone_lines:
        st.markdown(look.esc(t("network_page.lines_gone", count=number_text(since.gone_lines))))


def _select(key: str) -> None:
    look.put(**{state.SELECTED: key})
