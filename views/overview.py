"""Overview: one sentence of linked numbers, who works with which country, what ends, what is due, what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dateutil.relativedelta import relativedelta

from graph.life import IN_FORCE, AgreementState, DueState, Gap
from graph.texts import t
from reports.words import choice_text, date_text, days_text, number_text
from views import look, session

ALL = 20_000
SHOWN = 7
SIGNED = (*IN_FORCE, AgreementState.EXPIRED, AgreementState.TERMINATED)
GAP = "khoang-trong"

Row = Mapping[str, Any]


def page() -> None:
    """The page."""
    day = look.day()
    cooperation = session.answer("cooperation_matrix", day=day, limit=ALL).rows
    if not cooperation and not session.answer("documents", day=day, limit=1).rows:
        look.head(t("overview.title"))
        look.empty(t("overview.nothing"), t("overview.nothing_next"))
        return
    ending = session.answer("agreements_ending", day=day, limit=ALL, within_months=12).rows
    look.head(t("overview.title"), _sentence(cooperation))
    left, middle, right = st.columns([43, 31, 26], gap="medium")
    with left:
        st.subheader(t("overview.with_whom"), anchor=False)
        _matrix(cooperation)
    with middle:
        _ending(ending)
        _due()
    with right:
        _gaps()
        _documents()


def _sentence(cooperation: Iterable[Row]) -> str:
    """How many, each number a link to what it counts."""
    signed = [row for row in cooperation if row["state"] in SIGNED]
    agreements = {row["agreement"].id: row["state"] for row in signed}
    numbers = {
        "ours": len({row["place"].id for row in signed}),
        "theirs": len({row["partner"].id for row in signed}),
        "countries": len({row["country"].id for row in signed if row["country"]}),
        "signed": len(agreements),
        "valid": sum(state in IN_FORCE for state in agreements.values()),
        "soon": sum(state is AgreementState.EXPIRING for state in agreements.values()),
    }
    places, papers = look.address("mang", xem="dia-phuong"), look.address("mang", xem="thoa-thuan")
    links = {name: places if name in ("ours", "theirs", "countries") else papers for name in numbers}
    return t(
        "overview.sentence",
        **{name: f"[**{number_text(count)}**" for name, count in numbers.items()},
        **{f"{name}_link": f"]({links[name]})" for name in numbers},
    )


def matrix_rows(cooperation: Iterable[Row]) -> list[dict[str, Any]]:
    """Numbers for each place and country.

    Args:
        cooperation: rows of the question `cooperation_matrix`.

    Returns:
        A row for each pair: names, number of agreements signed, of those ending within 12 months, of those planned.
    """
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in cooperation:
        if row["country"] is None:
            continue
        key = (row["place"].id, row["country"].id)
        names = {"id": row["place"].id, "place": row["place"].name, "country": row["country"].name}
        cell = cells.setdefault(key, {**names, "lat": row["lat"] or 0.0, "n": 0, "soon": 0, "planned": 0})
        if row["agreement"].id in seen[key]:
            continue
        seen[key].add(row["agreement"].id)
        cell["n"] += row["state"] in SIGNED
        cell["soon"] += row["state"] is AgreementState.EXPIRING
        cell["planned"] += row["state"] not in SIGNED
    return list(cells.values())


def _matrix(cooperation: Iterable[Row]) -> None:
    """Places from north to south by country; a ring marks what ends within 12 months; a click opens the network."""
    table = pd.DataFrame(matrix_rows(cooperation))
    if table.empty:
        st.markdown(look.grey(t("overview.no_cooperation")))
        return
    totals = table.groupby("country")["n"].sum().sort_values(ascending=False, kind="stable")
    table["column"] = table["country"].map(lambda name: f"{name}|{totals[name]}")
    twice = {n for n, count in Counter(table.drop_duplicates("id")["place"]).items() if count > 1}
    table["line"] = [
        f"{r.place} ({r.id.rpartition('-')[2]})" if r.place in twice and r.id[-4:].isdigit() else r.place
        for r in table.itertuples()
    ]
    places = table.drop_duplicates("id").sort_values(["lat", "id"], ascending=[False, True])["line"].tolist()
    columns = [f"{name}|{count}" for name, count in totals.items()]
    picked = st.altair_chart(_chart(table, places, columns), key="matrix", on_select="rerun", selection_mode="pick")
    st.caption(t("overview.matrix_note"))
    if hit := picked.selection.get("pick"):
        st.switch_page(session.page("mang"), query_params={"goc": str(hit[0]["id"])})


def _chart(table: pd.DataFrame, places: list[str], columns: list[str]) -> alt.LayerChart:
    dark = st.context.theme.type == "dark"
    ink, mark, amber, grid, on_mark = (
        ("#E3E7EB", "#5B9FE3", "#E0B24A", "#2A313A", "#15191E")
        if dark
        else ("#1A232D", "#123B63", "#C27C00", "#E6E9EC", "#FFFFFF")
    )
    pick = alt.selection_point(name="pick", fields=["id", "country"], on="click", empty=False)
    x_axis = alt.Axis(
        orient="top",
        labelAngle=0,
        labelLimit=90,
        labelOverlap=False,
        labelLineHeight=15,
        labelExpr="split(datum.label, '|')",
        labelFontSize=11,
        labelPadding=20,
        domain=False,
        ticks=False,
        grid=False,
    )
    y_axis = alt.Axis(domain=False, ticks=False, grid=True, gridColor=grid, labelPadding=8, labelLimit=130)
    base = alt.Chart(table).encode(
        x=alt.X("column:N", sort=columns, title=None, axis=x_axis),
        y=alt.Y("line:N", sort=places, title=None, axis=y_axis),
        tooltip=[
            alt.Tooltip("place", title=t("overview.place")),
            alt.Tooltip("country", title=t("overview.country")),
            alt.Tooltip("n", title=t("overview.signed")),
            alt.Tooltip("soon", title=t("overview.soon")),
            alt.Tooltip("planned", title=t("overview.planned")),
        ],
    )
    size = alt.Size("n:Q", scale=alt.Scale(range=[90, 430], domain=[0, max(7, int(table["n"].max()))]), legend=None)
    signed = base.transform_filter("datum.n > 0")
    layers = [
        signed.mark_circle(color=mark, opacity=1).encode(size=size).add_params(pick),
        base.transform_filter("datum.soon > 0")
        .mark_point(color=amber, strokeWidth=2.5, filled=False, shape="circle")
        .encode(size=size),
        base.transform_filter("datum.n == 0").mark_point(color=mark, strokeDash=[2, 2], strokeWidth=1.2, size=110),
        signed.mark_text(color=on_mark, fontSize=10, fontWeight=600, dy=0.5).encode(text="n:Q"),
    ]
    chart = alt.layer(*layers).properties(height=alt.Step(19))
    return chart.configure_view(strokeWidth=0).configure_axis(labelColor=ink, labelFontSize=12)


def _ending(ending: list[Row]) -> None:
    st.subheader(t("overview.ending"), anchor=False)
    once = list({row["agreement"].id: row for row in ending}.values())
    table = [
        {
            t("overview.agreement"): look.link(row["agreement"].id, row["agreement"].name),
            t("overview.day"): look.esc(date_text(row["ends_on"])),
        }
        for row in once[:SHOWN]
    ]
    look.rows(table, "r-soon", header=False, none=t("overview.none_ending"))
    if len(once) > SHOWN:
        st.markdown(look.grey(t("overview.more", count=len(once) - SHOWN)))


def _due() -> None:
    """What is due within six months, and how much is overdue."""
    day = look.day()
    st.subheader(t("overview.due"), anchor=False)
    coming = session.answer("tasks_due", day=day, **{"from": day, "to": day + relativedelta(months=6)}).rows
    table = [
        {
            t("overview.task"): f"{look.link(row['task'].id, row['task'].name)}  \n{look.grey(row['time_text'] or '')}",
            t("overview.day"): look.grey(days_text(row["due_on"], day)),
        }
        for row in coming[:SHOWN]
    ]
    look.rows(table, "r-due", header=False, none=t("overview.none_due"))
    past = session.answer(
        "tasks_due", day=day, limit=ALL, **{"from": look.FIRST_DAY, "to": day - relativedelta(days=1)}
    )
    late = sum(row["due"] is DueState.OVERDUE for row in past.rows)
    if late:
        look.rows([{"n": f"**{number_text(late)}**", "what": look.esc(t("overview.overdue"))}], "n-late", header=False)


def _gaps() -> None:
    """What the data do not say; the number opens the list."""
    st.subheader(t("overview.gaps"), anchor=False)
    rows = session.answer("data_gaps", day=look.day(), limit=ALL).rows
    counted = Counter(row["gap"] for row in rows)
    table = [
        {
            "n": f"[**{number_text(counted[gap])}**]({look.address('', khoang_trong=gap.value)})",
            "gap": look.esc(choice_text(gap)),
        }
        for gap in Gap
        if counted[gap]
    ]
    look.rows(table, "n-gaps", header=False, none=t("overview.no_gaps"))
    if (chosen := st.query_params.get(GAP)) in list(Gap):
        st.markdown(f"**{look.esc(choice_text(Gap(chosen)))}**")
        items = [{"": look.link(r["item"].id, r["item"].name)} for r in rows if r["gap"] == chosen]
        look.rows(items[:40], "plain-gap", header=False)


def _documents() -> None:
    """The newest documents with what they state."""
    st.subheader(t("overview.documents"), anchor=False)
    rows = session.answer("documents", day=look.day(), limit=4).rows
    table = [
        {
            "": f"{look.link(row['document'].id, row['document'].name)}  \n"
            + look.grey(
                t(
                    "overview.document_line",
                    kind=choice_text(row["kind"]),
                    day=date_text(row["issued_on"], row["issued_on_precision"] or "day"),
                    items=row["items"],
                )
            )
        }
        for row in rows
    ]
    look.rows(table, "docs", header=False, none=t("overview.no_documents"))
