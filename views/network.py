"""The network on a page: a two-way component that draws pyvis's network with pyvis's own bundled vis-network.

Python owns everything: what is shown, chosen and hidden, and where boxes stand. The browser draws it and reports what
the reader does; nothing is fetched from another host.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from graph.declare import Colours
from graph.life import AgreementState
from graph.texts import language, t
from reports.boxes import LINE_HEIGHT, Weight, outline, svg_path
from reports.layout import Point
from reports.looks import EDGE, INK, ON_SOLID, STATES, TINT
from reports.network import Drawing, Kind, NetworkEdge, NetworkNode, NetworkView, arrange
from reports.sheet import DASHES, NUMBER, network_sheet
from reports.svg import svg_text
from reports.words import number_text

HERE = Path(__file__).parent
VIS = "lib/vis-9.1.2/vis-network.min.js"
WEIGHTS: Mapping[Weight, int] = {"Regular": 400, "Medium": 500, "SemiBold": 600}
SWATCH = (34.0, 21.0)
STILL = 900  # pixels a small picture is wide at most
MANY = 400  # boxes from which lines are left out while the picture is dragged
HTML = (
    '<div class="frame"><div class="top"><div class="heading"></div><div class="legend"></div>'
    '<div class="tools"></div></div><div class="stage"><div class="canvas"></div><div class="states"></div>'
    '<div class="hint" role="status"></div></div><div class="note"></div></div>'
)


@dataclass(frozen=True)
class Chosen:
    """What the reader chose in the picture.

    Attributes:
        kind: box or line.
        id: of the node or edge of the view.
    """

    kind: Literal["node", "edge"]
    id: str


@dataclass(frozen=True)
class Lit:
    """What stays bright while nothing is chosen: boxes and lines on a path.

    Attributes:
        boxes: their ids.
        lines: their ids.
    """

    boxes: Collection[str]
    lines: Collection[str]


def show(
    drawing: Drawing,
    *,
    key: str,
    chosen: Chosen | None = None,
    lit: Lit | None = None,
    hidden: Collection[str] = (),
    presenting: bool = False,
    on_choose: Callable[[Chosen | None], None],
    on_expand: Callable[[str], None] = lambda _: None,
    on_move: Callable[[dict[str, Point]], None] = lambda _: None,
    on_filter: Callable[[tuple[str, ...]], None] = lambda _: None,
) -> None:
    """Draw a network. What the reader does is reported before the page runs again; keep it and pass it in the next run.

    Args:
        drawing: boxes and places.
        key: of the component in this session.
        chosen: box or line that is emphasised.
        lit: what stays bright while nothing is chosen.
        hidden: ids of the kinds that the legend switches off.
        presenting: white and larger, whatever the theme.
        on_choose: a click on a box or line; None for a click beside.
        on_expand: a double click on a box, with its id.
        on_move: boxes dragged, with their places; pass them as `stands` of the next drawing.
        on_filter: ids of the kinds switched off now.
    """

    def report(event: str) -> Any:
        return st.session_state[key].get(event)

    def choose() -> None:
        said = report("select")
        on_choose(Chosen(said["kind"], said["id"]) if said["id"] else None)

    with st.container(gap=None):
        _library()(key=f"{key}-library")
        _component()(
            key=key,
            data=payload(drawing, chosen=chosen, lit=lit, hidden=hidden, presenting=presenting),
            on_select_change=choose,
            on_expand_change=lambda: on_expand(report("expand")),
            on_move_change=lambda: on_move({id_: (float(x), float(y)) for id_, (x, y) in report("move").items()}),
            on_filter_change=lambda: on_filter(tuple(report("filter"))),
        )


def still(view: NetworkView) -> None:
    """Draw a small network that only has to be looked at.

    Args:
        view: what is shown.
    """
    sheet = network_sheet(arrange(view))
    st.image(svg_text(sheet), width=min(round(sheet.width), STILL))


@cache
def _component() -> Any:
    """The component, registered once."""
    return st.components.v2.component(
        "network",
        html=HTML,
        css=(HERE / "network.css").read_text(encoding="utf-8"),
        js=(HERE / "network.js").read_text(encoding="utf-8"),
    )


@cache
def _library() -> Any:
    """A component without a face that brings vis-network: sent once, while the network is sent at each change."""
    import pyvis  # brings IPython with it: half a second that only this page needs

    vis = (Path(pyvis.__file__).parent / VIS).read_text(encoding="utf-8")
    script = (
        "const exports = {}, module = { exports }, define = undefined;\n"
        f"(function () {{{vis}\n}}).call(globalThis);\n"
        'globalThis[Symbol.for("hoptac.vis")] = module.exports;\ndispatchEvent(new Event("hoptac-vis"));\n'
        "export default function () {}\n"
    )
    return st.components.v2.component("network_library", html=" ", js=script)


# ------------------------------------------------------------------------------------------------ what the browser gets


def payload(
    drawing: Drawing,
    *,
    chosen: Chosen | None = None,
    lit: Lit | None = None,
    hidden: Collection[str] = (),
    presenting: bool = False,
) -> dict[str, Any]:
    """Everything the browser needs to draw a network.

    Args:
        drawing: boxes and places.
        chosen: box or line that is emphasised.
        lit: what stays bright while nothing is chosen.
        hidden: ids of the kinds that are switched off.
        presenting: white and larger.

    Returns:
        Plain values for JSON; colours are pairs for the light and the dark page.
    """
    view = drawing.view
    network = _network(drawing)
    outlined = list(dict.fromkeys(n.state for n in view.nodes if n.state and _shows(n.state)))
    styles = {_style_id(n.kind, n.state): _style(n.kind, n.state) for n in view.nodes}
    styles |= {_style_id(kind, None): _style(kind, None) for kind in view.legend}
    agreement = Kind("Agreement")
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": _options(view),
        "styles": styles | {_style_id(agreement, state): _style(agreement, state) for state in outlined},
        "legend": [
            {"kind": kind.id, "name": kind.name, "count": count, "style": _style_id(kind, None), "path": _swatch(kind)}
            for kind, count in view.legend.items()
        ],
        "states": [
            {"name": _lower(state), "style": _style_id(agreement, state), "path": _swatch(agreement)}
            for state in sorted(outlined, key=list(STATES).index)
        ],
        "line": _pair(EDGE),
        "lineHeight": LINE_HEIGHT,
        "numberSize": NUMBER,
        "words": {
            **{name: t(f"network.{name}") for name in ("fit", "fullscreen", "png", "file", "toggle")},
            "hint": t("network.hint", count=len(view.nodes)),
            "canvas": t("network.canvas", nodes=len(view.nodes), edges=len(view.edges)),
        },
        "heading": view.heading,
        "note": view.note,
        "presenting": presenting,
        "selected": {"kind": chosen.kind, "id": chosen.id} if chosen else None,
        "lit": {"boxes": sorted(lit.boxes), "lines": sorted(lit.lines)} if lit else None,
        "hidden": sorted(hidden),
    }


def _network(drawing: Drawing) -> Any:
    """The view as pyvis's network."""
    from pyvis.network import Network

    network = Network(directed=True)  # undirected ones drop parallel lines
    for node in drawing.view.nodes:
        network.add_node(node.id, label=" ", shape="custom", **_node(drawing, node))
    for edge in drawing.view.edges:
        network.add_edge(edge.source, edge.target, **_edge(edge))
    return network


def _node(drawing: Drawing, node: NetworkNode) -> dict[str, Any]:
    box, (x, y) = drawing.boxes[node.id], drawing.places[node.id]
    return {
        "x": x,
        "y": y,
        "w": box.width,
        "h": box.height,
        "path": svg_path(box.outline),
        "lines": list(box.lines),
        "size": box.size,
        "weight": WEIGHTS[box.weight],
        "title": node.title if node.title != " ".join(box.lines) else "",
        "kind": node.kind.id,
        "style": _style_id(node.kind, node.state),
        "stack": node.members > 1,
    }


def _edge(edge: NetworkEdge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "title": edge.title,
        "width": edge.width,
        "dashes": list(DASHES[edge.line]) or False,
        "arrows": "to" if edge.arrow else "",
        "label": number_text(edge.count) if edge.count > 1 else None,
    }


def _options(view: NetworkView) -> dict[str, Any]:
    """Options of vis-network: it lays nothing out and moves nothing by itself."""
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "edges": {"smooth": False, "hoverWidth": 0, "selectionWidth": 0, "arrows": {"to": {"scaleFactor": 0.6}}},
        "interaction": {
            "hover": True,
            "tooltipDelay": 200,
            "hideEdgesOnDrag": len(view.nodes) > MANY,
            "selectConnectedEdges": False,
        },
    }


# ------------------------------------------------------------------------------------------------ colours and outlines


def _style_id(kind: Kind, state: AgreementState | None) -> str:
    return f"{kind.id}:{state}" if state and _shows(state) else kind.id


def _shows(state: AgreementState) -> bool:
    """Whether a state changes the outline of a box."""
    look = STATES[state]
    return look.ring or look.faded or look.line != "solid"


def _style(kind: Kind, state: AgreementState | None) -> dict[str, Any]:
    """How boxes of a kind and state are filled and outlined."""
    colours, solid = kind.colours, kind.look.solid
    look = STATES[state] if state else None
    faded = look is not None and look.faded
    return {
        "fill": None if faded else _pair(colours) if solid else _tint(colours),
        "line": _pair(look.mark if look and faded else colours),
        "width": 1.4,
        "dash": list(DASHES[look.line]) if look else [],
        "ring": _pair(look.mark) if look and look.ring else None,
        "ink": _pair(ON_SOLID if solid else INK),
    }


def _pair(colours: Colours) -> list[str]:
    return [colours.light, colours.dark]


def _tint(colours: Colours) -> list[str]:
    return [f"{colour}{round(part * 255):02x}" for colour, part in zip(_pair(colours), TINT, strict=True)]


def _swatch(kind: Kind) -> str:
    return svg_path(outline(kind.look.shape, *SWATCH))


def _lower(state: AgreementState) -> str:
    """A state's name within a sentence."""
    name = state.vi if language() == "vi" else state.en
    return name[0].lower() + name[1:]
