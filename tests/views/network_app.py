"""A page with the network component and nothing else; it says what it was told, for test_network_browser.py."""

import streamlit as st

from graph.life import AgreementState
from reports.layout import Point
from reports.network import NetworkEdge, NetworkNode, NetworkView, arrange
from views import links, network

NODES = [
    NetworkNode("vn.bac-giang", "Place", "Bắc Giang", title="<b>tỉnh</b> Bắc Giang", big=True),
    NetworkNode("la.xaysomboun", "Place", "Xay Sôm Bun", title="<img src=x onerror=alert(1)>", foreign=True),
    NetworkNode("agr.x", "Agreement", "Thỏa thuận hợp tác\n2021–2025", state=AgreementState.EXPIRING),
    NetworkNode("topic.y-te", "Topic", "Y tế"),
]
EDGES = [
    NetworkEdge("party-1", "vn.bac-giang", "agr.x", title="bên tham gia"),
    NetworkEdge("party-2", "la.xaysomboun", "agr.x", title="bên tham gia"),
    NetworkEdge("about", "agr.x", "topic.y-te", title="về lĩnh vực"),
]
state = st.session_state


def choose(chosen: network.Chosen | None) -> None:
    state["chosen"] = chosen


def expand(node: str) -> None:
    state["opened"] = [*state.get("opened", []), node]


def move(places: dict[str, Point]) -> None:
    state["places"] |= places


def hide(kinds: tuple[str, ...]) -> None:
    state["hidden"] = kinds


def many() -> tuple[list[NetworkNode], list[NetworkEdge]]:
    """As many boxes as the address says."""
    count = int(st.query_params.get("boxes", "0"))
    nodes = [NetworkNode(f"n{i}", "Task", f"Việc số {i}") for i in range(count)]
    return nodes, [NetworkEdge(f"e{i}", f"n{i}", f"n{i // 3}") for i in range(1, count)]


st.set_page_config(layout="wide", page_icon="static/icon.png")
links.follow()
nodes, edges = many()
nodes, edges = (nodes, edges) if nodes else (list(NODES), list(EDGES))
for parent in state.get("opened", []):
    nodes += [NetworkNode(f"{parent}.{i}", "Task", f"Việc {i}") for i in range(3)]
    edges += [NetworkEdge(f"{parent}-{i}", parent, f"{parent}.{i}", title="thực hiện") for i in range(3)]
drawing = arrange(NetworkView(tuple(nodes), tuple(edges)), stands=state.get("places"))
state["places"] = dict(drawing.places)
network.show(
    drawing,
    key="network",
    chosen=state.get("chosen"),
    hidden=state.get("hidden", ()),
    on_choose=choose,
    on_expand=expand,
    on_move=move,
    on_filter=hide,
)
if st.button("Chọn y tế"):
    state["chosen"] = network.Chosen("node", "topic.y-te")
    st.rerun()
chosen = state.get("chosen")
st.text(f"chosen: {chosen.kind} {chosen.id}" if chosen else "chosen: nothing")
st.text(f"boxes: {len(nodes)}")
st.text(f"hidden: {', '.join(state.get('hidden', ())) or 'nothing'}")
st.text("place: {:.0f} {:.0f}".format(*state["places"].get("topic.y-te", (0, 0))))
st.markdown("[ở lại](/?boxes=2)")
