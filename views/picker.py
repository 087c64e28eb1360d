"""Picks an entity by any spelling; what is picked is an id and goes where the page keeps its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

import streamlit as st

from graph.names import fold
from graph.resolve import Entry
from graph.texts import t
from reports.picture import kind_word
from views import look, session

OFFERED = 400  # in the list; everything else is found by typing
FOUND = 8
HITS = "picker-hits"


def pick(
    label: str,
    labels: Collection[str],
    current: str | None,
    *,
    key: str,
    on_pick: Callable[[str | None], None],
    optional: bool = False,
) -> None:
    """One box: choose from the list, or type any spelling and press Enter.

    Args:
        label: above the box.
        labels: labels an entity may have.
        current: id of what is picked now.
        key: of the box, unique on the page.
        on_pick: gets the id that is picked; None for nothing.
        optional: whether nothing may be picked.
    """
    shown = offered(labels)
    entry = session.searcher().entry(current) if current else None
    if entry:
        shown.setdefault(entry.id, told_apart(entry))
    st.session_state[key] = entry.id if entry else None
    st.selectbox(
        label,
        list(shown),
        index=None,
        format_func=lambda one: shown.get(one, one),
        key=key,
        accept_new_options=True,
        placeholder=t("picker.placeholder"),
        on_change=_picked,
        args=(key, frozenset(shown), tuple(labels), on_pick, optional),
    )
    _other_hits(key, current, on_pick)


def offered(labels: Collection[str]) -> dict[str, str]:
    """Entities of these labels by name, told apart where several have a name; at most so many as a list can have."""
    found = [entry for label in labels for entry in session.searcher().labelled(label)]
    bearers = Counter(entry.name for entry in found)
    found.sort(key=lambda entry: (entry.level, fold(entry.name), entry.id))
    return {e.id: told_apart(e) if bearers[e.name] > 1 else e.name for e in found[:OFFERED]}


def told_apart(entry: Entry) -> str:
    """A name with kind and years."""
    years = [str(day.year) if day else "" for day in (entry.valid_from, entry.valid_to)]
    words = ", ".join(filter(None, (kind_word(entry), "–".join(years) if any(years) else "")))
    return f"{entry.name} ({words})" if words else entry.name


def _picked(
    key: str, known: frozenset[str], labels: tuple[str, ...], on_pick: Callable[[str | None], None], optional: bool
) -> None:
    """What was chosen, else the best hit of what was typed."""
    text = st.session_state[key]
    st.session_state.pop(HITS, None)
    if text is None and not optional:
        return
    if text is None or text in known:
        on_pick(text)
        return
    hits = [hit for label in labels for hit in session.searcher().find(text, label=label, day=look.day(), limit=FOUND)]
    hits.sort(key=lambda hit: hit.guess)
    st.session_state[HITS] = (key, text, [hit.id for hit in hits[:FOUND]])
    if hits:
        on_pick(hits[0].id)


def _other_hits(key: str, current: str | None, on_pick: Callable[[str | None], None]) -> None:
    """What else the typed text may mean, or that nothing was found."""
    owner, text, hits = st.session_state.get(HITS, ("", "", []))
    if owner != key:
        return
    if not hits:
        st.caption(t("picker.not_found", text=look.esc(text)))
        return
    others = [one for hit in hits if hit != current and (one := session.searcher().entry(hit))]
    if current in hits and others:
        st.caption(t("picker.or_else"))
        with st.container(horizontal=True, gap="small"):
            for entry in others[: FOUND - 3]:
                st.button(
                    told_apart(entry), key=f"{key}-{entry.id}", type="tertiary", on_click=on_pick, args=(entry.id,)
                )
