"""Tasks: one list with filters, as a schedule, a table, a month of due days, or as who works with whom."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from graph.life import DueState, TimeForm
from graph.model import Task
from graph.names import fold
from graph.texts import t
from queries.runner import Answer, Entity
from reports import schedule
from reports.boxes import FONT
from reports.looks import DUE
from reports.words import choice_text, date_text, number_text, period_text
from views import answers, evidence, filters, look, session
from views.filters import Facet, Filters, Row

PAGE = "nhiem-vu"
MONTH, GROUP = "thang", "xep"
SCHEDULE, TABLE, CALENDAR, PAIRS, WAITING = "lich", "bang", "thang", "ai-voi-ai", "ai-cho-ai"
AGENCY, PLACE, STATE, YEAR, TOPIC, UNDER, LEAD, WITH, DOCUMENT = (
    "co-quan",
    "noi",
    "tinh-trang",
    "nam",
    "linh-vuc",
    "thoa-thuan",
    "chu-tri",
    "phoi-hop",
    "van-ban",
)
LEFT, TITLE, LEADS, ROW_HEIGHT = 590, 64, 420, 21  # pixels: room beside the bars; where title and leads begin in it
MANY_LINES = 150
COLUMNS = 7  # coordinators of the matrix
IN_A_DAY, SHORT = 4, 60  # tasks in a cell of the month; letters of their names


def page() -> None:
    """The page; its filters stand in the address."""
    answer = _loaded()
    rows = answer.rows
    kept = FILTERS.kept(rows)
    look.head(t("tasks.title"), _sentence(kept, rows))
    shown = FILTERS.toolbar(rows, (SCHEDULE, TABLE, CALENDAR, PAIRS, WAITING))
    if shown == CALENDAR:
        _month(kept)
    elif shown == WAITING:
        _waiting(kept)
    elif not kept:
        look.empty(t("tasks.nothing"), f"[{look.esc(t('tasks.all'))}]({look.address(PAGE)})")
    elif shown == TABLE and st.query_params.get(STATE):
        _due_table(kept)
    elif shown == TABLE:
        _table(answer, kept)
    elif shown == PAIRS:
        _pairs(kept)
    else:
        _schedule(kept)
    _untimed(rows)


def _loaded(question: str = "task_schedule") -> Answer:
    """Of all time, for all tasks or those of the body and place the address names; every stretch and due day."""
    given = {"from": look.FIRST_DAY, "to": look.LAST_DAY, **_narrowed()}
    return session.answer(question, given, limit=session.ALL)


def _narrowed() -> dict[str, str]:
    """The body and the place that the address names, as parameters of a question."""
    found = {}
    for key, label, param in ((AGENCY, "Agency", "agency"), (PLACE, "Place", "place")):
        known = session.searcher().entry(st.query_params.get(key, ""))
        if known and known.label == label:
            found[param] = known.id
    return found


def _sentence(kept: Sequence[Row], rows: Sequence[Row]) -> str:
    states = Counter(row["due"] for row in FILTERS.kept(rows, but=DUE_STATE))
    numbers = {
        name: f"[**{number_text(states[state])}**]({FILTERS.address(xem=TABLE, tinh_trang=state.value)})"
        for name, state in (("late", DueState.OVERDUE), ("coming", DueState.DUE))
    }
    return t("tasks.sentence", count=number_text(_count(kept)), all=number_text(_count(rows)), **numbers)


def _table(answer: Answer, rows: Sequence[Row]) -> None:
    """The same rows to read and take away."""
    answers.show(filters.only(answer, schedule.adjoined(rows)), "tasks", hidden=("number", "heading", "topics"))


def _due_table(rows: Sequence[Row]) -> None:
    """Due days of one state as the question about them lists them: what is overdue newest first, else next first."""
    answer = _loaded("tasks_due")
    kept = {(row["task"].id, row["first_day"]) for row in rows}
    listed = [row for row in answer.rows if (row["task"].id, row["due_on"]) in kept]
    late = st.query_params.get(STATE) == DueState.OVERDUE.value
    listed.sort(key=lambda row: row["due_on"], reverse=late)
    answers.show(filters.only(answer, listed), "tasks", further=evidence.report_cell)


def _count(rows: Iterable[Row]) -> int:
    return len({row["task"].id for row in rows})


def _untimed(rows: Iterable[Row]) -> None:
    """How many tasks state no time, where at most a place is asked about; it leads to the question that lists them."""
    if any(st.query_params.get(key) for key in (AGENCY, *(facet.key for facet in FILTERS.facets))):
        return
    place = st.query_params.get(PLACE)
    known = session.searcher().entry(place) if place else None
    given = {"place": known.id} if known and known.label == "Place" else {}
    timed = {row["task"].id for row in rows}
    lacking = session.answer("tasks_incomplete", given, limit=session.ALL).rows
    if left := {row["task"].id for row in lacking} - timed:
        said = look.esc(t("tasks.untimed", count=number_text(len(left))))
        st.markdown(f"[{said}]({look.address('hoi', cau_hoi='tasks_incomplete', **given)})")


# ------------------------------------------------------------------------------------------------ filters


def _states(row: Row) -> dict[str, str]:
    return {row["due"].value: choice_text(row["due"])} if row["due"] else {}


def _years(row: Row) -> dict[str, str]:
    return {str(year): str(year) for year in range(row["first_day"].year, row["last_day"].year + 1)}


def _task(row: Row) -> str:
    return str(row["task"].id)


def _due_day(row: Row) -> tuple[str, dt.date]:
    return row["task"].id, row["first_day"]


DUE_STATE = Facet(STATE, _states, _due_day)
FILTERS = Filters(
    PAGE,
    "tasks",
    picked={AGENCY: "Agency", PLACE: "Place"},
    facets=(
        DUE_STATE,
        Facet(YEAR, _years, _task, by_name=True),
        Facet(TOPIC, partial(filters.named, "topics"), _task),
        Facet(UNDER, partial(filters.named, "agreements"), _task),
        Facet(LEAD, partial(filters.named, "leads"), _task),
        Facet(WITH, partial(filters.named, "coordinators"), _task),
        Facet(DOCUMENT, filters.documents, _task),
    ),
    others=(MONTH, GROUP),
)


# ------------------------------------------------------------------------------------------------ schedule


def _schedule(rows: Sequence[Row]) -> None:
    """A line a task under its heading or leads; the form of a bar says what the text says of time."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        by = st.segmented_control(
            t("tasks.group"),
            list(GROUPS),
            format_func=lambda key: t(f"tasks.group_{key.replace('-', '_')}"),
            label_visibility="collapsed",
            required=True,
            **look.linked(GROUP, list(GROUPS), next(iter(GROUPS))),
        )
        st.html(_legend())
    found = schedule.lines(rows, GROUPS[by])
    if GROUPS[by] is not _heading:
        lacking = {t("tasks.no_lead"), t("tasks.no_agreement")}
        found.sort(key=lambda line: (line.group in lacking, fold(line.group)))
    st.altair_chart(_chart(found[:MANY_LINES]), key="tasks-schedule", width="stretch")
    if len(found) > MANY_LINES:
        st.caption(t("tasks.more_lines", count=number_text(len(found) - MANY_LINES)))


def _heading(row: Row) -> Sequence[str]:
    return (row["heading"] or t("tasks.no_heading"),)


def _leading(row: Row) -> Sequence[str]:
    return [lead.name for lead in row["leads"] or ()] or [t("tasks.no_lead")]


def _agreement(row: Row) -> Sequence[str]:
    return [one.name for one in row["agreements"] or ()] or [t("tasks.no_agreement")]


GROUPS: Mapping[str, Callable[[Row], Sequence[str]]] = {
    "de-muc": _heading,
    "co-quan": _leading,
    "thoa-thuan": _agreement,
}


def _task_colour() -> str:
    return look.colour(Task.look.colours)


def _legend() -> str:
    """The forms of time and the colours of due days, drawn."""
    bar = "width:26px;height:9px;border-radius:2px"
    task = _task_colour()
    forms = {
        choice_text(TimeForm.NAMED): f"{bar};background:{task}",
        choice_text(TimeForm.RECURRING): f"{bar};border:1px dashed {task}",
        choice_text(TimeForm.OPEN): f"{bar};background:linear-gradient(90deg,{task},transparent)",
    }
    days = {
        choice_text(state): f"width:9px;height:9px;transform:rotate(45deg);background:{_due_colour(state)}"
        for state in (DueState.OVERDUE, DueState.DUE)
    }
    today = {date_text(look.day()): f"width:2px;height:13px;background:{_due_colour(DueState.OVERDUE)}"}
    drawn = "".join(
        '<span style="display:inline-flex;align-items:center;gap:7px">'
        f'<span style="display:inline-block;{style}"></span>{word}</span>'
        for word, style in (forms | days | today).items()
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:3px 18px;font-size:.86rem">{drawn}</div>'


def _due_colour(state: DueState) -> str:
    return look.colour(schedule.MARKS[state])


def _chart(found: Sequence[schedule.Line]) -> alt.LayerChart:
    ink, soft, grid = ("#E3E7EB", "#AEB7C0", "#2A313A") if look.dark() else ("#1A232D", "#4E5866", "#E6E9EC")
    task, day = _task_colour(), look.day()
    marks = [record for line in found for record in _records(line)]
    groups = list(dict.fromkeys(line.group for line in found))
    order = [row for group in groups for row in (f"|{group}", *(_key(line) for line in found if line.group == group))]
    years = [*(int(mark[end][:4]) for mark in marks for end in ("first", "last")), day.year]
    domain = [f"{min(years)}-01-01", f"{max(years)}-12-31"]
    y = alt.Y("row:N", sort=order, axis=None)
    axis = alt.Axis(
        orient="top",
        format="%Y",
        tickCount="year",
        grid=True,
        gridColor=grid,
        domain=False,
        ticks=False,
        labelColor=soft,
    )
    x = alt.X("first:T", title=None, axis=axis, scale=alt.Scale(domain=domain))
    tips = [
        alt.Tooltip(f"{field}:N", title=t(f"tasks.tip_{word}"))
        for field, word in (
            ("title", "task"),
            ("said", "time"),
            ("days", "when"),
            ("leads", "leads"),
            ("state", "state"),
        )
    ]
    texts = alt.Chart(pd.DataFrame(_names(found)))

    def words(at: int, field: str, chart: alt.Chart = texts, **form: Any) -> alt.Chart:
        made: alt.Chart = chart.mark_text(align="left", baseline="middle", fontSize=12, **form).encode(
            x=alt.value(at - LEFT), y=y, text=f"{field}:N"
        )
        return made

    heads = alt.Chart(pd.DataFrame([{"row": f"|{group}", "group": group} for group in groups]))
    base = alt.Chart(pd.DataFrame(marks)).encode(x=x, y=y, tooltip=tips, href="link:N")
    bar: dict[str, Any] = {"height": 9, "cornerRadius": 2, "color": task}
    fading: dict[str, Any] = {
        "gradient": "linear",
        **{"x1": 0, "x2": 1, "y1": 0, "y2": 0},
        "stops": [{"color": task, "offset": 0.1}, {"color": f"{task}18", "offset": 1}],
    }

    def form(which: TimeForm) -> alt.Chart:
        made: alt.Chart = base.transform_filter(alt.datum.form == which.value)
        return made

    layers = [
        words(0, "group", heads, color=ink, fontWeight=600, limit=LEFT - 12),
        words(0, "number", color=soft, limit=TITLE - 8),
        words(TITLE, "title", color=ink, limit=LEADS - TITLE - 12).encode(href="link:N", tooltip="title:N"),
        words(LEADS, "leads", color=soft, limit=LEFT - LEADS - 12).encode(tooltip="leads:N"),
        form(TimeForm.NAMED).mark_bar(**bar).encode(x2="last:T"),
        form(TimeForm.RECURRING)
        .mark_bar(**bar, fillOpacity=0.08, stroke=task, strokeWidth=1.1, strokeDash=[3, 2])
        .encode(x2="last:T"),
        form(TimeForm.OPEN).mark_bar(**{**bar, "color": fading}).encode(x2="last:T"),
        form(TimeForm.DAY)
        .mark_point(shape="diamond", filled=True, size=85, opacity=1)
        .encode(color=alt.Color("colour:N", scale=None)),
        alt.Chart(pd.DataFrame({"day": [day.isoformat()]}))
        .mark_rule(color=_due_colour(DueState.OVERDUE), strokeWidth=1.2)
        .encode(x="day:T"),
    ]
    made: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=alt.Step(ROW_HEIGHT), padding={"left": 0, "top": 0, "right": 8, "bottom": 4})
        .configure(font=FONT)
        .configure_view(strokeWidth=0)
    )
    return made


def _key(line: schedule.Line) -> str:
    return f"{line.task}|{line.group}"


def _names(found: Iterable[schedule.Line]) -> list[dict[str, str]]:
    return [
        {
            "row": _key(line),
            "number": line.number,
            "title": line.title,
            "leads": _joined(line.rows[0]["leads"]),
            "link": look.address(look.PROFILE, id=line.task),
        }
        for line in found
    ]


def _joined(bodies: Iterable[Entity] | None) -> str:
    return "; ".join(body.name for body in bodies or ())


def _records(line: schedule.Line) -> list[dict[str, Any]]:
    return [
        {
            "row": _key(line),
            "title": line.title,
            "said": row["time_text"] or "",
            "days": period_text(row["first_day"], row["last_day"]),
            "leads": _joined(row["leads"]),
            "state": choice_text(row["due"] or row["form"]),
            "first": row["first_day"].isoformat(),
            "last": row["last_day"].isoformat(),
            "form": row["form"].value,
            "colour": _due_colour(row["due"]) if row["due"] else "",
            "link": look.address(look.PROFILE, id=line.task),
        }
        for row in line.rows
    ]


# ------------------------------------------------------------------------------------------------ month


def _month(rows: Sequence[Row]) -> None:
    """The weeks of a month with what is due; links lead to the months beside it and the nearest with a due day."""
    month = schedule.month_of(st.query_params.get(MONTH, ""), look.day())
    before, after = month - schedule.A_MONTH, month + schedule.A_MONTH
    st.markdown(
        f"[:material/chevron_left: {_name(before)}]({_to(before)}) &emsp; "
        f"**{look.esc(t('tasks.month_title', month=_name(month)))}** &emsp; "
        f"[{_name(after)} :material/chevron_right:]({_to(after)})"
    )
    found = schedule.weeks(rows, month)
    days = t("tasks.weekdays").split("|")
    look.rows([dict(zip(days, map(_cell, week), strict=True)) for week in found], "answer-month")
    if not any(day.due for week in found for day in week):
        st.markdown(look.grey(t("tasks.none_due")))
    nearest = zip(("tasks.nearest_before", "tasks.nearest_after"), schedule.around(rows, month), strict=True)
    st.markdown(" · ".join(f"[{look.esc(t(word, month=_name(day)))}]({_to(day)})" for word, day in nearest if day))


def _name(month: dt.date) -> str:
    return date_text(month, "month")


def _to(month: dt.date) -> str:
    return FILTERS.address(xem=CALENDAR, thang=schedule.month_key(month))


def _cell(day: schedule.Day) -> str:
    """A day with what is due on it."""
    number = str(day.day.day)
    if not day.within:
        return look.grey(number)
    due = [_due(row) for row in day.due[:IN_A_DAY]]
    left = len(day.due) - IN_A_DAY
    if left > 0:
        due.append(look.grey(t("tasks.more_due", count=str(left))))
    today = f":red[**{number}**]" if day.day == look.day() else f"**{number}**"
    return "  \n".join([today, *due])


def _due(row: Row) -> str:
    chip = DUE[row["due"]]
    name = textwrap.shorten(row["task"].name, SHORT, placeholder="…")
    return f":{chip.badge}[:material/{chip.icon}:] {look.link(row['task'].id, name)}"


# ------------------------------------------------------------------------------------------------ who with whom


def _pairs(rows: Sequence[Row]) -> None:
    """How many tasks each body leads with each other one; a number leads to them."""
    found = schedule.together(rows)
    if not found:
        look.empty(t("tasks.no_pairs"))
        return
    leads: Counter[Entity] = Counter()
    others: Counter[Entity] = Counter()
    for (lead, other), count in found.items():
        leads[lead] += count
        others[other] += count
    columns = [other for other, _ in others.most_common(COLUMNS)]
    table = [
        {
            t("tasks.lead"): look.link(lead.id, lead.name),
            **{look.esc(other.name): _number(lead, other, found.get((lead, other), 0)) for other in columns},
        }
        for lead, _ in leads.most_common()
        if any((lead, other) in found for other in columns)
    ]
    st.caption(t("tasks.pairs_note"))
    look.rows(table, "answer-pairs")
    if len(others) > COLUMNS:
        st.caption(t("tasks.more_pairs", count=number_text(len(others) - COLUMNS)))


def _number(lead: Entity, other: Entity, count: int) -> str:
    return f"[**{count}**]({FILTERS.address(xem=TABLE, chu_tri=lead.id, phoi_hop=other.id)})" if count else ""


# ------------------------------------------------------------------------------------------------ who waits for whom


def _waiting(rows: Sequence[Row]) -> None:
    """Who waits for whose report, through whom and until when; the filters of the page narrow it."""
    answer = session.answer("reporting_duties", _narrowed(), limit=session.ALL)
    narrowed = any(st.query_params.get(facet.key) for facet in FILTERS.facets)
    kept = {row["task"].id for row in rows}
    duties = [row for row in answer.rows if not narrowed or row["task"].id in kept]
    waiting = schedule.waiting(duties)
    if not waiting:
        look.empty(t("tasks.nobody_waits"), f"[{look.esc(t('tasks.all'))}]({FILTERS.address(xem=WAITING)})")
        return
    st.caption(t("tasks.waiting_note"))
    table = [
        {
            t("tasks.waits"): look.link(receiver.id, receiver.name),
            t("tasks.waits_for"): "; ".join(look.link(lead.id, lead.name) for lead in leads),
            t("tasks.waits_count"): f"**{number_text(count)}**",
        }
        for receiver, leads, count in waiting
    ]
    look.rows(table, "answer-receivers")
    answers.show(filters.only(answer, duties), "waiting")
