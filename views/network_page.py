"""Network: start anywhere, see partners, agreements and topics; beside it the facts and sources of what is selected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from graph.declare import Node
from graph.names import fold
from graph.resolve import Entry
from graph.settings import get_settings
from graph.texts import t
from reports.layout import Point
from reports.network import Drawing, arrange
from reports.picture import LINES, Group, Picture, agreements_picture, grow, kind_word, places_picture
from reports.png import png_bytes
from reports.sheet import network_sheet
from reports.svg import svg_text
from reports.words import date_text, number_text
from views import facts, look, network, session
from views.frame import errors_told

HOME = "vn"
EVERYTHING = "tat-ca"
AGREEMENTS, PLACES = "thoa-thuan", "dia-phuong"
VIEWS = (AGREEMENTS, PLACES)
ROOT, VIEW, SELECTED, EXPANDED, HIDDEN = "goc", "xem", "nut", "mo", "an"
TAKEN_OUT, ONLY, PRESENTING = "bo", "chi", "trinh-chieu"
OWN_STATE = (SELECTED, EXPANDED, HIDDEN, VIEW, TAKEN_OUT, ONLY)
SEARCH, HITS, TABLE = "tim", "hits", "net-table"
PICTURE, STANDS = "picture", "stands"
FOUND, OTHERS = 6, 4
NAME = 220  # pixels of the table's first column
CSS = """<style>
.st-key-panel {
  --tall: max(440px, calc(100vh - 146px));
  min-height: var(--tall); max-height: var(--tall); overflow-y: auto
}
.st-key-panel p {font-size: .93rem}
</style>"""


def page() -> None:
    """The page; everything it shows stands in the address."""
    root = _root()
    search, views, day = st.columns([34, 28, 38], vertical_alignment="center", gap="small")
    with search:
        _search(root)
    with views:
        view = _view(root)
    st.html(CSS)
    with day.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if st.query_params.get(TAKEN_OUT) or st.query_params.get(ONLY):
            st.button(t("network_page.all_back"), icon=":material/undo:", type="tertiary", on_click=_all_back)
        st.toggle(t("network_page.present"), **_presenting())
        look.day_picker()
    _show(root.id if root else None, view)


def _presenting() -> dict[str, Any]:
    """The switch for presentations, which stands in the address."""
    st.session_state[PRESENTING] = st.query_params.get(PRESENTING) == "1"
    return {
        "key": PRESENTING,
        "on_change": lambda: look.put(**{PRESENTING: "1" if st.session_state[PRESENTING] else None}),
    }


def _all_back() -> None:
    look.put(**dict.fromkeys((TAKEN_OUT, ONLY)))


def _root() -> Entry | None:
    """Where the picture starts: what the address says, else the office's own place; None is the whole country."""
    wanted = st.query_params.get(ROOT)
    if wanted == EVERYTHING:
        return None
    entry = session.searcher().entry
    found = entry(wanted or get_settings().office)
    if wanted and not found:
        look.empty(t("network_page.no_such", text=wanted), t("network_page.no_such_next"))
    return found


def _view(root: Entry | None) -> str:
    """By agreements or by places; anything but a place has one view only."""
    if root is not None and root.label != "Place":
        return AGREEMENTS
    default = AGREEMENTS if root else PLACES
    names = {AGREEMENTS: t("network_page.view_agreements"), PLACES: t("network_page.view_places")}
    chosen = st.segmented_control(
        t("network_page.view"),
        VIEWS,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        required=True,
        **look.linked(VIEW, VIEWS, default),
    )
    return str(chosen or default)


# ------------------------------------------------------------------------------------------------ search


def _search(root: Entry | None) -> None:
    """One box: choose from the list, or type any spelling and press Enter."""
    shown = {EVERYTHING: t("network_page.everything"), **starting_points()}
    here = root.id if root else EVERYTHING
    if root:
        shown.setdefault(here, root.name)
    st.session_state[SEARCH] = here
    st.selectbox(
        t("network_page.search"),
        list(shown),
        format_func=lambda key: shown.get(key, key),
        key=SEARCH,
        accept_new_options=True,
        label_visibility="collapsed",
        on_change=_searched,
        args=(frozenset(shown),),
    )
    _other_hits(here)


def starting_points() -> dict[str, str]:
    """Everybody who is party to an agreement, by name; with kind and years where several have the name."""
    parties = [row["start_node"] for row in session.answer("network_agreements", limit=LINES).rows]
    named = dict(sorted(((party.id, party.name) for party in parties), key=lambda item: (fold(item[1]), item[0])))
    bearers = Counter(named.values())
    entry = session.searcher().entry
    return {
        key: f"{name} ({_told_apart(one)})" if bearers[name] > 1 and (one := entry(key)) else name
        for key, name in named.items()
    }


def _told_apart(entry: Entry) -> str:
    """Kind and years of a unit."""
    years = [str(day.year) if day else "" for day in (entry.valid_from, entry.valid_to)]
    return ", ".join(filter(None, (kind_word(entry), "–".join(years) if any(years) else "")))


def _searched(known: frozenset[str]) -> None:
    """Start at what was chosen, else at the best hit of what was typed."""
    text = st.session_state[SEARCH]
    if text is None or text in known:
        _start(text)
        return
    hits = [hit.id for hit in session.searcher().find(text, day=look.day(), limit=FOUND)]
    st.session_state[HITS] = (text, hits)
    if hits:
        _start(hits[0])


def _start(root: str | None) -> None:
    look.put(**dict.fromkeys(OWN_STATE), **{ROOT: root or EVERYTHING})


def _other_hits(here: str) -> None:
    """What else the typed text may mean, or that nothing was found."""
    text, hits = st.session_state.get(HITS, ("", []))
    if text and not hits:
        st.caption(t("network_page.not_found", text=look.esc(text)))
        del st.session_state[HITS]
    elif here in hits and len(hits) > 1:
        entries = [one for hit in hits if hit != here and (one := session.searcher().entry(hit))]
        links = [
            f"[{look.esc(f'{one.name} ({_told_apart(one)})')}]({look.address(look.NETWORK, goc=one.id)})"
            for one in entries[:OTHERS]
        ]
        st.caption(t("network_page.or_else", others=" · ".join(links)))


# ------------------------------------------------------------------------------------------------ picture and panel


@st.fragment
def _show(root: str | None, view: str) -> None:
    """Picture and panel run again alone; what the reader does is written into the address before."""
    with errors_told():
        picture = _picture(root, view)
        if not picture.nodes:
            entry = session.searcher().entry(root) if root else None
            name = entry.name if entry else t("network_page.everything")
            look.empty(t("network_page.nothing", name=name), t("network_page.nothing_next"))
            return
        chosen = _chosen(picture)
        drawing = _drawing(picture, (root, view, look.day(), session.state()), *_words(picture, root))
        if st.query_params.get(PRESENTING) == "1":
            _canvas(drawing, chosen, presenting=True)
            return
        left, right = st.columns([68, 32], gap="small")
        with left:
            bare = replace(drawing, view=replace(drawing.view, heading="", note=""))
            _canvas(bare, chosen)
        with right, st.container(border=True, key="panel"):
            details, table = st.tabs([t("network_page.facts"), t("network_page.table")])
            with details:
                _details(picture, chosen, root)
            with table:
                _table(picture)
            _files(drawing)


def _words(picture: Picture, root: str | None) -> tuple[str, str]:
    """Title above the picture and line below it, for presentations and paper."""
    entry = session.searcher().entry(root) if root else None
    documents = {source.document for sources in picture.sources.values() for source in sources}
    day = t("look.as_of", day=date_text(look.day()))
    note = t("network_page.note", day=day, count=number_text(len(documents)))
    return entry.name if entry else t("network_page.everything"), note


def _files(drawing: Drawing) -> None:
    """The picture as it stands, as files: larger than the screen, or as vectors."""
    hidden = st.query_params.get_all(HIDDEN)
    forms: tuple[tuple[str, Callable[[], bytes]], ...] = (
        ("png", lambda: png_bytes(network_sheet(drawing, hidden=hidden))),
        ("svg", lambda: svg_text(network_sheet(drawing, hidden=hidden)).encode()),
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


def _picture(root: str | None, view: str) -> Picture:
    """The boxes and lines of the view, with what the reader has expanded."""
    entry = session.searcher().entry
    picture = Picture(session.answer, entry, _home())
    start = entry(root) if root else None
    if start is None or start.label == "Place":
        (places_picture if view == PLACES else agreements_picture)(picture, place=root)
    elif start.label == "Topic":
        agreements_picture(picture, topic=root)
    if start and start.id not in picture.nodes:
        grow(picture, start.id)
        picture.stress(start.id)
    for expanded in st.query_params.get_all(EXPANDED):
        if expanded in picture.nodes:
            grow(picture, expanded)
    picture.take_out(st.query_params.get_all(TAKEN_OUT))
    if only := st.query_params.get(ONLY):
        picture.keep_around(only)
    return picture


def _home() -> str:
    """The country of our side: the office's, else Việt Nam."""
    office = session.searcher().entry(get_settings().office)
    return (office and office.country) or HOME


def _drawing(picture: Picture, identity: tuple[object, ...], heading: str, note: str) -> Drawing:
    """The boxes with their places; those of the same picture before stay where they are."""
    if st.session_state.get(PICTURE) != identity:
        st.session_state[PICTURE], st.session_state[STANDS] = identity, {}
    stands: dict[str, Point] = st.session_state[STANDS]
    view = picture.view(heading=heading, note=note)
    drawing = arrange(view, stands={key: at for key, at in stands.items() if key in picture.nodes})
    stands.update(drawing.places)
    return drawing


def _chosen(picture: Picture) -> network.Chosen | None:
    key = st.query_params.get(SELECTED, "")
    if key in picture.nodes:
        return network.Chosen("node", key)
    return network.Chosen("edge", key) if key in picture.edges else None


def _canvas(drawing: Drawing, chosen: network.Chosen | None, *, presenting: bool = False) -> None:
    network.show(
        drawing,
        key="network",
        chosen=chosen,
        hidden=st.query_params.get_all(HIDDEN),
        presenting=presenting,
        on_choose=lambda found: look.put(**{SELECTED: found.id if found else None}),
        on_expand=_expand,
        on_move=lambda moved: st.session_state[STANDS].update(moved),
        on_filter=lambda kinds: look.put(**{HIDDEN: list(kinds)}),
    )


def _expand(node: str) -> None:
    """Remember in the address that a box is expanded; one that stands for many shows its list instead."""
    state: dict[str, str | list[str] | None] = {SELECTED: node}
    expanded = st.query_params.get_all(EXPANDED)
    if Group.read(node) is None and node not in expanded:
        state[EXPANDED] = [*expanded, node]
    look.put(**state)


def _collapse(node: str) -> None:
    """Take back that a box is expanded."""
    look.put(**{EXPANDED: [key for key in st.query_params.get_all(EXPANDED) if key != node]})


def _take_out(node: str) -> None:
    """Leave a box out of the picture."""
    look.put(**{TAKEN_OUT: [*st.query_params.get_all(TAKEN_OUT), node], SELECTED: None})


def _keep_around(node: str) -> None:
    """Show a box and what is joined to it only."""
    look.put(**{ONLY: node})


def _details(picture: Picture, chosen: network.Chosen | None, root: str | None) -> None:
    """Facts of what is selected; nothing selected: of the starting point."""
    if chosen is None and root in picture.nodes:
        st.markdown(look.grey(t("network_page.hint")))
        facts.entity(picture, str(root))
    elif chosen is None:
        facts.overview(picture)
    elif chosen.kind == "edge":
        facts.line(picture, chosen.id)
    elif box := Group.read(chosen.id):
        facts.group(box)
    else:
        facts.entity(picture, chosen.id)
        _buttons(chosen.id)


def _buttons(entity: str) -> None:
    """What can be done with a box."""
    expanded = entity in st.query_params.get_all(EXPANDED)
    actions: tuple[tuple[str, str, Callable[[str], None]], ...] = (
        ("collapse", "do_not_disturb_on", _collapse) if expanded else ("expand", "add_circle", _expand),
        ("around", "filter_center_focus", _keep_around),
        ("take_out", "visibility_off", _take_out),
    )
    with st.container(horizontal=True, gap="small"):
        for name, icon, action in actions:
            said, sign = t(f"network_page.{name}"), f":material/{icon}:"
            st.button(said, icon=sign, type="tertiary", on_click=action, args=(entity,), key=f"do-{name}")
        here, sign = look.address(look.NETWORK, goc=entity), ":material/center_focus_strong:"
        st.link_button(t("network_page.start_here"), here, icon=sign, type="tertiary")


def _table(picture: Picture) -> None:
    """The same content as a table, reachable by keyboard; a row selects its box."""
    labels = list(Node.labels)
    nodes = sorted(picture.nodes.values(), key=lambda node: (labels.index(node.label), node.foreign, node.title))

    def select() -> None:
        rows = st.session_state[TABLE].selection.rows
        look.put(**{SELECTED: nodes[rows[0]].id if rows else None})

    name, kind = t("network_page.name"), t("network_page.kind")
    st.dataframe(
        pd.DataFrame([{name: node.title, kind: node.kind.name} for node in nodes]),
        hide_index=True,
        row_height=28,
        height="content",
        column_config={name: st.column_config.TextColumn(width=NAME)},
        key=TABLE,
        on_select=select,
        selection_mode="single-row",
    )
    st.caption(t("network_page.table_hint"))
