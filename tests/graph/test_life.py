"""The life of agreements, due days and times of doing: MODEL rules 5-10, case by case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from graph.life import (
    IN_FORCE,
    AgreementState,
    Derivation,
    DueState,
    EndReason,
    Statement,
    Terms,
    TimeForm,
    Timing,
    agreement_end,
    agreement_span,
    agreement_state,
    countdown,
    doing,
    due_days,
    due_state,
    period_end,
)
from graph.texts import use


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def said(*statements: tuple[str, str | None]) -> tuple[Statement, ...]:
    return tuple(Statement(status, day(on) if on else None, f"d{n}") for n, (status, on) in enumerate(statements))


SIGNED_2021 = Terms(
    signed_on=day("2021-11-20"),
    period_from=day("2021-01-01"),
    period_to=day("2025-12-31"),
    statements=said(("in_preparation", "2021-03-01"), ("signed", "2022-03-15")),
)
NO_DAYS = Terms(statements=said(("in_preparation", "2020-01-01"), ("signed", "2023-02-01")))
PLANNED = Terms(period_from=day("2016-01-01"), period_to=day("2020-12-31"), statements=said(("planned", "2015-06-01")))
TAKEN_BACK = Terms(
    signed_on=day("2022-05-05"), statements=said(("signed", "2022-06-01"), ("in_preparation", "2024-06-01"))
)
OUTDATED = Terms(
    signed_on=day("2022-05-05"), statements=said(("in_preparation", "2022-08-01"), ("signed", "2023-01-01"))
)
ENDED = Terms(
    signed_on=day("2016-05-05"),
    statements=said(("signed", "2016-06-01"), ("terminated", "2021-12-31"), ("terminated", "2023-01-01")),
)
UNDATED = Terms(statements=said(("signed", None)))
RENEWING = Terms(
    signed_on=day("2019-03-01"),
    period_from=day("2019-03-01"),
    period_to=day("2024-02-29"),
    auto_renewal=True,
    renewal_months=24,
    statements=said(("signed", "2025-05-10")),
)


@pytest.mark.parametrize(
    ("terms", "on", "state"),
    [
        (SIGNED_2021, "2021-02-28", AgreementState.NOT_SIGNED),
        (SIGNED_2021, "2021-03-01", AgreementState.IN_PREPARATION),
        (SIGNED_2021, "2021-11-19", AgreementState.IN_PREPARATION),
        (SIGNED_2021, "2021-11-20", AgreementState.IN_FORCE),
        (SIGNED_2021, "2024-12-30", AgreementState.IN_FORCE),
        (SIGNED_2021, "2024-12-31", AgreementState.EXPIRING),
        (SIGNED_2021, "2025-12-31", AgreementState.EXPIRING),
        (SIGNED_2021, "2026-01-01", AgreementState.EXPIRED),
        (NO_DAYS, "2019-12-31", AgreementState.NOT_SIGNED),
        (NO_DAYS, "2023-01-31", AgreementState.IN_PREPARATION),
        (NO_DAYS, "2023-02-01", AgreementState.NO_TERM),
        (PLANNED, "2015-01-01", AgreementState.NOT_SIGNED),
        (PLANNED, "2025-08-15", AgreementState.PLANNED),
        (TAKEN_BACK, "2023-01-01", AgreementState.NOT_SIGNED),
        (TAKEN_BACK, "2024-06-01", AgreementState.IN_PREPARATION),
        (OUTDATED, "2022-09-01", AgreementState.NO_TERM),
        (ENDED, "2016-05-04", AgreementState.NOT_SIGNED),
        (ENDED, "2021-12-30", AgreementState.NO_TERM),
        (ENDED, "2021-12-31", AgreementState.TERMINATED),
        (UNDATED, "1990-01-01", AgreementState.NO_TERM),
        (RENEWING, "2024-02-29", AgreementState.IN_FORCE),
        (RENEWING, "2025-08-15", AgreementState.IN_FORCE),
    ],
)
def test_the_state_of_an_agreement_on_a_day(terms: Terms, on: str, state: AgreementState) -> None:
    assert agreement_state(terms, day(on)) is state


def test_without_a_signing_day_the_period_counts() -> None:
    terms = Terms(period_from=day("2018-01-01"), period_to=day("2022-12-31"), statements=said(("signed", "2023-02-01")))
    assert agreement_state(terms, day("2018-01-01")) is AgreementState.IN_FORCE
    assert agreement_state(terms, day("2017-12-31")) is AgreementState.NOT_SIGNED


def test_of_two_statements_of_one_day_the_larger_document_id_counts() -> None:
    both = (Statement("signed", day("2024-01-01"), "b"), Statement("planned", day("2024-01-01"), "a"))
    assert agreement_state(Terms(statements=both), day("2024-02-01")) is AgreementState.NO_TERM


def test_facts_are_read_from_the_map_of_a_question() -> None:
    row = {
        "status": "signed",
        "signed_on": day("2021-11-20"),
        "period_to": None,
        "auto_renewal": None,
        "statements": [
            {"status": "signed", "on": day("2022-01-01"), "document": "d"},
            {"status": None, "on": None, "document": "e"},
        ],
    }
    terms = Terms.read(row)
    assert terms.auto_renewal is False
    assert [s.document for s in terms.said()] == ["d"]
    assert agreement_state(terms, day("2022-01-01")) is AgreementState.NO_TERM


@pytest.mark.parametrize(
    ("on", "end"),
    [
        ("2023-01-01", "2024-02-29"),
        ("2024-03-01", "2026-02-28"),
        ("2026-02-28", "2026-02-28"),
        ("2026-03-01", "2028-02-29"),
    ],
)
def test_a_period_that_renews_itself_ends_with_the_month(on: str, end: str) -> None:
    assert period_end(RENEWING, day(on)) == day(end)


def test_a_renewal_of_unknown_length_has_no_known_end() -> None:
    terms = Terms(
        period_from=day("2019-01-01"),
        period_to=day("2020-12-31"),
        auto_renewal=True,
        statements=said(("signed", "2019-01-01")),
    )
    assert period_end(terms, day("2021-01-01")) is None
    assert agreement_state(terms, day("2021-01-01")) is AgreementState.IN_FORCE
    assert agreement_end(terms, day("2021-01-01")) is None


def test_why_an_agreement_ends() -> None:
    assert agreement_end(SIGNED_2021, day("2025-08-15")) == (day("2025-12-31"), EndReason.PERIOD)
    assert agreement_end(RENEWING, day("2025-08-15")) == (day("2026-02-28"), EndReason.RENEWAL)
    assert agreement_end(ENDED, day("2021-06-01")) == (day("2021-12-31"), EndReason.TERMINATION)
    assert agreement_end(SIGNED_2021, day("2026-01-01")) is None
    assert agreement_end(NO_DAYS, day("2025-01-01")) is None


def test_the_span_of_an_agreement() -> None:
    assert agreement_span(SIGNED_2021) == (day("2021-01-01"), day("2025-12-31"))
    assert agreement_span(RENEWING) == (day("2019-03-01"), dt.date.max)
    assert agreement_span(ENDED) == (day("2016-05-05"), day("2021-12-31"))
    assert agreement_span(PLANNED) == (day("2016-01-01"), day("2020-12-31"))
    assert agreement_span(Terms(statements=said(("planned", "2024-01-01")))) is None


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
STATUSES = st.sampled_from(["planned", "in_preparation", "signed", "terminated"])
TERMS = st.builds(
    Terms,
    signed_on=st.none() | DAYS,
    period_from=st.none() | DAYS,
    period_to=st.none() | DAYS,
    auto_renewal=st.booleans(),
    renewal_months=st.integers(0, 60),
    statements=st.lists(
        st.builds(Statement, STATUSES, st.none() | DAYS, st.text("ab", min_size=1, max_size=2)), min_size=1, max_size=4
    ).map(tuple),
)


@given(TERMS, DAYS)
def test_a_planned_agreement_is_never_in_force(terms: Terms, on: dt.date) -> None:
    if terms.said()[-1].status in ("planned", "in_preparation"):
        assert agreement_state(terms, on) not in (*IN_FORCE, AgreementState.EXPIRED, AgreementState.TERMINATED)


@given(TERMS, DAYS)
def test_what_ends_is_in_force_and_ends_no_earlier_than_the_day(terms: Terms, on: dt.date) -> None:
    end = agreement_end(terms, on)
    if end:
        assert agreement_state(terms, on) in IN_FORCE
        assert end[0] >= on


@given(TERMS, DAYS, st.integers(1, 400))
def test_what_has_expired_or_ended_stays_so(terms: Terms, on: dt.date, later: int) -> None:
    over = (AgreementState.EXPIRED, AgreementState.TERMINATED)
    if agreement_state(terms, on) in over:
        assert agreement_state(terms, on + dt.timedelta(days=later)) in over


@given(TERMS, DAYS)
def test_expiring_means_within_twelve_months(terms: Terms, on: dt.date) -> None:
    if agreement_state(terms, on) is AgreementState.EXPIRING:
        assert terms.period_to is not None
        assert on <= terms.period_to <= on + relativedelta(months=12)


# ------------------------------------------------------------------------------------------------ tasks

PLAN: dict[str, Any] = {
    "issued_on": day("2022-08-25"),
    "period_from": day("2022-01-01"),
    "period_to": day("2025-12-31"),
    "replaced_on": None,
}
YEARLY = Timing(recurrence="yearly", deadline_month_day="--10-31", deadline_exclusive=True, bounds=PLAN)


def days(timing: Timing, first: str = "2000-01-01", last: str = "2050-12-31") -> list[str]:
    return [due.isoformat() for due in due_days(timing, day(first), day(last))]


def test_a_day_is_due_once() -> None:
    timing = Timing(deadline=day("2024-07-31"))
    assert days(timing) == ["2024-07-31"]
    assert days(timing, last="2024-07-30") == []
    assert days(timing, first="2024-07-31", last="2024-07-31") == ["2024-07-31"]


def test_a_yearly_day_falls_in_the_years_of_the_plan_after_its_issue() -> None:
    assert days(YEARLY) == ["2022-10-31", "2023-10-31", "2024-10-31", "2025-10-31"]
    assert days(Timing(deadline_month_day="--08-01", bounds=PLAN)) == ["2023-08-01", "2024-08-01", "2025-08-01"]


def test_a_yearly_day_of_listed_years_falls_in_these_alone() -> None:
    assert days(Timing(deadline_month_day="--06-30", years=(2023, 2025), bounds=PLAN)) == ["2023-06-30", "2025-06-30"]


def test_a_yearly_day_of_a_document_without_a_period_goes_on() -> None:
    timing = Timing(deadline_month_day="--11-15", bounds={"issued_on": day("2023-02-01")})
    assert days(timing, last="2025-12-31") == ["2023-11-15", "2024-11-15", "2025-11-15"]


def test_the_end_of_the_doing_bounds_a_yearly_day() -> None:
    timing = Timing(deadline_month_day="--11-15", start=day("2024-01-01"), end=day("2024-12-31"), bounds=PLAN)
    assert days(timing) == ["2024-11-15"]


def test_a_replaced_document_makes_nothing_due() -> None:
    replaced = PLAN | {"replaced_on": day("2024-10-31")}
    assert days(Timing(deadline_month_day="--10-31", bounds=replaced)) == ["2022-10-31", "2023-10-31"]
    assert days(Timing(deadline=day("2024-12-31"), bounds=replaced)) == []
    assert days(Timing(deadline_month_day="--06-30", years=(2024, 2025), bounds=replaced)) == ["2024-06-30"]


def test_a_day_stated_outside_the_period_of_the_plan_counts() -> None:
    assert days(Timing(deadline=day("2026-01-31"), bounds=PLAN)) == ["2026-01-31"]


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    assert days(Timing(deadline_month_day="--02-29", years=(2023, 2024))) == ["2023-02-28", "2024-02-29"]


@pytest.mark.parametrize(
    "timing",
    [Timing(years=(2024,)), Timing(start=day("2024-01-01"), end=day("2024-12-31")), Timing(recurrence="monthly")],
)
def test_a_time_of_doing_is_no_deadline(timing: Timing) -> None:
    assert days(timing) == []


@pytest.mark.parametrize(
    ("on", "exclusive", "state"),
    [
        ("2023-02-09", True, DueState.DUE),
        ("2023-02-10", True, DueState.OVERDUE),
        ("2023-02-10", False, DueState.DUE),
        ("2023-02-11", False, DueState.OVERDUE),
    ],
)
def test_before_a_day_is_overdue_from_that_day(on: str, exclusive: bool, state: DueState) -> None:
    timing = Timing(deadline=day("2023-02-10"), deadline_exclusive=exclusive)
    assert due_state(timing, day("2023-02-10"), day(on)) is state


def test_a_report_tells_how_its_occurrence_stands() -> None:
    reports = [
        {"occurrence": "2023", "status": "done"},
        {"occurrence": "2024-10-31", "status": "partly"},
        {"occurrence": "2025", "status": "not_done"},
    ]
    timing = Timing(deadline_month_day="--10-31", reports=reports)
    states = [due_state(timing, day(f"{year}-10-31"), day("2026-01-01")) for year in range(2022, 2026)]
    assert states == [DueState.OVERDUE, DueState.DONE, DueState.PARTLY, DueState.OVERDUE]


def test_the_task_itself_may_be_done_or_cancelled() -> None:
    on = day("2025-01-01")
    assert due_state(Timing(status="done"), on, on + dt.timedelta(days=5)) is DueState.DONE
    assert due_state(Timing(status="cancelled"), on, on + dt.timedelta(days=5)) is DueState.CANCELLED
    assert due_state(Timing(status="in_progress"), on, on + dt.timedelta(days=5)) is DueState.OVERDUE


def stretches(timing: Timing, first: str = "2020-01-01", last: str = "2030-12-31") -> list[tuple[str, str, str]]:
    return [(a.isoformat(), b.isoformat(), form.value) for a, b, form in doing(timing, day(first), day(last))]


def test_listed_years_are_stretches_of_their_own() -> None:
    assert stretches(Timing(years=(2022, 2024), bounds=PLAN)) == [
        ("2022-01-01", "2022-12-31", "named"),
        ("2024-01-01", "2024-12-31", "named"),
    ]
    assert stretches(Timing(years=(2022, 2024)), first="2023-01-01", last="2023-12-31") == []


def test_a_quarter_is_cut_out_of_its_year() -> None:
    timing = Timing(start=day("2025-07-01"), end=day("2025-09-30"), years=(2025,))
    assert stretches(timing) == [("2025-07-01", "2025-09-30", "named")]


def test_what_recurs_does_so_within_the_plan() -> None:
    assert stretches(Timing(recurrence="yearly", bounds=PLAN)) == [
        ("2022-08-25", "2022-12-31", "recurring"),
        ("2023-01-01", "2023-12-31", "recurring"),
        ("2024-01-01", "2024-12-31", "recurring"),
        ("2025-01-01", "2025-12-31", "recurring"),
    ]
    quarterly = stretches(Timing(recurrence="quarterly", bounds=PLAN), first="2025-05-01", last="2026-12-31")
    assert [a for a, _, _ in quarterly] == ["2025-04-01", "2025-07-01", "2025-10-01"]
    assert len(stretches(Timing(recurrence="half_yearly", bounds=PLAN), "2023-01-01", "2023-12-31")) == 2
    assert len(stretches(Timing(recurrence="monthly", bounds=PLAN), "2023-01-01", "2023-12-31")) == 12


def test_an_open_start_lasts_as_long_as_the_plan() -> None:
    assert stretches(Timing(start=day("2023-01-01"), bounds=PLAN)) == [("2023-01-01", "2025-12-31", "open")]
    assert stretches(Timing(recurrence="continuous", bounds=PLAN)) == [("2022-08-25", "2025-12-31", "open")]


def test_until_a_day() -> None:
    assert stretches(Timing(end=day("2024-06-30"), bounds=PLAN)) == [("2022-08-25", "2024-06-30", "named")]


@pytest.mark.parametrize("recurrence", ["", "on_demand", "periodic"])
def test_nothing_is_drawn_that_no_text_states(recurrence: str) -> None:
    assert stretches(Timing(recurrence=recurrence, bounds=PLAN)) == []


@given(
    st.builds(
        Timing,
        start=st.none() | DAYS,
        end=st.none() | DAYS,
        years=st.lists(st.integers(2015, 2035), max_size=3, unique=True).map(tuple),
        recurrence=st.sampled_from(
            ["", "yearly", "half_yearly", "quarterly", "monthly", "continuous", "periodic", "on_demand"]
        ),
        deadline=st.none() | DAYS,
        deadline_month_day=st.sampled_from(["", "--02-29", "--10-31"]),
        bounds=st.fixed_dictionaries(
            {"issued_on": st.none() | DAYS, "period_to": st.none() | DAYS, "replaced_on": st.none() | DAYS}
        ),
    ),
    DAYS,
    st.integers(0, 2000),
)
def test_days_and_stretches_lie_in_the_time_asked_about(timing: Timing, first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    found = due_days(timing, first, last)
    assert found == sorted(set(found))
    assert all(first <= due <= last for due in found)
    assert all(a <= b and a <= last and b >= first for a, b, _ in doing(timing, first, last))
    replaced = timing.bounds["replaced_on"]
    assert not replaced or all(due < replaced for due in found)


# ------------------------------------------------------------------------------------------------ words and derivations


def test_how_far_a_day_is() -> None:
    assert countdown(day("2025-10-31"), day("2025-08-15")) == "còn 77 ngày"
    assert countdown(day("2025-08-03"), day("2025-08-15")) == "quá hạn 12 ngày"
    assert countdown(day("2025-08-15"), day("2025-08-15")) == "hôm nay"
    use("en")
    try:
        assert countdown(day("2025-10-31"), day("2025-08-15")) == "77 days left"
    finally:
        use(None)


def test_a_derivation_keeps_the_row_and_gives_what_it_says() -> None:
    row: dict[str, Any] = {"task": "t", "timing": {"deadline_month_day": "--10-31", "bounds": PLAN}}
    params = {"from": day("2023-01-01"), "to": day("2024-12-31"), "as_of": day("2024-01-01")}
    rows = list(Derivation.known["task_due"](row, params))
    assert [(r["task"], r["due_on"], r["due"]) for r in rows] == [
        ("t", day("2023-10-31"), DueState.OVERDUE),
        ("t", day("2024-10-31"), DueState.DUE),
    ]
    assert set(rows[0]) - set(row) == set(Derivation.known["task_due"].gives)


def test_units_of_two_sides_are_paired_and_named_once() -> None:
    def party(unit: str, side: str, source: str) -> dict[str, Any]:
        return {"unit": unit, "lat": 21.0, "side": side, "country": side, "sources": [source]}

    row = {
        "agreement": "g",
        "parties": [party("vn.a", "vn", "d#1"), party("vn.a", "vn", "d#2"), party("la.b", "la", "e#1")],
    }
    (pair,) = Derivation.known["cooperating_units"](row, {"home": "vn"})
    assert (pair["place"], pair["partner"], pair["country"], pair["lat"]) == ("vn.a", "la.b", "la", 21.0)
    assert set(pair["sources"]) == {"d#1", "d#2", "e#1"}
    assert list(Derivation.known["cooperating_units"](row, {"home": "th"})) == []


def test_a_schedule_has_stretches_and_days() -> None:
    row = {"timing": {"years": [2023], "deadline_month_day": "--10-31", "bounds": PLAN}}
    params = {"from": day("2023-01-01"), "to": day("2024-12-31"), "as_of": day("2024-01-01")}
    rows = list(Derivation.known["task_schedule"](row, params))
    assert [(r["form"], r["due"]) for r in rows] == [(TimeForm.NAMED, None), (TimeForm.DAY, DueState.OVERDUE)]
