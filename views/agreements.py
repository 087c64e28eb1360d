"""Agreements: one list with filters, as a table, over time, or as a matrix of places and topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from graph.life import IN_FORCE, NOT_SIGNED, AgreementState
from graph.names import fold
from graph.texts import language, t
from queries.runner import Answer, Entity
from reports import flows
from reports.boxes import FONT
from reports.flows import Side
from reports.looks import STATES
from reports.timeline import Stretch, stretches
from reports.words import choice_text, date_text, number_text
from views import answers, filters, flow_chart, look, overview, session
from views.filters import Facet, Filters, Row

PAGE = "thoa-thuan"
PLACE, COUNTRY, STATE, TOPIC, KIND, YEAR, DOCUMENT = (
    "noi",
    "nuoc",
    "tinh-trang",
    "linh-vuc",
    "loai",
    "nam",
    "van-ban",
)
TABLE, TIME, MATRIX, FLOWS = "bang", "thoi-gian", "ma-tran", "dong"
SIGNED, VALID = "da-ky", "con-hieu-luc"  # several states under one name, as the overview counts them
GROUPS: Mapping[str, tuple[AgreementState, ...]] = {
    SIGNED: (*IN_FORCE, AgreementState.EXPIRED, AgreementState.TERMINATED),
    VALID: IN_FORCE,
}
LABEL, ROW_HEIGHT = 300, 22  # pixels of the names beside the bars; of a bar's row
MANY_ROWS = 120
COLUMNS = 9  # topics of the matrix


def page() -> None:
    """The page; its filters stand in the address."""
    answer, rows = _loaded()
    kept = FILTERS.kept(rows)
    look.head(t("agreements.title"), _sentence(kept, len(rows)))
    shown = FILTERS.toolbar(rows, (TABLE, TIME, MATRIX, FLOWS))
    if not kept:
        look.empty(t("agreements.nothing"), f"[{look.esc(t('agreements.all'))}]({look.address(PAGE)})")
    elif shown == TIME:
        _timeline(kept)
    elif shown == MATRIX:
        _matrix(kept)
    elif shown == FLOWS:
        _flows(kept)
    else:
        answers.show(filters.only(answer, kept), "agreements", hidden=("through",))


def _loaded() -> tuple[Answer, list[Row]]:
    """All agreements, or those of the place or body the address names; a row an agreement."""
    place = st.query_params.get(PLACE)
    known = session.searcher().entry(place) if place else None
    within = {"place": known.id} if known and known.label == "Place" else {}
    answer = session.answer("agreements_by_period", within, limit=session.ALL)
    rows: list[Row] = list({row["agreement"].id: row for row in answer.rows}.values())
    if known and not within:
        rows = [row for row in rows if any(party.id == known.id for party in row["parties"])]
    return answer, rows


def _sentence(rows: Sequence[Row], all_of: int) -> str:
    valid = sum(row["state"] in IN_FORCE for row in rows)
    soon = sum(row["state"] is AgreementState.EXPIRING for row in rows)
    return t(
        "agreements.sentence",
        count=number_text(len(rows)),
        all=number_text(all_of),
        valid=f"[**{number_text(valid)}**]({FILTERS.address(tinh_trang=VALID)})",
        soon=f"[**{number_text(soon)}**]({FILTERS.address(tinh_trang=AgreementState.EXPIRING.value)})",
    )


# ------------------------------------------------------------------------------------------------ filters


def _states(row: Row) -> dict[str, str]:
    """Its state, and the groups of states that hold it."""
    groups = {
        name: t(f"agreements.group_{name.replace('-', '_')}")
        for name, states in GROUPS.items()
        if row["state"] in states
    }
    return {row["state"].value: choice_text(row["state"]), **groups}


def _kinds(row: Row) -> dict[str, str]:
    return {row["kind"].value: choice_text(row["kind"])}


def _countries(row: Row) -> dict[str, str]:
    """The countries of the parties that are not ours."""
    entry = session.searcher().entry
    found = (entry(party.id) for party in row["parties"])
    countries = {one.country for one in found if one and one.country and one.country != session.home()}
    return {country: session.searcher().name(country) for country in countries}


def _years(row: Row) -> dict[str, str]:
    """The years in which it is in force as stated; without a stated end, up to the day of view."""
    if row["state"] in NOT_SIGNED:
        return {}
    first, last = row["period_from"] or row["signed_on"], row["period_to"] or look.day()
    return {str(year): str(year) for year in range(first.year, last.year + 1)} if first else {}


def _agreement(row: Row) -> str:
    return str(row["agreement"].id)


FILTERS = Filters(
    PAGE,
    "agreements",
    picked={PLACE: "Place"},
    facets=(
        Facet(STATE, _states, _agreement),
        Facet(COUNTRY, _countries, _agreement),
        Facet(TOPIC, partial(filters.named, "topics"), _agreement),
        Facet(KIND, _kinds, _agreement),
        Facet(YEAR, _years, _agreement, by_name=True),
        Facet(DOCUMENT, filters.documents, _agreement),
    ),
)


# ------------------------------------------------------------------------------------------------ over time


def _timeline(rows: Sequence[Row]) -> None:
    """A bar or dot an agreement; the bar's form says how sure it is."""
    titles = {row["agreement"].id: overview.pair_text(row) for row in rows}
    found = stretches(rows, titles, look.day())
    dated = [one for one in found if one.first or one.signed]
    st.altair_chart(_chart(dated[:MANY_ROWS]), key="agreements-time", width="stretch")
    st.caption(t("agreements.time_note", day=date_text(look.day())))
    left = len(dated) - MANY_ROWS
    if left > 0:
        st.caption(t("agreements.time_more", count=str(left)))
    if undated := [one for one in found if not (one.first or one.signed)]:
        st.markdown(f"**{look.esc(t('agreements.undated', count=str(len(undated))))}**")
        st.markdown(" · ".join(look.link(one.agreement, one.title) for one in undated))


def _chart(found: Sequence[Stretch]) -> alt.LayerChart:
    dark = look.dark()
    ink, soft, line, page = (
        ("#E3E7EB", "#AEB7C0", "#2A313A", "#15191E") if dark else ("#1A232D", "#4E5866", "#E6E9EC", "#FFFFFF")
    )
    table = pd.DataFrame([_record(one, dark=dark) for one in found])
    y = alt.Y("row:N", sort=[one.agreement for one in found], axis=None)
    axis = alt.Axis(orient="top", format="%Y", grid=True, gridColor=line, domain=False, ticks=False, labelColor=soft)
    x = alt.X("first:T", title=None, axis=axis)
    colour = alt.Color("colour:N", scale=None)
    tips = [
        alt.Tooltip("title:N", title=t("agreements.tip_agreement")),
        alt.Tooltip("state:N", title=t("agreements.tip_state")),
        alt.Tooltip("said:N", title=t("agreements.tip_time")),
    ]
    base = alt.Chart(table)
    names = base.mark_text(align="left", color=ink, fontSize=12, limit=LABEL - 12).encode(
        x=alt.value(-LABEL), y=y, text="title:N", href="link:N", tooltip=tips
    )
    bars = (
        base.transform_filter("datum.first != null")
        .mark_bar(height=10, cornerRadius=2)
        .encode(
            x=x,
            x2="last:T",
            y=y,
            color=colour,
            stroke=alt.Stroke("colour:N", scale=None),
            fillOpacity=alt.FillOpacity("fill:Q", scale=None),
            tooltip=tips,
            href="link:N",
        )
    )
    signed = (
        base.transform_filter("datum.signed != null")
        .mark_circle(size=70, opacity=1, stroke=page, strokeWidth=1.4)
        .encode(x="signed:T", y=y, color=colour, tooltip=tips)
    )
    today = (
        alt.Chart(pd.DataFrame({"day": [look.day().isoformat()]}))
        .mark_rule(color="#B3261E", strokeWidth=1.2)
        .encode(x="day:T")
    )
    made: alt.LayerChart = (
        alt.layer(names, bars, signed, today)
        .properties(height=alt.Step(ROW_HEIGHT), padding={"left": 0, "top": 0, "right": 8, "bottom": 4})
        .configure(font=FONT)
        .configure_view(strokeWidth=0)
    )
    return made


def _record(one: Stretch, *, dark: bool) -> dict[str, Any]:
    mark = STATES[one.state].mark
    return {
        "row": one.agreement,
        "title": one.title,
        "state": one.state.vi if language() == "vi" else one.state.en,
        "said": one.said,
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
        "signed": one.signed.isoformat() if one.signed else None,
        "colour": mark.dark if dark else mark.light,
        "fill": 0.0 if one.hollow else 0.35 if one.open_end else 0.85,
        "link": look.address("ho-so", id=one.agreement),
    }


# ------------------------------------------------------------------------------------------------ places and topics


def _ours(row: Row) -> list[Entity]:
    """The parties of our country."""
    entry = session.searcher().entry
    return [party for party in row["parties"] if (one := entry(party.id)) and one.country == session.home()]


def _matrix(rows: Iterable[Row]) -> None:
    """How many agreements each place of ours has on each topic; a number leads to its list."""
    counts: Counter[tuple[str, str]] = Counter()
    places: dict[str, str] = {}
    topics: dict[str, Entity] = {}
    for row in rows:
        for place in _ours(row):
            places[place.id] = place.name
            for topic in row["topics"] or ():
                topics[topic.id] = topic
                counts[place.id, topic.id] += 1
    if not counts:
        look.empty(t("agreements.no_topics"))
        return
    totals = Counter(topic for (_, topic), number in counts.items() for _ in range(number))
    columns = [topic for topic, _ in totals.most_common(COLUMNS)]
    having = [
        place for place in sorted(places, key=lambda one: fold(places[one])) if any(counts[place, c] for c in columns)
    ]
    table = [
        {
            t("agreements.by_noi"): look.link(place, places[place]),
            **{look.esc(topics[c].name): _number(place, c, counts[place, c]) for c in columns},
        }
        for place in having
    ]
    look.rows(table, "matrix-topics")
    if len(totals) > COLUMNS:
        st.caption(t("agreements.more_topics", count=str(len(totals) - COLUMNS)))


def _number(place: str, topic: str, count: int) -> str:
    return f"[**{count}**]({look.address(PAGE, noi=place, linh_vuc=topic)})" if count else ""


# ------------------------------------------------------------------------------------------------ flows

NARROWS = {Side.PLACE: PLACE, Side.TOPIC: TOPIC, Side.COUNTRY: COUNTRY}


def _flows(rows: Iterable[Row]) -> None:
    """Place -> topic -> country; a click on a mark narrows the list to it."""
    found = flows.flows(
        flows.Agreement(
            frozenset(place.id for place in _ours(row)),
            frozenset(filters.named("topics", row)),
            frozenset(_countries(row)),
        )
        for row in rows
    )
    flow_chart.show(found, lambda end: look.put(**{NARROWS[end.side]: end.id}))
