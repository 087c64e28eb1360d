"""Cypher: a reading statement of one's own, with the model beside it; it can be stopped, and the page stays alive."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from graph.declare import Node, Relationship, columns_of
from graph.errors import HopTacError, QueryError
from graph.log import log_error
from graph.settings import get_settings
from graph.store import GraphNode, GraphPath, GraphRelationship, GraphStore, Stop
from graph.texts import Language, language, t, use
from queries.adhoc import CypherAnswer, run_cypher
from reports.network import NetworkEdge, NetworkNode, NetworkView
from reports.spreadsheet import xlsx_bytes
from reports.terminal import csv_text
from reports.words import number_text
from views import look, session
from views.network import still

STATEMENT, PAGE = "lenh", "cypher"
JOB = "cypher-job"
LONGEST = 3000  # letters of a statement in an address
TICK = 0.4  # seconds between two looks at a running statement
DRAWN = 60
EXAMPLES = {
    "cypher_page.example_partners": (
        "MATCH (p:Place)-[:PARTY_TO]->(g:Agreement)<-[:PARTY_TO]-(q:Place)\n"
        "WHERE p.country = 'vn' AND q.country <> 'vn'\n"
        "RETURN p.name AS ours, q.name AS theirs, count(DISTINCT g) AS agreements\n"
        "ORDER BY agreements DESC, ours, theirs LIMIT 25"
    ),
    "cypher_page.example_picture": "MATCH (p:Place {id: 'vn.bac-giang'})-[r:PARTY_TO]->(g:Agreement) RETURN p, r, g",
    "cypher_page.example_tasks": (
        "MATCH (a:Agency)-[:LEADS]->(t:Task)\nRETURN a.name AS body, count(t) AS tasks ORDER BY tasks DESC LIMIT 20"
    ),
    "cypher_page.example_sources": (
        "MATCH (g:Agreement)-[s:STATED_IN]->(d:Document)\n"
        "RETURN g.name AS agreement, d.name AS document, s.sections AS sections, s.status AS status\n"
        "ORDER BY agreement, document LIMIT 50"
    ),
}


@dataclass
class Job:
    """A statement that runs on a thread of its own.

    Attributes:
        statement: what runs.
        stop: its button.
        begun: when, by the monotonic clock.
        answer: once it is there.
        error: why there is none.
    """

    statement: str
    stop: Stop = field(default_factory=Stop)
    begun: float = field(default_factory=time.monotonic)
    answer: CypherAnswer | None = None
    error: HopTacError | None = None

    @property
    def running(self) -> bool:
        """Whether neither answer nor error is there."""
        return self.answer is None and self.error is None

    def start(self, store: GraphStore, limit: int, seconds: float, lang: Language) -> None:
        """Run on a thread; the page looks for the answer."""
        threading.Thread(target=self._run, args=(store, limit, seconds, lang), daemon=True).start()

    def _run(self, store: GraphStore, limit: int, seconds: float, lang: Language) -> None:
        use(lang)
        try:
            self.answer = run_cypher(store, self.statement, limit=limit, seconds=seconds, stop=self.stop)
        except HopTacError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001  a thread has nobody else to tell; the log has the traceback
            self.error = QueryError(t("frame.unexpected", kind=type(error).__name__), log_error(error))


def page() -> None:
    """The page; the statement stands in the address once it has run."""
    look.head(t("cypher_page.title"))
    left, right = st.columns([70, 30], gap="medium")
    with right, st.container(key="quiet-schema"):
        _schema()
    with left:
        _editor()
        _shown()


def _editor() -> None:
    """The statement with its limits."""
    limits = get_settings().limits
    st.session_state.setdefault("cypher-text", st.query_params.get(STATEMENT, next(iter(EXAMPLES.values()))))
    st.text_area(
        t("cypher_page.statement"), key="cypher-text", height=170, label_visibility="collapsed", max_chars=20_000
    )
    job: Job | None = st.session_state.get(JOB)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(
            t("cypher_page.run"),
            icon=":material/play_arrow:",
            type="primary",
            on_click=_run,
            disabled=bool(job and job.running),
        )
        st.number_input(t("cypher_page.rows"), 1, 100_000, limits.rows, key="cypher-rows", width=130)
        longest = int(session.store().longest_seconds)
        st.number_input(t("cypher_page.seconds"), 1, longest, int(limits.seconds), key="cypher-seconds", width=130)
        with st.popover(t("cypher_page.examples"), type="tertiary"):
            for key, statement in EXAMPLES.items():
                st.button(t(key), type="tertiary", key=key, on_click=partial(_take, statement))


def _take(statement: str) -> None:
    st.session_state["cypher-text"] = statement


def _run() -> None:
    """Start what is written; the address names it."""
    statement = st.session_state["cypher-text"].strip()
    if not statement:
        return
    look.put(**{STATEMENT: statement if len(statement) <= LONGEST else None})
    job = st.session_state[JOB] = Job(statement)
    job.start(session.store(), st.session_state["cypher-rows"], st.session_state["cypher-seconds"], language())


def _shown() -> None:
    job: Job | None = st.session_state.get(JOB)
    if job is None:
        st.markdown(look.grey(t("cypher_page.start")))
    elif job.running:
        _waiting()
    elif job.error:
        look.empty(job.error.what, look.esc(job.error.next_step))
    elif job.answer:
        _answer(job.answer)


@st.fragment(run_every=TICK)
def _waiting() -> None:
    """How long it has run, and the button that ends it; the whole page runs again when it is over."""
    look.speak()
    job: Job = st.session_state[JOB]
    if not job.running:
        st.rerun()
    if job.stop.pressed:
        job.stop.press()  # the server may not have known it yet when it was pressed
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        seconds = number_text(round(time.monotonic() - job.begun, 1))
        st.markdown(look.grey(t("cypher_page.running", seconds=seconds)), width="content")
        st.button(t("cypher_page.stop"), icon=":material/stop:", on_click=job.stop.press, disabled=job.stop.pressed)


def _answer(answer: CypherAnswer) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        key = "cypher_page.cut" if answer.truncated else "cypher_page.count"
        st.markdown(t(key, rows=number_text(len(answer.rows))), width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            _files(answer)
    if not answer.rows:
        look.empty(t("cypher_page.no_rows"))
        return
    _picture(answer)
    table = pd.DataFrame(answer.flat(), columns=pd.Index(_once(answer.columns)))
    st.dataframe(table, hide_index=True, height=min(len(table), 18) * 28 + 40, row_height=28, placeholder="")


def _once(columns: tuple[str, ...]) -> list[str]:
    """Column names, a second one of a name told apart."""
    return [
        f"{name} ({columns[:at].count(name) + 1})" if name in columns[:at] else name for at, name in enumerate(columns)
    ]


def _files(answer: CypherAnswer) -> None:
    content = csv_text(answer.columns, answer.flat()).encode("utf-8-sig")
    buttons: tuple[tuple[str, Any], ...] = (
        ("csv", content),
        ("xlsx", partial(xlsx_bytes, "cypher", list(answer.columns), answer.flat())),
    )
    for form, data in buttons:
        st.download_button(
            form.upper(), data, f"cypher.{form}", icon=":material/download:", type="tertiary", on_click="ignore"
        )


# ------------------------------------------------------------------------------------------------ the picture


def _picture(answer: CypherAnswer) -> None:
    """Nodes and relationships of the rows as a network."""
    view = network_of(answer)
    if not view.nodes or not view.edges:
        return
    if len(view.nodes) > DRAWN:
        st.caption(t("cypher_page.too_many", count=number_text(len(view.nodes)), most=str(DRAWN)))
        return
    still(view)


def network_of(answer: CypherAnswer) -> NetworkView:
    """The nodes and relationships in an answer, wherever they stand in its rows.

    Args:
        answer: of a person's own statement.

    Returns:
        The view; relationships without both their nodes are left out.
    """
    nodes: dict[str, NetworkNode] = {}
    edges: dict[str, NetworkEdge] = {}
    for thing in _things(answer.rows):
        if isinstance(thing, GraphNode):
            nodes[thing.element_id] = _node(thing)
        else:
            title = (
                Relationship.types[thing.type].text.of(language()) if thing.type in Relationship.types else thing.type
            )
            edges[f"r{thing.element_id}"] = NetworkEdge(
                f"r{thing.element_id}", thing.start, thing.end, title, arrow=True
            )
    kept = [edge for edge in edges.values() if edge.source in nodes and edge.target in nodes]
    return NetworkView(tuple(nodes[key] for key in sorted(nodes)), tuple(sorted(kept, key=lambda edge: edge.id)))


def _things(value: Any) -> Iterator[GraphNode | GraphRelationship]:
    match value:
        case GraphNode() | GraphRelationship():
            yield value
        case GraphPath():
            yield from value.nodes
            yield from value.relationships
        case list() | tuple():
            for item in value:
                yield from _things(item)
        case dict():
            yield from _things(list(value.values()))


def _node(node: GraphNode) -> NetworkNode:
    label = next((one for one in node.labels if one in Node.labels), "Document")
    name = str(node.properties.get("name") or node.properties.get("id") or label)
    foreign = node.properties.get("country") not in (None, "vn")
    return NetworkNode(node.element_id, label, name, title=name, foreign=foreign)


# ------------------------------------------------------------------------------------------------ the model


def _schema() -> None:
    """Labels with their properties, relationship types with what they mean."""
    st.markdown(f":gray[{look.esc(t('cypher_page.labels'))}]")
    for label, node in Node.labels.items():
        with st.expander(f"{label} · {node.title.of(language())}"):
            columns = [column for column in columns_of(node) if column.is_property]
            st.markdown("  \n".join(f"`{c.attribute}` {look.esc(c.text.of(language()))}" for c in columns))
    st.markdown(f":gray[{look.esc(t('cypher_page.types'))}]")
    lines = (f"`{name}` {look.esc(kind.text.of(language()))}" for name, kind in Relationship.types.items())
    with st.expander(t("cypher_page.all_types")):
        st.markdown("  \n".join(lines))
    st.caption(t("cypher_page.rules"))
