"""A schedule: lines under headings, stretches that adjoin, months, and who works with whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from graph.life import DueState, TimeForm
from queries.runner import Entity
from reports.schedule import MARKS, adjoined, around, lines, month_of, together, weeks

A, B = Entity("a", "Agency", "A"), Entity("b", "Agency", "B")


def row(task: str, first: str, last: str = "", form: TimeForm = TimeForm.NAMED, **given: Any) -> dict[str, Any]:
    return {
        "task": Entity(task, "Task", f"Việc {task}"),
        "number": None,
        "first_day": dt.date.fromisoformat(first),
        "last_day": dt.date.fromisoformat(last or first),
        "form": form,
        "leads": [],
        "coordinators": None,
        **given,
    }


def due(task: str, day: str) -> dict[str, Any]:
    return row(task, day, form=TimeForm.DAY)


def test_a_task_is_one_line_under_each_of_its_groups_in_the_order_of_the_rows() -> None:
    rows = [row("1", "2022-01-01", of=["y"]), row("2", "2022-01-01", of=["x", "y"]), row("1", "2024-01-01", of=["y"])]
    found = lines(rows, lambda one: one["of"])
    assert [(line.group, line.task, len(line.rows)) for line in found] == [("y", "1", 2), ("y", "2", 1), ("x", "2", 1)]
    assert (found[0].title, found[0].number) == ("Việc 1", "")


def test_only_stretches_without_a_day_between_become_one() -> None:
    rows = [
        row("1", "2022-01-01", "2022-12-31"),
        row("1", "2023-01-01", "2023-12-31"),
        row("1", "2025-01-01", "2025-12-31"),
        row("2", "2026-01-01", "2026-12-31"),
        row("2", "2027-01-01", "2027-12-31", TimeForm.OPEN),
    ]
    found = [(one["task"].id, one["first_day"].year, one["last_day"].year) for one in adjoined(rows)]
    assert found == [("1", 2022, 2023), ("1", 2025, 2025), ("2", 2026, 2026), ("2", 2027, 2027)]
    assert rows[0]["last_day"].year == 2022


def test_due_days_after_each_other_stay_two() -> None:
    assert len(adjoined([due("1", "2025-10-30"), due("1", "2025-10-31")])) == 2


@pytest.mark.parametrize(
    ("text", "month"),
    [("2025-10", dt.date(2025, 10, 1)), ("2025-13", dt.date(2024, 3, 1)), ("", dt.date(2024, 3, 1))],
)
def test_a_month_is_read_or_that_of_the_day(text: str, month: dt.date) -> None:
    assert month_of(text, dt.date(2024, 3, 5)) == month


def test_the_weeks_of_a_month_begin_on_monday_and_have_only_its_due_days() -> None:
    rows = [due("1", "2025-10-31"), due("2", "2025-11-01"), row("3", "2025-10-31")]
    found = weeks(rows, dt.date(2025, 10, 1))
    assert {len(week) for week in found} == {7}
    assert found[0][0].day == dt.date(2025, 9, 29)
    having = [(day.day, [one["task"].id for one in day.due]) for week in found for day in week if day.due]
    assert having == [(dt.date(2025, 10, 31), ["1"])]
    assert not found[-1][-1].within


def test_the_nearest_months_with_a_due_day() -> None:
    rows = [due("1", "2024-02-10"), due("1", "2025-02-10"), due("1", "2025-10-31"), row("2", "2025-03-01")]
    assert around(rows, dt.date(2025, 3, 1)) == (dt.date(2025, 2, 1), dt.date(2025, 10, 1))
    assert around(rows, dt.date(2025, 10, 1)) == (dt.date(2025, 2, 1), None)
    assert around([], dt.date(2025, 10, 1)) == (None, None)


def test_a_task_counts_once_for_a_pair_and_most_come_first() -> None:
    rows = [
        row("1", "2022-01-01", leads=[B], coordinators=[A]),
        row("2", "2022-01-01", leads=[A], coordinators=[B]),
        row("2", "2023-01-01", leads=[A], coordinators=[B]),
        row("3", "2023-01-01", leads=[A], coordinators=[B]),
    ]
    assert list(together(rows).items()) == [((A, B), 2), ((B, A), 1)]


def test_every_state_of_a_due_day_has_a_colour() -> None:
    assert set(MARKS) == set(DueState)
