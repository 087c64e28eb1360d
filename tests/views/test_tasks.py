"""The page of tasks: every form is shown, filters count, and its numbers are those of the graph."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest

from graph.life import DueState
from graph.store import GraphStore
from graph.texts import t
from queries.runner import run
from tests.views.pages import rows, shown, text
from views import look

pytestmark = pytest.mark.usefixtures("graph")
ID = re.compile(r"id=([^)&]+)")
EVER = {"from": look.FIRST_DAY, "to": look.LAST_DAY}


def count_said(test: AppTest) -> int:
    """How many tasks the page says it shows."""
    return int(re.search(r"^\*\*(\d+)\*\* trên", text(test), re.MULTILINE)[1])  # type: ignore[index]


def scheduled(graph: GraphStore, day: dt.date | None = None) -> list[dict[str, object]]:
    return run(graph, "task_schedule", EVER, as_of=day or look.today(), limit=20_000).rows


def test_the_sentence_counts_tasks_and_due_days(graph: GraphStore) -> None:
    found = scheduled(graph)
    test = shown("tasks")
    assert count_said(test) == len({row["task"] for row in found}) > 0
    late = sum(row["due"] is DueState.OVERDUE for row in found)
    assert re.search(rf"\[\*\*{late}\*\*\]\(/nhiem-vu\?[^)]*tinh-trang=overdue", text(test))


def test_the_schedule_is_drawn_by_heading_and_by_lead() -> None:
    for by in ("de-muc", "co-quan", "thoa-thuan"):
        test = shown("tasks", xep=by)
        assert test.get("arrow_vega_lite_chart") or test.get("vega_lite_chart")


def test_the_number_of_the_overview_is_that_of_the_list_it_leads_to(graph: GraphStore) -> None:
    said = re.search(r"\[\*\*(\d+)\*\*\]\(/nhiem-vu\?xem=bang&tinh-trang=overdue\)", text(shown("overview")))
    assert said
    assert int(said[1]) == sum(row["due"] is DueState.OVERDUE for row in scheduled(graph)) > 0
    listed = shown("tasks", xem="bang", tinh_trang="overdue")
    assert f"**{said[1]}** dòng" in text(listed)


def test_what_is_overdue_is_listed_newest_first(graph: GraphStore) -> None:
    late = [row["first_day"] for row in scheduled(graph) if row["due"] is DueState.OVERDUE]
    (table,) = shown("tasks", xem="bang", tinh_trang="overdue").table
    said = [dt.datetime.strptime(cell, "%d/%m/%Y").date() for cell in table.value.iloc[:, 1]]
    assert said == sorted(late, reverse=True)  # type: ignore[type-var]


def test_the_table_keeps_to_the_year_and_the_state() -> None:
    everything = shown("tasks", xem="bang")
    year = shown("tasks", xem="bang", nam="2022")
    assert 0 < count_said(year) < count_said(everything)
    late = rows(shown("tasks", xem="bang", tinh_trang="overdue"))
    assert late
    assert all(any(cell == look.chip(DueState.OVERDUE) for cell in row) for row in late)


def test_the_month_has_what_is_due_on_its_day(graph: GraphStore) -> None:
    due = next(row for row in scheduled(graph) if row["due"])
    day = due["first_day"]
    assert isinstance(day, dt.date)
    test = shown("tasks", xem="thang", thang=f"{day:%Y-%m}")
    (cell,) = (cell for week in rows(test) for cell in week if cell.startswith(f"**{day.day}**"))
    assert f"ho-so?id={due['task'].id}" in cell.replace("%3A", ":")  # type: ignore[attr-defined]
    assert f"thang={day.replace(day=1) - dt.timedelta(days=1):%Y-%m}" in text(test)


def test_a_month_without_a_due_day_says_so_and_a_bad_month_is_that_of_the_day() -> None:
    assert look.grey(t("tasks.none_due")) in text(shown("tasks", xem="thang", thang="1990-05"))
    bad = shown("tasks", xem="thang", thang="2025-13", ngay="2024-03-05")
    assert t("tasks.month_title", month="03/2024") in text(bad).replace("\\", "")


def test_a_number_of_the_matrix_is_that_of_its_list() -> None:
    test = shown("tasks", xem="ai-voi-ai")
    cell = next(cell for row in rows(test) for cell in row if cell.startswith("[**"))
    found = re.fullmatch(r"\[\*\*(\d+)\*\*\]\(/nhiem-vu\?xem=bang&chu-tri=([^&]+)&phoi-hop=([^)]+)\)", cell)
    assert found
    assert count_said(shown("tasks", xem="bang", chu_tri=found[2], phoi_hop=found[3])) == int(found[1])


def test_who_waits_for_whom_is_what_the_graph_says(graph: GraphStore) -> None:
    test = shown("tasks", xem="ai-cho-ai")
    waits = {match[1]: row[-1] for row in test.table[0].value.to_numpy().tolist() if (match := ID.search(row[0]))}
    found = graph.read(
        "MATCH (t:Task)-[r:REPORTS_TO]->(b:Agency) WHERE r.role IN ['to', 'via'] "
        "RETURN b.id AS body, count(DISTINCT t) AS n"
    ).rows
    assert found
    assert waits == {body: f"**{count}**" for body, count in found}


def test_filters_narrow_who_waits() -> None:
    assert look.esc(t("tasks.nobody_waits")) in text(shown("tasks", xem="ai-cho-ai", nam="1900"))


@pytest.mark.parametrize("filters", [{"co_quan": "vn.son-binh.so-y-te"}, {"linh_vuc": "topic.y-te"}])
def test_filters_of_body_and_topic_leave_some(filters: dict[str, str]) -> None:
    assert 0 < count_said(shown("tasks", **filters)) < count_said(shown("tasks"))


def test_a_place_has_the_tasks_its_bodies_lead() -> None:
    assert count_said(shown("tasks", noi="vn.son-binh")) == count_said(shown("tasks"))
    assert count_said(shown("tasks", noi="vn.an-hai")) == 0


@pytest.mark.parametrize("view", ["lich", "bang", "ai-voi-ai"])
def test_filters_that_leave_nothing_say_so_and_lead_back(view: str) -> None:
    test = shown("tasks", xem=view, nam="1900")
    assert look.esc(t("tasks.nothing")) in text(test)
    assert "(/nhiem-vu)" in text(test)
