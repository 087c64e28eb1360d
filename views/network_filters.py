"""The filters of the network: what its boxes differ in, with what each choice leaves."""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph.life import AgreementState
from graph.texts import t
from reports.facets import Choice, Facet, Facets
from reports.words import choice_text, number_text
from views import look, session, sources
from views import network_state as state

NARROW = 520  # pixels of the popover


def popover(facets: Facets, choice: Choice) -> None:
    """All filters; the label says how many are set.

    Args:
        facets: of the whole picture.
        choice: what is asked for.
    """
    label = t("network_page.filters_set", count=choice.count) if choice.count else t("network_page.filters")
    with st.popover(label, icon=":material/filter_alt:", type="tertiary"):
        left, right = st.columns(2, gap="small", width=NARROW)
        for index, facet in enumerate(Facet):
            with (left, right)[index % 2]:
                _values(facet, facets.counts(facet, choice), choice)
        with right:
            _years(facets)
        shown = len(facets.keep(choice).nodes)
        st.caption(t("network_page.left", shown=number_text(shown), all=number_text(len(facets.picture.nodes))))
        if choice.years and (undated := facets.undated()):
            st.caption(t("network_page.undated", count=number_text(undated)))
        st.button(t("network_page.all_back"), icon=":material/restart_alt:", type="tertiary", on_click=state.show_all)


def _values(facet: Facet, counts: dict[str, int], choice: Choice) -> None:
    chosen = choice.values.get(facet, frozenset())
    options = [*counts, *sorted(chosen - counts.keys())]
    if not options:
        return
    titles = sources.names(options) if facet is Facet.DOCUMENT else {}
    st.multiselect(
        t(f"network_page.facet_{facet.name.lower()}"),
        options,
        format_func=lambda value: f"{titles.get(value) or _name(facet, value)} ({number_text(counts.get(value, 0))})",
        placeholder=t("network_page.any"),
        **look.linked_many(facet, options),
    )


def _name(facet: Facet, value: str) -> str:
    """A value as it is read."""
    if facet is Facet.STATE:
        return choice_text(AgreementState(value))
    if facet is Facet.LEVEL:
        return t(f"network_page.level_{value}")
    entry = session.searcher().entry(value)
    return entry.name if entry else value


def _years(facets: Facets) -> None:
    """In force between two years, each open."""
    years = [str(year) for year in facets.years()]
    written = [value for name in (state.FROM, state.TO) if (value := st.query_params.get(name))]
    options = sorted({*years, *written})
    if not options:
        return
    for name, column in zip((state.FROM, state.TO), st.columns(2, gap="small"), strict=True):
        given: dict[str, Any] = look.linked(name, options)
        column.selectbox(
            t(f"network_page.years_{'from' if name == state.FROM else 'to'}"),
            options,
            index=None,
            placeholder=t("network_page.any"),
            **given,
        )
