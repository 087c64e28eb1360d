"""Tasks over time: lines of a schedule, weeks of a month, and who leads what together with whom."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta

from graph.declare import Colours
from graph.life import DueState, TimeForm
from queries.runner import Entity
from reports.looks import AMBER, BLUE, GREEN, GREY, RED

MARKS: Mapping[DueState, Colours] = {
    DueState.OVERDUE: RED,
    DueState.DUE: BLUE,
    DueState.PARTLY: AMBER,
    DueState.DONE: GREEN,
    DueState.CANCELLED: GREY,
}
A_MONTH = relativedelta(months=1)
MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A task on the schedule, under one heading.

    Attributes:
        task: its id.
        title: its name.
        number: its number in the document; "" where it has none.
        group: the heading it stands under.
        rows: its stretches of doing and due days.
    """

    task: str
    title: str
    number: str
    group: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Day:
    """A day of a calendar.

    Attributes:
        day: the day.
        within: whether it lies in the month shown.
        due: rows of what is due on it.
    """

    day: dt.date
    within: bool
    due: tuple[Row, ...]


def lines(rows: Iterable[Row], groups: Callable[[Row], Sequence[str]]) -> list[Line]:
    """The lines of a schedule, group by group, in the order of the rows.

    Args:
        rows: of the question `task_schedule`, a row a stretch or due day.
        groups: the headings a row belongs under; a task stands under each.

    Returns:
        A line for each task under each of its headings.
    """
    found: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        for group in groups(row):
            found.setdefault(group, {}).setdefault(row["task"].id, []).append(row)
    return [
        Line(task, many[0]["task"].name, many[0]["number"] or "", group, tuple(many))
        for group, tasks in found.items()
        for task, many in tasks.items()
    ]


def adjoined(rows: Iterable[Row]) -> list[Row]:
    """The same rows, where stretches of a task that follow each other without a day between are one.

    Args:
        rows: of the question `task_schedule`, those of a task in order of time.

    Returns:
        Fewer rows that say the same; due days stay as they are.
    """
    made: list[Row] = []
    for row in rows:
        last = made[-1] if made else None
        if last and _follows(row, last):
            made[-1] = {**last, "last_day": row["last_day"]}
        else:
            made.append(row)
    return made


def _follows(row: Row, last: Row) -> bool:
    same = row["task"] == last["task"] and row["form"] is last["form"] and row["form"] is not TimeForm.DAY
    return bool(same and row["first_day"] == last["last_day"] + dt.timedelta(days=1))


# ------------------------------------------------------------------------------------------------ months


def month_of(text: str, day: dt.date) -> dt.date:
    """The first day of a month written `2025-10`; of the month of a day where it is not written so."""
    return dt.date.fromisoformat(f"{text}-01") if MONTH.fullmatch(text) else day.replace(day=1)


def month_key(day: dt.date) -> str:
    """The month of a day as an address writes it: `2025-10`."""
    return day.strftime("%Y-%m")


def around(rows: Iterable[Row], month: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The nearest months before and after a month in which something is due.

    Args:
        rows: of the question `task_schedule`.
        month: its first day.

    Returns:
        Their first days; None where nothing is due on that side.
    """
    months = {row["first_day"].replace(day=1) for row in rows if row["form"] is TimeForm.DAY}
    before, after = [one for one in months if one < month], [one for one in months if one > month]
    return max(before, default=None), min(after, default=None)


def weeks(rows: Iterable[Row], month: dt.date) -> list[list[Day]]:
    """The weeks of a month, Monday first, with what is due on each day of it.

    Args:
        rows: of the question `task_schedule`.
        month: its first day.

    Returns:
        Weeks of seven days; the days of other months have nothing.
    """
    last = month + A_MONTH - dt.timedelta(days=1)
    due: dict[dt.date, list[Row]] = {}
    for row in rows:
        if row["form"] is TimeForm.DAY and month <= row["first_day"] <= last:
            due.setdefault(row["first_day"], []).append(row)
    return [
        [Day(day, month <= day <= last, tuple(due.get(day, ()))) for day in week]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.month)
    ]


# ------------------------------------------------------------------------------------------------ who with whom


def together(rows: Iterable[Row]) -> dict[tuple[Entity, Entity], int]:
    """How many tasks each lead has with each coordinator.

    Args:
        rows: of the question `task_schedule`.

    Returns:
        (lead, coordinator) -> number of tasks, most first.
    """
    tasks: dict[tuple[Entity, Entity], set[str]] = {}
    for row in rows:
        for lead in row["leads"] or ():
            for other in row["coordinators"] or ():
                tasks.setdefault((lead, other), set()).add(row["task"].id)
    return dict(sorted(((pair, len(of)) for pair, of in tasks.items()), key=lambda one: -one[1]))


def waiting(rows: Iterable[Row]) -> list[tuple[Entity, list[Entity], int]]:
    """Who waits for whose reports.

    Args:
        rows: of the question `reporting_duties`.

    Returns:
        Receiver, those who report to it by name, number of reports; the receiver of most reports first.
    """
    senders: dict[Entity, dict[Entity, None]] = {}
    tasks: dict[Entity, set[str]] = {}
    for row in rows:
        for receiver in (*(row["receivers"] or ()), *(row["via"] or ())):
            senders.setdefault(receiver, {}).update(dict.fromkeys(row["leads"] or ()))
            tasks.setdefault(receiver, set()).add(row["task"].id)
    found = [(one, sorted(leads, key=lambda lead: lead.name), len(tasks[one])) for one, leads in senders.items()]
    return sorted(found, key=lambda one: (-one[2], one[0].name))
