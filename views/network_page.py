"""Network: start anywhere, see partners, agreements and topics; beside it the facts and sources of what is selected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from graph.names import fold
from graph.resolve import Entry
from graph.texts import language, t
from reports.facets import Facets
from reports.gather import MOST, Scale, best_scale, gather
from reports.network import Drawing, NetworkView, arrange
from reports.network_views import Chains, Sight, chains, start
from reports.picture import LINES, Group, Picture, grow, hidden_around, open_group
from reports.words import date_text, number_text
from views import look, network, network_filters, network_panel, network_saved, picker, session
from views import network_state as state
from views.frame import errors_told

SEARCH, HITS, ADDING, BUILT = "tim", "hits", "net-add", "net-built"
FOUND, OTHERS = 6, 4
HUB = 24  # more new boxes than that are not added before the reader has said which
SEARCH_WIDTH, VIEW_WIDTH = 260, 180
CSS = """<style>
.st-key-panel {
  --tall: max(440px, calc(100vh - 146px));
  min-height: var(--tall); max-height: var(--tall); overflow-y: auto
}
.st-key-quiet-do {column-gap: 14px; row-gap: 0}
[class*="st-key-grow-"] button, .st-key-net-ask button {min-height: 1.6rem}
.st-key-panel p {font-size: .93rem}
</style>"""


@dataclass(frozen=True)
class Built:
    """A picture before anything is filtered or taken out.

    Attributes:
        whole: its boxes and lines.
        stages: what it showed after each step in which it grew.
        chains: between the ends of the path that is asked for; None where none is.
        facets: what its boxes can be filtered by.
        topics: id of an agreement, task or event -> its topics.
    """

    whole: Picture
    stages: tuple[NetworkView, ...]
    chains: Chains | None
    facets: Facets
    topics: dict[str, list[str]]


@st.fragment
def page() -> None:
    """The page, which runs again alone; everything it shows stands in the address, and is written there before."""
    look.speak()
    with errors_told():
        st.html(CSS)
        wanted = st.query_params.get(state.ROOT)
        root = state.root()
        if wanted and wanted != state.EVERYTHING and root is None:
            look.empty(t("network_page.no_such", text=wanted), t("network_page.no_such_next"))
        sight = state.sight(root)
        state.remember()
        built = _built(root, sight)
        if st.query_params.get(state.PRESENTING) == "1":
            back = t("network_page.present_off")
            st.button(
                back, icon=":material/close_fullscreen:", type="tertiary", on_click=state.present, key="net-present"
            )
        else:
            _toolbar(root, sight, built)
        _show(root, sight, built)


def _toolbar(root: Entry | None, sight: Sight, built: Built) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="net-bar"):
        _search(root)
        _sight(root, sight)
        network_filters.popover(built.facets, state.choice())
        undo, off = t("network_page.undo"), not state.can_undo()
        st.button(undo, icon=":material/undo:", type="tertiary", disabled=off, on_click=state.undo, key="net-undo")
        network_saved.popover()
        st.space("stretch")
        look.day_picker()
    _other_hits(root.id if root else state.EVERYTHING)


def _sight(root: Entry | None, sight: Sight) -> None:
    """The view; where a start has one only, there is nothing to choose."""
    allowed = state.sights(root)
    if len(allowed) == 1:
        return
    st.selectbox(
        t("network_page.view"),
        allowed,
        format_func=lambda one: Sight(one).text,
        label_visibility="collapsed",
        width=VIEW_WIDTH,
        **look.linked(state.VIEW, allowed, sight),
    )


# ------------------------------------------------------------------------------------------------ search


def _search(root: Entry | None) -> None:
    """One box: choose from the list, or type any spelling and press Enter; start there, or add it to the picture."""
    shown = {state.EVERYTHING: t("network_page.everything"), **starting_points()}
    here = root.id if root else state.EVERYTHING
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
        width=SEARCH_WIDTH,
        on_change=_searched,
        args=(frozenset(shown),),
    )
    st.toggle(t("network_page.adding"), key=ADDING)


def starting_points() -> dict[str, str]:
    """Everybody who is party to an agreement, by name; with kind and years where several have the name."""
    parties = [row["start_node"] for row in session.answer("network_agreements", limit=LINES).rows]
    named = dict(sorted(((party.id, party.name) for party in parties), key=lambda item: (fold(item[1]), item[0])))
    bearers = Counter(named.values())
    entry = session.searcher().entry
    return {
        key: picker.told_apart(one) if bearers[name] > 1 and (one := entry(key)) else name
        for key, name in named.items()
    }


def _searched(known: frozenset[str]) -> None:
    """Take what was chosen, else the best hit of what was typed."""
    text = st.session_state[SEARCH]
    take: Callable[[str], None] = state.add if st.session_state.get(ADDING) else state.start_at
    if text is None or text in known:
        take(text or state.EVERYTHING)
        return
    hits = [hit.id for hit in session.searcher().find(text, day=look.day(), limit=FOUND)]
    st.session_state[HITS] = (text, hits)
    if hits:
        take(hits[0])


def _other_hits(here: str) -> None:
    """What else the typed text may mean, or that nothing was found."""
    text, hits = st.session_state.get(HITS, ("", []))
    if text and not hits:
        st.caption(t("network_page.not_found", text=look.esc(text)))
        del st.session_state[HITS]
    elif here in hits and len(hits) > 1:
        entries = [one for hit in hits if hit != here and (one := session.searcher().entry(hit))]
        links = [
            f"[{look.esc(picker.told_apart(one))}]({look.address(look.NETWORK, goc=one.id)})"
            for one in entries[:OTHERS]
        ]
        st.caption(t("network_page.or_else", others=" · ".join(links)))


# ------------------------------------------------------------------------------------------------ the picture


def _built(root: Entry | None, sight: Sight) -> Built:
    """The picture that the address asks for, made again only where that has changed."""
    key = (root, sight, tuple(state.steps()), state.path(), look.day(), session.state(), language())
    kept: tuple[object, Built] | None = st.session_state.get(BUILT)
    if kept is None or kept[0] != key or key[-2] is None:
        kept = st.session_state[BUILT] = (key, _build(root, sight))
    return kept[1]


def _build(root: Entry | None, sight: Sight) -> Built:
    entry = session.searcher().entry
    picture = Picture(session.answer, entry, state.home())
    start(picture, sight, root)
    stages = [picture.view()]
    for step in state.steps():
        added = entry(step.removeprefix(state.ADD)) if step.startswith(state.ADD) else None
        group = Group.read(step)
        if added:
            start(picture, sight if added.label == "Place" else Sight.AGREEMENTS, added)
        elif group:
            open_group(picture, group)
        elif step in picture.nodes:
            grow(picture, step)
        stages.append(picture.view())
    ends = state.path()
    found = chains(picture, *ends) if len(ends) == 2 else None
    stages.append(picture.view())
    rows = session.answer("network_attributes", limit=session.ALL).rows
    topics = {row["entity"].id: [topic.id for topic in row["topics"]] for row in rows}
    documents = {row["entity"].id: {source.document for source in row["sources"]} for row in rows}
    return Built(picture, tuple(stages), found, Facets(picture, topics, documents), topics)


def _shown(built: Built) -> Picture:
    """What is left of the picture by filters, and by what the reader took out."""
    picture = built.facets.keep(state.choice())
    picture.take_out(st.query_params.get_all(state.TAKEN_OUT))
    if only := st.query_params.get(state.ONLY):
        picture.keep_around(only)
    return picture


def _gathered(built: Built, picture: Picture) -> Scale | None:
    """What the boxes are put together by, where there are more than can be drawn."""
    if len(picture.nodes) <= MOST:
        return None
    written = st.query_params.get(state.SCALE, "")
    return Scale(written) if written in tuple(Scale) else best_scale(picture, built.topics)


def _drawing(
    built: Built, picture: Picture, identity: tuple[object, ...], heading: str, note: str, *, own: bool
) -> Drawing:
    """The boxes with their places; those of the same picture before stay where they are.

    Args:
        built: the whole picture.
        picture: what is shown of it.
        identity: of the picture; another one is placed anew.
        heading: title for presentations and paper.
        note: line below.
        own: whether its boxes are others than those of the whole picture.
    """
    again = own or bool(st.query_params.get(state.AFRESH))
    standing = state.standing()
    identity = (*identity, st.query_params.get(state.SAVED), sorted(picture.nodes) if again else None)
    if standing.identity != identity:
        saved = network_saved.opened()
        standing.identity, standing.stands = identity, dict(saved.places) if saved else {}
    view = picture.view(heading=heading, note=note)
    if again:
        drawing = arrange(view, stands=standing.stands)
    else:
        drawing = arrange(built.whole.view(), stands=standing.stands, stages=built.stages).of(view)
    standing.stands.update(drawing.places)
    return drawing


def _show(root: Entry | None, sight: Sight, built: Built) -> None:
    """Picture and panel."""
    if not built.whole.nodes:
        name = root.name if root else t("network_page.everything")
        look.empty(t("network_page.nothing", name=name), t("network_page.nothing_next"))
        return
    picture = _shown(built)
    boxes, scale = len(picture.nodes), _gathered(built, picture)
    if scale:
        picture = gather(picture, scale, built.topics)
    chosen = _chosen(picture)
    identity = (root.id if root else None, sight, look.day(), session.state(), language(), scale)
    drawing = _drawing(built, picture, identity, *_words(picture, root), own=scale is not None)
    network_saved.note_shown(picture, drawing)
    lit = _lit(picture, built.chains)
    if st.query_params.get(state.PRESENTING) == "1":
        _canvas(drawing, picture, chosen, lit, presenting=True)
        return
    left, right = st.columns([68, 32], gap="small")
    with left:
        _canvas(drawing.of(replace(drawing.view, heading="", note="")), picture, chosen, lit)
    with right, st.container(border=True, key="panel"):
        if scale:
            network_panel.scale(scale, boxes, picture.left_out)
        network_panel.show(picture, chosen, root.id if root else None, built.chains, drawing)


def _words(picture: Picture, root: Entry | None) -> tuple[str, str]:
    """Title above the picture and line below it, for presentations and paper."""
    documents = {source.document for key in picture.edges for source in picture.sources.get(key, ())}
    day = t("look.as_of", day=date_text(look.day()))
    note = t("network_page.note", day=day, count=number_text(len(documents)))
    return root.name if root else t("network_page.everything"), note


def _chosen(picture: Picture) -> network.Chosen | None:
    key = st.query_params.get(state.SELECTED, "")
    if key in picture.nodes:
        return network.Chosen("node", key)
    drawn = next((first for first, lines in picture.bundles.items() if key in lines), None)
    return network.Chosen("edge", drawn) if drawn else None


def _lit(picture: Picture, found: Chains | None) -> network.Lit | None:
    """What stays bright for a path."""
    if not found:
        return None
    along = found.lines(picture)
    drawn = {first for first, lines in picture.bundles.items() if along.intersection(lines)}
    return network.Lit(found.boxes, drawn)


def _canvas(
    drawing: Drawing,
    picture: Picture,
    chosen: network.Chosen | None,
    lit: network.Lit | None,
    *,
    presenting: bool = False,
) -> None:
    network.show(
        drawing,
        key="network",
        chosen=chosen,
        lit=lit,
        hidden=state.hidden(),
        presenting=presenting,
        on_choose=state.select,
        on_expand=partial(_expand, picture),
        on_move=state.moved,
        on_filter=lambda kinds: look.put(**{state.HIDDEN: list(kinds)}),
    )


def _expand(picture: Picture, node: str) -> None:
    """Show what is around a box; a hub is selected, and the panel asks what of it."""
    if Group.read(node) is None and sum(hidden_around(picture, node).values()) > HUB:
        network_panel.ask(node)
        look.put(**{state.SELECTED: node})
    else:
        state.expand(node)
