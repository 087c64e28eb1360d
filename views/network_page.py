"""Network: start anywhere, see partners, agreements and topics; beside it the facts and sources of what is selected."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from graph.cells import Choice
from graph.declare import Node, Relationship
from graph.settings import get_settings
from graph.texts import language, t
from queries.runner import Answer
from reports.layout import Point
from reports.network import Drawing, arrange
from reports.words import choice_text, date_text, number_text
from views import look, network, session
from views.picture import Picture, agreements_picture, grow, kind_text, neighbours_picture, places_picture

HOME = "vn"
VIEWS = ("thoa-thuan", "dia-phuong")
ROOT, VIEW, SELECTED, OPENED, HIDDEN = "goc", "xem", "nut", "mo", "an"
LINES = 4000
WIDE_KINDS = {"Place", "Agency"}


def page() -> None:
    """The page; everything it shows stands in the address."""
    root = _root()
    search, views, day = st.columns([34, 28, 38], vertical_alignment="center", gap="small")
    with search:
        _search(root)
    entry = session.searcher().entry(root) if root else None
    default = VIEWS[0] if root else VIEWS[1]
    with views:
        view = default
        if entry is None or entry.label == "Place":
            chosen = st.segmented_control(
                t("network_page.view"),
                list(VIEWS),
                format_func=lambda name: t(f"network_page.view_{name.replace('-', '_')}"),
                label_visibility="collapsed",
                required=True,
                **look.linked(VIEW, VIEWS, default),
            )
            view = str(chosen or default)
    with day.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        look.day_picker()
    _show(root, view)


def _root() -> str | None:
    """Where the picture starts: from the address, else the office's own place, else the whole country."""
    wanted = st.query_params.get(ROOT)
    if wanted == "tat-ca":
        return None
    for candidate in (wanted, get_settings().office):
        if candidate and session.searcher().entry(candidate):
            return candidate
    if wanted:
        look.empty(t("network_page.no_such", text=wanted), t("network_page.no_such_next"))
    return None


def _ask(name: str, **params: Any) -> Answer:
    return session.answer(name, day=look.day(), limit=params.pop("limit", LINES), **params)


# ------------------------------------------------------------------------------------------------ search


def _search(root: str | None) -> None:
    """One box: choose from the list, or type any spelling and press Enter."""
    searcher = session.searcher()
    shown = {"tat-ca": t("network_page.everything"), **_starting_points()}
    if root and root not in shown and (entry := searcher.entry(root)):
        shown[root] = entry.name

    def chosen() -> None:
        text = st.session_state["tim"]
        if text is None:
            return
        if text in shown:
            _start(text)
            return
        hits = searcher.find(text, day=look.day(), limit=6)
        st.session_state["hits"] = (text, hits)
        if hits:
            _start(hits[0].id)

    st.session_state["tim"] = root or "tat-ca"
    st.selectbox(
        t("network_page.search"),
        list(shown),
        format_func=lambda key: shown.get(key, key),
        key="tim",
        accept_new_options=True,
        label_visibility="collapsed",
        on_change=chosen,
    )
    text, hits = st.session_state.get("hits", ("", []))
    if text and not hits:
        st.caption(t("network_page.not_found", text=look.esc(text)))
    elif len(hits) > 1 and root in {hit.id for hit in hits}:
        others = [f"[{look.esc(_hit_name(h))}]({look.address('mang', goc=h.id)})" for h in hits if h.id != root]
        st.caption(t("network_page.or_else", others=" · ".join(others[:4])))


def _hit_name(hit: Any) -> str:
    """A name with its years where the unit is one of several of that name."""
    entry = session.searcher().entry(hit.id)
    kind = kind_text(entry).rpartition(" · ")[2] if entry else ""
    years = (
        "–".join(str(d.year) if d else "" for d in (hit.valid_from, hit.valid_to))
        if hit.valid_from or hit.valid_to
        else ""
    )
    return f"{hit.name} ({', '.join(p for p in (kind, years) if p)})"


def _starting_points() -> dict[str, str]:
    """Everybody who is party to an agreement, by name."""
    rows = _ask("network_agreements").rows
    counted = Counter(row["start_node"].id for row in rows)
    named = {row["start_node"].id: row["start_node"].name for row in rows}
    twice = {name for name, count in Counter(named.values()).items() if count > 1}
    texts = {}
    for key in sorted(named, key=lambda key: (named[key], key)):
        entry = session.searcher().entry(key)
        kind = f" ({kind_text(entry).rpartition(' · ')[2]})" if entry and named[key] in twice else ""
        texts[key] = f"{named[key]}{kind} · {number_text(counted[key])}"
    return texts


def _start(root: str) -> None:
    look.put(**{ROOT: root, SELECTED: None, OPENED: None, HIDDEN: None, VIEW: None})


# ------------------------------------------------------------------------------------------------ picture and panel


@st.fragment
def _show(root: str | None, view: str) -> None:
    """Picture and panel run again alone; what the reader does is written into the address before."""
    picture = _picture(root, view)
    if not picture.nodes:
        name = entry.name if root and (entry := session.searcher().entry(root)) else t("network_page.everything")
        look.empty(t("network_page.nothing", name=name), t("network_page.nothing_next"))
        return
    hidden = tuple(st.query_params.get_all(HIDDEN))
    drawing = _drawing(picture, (root, view, look.day(), session.state()))
    chosen = _chosen(picture)
    left, right = st.columns([68, 32], gap="small")
    with left:
        network.show(
            drawing,
            key="network",
            chosen=chosen,
            hidden=hidden,
            on_choose=lambda found: look.put(**{SELECTED: found.id if found else None}),
            on_expand=_open,
            on_move=lambda moved: st.session_state["stands"].update(moved),
            on_filter=lambda kinds: look.put(**{HIDDEN: list(kinds)}),
        )
    with right, st.container(border=True, key="quiet-net"):
        facts, table = st.tabs([t("network_page.facts"), t("network_page.table")])
        with facts:
            _facts(picture, chosen)
        with table:
            _table(picture)


def _picture(root: str | None, view: str) -> Picture:
    searcher = session.searcher()
    picture = Picture(searcher.entry, _home())
    entry = searcher.entry(root) if root else None
    if entry is not None and entry.label != "Place":
        neighbours_picture(picture, _ask, entry.id)
    elif view == "dia-phuong":
        places_picture(picture, _ask, root)
    else:
        agreements_picture(picture, _ask, root)
    if entry is not None and root not in picture.nodes and not picture.nodes:
        neighbours_picture(picture, _ask, entry.id)
    for opened in st.query_params.get_all(OPENED):
        if opened in picture.nodes:
            grow(picture, _ask, opened)
    return picture


def _home() -> str:
    office = session.searcher().entry(get_settings().office)
    return office.country if office and office.country else HOME


def _drawing(picture: Picture, identity: tuple[Any, ...]) -> Drawing:
    """The boxes with their places; those of the same picture before stay where they are."""
    if st.session_state.get("picture") != identity:
        st.session_state["picture"], st.session_state["stands"] = identity, {}
    stands: dict[str, Point] = st.session_state["stands"]
    view = picture.view()
    drawing = arrange(view, stands={key: place for key, place in stands.items() if key in picture.nodes})
    stands.update(drawing.places)
    return drawing


def _chosen(picture: Picture) -> network.Chosen | None:
    key = st.query_params.get(SELECTED)
    if key in picture.nodes:
        return network.Chosen("node", str(key))
    return network.Chosen("edge", str(key)) if key in picture.edges else None


def _open(node: str) -> None:
    """Remember in the address that a box is expanded."""
    if "#" in node:
        look.put(**{SELECTED: node})
        return
    opened = st.query_params.get_all(OPENED)
    look.put(**{OPENED: [*opened, node] if node not in opened else opened, SELECTED: node})


def _facts(picture: Picture, chosen: network.Chosen | None) -> None:
    """What is known of the box or line selected, with document and section; nothing selected: where to begin."""
    if chosen is None:
        st.markdown(look.grey(t("network_page.hint")))
        degree = Counter(end for edge in picture.edges.values() for end in (edge.source, edge.target))
        best = [key for key, _ in degree.most_common() if picture.nodes[key].label in WIDE_KINDS][:12]
        st.markdown(f"**{t('network_page.most')}**")
        records = [
            {
                "n": f"**{degree[key]}**",
                "name": f"[{look.esc(picture.nodes[key].caption)}]({look.address('mang', goc=key)})",
            }
            for key in best
        ]
        look.rows(records, "n-top", header=False)
    elif chosen.kind == "edge":
        _edge_facts(picture, chosen.id)
    elif "#" in chosen.id:
        _many_facts(chosen.id)
    else:
        _entity_facts(picture, chosen.id)


def _edge_facts(picture: Picture, key: str) -> None:
    edge = picture.edges[key]
    kind = key.partition("|")[0]
    st.markdown(look.grey(Relationship.types[kind].text.of(language())))
    for end in (edge.source, edge.target):
        st.markdown(f"**{look.esc(picture.nodes[end].title)}**")
    st.markdown(look.grey(edge.title))
    _sources(picture.sources.get(key, []))


def _many_facts(key: str) -> None:
    """The list behind a box that stands for many."""
    entity, _, what = key.partition("#")
    kind, label, way = what.split(".")
    rows = [r for r in _ask("neighbours", entity=entity, relationship=kind, limit=2000).rows]
    others = [r["end_node"] if way == "out" else r["start_node"] for r in rows]
    found = [o for o in others if o.label == label and o.id != entity]
    st.markdown(f"**{number_text(len(found))} {look.esc(Node.labels[label].plural.of(language()))}**")
    look.rows([{"": look.link(o.id, o.name)} for o in found[:40]], "plain-many", header=False)


def _entity_facts(picture: Picture, entity: str) -> None:
    entry = session.searcher().entry(entity)
    node = picture.nodes[entity]
    kind = kind_text(entry) if entry else Node.labels[node.label].title.of(language())
    st.markdown(f"{look.grey(kind)}  \n**{look.esc(node.title)}**")
    if node.state is not None:
        st.markdown(look.chip(node.state, short=False))
    _properties(entity, node.label)
    _neighbours(entity)
    _statements(entity)
    with st.container(horizontal=True):
        st.button(
            t("network_page.expand"),
            icon=":material/add_circle:",
            type="tertiary",
            on_click=_open,
            args=(entity,),
            disabled=entity in st.query_params.get_all(OPENED),
        )
        st.button(
            t("network_page.start_here"),
            icon=":material/center_focus_strong:",
            type="tertiary",
            on_click=_start,
            args=(entity,),
        )


def _properties(entity: str, label: str) -> None:
    from graph.declare import columns_of

    columns = {c.attribute: c for c in columns_of(Node.labels[label])}
    facts = {row["property"]: row["value"] for row in _ask("entity_facts", entity=entity).rows}
    records = []
    for attribute, column in columns.items():
        value = facts.get(attribute)
        if attribute in ("id", "name", "lat", "lon", "inferred") or value in (None, "", []):
            continue
        records.append(
            {
                "": look.grey(column.text.of(language())),
                " ": _value(value, column.choice, facts.get(f"{attribute}_precision")),
            }
        )
    look.rows(records, "plain-facts", header=False, none=t("network_page.no_facts"))


def _value(value: Any, choice: type[Choice] | None, precision: Any) -> str:
    if choice is not None and isinstance(value, str):
        return look.esc(choice_text(choice(value)))
    if hasattr(value, "isoformat"):
        return look.esc(date_text(value, precision or "day"))
    if isinstance(value, bool):
        return t("network_page.yes") if value else t("network_page.no")
    if isinstance(value, list):
        return look.esc("; ".join(map(str, value)))
    return look.esc(number_text(value) if isinstance(value, int | float) else value)


def _neighbours(entity: str) -> None:
    """What it is joined to, by relationship."""
    groups: dict[str, list[str]] = {}
    for row in _ask("neighbours", entity=entity, limit=400).rows:
        if row["relationship"] in ("CHAINS", "STATED_IN"):
            continue
        other = row["end_node"] if row["start_node"].id == entity else row["start_node"]
        if other.id != entity:
            text = Relationship.types[row["relationship"]].text.of(language())
            groups.setdefault(text, []).append(look.link(other.id, other.name))
    records = [
        {
            "": look.grey(name),
            " ": "  \n".join(found[:6]) + (f"  \n{look.grey(f'+ {len(found) - 6}')}" if len(found) > 6 else ""),
        }
        for name, found in groups.items()
    ]
    if records:
        look.rows(records, "plain-near", header=False)


def _statements(entity: str) -> None:
    rows = _ask("statements_of", entity=entity, limit=200).rows
    if not rows:
        return
    st.markdown(f"**{t('network_page.statements')}**")
    records = []
    for row in rows[:20]:
        said = choice_text(row["status"]) if row["status"] else ""
        written = "; ".join(row["as_written"] or [])
        first = look.esc(said) if said else look.grey(written) if written else ""
        source = "".join(look.source(s.document, s.section, s.title) for s in row["sources"])
        records.append(
            {
                "": f"{first}  \n{source} {look.grey(date_text(row['said_on']))}"
                if first
                else f"{source} {look.grey(date_text(row['said_on']))}"
            }
        )
    look.rows(records, "plain-said", header=False)


def _sources(sources: list[Any]) -> None:
    if sources:
        look.rows([{"": look.source(s.document, s.section, s.title)} for s in sources[:20]], "plain-src", header=False)


def _table(picture: Picture) -> None:
    """The same content as a table, reachable by keyboard; a row selects its box."""
    order = list(Node.labels)
    nodes = sorted(picture.nodes.values(), key=lambda n: (order.index(n.label), n.foreign, n.title))
    records = [{t("network_page.name"): n.title, t("network_page.kind"): n.kind.name} for n in nodes]

    def select() -> None:
        rows = st.session_state["net-table"].selection.rows
        look.put(**{SELECTED: nodes[rows[0]].id if rows else None})

    st.dataframe(
        pd.DataFrame(records),
        hide_index=True,
        height=440,
        row_height=28,
        key="net-table",
        on_select=select,
        selection_mode="single-row",
    )
