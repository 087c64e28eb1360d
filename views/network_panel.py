"""The panel beside the network: facts of what is selected, what can be done with it, the same content as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from graph.declare import Node
from graph.texts import Language, language, t, use
from reports.gather import MOST, Scale
from reports.network import Drawing
from reports.network_views import Chains
from reports.picture import Group, Picture, hidden_around
from reports.png import png_bytes
from reports.sheet import Sheet, network_sheet
from reports.svg import svg_text
from reports.words import choice_text, number_text
from views import facts, look, network, network_saved, session
from views import network_state as state

TABLE, WHAT, ASKED = "net-table", "net-what", "net-asked"
BOXES, LINES = "o", "noi"
NAME = 220  # pixels of the table's first column


def show(
    picture: Picture, chosen: network.Chosen | None, root: str | None, found: Chains | None, drawing: Drawing
) -> None:
    """The whole panel.

    Args:
        picture: what is shown.
        chosen: box or line selected.
        root: where the picture starts; None for the whole country.
        found: chains of the path that is asked for.
        drawing: the picture with its places, for files.
    """
    network_saved.changes(picture)
    _path(picture, found)
    details, table = st.tabs([t("network_page.facts"), t("network_page.table")])
    with table:  # first: a button pressed before the browser has the table's new row would report the row before
        _table(picture, chosen)
    with details:
        _details(picture, chosen, root, found)
    _files(drawing)


def scale(chosen: Scale, boxes: int, left_out: int) -> None:
    """Say that there are more boxes than can be drawn, and what they are put together by.

    Args:
        chosen: by what.
        boxes: how many there are.
        left_out: how many of those put together still have no room.
    """
    said = t("network_page.too_many", count=number_text(boxes), most=number_text(MOST), by=chosen.text.lower())
    st.markdown(look.esc(said))
    if left_out:
        st.markdown(look.esc(t("network_page.left_out", count=number_text(left_out))))
    st.segmented_control(
        t("network_page.by"),
        list(Scale),
        format_func=lambda one: Scale(one).text,
        required=True,
        label_visibility="collapsed",
        **look.linked(state.SCALE, list(Scale), chosen),
    )


# ------------------------------------------------------------------------------------------------ details


def _details(picture: Picture, chosen: network.Chosen | None, root: str | None, found: Chains | None) -> None:
    """Facts of what is selected; nothing selected: the path, else the starting point."""
    if chosen is None and found:
        _chains(picture, found)
    elif chosen is None and root in picture.nodes:
        st.markdown(look.grey(t("network_page.hint")))
        facts.entity(picture, str(root))
    elif chosen is None:
        facts.overview(picture)
    elif chosen.kind == "edge":
        facts.line(picture, chosen.id)
    elif box := Group.read(chosen.id):
        facts.group(box)
        _button("open", "add_circle", state.expand, chosen.id)
    else:
        _buttons(picture, chosen.id)
        facts.entity(picture, chosen.id)


def _buttons(picture: Picture, entity: str) -> None:
    """What can be done with a box."""
    more = hidden_around(picture, entity)
    mine = (entity, state.ADD + entity)
    expanded = any(step in mine or step.startswith(f"{entity}#") for step in state.steps())
    asked = len(more) > 1 and st.session_state.get(ASKED) == entity
    if asked:
        with st.container(border=True, gap="xxsmall", key="net-ask"):
            st.markdown(t("network_page.ask_what"))
            _choices(entity, more)
    with st.container(horizontal=True, gap="small", key="quiet-do"):
        if len(more) == 1:
            _button("expand", "add_circle", state.expand, entity)
        elif more and not asked:
            said, sign = t("network_page.expand_which"), ":material/add_circle:"
            st.button(said, icon=sign, type="tertiary", on_click=ask, args=(entity,), key="do-ask")
        if expanded:
            _button("collapse", "do_not_disturb_on", state.collapse, entity)
        _button("around", "filter_center_focus", state.keep_around, entity)
        _button("take_out", "visibility_off", state.take_out, entity)
        _button("path", "route", state.path_from, entity)
        here, sign = look.address(look.NETWORK, goc=entity), ":material/center_focus_strong:"
        st.link_button(t("network_page.start_here"), here, icon=sign, type="tertiary")


def ask(entity: str) -> None:
    """Ask what is to be expanded, in the panel, when the box is selected next."""
    st.session_state[ASKED] = entity


def _choices(entity: str, more: Mapping[Group, int]) -> None:
    """What can be expanded, by relationship, with how many of each are not shown yet."""
    every = t("network_page.expand_all", count=number_text(sum(more.values())))
    st.button(every, type="tertiary", on_click=state.expand, args=(entity,), key="do-expand")
    for group, count in more.items():
        said = f"{group.caption}: {number_text(count)}"
        st.button(said, type="tertiary", on_click=state.expand, args=(group.id,), key=f"grow-{group.id}")


def _button(name: str, icon: str, action: Callable[[str], None], entity: str) -> None:
    said, sign = t(f"network_page.{name}"), f":material/{icon}:"
    st.button(said, icon=sign, type="tertiary", on_click=action, args=(entity,), key=f"do-{name}")


# ------------------------------------------------------------------------------------------------ a path


def _path(picture: Picture, found: Chains | None) -> None:
    """Which path is looked for, or shown, and how to end that."""
    ends = state.path()
    if not ends:
        return
    names = [look.esc(_title(picture, end)) for end in ends]
    said = "path_wanted" if len(ends) == 1 else "path_none" if not found else "path_found"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quiet-path"):
        st.markdown(t(f"network_page.{said}", a=names[0], b=names[-1], count=number_text(len(found or ()))))
        st.button(t("network_page.path_off"), icon=":material/close:", type="tertiary", on_click=state.no_path)


def _title(picture: Picture, key: str) -> str:
    entry = session.searcher().entry(key)
    return picture.nodes[key].title if key in picture.nodes else entry.name if entry else key


def _chains(picture: Picture, found: Chains) -> None:
    """Each chain, step by step, with where each step stands."""
    for place, chain in enumerate(found):
        along = Chains([chain]).lines(picture)
        st.markdown(" → ".join(look.link(key, _title(picture, key)) for key in chain))
        facts.sources_of(picture, sorted(along), f"chain-{place}")


# ------------------------------------------------------------------------------------------------ table and files


def _table(picture: Picture, chosen: network.Chosen | None) -> None:
    """The same content as tables, reachable by keyboard; a row selects its box or line, and the other way round."""
    names = {
        BOXES: t("network_page.boxes", count=number_text(len(picture.nodes))),
        LINES: t("network_page.lines", count=number_text(len(picture.bundles))),
    }
    what = st.segmented_control(
        t("network_page.table"),
        list(names),
        format_func=names.__getitem__,
        default=LINES if chosen and chosen.kind == "edge" else BOXES,
        required=True,
        label_visibility="collapsed",
        key=WHAT,
    )
    keys, rows = (_lines if what == LINES else _boxes)(picture)
    place = keys.index(chosen.id) if chosen and chosen.id in keys else None
    st.session_state[f"{TABLE}-{what}"] = {"selection": {"rows": [] if place is None else [place], "columns": []}}
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=28,
        height="content",
        column_config={t("network_page.name"): st.column_config.TextColumn(width=NAME)},
        key=f"{TABLE}-{what}",
        on_select=lambda: _select(f"{TABLE}-{what}", keys),
        selection_mode="single-row",
    )
    st.caption(t("network_page.table_hint"))


def _select(table: str, keys: Sequence[str]) -> None:
    rows = st.session_state[table].selection.rows
    look.put(**{state.SELECTED: keys[rows[0]] if rows else None})


def _boxes(picture: Picture) -> tuple[list[str], list[dict[str, Any]]]:
    """Ids and rows of the boxes, in the order of the model."""
    labels = list(Node.labels)
    nodes = sorted(picture.nodes.values(), key=lambda node: (labels.index(node.label), node.foreign, node.title))
    joined = Counter(end for edge in picture.edges.values() for end in {edge.source, edge.target})
    rows = [
        {
            t("network_page.name"): node.title,
            t("network_page.kind"): node.kind.name,
            t("network_page.state"): choice_text(node.state) if node.state else "",
            t("network_page.joined"): joined[node.id],
        }
        for node in nodes
    ]
    return [node.id for node in nodes], rows


def _lines(picture: Picture) -> tuple[list[str], list[dict[str, Any]]]:
    """Ids and rows of the lines, by the names of their ends."""
    drawn = {edge.id: edge for edge in picture.view().edges}
    titles = {key: node.title for key, node in picture.nodes.items()}
    lines = sorted(drawn.values(), key=lambda edge: (titles[edge.source], titles[edge.target], edge.id))
    rows = [
        {
            t("network_page.name"): titles[edge.source],
            t("network_page.how"): edge.title,
            t("network_page.other"): titles[edge.target],
            t("network_page.number"): edge.count,
        }
        for edge in lines
    ]
    return [edge.id for edge in lines], rows


def _files(drawing: Drawing) -> None:
    """The picture as it stands, as files: larger than the screen, or as vectors; and its places anew."""
    draw = partial(_sheet, drawing, tuple(state.hidden()), language())
    forms: tuple[tuple[str, Callable[[], bytes]], ...] = (
        ("png", lambda: png_bytes(draw())),
        ("svg", lambda: svg_text(draw()).encode()),
    )
    with st.container(horizontal=True, gap="small"):
        for form, write in forms:
            st.download_button(
                form.upper(),
                write,
                t("network_page.file", form=form),
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"picture-{form}",
            )
        again = st.query_params.get(state.AFRESH)
        said = t("network_page.as_before" if again else "network_page.afresh")
        st.button(said, icon=":material/auto_awesome_mosaic:", type="tertiary", on_click=state.afresh, key="net-afresh")
        if any(st.query_params.get(name) for name in (state.TAKEN_OUT, state.ONLY, state.HIDDEN, *state.FILTERS)):
            back = t("network_page.all_back")
            st.button(back, icon=":material/visibility:", type="tertiary", on_click=state.show_all, key="net-all")


def _sheet(drawing: Drawing, hidden: tuple[str, ...], lang: Language) -> Sheet:
    """The picture on paper, made on another thread."""
    use(lang)
    return network_sheet(drawing, hidden=hidden)
