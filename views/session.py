"""What every page needs of the running program: the graph, answers about it, search in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from graph.model import model_hash
from graph.settings import get_settings
from graph.store import GraphStore
from graph.texts import Language, language
from queries.runner import LIMIT, Answer, run
from queries.search import Searcher
from views import look

HOME = "vn"  # while no office is chosen
ALL = 20_000  # rows of what is counted or drawn whole
CACHED_SECONDS = 3600

Params = Mapping[str, Any]


@st.cache_resource
def store() -> GraphStore:
    """The graph, opened for reading, shared by all sessions."""
    return GraphStore.open(get_settings(), role="reader", model_hash=model_hash())


def state() -> str | None:
    """What the graph was loaded from; None while a load is writing."""
    return store().fingerprint()


def answer(name: str, params: Params | None = None, *, limit: int = LIMIT) -> Answer:
    """The answer to a question of the catalogue on the day of view, kept until the graph changes.

    Args:
        name: question.
        params: its parameters.
        limit: rows at most.

    Returns:
        The answer, shared between sessions: not to be changed.
    """
    given, loaded = tuple(sorted((params or {}).items())), state()
    if loaded is None:
        return _ask(name, look.day(), limit, language(), given)
    return _kept(loaded, name, look.day(), limit, language(), given)


def _ask(name: str, day: dt.date, limit: int, lang: Language, params: tuple[tuple[str, Any], ...]) -> Answer:
    return run(store(), name, dict(params), as_of=day, limit=limit, lang=lang)


# A resource, not data: nothing changes an answer, so none needs the copy that Streamlit makes of data.
@st.cache_resource(ttl=CACHED_SECONDS, max_entries=500, show_spinner=False)
def _kept(
    loaded: str, name: str, day: dt.date, limit: int, lang: Language, params: tuple[tuple[str, Any], ...]
) -> Answer:
    return _ask(name, day, limit, lang, params)


def searcher() -> Searcher:
    """Search over everything in the graph."""
    return Searcher.of(store())


def home() -> str:
    """The country of our side: that of the office."""
    office = searcher().entry(get_settings().office)
    return (office and office.country) or HOME


def forget_answers() -> None:
    """Ask anew from now on: a setting that answers depend on has changed."""
    _kept.clear()
