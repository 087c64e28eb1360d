"""What every page needs of the running program: the store, the answers, the pages by address."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from queries.runner import Answer, run
from queries.search import Searcher

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

CACHED_SECONDS = 3600


@st.cache_resource
def store() -> GraphStore:
    """The graph, opened for reading, shared by all sessions."""
    return GraphStore.open(get_settings(), role="reader", model_hash=model_hash())


def state() -> str:
    """What the graph was loaded from; answers of another state are not reused."""
    return store().fingerprint() or ""


def answer(name: str, *, day: dt.date, limit: int = 500, **params: Any) -> Answer:
    """The answer to a question of the catalogue, kept until the graph changes.

    Args:
        name: question.
        day: the day of view.
        limit: rows at most.
        **params: its parameters.

    Returns:
        The answer.
    """
    return _answer(state(), name, day, limit, tuple(sorted(params.items())))


@st.cache_data(ttl=CACHED_SECONDS, max_entries=500, show_spinner=False)
def _answer(graph_state: str, name: str, day: dt.date, limit: int, params: tuple[tuple[str, Any], ...]) -> Answer:
    return run(store(), name, dict(params), as_of=day, limit=limit)


def searcher() -> Searcher:
    """Search over everything in the graph, made anew when the graph changes."""
    return _searcher(state())


@st.cache_resource(max_entries=2, show_spinner=False)
def _searcher(graph_state: str) -> Searcher:
    return Searcher.of(store())


def page(address: str) -> StreamlitPage:
    """The page at an address, for links inside the session."""
    pages: dict[str, StreamlitPage] = st.session_state["pages"]
    return pages[address]
